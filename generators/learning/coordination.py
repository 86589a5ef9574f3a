"""Pages of coordination: mechanisms, and of each its purpose, our seat and its meetings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generators.content.coordination import Mechanism
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Link, Paragraph, Text
from generators.content.record import MASTER, Language
from generators.document.marks import confirmed_field, spelled_day, to_confirm, told
from generators.document.model import Facts, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.learning.meetings import meetings, next_meetings
from generators.learning.names import (
    FREQUENCIES,
    LEVELS,
    in_plans,
    listed,
    seen_in,
    unknown,
)


def in_order(library: Library, kind: str) -> list[Mechanism]:
    """Return the mechanisms, or the bodies, in the order of their lists."""
    found = (each for each in library.mechanisms.values() if each.kind == kind)
    return sorted(found, key=lambda each: (each.order, each.id))


def coordination(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield the mechanisms by level, the meetings that come next, and the bodies behind them."""
    say = phrases(lang)
    mechanisms = in_order(library, "mechanism")
    for level, title in LEVELS.items():
        here = [each for each in mechanisms if each.level == level]
        if here:
            yield Heading(2, (Text(say(title)),), anchor=level)
            yield _table(library, here, say(title), lang)
    yield from next_meetings(mechanisms, lang, on)
    bodies = in_order(library, "body")
    if bodies:
        yield Heading(2, (Text(say("Who does what")),), anchor="bodies")
        yield _table(library, bodies, say("Who does what"), lang)
    refs = {line for each in mechanisms for line in each.plan_lines}
    yield from in_plans(library, refs, lang)


def _table(library: Library, here: Sequence[Mechanism], title: str, lang: Language) -> Table:
    """Return mechanisms or bodies with what each is for: on a phone, cells stand without heads."""
    say = phrases(lang)
    header = ((Text(say("Name")),), (Text(say("What it is for")),))
    rows = []
    for each in here:
        name = _named(each, lang)
        purpose = confirmed_field(each, "purpose", lang)
        if each.kind == "mechanism":
            mine = (Text(" " + say("Our seat: ")), *seat(library, each, lang))
            purpose = (*purpose, *mine)
        rows.append(Row((name, purpose)))
    return Table(header, tuple(rows), (40, 60), caption=title)


def _named(each: Mechanism, lang: Language) -> tuple[Inline, ...]:
    """Return a name, which leads to the page of a mechanism, or of a body to the glossary."""
    name = told(each.name, lang)
    if each.kind == "mechanism":
        return (Link(f"page:coordination/{each.id}", name),)
    return (Link(f"term:{each.term}", name),) if each.term else name


def frequency(each: Mechanism, lang: Language) -> tuple[Inline, ...]:
    """Return how often a mechanism meets, as far as a source says."""
    if each.frequency in FREQUENCIES:
        mark = to_confirm(lang) if each.unconfirmed("frequency") else ()
        return (*listed(FREQUENCIES, [str(each.frequency)], lang), *mark)
    return unknown(lang)


def seat(library: Library, each: Mechanism, lang: Language) -> tuple[Inline, ...]:
    """Return the role that sits there for UN-Habitat."""
    if each.seat is None:
        return unknown(lang)
    mark = to_confirm(lang) if each.unconfirmed("seat") else ()
    return (*told(library.roles[each.seat].title, lang), *mark)


def mechanism_blocks(
    library: Library, each: Mechanism, lang: Language, on: dt.date
) -> Iterator[PlainBlock]:
    """Yield what a mechanism is for, who calls it, who sits there for us, and when it meets."""
    say = phrases(lang)
    yield Paragraph(confirmed_field(each, "purpose", lang))
    yield Facts(tuple(_particulars(library, each, lang)))
    if each.note:
        yield Paragraph(confirmed_field(each, "note", lang))
    yield from meetings(each, lang, on)
    yield from in_plans(library, each.plan_lines, lang)
    if not each.meetings:
        text = say("When it meets next is not known here, so there is no calendar.")
        yield Paragraph((Text(text),))


def _particulars(
    library: Library, each: Mechanism, lang: Language
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say = phrases(lang)
    mark = to_confirm(lang) if each.unconfirmed("level") else ()
    yield say("Level"), (*listed(LEVELS, [each.level], lang), *mark)
    convener = confirmed_field(each, "convener", lang) if each.convener else unknown(lang)
    yield say("Convened by"), convener
    yield say("Our seat"), seat(library, each, lang)
    note = told(each.frequency_note, lang) if each.frequency_note else ()
    yield say("How often"), (*frequency(each, lang), *((Text(" "), *note) if note else ()))
    yield say("Last attended"), _attended(each, lang)
    if each.minutes:
        yield say("Minutes"), told({MASTER: each.minutes}, lang)
    if each.term:
        term = library.glossary[each.term]
        yield say("In the glossary"), (Link(f"term:{each.term}", told(term.term, lang)),)
    yield seen_in(each.source, lang)


def _attended(each: Mechanism, lang: Language) -> tuple[Inline, ...]:
    day = each.last_attended
    return isolated(spelled_day(day, lang)) if isinstance(day, dt.date) else unknown(lang)
