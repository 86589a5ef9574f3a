"""The rule by which figures are published without telling of single persons (disclosure control).

Terms are those of the Handbook on Statistical Disclosure Control: a small count is a primary
suppression, what is hidden so that nobody can work it out is a complementary one.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generators.content.record import Day, Flag, Id, Record, Whole, Words

Series = Literal["sea", "sh", "training", "partners", "vetting", "risks"]
"""Sexual exploitation and abuse, sexual harassment, training, partners, requests to ClearCheck,
risk assessments: never added together."""
FigureUnit = Literal[
    "reports", "allegations", "persons", "partners", "plans", "referrals", "requests", "assessments"
]
Stage = Literal[
    "reported",
    "under-investigation",
    "substantiated",
    "unsubstantiated",
    "required",
    "assessed",
    "done",
]
"""How far what is counted has come; `required` counts persons who must take a course, by whether
they have, and `assessed` counts partners."""
GapWord = Literal["not-collected", "not-applicable"]
"""What stands where there is no count; neither is a zero."""


class FigureRule(Record):
    """What may be told.

    In a breakdown, counts from 1 to one below `fewer_than` print as "fewer than", and so do zeros
    of tables that are not declared structurally public. Of every count that is hidden at least
    `values_left` values must remain possible, for a reader who knows this rule and everything that
    was ever published. The default is 3: somebody who took part in one case knows that the count
    is not 0, and two values are left even so. `exact_annual_total` says that the total for the
    whole entity and a calendar year is always told. Tables break down by `dimensions` only, and
    cover at least `months_least` months. Nothing is told of a single office that has fewer than
    `personnel_least` personnel.
    """

    fewer_than: Annotated[Whole, Field(ge=3)] = 5
    values_left: Annotated[Whole, Field(ge=2)] = 3
    exact_annual_total: Flag = True
    months_least: Annotated[Whole, Field(ge=3)] = 3
    personnel_least: Annotated[Whole, Field(ge=10)] = 50
    dimensions: Annotated[list[Id], Field(min_length=1)]


class FigureAxis(Record):
    """A dimension and its categories, in the order in which they print."""

    dimension: Id
    categories: list[Id] = Field(default_factory=list)


class Confirmation(Record):
    """Which role confirmed that a total is 0, and when."""

    by: Id
    on: Day


class TableHead(Record):
    """The particulars of one table of figures, without which a number says nothing.

    `first` and `last` are the days of its period, both counted in; `scope` says which part of the
    entity it covers, by dimension and category, and is empty for the whole.
    """

    series: Series
    unit: FigureUnit
    stage: Stage
    first: Day
    last: Day
    as_of: Day
    scope: dict[Id, Id] = Field(default_factory=dict)
    rows: FigureAxis
    columns: FigureAxis | None = None
    zeros_public: Flag = False
    confirmed: Confirmation | None = None


class Decisions(Record):
    """What became of a table, without any count: how many were hidden as small, how many others."""

    small: Annotated[Whole, Field(ge=0)]
    others: Annotated[Whole, Field(ge=0)]


class ReleasedTable(TableHead):
    """A table as readers see it, totals last.

    `fewer` stands for a count below the threshold, `withheld` for one from which such a count could
    be worked out. `whole` is false where no breakdown could be told: then the total alone is left,
    in one cell, or no cell at all.
    """

    whole: Flag = True
    decisions: Decisions
    cells: list[list[Annotated[Whole, Field(ge=0)] | Literal["fewer", "withheld"] | GapWord]]


class FigureRelease(Record):
    """Figures that were published together, and by which rule; what is hidden is nowhere in it.

    `earlier` are the releases that the audit looked at together with this one. An `example` holds
    made-up figures, its id says so, and so do pages; it is not audited together with real ones.
    """

    id: Id
    on: Day
    example: Flag
    fewer_than: Annotated[Whole, Field(ge=3)]
    values_left: Annotated[Whole, Field(ge=2)]
    earlier: list[Id]
    tables: Annotated[list[ReleasedTable], Field(min_length=1)]


class Named(Record):
    """A category, and what readers call it."""

    id: Id
    name: Words


class Dimension(Record):
    """A dimension of figures, and what readers call it and its categories."""

    id: Id
    name: Words
    categories: list[Named]


EXAMPLE = "example"
"""What the id of a made-up category begins with, and that of a release with made-up figures."""


class FigureCategories(Record):
    """All categories that figures may be broken down by: a closed list.

    Offices and courses of their own folders stand beside those that are listed here.
    """

    dimensions: Annotated[list[Dimension], Field(min_length=1)]
