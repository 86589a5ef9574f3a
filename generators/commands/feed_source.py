"""Reads a feed for the commands that take one: by its id, its address, or from a file."""

from __future__ import annotations

from pathlib import Path

from generators.commands.arguments import language_of
from generators.commands.fetching import fetched
from generators.confined import Refused
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import MASTER, words
from generators.habpost.feed_drafts import Taken
from generators.habpost.outside_address import BIGGEST
from generators.habpost.outside_feed import feed_in


def read_feed(source: str, lang: str | None, library: Library) -> Taken:
    """Return a feed; raises `ProblemsFound`, with one line, where it is refused.

    Its language is that of content/habpost/feeds.yml; where it is not listed, the one given.
    """
    listed = library.feeds.feed(source) if library.feeds else None
    address = listed.url if listed else source
    language = listed.lang if listed else language_of(lang or MASTER)
    try:
        found = feed_in(_bytes_of(address, library))
    except Refused as reason:
        unsure = (
            " (its address is to be confirmed)" if listed and "url" in listed.to_confirm else ""
        )
        raise ProblemsFound([Problem(address, 1, f"{reason}{unsure}.")]) from None
    name = words(listed.name, language) if listed else found.title
    return Taken(address, name or Path(address).name, language, found)


def _bytes_of(address: str, library: Library) -> bytes:
    if "://" in address:
        return fetched(address, library.feeds.hosts if library.feeds else ())
    with Path(address).open("rb") as file:
        return file.read(BIGGEST + 1)  # whoever reads it says that it is too large
