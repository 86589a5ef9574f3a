"""Checks of stories that translate others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.source import nearest


def translations_name_their_story(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a translated story names another that is none, and is called after it."""
    for story in library.stories.values():
        if story.translation_of is None:
            continue
        first = library.stories.get(story.translation_of)
        if first is None or first.translation_of or first.lang == story.lang:
            yield Problem(
                story.path,
                story.line("translation_of"),
                f"translates `{story.translation_of}`, which is no story in another language."
                f"{nearest(story.translation_of, list(library.stories))} Correct the name.",
            )
        elif story.id != f"{first.id}-{story.lang}":
            yield Problem(
                story.path,
                story.line("id"),
                f"is called `{story.id}`, but translates `{first.id}` into {story.lang}. Call the"
                f" file {first.id[5:]}-{story.lang}.md and the story `{first.id}-{story.lang}`.",
            )


def translated_stories_are_up_to_date(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a translated story whose original has moved; refuse one that pins nothing."""
    for story in library.stories.values():
        first = library.stories.get(story.translation_of or "")
        if first is None or first.lang == story.lang or story.translates == first.sha256:
            continue
        pin = f"psea translate pin {story.path}"
        if story.translates is None:
            message = f"does not say which words it translates. When it says what {first.path} says"
            yield Problem(story.path, story.line("translation_of"), f"{message}: {pin}")
        else:
            message = (
                f"translates other words than {first.path} has now. Readers are told that it is out"
                f" of date; when it says the same again: {pin}"
            )
            yield Problem(story.path, story.line("translates"), message, "warning")
