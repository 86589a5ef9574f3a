"""The headlines of feeds from outside, as they are kept in content until they are read anew."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from generators.content.language_check import Piece, findings
from generators.content.library import Library
from generators.content.outside import SHOWN, FeedSource, host_of
from generators.habpost.feed_drafts import title_of
from generators.habpost.outside_feed import Feed, Item


def headlines(feed: FeedSource, found: Feed, library: Library) -> tuple[list[Item], list[str]]:
    """Return the newest items of a feed that may be shown, and why others may not."""
    kept: dict[str, Item] = {}
    left_out = []
    for item in sorted(found.items, key=lambda each: each.day, reverse=True):
        if reason := _unfit(item, feed, library):
            left_out.append(f"“{item.title or 'no title'}” {reason}")
        else:
            kept.setdefault(item.link, item)
    return [*kept.values()][:SHOWN], left_out


def _unfit(item: Item, feed: FeedSource, library: Library) -> str:
    """Return why readers may not see a headline; nothing where they may."""
    hosts = library.feeds.hosts if library.feeds else frozenset()
    if item.refused or not title_of(item):
        return item.refused or "has no title"
    if not item.link or host_of(item.link) not in hosts:
        return "leads to no host of content/habpost/feeds.yml"
    if rules := library.rules.get(feed.lang):
        for each in findings(rules, [Piece("heading", title_of(item))]):
            if each.level == "block":
                return f"is blocked by the language rule {each.rule}"
    return ""


def snapshot_file(feed: FeedSource, items: Sequence[Item], on: dt.date) -> tuple[str, str]:
    """Return the path below content/ and the text of what a feed said on a day."""
    lines = [
        "# yaml-language-server: $schema=../../schemas/feed-snapshot.json",
        f"id: {feed.id}",
        f"fetched_on: {on.isoformat()}",
        "items:",
        *(line for item in items for line in _entry(item)),
    ]
    return f"habpost/feeds/{feed.id}.yml", "\n".join([*lines, ""])


def _entry(item: Item) -> Iterator[str]:
    yield f"  - title: {json.dumps(title_of(item), ensure_ascii=False)}"
    yield f"    link: {json.dumps(item.link)}"
    yield f"    date: {item.day or 'unknown'}"
