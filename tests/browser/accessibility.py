"""The two engines that look for accessibility faults, and the views of a page they look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

MODULES = Path(__file__).parent.parent / "tools" / "node_modules"
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

TYPES = (
    "index",
    "contacts",
    "conduct",
    "directory/index",
    "directory/headquarters",
    "habpost/index",
    "habpost/issues/041",
    "habpost/2026/ways-of-reporting",
    "plan/2026",
    "training/index",
    "training/courses/prevention-of-sea",
    "training/paths/staff",
    "training/high-risk",
    "coordination/index",
    "coordination/psea-brown-bags",
    "figures/example-2024",
    "partners/index",
    "partners/clauses/reporting",
    "instruments",
    "glossary",
    "search",
    "privacy",
    "leaving",
    "accessibility",
)
"""One page of each type."""


@dataclass(frozen=True, slots=True)
class View:
    """One way of looking at a page; on a phone the menu is opened."""

    name: str
    width: int
    scheme: Literal["light", "dark"]
    media: Literal["screen", "print"] = "screen"


VIEWS = (
    View("phone-light", 375, "light"),
    View("phone-dark", 375, "dark"),
    View("desktop-light", 1280, "light"),
    View("desktop-dark", 1280, "dark"),
    View("print", 800, "light", "print"),
)


@contextmanager
def looking(browser: Browser, view: View) -> Iterator[Page]:
    """Open a tab in a view. Engines are put into pages, which the pages' own policy forbids."""
    context = browser.new_context(
        viewport={"width": view.width, "height": 800}, color_scheme=view.scheme, bypass_csp=True
    )
    page = context.new_page()
    page.emulate_media(media=view.media, color_scheme=view.scheme)
    yield page
    context.close()


def opened(page: Page, address: str) -> Page:
    """Open an address, and the menu where there is a button for it."""
    page.goto(address)
    button = page.locator(".menu-button")
    if button.count() and button.is_visible():
        button.click()
    return page


def findings(page: Page) -> list[str]:
    """Return what both engines find on the page as it stands."""
    return [*axe(page), *code_sniffer(page)]


@cache
def _script(path: str) -> str:
    return (MODULES / path).read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """Return what axe-core finds at level AA and among its best practices: rule and element."""
    page.evaluate(_script("axe-core/axe.min.js"))
    found = page.evaluate(
        "async tags => (await axe.run(document, {runOnly: tags})).violations.flatMap("
        "rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}`))",
        LEVEL_AA,
    )
    return [str(line) for line in found]


def code_sniffer(page: Page) -> list[str]:
    """Return the errors that HTML_CodeSniffer finds at level AA: rule and element."""
    page.evaluate(f"{_script('html_codesniffer/build/HTMLCS.js')}; window.HTMLCS = HTMLCS")
    found = page.evaluate(
        """() => new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(
            HTMLCS.getMessages().filter(m => m.type === HTMLCS.ERROR).map(
                m => `${m.code}: ${(m.element.outerHTML || '').slice(0, 120)}`))))"""
    )
    return [str(line) for line in found]
