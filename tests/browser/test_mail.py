"""Messages as a browser shows them, and the page from which one is copied into Outlook."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generators.content.record import LANGUAGES
from generators.habpost.letters import letters_of
from generators.habpost.mail_html import copy_page
from generators.habpost.preparing import Written
from tests.browser.accessibility import VIEWS, View, findings, looking
from tests.conftest import ON
from tests.habpost.test_mail import LIBRARY, of

MESSAGES = [
    of(one) for ident in ("41", "2026-ways-of-reporting") for one in letters_of(LIBRARY, ident, ON)
]
IDS = [f"{one.letter.name}.{one.letter.lang}" for one in MESSAGES]


NOT_FOR_MAIL = ("landmark-one-main", "region", "WCAG2AA.Principle1.Guideline1_3.1_3_1.F92,ARIA4")
"""Mail programs keep no landmarks; and a table of layout is what the role of none is there for."""


def saved(one: Written, folder: Path) -> str:
    path = folder / "message.html"
    path.write_text(one.html, encoding="utf-8")
    return path.as_uri()


def test_there_is_a_message_in_every_language() -> None:
    assert [one.letter.lang for one in MESSAGES] == [*LANGUAGES, *LANGUAGES]


@pytest.mark.parametrize("view", (VIEWS[1], VIEWS[2]), ids=lambda view: view.name)
@pytest.mark.parametrize("one", MESSAGES, ids=IDS)
def test_no_engine_finds_a_fault_in_a_message(
    browser: Browser, tmp_path: Path, one: Written, view: View
) -> None:
    with looking(browser, view) as page:
        page.goto(saved(one, tmp_path))

        found = [line for line in findings(page) if not line.startswith(NOT_FOR_MAIL)]

    assert found == []


@pytest.mark.parametrize("one", MESSAGES, ids=IDS)
def test_a_message_fits_a_small_phone_and_asks_for_nothing(
    browser: Browser, tmp_path: Path, one: Written
) -> None:
    """At 320 pixels nothing is cut off (WCAG 2.2, 1.4.10)."""
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved(one, tmp_path))
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert width == 320
    assert len(asked) == 1


@pytest.mark.parametrize("modern", [True, False], ids=["clipboard", "selection"])
def test_the_message_is_copied_whole_by_one_press(
    browser: Browser, tmp_path: Path, *, modern: bool
) -> None:
    """As HTML and as text; also where a browser keeps the clipboard from pages opened as files."""
    one = MESSAGES[0]
    path = tmp_path / "copy.html"
    path.write_text(copy_page(one.letter, one.html, one.text, "all@un.invalid"), encoding="utf-8")
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    if not modern:
        page.add_init_script("navigator.clipboard.write = () => Promise.reject()")
    page.goto(path.as_uri())
    page.get_by_role("button", name="Copy the message").click()
    page.get_by_text("Copied. Paste it into a new message.").wait_for()
    read = """async () => {
      const [item] = await navigator.clipboard.read();
      const told = async (type) => (await item.getType(type)).text();
      return [await told('text/html'), await told('text/plain')];
    }"""
    html, text = page.evaluate(read)
    context.close()

    for words in (one.letter.title, "+1 212 963 1111", one.letter.stories[0].summary):
        assert words in html
        assert words in text
    assert 'href="https://psea.example.org/en/contacts.html"' in html
