"""All checks of our own, for what neither axe-core nor HTML_CodeSniffer decide."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.keyboard_checks import ACTING
from tests.browser.reading_checks import READING
from tests.browser.sight_checks import SEEING


def own(page: Page) -> list[str]:
    """Return what our own checks find: check and element. The page is not to be used afterwards.

    Those that only read come first, those that press what can be pressed come last.
    """
    return [line for check in (*READING, *SEEING, *ACTING) for line in check(page)]
