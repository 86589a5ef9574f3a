"""The slides that come from a plan: areas, how far they are, each action, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from generators.content.library import Library
from generators.content.plan import Area, Line, Plan
from generators.content.prose import Foreign, Inline, Isolate, Strong, Text
from generators.content.record import MASTER, Language
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import Bar, Chart, Part, Row, Table, words
from generators.document.phrases import phrase, phrases
from generators.plan.names import AREAS, joined, money, number
from generators.plan.status import gap, plan_status
from generators.reporting.briefing.slides import Point, Slide

STATES = {
    "done": phrase("Done"),
    "under-way": phrase("Under way"),
    "late": phrase("Late"),
    "not-started": phrase("Not started"),
    "cancelled": phrase("Cancelled"),
    "unknown": phrase("Status to be confirmed"),
}
"""How an action stands, in the order in which the Board hears of them."""


@dataclass(frozen=True)
class Standing:
    """The lines of a plan on a day, each with its state; a line that is late is nothing else."""

    library: Library
    plan: Plan
    lang: Language
    on: dt.date

    def lines(self) -> list[tuple[Area, list[tuple[str, Line]]]]:
        """Return the areas of the plan, in each its lines by state."""
        late = {line.activity.id for line in plan_status(self.library, self.plan, self.on).overdue}
        order = list(STATES)
        found = []
        for area, lines in groupby(
            self.library.plan_lines(self.plan), key=lambda line: line.output.area
        ):
            stated = [(_state(line, late), line) for line in lines]
            found.append((area, sorted(stated, key=lambda pair: order.index(pair[0]))))
        return found


def _state(line: Line, late: set[str]) -> str:
    if line.activity.id in late:
        return "late"
    status = line.activity.status or "unknown"
    return {"completed": "done"}.get(status, status)


def area_slides(standing: Standing) -> Iterator[Slide]:
    """Yield what each area is to bring about."""
    lang, say = standing.lang, phrases(standing.lang)
    points: list[Point] = []
    for area, lines in standing.lines():
        points.append(Point((Strong((Text(say(AREAS[area])),)),)))
        outputs = {line.output.id: line.output.output for _, line in lines}
        points += [Point(told(words, lang), below=True) for words in outputs.values() if words]
    yield Slide("points", (Text(say("Action plan areas")),), tuple(points))


def progress_slides(standing: Standing) -> Iterator[Slide]:
    """Yield how many activities of each area stand how: as a chart, then as a table.

    Where nobody knows of any how it stands, a chart would show nothing but that.
    """
    lang, say = standing.lang, phrases(standing.lang)
    areas = standing.lines()
    counts = {area: [state for state, _ in lines] for area, lines in areas}
    found = [each for states in counts.values() for each in states]
    used = [state for state in STATES if state in found]
    title = say("Activities by area on {day}").format(day=spelled_day(standing.on, lang))
    if used != ["unknown"]:
        sums = say(", ").join(f"{say(STATES[s])} {number(found.count(s), lang)}" for s in used)
        alt = say("Bars, one an area, by state of its activities. In all: {sums}.")
        bars = (
            Bar(say(AREAS[area]), tuple(Part(say(STATES[s]), states.count(s)) for s in used))
            for area, states in counts.items()
        )
        chart = Chart(title, alt.format(sums=sums), say("Activities"), tuple(bars))
        yield Slide("chart", words(title), chart=chart)
    yield Slide(
        "table",
        (Text(say("Activities by area, in numbers")),),
        table=_table(title, counts, used, lang),
    )


def _table(
    caption: str, counts: dict[Area, list[str]], used: Sequence[str], lang: Language
) -> Table:
    say = phrases(lang)

    def cells(name: str, states: list[str]) -> tuple[tuple[Inline, ...], ...]:
        numbers = [len(states), *(states.count(state) for state in used)]
        return (words(name), *(words(number(each, lang)) for each in numbers))

    header = (say("Area"), say("Activities"), *(say(STATES[state]) for state in used))
    rows = [Row(cells(say(AREAS[area]), states)) for area, states in counts.items()]
    rows.append(Row(cells(say("Total"), [each for states in counts.values() for each in states])))
    width = min(18, 64 // (len(used) + 1))
    widths = (100 - width * (len(used) + 1), *[width] * (len(used) + 1))
    return Table(tuple(map(words, header)), tuple(rows), widths, caption)


def action_slides(standing: Standing, proposed: Set[str]) -> Iterator[Slide]:
    """Yield the actions of each area, and for the speaker who answers for each, and what shows it.

    What is only proposed, since nobody knows of it how it stands, is left to the recommendations.
    """
    lang, say = standing.lang, phrases(standing.lang)
    for area, every in standing.lines():
        lines = [
            (state, line)
            for state, line in every
            if state != "unknown" or line.activity.id not in proposed
        ]
        if not lines:
            continue
        points = [point for state, line in lines for point in line_points(line, state, lang)]
        notes = tuple(_note(standing, line) for _, line in lines)
        title = say("Actions: {area}").format(area=say(AREAS[area]))
        yield Slide("points", words(title), tuple(points), notes=notes)


def line_points(line: Line, state: str, lang: Language) -> Iterator[Point]:
    """Yield a line with its state, if that is told, and below it what is said of its progress."""
    say, activity = phrases(lang), line.activity
    lead: tuple[Inline, ...] = ()
    if state:
        name = say(STATES[state])
        if activity.end and state in ("under-way", "late", "not-started"):
            due = spelled_day(activity.end, lang)
            name = say("{state}, due {day}").format(state=name, day=due)
        lead = (Strong(words(say("{lead}: ").format(lead=name))),)
    yield Point((*lead, *told(activity.activity, lang)))
    if activity.progress:
        yield Point(told(activity.progress, lang), below=True)


def _note(standing: Standing, line: Line) -> tuple[Inline, ...]:
    lang, activity = standing.lang, line.activity
    say = phrases(lang)
    responsible = say("{lead}: ").format(lead=say("Responsible"))
    parts: list[Inline] = [*told(activity.activity, lang), Text(f" {responsible}")]
    if activity.responsible:
        parts += told(standing.library.roles[activity.responsible].title, lang)
    else:
        parts += to_confirm(lang)[1:]
    for each in activity.evidence:
        reference = words(each.reference)  # a title or a file number, as it is filed in English
        day = words(say(", ") + spelled_day(each.date, lang))
        shown = reference if lang == MASTER else (Foreign(MASTER, reference),)
        evidence = say("{lead}: ").format(lead=say("Evidence"))
        parts += [Text(f" {evidence}"), *shown, *day]
    return tuple(parts)


def resource_slides(standing: Standing) -> Iterator[Slide]:
    """Yield what money is missing, in all and by activity."""
    lang, say = standing.lang, phrases(standing.lang)
    status = plan_status(standing.library, standing.plan, standing.on)
    points = []
    sums = [joined(amount, code, lang) for code, amount in sorted(status.missing_money.items())]
    if sums:
        parts = [inline for each in sums for inline in (Text(say(", ")), Isolate(each))][1:]
        points.append(Point((Strong((Text(say("Missing in all: ")), *parts)),)))
    for line in status.unfunded:
        missing, funding = gap(line), line.activity.funding
        amount: Inline = Text(say("amount to be confirmed"))
        if funding and missing is not None:
            amount = Isolate(money(missing, funding, lang))
        before, after = say("{lead}: ").split("{lead}")
        lead = Strong((Text(before), amount, Text(after)))
        points.append(Point((lead, *told(line.activity.activity, lang))))
    unknown = sum(line.activity.funding is None for line in status.lines)
    if unknown:
        told_of = say("Activities whose cost and funding are to be confirmed: {number} of {total}")
        numbers = {"number": number(unknown, lang), "total": number(len(status.lines), lang)}
        points.append(Point(words(told_of.format(**numbers))))
    elif not points:
        points.append(Point((Text(say("No activity lacks money.")),)))
    yield Slide("points", (Text(say("Resources and gaps")),), tuple(points))
