"""The second part of a plan's page: area by area, what is planned and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from generators.content.facts import EVERYTHING
from generators.content.library import Library
from generators.content.plan import Funding, Indicator, Line, Output, Plan
from generators.content.prose import Foreign, Heading, Inline, Text
from generators.content.record import MASTER, Language
from generators.document.marks import number, spelled_day, told
from generators.document.model import Facts, PlainBlock
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.plan.names import (
    AREAS,
    FIELDS,
    FUNDING,
    OUTCOMES,
    PRONGS,
    STATUSES,
    activity_name,
    example_mark,
    money,
)

_ASKED = ("indicator", "responsible", "start", "end", "funding", "status")
"""What every line should say."""


def matrix(library: Library, plan: Plan, lang: Language) -> Iterator[PlainBlock]:
    """Yield the areas of a plan, in each its outputs, in each its activities."""
    say = phrases(lang)
    for area, outputs in groupby(library.plan_outputs(plan), key=lambda output: output.area):
        yield Heading(2, (Text(say(AREAS[area])),), anchor=area)
        for output in outputs:
            yield from _output(library, plan, output, lang)


def _output(library: Library, plan: Plan, output: Output, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if output.output:
        heading = (*told(output.output, lang), *example_mark(output.example, lang))
        yield Heading(3, heading, anchor=f"output-{output.id}")
    entries: list[tuple[str, tuple[Inline, ...]]] = []
    if output.outcome:
        entries.append((say("Outcome"), told(output.outcome, lang)))
    if output.prong:
        entries.append(
            (say("Head of the Secretary-General's strategy"), said(PRONGS, output.prong, lang))
        )
    if output.iasc:
        outcomes = say(", ").join(say(OUTCOMES[each]) for each in output.iasc)
        entries.append((say("Outcomes of the Inter-Agency Standing Committee"), (Text(outcomes),)))
    if entries:
        yield Facts(tuple(entries))
    for index in range(len(output.activities)):
        yield Facts(tuple(_entries(library, Line(plan, output, index), lang)))


def said(names: Mapping[str, str], key: str, lang: Language) -> tuple[Inline, ...]:
    """Return the name of a key in a language."""
    return (Text(phrases(lang)(names[key])),)


def _entries(
    library: Library, line: Line, lang: Language
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield what is known of an activity, and at the end what nobody has confirmed."""
    say, activity = phrases(lang), line.activity

    def named(field: str, value: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
        return say(FIELDS[field]), value

    yield named("activity", activity_name(line, lang))
    if activity.indicator:
        yield from _measured(activity.indicator, lang)
    if activity.verification:
        yield named("verification", told(activity.verification, lang))
    if activity.risk:
        yield named("risk", told(activity.risk, lang))
    if activity.responsible:
        yield named("responsible", told(library.roles[activity.responsible].title, lang))
    if activity.partners:
        yield named("partners", told(activity.partners, lang))
    for field, day in (("start", activity.start), ("end", activity.end)):
        if day:
            yield named(field, isolated(spelled_day(day, lang)))
    if activity.funding:
        yield named("funding", funded(activity.funding, lang))
    if activity.status:
        yield named("status", said(STATUSES, activity.status, lang))
    if activity.progress:
        yield named("progress", told(activity.progress, lang))
    for each in activity.evidence:
        words = isolated(each.reference)  # a title or a file number, as it is filed in English
        reference = words if lang == MASTER else (Foreign(MASTER, words),)
        dated = isolated(spelled_day(each.date, lang))
        yield named("evidence", (*reference, Text(say(", ")), *dated))
    yield named("updated", isolated(spelled_day(activity.updated, lang)))
    if names := open_fields(line, lang):
        yield say("To be confirmed"), (Text(names),)


def _measured(indicator: Indicator, lang: Language) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say = phrases(lang)
    yield say("Indicator"), told(indicator.counts, lang)
    for name, point in (("baseline", indicator.baseline), ("target", indicator.target)):
        if point:
            value = number(point.value, lang)
            if indicator.unit == "percent":
                value = say("{number} per cent").format(number=value)
            dated = f"{value}{say(', ')}{spelled_day(point.date, lang)}"
            yield say(FIELDS[name]), isolated(dated)


def funded(funding: Funding, lang: Language) -> tuple[Inline, ...]:
    """Return the state of the money, its amounts and who gives it."""
    say = phrases(lang)
    parts: list[Inline] = [Text(say(FUNDING[funding.state]))]
    if funding.budget is not None:
        parts += [Text(say(", ")), *isolated(money(funding.budget, funding, lang))]
    if funding.gap and funding.state == "partly":
        missing = say("missing: {amount}").format(amount=money(funding.gap, funding, lang))
        parts += [Text(say(", ")), *isolated(missing)]
    if funding.source:
        parts += [Text(say(", ")), *told(funding.source, lang)]
    return tuple(parts)


def open_fields(line: Line, lang: Language) -> str:
    """Return what is to be confirmed of a line, by name."""
    say, names = phrases(lang), line.activity.to_confirm
    if EVERYTHING in names:
        names = [*_ASKED]
    if "area" in line.output.to_confirm:
        names = ["area", *names]
    return say(", ").join(say(FIELDS[name]) for name in names if name in FIELDS)
