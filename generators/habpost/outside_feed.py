"""Reads a feed from outside in a process of its own: RSS, Atom or JSON Feed, as harmless items.

Of each item only what a story needs is kept: title, address, day and words. Authors, tags,
pictures and everything else stay where they are.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from html import escape

from generators.confined import Limits, Refused, confined
from generators.content.stories import SUMMARY
from generators.habpost.html_prose import prose_of, words_in
from generators.habpost.outside_address import BIGGEST, https_link
from generators.habpost.outside_entries import Entry, Marked, entries_of
from generators.habpost.outside_html import cleaned

_TITLE, _CONTENT, _SOURCES = 200, 200_000, 99
"""The most characters of a title and of a text, and the most links that become sources."""
_ROUNDS = 4
_TAG, _NO_TAG = re.compile("<(?=[A-Za-z/!?])"), "\u2039"


@dataclass(frozen=True, slots=True)
class Item:
    """One item, harmless: plain words, and a body in the small Markdown of stories.

    `day` is a date as 2026-11-23, or empty; `link` an https address, or empty. The words in the
    body cite `links` from [2] on. `refused` says why an item cannot be taken.
    """

    title: str
    link: str = ""
    day: str = ""
    summary: str = ""
    body: str = ""
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title in plain words, its first items, and how many more it has."""

    title: str
    items: list[Item]
    more: int = 0


def feed_in(data: bytes) -> Feed:
    """Return what a feed holds; raises `Refused`, in one line, for whatever cannot be read."""
    if len(data) > BIGGEST:
        raise Refused(f"is larger than {BIGGEST // 1_000_000} MB")
    made = json.loads(confined("generators.habpost.outside_feed:read", data, Limits(seconds=15)))
    return Feed(made["title"], [Item(**item) for item in made["items"]], made["more"])


def read(data: bytes) -> bytes:
    """Do what `feed_in` promises, in whatever process this is; the feed comes back as JSON."""
    title, entries, count = entries_of(data)
    try:
        name = cut(_words(Marked(title)), _TITLE)
    except Refused:
        name = ""
    feed = Feed(name, [_item(entry) for entry in entries], count - len(entries))
    return json.dumps(asdict(feed)).encode()


def cut(words: str, most: int) -> str:
    """Return words that are not longer than `most` characters, cut after a word."""
    if len(words) <= most:
        return words
    short = words[: most - 1]
    whole = short.rpartition(" ")[0] if " " in short and words[most - 1] != " " else short
    return f"{whole.rstrip(' ,;:–-')}…"


def _item(entry: Entry) -> Item:
    link = https_link(entry.link)
    title = ""
    try:
        title = cut(_words(entry.title), _TITLE)
        return _safe(entry, title, link)
    except Refused as reason:
        return Item(title, link, entry.day, refused=str(reason))


def _safe(entry: Entry, title: str, link: str) -> Item:
    content = entry.content if entry.content.text.strip() else entry.summary
    links = [link] if link else [""]

    def cite(words: str, to: str) -> int:
        address = https_link(to)
        if not address or (address not in links and len(links) > _SOURCES):
            return 0
        if address not in links:
            links.append(address)
        return links.index(address) + 1

    body, pictures = prose_of(cleaned(_html(content)), cite)
    summary = _words(entry.summary) or _words(content)
    if not (title or summary):
        raise Refused("has neither title nor text")
    return Item(
        title=title or cut(summary, 80),
        link=link,
        day=entry.day,
        summary=cut(summary or title, SUMMARY),
        body=body,
        links=links[1:],
        pictures=pictures,
    )


def _html(marked: Marked) -> str:
    """Return words as HTML; plain ones as a paragraph after each blank line."""
    if len(marked.text) > _CONTENT:
        raise Refused(f"has a text of more than {_CONTENT:,} characters")
    if marked.html:
        return marked.text
    lines = marked.text.replace("\r\n", "\n").split("\n\n")
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _words(marked: Marked) -> str:
    """Return the words alone, of which no part reads as a tag, however often it is unpacked.

    In plain words a sign that would begin a tag becomes one that looks alike.
    """
    given = marked if marked.html else replace(marked, text=_TAG.sub(_NO_TAG, marked.text))
    words = words_in(cleaned(_html(given)))
    for _ in range(_ROUNDS):
        again = words_in(cleaned(words))
        if again == words:
            return words
        words = again
    raise Refused("holds words that read differently each time they are unpacked")
