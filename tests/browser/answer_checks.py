"""Checks of our own on what a page does: by itself, under the pointer, when it is filled in."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.asking import asked, found, noted


def hints_can_be_dismissed(page: Page) -> list[str]:
    """What appears under the pointer goes away with Escape (1.4.13)."""
    places = asked(
        page,
        r"""(() => { const rule = /[^{},]+:hover\s*[\s>+~]\s*[^\s{},]/g;
            const hidden = rules().join('\n').match(rule) || [];
            const over = hidden.map(text => text.split(':hover')[0].trim()).join(', ');
            return (over ? all(over) : []).filter(shown).map(e => {
                e.scrollIntoView({ block: 'center' });
                const box = e.getClientRects()[0];
                return [box.left + box.width / 2, box.top + box.height / 2]; }); })()""",
    )
    stay = []
    for x, y in places:
        noted(page, "keep(texts());")
        page.mouse.move(x, y)
        page.keyboard.press("Escape")
        stay += found(page, "hint-stays", "fresh(texts())")
        page.mouse.move(0, 0)
    return stay


def nothing_changes_by_itself(page: Page) -> list[str]:
    """Left alone for ten seconds, the page says and shows the same (2.2.2)."""
    return found(
        page,
        "changes-by-itself",
        """changes(() => waited(10_000).forEach(({ act }) => act())).seen.map(({ target }) =>
            target.nodeType === 1 ? target : target.parentElement || document.body)""",
    )


def the_page_stays(page: Page) -> list[str]:
    """Left alone for twenty hours, the page does not lead anywhere else (2.2.1)."""
    return found(
        page,
        "leaves-by-itself",
        """changes(() => waited(72_000_000).forEach(({ act }) => act())).left.map(
            to => new URL(to).pathname)""",
    )


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
            send(e, Event, ['input', 'change']); }).left.length)""",
    )


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
                    [...e.children].some(
                        part => !part.matches('summary') && shown(part)))); })()""",
    )


def fields_take_what_is_pasted(page: Page) -> list[str]:
    """No field refuses to be pasted into: nobody need type a password by heart (3.3.8)."""
    return found(
        page,
        "paste-refused",
        """all('input, textarea').filter(e => shown(e) && !e.dispatchEvent(new ClipboardEvent(
            'paste', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() })))""",
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
        """all('form').filter(form => {
            const fields = all('input, textarea', form).filter(
                e => shown(e) && /^(text|search|email|tel|textarea)$/.test(e.type));
            const live = '[role=status], [role=alert], [role=log], output, [aria-live]';
            const said = changes(() => { fields.forEach(e => {
                e.value = { email: 'a@example.org', tel: '123' }[e.type]
                    || words(document.querySelector('h1, h2') || form).split(' ')[0];
                send(e, Event, ['input', 'change']); });
                if (fields.length) { form.requestSubmit(); } })
                .seen.filter(({ type }) => type !== 'attributes')
                .map(({ target }) => target.nodeType === 1 ? target : target.parentElement);
            return said.length && !said.some(e => e?.closest(live)); })""",
    )


ANSWERING = (
    hints_can_be_dismissed,
    nothing_changes_by_itself,
    the_page_stays,
    nothing_acts_before_release,
    choosing_goes_nowhere,
    states_are_true,
    fields_take_what_is_pasted,
    errors_are_told_in_words,
    answers_are_announced,
)
