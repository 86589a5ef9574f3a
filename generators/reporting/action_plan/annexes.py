"""The annexes: an extract of the directory, the instruments, the abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.content.prose import Inline, Isolate, Text
from generators.content.record import MASTER
from generators.content.record import words as spoken
from generators.directory.coverage import confirmed
from generators.document.marks import confirmed_field, spelled_date, to_confirm, told
from generators.document.model import PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.phrases import alphabetical
from generators.guidance.reference import in_order
from generators.reporting.action_plan.year import PlanYear

_SHORT = re.compile(r"^[A-Z]{3,}$|^(?P<long>.+) \((?P<short>[A-Z]\w+)\)$")
"""A term that is an abbreviation, or that gives its own in brackets."""


def annexes(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the extract of the directory, the instruments and the abbreviations."""
    say, lang = year.say, year.lang
    yield year.heading(say("Annexes"), "annexes")
    yield year.heading(say("Extract of the directory"), "annex-directory", level=3)
    header = year.heads(say("Office"), say("Duty station"), say("Focal point"), say("Mailbox"))
    offices = sorted(
        year.library.directory.values(), key=lambda o: (o.region, o.kind, spoken(o.name, lang))
    )
    rows = []
    for office in offices:
        points = [point for point in office.focal_points if confirmed(point, year.on)]
        mark = to_confirm(lang) if office.to_confirm else ()
        boxes = tuple(Isolate(box) for box in dict.fromkeys(point.mailbox for point in points))
        state = say("Confirmed") if points else say("Not yet confirmed")
        station = told(office.station, lang)
        rows.append(Row(((*told(office.name, lang), *mark), station, (Text(state),), boxes)))
    yield Table(header, tuple(rows), (34, 22, 20, 24), caption=say("Offices and focal points"))
    yield year.heading(say("Instruments"), "annex-instruments", level=3)
    header = year.heads(say("Symbol"), say("Title"), say("Issued"))
    rows = [
        Row(
            (
                (Isolate(each.symbol),) if each.symbol else (Text("–"),),
                confirmed_field(each, "title", lang),
                _issued(year, each.issued),
            )
        )
        for each in in_order(year.library, lang)
    ]
    yield Table(header, tuple(rows), (22, 56, 22), caption=say("Instruments"))
    yield year.heading(say("Abbreviations"), "annex-abbreviations", level=3)
    header = year.heads(say("Abbreviation"), say("What it stands for"))
    yield Table(header, tuple(_abbreviations(year)), (20, 80), caption=say("Abbreviations"))


def _issued(year: PlanYear, date: str) -> tuple[Inline, ...]:
    return year.unknown() if date == "unknown" else isolated(spelled_date(date, year.lang))


def _abbreviations(year: PlanYear) -> Iterator[Row]:
    lang = year.lang
    terms = sorted(year.library.glossary.values(), key=lambda t: alphabetical(t.term[MASTER]))
    for term in terms:
        found = _SHORT.match(term.term[MASTER])
        if found:
            short = found["short"] or term.term[MASTER]
            meaning = confirmed_field(term, "definition", lang)
            yield Row(((Isolate(short),), meaning))
