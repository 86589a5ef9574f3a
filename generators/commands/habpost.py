"""Commands of the communications team: what the language check says of stories."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from generators.content.language_check import findings_in
from generators.content.stories import Story
from generators.edge import WRONG, Misused, checked_library, day, project_root, telling


@telling
def check(given: argparse.Namespace) -> int:
    """Print what the language rules find in one story or in all; 1 when something is blocked."""
    root = project_root()
    library, _ = checked_library(root, day(None))
    stories = [*library.stories.values()]
    if given.file:
        wanted = Path(given.file).resolve()
        stories = [story for story in stories if (root / story.path).resolve() == wanted]
        if not stories:
            raise Misused(f"{given.file} is no story in content/habpost/.")
    counts: Counter[str] = Counter()
    for story in stories:
        for found in findings_in(library, story):
            counts[found.level] += 1
            where = f"{story.path}:{found.line}:{found.column}"
            print(f"{where}: {found.level}: {found.message} ({found.rule})")
    _tell_accepted(stories)
    told = ", ".join(f"{counts[level]} {level}" for level in ("block", "warn", "note"))
    print(
        f"{len(stories)} stories: {told}. The rules know words, not people: somebody has to read."
    )
    return WRONG if counts["block"] else 0


def _tell_accepted(stories: list[Story]) -> None:
    """Print what stands although a rule flags it, and why."""
    for story in stories:
        for accepted in story.accepted:
            words = f"“{accepted.words}” ({accepted.rule})"
            print(f"{story.path}: accepted: {words}: {accepted.reason}")
