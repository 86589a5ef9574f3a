"""The rule by which figures are published without telling of single persons (disclosure control).

Terms are those of the Handbook on Statistical Disclosure Control: a small count is a primary
suppression, what is hidden so that nobody can work it out is a complementary one.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generators.content.record import Day, Flag, Id, Record, Whole

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
    cover at least `months_least` months.
    """

    fewer_than: Annotated[Whole, Field(ge=3)] = 5
    values_left: Annotated[Whole, Field(ge=2)] = 3
    exact_annual_total: Flag = True
    months_least: Annotated[Whole, Field(ge=3)] = 3
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
