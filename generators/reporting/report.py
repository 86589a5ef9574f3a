"""The yearly report as one document: the same words in Word, PDF and HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from generators.content.prose import Heading, Inline, Paragraph, Text
from generators.content.record import MASTER
from generators.document.audience import confidential
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import (
    Contents,
    Document,
    Facts,
    Notice,
    PlainBlock,
    Wide,
    words,
)
from generators.document.phrases import phrase
from generators.reporting.allegations import allegations
from generators.reporting.letter import sign_off, statements
from generators.reporting.paper import paper
from generators.reporting.progress import actions, plan_against_actual, points, resources
from generators.reporting.reach import communication, focal_points, others, partners, training
from generators.reporting.year import Year


def certification(year: Year) -> Iterator[PlainBlock]:
    """Yield what the management letter of the year certifies, and whether anybody has signed it."""
    say, lang = year.say, year.lang
    letter = year.library.certifications.get(str(year.report.year))
    if letter is None:
        yield Paragraph(words(say("not given")))
        return
    signed = sign_off(year.library, letter)
    if signed:
        line = say("Signed off on {day}, for exactly these words.")
        yield Paragraph(words(line.format(day=spelled_day(signed.cleared_on, lang))))
    else:
        line = say("Draft: it certifies nothing until its signatory has signed off these words.")
        yield Notice("draft", words(line))
    yield Facts(((say("Signatory"), told(year.library.roles[letter.signatory].title, lang)),))
    yield Paragraph(told(letter.opening, lang))
    yield statements(year.library, letter, lang)
    yield Paragraph(told(letter.closing, lang))


SECTIONS: tuple[tuple[str, str, Callable[[Year], Iterable[PlainBlock]]], ...] = (
    ("certification", phrase("Certification"), certification),
    ("allegations", phrase("What was reported"), allegations),
    ("actions", phrase("What was done"), actions),
    ("plan-against-actual", phrase("Plan against actual"), plan_against_actual),
    ("training", phrase("Mandatory training"), training),
    ("partners", phrase("Implementing partners"), partners),
    ("others", phrase("Screening, referrals and risk assessments"), others),
    ("focal-points", phrase("Focal points"), focal_points),
    ("communication", phrase("Communication"), communication),
    ("resources", phrase("Resources"), resources),
    ("challenges", phrase("Challenges"), lambda year: points(year, year.report.challenges)),
    ("requests", phrase("Requests"), lambda year: points(year, year.report.requests)),
    ("priorities", phrase("Next year"), lambda year: points(year, year.report.priorities)),
)
"""The sections of the report after its head, in their order."""


def report_document(year: Year, on: dt.date, *, cleared: bool = False) -> Document:
    """Return the report of a year for its audience, made on a day; a draft until it is cleared."""
    say = year.say
    title = say("Yearly report {year}").format(year=year.report.year)
    state = "" if cleared else say("DRAFT – not cleared")
    return paper(
        title=f"{title} {say('(example)')}" if year.report.example else title,
        lang=year.lang,
        audience=year.audience,
        on=on,
        draft_mark=say("EXAMPLE – every value is made up") if year.report.example else state,
        blocks=_blocks(year),
    )


def _blocks(year: Year) -> Iterator[PlainBlock]:
    say = year.say
    yield Notice("note", words(_scope(year)))
    if year.report.example:
        line = say("Example: nobody has reported this, and every value in it is made up.")
        yield Notice("draft", words(line))
    if year.report.period and year.report.as_of < year.report.period.end:
        yield Notice("note", words(say("The period has not ended: what is counted is not final.")))
    yield Paragraph(told(year.report.about, year.lang))
    yield Facts(tuple(_head(year)))
    yield Contents()
    for anchor, name, blocks in SECTIONS:
        section = (Heading(2, (Text(say(name)),), anchor=anchor), *blocks(year))
        yield from (Wide(section),) if blocks is plan_against_actual else section


def _scope(year: Year) -> str:
    """Return for whom the figures are as they are."""
    say = year.say
    if confidential(year.audience):
        return say("The figures are exact: nobody publishes this report or a part of it.")
    return say("Small numbers are hidden, and others that would give them away.")


def _head(year: Year) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield period, day, author and source."""
    say, lang, report = year.say, year.lang, year.report
    if report.period:
        first, last = (spelled_day(day, lang) for day in (report.period.start, report.period.end))
        yield say("Period"), words(say("{start} to {end}").format(start=first, end=last))
    else:
        yield say("Period"), to_confirm(lang)[1:]
    yield say("Plan, focal points and communication as of"), words(spelled_day(report.as_of, lang))
    yield say("Written by"), told(year.library.roles[report.author].title, lang)
    yield say("Seen in"), told({MASTER: report.source}, lang)
