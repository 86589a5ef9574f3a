"""Counts an export in which a row is a case."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import cast

from generators.content.figure_map import (
    LEFT_OUT,
    CaseMap,
    DateColumn,
    MappedTable,
    SeriesColumn,
    StageColumn,
    Written,
)
from generators.content.figures import Series, Stage
from generators.figures.tables import Axis, Coordinates, Count, Subject, Table
from generators.figures.tally import Cells, NotCounted, Span, meanings

_SHAPES: dict[Written, str] = {
    "year-month-day": r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)",
    "day/month/year": r"(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4})",
    "month/day/year": r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<y>\d{4})",
    "day.month.year": r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})",
}
_CLOCK = r"(?:[ T]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M|Z)?)?"


class Cases:
    """The cases by series, stage and all dimensions of a map; nothing else of a row is kept.

    What a column `case` holds is remembered while rows are counted, to find one that comes twice.
    """

    def __init__(self, given: CaseMap, span: Span) -> None:
        self._map, self._span = given, span
        self._counts: Counter[tuple[str, str, Coordinates]] = Counter()
        self._seen: set[str] = set()
        self._meanings = {each.column: meanings(each.values) for each in given.dimensions}
        for part in (given.series, given.stage):
            if not isinstance(part, str):
                self._meanings[part.column] = meanings(part.values)

    def take(self, cells: Cells) -> None:
        """Count a row; raises `NotCounted`."""
        given, period = self._map, self._span.period
        series, stage = self._of(given.series, cells), self._of(given.stage, cells)
        found = sorted((d.dimension, self._meant(d.column, cells)) for d in given.dimensions)
        day = day_of(cells[given.date.column], given.date)
        if day > self._span.as_of:
            raise NotCounted(given.date.column, "late")
        if given.case:
            self._once(cells[given.case], given.case)
        if series != LEFT_OUT and period.first <= day <= period.last:
            self._counts[series, stage, tuple(found)] += 1

    def _of(self, part: str | SeriesColumn | StageColumn, cells: Cells) -> str:
        return part if isinstance(part, str) else self._meant(part.column, cells)

    def _meant(self, column: str, cells: Cells) -> str:
        meaning = self._meanings[column].get(cells[column])
        if meaning is None:
            raise NotCounted(column, "value")
        return meaning

    def _once(self, case: str, column: str) -> None:
        if not case or case in self._seen:
            raise NotCounted(column, "twice" if case else "value")
        self._seen.add(case)

    def tables(self) -> list[Table]:
        """Return the tables of the map, one a series and stage, also where nothing is counted."""
        return [
            self._table(each, cast(Series, series), cast(Stage, stage))
            for series in _options(self._map.series)
            for stage in _options(self._map.stage)
            for each in self._map.tables
        ]

    def _table(self, asked: MappedTable, series: Series, stage: Stage) -> Table:
        rows, columns = self._axis(asked.rows), self._axis(asked.columns)
        scope, span, unit = tuple(sorted(asked.only.items())), self._span, self._map.unit
        counts: Counter[tuple[str, str]] = Counter()
        for (its_series, its_stage, at), number in self._counts.items():
            if (its_series, its_stage) == (series, stage) and {*scope} <= {*at}:
                where = dict(at)
                counts[where[rows.dimension], where.get(columns.dimension, "")] += number
        cells = tuple(
            tuple(
                Count(counts[row, column], series, unit) for column in columns.categories or ("",)
            )
            for row in rows.categories
        )
        about = Subject(series, unit, stage, span.period, span.as_of, scope)
        return Table(about, rows, cells, columns, False, span.confirmed_by, span.confirmed_on)

    def _axis(self, dimension: str | None) -> Axis:
        found = (each for each in self._map.dimensions if each.dimension == dimension)
        return next((Axis(each.dimension, each.categories) for each in found), Axis())


def _options(part: str | SeriesColumn | StageColumn) -> list[str]:
    values = [part] if isinstance(part, str) else list(dict.fromkeys(part.values.values()))
    return [value for value in values if value != LEFT_OUT]


def day_of(words: str, column: DateColumn) -> dt.date:
    """Return the day in a cell; a cell that is a date to Excel comes as year-month-day."""
    for shape in (_SHAPES[column.written], _SHAPES["year-month-day"]):
        if found := re.fullmatch(shape + _CLOCK, words, re.ASCII):
            return _day(int(found["y"]), int(found["m"]), int(found["d"]), column.column)
    raise NotCounted(column.column, "date")


def _day(year: int, month: int, day: int, column: str) -> dt.date:
    first = dt.date(2000, 1, 1)
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        raise NotCounted(column, "date")
    month_first = first.replace(year=year, month=month)
    found = month_first + dt.timedelta(days=day - 1)
    if day < 1 or found.month != month:
        raise NotCounted(column, "date")
    return found
