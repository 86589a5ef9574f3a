"""Arabic as it is shown: direction, mirroring, and numbers that keep their order."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

GROUPS = """() => [...document.querySelectorAll('bdi')].map(element => {
    const node = element.firstChild, range = document.createRange();
    const words = [...node.data.matchAll(/\\S+/g)];
    return [node.data, words.map(word => {
        range.setStart(node, word.index); range.setEnd(node, word.index + word[0].length);
        const box = range.getBoundingClientRect();
        return [word[0], box.left, box.top];
    })];
})"""


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.mark.parametrize("width", [320, 1280])
def test_numbers_mailboxes_and_symbols_read_left_to_right(
    browser: Browser, address: str, width: int
) -> None:
    """On screen each group of a phone number stands to the right of the one before it."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    turned, phones = [], 0
    for name in ("contacts", "directory/headquarters", "conduct", "instruments"):
        page.goto(f"{address}/ar/{name}.html")
        for text, words in page.evaluate(GROUPS):
            phones += text.startswith("+")
            lines: dict[float, list[float]] = {}
            for _, left, top in words:
                lines.setdefault(round(top), []).append(left)
            if any(line != sorted(line) for line in lines.values()):
                turned.append(f"{name}: {text}")
            if text.startswith("+") and len(lines) > 1:
                turned.append(f"{name}: {text} is broken over lines")
    context.close()

    assert phones >= 3
    assert turned == []


def test_the_page_is_mirrored(page: Page, address: str) -> None:
    """The name of the site stands at the right, the help link at the left."""
    page.goto(f"{address}/ar/index.html")
    brand, link = page.locator(".brand").bounding_box(), page.locator(".help-link").bounding_box()
    direction = page.evaluate("getComputedStyle(document.querySelector('main')).direction")

    assert brand
    assert link
    assert direction == "rtl"
    assert brand["x"] > link["x"]


def test_what_is_not_translated_is_marked_as_english(page: Page, address: str) -> None:
    """Long runs of Latin letters stand in elements that say they are another language."""
    page.goto(f"{address}/ar/habpost/index.html")
    unmarked = page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector('main'), 4), found = [];
            for (let node; (node = walker.nextNode());) {
                const foreign = node.parentElement.closest('[lang]').lang !== 'ar';
                if (!foreign && /[A-Za-z]{3,} [A-Za-z]{3,} [A-Za-z]{3,}/.test(node.data)) {
                    found.push(node.data.trim());
                }
            }
            return found;
        }"""
    )

    assert unmarked == []


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_a_page_without_translation_says_so_in_its_language(
    page: Page, address: str, site: Path, lang: str
) -> None:
    """Same address in every language; no English text passes for a translation."""
    page.goto(f"{address}/{lang}/habpost/2026/two-names-one-phrase.html")
    links = page.locator("main a[href^='../../../en/']")

    assert page.evaluate("document.documentElement.lang") == lang
    assert links.count() == 1
    english = {path.relative_to(site / "en") for path in (site / "en").rglob("*.html")}
    theirs = {path.relative_to(site / lang) for path in (site / lang).rglob("*.html")}
    assert english == theirs


def test_language_links_lead_to_the_same_page(page: Page, address: str) -> None:
    """Links and hreflang are in the page itself; no script and no further request is needed."""
    page.goto(f"{address}/fr/partners/clauses/reporting.html")
    links = page.locator(".languages a").evaluate_all("all => all.map(a => [a.lang, a.href])")
    named = page.locator("link[rel=alternate]").evaluate_all("all => all.map(a => a.hreflang)")

    assert {lang: href.removeprefix(address) for lang, href in links} == {
        lang: f"/{lang}/partners/clauses/reporting.html" for lang in ("en", "es", "ar")
    }
    assert sorted(named) == ["ar", "en", "es"]
