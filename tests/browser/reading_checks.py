"""Checks of our own that read the page as it stands: alternatives, structure, names, the frame."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.asking import found


def alternatives_are_words(page: Page) -> list[str]:
    """A text alternative is not the name of a file (1.1.1)."""
    name = r"/\.(avif|gif|jpe?g|png|svg|webp)$|^(dsc|img|image|photo|scan)[-_ ]?\d+$/i"
    return found(
        page, "alt-is-file-name", f"all('img[alt]').filter(e => {name}.test(e.alt.trim()))"
    )


def films_have_captions(page: Page) -> list[str]:
    """A film has a track of captions (1.2.2)."""
    track = "track[kind=captions], track[kind=subtitles]"
    return found(
        page, "film-without-captions", f"all('video').filter(e => !e.querySelector('{track}'))"
    )


def nothing_sounds_by_itself(page: Page) -> list[str]:
    """What starts by itself is mute, or can be stopped where it stands (1.4.2)."""
    return found(
        page,
        "sounds-by-itself",
        "all('audio, video').filter(e => e.autoplay && !e.muted && !e.controls)",
    )


def headings_are_marked(page: Page) -> list[str]:
    """A short line all in bold, above other text and no sentence, is a heading (1.3.1)."""
    return found(
        page,
        "heading-not-marked",
        """all('main p, main div').filter(e => shown(e) && e.nextElementSibling
            && !e.closest('li, td, dd, figcaption') && !e.querySelector('a, p')
            && words(e) && words(e).length < 80 && !/[.:;,!?؟،…]$/.test(words(e))
            && texts(e).concat(e).every(
                part => !owns(part) || Number(getComputedStyle(part).fontWeight) >= 600))""",
    )


def tables_have_headers(page: Page) -> list[str]:
    """A table of more than one row and column has header cells (1.3.1)."""
    return found(
        page,
        "table-without-headers",
        """all('table:not([role=presentation], [role=none])').filter(
            e => e.rows.length > 1 && e.rows[0].cells.length > 1 && !e.querySelector('th'))""",
    )


def lists_are_marked(page: Page) -> list[str]:
    """Lines that begin with a hyphen, a dot or a number are items of a list (1.3.1)."""
    return found(
        page,
        "list-not-marked",
        r"""all('p, td, dd, div').filter(e => e.querySelector('br') && shown(e)
            && e.innerText.split('\n').filter(
                line => /^\s*([-–•*·]|\(?\d{1,2}[.)])\s/.test(line)).length > 1)""",
    )


def landmarks_have_names_of_their_own(page: Page) -> list[str]:
    """Two landmarks of one kind have different names."""
    return found(
        page,
        "landmarks-of-one-name",
        """['nav', 'aside', 'form', 'section', '[role=region]', '[role=search]'].flatMap(
            kind => { const seen = new Set(); return all(kind).filter(e => {
                const name = e.ariaLabel || (e.getAttribute('aria-labelledby') || '').split(' ')
                    .map(id => document.getElementById(id)?.textContent || '').join(' ').trim();
                return name && seen.size === seen.add(name).size; }); })""",
    )


def choices_have_a_question(page: Page) -> list[str]:
    """Radio buttons of one name stand in a group, which carries the question (1.3.1)."""
    return found(
        page,
        "choices-without-question",
        """all('[type=radio]').filter(e => !e.closest('fieldset, [role=radiogroup], [role=group]')
            && all('input[type=radio]').filter(other => other.name === e.name).length > 1)""",
    )


def references_lead_somewhere(page: Page) -> list[str]:
    """Every id that an element refers to exists once, and says something where it names (4.1.2)."""
    return found(
        page,
        "reference-to-nothing",
        """['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'for'].flatMap(
            name => all(`[${name}]`).filter(e => e.getAttribute(name).split(/\\s+/).some(id => {
                const to = all(`[id="${CSS.escape(id)}"]`);
                return to.length !== 1 || (name === 'aria-labelledby' && !to[0].textContent.trim());
            })))""",
    )


def links_say_where_they_lead(page: Page) -> list[str]:
    """The words of a link say more than that it can be pressed (2.4.4)."""
    empty = (
        "(click |press )?here|(read |learn |see )?more|link|this page|details|"
        "(cliquez )?ici|lire la suite|en savoir plus|(haga clic |pulse )?aquí|(leer|ver|saber) más|"
        "(اضغط(وا)? |انقر(وا)? )?هنا|(اقرأ )?المزيد"
    )
    return found(
        page,
        "link-says-nothing",
        f"all('a[href]').filter(e => /^({empty})[.:…]?$/i.test(words(e)) && !e.ariaLabel)",
    )


def the_title_is_of_this_page(page: Page) -> list[str]:
    """The title is not the name of another page of the menus (2.4.2)."""
    return found(
        page,
        "title-of-another-page",
        """all('nav a[href], footer a[href]').filter(e => e.pathname !== location.pathname
            && e.textContent.trim() === document.title.split(/ [–|-] /)[0].trim()
            && e.textContent.trim() !== document.querySelector('h1')?.textContent.trim())""",
    )


def the_first_stop_skips_to_the_text(page: Page) -> list[str]:
    """The first thing that takes the focus is a link to the main text (2.4.1)."""
    return found(
        page,
        "no-skip-link",
        """[stops()[0]].filter(e => { const hash = e?.getAttribute('href') || '';
            const to = hash.startsWith('#') && document.getElementById(hash.slice(1));
            return !to || !(to.matches('main, [role=main], h1') || to.closest('main')); })
            .map(e => e || 'nothing takes the focus')""",
    )


def the_frame_is_the_same_everywhere(page: Page) -> list[str]:
    """Links around the text have order (3.2.3), names (3.2.4) and place (3.2.6) as elsewhere."""
    return found(
        page,
        "frame-differs",
        """(async () => { const other = all('nav a[href]').find(e => !e.ariaCurrent && !e.hreflang);
            const text = await (await fetch(other.href)).text();
            const frame = page => all('header a, nav a, footer a', page)
                .filter(e => !e.closest('main, details'))
                .map(e => `${e.closest('nav, header, footer').localName} ${e.textContent.trim()}`);
            const here = frame(document);
            const there = frame(new DOMParser().parseFromString(text, 'text/html'));
            return here.filter((name, at) => name !== there[at])
                .concat(there.slice(here.length)); })()""",
    )


def fields_are_asked_for_once(page: Page) -> list[str]:
    """A form does not ask twice for the same particular of a person (3.3.7)."""
    return found(
        page,
        "asked-twice",
        """all('form').flatMap(form => [...form.elements].filter((e, at) => e.autocomplete
            && !/^(on|off|.*password)$/.test(e.autocomplete)
            && [...form.elements].slice(0, at).some(o => o.autocomplete === e.autocomplete)))""",
    )


READING = (
    alternatives_are_words,
    films_have_captions,
    nothing_sounds_by_itself,
    headings_are_marked,
    tables_have_headers,
    lists_are_marked,
    landmarks_have_names_of_their_own,
    choices_have_a_question,
    references_lead_somewhere,
    links_say_where_they_lead,
    the_title_is_of_this_page,
    the_first_stop_skips_to_the_text,
    the_frame_is_the_same_everywhere,
    fields_are_asked_for_once,
)
