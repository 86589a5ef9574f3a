"""The charts of a plan, each with the table of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.content.plan import AREAS as ORDER
from generators.content.plan import Line
from generators.content.prose import Strong, Text
from generators.document.model import Bar, Chart, Part, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.plan.names import AREAS, STATUSES, number
from generators.plan.status import gap, is_open, progress
from generators.reporting.action_plan.year import PlanYear


def status_by_area(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield how many activities of each area have each status."""
    say = year.say
    names = [say(STATUSES[status]) for status, count in progress(year.lines) if count]
    bars = []
    for area, lines in by_area(year):
        counts = [(say(STATUSES[status]), count) for status, count in progress(lines)]
        bars.append(Bar(area, tuple(Part(*each) for each in counts if each[0] in names)))
    title = say("Activities by area and status")
    yield from charted(year, title, say("Number of activities"), tuple(bars))


def counted_by_result(
    year: PlanYear, counts: Sequence[tuple[str, int]], before: int
) -> Iterator[PlainBlock]:
    """Yield how many lines of the plan before were done, continued and dropped."""
    say = year.say
    title = say("Lines of the plan of {year} by result").format(year=before)
    bars = tuple(Bar(name, (Part(say("Lines"), count),)) for name, count in counts)
    yield from charted(year, title, say("Number of lines"), bars)


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
        yield from charted(year, title, unit, tuple(bars))


def by_area(year: PlanYear) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Yield the name of each area that has lines, and its lines."""
    for area in ORDER:
        lines = tuple(line for line in year.lines if line.output.area == area)
        if lines:
            yield year.say(AREAS[area]), lines


def charted(year: PlanYear, title: str, unit: str, bars: tuple[Bar, ...]) -> Iterator[PlainBlock]:
    """Yield a chart, and the table of its numbers; where there is more than one, with totals."""
    lang = year.lang
    series = [part.series for part in bars[0].parts]
    sums = [sum(bar.parts[n].value for bar in bars) for n in range(len(series))]
    told = "; ".join(f"{name}: {number(sums[n], lang)}" for n, name in enumerate(series))
    alt = say_alt(year, title, len(bars), told)
    yield Chart(title, alt, unit, bars)
    several, say = len(series) > 1, year.say
    heads = ["", *series, *([say("Total")] if several else [])]
    rows = []
    for name, counts in (
        *((bar.name, [part.value for part in bar.parts]) for bar in bars),
        (say("Total"), sums),
    ):
        shown = [*counts, *([sum(counts)] if several else [])]
        rows.append(Row(((Text(name),), *(isolated(number(n, lang)) for n in shown))))
    total = rows[-1]
    rows[-1] = Row((total.cells[0], *((Strong(cell),) for cell in total.cells[1:])))
    each = 13 if several else 30  # as wide as the longest status needs, so that no word breaks
    widths = (100 - each * (len(heads) - 1), *[each] * (len(heads) - 1))
    heads[0] = say("Result") if not several else say("Area")
    yield Table(tuple((Text(name),) for name in heads), tuple(rows), widths, caption=title)


def say_alt(year: PlanYear, title: str, bars: int, told: str) -> str:
    """Return in words what a chart shows; the table after it has every number."""
    say = year.say
    line = say("{title}: {count} bars. In all: {sums}. The table below has every number.")
    return line.format(title=title, count=number(bars, year.lang), sums=told)
