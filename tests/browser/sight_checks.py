"""Checks of our own on how a page looks: colours, sizes, windows, paper, forced colours, motion."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Page

from tests.browser.asking import asked, found, noted


@contextmanager
def window(page: Page, width: int, height: int) -> Iterator[None]:
    """Look through a window of another size for a while."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    yield
    if before:
        page.set_viewport_size(before)


@contextmanager
def medium(page: Page, name: Literal["print", "screen"]) -> Iterator[None]:
    """Look at the page on paper or on screen for a while."""
    printed = asked(page, "matchMedia('print').matches")
    page.emulate_media(media=name)
    yield
    page.emulate_media(media="print" if printed else "screen")


@contextmanager
def forced(page: Page, colours: Literal["active", "none"]) -> Iterator[None]:
    """Look at the page with or without forced colours for a while."""
    active = asked(page, "matchMedia('(forced-colors: active)').matches")
    page.emulate_media(forced_colors=colours)
    yield
    page.emulate_media(forced_colors="active" if active else "none")


def text_on_gradients_is_readable(page: Page) -> list[str]:
    """Text has its contrast with every colour of the gradient behind it (1.4.3)."""
    return found(page, "pale-on-gradient", "texts().filter(e => grounds(e).length > 1 && pale(e))")


def text_under_the_pointer_is_readable(page: Page) -> list[str]:
    """What can be pressed keeps its contrast while the pointer is on it (1.4.3)."""
    return found(
        page,
        "pale-under-pointer",
        r"""(() => { const plain = texts().filter(e => e.closest('a, button, summary') && !pale(e));
            const copy = rules().join('\n').replaceAll(':hover', '.under-pointer');
            pressed().forEach(e => e.classList.add('under-pointer'));
            const seen = styled(copy, () => plain.filter(e => pale(e)));
            pressed().forEach(e => e.classList.remove('under-pointer'));
            return seen; })()""",
    )


def placeholders_are_readable(page: Page) -> list[str]:
    """The example in an empty field has the contrast of text (1.4.3)."""
    return found(
        page,
        "pale-placeholder",
        "all('[placeholder]').filter(e => shown(e) && e.placeholder && pale(e, '::placeholder'))",
    )


def fields_have_an_edge(page: Page) -> list[str]:
    """The border or the ground of a field stands out from what is around it (1.4.11)."""
    return found(
        page,
        "pale-field",
        """all('input, select, textarea').filter(e => {
            if (!shown(e) || /checkbox|radio|range|submit/.test(e.type)) { return false; }
            const style = getComputedStyle(e), behind = grounds(e.parentElement);
            const edge = parseFloat(style.borderBottomWidth) && style.borderBottomStyle !== 'none'
                ? against(e, style.borderBottomColor, behind) : 1;
            return Math.max(edge, against(e, style.backgroundColor, behind)) < 3; })""",
    )


def drawings_are_visible(page: Page) -> list[str]:
    """A drawing that is all there is to press has a line or surface of enough contrast (1.4.11)."""
    return found(
        page,
        "pale-drawing",
        """pressed().filter(e => e.querySelector('svg') && !words(e) && all(
            'path, circle, rect, line, polyline, polygon, ellipse', e).every(part =>
            ['fill', 'stroke'].every(paint => { const colour = getComputedStyle(part)[paint];
                return !/^rgb/.test(colour) || against(part, colour) < 3; })))""",
    )


def text_can_be_enlarged(page: Page) -> list[str]:
    """With letters of twice the size no box cuts its text (1.4.4)."""
    return found(
        page,
        "cut-when-enlarged",
        """(() => { const already = cut();
            return styled(':root { font-size: 200% !important }', cut)
                .filter(e => !already.includes(e)); })()""",
    )


def text_can_be_spaced(page: Page) -> list[str]:
    """With lines, words and letters as far apart as readers may ask, no text is cut (1.4.12)."""
    wide = (
        "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )
    return found(
        page,
        "cut-when-spaced",
        f"(() => {{ const already = cut(); return styled('{wide}', cut)"
        ".filter(e => !already.includes(e)); })()",
    )


def the_page_fits_a_narrow_window(page: Page) -> list[str]:
    """At 320 pixels nothing scrolls sideways, and nothing is cut off (1.4.10)."""
    with window(page, 320, 640):
        wide = found(
            page,
            "wider-than-320",
            "[document.scrollingElement].map(e => e.scrollWidth - e.clientWidth)"
            ".filter(over => over > 0).map(over => `by ${over} px`)",
        )
        return wide + found(page, "cut-at-320", "cut()")


def both_ways_of_holding_a_phone_show_the_text(page: Page) -> list[str]:
    """What a phone shows upright it shows on its side (1.3.4)."""
    with window(page, 375, 740):
        noted(page, "keep(blocks());")
        page.set_viewport_size({"width": 740, "height": 375})
        return found(page, "hidden-on-its-side", "lost().filter(e => e.closest('main'))")


def text_stands_in_its_order(page: Page) -> list[str]:
    """Boxes in a row or column are seen in the order in which they are read (1.3.2, 2.4.3)."""
    return found(
        page,
        "seen-in-another-order",
        """all('body *').filter(e => /flex|grid/.test(getComputedStyle(e).display)).flatMap(e => {
            const right = getComputedStyle(e).direction === 'rtl' ? -1 : 1;
            const boxes = [...e.children].filter(part => part.textContent.trim() && shown(part)
                    && !/fixed|absolute/.test(getComputedStyle(part).position))
                .map(part => [part, part.getBoundingClientRect()]);
            return boxes.filter(([, box], at) => at && (box.bottom <= boxes[at - 1][1].top
                || (box.top < boxes[at - 1][1].bottom && box.bottom > boxes[at - 1][1].top
                    && right * (box.left - boxes[at - 1][1].left) < 0)))
                .map(([part]) => part); })""",
    )


def paper_shows_the_text(page: Page) -> list[str]:
    """What the text shows on screen it shows on paper, except what only leads around."""
    with medium(page, "screen"):
        noted(page, "keep(blocks());")
        page.emulate_media(media="print")
        return found(
            page,
            "not-printed",
            "lost().filter(e => e.closest('main') && !e.closest('nav, details'))",
        )


def forced_colours_keep_edges(page: Page) -> list[str]:
    """What shows by its ground that it can be pressed has a border in forced colours."""
    with forced(page, "none"):
        noted(
            page,
            """keep(pressed().filter(e => against(e, getComputedStyle(e).backgroundColor,
                grounds(e.parentElement)) > 1.1));""",
        )
        page.emulate_media(forced_colors="active")
        return found(
            page,
            "no-edge-in-forced-colours",
            """kept().filter(e => { const style = getComputedStyle(e);
                return shown(e) && !['borderBottom', 'outline'].some(edge =>
                    style[`${edge}Style`] !== 'none' && parseFloat(style[`${edge}Width`]) > 0);
            })""",
        )


def nothing_moves_for_long(page: Page) -> list[str]:
    """No animation runs for more than five seconds (2.2.2)."""
    return found(
        page,
        "moves-without-end",
        """document.getAnimations().filter(a => a.effect.getComputedTiming().activeDuration > 5000)
            .map(a => a.effect.target).concat(all('marquee, blink'))""",
    )


def nothing_flashes(page: Page) -> list[str]:
    """No animation repeats more than three times a second (2.3.1)."""
    return found(
        page,
        "flashes",
        """document.getAnimations().map(a => [a.effect, a.effect.getComputedTiming()])
            .filter(([, timing]) => timing.iterations > 3 && timing.duration < 1000 / 3)
            .map(([effect]) => effect.target)""",
    )


def motion_can_be_refused(page: Page) -> list[str]:
    """Nothing is animated for readers who have asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    moving = found(
        page,
        "moves-despite-the-wish",
        """all('*').filter(e => { const style = getComputedStyle(e);
            return style.animationName !== 'none' && parseFloat(style.animationDuration) > 0; })""",
    )
    page.emulate_media(reduced_motion="no-preference")
    return moving


SEEING = (
    text_on_gradients_is_readable,
    text_under_the_pointer_is_readable,
    placeholders_are_readable,
    fields_have_an_edge,
    drawings_are_visible,
    text_can_be_enlarged,
    text_can_be_spaced,
    the_page_fits_a_narrow_window,
    both_ways_of_holding_a_phone_show_the_text,
    text_stands_in_its_order,
    paper_shows_the_text,
    forced_colours_keep_edges,
    nothing_moves_for_long,
    nothing_flashes,
    motion_can_be_refused,
)
