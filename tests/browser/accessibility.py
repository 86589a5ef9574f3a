"""The two engines that look for accessibility faults, run in the page itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

MODULES = Path(__file__).parent.parent / "tools" / "node_modules"
LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


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
