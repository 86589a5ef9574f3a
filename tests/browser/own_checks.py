"""All checks of our own, for what neither axe-core nor HTML_CodeSniffer decide."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.answer_checks import ANSWERING
from tests.browser.keyboard_checks import KEYBOARD
from tests.browser.language_checks import LANGUAGE
from tests.browser.reading_checks import READING
from tests.browser.sight_checks import SEEING

CHECKS = (*READING, *LANGUAGE, *SEEING, *KEYBOARD, *ANSWERING)
"""Those that only read come first, those that press what can be pressed last."""


def own(page: Page) -> list[str]:
    """Return what our own checks find: check and element. The page is not to be used afterwards."""
    return [line for check in CHECKS for line in check(page)]
