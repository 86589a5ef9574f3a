"""Plan against actual, what was done under each head, what it cost, and what is said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generators.content.plan import HEADS, Indicator, Line, Prong, Unit
from generators.content.prose import BulletList, Emphasis, Heading, Inline, Paragraph, Strong, Text
from generators.content.reports import Achieved, Point
from generators.document.marks import number, spelled_day, to_confirm, told
from generators.document.model import Facts, PlainBlock, Row, Table, words
from generators.plan.names import (
    FIELDS,
    PRONGS,
    STATUSES,
    activity_name,
    joined,
)
from generators.plan.status import plan_status
from generators.reporting.paper import percent
from generators.reporting.year import Year

_COLUMNS = ("activity", "indicator", "baseline", "target")
_LAST = "status"


def plan_against_actual(year: Year) -> Iterator[PlainBlock]:
    """Yield a row for each line of the plan: what was to be reached, and what was."""
    say, achieved = year.say, {each.ref: each for each in year.report.achieved}
    heads = (*(say(FIELDS[name]) for name in _COLUMNS), say("Actual"), say(FIELDS[_LAST]))
    rows = (Row(tuple(_cells(year, line, achieved.get(line.activity.id)))) for line in _all(year))
    day = spelled_day(year.report.as_of, year.lang)
    caption = say("Plan against actual, as known on {day}").format(day=day)
    yield Table(tuple(map(words, heads)), tuple(rows), (26, 22, 13, 13, 14, 12), caption)


def _all(year: Year) -> list[Line]:
    return year.library.plan_lines(year.plan)


def _cells(year: Year, line: Line, reached: Achieved | None) -> Iterator[tuple[Inline, ...]]:
    indicator, unknown = line.activity.indicator, to_confirm(year.lang)[1:]
    yield activity_name(line, year.lang)
    if indicator is None:
        yield from (unknown, unknown, unknown, words(year.say("not given")))
    else:
        yield told(indicator.counts, year.lang)
        yield from _planned(year, indicator, unknown)
        yield (
            _measured(year, indicator.unit, reached.value, reached.date)
            if reached
            else words(year.say("not given"))
        )
    yield words(_status(year, line))


def _planned(
    year: Year, indicator: Indicator, unknown: tuple[Inline, ...]
) -> Iterator[tuple[Inline, ...]]:
    for point in (indicator.baseline, indicator.target):
        yield _measured(year, indicator.unit, point.value, point.date) if point else unknown


def _measured(year: Year, unit: Unit, value: int, day: dt.date) -> tuple[Inline, ...]:
    """Return a value with its unit and its day."""
    shown = percent(value, year.lang) if unit == "percent" else number(value, year.lang)
    return words(f"{shown} ({spelled_day(day, year.lang)})")


def _status(year: Year, line: Line) -> str:
    status = line.activity.status or ""
    return year.say(STATUSES[status])


def actions(year: Year) -> Iterator[PlainBlock]:
    """Yield, under each head of the strategy, the lines of the plan and what else was done."""
    say = year.say
    for prong in HEADS:
        found = [*_lines_told(year, prong), *_more(year, prong)]
        yield Heading(3, words(say(PRONGS[prong])), anchor=f"head-{prong}")
        yield BulletList(tuple(found)) if found else Paragraph(words(say("not given")))
    if rest := list(_lines_told(year, None)):
        yield Heading(3, words(say("Head to be confirmed")), anchor="head-unknown")
        yield BulletList(tuple(rest))


def _lines_told(year: Year, prong: Prong | None) -> Iterator[tuple[Inline, ...]]:
    for line in _all(year):
        if line.output.prong == prong:
            progress = line.activity.progress
            status = (Text(" "), Strong((Text(f"{_status(year, line)}."),)))
            how = (Text(" "), *told(progress, year.lang)) if progress else ()
            yield (*activity_name(line, year.lang), *status, *how)


def _more(year: Year, prong: Prong) -> Iterator[tuple[Inline, ...]]:
    mark = _example(year)
    for action in year.report.actions:
        if action.prong == prong:
            yield (*told(action.words, year.lang), *mark)


def _example(year: Year) -> tuple[Inline, ...]:
    return (Text(" "), Emphasis((Text(year.say("(example)")),))) if year.report.example else ()


def resources(year: Year) -> Iterator[PlainBlock]:
    """Yield what the plan costs, what is secured and what is missing, by currency."""
    say, lang = year.say, year.lang
    status = plan_status(year.library, year.plan, year.report.as_of)
    money = [line.activity.funding for line in _all(year) if line.activity.funding]
    budgets: dict[str, int] = {}
    for each in money:
        if each.budget is not None and each.currency:
            budgets[each.currency] = budgets.get(each.currency, 0) + each.budget
    entries = [
        (say("Budget of the plan"), _sums(year, budgets)),
        (say("Money missing"), _sums(year, status.missing_money)),
        (say("Lines without the money they need"), _known(year, len(status.unfunded), bool(money))),
    ]
    unknown = len(_all(year)) - sum(each.budget is not None for each in money)
    if unknown:
        entries.append((say("Lines of unknown cost"), words(number(unknown, lang))))
    yield Facts(tuple(entries))
    yield from points(year, year.report.resources)


def _known(year: Year, count: int, known: bool) -> tuple[Inline, ...]:
    """Return a count; where nobody said anything, it is not 0 but not given."""
    return words(number(count, year.lang) if known else year.say("not given"))


def _sums(year: Year, sums: dict[str, int]) -> tuple[Inline, ...]:
    amounts = [joined(amount, code, year.lang) for code, amount in sorted(sums.items())]
    return words(year.say(", ").join(amounts) if amounts else year.say("not given"))


def points(year: Year, given: Sequence[Point]) -> Iterator[PlainBlock]:
    """Yield the points of a part; one that names a line of the plan tells its progress."""
    if given:
        yield BulletList(tuple(_point(year, point) for point in given))
    else:
        yield Paragraph(words(year.say("not given")))


def _point(year: Year, point: Point) -> tuple[Inline, ...]:
    if point.words:
        return (*told(point.words, year.lang), *_example(year))
    line = next(line for line in _all(year) if line.activity.id == point.ref)
    progress = line.activity.progress
    how = told(progress, year.lang) if progress else ()  # a check asks for it
    return (*activity_name(line, year.lang), Text(" "), *how)
