"""Translated stories: at the address of their original, and told when it has moved."""

from pathlib import Path

import pytest

from generators.cli import main
from generators.content.loader import load, read_all
from generators.site.pages import Edition
from tests.conftest import ON, change, write
from tests.content.test_checks import FRENCH_STORY, STORY, translated_story

PAGE = "habpost/2026/seen"


@pytest.fixture
def translated(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    write(project, FRENCH_STORY, translated_story("seen-fr"))
    return project


def test_both_stand_at_one_address_so_that_readers_can_change_over(translated: Path) -> None:
    edition = Edition(load(translated), "fr", ON)

    assert PAGE in {page.path for page in edition.pages()}
    assert edition.languages(PAGE)["fr"]
    assert edition.current(PAGE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It goes on", "It went on"),
        ("title: A story", "title: One story"),
        ("summary: A story", "summary: One story"),
        ("- source: A public page", "- source: Another page"),
        ("content_note: none", "content_note: Hard to read"),
    ],
)
def test_readers_are_told_when_the_original_has_moved(translated: Path, old: str, new: str) -> None:
    """And no longer once somebody has said that the two are in step again."""
    change(translated, STORY, old, new)
    assert not Edition(load(translated), "fr", ON).current(PAGE)

    assert main(["translate", "pin", FRENCH_STORY]) == 0
    assert Edition(load(translated), "fr", ON).current(PAGE)
    assert read_all(translated)[1] == []


def test_what_readers_do_not_see_moves_no_translation(translated: Path) -> None:
    change(translated, STORY, "reviewed_by: []", "reviewed_by: [coordinator]")

    assert Edition(load(translated), "fr", ON).current(PAGE)


def test_a_translation_that_pins_nothing_yet_can_be_pinned(translated: Path) -> None:
    text = (translated / FRENCH_STORY).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("translates:")]
    write(translated, FRENCH_STORY, "\n".join(lines) + "\n")

    assert main(["translate", "pin", FRENCH_STORY]) == 0
    assert (translated / FRENCH_STORY).read_text(encoding="utf-8") == text
