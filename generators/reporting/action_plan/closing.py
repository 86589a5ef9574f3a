"""Resources and gaps, the calendar of monitoring, the place of the certification."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.plan import Line
from generators.content.prose import Inline, Isolate, Strong, Text
from generators.document.marks import number, spelled_day
from generators.document.model import Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.plan.names import (
    activity_name,
    joined,
    money,
)
from generators.plan.status import gap
from generators.reporting.action_plan.charts import money_by_area
from generators.reporting.action_plan.year import PlanYear


def resources(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what the plan costs and lacks; lines without money stand in a total."""
    say, status = year.say, year.status
    yield year.heading(say("Resources and gaps"), "resources")
    yield from money_by_area(year)
    if status.unfunded:
        header = year.heads(say("Activity"), say("Money missing"))
        lines = [(activity_name(line, year.lang), _gap(year, line)) for line in status.unfunded]
        rows = tuple(Row(cells) for cells in lines)
        total = Row(((Text(say("Total")),), (Strong(_missing(year)),)))
        title = say("Without the money they need")
        yield Table(header, (*rows, total), (70, 30), caption=title)
    silent = sum(line.activity.funding is None for line in year.lines)
    if silent:
        words = say("what {count} of {all} lines cost, and who pays")
        counts = {"count": number(silent, year.lang), "all": number(len(year.lines), year.lang)}
        yield year.open_points(words.format(**counts))


def _gap(year: PlanYear, line: Line) -> tuple[Inline, ...]:
    funding, missing = line.activity.funding, gap(line)
    if funding is None or missing is None:
        return year.unknown()
    return isolated(money(missing, funding, year.lang))


def _missing(year: PlanYear) -> tuple[Inline, ...]:
    say, lang, status = year.say, year.lang, year.status
    sums = [joined(amount, code, lang) for code, amount in sorted(status.missing_money.items())]
    if status.unknown_cost:
        unknown = say("lines of unknown cost: {number}")
        sums.append(unknown.format(number=number(status.unknown_cost, lang)))
    return isolated(say(", ").join(sums))


def calendar(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield on which day each activity is to be done, and who answers for it."""
    say, lang = year.say, year.lang
    yield year.heading(say("Calendar of monitoring and reporting"), "calendar")
    dated = [(line.activity.end, line) for line in year.lines if line.activity.end]
    dated.sort(key=lambda each: each[0])
    rows = tuple(
        Row(
            (
                isolated(spelled_day(day, lang)),
                activity_name(line, lang),
                year.role(line.activity.responsible),
                (Text(year.status_of(line)),),
            )
        )
        for day, line in dated
    )
    if rows:
        names = (say("To be done by"), say("Activity"), say("Responsible"), say("Status"))
        header = year.heads(*names)
        yield Table(header, rows, (20, 42, 22, 16), caption=say("Calendar"))
    undated = len(year.lines) - len(dated)
    words = say("the last day of {count} of {all} lines")
    counts = {"count": number(undated, lang), "all": number(len(year.lines), lang)}
    points = [words.format(**counts)] if undated else []
    yield year.open_points(*points, say("the days on which reports are due"))


def certification(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the place of the certification, which is a letter of its own."""
    say = year.say
    yield year.heading(say("Certification"), "certification")
    line = say("This document certifies nothing. The certification is a letter of its own.")
    yield Notice("draft", (Text(line),))
    command = Isolate(f"psea plan certification {year.plan.year}")
    yield Facts(((say("The letter is made by"), (command,)),))
