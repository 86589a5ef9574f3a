"""The charts of a plan, each with the table of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.content.plan import AREAS as ORDER
from generators.content.plan import Line
from generators.content.prose import Inline, Strong, Text
from generators.document.marks import number
from generators.document.model import Bar, Chart, Part, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.plan.names import (
    AREAS,
    STATUSES,
)
from generators.plan.status import gap, is_open, progress
from generators.reporting.action_plan.year import PlanYear


def status_by_area(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield how many activities of each area have each status."""
    say = year.say
    found = [say(STATUSES[status]) for status, count in progress(year.lines) if count]
    # Where all have the same status, the others stand beside it, so that readers see which it is.
    names = found if len(found) > 1 else [say(name) for name in STATUSES.values()]
    bars = []
    for area, lines in by_area(year):
        counts = [(say(STATUSES[status]), count) for status, count in progress(lines)]
        bars.append(Bar(area, tuple(Part(*each) for each in counts if each[0] in names)))
    title = say("Activities by area and status")
    yield from charted(year, title, say("Number of activities"), say("Area"), bars)


def counted_by_result(
    year: PlanYear, counts: Sequence[tuple[str, int]], before: int
) -> Iterator[PlainBlock]:
    """Yield how many lines of the plan before were done, continued and dropped."""
    say = year.say
    title = say("Lines of the plan of {year} by result").format(year=before)
    bars = tuple(Bar(name, (Part(say("Lines"), count),)) for name, count in counts)
    yield from charted(year, title, say("Number of lines"), say("Result"), bars)


def money_by_area(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the money promised and missing for what is still to be done, where both are known."""
    say, currency, bars = year.say, year.plan.currency, []
    for area, lines in by_area(year):
        known = [line for line in lines if is_open(line) and gap(line) is not None]
        missing = sum(gap(line) or 0 for line in known)
        budget = sum(line.activity.funding.budget or 0 for line in known if line.activity.funding)
        if budget:
            parts = (Part(say("Promised"), budget - missing), Part(say("Missing"), missing))
            bars.append(Bar(area, parts))
    if bars and currency:
        title = say("Money promised and missing for activities that are not closed")
        unit = say("In {currency}").format(currency=currency)
        yield from charted(year, title, unit, say("Area"), bars)


def by_area(year: PlanYear) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield the name of each area that has lines, and its lines."""
    for area in ORDER:
        lines = tuple(line for line in year.lines if line.output.area == area)
        if lines:
            yield year.say(AREAS[area]), lines


def charted(
    year: PlanYear, title: str, unit: str, first: str, bars: Sequence[Bar]
) -> Iterator[PlainBlock]:
    """Yield a chart and the table of its numbers, of which `first` names the first column."""
    if not bars:
        return
    series = [part.series for part in bars[0].parts]
    sums = [sum(bar.parts[n].value for bar in bars) for n in range(len(series))]
    yield Chart(title, _told(year, title, len(bars), series, sums), unit, tuple(bars))
    rows = [_counts(year, bar.name, [part.value for part in bar.parts]) for bar in bars]
    name, *total = _counts(year, year.say("Total"), sums)
    rows.append([name, *((Strong(cell),) for cell in total)])
    heads = [first, *series, *([year.say("Total")] if len(series) > 1 else [])]
    each = min(20, 78 // (len(heads) - 1))  # wide enough for the names of statuses, unbroken
    widths = (100 - each * (len(heads) - 1), *[each] * (len(heads) - 1))
    yield Table(year.heads(*heads), tuple(Row(tuple(row)) for row in rows), widths, caption=title)


def _counts(year: PlanYear, name: str, counts: Sequence[int]) -> list[tuple[Inline, ...]]:
    """Return the cells of a row: a name, its counts, and their sum where there are several."""
    shown = [*counts, sum(counts)] if len(counts) > 1 else counts
    return [(Text(name),), *(isolated(number(count, year.lang)) for count in shown)]


def _told(year: PlanYear, title: str, bars: int, series: Sequence[str], sums: Sequence[int]) -> str:
    """Return in words what a chart shows; the table after it has every number."""
    pairs = zip(series, sums, strict=True)
    told = "; ".join(f"{name}: {number(count, year.lang)}" for name, count in pairs)
    say = year.say
    line = say("{title}: {count} bars. In all: {sums}. The table below has every number.")
    return line.format(title=title, count=number(bars, year.lang), sums=told)
