"""What a page weighs on a poor line: budgets that no change may break unseen."""

import gzip
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.accessibility import TYPES

MOST_BYTES = 40_000
MOST_REQUESTS = 12


def _note(fetched: list[str], request: Request) -> None:
    fetched.append(request.url)


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar"])
def test_the_first_view_is_light(browser: Browser, address: str, site: Path, lang: str) -> None:
    """Everything a first visit fetches, packed as servers pack it: 40 kB and 12 requests at most.

    The search page is apart: its index is loaded there and nowhere else.
    """
    heavy = {}
    for name in TYPES:
        context = browser.new_context()
        page = context.new_page()
        fetched: list[str] = []
        page.on("request", partial(_note, fetched))
        page.goto(f"{address}/{lang}/{name}.html", wait_until="networkidle")
        context.close()
        weight = sum(
            len(gzip.compress((site / urlsplit(url).path.lstrip("/")).read_bytes(), 6))
            for url in fetched
        )
        if name != "search" and (weight > MOST_BYTES or len(fetched) > MOST_REQUESTS):
            heavy[name] = (weight, len(fetched))

    assert heavy == {}
