"""Focal points and coordination, channels and assistance, communication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.facts import Channel, Office
from generators.content.prose import Isolate, Paragraph, Text
from generators.directory.coverage import confirmed, covering
from generators.directory.pages import REGIONS
from generators.document.marks import (
    confirmed_field,
    number,
    phone_number,
    spelled_day,
    to_confirm,
    told,
    tried,
)
from generators.document.model import Facts, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.guidance.help import KINDS
from generators.learning.coordination import frequency, in_order, seat
from generators.learning.names import (
    joined,
)
from generators.reporting.action_plan.year import PlanYear

FOCAL_POINTS = ("focal-point-system", "monitoring-and-reporting", "coordination-mechanisms")
COMMUNICATION = ("advocacy",)


def focal_points(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield how far the directory covers the offices, and where protection is coordinated."""
    say, lang = year.say, year.lang
    yield year.heading(say("Focal points and coordination"), "focal-points")
    yield from year.listed(FOCAL_POINTS)
    day = spelled_day(year.on, lang)
    line = say("Confirmed means that somebody tried the contact within 180 days before {day}.")
    yield Paragraph(isolated(line.format(day=day)))
    names = (
        say("Region"),
        say("Offices"),
        say("With a confirmed focal point"),
        say("And an alternate"),
        say("Covered by another office"),
        say("Covered by none"),
    )
    header = year.heads(*names)
    rows = [_coverage(year, say(name), region) for region, name in REGIONS.items()]
    rows.append(_coverage(year, say("Total"), ""))
    widths = (30, 12, 16, 14, 14, 14)
    made = tuple(row for row in rows if row)
    yield Table(header, made, widths, caption=say("Offices with focal points"))
    yield from _mechanisms(year)


def _coverage(year: PlanYear, name: str, region: str) -> Row | None:
    """Return the counts of one region, or of all; None for a region without offices."""
    library, lang = year.library, year.lang
    offices = [o for o in library.directory.values() if region in ("", o.region)]
    if not offices:
        return None
    covers = [covering(library, office, year.on) for office in offices]
    pairs = list(zip(offices, covers, strict=True))
    counts = (
        len(offices),
        sum(by is office for office, by in pairs),
        sum(_both(office, year.on) for office in offices),
        sum(by is not None and by is not office for office, by in pairs),
        sum(by is None for by in covers),
    )
    return Row(((Text(name),), *(isolated(number(count, lang)) for count in counts)))


def _both(office: Office, on: dt.date) -> bool:
    """Return whether an office has a confirmed focal point, and an alternate besides."""
    ranks = {point.rank for point in office.focal_points if confirmed(point, on)}
    return ranks == {"focal-point", "alternate"}


def _mechanisms(year: PlanYear) -> Iterator[PlainBlock]:
    say, lang = year.say, year.lang
    header = year.heads(say("Mechanism"), say("Purpose"), say("How often"), say("Our seat"))
    rows = tuple(
        Row(
            (
                confirmed_field(each, "name", lang),
                confirmed_field(each, "purpose", lang),
                frequency(each, lang),
                seat(year.library, each, lang),
            )
        )
        for each in in_order(year.library, "mechanism")
    )
    if rows:
        yield Table(header, rows, (24, 40, 16, 20), caption=say("Coordination mechanisms"))


def channels(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield every channel with what it is for and when it was tried; care comes first."""
    say, lang = year.say, year.lang
    yield year.heading(say("Reporting channels and assistance to victims"), "channels")
    line = say("Assistance waits for no investigation and does not depend on a report.")
    yield Paragraph((Text(line),))
    order = [*KINDS]
    found = sorted(year.library.channels.values(), key=lambda c: (order.index(c.kind), c.order))
    header = tuple(
        (Text(n),)
        for n in (say("Channel"), say("Purpose"), say("Contact"), say("Last tried by us"))
    )
    rows = tuple(_channel(year, channel) for channel in found)
    yield Table(header, rows, (30, 22, 28, 20), caption=say("Channels"))
    protocol = year.library.instruments.get("un-protocol-victim-assistance")
    if protocol:
        yield Facts(((say("Norms of assistance"), confirmed_field(protocol, "asks", lang)),))
    yield year.open_points(
        say("services at each duty station, and how people are referred to them"),
        say("how many people were referred to assistance"),
    )


def _channel(year: PlanYear, channel: Channel) -> Row:
    say, lang = year.say, year.lang
    contact = [
        (*told(phone.label, lang), Text(" "), *phone_number(channel, phone.number, lang, year.on))
        for phone in channel.phones
    ]
    if channel.mailbox:
        contact.append((Isolate(channel.mailbox),))
    day = channel.verified_on
    if isinstance(day, dt.date):
        seen = isolated(spelled_day(day, lang))
        seen = seen if tried(day, year.on) else (*seen, *to_confirm(lang))
    else:
        seen = (Text(say("never")), *to_confirm(lang))
    return Row(
        (
            confirmed_field(channel, "name", lang),
            (Text(say(KINDS[channel.kind])),),
            joined(contact, lang) or (Text(say("Not listed here")),),
            seen,
        )
    )


def communication(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what is planned to make people aware, and the stories of the year."""
    say, lang, plan = year.say, year.lang, year.plan
    yield year.heading(say("Communication"), "communication")
    yield from year.listed(COMMUNICATION)
    shown = [
        story
        for story in year.library.stories_for(lang, year.on)
        if plan.first_day <= story.date.date() <= plan.last_day
    ]
    counted = isolated(number(len(shown), lang))
    yield Facts(((say("Stories of HabPost in the period of the plan, until now"), counted),))
    yield year.open_points(say("audiences, languages and reach of each message"))
