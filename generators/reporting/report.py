"""The yearly report as one document: the same words in Word, PDF and HTML."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from generators.content.prose import Heading, Inline, Paragraph, Text
from generators.document.audience import confidential, marking
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import Document, Facts, Notice, PlainBlock, words
from generators.document.phrases import phrase
from generators.reporting.allegations import allegations
from generators.reporting.progress import actions, plan_against_actual, points, resources
from generators.reporting.reach import communication, focal_points, others, partners, training
from generators.reporting.year import Year

SECTIONS: tuple[tuple[str, str, Callable[[Year], Iterable[PlainBlock]]], ...] = (
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


def report_document(year: Year, on: dt.date) -> Document:
    """Return the report of a year for its audience, made on a day."""
    say, lang = year.say, year.lang
    head = marking(year.audience, lang)
    return Document(
        title=title(year),
        lang=lang,
        subtitle=words("UN-Habitat"),
        footer=words(head),
        created=(Text(on.isoformat()),),
        draft_mark=say("EXAMPLE – every value is made up") if year.report.example else "",
        identity=(("marking", (Text(head),)), ("audience", (Text(year.audience),))),
        blocks=tuple(_blocks(year)),
    )


def title(year: Year) -> str:
    """Return the title of the report of a year."""
    say = year.say
    line = say("Yearly report {year} (example)") if year.report.example else say("Yearly report {year}")
    return line.format(year=year.report.year)


def _blocks(year: Year) -> Iterator[PlainBlock]:
    say = year.say
    yield Notice("note", words(_scope(year)))
    if year.report.example:
        yield Notice("draft", words(say("Example: nobody has reported this, and every value in it is made up.")))
    yield Paragraph(told(year.report.about, year.lang))
    yield Facts(tuple(_head(year)))
    for anchor, name, blocks in SECTIONS:
        yield Heading(2, (Text(say(name)),), anchor=anchor)
        yield from blocks(year)


def _scope(year: Year) -> str:
    """Return for whom the figures are as they are."""
    say = year.say
    if confidential(year.audience):
        return say("Figures are exact. Nobody passes this report on without the author's consent.")
    return say("Small numbers are hidden, and others that would give them away.")


def _head(year: Year) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield period, day, author, and who certifies the year."""
    say, lang, report = year.say, year.lang, year.report
    if report.period:
        first, last = (spelled_day(day, lang) for day in (report.period.start, report.period.end))
        yield say("Period"), words(say("{start} to {end}").format(start=first, end=last))
    else:
        yield say("Period"), to_confirm(lang)[1:]
    yield say("What stands in content is as of"), words(spelled_day(report.as_of, lang))
    yield say("Written by"), told(year.library.roles[report.author].title, lang)
    letter = year.library.certifications.get(str(report.year))
    if letter is None:
        yield say("Certified by"), words(say("not given"))
    else:
        yield say("Certified by"), told(year.library.roles[letter.signatory].title, lang)
    yield say("Seen in"), told({"en": report.source}, lang)
