"""The plan matrix on pages that lie: area by area, a table an output, a row an activity."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from generators.content.plan import Activity, Baseline, Indicator, Line, Output, Target
from generators.content.prose import Foreign, Heading, Inline, Text
from generators.content.record import MASTER
from generators.document.marks import number, spelled_day, told
from generators.document.model import Facts, PlainBlock, Row, Table, Wide
from generators.document.model import words as isolated
from generators.plan.matrix import funded, open_fields, said
from generators.plan.names import (
    AREAS,
    OUTCOMES,
    PRONGS,
    activity_name,
    example_mark,
)
from generators.reporting.action_plan.year import PlanYear

WIDTHS = (9, 14, 12, 9, 8, 9, 10, 8, 9, 12)
"""What each column takes of a page that lies, in per cent."""


def matrix(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the whole matrix; what a line does not say stands there as to be confirmed."""
    say = year.say
    blocks: list[PlainBlock] = [year.heading(say("Plan matrix"), "matrix")]
    if any(line.activity.risk is None for line in year.lines):
        blocks.append(year.open_points(say("the risk that each activity answers")))
    outputs = year.library.plan_outputs(year.plan)
    for area, group in groupby(outputs, key=lambda output: output.area):
        blocks.append(Heading(3, (Text(say(AREAS[area])),), anchor=f"area-{area}"))
        for output in group:
            blocks += _output(year, output)
    yield Wide(tuple(blocks))


def _output(year: PlanYear, output: Output) -> Iterator[PlainBlock]:
    say, lang = year.say, year.lang
    asked = say(", ").join(say(OUTCOMES[each]) for each in output.iasc)
    prong = said(PRONGS, output.prong, lang) if output.prong else year.unknown()
    entries = (
        (say("Outcome"), told(output.outcome, lang) if output.outcome else year.unknown()),
        (say("Output"), told(output.output, lang) if output.output else year.unknown()),
        (say("Head of the Secretary-General's strategy"), prong),
        (
            say("Outcomes of the Inter-Agency Standing Committee"),
            (Text(asked),) if asked else year.unknown(),
        ),
    )
    mark = example_mark(output.example, lang)
    yield Facts(tuple((name, (*value, *mark)) for name, value in entries))
    names = (
        say("Reference"),
        *map(year.field, ("activity", "indicator", "baseline", "target")),
        *map(year.field, ("verification", "responsible")),
        say("Start and end"),
        say("Budget and funding"),
        year.field("status"),
    )
    lines = [Line(year.plan, output, index) for index in range(len(output.activities))]
    rows = tuple(_row(year, line) for line in lines)
    yield Table(year.heads(*names), rows, WIDTHS, caption=say(AREAS[output.area]))


def _row(year: PlanYear, line: Line) -> Row:
    activity, lang = line.activity, year.lang
    measured = activity.indicator
    return Row(
        (
            (Text(activity.id),),
            _activity(year, line),
            _counted(year, measured),
            _point(year, measured, measured.baseline if measured else None),
            _point(year, measured, measured.target if measured else None),
            told(activity.verification, lang) if activity.verification else year.unknown(),
            _who(year, activity),
            _days(year, activity),
            funded(activity.funding, lang) if activity.funding else year.unknown(),
            _state(year, line),
        )
    )


def _activity(year: PlanYear, line: Line) -> tuple[Inline, ...]:
    """Return what is done, and the risk that it answers where the plan says."""
    name, risk = activity_name(line, year.lang), line.activity.risk
    if risk is None:
        return name
    label = Text(f" {year.field('risk')}: ")
    return (*name, label, *told(risk, year.lang))


def _counted(year: PlanYear, indicator: Indicator | None) -> tuple[Inline, ...]:
    if indicator is None:
        return year.unknown()
    say = year.say
    unit = say("per cent") if indicator.unit == "percent" else say("number")
    return (*told(indicator.counts, year.lang), Text(f" ({unit})"))


def _point(
    year: PlanYear, indicator: Indicator | None, point: Baseline | Target | None
) -> tuple[Inline, ...]:
    """Return a value with its day, and where it comes from."""
    if indicator is None or point is None:
        return year.unknown()
    say, lang = year.say, year.lang
    value = number(point.value, lang)
    if indicator.unit == "percent":
        value = say("{number} per cent").format(number=value)
    dated = isolated(f"{value}{say(', ')}{spelled_day(point.date, lang)}")
    if isinstance(point, Baseline):
        return (*dated, Text(say(", ")), *told(point.source, lang))
    return dated


def _who(year: PlanYear, activity: Activity) -> tuple[Inline, ...]:
    role = year.role(activity.responsible)
    if not activity.partners:
        return role
    name = year.say("{name}: ").format(name=year.field("partners"))
    return (*role, Text(f"{year.say(', ')}{name}"), *told(activity.partners, year.lang))


def _days(year: PlanYear, activity: Activity) -> tuple[Inline, ...]:
    def day(given: dt.date | None) -> tuple[Inline, ...]:
        return isolated(spelled_day(given, year.lang)) if given else year.unknown()

    if activity.start is None and activity.end is None:
        return year.unknown()
    several = year.say(" (several years)") if activity.multi_year else ""
    return (*day(activity.start), Text(" – "), *day(activity.end), Text(several))


def _state(year: PlanYear, line: Line) -> tuple[Inline, ...]:
    """Return status, progress, evidence, the day of the last change and what is still open."""
    say, lang, activity = year.say, year.lang, line.activity
    parts: list[Inline] = [Text(year.status_of(line) + ".")]
    if activity.progress:
        parts += [Text(" "), *told(activity.progress, lang)]
    for each in activity.evidence:
        words = isolated(each.reference)
        shown = words if lang == MASTER else (Foreign(MASTER, words),)
        named = say("{name}: ").format(name=year.field("evidence"))
        parts += [Text(f" {named}"), *shown, Text(say(", "))]
        parts += [*isolated(spelled_day(each.date, lang)), Text(".")]
    named = say("{name}: ").format(name=year.field("updated"))
    parts += [Text(f" {named}"), *isolated(spelled_day(activity.updated, lang)), Text(".")]
    if names := open_fields(line, lang):
        named = say("{name}: ").format(name=say("To be confirmed"))
        parts.append(Text(f" {named}{names}."))
    return tuple(parts)
