"""Counting an export: rows in, totals out, and of a row that is refused nothing but its number.

Rows are looked at one by one. What is kept of a row is the categories that it counts in; a refusal
holds the number of the row, a column that the map itself names, and a reason from a closed list.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from generators.content.figure_map import FigureMap
from generators.document.sheet import Sheet, SheetRow, UnreadableSheet
from generators.figures.tables import Period, Table

Reason = Literal["value", "date", "late", "twice", "number", "rest", "stray", "broken"]
REASONS: dict[Reason, str] = {
    "value": "holds a value that the map does not list",
    "date": "holds no date that is written as the map says",
    "late": "holds a day after --as-of",
    "twice": "holds what an earlier row has: it would be counted twice",
    "number": "holds no whole number from 0 on",
    "rest": "is less than the numbers that are parts of it",
    "stray": "something stands under no name of a column",
    "broken": "cannot be read, nor can what follows: save the file again",
}
"""What can be wrong with a row; nothing that stands in the row."""
Cells = Mapping[str, str]
"""The cells of a row by column, for the columns that the map names; empty ones too."""


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A row that is not counted; the column is one that the map names, or empty."""

    row: int
    column: str
    reason: Reason

    def __str__(self) -> str:
        column = f"`{self.column}` " if self.column else ""
        return f"row {self.row}: {column}{REASONS[self.reason]}."


@dataclass(frozen=True, slots=True)
class Span:
    """The period that is counted, the day on which the export was made, and who confirms a 0."""

    period: Period
    as_of: dt.date
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None


class NotCounted(Exception):
    """Raised for a row that does not count, caught by `tally`; holds nothing of the row."""

    def __init__(self, column: str, reason: Reason) -> None:
        self.column = column
        self.reason: Reason = reason
        super().__init__(reason)


class Tally(Protocol):
    """What adds rows up."""

    def take(self, cells: Cells) -> None:
        """Count a row; raises `NotCounted`."""

    def tables(self) -> list[Table]:
        """Return what was counted."""


def tally(sheet: Sheet, given: FigureMap, counts: Tally) -> list[Refusal]:
    """Count every row, and return those that are refused."""
    original = {plain(name): name for name in sheet.header}
    names = {name: original[plain(name)] for name, _ in given.columns()}
    refused = []
    for row in _readable(sheet):
        if row.broken or row.stray:
            refused.append(Refusal(row.number, "", "broken" if row.broken else "stray"))
            continue
        try:
            counts.take({name: plain(row.cells.get(there, "")) for name, there in names.items()})
        except NotCounted as wrong:
            refused.append(Refusal(row.number, wrong.column, wrong.reason))
    return refused


def _readable(sheet: Sheet) -> Iterator[SheetRow]:
    number = 1
    try:
        for row in sheet.rows:
            number = row.number
            yield row
    except UnreadableSheet:
        yield SheetRow(number + 1, {}, broken="broken")


def columns_wrong(header: Sequence[str], given: FigureMap) -> list[str]:
    """Return what does not fit between the columns of an export and its map.

    A column that the map does not name is told by its place alone: its name may be a person's.
    """
    named = {plain(name): name for name, _ in given.columns()}
    there = [plain(name) for name in header]
    wrong = [
        f"column {letters(at)} (number {at + 1}) is not in the map: count it, or list the name that"
        " it has in `ignored`."
        for at, name in enumerate(there)
        if name and name not in named
    ]
    wrong += [
        f"column {letters(at)} (number {at + 1}) has the name of an earlier one: rename it."
        for at, name in enumerate(there)
        if name and name in there[:at]
    ]
    wrong += [f"there is no column `{named[name]}`." for name in named if name not in there]
    return wrong


def letters(at: int) -> str:
    """Return how a spreadsheet calls a column, counted from 0: A to Z, then AA."""
    name, left = "", at + 1
    while left:
        left, sign = divmod(left - 1, 26)
        name = chr(ord("A") + sign) + name
    return name


def plain(words: str) -> str:
    """Return words in one spelling: accents composed, blanks single."""
    return unicodedata.normalize("NFC", " ".join(words.split()))


def meanings(values: Mapping[str, str]) -> dict[str, str]:
    """Return what values mean, by their plain spelling."""
    return {plain(value): meaning for value, meaning in values.items()}
