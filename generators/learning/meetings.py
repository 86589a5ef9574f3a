"""Meetings on pages: the days of each by the clock of its place, and the calendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generators.content.coordination import Mechanism, Meeting
from generators.content.prose import BulletList, Heading, Inline, Isolate, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.marks import spelled_day, told
from generators.document.model import Notice, PlainBlock
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.learning.names import example_mark

ALL = "meetings"
"""The name of the calendar that holds the meetings of all mechanisms."""
NEXT = 6
"""So many of the coming days of a meeting stand on its page."""


def meetings(each: Mechanism, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield the coming days of each meeting of a mechanism, and its calendar."""
    if not each.meetings:
        return
    say = phrases(lang)
    yield Heading(2, (Text(say("Meetings")),), anchor="meetings")
    if any(meeting.example for meeting in each.meetings):
        yield _made_up(lang)
    for meeting in each.meetings:
        heading = (*told(meeting.title, lang), *example_mark(meeting.example, lang))
        yield Heading(3, heading, anchor=f"meeting-{meeting.id}")
        days = [day for day in meeting.days if day >= on][:NEXT]
        if days:
            yield BulletList(tuple(held(meeting, day, lang) for day in days))
        else:
            yield Paragraph((Text(say("No more meetings are listed.")),))
    yield _file(each.id, lang)


def next_meetings(
    mechanisms: Sequence[Mechanism], lang: Language, on: dt.date
) -> Iterator[PlainBlock]:
    """Yield the next day of each meeting, the earliest first, and the calendar of all of them."""
    coming = sorted(
        (
            (min(days), each, meeting)
            for each in mechanisms
            for meeting in each.meetings
            if (days := [day for day in meeting.days if day >= on])
        ),
        key=lambda found: (found[0], found[1].id, found[2].id),
    )
    if not coming:
        return
    say = phrases(lang)
    yield Heading(2, (Text(say("Next meetings")),), anchor="next")
    if any(meeting.example for _, _, meeting in coming):
        yield _made_up(lang)
    items = []
    for day, each, meeting in coming:
        link = Link(f"page:coordination/{each.id}", told(meeting.title, lang))
        mark = example_mark(meeting.example, lang)
        items.append((link, *mark, Text(" – "), *held(meeting, day, lang)))
    yield BulletList(tuple(items))
    yield _file(ALL, lang)


def _made_up(lang: Language) -> Notice:
    say = phrases(lang)
    text = say("Examples show how a meeting will look. Nobody has arranged these.")
    return Notice("draft", (Text(text),))


def held(meeting: Meeting, day: dt.date, lang: Language) -> tuple[Inline, ...]:
    """Return a day of a meeting with the time, by the clock of its place."""
    from babel.dates import get_timezone_location

    say = phrases(lang)
    city = get_timezone_location(meeting.zone, locale=lang, return_city=True)
    clock = Text(" " + say("(time in {city})").format(city=city))
    return (*isolated(spelled_day(day, lang)), Text(say(", ")), Isolate(meeting.time), clock)


def _file(name: str, lang: Language) -> Paragraph:
    say = phrases(lang)
    words = say("Calendar file for Outlook, Google Calendar and others")
    return Paragraph((Link(f"calendar:{name}", (Text(words),)), Text(" "), Isolate("(.ics)")))
