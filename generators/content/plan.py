"""The annual action plan: one file a year, one file an output, a row of the matrix an activity.

Areas are those of the presentation to the Executive Board of 29 March 2023; heads are the four of
the Secretary-General's strategy (A/71/818); outcomes are those of the IASC's country plans. What a
source does not give is left out and named in `to_confirm`: nothing is filled in by guess.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from generators.content.facts import EVERYTHING
from generators.content.record import Day, Flag, Id, Prose, Record, ToConfirm, Whole, Words

Area = Literal[
    "advocacy",
    "focal-point-system",
    "monitoring-and-reporting",
    "capacity-development-training",
    "training",
    "partner-training-packages",
    "review-of-packages",
    "coordination-mechanisms",
]
AREAS: tuple[Area, ...] = get_args(Area)
"""The areas, in the order of the presentation."""
Prong = Literal["victims-first", "ending-impunity", "partners", "communication"]
HEADS: tuple[Prong, ...] = get_args(Prong)
"""The heads, in the order of the strategy."""
Outcome = Literal["reporting", "assistance", "accountability", "prevention", "country-structure"]
Unit = Literal["percent", "number"]
Status = Literal["not-started", "under-way", "completed", "cancelled"]
FundingState = Literal["funded", "partly", "unfunded"]
Result = Literal["done", "continued", "dropped"]
DEEPER = ("baseline", "target", "budget")
"""What `to_confirm` of an activity may name beside its own fields."""
CLOSED: frozenset[Status] = frozenset({"completed", "cancelled"})
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A code of ISO 4217."""
Amount = Annotated[Whole, Field(ge=0)]
"""Money in whole units of its currency."""


class Period(Record):
    """The days that a plan covers, both of them included."""

    start: Day
    end: Day


class Disposition(Record):
    """What became of a line of the plan before: done, continued (as another line), or dropped."""

    ref: Id
    result: Result
    continued_as: Id | None = None
    reason: Words | None = None


class Plan(Record):
    """The plan of one year. Its outputs lie beside it.

    An `example` holds values that nobody has planned; every page and list says so. `approved` says
    whether the whole plan was approved: `unknown` where the source is silent.
    """

    year: Annotated[Whole, Field(ge=2000, le=2100)]
    example: Flag
    approved: Literal["no", "unknown"]
    currency: Currency | None = None
    period: Period | None = None
    about: Words
    source: Prose
    dispositions: list[Disposition] = Field(default_factory=list)
    to_confirm: ToConfirm

    @property
    def first_day(self) -> dt.date:
        """Return the first day of the plan; the calendar year's where no period is given."""
        return self.period.start if self.period else dt.date(self.year, 1, 1)

    @property
    def last_day(self) -> dt.date:
        """Return the last day of the plan; the calendar year's where no period is given."""
        return self.period.end if self.period else dt.date(self.year, 12, 31)


class Baseline(Record):
    """Where an indicator stood before, when that was measured and by what."""

    value: Whole
    date: Day
    source: Words


class Target(Record):
    """What an indicator is to reach, and by when."""

    value: Whole
    date: Day


class Indicator(Record):
    """What is counted, and of what: `percent` names its numerator, denominator and who counts."""

    counts: Words
    unit: Unit
    baseline: Baseline | None = None
    target: Target | None = None


class Funding(Record):
    """What an activity costs, and how much of that somebody has promised.

    `secured` is known where the activity is `partly` funded; the gap is what remains.
    """

    state: FundingState
    currency: Currency | None = None
    budget: Amount | None = None
    secured: Amount | None = None
    source: Words | None = None

    @property
    def gap(self) -> int | None:
        """Return the money that is missing, in the plan's currency; None where nobody knows."""
        if self.state == "funded":
            return 0
        if self.budget is None or (self.state == "partly" and self.secured is None):
            return None
        return self.budget - (self.secured or 0)


class Evidence(Record):
    """What shows that something was done: a reference to a document, and its day."""

    reference: Prose
    date: Day


class Activity(Record):
    """One line of the plan. Its `id` is the reference by which later plans speak of it.

    `risk` is the one that it answers. `multi_year` allows it to begin before the plan or to end
    after it. `to_confirm` may also name `baseline`, `target` and `budget`, which lie deeper.
    """

    id: Id
    activity: Words
    indicator: Indicator | None = None
    verification: Words | None = None
    risk: Words | None = None
    responsible: Id | None = None
    partners: Words | None = None
    start: Day | None = None
    end: Day | None = None
    multi_year: Flag = False
    funding: Funding | None = None
    status: Status | None = None
    progress: Words | None = None
    evidence: list[Evidence] = Field(default_factory=list)
    updated: Day
    to_confirm: ToConfirm

    def unconfirmed(self, field: str) -> bool:
        """Return whether nobody has given or checked this field."""
        return field in self.to_confirm or EVERYTHING in self.to_confirm


class Output(Record):
    """One output of a plan, the area and the heads that it belongs to, and its activities."""

    id: Id
    area: Area
    example: Flag
    prong: Prong | None = None
    iasc: list[Outcome] = Field(default_factory=list)
    outcome: Words | None = None
    output: Words | None = None
    activities: Annotated[list[Activity], Field(min_length=1)]
    source: Prose
    to_confirm: ToConfirm


@dataclass(frozen=True)
class Line:
    """An activity in its place: the plan and the output that it stands in."""

    plan: Plan
    output: Output
    index: int

    @property
    def activity(self) -> Activity:
        """Return the activity itself."""
        return self.output.activities[self.index]

    def at(self, *field: str | int) -> int:
        """Return the line of the file on which a field of the activity is written."""
        return self.output.line("activities", self.index, *field)
