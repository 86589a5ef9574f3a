"""The columns of the plan matrix in a workbook, and what a line says in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from generators.content.plan import Evidence, Line
from generators.content.record import Words
from generators.content.record import words as spoken
from generators.document.marks import spelled_day
from generators.document.phrases import phrase
from generators.plan.matrix import open_fields
from generators.plan.names import AREAS, FUNDING, OUTCOMES, PRONGS
from generators.reporting.action_plan.year import PlanYear

Given = str | int | dt.date
"""What a cell holds; empty words leave it empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and how it looks; a day or a number looks like one whatever is said here."""

    value: Given
    look: str = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in characters, what a line gives.

    Where a line gives nothing, an `asked` cell says that it is to be confirmed; another is empty.
    """

    name: str
    width: int
    given: Callable[[PlanYear, Line], Given | None]
    asked: bool = True


def cells(year: PlanYear, line: Line) -> list[Cell]:
    """Return the cells of a line, one a column."""
    unknown = Cell(year.say("to be confirmed"), "open")
    made = []
    for column in COLUMNS:
        value = column.given(year, line)
        empty = unknown if column.asked else Cell("")
        made.append(empty if value is None or value == "" else Cell(value))
    return made


def _words(year: PlanYear, given: Words | None) -> str | None:
    return spoken(given, year.lang) if given else None


def _named(year: PlanYear, names: dict[str, str], key: str | None) -> str | None:
    return year.say(names[key]) if key else None


def _outcomes(year: PlanYear, line: Line) -> Given | None:
    return year.say(", ").join(year.say(OUTCOMES[each]) for each in line.output.iasc)


def _unit(year: PlanYear, line: Line) -> Given | None:
    say, indicator = year.say, line.activity.indicator
    if indicator is None:
        return None
    return say("per cent") if indicator.unit == "percent" else say("number")


def _point(which: str, field: str) -> Callable[[PlanYear, Line], Given | None]:
    """Return what gives a field of an indicator's baseline or target."""

    def given(year: PlanYear, line: Line) -> Given | None:
        point = getattr(line.activity.indicator, which, None)
        value = getattr(point, field, None)
        return spoken(value, year.lang) if isinstance(value, dict) else value

    return given


def _money(field: str) -> Callable[[PlanYear, Line], Given | None]:
    """Return what gives a field of a line's money."""

    def given(year: PlanYear, line: Line) -> Given | None:
        value = getattr(line.activity.funding, field, None)
        return spoken(value, year.lang) if isinstance(value, dict) else value

    return given


def _role(year: PlanYear, line: Line) -> Given | None:
    ident = line.activity.responsible
    return spoken(year.library.roles[ident].title, year.lang) if ident else None


def _evidence(year: PlanYear, line: Line) -> Given | None:
    def told(each: Evidence) -> str:
        return f"{each.reference}, {spelled_day(each.date, year.lang)}"

    return "; ".join(map(told, line.activity.evidence))


COLUMNS = (
    Column(phrase("Reference"), 14, lambda _, line: line.activity.id),
    Column(phrase("Area"), 14, lambda year, line: year.say(AREAS[line.output.area])),
    Column(
        phrase("Head of the Secretary-General's strategy"),
        14,
        lambda year, line: _named(year, PRONGS, line.output.prong),
    ),
    Column(phrase("Outcomes of the Inter-Agency Standing Committee"), 14, _outcomes),
    Column(phrase("Outcome"), 16, lambda year, line: _words(year, line.output.outcome)),
    Column(phrase("Output"), 16, lambda year, line: _words(year, line.output.output)),
    Column(phrase("Activity"), 22, lambda year, line: spoken(line.activity.activity, year.lang)),
    Column(
        phrase("Indicator"),
        18,
        lambda year, line: _words(year, getattr(line.activity.indicator, "counts", None)),
    ),
    Column(phrase("Unit"), 8, _unit),
    Column(phrase("Baseline"), 8, _point("baseline", "value")),
    Column(phrase("Day of the baseline"), 10, _point("baseline", "date")),
    Column(phrase("Source of the baseline"), 10, _point("baseline", "source")),
    Column(phrase("Target"), 8, _point("target", "value")),
    Column(phrase("Day of the target"), 10, _point("target", "date")),
    Column(
        phrase("Means of verification"),
        14,
        lambda year, line: _words(year, line.activity.verification),
    ),
    Column(phrase("Responsible"), 12, _role),
    Column(
        phrase("Partners"), 12, lambda year, line: _words(year, line.activity.partners), asked=False
    ),
    Column(phrase("Start"), 10, lambda _, line: line.activity.start),
    Column(phrase("End"), 10, lambda _, line: line.activity.end),
    Column(phrase("Budget"), 9, _money("budget")),
    Column(phrase("Currency"), 8, _money("currency")),
    Column(phrase("Source of funding"), 12, _money("source"), asked=False),
    Column(
        phrase("Funding"),
        9,
        lambda year, line: _named(year, FUNDING, getattr(line.activity.funding, "state", None)),
    ),
    Column(phrase("Money missing"), 9, _money("gap")),
    Column(phrase("Risk that it answers"), 10, lambda year, line: _words(year, line.activity.risk)),
    Column(phrase("Status"), 10, lambda year, line: year.status_of(line)),
    Column(
        phrase("Progress"), 18, lambda year, line: _words(year, line.activity.progress), asked=False
    ),
    Column(phrase("Evidence"), 16, _evidence, asked=False),
    Column(phrase("Last updated"), 10, lambda _, line: line.activity.updated),
    Column(
        phrase("To be confirmed"), 14, lambda year, line: open_fields(line, year.lang), asked=False
    ),
)
"""The columns of an annual action plan's matrix, in their order."""
