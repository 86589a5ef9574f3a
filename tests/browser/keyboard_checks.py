"""Checks of our own on the keyboard: what it reaches, where the focus is, what keys do."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.asking import asked, found, noted

AROUND = 4
"""So many more presses of Tab lead from the last stop round to the first, or show a trap."""


def tab_reaches_everything(page: Page) -> list[str]:
    """Tab reaches all that can be pressed (2.1.1), in its order (2.4.3), and leaves it (2.1.2)."""
    noted(
        page,
        """const start = document.createElement('span'); start.tabIndex = -1;
        document.body.prepend(start); start.focus(); start.remove(); ours.walked = [];
        addEventListener('focusin', ours.walk = event => { ours.walked.push(event.target); });""",
    )
    controls = asked(page, "all('audio, video').length")
    for _ in range(asked(page, "stops().length") + 8 * controls):
        page.keyboard.down("Tab")
    noted(page, "ours.round = ours.walked.length;")
    for _ in range(AROUND):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    return found(
        page,
        "tab-order",
        """(() => { removeEventListener('focusin', ours.walk);
            const order = stops(), seen = [...new Set(ours.walked)].filter(e => order.includes(e));
            const missed = order.filter(e => !seen.includes(e)).map(e => `misses ${called(e)}`);
            if (missed.length && ours.round === ours.walked.length) {
                return [`stays with ${called(ours.walked.at(-1) || 'nothing')}`];
            }
            return missed.concat(seen.filter((e, at) =>
                at && order.indexOf(e) < order.indexOf(seen[at - 1]))
                .map(e => `comes late to ${called(e)}`)); })()""",
    )


def focus_goes_nowhere(page: Page) -> list[str]:
    """What takes the focus keeps it (2.1.1), and opens nothing (3.2.1)."""
    return found(
        page,
        "focus",
        """stops().filter(e => !e.matches('audio, video, iframe')).flatMap(e => {
            document.activeElement.blur();
            const made = changes(() => e.focus());
            if (made.left.length) { return [`leaves from ${called(e)}`]; }
            return document.activeElement === e ? [] : [`thrown away by ${called(e)}`]; })""",
    )


def focus_is_not_covered(page: Page) -> list[str]:
    """What has the focus is shown (2.4.3), and not wholly under something else (2.4.11)."""
    return found(
        page,
        "focus-hidden",
        """stops().filter(e => !e.matches('audio, video, iframe')).filter(e => {
            e.focus();
            const box = e.getClientRects()[0];
            return !shown(e) || [.1, .5, .9].every(x => [.2, .5, .8].every(y => {
                const top = document.elementFromPoint(
                    box.left + x * box.width, box.top + y * box.height);
                return top && !top.contains(e) && !e.contains(top); })); })""",
    )


def focus_is_seen(page: Page) -> list[str]:
    """The focus changes how an element looks (2.4.7), by a contrast of 3 to 1 at least (1.4.11)."""
    page.keyboard.press("Tab")  # from here on the focus is shown as for a keyboard
    return found(
        page,
        "focus-not-seen",
        """(() => { const LINES = ['outlineStyle', 'outlineColor', 'outlineWidth', 'boxShadow'];
            const PAINT = ['backgroundColor', 'borderBottomColor', 'color'];
            const looks = e => Object.fromEntries([...LINES, ...PAINT, 'textDecorationLine', 'top']
                .map(part => [part, getComputedStyle(e)[part]]));
            return stops().filter(e => !e.matches('audio, video, iframe')).filter(e => {
                document.activeElement.blur();
                const plain = looks(e); e.focus(); const style = looks(e);
                const changed = part => plain[part] !== style[part];
                const inside = parseFloat(getComputedStyle(e).outlineOffset) < 0;
                const around = grounds(e.parentElement);
                const drawn = style.outlineStyle === 'none' ? [] : [against(
                    e, style.outlineColor, inside ? grounds(e) : around)];
                const parts = [...LINES.some(changed) ? drawn : [],
                    ...changed('boxShadow') ? parsed(style.boxShadow).map(
                        colour => against(e, `rgb(${colour.slice(0, 3)})`, around)) : [],
                    ...PAINT.filter(changed).map(
                        part => against(e, style[part], parsed(plain[part])))];
                return !changed('textDecorationLine') && !changed('top')
                    && Math.max(0, ...parts) < 3; }); })()""",
    )


def everything_pressed_is_reached_by_key(page: Page) -> list[str]:
    """What a mouse presses takes the focus, too (2.1.1)."""
    return found(
        page,
        "mouse-only",
        """(() => { const reached = stops(); return all('body *').filter(e => (e.onclick
                || (getComputedStyle(e).cursor === 'pointer'
                    && getComputedStyle(e.parentElement).cursor !== 'pointer'))
            && shown(e) && !e.closest('label, summary, svg')
            && !reached.some(stop => stop.contains(e) || e.contains(stop))); })()""",
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
    noted(page, "document.activeElement.blur();")
    return found(
        page,
        "letter-acts",
        """[...'abcdefghijklmnopqrstuvwxyz0123456789/?.,;+-*#'].filter(key => acts(() =>
            send(document.body, KeyboardEvent, ['keydown', 'keypress', 'keyup'], { key })))""",
    )


KEYBOARD = (
    tab_reaches_everything,
    focus_goes_nowhere,
    focus_is_not_covered,
    focus_is_seen,
    everything_pressed_is_reached_by_key,
    letters_do_nothing,
    marked_buttons_hear_keys,
)
