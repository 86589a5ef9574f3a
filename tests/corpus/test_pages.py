"""The hand-written pages: the same in every language, translated from the words of today."""

import re
from pathlib import Path

import pytest

from generators.content.source import parse_yaml, split_front_matter
from generators.site.handwritten import is_current
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS / "en") for path in (DOCS / "en").rglob("*.md"))
MACRO = re.compile(r"\{\{[^}]*\}\}")
TARGET = re.compile(r"\]\(([^)]*)\)|href=\"([^\"]*)\"")


def parts(lang: str, page: Path) -> tuple[dict[str, object], str]:
    """Return front matter and body of a page."""
    matter, body, _ = split_front_matter((DOCS / lang / page).read_text(encoding="utf-8"))
    value = parse_yaml(matter or "", str(page)).value
    assert isinstance(value, dict)
    return value, body


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_translated_page_carries_its_master(lang: str, page: Path) -> None:
    """Same macros, links and headings; it pins the words that the English page has now."""
    matter, body = parts(lang, page)
    _, master = parts("en", page)

    assert is_current(matter["translates"], DOCS / "en" / page), (
        "pin the new hash after translating"
    )
    assert matter["origin"] in ("human", "machine draft")
    if page.name != "glossary.md":  # a page of its own, which leads to the English glossary
        assert MACRO.findall(body) == MACRO.findall(master)
        assert sorted(TARGET.findall(body)) == sorted(TARGET.findall(master))
        assert len(re.findall(r"^#+ ", body, re.M)) == len(re.findall(r"^#+ ", master, re.M))


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_no_language_has_pages_that_english_lacks(lang: str) -> None:
    """English is the master of every page."""
    theirs = sorted(path.relative_to(DOCS / lang) for path in (DOCS / lang).rglob("*.md"))

    assert theirs == PAGES
