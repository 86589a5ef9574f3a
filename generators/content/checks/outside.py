"""Checks of feeds from outside, and of what they said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.checks.language import rules_can_run
from generators.content.language_check import Piece, findings
from generators.content.library import Library
from generators.content.outside import host_of
from generators.content.problems import Problem
from generators.content.source import nearest

FEEDS = "content/habpost/feeds.yml"


def feeds_are_told_apart(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no two feeds have one id or one address."""
    feeds = library.feeds.feeds if library.feeds else []
    for name in ("id", "url"):
        given = [getattr(feed, name) for feed in feeds]
        for index, value in enumerate(given):
            if library.feeds and value in given[:index]:
                yield Problem(
                    library.feeds.path,
                    library.feeds.line("feeds", index, name),
                    f"gives `{value}` to a second feed. Keep one of the two.",
                )


def headlines_come_from_a_feed(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that headlines belong to a listed feed, and lead to a host that is listed."""
    known = [feed.id for feed in library.feeds.feeds] if library.feeds else []
    hosts = library.feeds.hosts if library.feeds else frozenset()
    for ident, snapshot in library.snapshots.items():
        if ident not in known:
            yield Problem(
                snapshot.path,
                snapshot.line("id"),
                f"`{ident}` is no feed of {FEEDS}.{nearest(ident, known)} Correct the name, or"
                " delete the file.",
            )
        for index, item in enumerate(snapshot.items):
            if (host := host_of(item.link)) not in hosts:
                yield Problem(
                    snapshot.path,
                    snapshot.line("items", index, "link"),
                    f"leads to {host}, which is no host of {FEEDS}. Take the item out.",
                )


def headlines_harm_nobody(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no headline holds what the language rules block in a story."""
    if any(rules_can_run(library, on)) or library.feeds is None:
        return
    for ident, snapshot in library.snapshots.items():
        feed = library.feeds.feed(ident)
        rules = library.rules.get(feed.lang) if feed else None
        for index, item in enumerate(snapshot.items):
            for found in findings(rules, [Piece("heading", item.title)]) if rules else ():
                if found.level == "block":
                    yield Problem(
                        snapshot.path,
                        snapshot.line("items", index, "title"),
                        f"{found.message} ({found.rule}) Take the item out.",
                    )
