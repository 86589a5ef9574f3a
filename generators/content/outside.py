"""Feeds from across the United Nations system: which there are, and what they said last."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generators.content.record import Day, Id, Language, Line, Prose, Record, Words

_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
OutsideAddress = Annotated[
    str,
    StringConstraints(
        pattern=rf"^https://({_LABEL}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?/[!-~]*$", max_length=2000
    ),
]
"""An https address: a host by its name in small letters, then a path of printable ASCII."""
SHOWN = 10
"""The most items of a feed that a snapshot holds."""


class FeedSource(Record):
    """One feed that may be read; its host may be called, and its items may lead there."""

    id: Id
    name: Words
    url: OutsideAddress
    lang: Language
    note: Prose | None = None
    to_confirm: list[Literal["name", "url", "lang"]] = Field(default_factory=list)

    @property
    def host(self) -> str:
        """Return the host that the feed is fetched from."""
        return host_of(self.url)


class FeedSources(Record):
    """Every feed that may be read, in the order in which readers see them."""

    feeds: list[FeedSource]

    @property
    def hosts(self) -> frozenset[str]:
        """Return the only hosts that are ever called."""
        return frozenset(feed.host for feed in self.feeds)

    def feed(self, ident: str) -> FeedSource | None:
        """Return a feed by its id or its address."""
        return next((feed for feed in self.feeds if ident in (feed.id, feed.url)), None)


class Headline(Record):
    """One item of a feed: its title in plain words, where it stands, and its day if it says."""

    title: Line
    link: OutsideAddress
    date: Day | Literal["unknown"]


class FeedSnapshot(Record):
    """What a feed said on the day when it was read; written by `psea habpost feeds update`."""

    id: Id
    fetched_on: Day
    items: Annotated[list[Headline], Field(min_length=1, max_length=SHOWN)]


def host_of(address: str) -> str:
    """Return the host of an address that has the form of `OutsideAddress`."""
    return address.split("/")[2]
