"""What translators send back, held against what the content says now.

Nothing is matched by position or by a number in the file: a returned segment counts when the
words it was made from still stand in the item that it names. So a text that has moved since is
found out by itself, in whatever way the file has travelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generators.content.source import nearest
from generators.translation.segments import Item, same


class Unusable(Exception):
    """Raised for a file that is not one of ours, or cannot be read; says what to do."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One segment that came back: the item, the words it was made from, and its translation.

    `lang` is what the file says of its language, if it does; `line` is where it stands: a line,
    or the number of a table row.
    """

    item: str
    source: str
    target: str
    lang: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """An item with words for every segment, by key, ready to be written."""

    item: Item
    words: Mapping[str, str]


@dataclass(slots=True)
class Sorted:
    """Which items are ready, and why the others are refused: line and reason."""

    ready: list[Ready] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    untouched: int = 0


def sort_returned(returned: Sequence[Returned], items: Iterable[Item]) -> Sorted:
    """Hold every returned segment against its item; an item is taken whole or not at all."""
    known = {item.name: item for item in items}
    sorted_ = Sorted()
    for name in dict.fromkeys(segment.item for segment in returned):
        mine = [segment for segment in returned if segment.item == name]
        if name not in known:
            hint = nearest(name, list(known))
            sorted_.refused.append(
                (mine[0].line, f"`{name}` is nothing that is translated now.{hint}")
            )
        elif not any(same(segment.target) for segment in mine):
            sorted_.untouched += 1
        else:
            _take(known[name], mine, sorted_)
    return sorted_


def _take(item: Item, mine: Sequence[Returned], into: Sorted) -> None:
    sources = {same(segment.source) for segment in item.segments}
    moved = [segment for segment in mine if same(segment.source) not in sources]
    for segment in moved:
        into.refused.append(
            (
                segment.line,
                f"`{item.name}`: was translated from “{_short(segment.source)}”, which the English"
                " text no longer says. Export again: only what changed will be asked for.",
            )
        )
    if moved:
        return
    given = {same(segment.source): same(segment.target) for segment in mine if segment.target}
    words = {s.key: given.get(same(s.source)) or s.target for s in item.segments}
    missing = [segment.source for segment in item.segments if not words[segment.key]]
    if missing:
        more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
        into.refused.append(
            (
                mine[0].line,
                f"`{item.name}`: lacks a translation of “{_short(missing[0])}”{more}. Fill it in,"
                " or export again if the English text has changed since.",
            )
        )
        return
    into.ready.append(Ready(item, words))


def _short(words: str) -> str:
    plain = same(words)
    return plain if len(plain) <= 60 else plain[:57].rstrip() + "…"
