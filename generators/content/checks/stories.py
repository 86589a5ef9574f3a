"""Checks of HabPost stories: where they lie, what they cite, when they appear."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.source import nearest
from generators.content.stories import OUT, appeared

_CITED = re.compile(r"(?<![\\!])\[(\d{1,2})\](?!\()")
"""A source by its number; three and more digits are a year or the like."""


def stories_lie_in_their_year(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a story lies in the folder of its year, so that no two share an address.

    A translation lies beside its original, whenever it was made.
    """
    for story in library.stories.values():
        folder = story.path.split("/")[-2]
        if folder != str(story.date.year) and not story.translation_of:
            yield Problem(
                story.path,
                story.line("date"),
                f"is dated {story.date.date().isoformat()}, but lies in {folder}/. Move the file"
                " to the folder of its year, or correct the date.",
            )


def what_is_withdrawn_stays_away(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no story comes back under the name of one that was withdrawn."""
    for ident in library.withdrawn:
        if story := library.stories.get(ident):
            yield Problem(
                story.path,
                story.line("id"),
                f"has the id of a story that was withdrawn ({library.withdrawn[ident].path}). Give"
                " it another, or delete the file.",
            )


def tags_are_subjects(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a story is filed under subjects that there are, so that it is found by them."""
    known = library.subjects.names if library.subjects else {}
    for story in library.stories.values():
        for index, tag in enumerate(story.tags):
            if tag not in known:
                yield Problem(
                    story.path,
                    story.line("tags", index),
                    f"has the tag `{tag}`, no subject of content/habpost/subjects.yml."
                    f"{nearest(tag, list(known))} Correct it, or add the subject.",
                )


def what_is_cited_is_a_source(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each number in brackets leads to a source; in a draft it is only warned of."""
    for story in library.stories.values():
        for number, line in enumerate(story.body.splitlines(), start=1):
            for cited in _CITED.findall(line):
                if not 1 <= int(cited) <= len(story.sources):
                    yield Problem(
                        story.path,
                        story.body_position(number),
                        f"cites [{cited}], but `sources` has {len(story.sources)}. Correct the"
                        " number, or add the source.",
                        "error" if story.status in OUT else "warning",
                    )


def updates_have_happened(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a change lies after the story and not after today: feeds sort by it."""
    for story in library.stories.values():
        if story.updated and not (
            story.date <= story.updated.on and story.updated.on.date() <= max(on, story.date.date())
        ):
            yield Problem(
                story.path,
                story.line("updated", "on"),
                f"was changed on {story.updated.on.date().isoformat()}, which is before the story"
                " appeared or still to come. Correct the moment.",
            )


def summaries_are_plain(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a summary is one line of plain words, as feeds and mail programs show it.

    In a draft, which may come from elsewhere, it is only warned of.
    """
    for story in library.stories.values():
        if found := re.search(r"\n(?!\Z)|\{\w+:|\*\*", story.summary):
            what = "more than one line" if found[0] == "\n" else f"`{found[0]}`"
            yield Problem(
                story.path,
                story.line("summary"),
                f"has {what} in its summary, which is shown as it is. Write plain words there.",
                "error" if story.status in OUT else "warning",
            )


def future_stories_are_known(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a published story whose moment has not come; readers do not see it yet."""
    now = f"{library.until:%Y-%m-%dT%H:%M:%SZ}" if library.until else on.isoformat()
    for story in library.stories.values():
        if story.status == "published" and not appeared(story.date, on, library.until):
            yield Problem(
                story.path,
                story.line("date"),
                f"is published, but its date, {story.date.isoformat()}, is after {now}: nobody sees"
                " it before a build at that time or later.",
                "warning",
            )
