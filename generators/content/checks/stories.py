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


def stories_lie_in_their_year(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a story lies in the folder of its year, so that no two share an address."""
    for story in library.stories.values():
        folder = story.path.split("/")[-2]
        if folder != str(story.date.year):
            yield Problem(
                story.path,
                story.line("date"),
                f"is dated {story.date.date().isoformat()}, but lies in {folder}/. Move the file"
                " to the folder of its year, or correct the date.",
            )


def reviewers_have_authority(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that those who cleared a story may, and did not write it."""
    for story in library.stories.values():
        for index, ident in enumerate(story.reviewed_by):
            role = library.roles.get(ident)
            if ident in story.authors or (role and "habpost" not in role.may_approve):
                able = [r.id for r in library.roles.values() if "habpost" in r.may_approve]
                yield Problem(
                    story.path,
                    story.line("reviewed_by", index),
                    f"is cleared by `{ident}`, who wrote it or may not clear stories. These roles"
                    f" may, unless they wrote it: {', '.join(able) or 'none'}.",
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
