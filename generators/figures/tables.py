"""Tables of counts as they are collected, before anything is hidden."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from generators.content.figures import FigureUnit, Series, Stage

Coordinates = tuple[tuple[str, str], ...]
"""Pairs of dimension and category, sorted: `(("office", "cairo"), ("status", "open"))`."""


class SeriesMixed(TypeError):
    """Raised where counts of two series, or of two units, would be added."""


class NotAllowed(ValueError):
    """Raised for tables that no hiding makes publishable; one line a reason."""


class Gap(Enum):
    """What stands where there is no count; neither is a zero."""

    NOT_COLLECTED = "not collected"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things of one unit in one series."""

    value: int
    series: Series
    unit: FigureUnit

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"a count cannot be {self.value}")

    def __add__(self, other: Count) -> Count:
        mine, theirs = (self.series, self.unit), (other.series, other.unit)
        if mine != theirs:
            raise SeriesMixed(
                f"{' '.join(mine)} and {' '.join(theirs)} are separate series: give two figures,"
                " never their sum."
            )
        return Count(self.value + other.value, self.series, self.unit)


Entry = Count | Gap


class Period(NamedTuple):
    """The days from `first` to `last`, both counted in."""

    first: dt.date
    last: dt.date

    @property
    def year(self) -> bool:
        """Return whether this is one calendar year."""
        ends = (self.first.month, self.first.day, self.last.month, self.last.day)
        return ends == (1, 1, 12, 31) and self.first.year == self.last.year

    @property
    def months(self) -> int:
        """Return the number of whole calendar months; 0 where it does not begin and end with one.

        So no period can single out days.
        """
        after = self.last + dt.timedelta(days=1)
        if self.first.day != 1 or after.day != 1:
            return 0
        return (after.year - self.first.year) * 12 + after.month - self.first.month


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: the particulars without which a figure says nothing.

    `scope` is empty for the whole entity; otherwise it says which part, as
    `(("region", "africa"),)`. Two tables with the same series, unit and stage are linked.
    """

    series: Series
    unit: FigureUnit
    stage: Stage
    period: Period
    as_of: dt.date
    scope: Coordinates = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension and its categories, in the order in which they print."""

    dimension: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by one or two dimensions, without totals: those are added up.

    `cells` has a row for each category of `rows` and a column for each of `columns`, or one column
    where there is only one dimension. `zeros_public` declares that its zeros say nothing, since
    they follow from how things are. A total of 0 needs `confirmed_by`, a role, and `confirmed_on`.
    """

    subject: Subject
    rows: Axis
    cells: tuple[tuple[Entry, ...], ...] = field(repr=False)
    columns: Axis = field(default=Axis())
    zeros_public: bool = False
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None

    def __post_init__(self) -> None:
        wanted = len(self.rows.categories), len(self.columns.categories) or 1
        shapes = {len(row) for row in self.cells} or {wanted[1]}
        if len(self.cells) != wanted[0] or shapes != {wanted[1]}:
            raise ValueError(f"cells must be {wanted[0]} rows of {wanted[1]}")
        mine = self.subject.series, self.subject.unit
        for entry in (entry for row in self.cells for entry in row):
            if isinstance(entry, Count) and (entry.series, entry.unit) != mine:
                raise SeriesMixed(f"a table of {' '.join(mine)} holds no {entry.series} count")


def total(entries: tuple[Entry, ...]) -> Entry:
    """Return the sum; unknown where a part was not collected, a gap where nothing can be counted.

    Raises `SeriesMixed`.
    """
    if Gap.NOT_COLLECTED in entries:
        return Gap.NOT_COLLECTED
    counts = [entry for entry in entries if isinstance(entry, Count)]
    if not counts:
        return Gap.NOT_APPLICABLE
    first, *rest = counts
    for each in rest:
        first += each
    return first


def with_totals(table: Table) -> tuple[tuple[Entry, ...], ...]:
    """Return the cells with a last row and, where there are columns, a last column of totals."""
    rows = [(*row, total(row)) if table.columns.categories else row for row in table.cells]
    width = len(table.columns.categories) + 1 if table.columns.categories else 1
    return (*rows, tuple(total(tuple(row[at] for row in rows)) for at in range(width)))
