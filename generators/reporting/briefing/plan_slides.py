"""The slides that come from a plan: its areas, each action, and what money is missing."""

from __future__ import annotations

from collections.abc import Iterator, Set

from generators.content.plan import Line
from generators.content.prose import Foreign, Inline, Isolate, Strong, Text
from generators.content.record import MASTER, Language
from generators.document.marks import number, spelled_day, to_confirm, told
from generators.document.model import words
from generators.document.phrases import phrases
from generators.plan.names import (
    AREAS,
    joined,
    money,
)
from generators.plan.status import gap, plan_status
from generators.reporting.briefing.slides import Point, Slide
from generators.reporting.briefing.standing import STATES, Standing


def area_slides(standing: Standing) -> Iterator[Slide]:
    """Yield what each area is to bring about."""
    lang, say = standing.lang, phrases(standing.lang)
    points: list[Point] = []
    for area, lines in standing.lines():
        points.append(Point((Strong((Text(say(AREAS[area])),)),)))
        outputs = {line.output.id: line.output.output for _, line in lines}
        points += [Point(told(words, lang), below=True) for words in outputs.values() if words]
    yield Slide("points", (Text(say("Action plan areas")),), tuple(points))


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
