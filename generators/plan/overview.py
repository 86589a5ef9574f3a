"""The first part of a plan's page: what it is, where it stands, what became of the plan before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from generators.content.library import Library
from generators.content.plan import Disposition, Line, Plan
from generators.content.prose import Heading, Inline, Paragraph, Text
from generators.content.record import MASTER, Language
from generators.document.marks import number, spelled_day, to_confirm, told
from generators.document.model import Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.plan.names import (
    RESULTS,
    STATUSES,
    activity_name,
    example_mark,
    joined,
    money,
)
from generators.plan.status import PlanStatus, gap, plan_status, progress


def overview(library: Library, plan: Plan, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield what readers must know first, then how the plan stands on a day."""
    say, before = phrases(lang), plan_before(library, plan, lang)
    yield Notice("draft", tuple(standing(plan, lang)))
    yield Paragraph(told(plan.about, lang))
    yield Facts(tuple(particulars(plan, lang)))
    yield Heading(2, (Text(say("Where it stands")),), anchor="status")
    yield from status_blocks(plan_status(library, plan, on), lang, on)
    if before:
        yield Heading(2, (Text(before.caption),), anchor="plan-before")
        yield before


def standing(plan: Plan, lang: Language) -> Iterator[Inline]:
    """Yield what readers must know first: that it is an example, and whether it is approved."""
    say = phrases(lang)
    if plan.example:
        yield Text(say("Example: nobody has planned this, and every value in it is made up.") + " ")
    if plan.approved == "no":
        yield Text(say("Draft: nobody with authority has approved it yet."))
    else:
        yield Text(say("Whether this plan was approved is to be confirmed."))


def particulars(plan: Plan, lang: Language) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield the days that a plan covers, its currency, and where it was seen."""
    say = phrases(lang)
    period = say("{start} to {end}")
    if plan.period:
        first, last = (spelled_day(day, lang) for day in (plan.first_day, plan.last_day))
        yield say("Period"), isolated(period.format(start=first, end=last))
    else:
        yield say("Period"), to_confirm(lang)[1:]
    yield say("Currency"), isolated(plan.currency) if plan.currency else to_confirm(lang)[1:]
    yield say("Seen in"), told({MASTER: plan.source}, lang)


def status_blocks(status: PlanStatus, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield how a plan stands on a day, and the lines that need somebody's eye."""
    say = phrases(lang)
    yield Paragraph(isolated(say("As it stood on {day}.").format(day=spelled_day(on, lang))))
    counts = (
        (say(STATUSES[name]), isolated(number(count, lang)))
        for name, count in progress(status.lines)
        if count
    )
    yield Facts(tuple(counts))
    for title, lines in (
        (say("Overdue"), status.overdue),
        (say("Due within 30 days"), status.due),
        (say("Under way or completed, without evidence"), status.without_evidence),
    ):
        if lines:
            yield _lines(title, say("End"), [(line, _end(line, lang)) for line in lines], lang)
    yield from money_blocks(status, lang)
    if status.not_judged:
        text = say("Lines that cannot be judged, since end, status or funding is to be confirmed: ")
        yield Paragraph(isolated(text + number(len(status.not_judged), lang)))


def money_blocks(status: PlanStatus, lang: Language) -> Iterator[PlainBlock]:
    """Yield the lines without the money that they need, and what is missing in all."""
    say = phrases(lang)
    if status.unfunded:
        gaps = [(line, _gap(line, lang)) for line in status.unfunded]
        yield _lines(say("Without the money they need"), say("Money missing"), gaps, lang)
        yield Paragraph(isolated(_missing(status, lang)))


def _lines(
    title: str, about: str, lines: Sequence[tuple[Line, tuple[Inline, ...]]], lang: Language
) -> Table:
    say = phrases(lang)
    header = ((Text(say("Activity")),), (Text(about),))
    rows = (Row((activity_name(line, lang), cell)) for line, cell in lines)
    return Table(header, tuple(rows), (70, 30), caption=title)


def _end(line: Line, lang: Language) -> tuple[Inline, ...]:
    return isolated(spelled_day(line.activity.end, lang)) if line.activity.end else to_confirm(lang)


def _gap(line: Line, lang: Language) -> tuple[Inline, ...]:
    funding, missing = line.activity.funding, gap(line)
    if funding is None or missing is None:
        return to_confirm(lang)
    return isolated(money(missing, funding, lang))


def _missing(status: PlanStatus, lang: Language) -> str:
    say = phrases(lang)
    sums = [joined(amount, code, lang) for code, amount in sorted(status.missing_money.items())]
    if status.unknown_cost:
        unknown = say("lines of unknown cost: {number}")
        sums.append(unknown.format(number=number(status.unknown_cost, lang)))
    return say("Missing in all: ") + say(", ").join(sums)


def plan_before(library: Library, plan: Plan, lang: Language) -> Table | None:
    """Return what became of each line of the plan before, in that plan's order."""
    say, before = phrases(lang), library.plan_before(plan)
    given = {each.ref: each for each in plan.dispositions}
    if before is None or not given:
        return None
    title = say("What became of the plan of {year}").format(year=before.year)
    lines = {line.activity.id: line for line in library.plan_lines(plan)}
    rows = tuple(
        Row((activity_name(line, lang), _became(given[line.activity.id], lines, plan, lang)))
        for line in library.plan_lines(before)
    )
    return Table(((Text(say("Activity")),), (Text(say("Result")),)), rows, (50, 50), caption=title)


def _became(
    each: Disposition, lines: Mapping[str, Line], plan: Plan, lang: Language
) -> tuple[Inline, ...]:
    say = phrases(lang)
    parts: list[Inline] = [Text(say(RESULTS[each.result])), *example_mark(plan.example, lang)]
    if each.continued_as:
        parts += [Text(" – "), *told(lines[each.continued_as].activity.activity, lang)]
    if each.reason:
        parts += [Text(" – "), *told(each.reason, lang)]
    return tuple(parts)
