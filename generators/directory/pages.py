"""Directory pages: the list by region, and a page for each office that never leaves one alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from babel import Locale

from generators.content.facts import Channel, FocalPoint, Office
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Isolate, Link, Paragraph, Text
from generators.content.record import Language, words
from generators.directory.coverage import confirmed, covering, outward
from generators.document.marks import (
    confirmed_field,
    phone_number,
    spelled_day,
    to_confirm,
    told,
)
from generators.document.model import Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.page import Page
from generators.document.phrases import phrase, phrases

REGIONS = {
    "global": phrase("Headquarters and global programmes"),
    "africa": phrase("Africa"),
    "arab-states": phrase("Arab States"),
    "asia-pacific": phrase("Asia and the Pacific"),
    "europe": phrase("Europe"),
    "latin-america-caribbean": phrase("Latin America and the Caribbean"),
    "north-america": phrase("North America"),
}
_ROLES = {
    "sea-focal-point": phrase("Focal point for protection from sexual exploitation and abuse"),
    "conduct-discipline-focal-point": phrase("Conduct and discipline focal point"),
}
_RANKS = {"focal-point": phrase("focal point"), "alternate": phrase("alternate")}


def directory(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield a table of offices for each region."""
    say = phrases(lang)
    titles = (say("Office"), say("Duty station"), say("Focal point"))
    header = tuple((Text(title),) for title in titles)
    for region, name in REGIONS.items():
        offices = [office for office in library.directory.values() if office.region == region]
        if offices:
            yield Heading(2, (Text(say(name)),), anchor=region)
            ordered = sorted(offices, key=lambda office: (office.kind, words(office.name, lang)))
            rows = tuple(_row(library, office, lang, on) for office in ordered)
            yield Table(header, rows, (46, 24, 30))


def _row(library: Library, office: Office, lang: Language, on: dt.date) -> Row:
    say = phrases(lang)
    named = Link(f"office:{office.id}", told(office.name, lang))
    mark = to_confirm(lang) if office.to_confirm else ()
    covers = covering(library, office, on)
    line = say("Confirmed") if covers is office else say("Not yet confirmed")
    station = say(", ").join((words(office.station, lang), words(office.country_name, lang)))
    return Row(((named, *mark), (Text(station),), (Text(line),)))


def office_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page an office."""
    for office in library.directory.values():
        yield Page(
            path=f"directory/{office.id}",
            title=words(office.name, lang),
            blocks=tuple(_office(library, office, lang, on)),
            origin=office.path,
        )


def _office(library: Library, office: Office, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    say = phrases(lang)
    yield Facts(
        (
            (say("Office"), confirmed_field(office, "name", lang)),
            (say("Duty station"), confirmed_field(office, "station", lang)),
            (say("Country"), confirmed_field(office, "country_name", lang)),
        )
    )
    if office.note:
        yield Notice("note", told(office.note, lang))
    yield Heading(2, (Text(say("Whom to turn to")),), anchor="whom-to-turn-to")
    yield from _contacts(library, office, lang, on)
    examples = [point for point in office.focal_points if point.example]
    if examples:
        yield Heading(2, (Text(say("Example entries")),), anchor="example-entries")
        line = say("These show how an entry will look. Mail to them reaches nobody.")
        yield Notice("draft", (Text(line),))
        yield from (_point(library, office, point, lang) for point in examples)


def _contacts(
    library: Library, office: Office, lang: Language, on: dt.date
) -> Iterator[PlainBlock]:
    say = phrases(lang)
    danger = Text(say("In danger, call the local emergency service first. "))
    care = Link("page:contacts", (Text(say("Support, advice and all ways to report")),))
    yield Paragraph((danger, care))
    covers = covering(library, office, on)
    if covers is not office:
        yield Paragraph((Text(say("This office has no confirmed focal point yet.")),))
    if covers is not None:
        if covers is not office:
            link = Link(f"office:{covers.id}", told(covers.name, lang))
            yield Paragraph((Text(say("The nearest confirmed one is at: ")), link))
        for point in covers.focal_points:
            if confirmed(point, on):
                yield _point(library, covers, point, lang)
    else:
        yield from _nobody(library, office, lang, on)


def _nobody(library: Library, office: Office, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Say who else covers, then where a report can go, and that a call there is one."""
    say = phrases(lang)
    links: list[Inline] = []
    for step in outward(library, office)[1:]:
        links += [Text(say(", "))] if links else []
        links.append(Link(f"office:{step.id}", told(step.name, lang)))
    if links:
        yield Paragraph((Text(say("Neither have the offices that cover for it: ")), *links))
    channel = last_resort(library)
    if channel:
        name: Inline = Link(f"channel:{channel.id}", told(channel.name, lang))
        numbers: list[Inline] = []
        for phone in channel.phones:
            numbers += [Text(" "), *phone_number(channel, phone.number, lang, on)]
        line = say("A call there is a report, which may not be possible to take back.")
        yield Paragraph((Text(say("To report: ")), name, *numbers, Text(f". {line}")))


def last_resort(library: Library) -> Channel | None:
    """Return the channel that stands when no office has a confirmed focal point."""
    reports = (c for c in library.channels.values() if c.kind == "report" and c.phones)
    return min(reports, key=lambda channel: channel.order, default=None)


def _point(library: Library, office: Office, point: FocalPoint, lang: Language) -> Facts:
    say = phrases(lang)
    role = f"{say(_ROLES[point.role])} ({say(_RANKS[point.rank])})"
    named = library.names.get(office.id, {}).get(f"{point.role} {point.rank}")
    name = None if point.example else named
    entries: list[tuple[str, tuple[Inline, ...]]] = [(say("Role"), (Text(role),))]
    if name:
        entries.append((say("Name"), isolated(name)))
    mailbox: tuple[Inline, ...] = (Isolate(point.mailbox),)
    if point.example:
        mailbox = (*mailbox, Text(" "), Text(say("(example address, not in use)")))
    entries.append((say("Mailbox"), mailbox))
    if not point.example:
        spoken = say(", ").join(Locale(lang).languages.get(c, c) for c in point.languages)
        entries.append((say("Languages"), (Text(spoken),)))
        if isinstance(point.verified_on, dt.date):
            entries.append((say("Last tried by us"), (Text(spelled_day(point.verified_on, lang)),)))
    return Facts(tuple(entries))
