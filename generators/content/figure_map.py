"""Maps: what the columns of somebody's export mean, since no two reporting apps name them alike.

A map is configuration and lies wherever its owner keeps it. Everything in it is a closed list: a
column that it does not name, or a value that it does not list, is refused and never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from generators.content.figures import FigureUnit, Series, Stage
from generators.content.record import Id, Record
from generators.content.source import Location

Column = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""The name of a column as it stands in the first row of an export."""
LEFT_OUT = "left-out"
"""In the place of a series: rows with this value are of neither series, and are not counted."""
Written = Literal["year-month-day", "day/month/year", "month/day/year", "day.month.year"]
WAYS: tuple[Written, ...] = get_args(Written)


class SeriesColumn(Record):
    """The column that tells the series of a row."""

    column: Column
    values: Annotated[dict[str, Series | Literal["left-out"]], Field(min_length=1)]


class StageColumn(Record):
    """The column that tells how far a case has come; it counts in that stage alone."""

    column: Column
    values: Annotated[dict[str, Stage], Field(min_length=1)]


class DateColumn(Record):
    """The column with the day that decides on the period, of which nothing else is kept."""

    column: Column
    written: Written


class DimensionColumn(Record):
    """A column that is counted as a dimension; several values may mean one category.

    The value `""` stands for an empty cell.
    """

    dimension: Id
    column: Column
    values: Annotated[dict[str, Id], Field(min_length=1)]

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the categories in the order in which the map first names them."""
        return tuple(dict.fromkeys(self.values.values()))


class MappedTable(Record):
    """A table to count: by one dimension or two, of the whole or of `only` one part."""

    rows: Id
    columns: Id | None = None
    only: dict[Id, Id] = Field(default_factory=dict)


class CaseMap(Record):
    """What the columns of an export mean in which a row is a case.

    `case` is a column in which no value may come twice, as that row would be counted twice.
    """

    kind: Literal["cases"]
    unit: FigureUnit
    series: Series | SeriesColumn
    stage: Stage | StageColumn
    date: DateColumn
    case: Column | None = None
    dimensions: Annotated[list[DimensionColumn], Field(min_length=1)]
    ignored: list[Column]
    tables: Annotated[list[MappedTable], Field(min_length=1)]

    def columns(self) -> Iterator[tuple[str, Location]]:
        """Yield each column that the map names, and where."""
        for name in ("series", "stage", "date"):
            if isinstance(part := getattr(self, name), SeriesColumn | StageColumn | DateColumn):
                yield part.column, (name, "column")
        if self.case:
            yield self.case, ("case",)
        for at, each in enumerate(self.dimensions):
            yield each.column, ("dimensions", at, "column")
        yield from ((name, ("ignored", at)) for at, name in enumerate(self.ignored))


class CountColumns(Record):
    """Columns of numbers, by the category that each of them counts.

    With `out_of`, a column holds the whole, and what is left of it counts as `rest`.
    """

    dimension: Id
    numbers: Annotated[dict[Id, Column], Field(min_length=1)]
    out_of: Column | None = None
    rest: Id | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the categories, what is left of the whole last."""
        return (*self.numbers, *([self.rest] if self.rest else []))


class CountMap(Record):
    """What the columns of a list of numbers mean: one table, a row a category or a part of one.

    The numbers stand in one column, `number`, or in several, `across`.
    """

    kind: Literal["counts"]
    series: Series
    unit: FigureUnit
    stage: Stage
    scope: dict[Id, Id] = Field(default_factory=dict)
    rows: DimensionColumn
    number: Column | None = None
    across: CountColumns | None = None
    ignored: list[Column]

    def columns(self) -> Iterator[tuple[str, Location]]:
        """Yield each column that the map names, and where."""
        yield self.rows.column, ("rows", "column")
        if self.number:
            yield self.number, ("number",)
        if across := self.across:
            for category, name in across.numbers.items():
                yield name, ("across", "numbers", category)
            if across.out_of:
                yield across.out_of, ("across", "out_of")
        yield from ((name, ("ignored", at)) for at, name in enumerate(self.ignored))


FigureMap = CaseMap | CountMap
KINDS: dict[str, type[CaseMap] | type[CountMap]] = {"cases": CaseMap, "counts": CountMap}
"""The model of each kind of map."""
