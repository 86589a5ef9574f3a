"""Drafts from elsewhere land all together, sound and beside what is there, or not at all."""

from pathlib import Path

import pytest

from generators.commands.landing import Draft, land
from generators.content.problems import ProblemsFound
from generators.edge import Misused
from generators.files import write_whole
from generators.habpost.pictures import cleaned
from tests.habpost.word_files import files_below, photograph

STORY = """\
---
id: 2026-{name}
title: A title
summary: A summary.
lang: en
date: 2026-11-01T09:00:00+03:00
authors: [drafter]
status: draft
image: none
content_note: none
consent: none needed
ongoing_case: false
reviewed_by: []
sources:
  - source: Somewhere
---
Words.

![A roof]({name}-1.jpg)
"""


def draft(name: str, body: str = "") -> Draft:
    text = STORY.format(name=name) + body
    return f"habpost/2026/{name}.md", text, {f"{name}-1.jpg": cleaned(photograph())}


def test_stories_land_with_their_pictures(at_home: Path) -> None:
    """They come back as the content has them."""
    library, stories = land(at_home, [draft("one"), draft("two")])

    assert [story.id for story in stories] == ["2026-one", "2026-two"]
    assert "2026/two-1.jpg" in library.pictures
    assert (at_home / "content/habpost/2026/one-1.jpg").read_bytes() == cleaned(photograph())


def test_what_would_be_wrong_is_told_before_a_byte_is_written(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One unsound story keeps the sound one away as well."""
    before = files_below(at_home)
    with pytest.raises(ProblemsFound, match=r"two\.md:\d+: holds HTML"):
        land(at_home, [draft("one"), draft("two", "\n<b>x</b>\n")])

    assert "Nothing was written" in capsys.readouterr().err
    assert files_below(at_home) == before


def test_a_story_that_is_there_stays(at_home: Path) -> None:
    before = files_below(at_home)
    with pytest.raises(Misused, match=r"seen\.md exists and is never overwritten"):
        land(at_home, [draft("one"), draft("seen")])
    with pytest.raises(Misused, match=r"one-1\.jpg would be written twice"):
        land(at_home, [draft("one"), draft("one")])

    assert files_below(at_home) == before


def test_where_one_file_cannot_be_written_none_is_left(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the second story: the first goes too, with both pictures."""

    def full(path: Path, data: bytes, *, settled: bool = True) -> None:
        if path == at_home / "content/habpost/2026/two.md":
            raise OSError(28, "No space left on device")
        write_whole(path, data, settled=settled)

    before = files_below(at_home)
    monkeypatch.setattr("generators.commands.landing.write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        land(at_home, [draft("one"), draft("two")])

    assert files_below(at_home) == before
