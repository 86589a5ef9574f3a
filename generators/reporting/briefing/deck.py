"""The briefing of the Executive Board as slides: the same data as the plan's pages, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generators.content.briefing import Briefing
from generators.content.briefing import Part as PartName
from generators.content.briefing import Point as BriefingPoint
from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import Inline, Strong, Text
from generators.content.record import Language
from generators.document.audience import marking
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import text, words
from generators.document.phrases import phrases
from generators.figures.release import Release
from generators.reporting.briefing.plan_slides import (
    action_slides,
    area_slides,
    line_points,
    resource_slides,
)
from generators.reporting.briefing.progress_slides import progress_slides
from generators.reporting.briefing.report_slides import coverage_slides, report_slides
from generators.reporting.briefing.slides import Deck, Point, Slide
from generators.reporting.briefing.standing import Standing


def briefing_deck(
    library: Library,
    plan: Plan,
    briefing: Briefing,
    release: Release | None,
    lang: Language,
    on: dt.date,
) -> Deck:
    """Return the briefing of a plan's year as it stands on a day; `release` holds its figures."""
    say, standing = phrases(lang), Standing(library, plan, lang, on)

    def part(name: PartName, slides: Iterator[Slide]) -> list[Slide]:
        note = briefing.notes.get(name)
        made = list(slides)
        if note and made:
            made[0] = replace(made[0], notes=(told(note, lang), *made[0].notes))
        return made

    proposed = {each.ref for each in briefing.recommendations if each.ref}

    def section(words: str) -> Slide:
        return Slide("section", (Text(words),))

    slides = [
        _title(plan, briefing, lang, on),
        *part("background", _points(standing, briefing, "background", say("Background"))),
        section(say("The action plan")),
        *part("areas", area_slides(standing)),
        *part("progress", progress_slides(standing)),
        *part("actions", action_slides(standing, proposed)),
        section(say("Reports and those who receive them")),
        *part("coverage", coverage_slides(library, plan.year, lang, on)),
        *part("reports", report_slides(library, release, lang)),
        section(say("What is needed")),
        *part("resources", resource_slides(standing)),
        *part(
            "recommendations",
            _points(standing, briefing, "recommendations", say("Recommendations")),
        ),
    ]
    warning = _warning(plan, lang)
    lead = (Strong(words(warning)), Text(" – ")) if warning else ()
    footer = (*lead, *words(marking("board", lang)))
    return Deck(text(slides[0].title), lang, tuple(slides), footer, on.isoformat())


def _warning(plan: Plan, lang: Language) -> str:
    say = phrases(lang)
    if plan.example:
        return say("EXAMPLE, not a real briefing")
    return say("DRAFT.").rstrip(".") if plan.approved == "no" else ""


def _title(plan: Plan, briefing: Briefing, lang: Language, on: dt.date) -> Slide:
    """Return the first slide: agenda item, meeting and day, and what all must know first."""
    say = phrases(lang)
    title = told(briefing.title, lang)
    if briefing.item:
        item = say("Agenda item {number}").format(number=briefing.item)
        title = (*words(say("{lead}: ").format(lead=item)), *title)
    day = words(spelled_day(briefing.day, lang)) if briefing.day else to_confirm(lang)[1:]
    stood = say("As it stood on {day}.").format(day=spelled_day(on, lang))
    lines: list[tuple[Inline, ...]] = [
        told(briefing.meeting, lang),
        day,
        words(f"{say('Action plan {year}').format(year=plan.year)}. {stood}"),
    ]
    notes = [told(plan.about, lang)]
    if plan.example:
        lines.append((Strong(words(_warning(plan, lang))),))
        made_up = say("Example: nobody has planned this, and every value in it is made up.")
        notes.insert(0, words(made_up))
    elif plan.approved == "unknown":
        lines.append(words(say("Whether this plan was approved is to be confirmed.")))
    else:
        lines.append(words(say("Draft: nobody with authority has approved it yet.")))
    return Slide("title", title, tuple(map(Point, lines)), notes=tuple(notes))


def _points(standing: Standing, briefing: Briefing, field: str, title: str) -> Iterator[Slide]:
    """Yield the points of a briefing; nothing where it has none."""
    given: Sequence[BriefingPoint] = getattr(briefing, field)
    lang = standing.lang
    lines = {line.activity.id: line for line in standing.library.plan_lines(standing.plan)}
    points: list[Point] = []
    for each in given:
        mark = to_confirm(lang) if each.unconfirmed else ()
        if each.text:
            points.append(Point((*told(each.text, lang), *mark)))
        elif each.ref:
            points += line_points(lines[each.ref], "", lang)
    notes = tuple(told(each.note, lang) for each in given if each.note)
    if points:
        yield Slide("points", (Text(title),), tuple(points), notes=notes)
