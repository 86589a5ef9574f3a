"""Checks of our own on what happens: keys, focus, pointer, time, and what forms say."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.reading_checks import found


def tab_reaches_everything(page: Page) -> list[str]:
    """The Tab key reaches all that can be pressed, in the order of the page, and leaves it again.

    Keyboard (2.1.1), no keyboard trap (2.1.2), focus order (2.4.3).
    """
    page.evaluate(
        """() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0);
            window.walked = []; addEventListener('focusin', window.walk = event => {
                walked.push(event.target); }); }"""
    )
    most = len(found(page, "", "stops().map((e, at) => `${at}`)"))
    films = len(found(page, "", "all('audio, video').map((e, at) => `${at}`)"))
    for _ in range(most + 8 * films):
        page.keyboard.press("Tab")
    return found(
        page,
        "tab-order",
        """(() => { removeEventListener('focusin', window.walk);
            const order = stops(), seen = [...new Set(walked)], last = document.activeElement;
            const missed = order.filter(e => !seen.includes(e));
            if (missed.length && walked.at(-1) === last && last.contains(document.activeElement)) {
                return [`stays with ${called(last)}`];
            }
            return missed.slice(0, 3).map(e => `misses ${called(e)}`).concat(
                seen.filter((e, at) => at && order.indexOf(e) < order.indexOf(seen[at - 1])).slice(0, 1)
                    .map(e => `comes late to ${called(e)}`)); })()""",
    )


def focus_is_in_sight(page: Page) -> list[str]:
    """What has the focus looks different (2.4.7), by enough contrast (1.4.11), and is not covered (2.4.11).

    Taking the focus opens nothing and goes nowhere (3.2.1), and does not throw it away (2.1.1).
    """
    page.keyboard.press("Tab")  # from here on the focus is shown as for a keyboard
    return found(
        page,
        "focus",
        """(() => { const LOOK = ['outlineStyle', 'outlineColor', 'outlineWidth', 'boxShadow',
                'backgroundColor', 'borderBottomColor', 'color', 'textDecorationLine'];
            const looks = e => { const style = getComputedStyle(e); return LOOK.map(part => style[part]); };
            const covered = e => { const box = e.getClientRects()[0]; return box
                && [.1, .5, .9].every(x => [.2, .5, .8].every(y => {
                    const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
                    return top && !top.contains(e) && !e.contains(top); })); };
            const visible = e => { const style = getComputedStyle(e), own = grounds(e);
                const around = grounds(e.parentElement), inside = parseFloat(style.outlineOffset) < 0;
                return Math.max(
                    style.outlineStyle === 'none' ? 1
                        : against(e, style.outlineColor, inside ? own : around),
                    ...parsed(style.boxShadow).map(c => against(e, `rgb(${c.slice(0, 3)})`, around)),
                    ...['backgroundColor', 'borderBottomColor'].map(
                        part => against(e, style[part], around))) >= 3; };
            return stops().filter(e => !e.matches('audio, video, iframe')).flatMap(e => {
                document.activeElement.blur();
                const plain = looks(e), pages = left.length;
                e.focus();
                if (left.length > pages) { return [`leaves from ${called(e)}`]; }
                if (document.activeElement !== e) { return [`thrown away by ${called(e)}`]; }
                if (!shown(e)) { return [`on the invisible ${called(e)}`]; }
                if (covered(e)) { return [`under something on ${called(e)}`]; }
                if (looks(e).join() === plain.join()) { return [`not shown on ${called(e)}`]; }
                return visible(e) ? [] : [`pale on ${called(e)}`]; }); })()""",
    )


def everything_pressed_is_reached_by_key(page: Page) -> list[str]:
    """What a mouse presses takes the focus, too (2.1.1)."""
    return found(
        page,
        "mouse-only",
        """all('body *').filter(e => shown(e) && !e.closest(stops.selector) && !e.querySelector(stops.selector)
            && !e.closest('label, summary, svg') && (e.onclick || (e.parentElement
                && getComputedStyle(e).cursor === 'pointer'
                && getComputedStyle(e.parentElement).cursor !== 'pointer')))""",
    )


def marked_buttons_hear_keys(page: Page) -> list[str]:
    """What only says that it is a button does on Enter or Space what it does on a click (2.1.1)."""
    return found(
        page,
        "deaf-to-keys",
        """all('[role=button], [role=link], [role=switch], [role=checkbox], [role=tab]').filter(
            e => shown(e) && !e.matches('a[href], button, input, summary')
            && !acts(() => ['Enter', ' '].forEach(key =>
                send(e, KeyboardEvent, ['keydown', 'keypress', 'keyup'], { key })))
            && acts(() => e.click()))""",
    )


def letters_do_nothing(page: Page) -> list[str]:
    """A letter, digit or sign pressed alone does nothing outside a field (2.1.4)."""
    return found(
        page,
        "letter-acts",
        r"""(document.activeElement.blur(),
            [...'abcdefghijklmnopqrstuvwxyz0123456789/?.,;+-*#'].filter(key => acts(() =>
                send(document.body, KeyboardEvent, ['keydown', 'keypress', 'keyup'], { key }))))""",
    )


def nothing_happens_by_itself(page: Page) -> list[str]:
    """Left alone, the text does not change (2.2.2), and the page stays, even for twenty hours (2.2.1).

    Timers that began before the clock of the page was put in hand run on unseen.
    """
    text = "document.body.innerText + document.title"
    before = page.evaluate(text)
    page.clock.run_for(10_000)
    changed = ["changes-by-itself: the text"] if page.evaluate(text) != before else []
    page.clock.fast_forward("20:00:00")
    return changed + found(page, "leaves-by-itself", "left.splice(0)")


def nothing_acts_before_release(page: Page) -> list[str]:
    """Pressing down alone does nothing: a slip can be taken back (2.5.2)."""
    return found(
        page,
        "acts-when-pressed-down",
        """pressed().filter(e => !e.matches('input, select, textarea') && acts(() => {
            send(e, PointerEvent, ['pointerdown']); send(e, MouseEvent, ['mousedown']); }))""",
    )


def choosing_goes_nowhere(page: Page) -> list[str]:
    """Choosing from a list or ticking a box opens no other page (3.2.2)."""
    return found(
        page,
        "choice-leaves",
        """all('select, input[type=radio], input[type=checkbox]').filter(e => changes(() => {
            if (e.options) { e.selectedIndex = e.options.length - 1; } else { e.checked = true; }
            send(e, Event, ['input', 'change']); }).left)""",
    )


def hints_can_be_dismissed(page: Page) -> list[str]:
    """What appears under the pointer goes away with Escape (1.4.13)."""
    triggers = page.evaluate(
        r"""() => ours.all(ours.rules().join('\n').match(/[^{},]+:hover[\s>+~][^{},]*(?=[{,])/g)
            ?.map(rule => rule.split(':hover')[0].trim()).join(', ') || '#none#'.slice(0, 0) || 'none')
            .filter(ours.shown).map(e => { e.scrollIntoView({ block: 'center' });
                const box = e.getClientRects()[0]; return [box.left + box.width / 2, box.top + 4]; })"""
    )
    stays = []
    for x, y in triggers:
        found(page, "", "(keep(texts()), [])")
        page.mouse.move(x, y)
        if found(page, "", "fresh(texts())"):
            page.keyboard.press("Escape")
            stays += found(page, "hint-stays", "fresh(texts())")
        page.mouse.move(0, 0)
    return stays


def states_are_true(page: Page) -> list[str]:
    """What says that it is open or closed is so, before and after it is pressed (4.1.2)."""
    return found(
        page,
        "state-untrue",
        """(() => { const opens = e => document.getElementById(e.getAttribute('aria-controls'));
            const lies = e => opens(e) && (e.ariaExpanded === 'true') !== shown(opens(e));
            return all('[aria-expanded][aria-controls]').filter(shown).filter(e => {
                const before = lies(e); e.click(); const after = lies(e); e.click();
                return before || after; }).concat(all('details').filter(e => shown(e) && e.open !==
                    [...e.children].some(part => !part.matches('summary') && shown(part)))); })()""",
    )


def fields_take_what_is_pasted(page: Page) -> list[str]:
    """No field refuses to be pasted into: nobody need type a password by heart (3.3.8)."""
    return found(
        page,
        "paste-refused",
        """all('input, textarea').filter(shown).filter(e => !e.dispatchEvent(new ClipboardEvent('paste', {
            bubbles: true, cancelable: true, clipboardData: new DataTransfer() })))""",
    )


def errors_are_told_in_words(page: Page) -> list[str]:
    """A form sent without what it requires says so, itself or through the browser (3.3.1)."""
    return found(
        page,
        "error-without-words",
        """all('form').filter(form => shown(form) && form.noValidate).filter(form => {
            const empty = [...form.elements].filter(e => e.required);
            empty.forEach(e => { e.value = ''; });
            const before = document.body.innerText;
            form.requestSubmit();
            return empty.length && document.body.innerText === before; })""",
    )


def answers_are_announced(page: Page) -> list[str]:
    """Text that appears when a form is filled in or sent stands in a live region (4.1.3)."""
    return found(
        page,
        "answer-not-announced",
        """all('form').filter(shown).filter(form => {
            const live = e => e.closest('[role=status], [role=alert], [role=log], output, [aria-live]');
            const said = changes(() => { all('input:not([type=submit]), textarea', form).forEach(e => {
                e.value = { email: 'a@example.org', tel: '123' }[e.type]
                    || words(document.querySelector('h1, h2') || form).split(' ')[0];
                send(e, Event, ['input', 'change']); }); form.requestSubmit(); })
                .seen.filter(record => record.type !== 'attributes')
                .map(record => record.target.parentElement ? record.target : form);
            const nodes = said.map(node => node.nodeType === 3 ? node.parentElement : node);
            return nodes.length && !nodes.some(live); })""",
    )


ACTING = (
    tab_reaches_everything,
    focus_is_in_sight,
    everything_pressed_is_reached_by_key,
    hints_can_be_dismissed,
    letters_do_nothing,
    nothing_happens_by_itself,
    nothing_acts_before_release,
    marked_buttons_hear_keys,
    states_are_true,
    fields_take_what_is_pasted,
    choosing_goes_nowhere,
    errors_are_told_in_words,
    answers_are_announced,
)
