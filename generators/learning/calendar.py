"""Meetings as iCalendar files (RFC 5545): the same bytes from the same content, and no person.

There is no METHOD, so these are calendars and not invitations (RFC 5546): no organizer, nobody who
attends, and DTSTAMP is the day of the last change (3.8.7.2). A UID is a UUID made from the names of
the mechanism and the meeting (RFC 7986, 5.3), the same in each language: whoever takes in a newer
file, or one in another language, has each meeting once.
"""

from __future__ import annotations

import datetime as dt
import uuid
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence

import icalendar

from generators.content.coordination import Mechanism, Meeting
from generators.content.library import Library
from generators.content.record import MASTER, Language
from generators.document.phrases import phrases
from generators.learning.coordination import in_order
from generators.learning.meetings import ALL

NAMESPACE = uuid.UUID("7b6f1f5e-3c5a-5d0e-9a56-0d6c1b8f2a41")
"""Never changes: all UIDs are made from it."""
PRODUCT = "-//UN-Habitat//PSEA coordination//EN"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Held = tuple[Mechanism, Meeting]


def calendars(library: Library, lang: Language) -> dict[str, bytes]:
    """Return the calendar of each mechanism that lists meetings, and one of all, by address.

    That of all holds no example as soon as one meeting is real.
    """
    mechanisms = [each for each in in_order(library, "mechanism") if each.meetings]
    found = {each.id: [(each, meeting) for meeting in each.meetings] for each in mechanisms}
    every = [held for group in found.values() for held in group]
    real = [held for held in every if not held[1].example]
    if every:
        found[ALL] = real or every
    return {f"coordination/{name}.ics": calendar(held, lang) for name, held in found.items()}


def calendar(held: Sequence[Held], lang: Language) -> bytes:
    """Return meetings as an iCalendar file in a language."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for zone in sorted({meeting.zone for _, meeting in held}):
        mine = [meeting for _, meeting in held if meeting.zone == zone]
        made.add_component(timezone(zone, min(m.day for m in mine), max(m.days[-1] for m in mine)))
    for mechanism, meeting in held:
        made.add_component(_event(mechanism, meeting, lang))
    return bytes(made.to_ical(sorted=False))


def _event(mechanism: Mechanism, meeting: Meeting, lang: Language) -> icalendar.Event:
    zone = zoneinfo.ZoneInfo(meeting.zone)
    start = meeting.start.replace(tzinfo=zone)
    changed = dt.datetime.combine(meeting.updated, dt.time(), dt.UTC)
    event = icalendar.Event()
    event.add("uid", uid(mechanism, meeting))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", meeting.revision)
    event.add("dtstart", start)
    event.add("dtend", _later(start, meeting.minutes))
    if meeting.repeat:
        event.add("rrule", _rule(meeting, zone))
    for name, words, said_in in _texts(mechanism, meeting, lang):
        event.add(name, words, parameters={"LANGUAGE": said_in})
    event.add("status", "TENTATIVE" if meeting.example else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if meeting.example else "OPAQUE")
    return event


def uid(mechanism: Mechanism, meeting: Meeting) -> str:
    """Return the identity of a meeting, in whichever calendar and language it stands."""
    return str(uuid.uuid5(NAMESPACE, f"{mechanism.id}/{meeting.id}"))


def _later(start: dt.datetime, minutes: int) -> dt.datetime:
    """Return the end of a meeting, so many real minutes after its start, by the same clock."""
    end = start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    return end.astimezone(start.tzinfo)


def _rule(meeting: Meeting, zone: dt.tzinfo) -> icalendar.vRecur:
    """Return how a meeting repeats; where its start has a zone, UNTIL is in UTC (3.3.10)."""
    repeat = meeting.repeat
    assert repeat
    end = dt.datetime.combine(repeat.until, dt.time(23, 59, 59), zone).astimezone(dt.UTC)
    rule: dict[str, object] = {"FREQ": "WEEKLY", "INTERVAL": repeat.every, "UNTIL": end}
    if repeat.unit == "months":
        rule |= {"FREQ": "MONTHLY", "BYDAY": f"{meeting.nth}{_DAYS[meeting.day.weekday()]}"}
    return icalendar.vRecur(rule)


def _texts(
    mechanism: Mechanism, meeting: Meeting, lang: Language
) -> Iterator[tuple[str, str, Language]]:
    """Yield what people read of a meeting, each with the language that it is in."""
    say = phrases(lang)

    def told(value: Mapping[Language, str]) -> tuple[str, Language]:
        return (value[lang], lang) if lang in value else (value[MASTER], MASTER)

    title, title_lang = told(meeting.title)
    about, about_lang = told(mechanism.purpose)
    if meeting.example:
        title = say("EXAMPLE – {title}").format(title=title)
        about = say("Example: nobody has arranged this meeting.") + f"\n\n{about}"
    yield "summary", title, title_lang
    yield "description", about, about_lang
    if meeting.place:
        yield "location", *told(meeting.place)


def timezone(name: str, first: dt.date, last: dt.date) -> icalendar.Timezone:
    """Return the clock of a place from one day to another (3.6.5).

    Each change of the clock in that time is an observance that begins, by the clock before it, at
    the moment of the change; a place without any has one.
    """
    zone = zoneinfo.ZoneInfo(name)
    made = icalendar.Timezone()
    made.add("tzid", name)
    start = dt.datetime.combine(first, dt.time(), zone)
    made.add_component(_observance(start, start))
    day = start.astimezone(dt.UTC)
    while day.date() <= last:
        following = day + dt.timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            before, after = _change(day, following, zone)
            made.add_component(_observance(before, after))
        day = following
    return made


def _change(
    early: dt.datetime, late: dt.datetime, zone: dt.tzinfo
) -> tuple[dt.datetime, dt.datetime]:
    """Return the last second before a change of the clock, and the first after it."""
    offset = early.astimezone(zone).utcoffset()
    while late - early > dt.timedelta(seconds=1):
        middle = early + dt.timedelta(seconds=(late - early) // dt.timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return early.astimezone(zone), late.astimezone(zone)


def _observance(
    before: dt.datetime, after: dt.datetime
) -> icalendar.TimezoneStandard | icalendar.TimezoneDaylight:
    kind = icalendar.TimezoneDaylight if after.dst() else icalendar.TimezoneStandard
    was, now = before.utcoffset(), after.utcoffset()
    assert was is not None and now is not None
    begins = after.astimezone(dt.UTC).replace(tzinfo=None) + was
    made = kind()
    made.add("dtstart", begins)
    made.add("tzoffsetfrom", was)
    made.add("tzoffsetto", now)
    made.add("tzname", after.tzname())
    return made
