"""`psea habpost feeds update`: writes what feeds say today into content; no build asks them."""

from __future__ import annotations

import argparse

from generators.commands.feed_source import read_feed
from generators.commands.landing import tried
from generators.content.kinds import FOLDER
from generators.content.library import Library
from generators.content.outside import FeedSource
from generators.content.problems import Problem, ProblemsFound
from generators.content.source import nearest
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.habpost.headlines import headlines, snapshot_file

_NONE = "has no item that may be shown; what it said before stays."


@telling
def update(given: argparse.Namespace) -> int:
    """Read every listed feed, or one, and write its newest headlines; those that fail are told."""
    root, today = project_root(), day(None)
    library, _ = checked_library(root, today)
    files, problems, file = {}, [], getattr(given, "from")
    for feed in _wanted(library, given.feed, file):
        try:
            found = read_feed(file or feed.id, feed.lang, library).feed
        except ProblemsFound as refused:
            problems += refused.problems
            continue
        items, left_out = headlines(feed, found, library)
        print(f"{feed.id}: {len(items)} of {len(found.items) + found.more} items.")
        print("".join(f"   left out: {reason}\n" for reason in left_out), end="")
        path, text = snapshot_file(feed, items, today)
        if items:
            files[f"{FOLDER}/{path}"] = text.encode()
        else:
            problems.append(Problem(f"{FOLDER}/{path}", 1, _NONE))
    if files:
        tried(root, files, "Nothing was written. With what the feeds say today")
    for name, data in files.items():
        write_whole(root / name, data)
        print(f"written: {name}")
    if problems:
        raise ProblemsFound(problems)
    return 0


def _wanted(library: Library, ident: str | None, source: str | None) -> list[FeedSource]:
    feeds = library.feeds.feeds if library.feeds else []
    if source and not ident:
        raise Misused("--from gives one file: name the feed that it is of, too.")
    found = [feed for feed in feeds if ident in (None, feed.id)]
    if not found:
        hint = nearest(ident or "", [feed.id for feed in feeds])
        raise Misused(f"there is no such feed in content/habpost/feeds.yml.{hint}")
    return found
