"""Checks of the pictures of HabPost stories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.pictures import describes
from generators.content.problems import Problem
from generators.content.source import nearest

HEAVIEST = 250_000
"""Bytes: on a poor line a page must not wait for its picture."""
CLEAN = "Put it in again with `psea habpost picture`, which leaves nothing but the picture."


def pictures_are_there(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a picture lies beside the story that shows it, and is told in words."""
    for story in library.stories.values():
        for picture in story.pictures:
            key, at = story.picture_key(picture), picture.line
            if key not in library.pictures:
                hint = nearest(key, list(library.pictures))
                why = f"shows {picture.file}, which does not lie beside it in content/habpost/."
                yield Problem(story.path, at, f"{why}{hint} Add the file, or correct the name.")
            if not describes(picture.alt):
                said = f" but “{picture.alt}”" if picture.alt else ""
                why = f"shows {picture.file} without saying what is on it{said}"
                do = "Write it between the brackets: ![what one sees](file.jpg)."
                yield Problem(
                    story.path, at, f"{why}: whoever does not see it learns nothing. {do}"
                )


def pictures_tell_nothing_else(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that picture files hold nothing but the picture: no place, no time, no camera."""
    for file in library.pictures.values():
        if file.damaged:
            yield Problem(file.path, 1, f"{file.damaged}. {CLEAN}")
        if file.hidden:
            named = ", ".join(file.hidden)
            why = f"holds more than a picture ({named}), such as where and when it was taken."
            yield Problem(file.path, 1, f"{why} {CLEAN}")
        if file.size > HEAVIEST:
            why = f"has {file.size // 1000} kB, and {HEAVIEST // 1000} are the most."
            yield Problem(file.path, 1, f"{why} {CLEAN}")


def pictures_are_shown(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of picture files that no story shows."""
    shown = {s.picture_key(p) for s in library.stories.values() for p in s.pictures}
    for key, file in library.pictures.items():
        if key not in shown and not file.damaged:
            why = "is shown by no story. Delete it, or name it in the story that it belongs to."
            yield Problem(file.path, 1, why, "warning")
