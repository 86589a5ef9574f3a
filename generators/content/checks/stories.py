"""Checks of HabPost stories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.problems import Problem


def no_ongoing_case(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no story touches a case that is still open."""
    for story in library.stories.values():
        if story.ongoing_case:
            yield Problem(
                story.path,
                story.line("ongoing_case"),
                "touches an ongoing case. HabPost does not write about open cases at all: leave"
                " the story out until the case is closed, and ask the PSEA coordinator.",
            )


def future_stories_are_known(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a published story whose day has not come; readers do not see it yet."""
    for story in library.stories.values():
        if story.status == "published" and not story.visible(on):
            yield Problem(
                story.path,
                story.line("date"),
                f"is published, but its date, {story.date.date().isoformat()}, is after"
                f" {on.isoformat()}: nobody sees it before that day.",
                "warning",
            )
