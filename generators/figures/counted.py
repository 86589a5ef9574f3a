"""One table on its way to a release: its counts, and how far it is broken down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Literal

from generators.content.figures import FigureRule
from generators.figures.release import Cell, Mark, Published, Quantity, quantities
from generators.figures.tables import Axis, Count, Entry, Table, with_totals

TOTAL = 4.0
"""How many times as dear it is to hide a total as a cell: readers look at totals first."""
Detail = Literal["breakdown", "total", "nothing"]


@dataclass(frozen=True)
class Counted:
    """A table with its rule, and how much of it is to be published."""

    table: Table = field(repr=False)
    rule: FigureRule
    detail: Detail = "breakdown"

    @cached_property
    def entries(self) -> dict[Quantity, Entry]:
        """Return what is counted in each place that is to be published."""
        shape = quantities(self.table.subject, self.table.rows, self.table.columns)
        rows = zip(shape, with_totals(self.table), strict=True)
        pairs = [pair for row in rows for pair in zip(*row, strict=True)]
        return dict({"breakdown": pairs, "total": pairs[-1:], "nothing": []}[self.detail])

    @cached_property
    def exact(self) -> Quantity | None:
        """Return the total that is always told, if this table has one."""
        subject = self.table.subject
        told = self.rule.exact_annual_total and not subject.scope and subject.period.year
        return next(reversed(self.entries), None) if told else None

    def first(self, quantity: Quantity) -> Cell:
        """Return how a count prints if no other count needs protection (primary suppression)."""
        entry = self.entries[quantity]
        if not isinstance(entry, Count):
            return entry
        small = entry.value < self.rule.fewer_than and not (entry.value == 0 and self._zeros_told)
        return Mark.FEWER if small and quantity != self.exact else entry.value

    @cached_property
    def _zeros_told(self) -> bool:
        """Return whether zeros are public: declared so, or parts of a total of 0 that is told."""
        total = self.entries[self.exact] if self.exact else None
        return self.table.zeros_public or (isinstance(total, Count) and total.value == 0)

    @cached_property
    def loose(self) -> dict[Quantity, tuple[int, float]]:
        """Return the counts that may be hidden to protect others, and what each one costs.

        The cost tells nothing of the count: if the smallest were hidden first, whoever knows that
        would know that a hidden one is smaller than those beside it.
        """
        found = {}
        for quantity in self.entries:
            cell = self.first(quantity)
            if isinstance(cell, int) and cell >= self.rule.fewer_than and quantity != self.exact:
                found[quantity] = cell, TOTAL ** (self._dimensions - len(quantity.at))
        return found

    @cached_property
    def _dimensions(self) -> int:
        return max((len(quantity.at) for quantity in self.entries), default=0)

    def published(self, hidden: Set[Quantity]) -> Published:
        """Return the table as readers see it, with these counts hidden besides the small ones."""
        table, whole = self.table, self.detail == "breakdown"
        rows, columns = (
            axis if whole else Axis(axis.dimension) for axis in (table.rows, table.columns)
        )
        shape = quantities(table.subject, rows, columns) if self.entries else ()
        withheld = hidden & self.loose.keys()
        cells = tuple(
            tuple(Mark.WITHHELD if each in withheld else self.first(each) for each in row)
            for row in shape
        )
        # Who confirmed a 0 is told beside one that is shown: elsewhere it would tell a hidden 0.
        confirmed: tuple[str, dt.date | None] = ("", None)
        if cells and cells[-1][-1] == 0:
            confirmed = table.confirmed_by, table.confirmed_on
        return Published(table.subject, rows, columns, cells, self._zeros_told, *confirmed, whole)

    def coarser(self) -> Counted | None:
        """Return the table with its total only, then without it; None where nothing is left."""
        if self.detail == "breakdown":
            return replace(self, detail="total")
        return None if self.detail == "nothing" or self.exact else replace(self, detail="nothing")


def refusals(tables: Sequence[Table], rule: FigureRule) -> list[str]:
    """Return why tables may not be published together, sorted; nothing where they may."""
    wrong = [reason for table in tables for reason in _refusals(table, rule)]
    if len({table.subject.as_of for table in tables}) > 1:
        wrong.append("the tables are as of different days: publish them as releases of their own.")
    for one, other in combinations([Counted(table, rule) for table in tables], 2):
        for shared in one.entries.keys() & other.entries.keys():
            at = ", ".join(name for _, name in shared.at) or "the total"
            if one.entries[shared] != other.entries[shared]:
                wrong.append(f"two tables count {at} differently: correct one of them.")
            elif one.table.zeros_public != other.table.zeros_public:
                wrong.append(
                    f"two tables share {at}: declare the zeros of both public, or of none."
                )
    return sorted(set(wrong))


def _refusals(table: Table, rule: FigureRule) -> Iterator[str]:
    subject, axes = table.subject, (table.rows, table.columns)
    for axis in axes:
        if axis.dimension and axis.dimension not in rule.dimensions:
            yield (
                f"`{axis.dimension}` is no dimension of the rule: {', '.join(rule.dimensions)}."
                " Break down by one of these."
            )
        if len({*axis.categories, ""}) != len(axis.categories) + 1:
            yield f"`{axis.dimension}` has a category twice, or one without a name: name each once."
    if axes[0].dimension == axes[1].dimension:
        yield f"rows and columns are both `{axes[0].dimension}`: choose two dimensions."
    if subject.period.months < rule.months_least:
        yield (
            f"the period {subject.period.first} to {subject.period.last} is not"
            f" {rule.months_least} whole months or longer: choose a longer one."
        )
    if subject.as_of < subject.period.last:
        yield f"the figures are as of {subject.as_of}, before the period ends: wait for its end."
    total = with_totals(table)[-1][-1]
    confirmed = table.confirmed_by and table.confirmed_on
    if isinstance(total, Count) and total.value == 0 and not confirmed:
        of = ", ".join((subject.series, subject.stage, *(name for _, name in subject.scope)))
        yield f"the total of {of} is 0: say which role confirmed that, and on which day."
