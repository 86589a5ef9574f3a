"""All whole-number worlds that agree with what is published, as an intruder can work them out.

An intruder knows every published cell, every earlier release and the rule. What he knows are linear
constraints on counts that are whole and not negative; HiGHS (https://highs.dev) finds worlds under
them. Where the linear optimum is whole, as it always is in one table of two dimensions, it is the
answer; elsewhere the whole-number solver follows. No world is taken from the solver on trust: each
is checked in whole-number arithmetic, so a value counts as possible only with a proof.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import highspy

from generators.figures.tables import Coordinates

Fact = tuple[str, str, str]
"""Series, unit and stage: what is never linked with another."""
Span = tuple[dt.date, dt.date]
"""From the first day to the day after the last."""
World = tuple[int, ...]
"""A value for each unknown."""


class Unsolved(RuntimeError):
    """Raised where the solver comes to no end; the release must then be made simpler."""


class Unknown(NamedTuple):
    """A count between two neighbouring cuts in time, as known on a day (empty: on any day)."""

    fact: Fact
    at: Coordinates
    span: Span
    as_of: str


class Line(NamedTuple):
    """The sum of some unknowns less that of others lies between two bounds."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    low: int
    high: int

    def value(self, world: World) -> int:
        """Return what the line comes to in a world."""
        return sum(world[at] for at in self.plus) - sum(world[at] for at in self.minus)


class Solver:
    """Finds worlds under lines; bounds of single lines can be narrowed for a question.

    Each unknown lies between 0 and `most`; `cost` is what each unit of an unknown costs.
    """

    def __init__(
        self, most: Sequence[int], lines: Sequence[Line], cost: Mapping[int, float] | None = None
    ) -> None:
        # A line of one unknown is a bound; the simplex method is much quicker with those.
        self._lows, self._highs = [0] * len(most), list(most)
        self._lines: list[Line] = []
        self._row: dict[Line, int] = {}
        for line in lines:
            if len(line.plus) == 1 and not line.minus:
                at = line.plus[0]
                self._lows[at] = max(self._lows[at], line.low)
                self._highs[at] = min(self._highs[at], line.high)
            elif line not in self._row:
                self._row[line] = len(self._lines)
                self._lines.append(line)
        self._cost = dict(cost or {})
        self._empty = any(low > high for low, high in zip(self._lows, self._highs, strict=True))
        self._made: highspy.Highs | None = None

    def world(self, towards: Mapping[int, float] | None = None) -> World | None:
        """Return a world of least cost, or None where there is none.

        Raises `Unsolved`.
        """
        if self._empty:
            return None
        model, cost = self._model(), self._cost if towards is None else towards
        for at, each in cost.items():
            model.changeColCost(at, each)
        found = self._solved(model)
        if found is not None and not self._holds(found):
            found = self._whole(model)
        if towards is not None:
            for at in towards:
                model.changeColCost(at, self._cost.get(at, 0.0))
        return found

    def within(self, line: Line, low: int, high: int) -> World | None:
        """Return a world of least cost in which a line lies between these bounds, or None."""
        if self._empty:
            return None
        model = self._model()
        row = self._row.get(line)
        at = line.plus[0] if row is None else row
        least, most = (
            (line.low, line.high) if row is not None else (self._lows[at], self._highs[at])
        )
        low, high = max(low, least), min(high, most)
        if low > high:
            return None
        change: Callable[[int, float, float], object] = (
            model.changeColBounds if row is None else model.changeRowBounds
        )
        change(at, low, high)
        found = self.world()
        change(at, least, most)
        return found if found is not None and low <= line.value(found) <= high else None

    def _model(self) -> highspy.Highs:
        if self._made is None:
            self._made = _highs(self._lows, self._highs, self._lines, self._cost)
        return self._made

    def _solved(self, model: highspy.Highs) -> World | None:
        model.run()
        status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return tuple(round(value) for value in model.getSolution().col_value)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        raise Unsolved(f"the solver says: {model.modelStatusToString(status)}")

    def _whole(self, model: highspy.Highs) -> World | None:
        """Return the optimum in whole numbers, where the linear one is not whole."""
        for at in range(len(self._lows)):
            model.changeColIntegrality(at, highspy.HighsVarType.kInteger)
        found = self._solved(model)
        for at in range(len(self._lows)):
            model.changeColIntegrality(at, highspy.HighsVarType.kContinuous)
        if found is not None and not self._holds(found):
            raise Unsolved("the solver's world breaks a line by rounding")
        return found

    def _holds(self, world: World) -> bool:
        bounds = zip(self._lows, world, self._highs, strict=True)
        return all(low <= value <= high for low, value, high in bounds) and all(
            line.low <= line.value(world) <= line.high for line in self._lines
        )


class _Quiet(highspy.Highs):
    """The solver without its greeting, which it prints when it takes its first callback."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802  # the solver's name
        self.setOptionValue("output_flag", False)


def _highs(
    lows: Sequence[int], highs: Sequence[int], lines: Sequence[Line], cost: Mapping[int, float]
) -> highspy.Highs:
    """Return the lines as a model of the solver: one thread, no clock, the same answer always."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(lows), len(lines)
    lp.col_cost_ = [cost.get(at, 0.0) for at in range(len(lows))]
    lp.col_lower_, lp.col_upper_ = [*map(float, lows)], [*map(float, highs)]
    lp.row_lower_ = [float(line.low) for line in lines]
    lp.row_upper_ = [float(line.high) for line in lines]
    start, index, value = [0], [], []
    for line in lines:
        index += [*line.plus, *line.minus]
        value += [1.0] * len(line.plus) + [-1.0] * len(line.minus)
        start.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = start, index, value
    model = _Quiet()
    options: dict[str, bool | float | str] = {
        "threads": 1,
        "presolve": "off",  # each question differs little from the last: starting there is quicker
        "solver": "simplex",
        "mip_rel_gap": 0.0,
    }
    for name, option in options.items():
        model.setOptionValue(name, option)
    model.passModel(lp)
    return model


def cuts_of(spans: Iterable[Span]) -> list[dt.date]:
    """Return every day on which a period begins, or the one before has ended, sorted."""
    return sorted({day for span in spans for day in span})


def pieces(span: Span, cuts: Sequence[dt.date]) -> list[Span]:
    """Return a period as the pieces between cuts."""
    inside = [day for day in cuts if span[0] <= day <= span[1]]
    return list(pairwise(inside))
