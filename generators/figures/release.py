"""What is published: the same tables with marks in the place of hidden counts.

A hidden count is nowhere in these values; they hold what readers see and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from generators.content.figures import FigureUnit, Series, Stage
from generators.figures.tables import Axis, Coordinates, Gap, Period, Subject


class Mark(Enum):
    """What stands in the place of a hidden count.

    `FEWER` hides a small one (primary suppression): 1 to one below the threshold, or from 0 where
    zeros are hidden too. `WITHHELD` hides one that is at least the threshold, so that no small one
    can be worked out from it (complementary suppression).
    """

    FEWER = "fewer"
    WITHHELD = "withheld"


Cell = int | Mark | Gap
"""What readers see in one place: a count, 0 among them; a mark; or a gap."""


class Quantity(NamedTuple):
    """What one cell counts, by whatever table it stands in: cells that share it are linked."""

    series: Series
    unit: FigureUnit
    stage: Stage
    period: Period
    at: Coordinates


@dataclass(frozen=True, slots=True)
class Published:
    """One table as readers see it, totals last.

    `whole` is false where no breakdown could be told: then only the total is left, in one cell, or
    no cell at all.
    """

    subject: Subject
    rows: Axis
    columns: Axis
    cells: tuple[tuple[Cell, ...], ...]
    zeros_public: bool = False
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Release:
    """Tables that are published together; `fewer_than` is the threshold of the rule."""

    tables: tuple[Published, ...]
    fewer_than: int


@lru_cache(64)
def quantities(subject: Subject, rows: Axis, columns: Axis) -> tuple[tuple[Quantity, ...], ...]:
    """Return what each cell of a table counts, totals last, in the shape of its cells."""
    across: tuple[str, ...] = (*columns.categories, "")
    return tuple(
        tuple(
            _quantity(subject, ((rows.dimension, row), (columns.dimension, column)))
            for column in across
        )
        for row in (*rows.categories, "")
    )


def _quantity(subject: Subject, named: Coordinates) -> Quantity:
    at = sorted((*subject.scope, *(pair for pair in named if pair[1])))
    return Quantity(subject.series, subject.unit, subject.stage, subject.period, tuple(at))


def placed(table: Published) -> Iterator[tuple[Quantity, Cell]]:
    """Yield every cell with what it counts."""
    shape = quantities(table.subject, table.rows, table.columns) if table.cells else ()
    for row, cells in zip(shape, table.cells, strict=True):
        yield from zip(row, cells, strict=True)


def lines(table: Published) -> Iterator[tuple[Quantity, tuple[Quantity, ...]]]:
    """Yield each sum that readers can make: a total and its parts."""
    shape = quantities(table.subject, table.rows, table.columns) if table.cells else ()
    known = dict(placed(table))
    pairs = [(row[-1], row[:-1]) for row in shape] if table.columns.categories else []
    pairs += [(column[-1], column[:-1]) for column in zip(*shape, strict=True)]
    for whole, parts in pairs:
        counted = tuple(part for part in parts if known[part] is not Gap.NOT_APPLICABLE)
        if counted and not isinstance(known[whole], Gap):
            yield whole, counted
