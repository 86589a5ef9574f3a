"""Accessibility by machine: two engines, and what neither sees: keyboard, zoom, sizes, motion."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import (
    TYPES,
    VIEWS,
    View,
    axe,
    code_sniffer,
    findings,
    looking,
    opened,
)
from tests.browser.asking import WAITING
from tests.browser.own_checks import own

LANGUAGES = ("en", "fr", "es", "ar")
DESKTOP = VIEWS[2]
OTHERS = tuple(view for view in VIEWS if view != DESKTOP)
"""The views in which a page of each type is looked at: every page is, in the first."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_engine_finds_a_fault_on_any_page(
    browser: Browser, address: str, site: Path, lang: str
) -> None:
    """Every page of a language, once."""
    pages = sorted(path.relative_to(site).as_posix() for path in (site / lang).rglob("*.html"))
    with looking(browser, DESKTOP) as page:
        found = [
            f"{name}: {line}"
            for name in (*pages, "index.html")
            for line in findings(opened(page, f"{address}/{name}"))
        ]

    assert len(pages) > 100
    assert found == []


@pytest.mark.parametrize("view", OTHERS, ids=lambda view: view.name)
def test_no_engine_finds_a_fault_on_any_type_of_page(
    browser: Browser, address: str, view: View
) -> None:
    """Phone, light and dark, a dark desk, and print, in every language; the menu open on phones."""
    with looking(browser, view) as page:
        found = [
            f"{lang}/{name}: {line}"
            for lang in LANGUAGES
            for name in TYPES
            for line in findings(opened(page, f"{address}/{lang}/{name}.html"))
        ]

    assert found == []


@pytest.mark.parametrize("view", (VIEWS[0], VIEWS[3]), ids=lambda view: view.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_checks_find_nothing_on_any_type_of_page(
    browser: Browser, address: str, lang: str, view: View
) -> None:
    """What neither engine decides: keyboard, sizes, motion, languages, the order of numbers."""
    with looking(browser, view) as page:
        page.add_init_script(WAITING)
        found = []
        for name in TYPES:
            page.goto(f"{address}/{lang}/{name}.html")
            found += [f"{lang}/{name}: {line}" for line in own(page)]

    assert found == []


def test_the_engines_find_planted_faults(browser: Browser, address: str) -> None:
    """A page spoiled on purpose is told by both; otherwise silence would prove nothing."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{address}/en/contacts.html")
    page.evaluate(
        "() => { document.querySelector('main').insertAdjacentHTML('afterbegin',"
        ' \'<img src="data:,"><input><p style="color:#bbb;background:#fff">pale</p>\');'
        " document.documentElement.removeAttribute('lang'); document.title = ''; }"
    )
    by_axe = {line.split(":")[0] for line in axe(page)}
    by_sniffer = code_sniffer(page)
    context.close()

    assert {"image-alt", "label", "color-contrast", "html-has-lang", "document-title"} <= by_axe
    assert len(by_sniffer) >= 4


def test_the_menu_works_by_keyboard_on_a_phone(browser: Browser, address: str) -> None:
    """It opens with Enter, its links get the focus in sight, Escape closes it."""
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/en/index.html")
    button, menu = page.locator(".menu-button"), page.locator("#menu")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#menu') !== null")
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.className") == "menu-button"
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_tab_walks_through_the_page_in_sight(browser: Browser, address: str, width: int) -> None:
    """Each stop of the keyboard is visible, and not under the exit button."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/en/contacts.html")
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const at = document.activeElement.getBoundingClientRect();
                const exit = document.querySelector('.exit').getBoundingClientRect();
                const own = document.activeElement.classList.contains('exit');
                const under = !own && at.top >= exit.top && at.bottom <= exit.bottom
                    && at.left >= exit.left && at.right <= exit.right;
                return [document.activeElement.textContent.trim().slice(0, 40),
                        at.width > 0 && at.bottom > 0 && at.top < innerHeight && !under];
            }"""
        )
        if not seen[1]:
            hidden.append(seen[0])
    context.close()

    assert hidden == []


def test_the_first_stops_skip_to_the_text_and_leave(browser: Browser, address: str) -> None:
    """The first link skips to the text, the second is the hidden twin of the exit."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/conduct.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    context.close()


@pytest.mark.parametrize("name", ["index", "contacts", "search", "directory/index"])
def test_targets_are_large_enough(browser: Browser, address: str, name: str) -> None:
    """What stands alone to be pressed is at least 24 px high and wide (WCAG 2.2, 2.5.8)."""
    context = browser.new_context(viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/en/{name}.html")
    small = page.evaluate(
        """() => [...document.querySelectorAll('header a, header button, footer a, summary, input')]
            .filter(e => e.offsetParent !== null || e.classList.contains('exit'))
            .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24)
            .map(([text]) => text)"""
    )
    context.close()

    assert small == []


def test_nothing_moves_by_itself(browser: Browser, address: str) -> None:
    """No animation, no transition, no smooth scrolling: there is nothing to reduce."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/en/conduct.html")
    moving = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('*')].filter(e => {
            const style = getComputedStyle(e);
            return style.animationName !== 'none' || style.transitionDuration !== '0s'
                || style.scrollBehavior !== 'auto';
        }).length"""
    )
    context.close()

    assert moving == 0


def test_forced_colours_keep_what_can_be_pressed_apart(browser: Browser, address: str) -> None:
    """In high contrast the exit and the help link keep a border."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}/en/index.html")
    for selector in (".exit", ".help-link"):
        width = page.locator(selector).evaluate("e => getComputedStyle(e).borderTopWidth")
        assert width == "2px"
    context.close()


def test_everything_can_be_read_without_script(browser: Browser, address: str) -> None:
    """Menu, text and the list of all pages are there."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 740})
    page = context.new_page()
    page.goto(f"{address}/en/search.html")
    assert page.locator("#menu").is_visible()
    assert page.get_by_role("heading", name="All pages").is_visible()
    assert not page.locator("#query").is_visible()
    context.close()
