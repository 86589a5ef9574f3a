"""What an intruder knows from tables: each published cell and each sum, as lines over unknowns.

Time is cut wherever a period begins or ends, and a count of a period is the sum of its pieces: so
"12 months to May" less "12 months to April" is a line like any other (differencing).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from generators.figures.release import Cell, Mark, Published, Quantity, Release, lines, placed
from generators.figures.tables import Coordinates, Period
from generators.figures.worlds import Fact, Line, Solver, Span, Unknown, cuts_of, pieces

Told = dict[Quantity, tuple[int, int | None]]
"""What is told of each count: the least and the most that it can be; None where it has no end."""


@dataclass(frozen=True)
class Statement:
    """One table as an intruder reads it: bounds of its cells, and its sums."""

    as_of: dt.date
    told: Told
    sums: tuple[tuple[Quantity, tuple[Quantity, ...]], ...]

    @property
    def fact(self) -> Fact | None:
        """Return the one fact that all cells of the table are of; None where it tells nothing."""
        return next(map(fact_of, self.told), None)


def bounds(cell: Cell, fewer_than: int, *, zeros_public: bool) -> tuple[int, int | None] | None:
    """Return what a cell tells to whoever knows the rule; None where it tells nothing."""
    match cell:
        case int():
            return cell, cell
        case Mark.FEWER:
            return (1 if zeros_public else 0), fewer_than - 1
        case Mark.WITHHELD:
            return fewer_than, None
        case _:
            return None


def statement(table: Published, fewer_than: int) -> Statement:
    """Return what a table tells."""
    told = {
        quantity: limits
        for quantity, cell in placed(table)
        if (limits := bounds(cell, fewer_than, zeros_public=table.zeros_public))
    }
    return Statement(table.subject.as_of, told, tuple(lines(table)))


def statements(releases: Iterable[Release]) -> list[Statement]:
    """Return what all tables of releases tell."""
    return [statement(table, each.fewer_than) for each in releases for table in each.tables]


@dataclass
class Knowledge:
    """The unknowns and lines of statements.

    Figures of one period as known on different days are taken to be the same, which is what an
    intruder tries first; of facts that are `apart`, since they were revised, each day stands for
    itself.
    Counts without an end go at least as far as `at_least`. With a `centre`, what is told are bounds
    of how far counts may move from where they are, and unknowns lie around the centre.
    """

    given: Sequence[Statement]
    apart: frozenset[Fact] = frozenset()
    at_least: int = 0
    centre: int = 0
    unknowns: dict[Unknown, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    cells: dict[tuple[Quantity, str], Line] = field(default_factory=dict)
    hidden: dict[tuple[Quantity, str], None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        spans: dict[Fact, list[Span]] = {}
        for quantity in (quantity for each in self.given for quantity in each.told):
            spans.setdefault(fact_of(quantity), []).append(_span(quantity.period))
        self._cuts = {fact: cuts_of(found) for fact, found in spans.items()}
        ends = [end for each in self.given for pair in each.told.values() for end in pair if end]
        # So far beyond all that is told that it is never felt; the solver's numbers stay finite.
        self.most = 2 * max(sum(ends), self.at_least) + 1000
        for each in self.given:
            self._take(each)

    def _take(self, each: Statement) -> None:
        as_of = self.day(each.fact, each.as_of)
        for quantity, (low, high) in each.told.items():
            key, end = (quantity, as_of), self.most if high is None else high
            if low != high:
                self.hidden[key] = None
            columns = self.columns(quantity, as_of)
            low, end = low + self.centre * len(columns), end + self.centre * len(columns)
            if known := self.cells.get(key):
                low, end = max(low, known.low), min(end, known.high)
            self.cells[key] = Line(columns, (), low, end)
        for whole, parts in each.sums:
            split = [self.columns(part, as_of) for part in parts]
            even = self.centre * (1 - len(parts))
            for at, piece in enumerate(self.columns(whole, as_of)):
                self.lines.append(Line((piece,), tuple(part[at] for part in split), even, even))

    def day(self, fact: Fact | None, as_of: dt.date) -> str:
        """Return the day that tells unknowns of a fact apart."""
        return as_of.isoformat() if fact in self.apart else ""

    def columns(self, quantity: Quantity, as_of: str) -> tuple[int, ...]:
        """Return the unknowns of which a count is the sum."""
        fact = fact_of(quantity)
        parts = pieces(_span(quantity.period), self._cuts[fact])
        keys = (Unknown(fact, quantity.at, part, as_of) for part in parts)
        return tuple(self.unknowns.setdefault(key, len(self.unknowns)) for key in keys)

    def differences(self) -> Iterator[tuple[Quantity, Quantity, str]]:
        """Yield each published count, one that shares some of its time, and the day of both.

        The first less what both share is a count that stands in no table.
        """
        groups: dict[tuple[Fact, Coordinates, str], list[Quantity]] = {}
        for quantity, as_of in self.cells:
            groups.setdefault((fact_of(quantity), quantity.at, as_of), []).append(quantity)
        for (_, _, as_of), group in groups.items():
            for whole, less in permutations(group, 2):
                outer = {*self.cells[whole, as_of].plus}
                if outer > outer - {*self.cells[less, as_of].plus} > set():
                    yield whole, less, as_of

    def line(self, quantity: Quantity, less: Quantity | None, as_of: str) -> Line:
        """Return a cell, or a cell less what another shares of its time, as a line."""
        cell = self.cells[quantity, as_of]
        if less is None:
            return cell
        shared = {*self.cells[less, as_of].plus}
        return Line(tuple(at for at in cell.plus if at not in shared), (), 0, cell.high)

    def solver(self, extra: Iterable[Line] = ()) -> Solver:
        """Return the solver over everything that is known."""
        every = [*self.lines, *self.cells.values(), *extra]
        return Solver([self.most] * len(self.unknowns), every)


def knowledge(given: Sequence[Statement]) -> Knowledge:
    """Return what follows from statements; days are told apart only where figures were revised.

    Facts are never linked, so each is looked at by itself: that the numbers of a training were
    revised must not hide how two tables of allegations fit together.
    """
    joined = Knowledge(given)
    one_day = len({each.as_of for each in given}) < 2
    if one_day or joined.solver().world() is not None:
        return joined
    facts = {each.fact: [other for other in given if other.fact == each.fact] for each in given}
    revised = (fact for fact, mine in facts.items() if Knowledge(mine).solver().world() is None)
    return Knowledge(given, frozenset(fact for fact in revised if fact))


def fact_of(quantity: Quantity) -> Fact:
    """Return what a count is never linked beyond."""
    return quantity.series, quantity.unit, quantity.stage


def _span(period: Period) -> Span:
    return period.first, period.last + dt.timedelta(days=1)
