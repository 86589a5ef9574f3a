"""Countries that somebody flags as of higher risk: who, since when, until when, and our offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.learning import Country, RiskList
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.marks import confirmed_field, spelled_day, told
from generators.document.model import Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.learning.names import in_plans, joined, seen_in, unknown

PLAN_LINE = "high-risk-countries"
"""The reference, in the action plans, of training in these countries."""


def risk_blocks(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield each list of countries, and the lines of the plans that are about them."""
    say = phrases(lang)
    text = say(
        "Training is offered first in these countries. A list says where more care is needed;"
        " it says nothing about the people of a country or of an office."
    )
    yield Paragraph((Text(text),))
    for risks in sorted(library.risks.values(), key=lambda risks: risks.id):
        yield Heading(2, confirmed_field(risks, "title", lang), anchor=risks.id)
        yield from _list(library, risks, lang, on)
    yield from in_plans(library, {PLAN_LINE}, lang)


def _list(library: Library, risks: RiskList, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if isinstance(risks.valid_until, dt.date) and risks.valid_until < on:
        text = say("This list is out of date: it was valid until {day}.")
        yield Notice("draft", isolated(text.format(day=spelled_day(risks.valid_until, lang))))
    yield Paragraph(confirmed_field(risks, "about", lang))
    entries = [
        (say("As of"), _day(risks.date, lang)),
        (say("Valid until"), _day(risks.valid_until, lang)),
        seen_in(risks.source, lang),
    ]
    yield Facts(tuple(entries))
    if not risks.countries:
        yield Paragraph((Text(say("Which countries it names is to be confirmed.")),))
        return
    rows = (
        Row((told(country.name, lang), _offices(library, country, lang)))
        for country in risks.countries
    )
    header = ((Text(say("Country")),), (Text(say("Our offices")),))
    yield Table(header, tuple(rows), (40, 60))


def _day(day: dt.date | str, lang: Language) -> tuple[Inline, ...]:
    return isolated(spelled_day(day, lang)) if isinstance(day, dt.date) else unknown(lang)


def _offices(library: Library, country: Country, lang: Language) -> tuple[Inline, ...]:
    say = phrases(lang)
    mine = (office for office in library.directory.values() if office.country == country.id)
    links = tuple((Link(f"office:{office.id}", told(office.name, lang)),) for office in mine)
    return joined(links, lang) or (Text(say("None")),)
