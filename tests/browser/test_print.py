"""A printed story: the story, its sources with their numbers, help, and nothing of the screen."""

import pytest
from playwright.sync_api import Browser

LEFT_OUT = (".exit", ".menu", ".menu-button", ".help-link", ".contents")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_printed_story_keeps_its_numbers_and_leaves_out_the_menu(
    browser: Browser, address: str, lang: str
) -> None:
    """Sources of two digits hang outside their text: without room the paper cuts them."""
    page = browser.new_page(viewport={"width": 660, "height": 900})
    page.emulate_media(media="print")
    page.goto(f"{address}/{lang}/habpost/2026/ways-of-reporting.html")
    room = page.locator("main ol").first.evaluate(
        "list => parseFloat(getComputedStyle(list).paddingInlineStart)"
        " / parseFloat(getComputedStyle(list).fontSize)"
    )
    shown = [name for name in LEFT_OUT for one in page.locator(name).all() if one.is_visible()]
    help_box = page.locator("#get-help").is_visible()
    page.close()

    assert room >= 2
    assert shown == []
    assert help_box
