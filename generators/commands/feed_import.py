"""`psea habpost import` of a feed: its items are listed, or land as drafts with their source."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from generators.commands.feed_source import read_feed
from generators.commands.import_answers import author_of, morning, tags_of
from generators.commands.landing import land, tell_findings
from generators.content.checks.facts import known_symbols, wrong_symbols
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.habpost.feed_drafts import Taken, draft_of, story_of
from generators.habpost.outside_feed import Item


@telling
def feed(given: argparse.Namespace) -> int:
    """List the items of a feed; with `--item` or `--all`, write them as drafts."""
    root = project_root()
    library, _ = checked_library(root, day(None))
    author, tags = author_of(given, library), tags_of(given, library)
    taken = read_feed(given.source, given.lang, library)
    if given.item is None and not given.all:
        print("\n".join(_listed(taken, library)))
        return 0
    chosen = _chosen(taken, given.item)
    drafts, problems = _drafts(chosen, taken, library, author, tags)
    if drafts:
        library, stories = land(root, [(path, text, {}) for path, (text, _) in drafts.items()])
        for path, (_, item) in drafts.items():
            print(f"content/{path}: a draft. Read it whole, then psea habpost check.")
            for alt in item.pictures:
                print(f"   left out: a picture ({alt or 'nothing says of what'})")
        tell_findings(library, stories)
    if problems:
        raise ProblemsFound(problems)
    return 0


def _drafts(
    chosen: Mapping[int, Item], taken: Taken, library: Library, author: str, tags: tuple[str, ...]
) -> tuple[dict[str, tuple[str, Item]], list[Problem]]:
    """Return the items as files, and why some are none; those that are stories are told."""
    ids, symbols = {*library.stories, *library.withdrawn}, known_symbols(library)
    drafts: dict[str, tuple[str, Item]] = {}
    problems, seen = [], set()
    for number, item in chosen.items():
        written = f"{item.title}\n{item.summary}\n{item.body}"
        wrong = next((message for _, message in wrong_symbols(written, symbols)), "")
        story = story_of(item, taken.name, library)
        if item.refused or wrong:
            message = f"item {number}, “{item.title}”: {item.refused or wrong}"
            problems.append(Problem(taken.shown, 1, message))
        elif story or (item.link and item.link in seen):
            print(f"passed over: “{item.title}” is {story or 'in the feed twice'}.")
        else:
            seen.add(item.link)
            path, text = draft_of(item, taken, author, tags, ids, morning())
            drafts[path] = text, item
            ids.add(f"{morning().year}-{path.rsplit('/', 1)[-1].removesuffix('.md')}")
    return drafts, problems


def _listed(taken: Taken, library: Library) -> Iterator[str]:
    for number, item in enumerate(taken.feed.items, 1):
        story = story_of(item, taken.name, library)
        mark = f" (is {story})" if story else f" ({item.refused})" if item.refused else ""
        yield f"{number:4}  {item.day or ' no date  '}  {item.title or '(no title)'}{mark}"
    more = f" It has {taken.feed.more} more, which are not read." if taken.feed.more else ""
    yield f"{taken.name}: {len(taken.feed.items)} items.{more} Take one with --item, or --all."


def _chosen(taken: Taken, number: str | None) -> dict[int, Item]:
    """Return items by their numbers: the one that is asked for, or all."""
    items = dict(enumerate(taken.feed.items, 1))
    if number is None:
        return items
    if not (number.isascii() and number.isdigit() and len(number) < 9 and int(number) in items):
        raise Misused(f"--item {number} is no item of this feed; it has {len(items)}.")
    return {int(number): items[int(number)]}
