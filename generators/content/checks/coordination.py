"""Checks of coordination: roles have the seats, meetings can be held, calendars name nobody."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterator

from generators.content.checks.facts import strings
from generators.content.checks.plan import TITLED
from generators.content.coordination import Mechanism, Meeting
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.source import nearest

_FOUR_WEEKS = 28


def seats_are_roles(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that whoever sits in a mechanism is a role with a file, and its term is one."""
    for body in library.mechanisms.values():
        for name, group in (("seat", library.roles), ("term", library.glossary)):
            ident = getattr(body, name)
            if ident is not None and ident not in group:
                where = "content/roles/" if name == "seat" else "content/glossary/"
                message = f"names the {name} `{ident}`, which has no file in {where}."
                hint = nearest(ident, list(group))
                yield Problem(body.path, body.line(name), f"{message}{hint} Correct it.")


def meetings_can_be_held(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each meeting is in a zone of the clock, once under its name, and can repeat.

    A fifth Tuesday is missing in most months (RFC 5545, 3.3.10: such days are passed over).
    """
    for body, index, meeting in _meetings(library):
        repeat, before = meeting.repeat, [each.id for each in body.meetings[:index]]
        for wrong, field, message in (
            (
                not _is_zone(meeting.zone),
                "zone",
                f"`{meeting.zone}` is no time zone of the IANA database. Correct it; Nairobi's"
                " is Africa/Nairobi.",
            ),
            (meeting.id in before, "id", f"`{meeting.id}` stands here twice. Rename one."),
            (
                bool(repeat and repeat.until < meeting.day),
                "repeat",
                f"`{meeting.id}` repeats until {repeat and repeat.until}, before its `day`,"
                f" {meeting.day}. Correct one.",
            ),
            (
                bool(repeat and _irregular(meeting)),
                "day",
                f"`{meeting.id}` is first held on {meeting.day}, which is the fifth such weekday of"
                " its month, or not the last. Choose another `day`, or set or remove `last`.",
            ),
        ):
            if wrong:
                yield Problem(body.path, body.line("meetings", index, field), message)


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _irregular(meeting: Meeting) -> bool:
    """Return whether a monthly meeting starts on a day that its own repetition does not have."""
    repeat = meeting.repeat
    if repeat is None or repeat.unit != "months":
        return False
    after = meeting.day + dt.timedelta(days=7)
    return after.month == meeting.day.month if repeat.last else meeting.day.day > _FOUR_WEEKS


def examples_are_not_among_meetings(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a mechanism lists real meetings or examples: nobody goes to one by mistake."""
    for body in library.mechanisms.values():
        if len({meeting.example for meeting in body.meetings}) > 1:
            message = "lists an example among real meetings. Take the examples out."
            yield Problem(body.path, body.line("meetings"), message)


def calendars_name_no_person(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that mechanisms name roles and no person: their calendars are passed on.

    A name without a form of address or an initial looks like that of a body, and is not found.
    """
    listed = [name for names in library.names.values() for name in names.values()]
    known = re.compile("|".join(map(re.escape, listed)) or r"(?!)")
    for body in library.mechanisms.values():
        for text, at in strings(body.fields(), ()):
            if found := TITLED.search(text) or known.search(text):
                message = f"“{found[0]}” is a person's name or mailbox. Write the role instead."
                yield Problem(body.path, body.line(*at), message)


def attendance_lies_in_the_past(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that what was attended has been, and that only mechanisms have meetings."""
    for body in library.mechanisms.values():
        if isinstance(body.last_attended, dt.date) and body.last_attended > on:
            message = f"was attended on {body.last_attended}, which is after {on}. Correct it."
            yield Problem(body.path, body.line("last_attended"), message)
        if body.kind == "body" and body.meetings:
            message = "is a `body`, and yet has meetings. Make it a `mechanism`, or move them."
            yield Problem(body.path, body.line("meetings"), message)


def calendars_go_on(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a mechanism whose last meeting that is listed has been held; examples may be over."""
    for body in library.mechanisms.values():
        ends = [max(meeting.days) for meeting in body.meetings if not meeting.example]
        if ends and max(ends) < on:
            message = f"lists no meeting after {max(ends)}. Add the next, or take the old ones out."
            yield Problem(body.path, body.line("meetings"), message, "warning")


def _meetings(library: Library) -> Iterator[tuple[Mechanism, int, Meeting]]:
    for body in library.mechanisms.values():
        yield from ((body, index, meeting) for index, meeting in enumerate(body.meetings))
