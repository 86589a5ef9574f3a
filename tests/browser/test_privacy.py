"""What a visit leaves behind and whom it calls: nothing, and nobody."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import TYPES


def test_without_script_no_page_calls_another_host_or_stores_anything(
    browser: Browser, address: str, site: Path
) -> None:
    """Every page of the site, every request recorded: one host, no cookie.

    The same with script, and under the policy of the headers, is in test_headers.py.
    """
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    hosts: set[str] = set()
    missing: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on(
        "response",
        lambda response: missing.append(response.url) if response.status >= 400 else None,
    )
    for path in sorted(site.rglob("*.html")):
        page.goto(f"{address}/{path.relative_to(site).as_posix()}", wait_until="load")

    assert {urlsplit(address).netloc} == hosts
    assert context.cookies() == []
    assert [url for url in missing if not url.endswith("404.html")] == []
    context.close()


def test_the_site_opens_without_a_server(browser: Browser, site: Path) -> None:
    """From the chooser to a story, by links alone, from the folder itself."""
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="All stories").click()
    page.locator("main h3 a").first.click()

    assert page.get_by_role("heading", name="If you need help").is_visible()
    assert page.url.startswith("file:")
    context.close()


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar"])
def test_nothing_runs_out_of_the_window(
    browser: Browser, address: str, site: Path, lang: str, width: int
) -> None:
    """No type of page scrolls sideways, on a phone, a desk, or at 400 % zoom (WCAG 2.2, 1.4.10).

    A window of 1280 x 1024 at 400 % is one of 320 x 256 (Understanding SC 1.4.10).
    """
    context = browser.new_context(viewport={"width": width, "height": 256 if width == 320 else 800})
    page = context.new_page()
    stories = [
        f"habpost/2026/{path.stem}" for path in (site / lang / "habpost/2026").glob("*.html")
    ]
    wide = []
    for name in dict.fromkeys([*TYPES, *stories]):
        page.goto(f"{address}/{lang}/{name}.html")
        over = page.evaluate(
            "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )
        if over > 0:
            wide.append(f"{name}: {over} px")

    assert wide == []
    context.close()
