"""Checks of the issues of HabPost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.magazine import MagazineIssue
from generators.content.problems import Problem
from generators.content.source import Location, nearest
from generators.content.stories import appeared


def issues_name_stories(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that an issue that has appeared holds stories that readers may see."""
    for issue in library.issues.values():
        for at, ident in _named(issue):
            story = library.stories.get(ident)
            if ident in library.withdrawn:
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"names the story `{ident}`, which was withdrawn; readers do not see it. Take"
                    " it out of the issue.",
                    "warning",
                )
            elif story is None:
                hint = nearest(ident, list(library.stories))
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"names the story `{ident}`, which is not"
                    f" there.{hint} Correct the name, or write the story.",
                )
            elif story.expires and story.expires < on:
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"names the story `{ident}`, which expired on {story.expires}; readers do not"
                    " see it. Take it out of the issue.",
                    "warning",
                )
            elif appeared(issue.date, on, library.until) and not library.shows(story, on):
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"has appeared, but its story `{ident}` is {story.status}, dated"
                    f" {story.date.isoformat()}. Take it out of the issue.",
                )


def _named(issue: MagazineIssue) -> Iterator[tuple[Location, str]]:
    yield ("feature",), issue.feature
    for index, corner in enumerate(issue.corners):
        if corner.story:
            yield ("corners", index, "story"), corner.story
