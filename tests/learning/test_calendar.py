"""Calendars of meetings: what RFC 5545 asks, read back field by field, and nobody in them.

Looked at here, by section of RFC 5545: 3.1 line ends, length and folding; 3.2.10 LANGUAGE; 3.2.19
and 3.6.5 zones; 3.3.10 UNTIL; 3.3.11 escaped text; 3.4 and 3.6 the calendar and what it must hold;
3.6.1 an event; 3.8.4.7 UID; 3.8.5.3 repetition; 3.8.7.2 DTSTAMP without METHOD; 3.8.7.4 SEQUENCE.
"""

import datetime as dt
import uuid
import zoneinfo
from dataclasses import replace
from typing import Any

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from generators.content.coordination import Mechanism, Meeting, Repeat
from generators.content.library import Library
from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.document.phrases import phrases
from generators.learning.calendar import calendar, calendars, timezone, uid
from tests.conftest import PROJECT, ROOT

NAIROBI = "Africa/Nairobi"
ZONES = (NAIROBI, "America/New_York", "Europe/Zurich", "Africa/Cairo", "Asia/Tokyo")


@pytest.fixture(scope="module")
def real() -> Library:
    return load(ROOT)


@pytest.fixture(scope="module")
def dummy() -> Library:
    return load(PROJECT)


def meeting(**changed: Any) -> Meeting:
    given: dict[str, Any] = {
        "id": "one",
        "title": {"en": "A meeting"},
        "example": False,
        "day": dt.date(2026, 12, 9),
        "time": "15:00",
        "zone": NAIROBI,
        "minutes": 60,
        "revision": 0,
        "updated": dt.date(2026, 11, 1),
    }
    return Meeting(**(given | changed))


def mechanism(*meetings: Meeting) -> Mechanism:
    return Mechanism(
        id="circle",
        source="Tests",
        to_confirm=[],
        name={"en": "Circle"},
        kind="mechanism",
        purpose={"en": "To meet."},
        level="global",
        order=1,
        meetings=list(meetings),
    )


def made(one: Meeting, lang: Language = "en") -> bytes:
    return calendar([(mechanism(one), one)], lang)


def parts(data: bytes, name: str = "VEVENT") -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk(name))


def event(data: bytes) -> Any:
    [found] = parts(data)
    return found


def test_every_field_of_a_meeting_comes_back(dummy: Library) -> None:
    """What the content says of a meeting is what a calendar reads, with its signs."""
    found = event(calendars(dummy, "en")["coordination/circle.ics"])
    zone = zoneinfo.ZoneInfo(NAIROBI)

    assert set(found) == {
        *("UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "RRULE"),
        *("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "TRANSP"),
    }
    assert found["summary"] == "Circle, comma; semicolon"
    assert found["description"] == "To meet."
    assert found["location"] == "On line"
    assert found["summary"].params["LANGUAGE"] == "en"
    assert found["dtstart"].dt == dt.datetime(2026, 10, 29, 15, tzinfo=zone)
    assert found["dtend"].dt == dt.datetime(2026, 10, 29, 16, tzinfo=zone)
    assert found["dtstart"].params["TZID"] == NAIROBI
    assert (
        found["dtstamp"].dt == found["last-modified"].dt == dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    )
    assert found["sequence"] == 2
    assert found["rrule"]["FREQ"] == ["MONTHLY"]
    assert found["rrule"]["BYDAY"] == ["-1TH"]
    assert found["rrule"]["UNTIL"] == [dt.datetime(2027, 3, 31, 20, 59, 59, tzinfo=dt.UTC)]
    assert (found["status"], found["transp"]) == ("CONFIRMED", "OPAQUE")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_end_and_fold_as_every_program_expects(real: Library, lang: Language) -> None:
    """CRLF and nothing else, 75 octets at most, and no letter cut in two (3.1)."""
    for data in calendars(real, lang).values():
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert (
            data.replace(b"\r\n", b"").count(b"\n") == data.replace(b"\r\n", b"").count(b"\r") == 0
        )
        lines = data.split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert [line.decode("utf-8") for line in lines]
        assert any(line.startswith(b" ") for line in lines)


def test_folded_arabic_reads_as_it_was_written(real: Library) -> None:
    """What a calendar shows is the words of the content, letter by letter."""
    body, say = real.mechanisms["psea-brown-bags"], phrases("ar")
    found = event(calendars(real, "ar")["coordination/psea-brown-bags.ics"])

    assert found["summary"].params["LANGUAGE"] == "ar"
    assert found["summary"] == say("EXAMPLE – {title}").format(title=body.meetings[0].title["ar"])
    first, purpose = str(found["description"]).split("\n\n")
    assert first == say("Example: nobody has arranged this meeting.")
    assert purpose == body.purpose["ar"]


def test_words_that_are_not_translated_say_that_they_are_english(dummy: Library) -> None:
    found = event(calendars(dummy, "ar")["coordination/circle.ics"])

    assert found["summary"].params["LANGUAGE"] == "en"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_calendar_holds_what_it_must_and_no_invitation(real: Library, lang: Language) -> None:
    """Version and product once; each zone that is named; no METHOD, so nothing is answered."""
    for data in calendars(real, lang).values():
        [read] = icalendar.Calendar.from_ical(data, multiple=True)
        zones = [str(zone["tzid"]) for zone in parts(data, "VTIMEZONE")]
        assert (read["version"], str(read["prodid"])[:3]) == ("2.0", "-//")
        assert "METHOD" not in read
        assert len(zones) == len(set(zones))
        for found in parts(data):
            assert found["dtstart"].params["TZID"] in zones
            assert found["dtend"].dt > found["dtstart"].dt
            assert found["dtstamp"].dt.utcoffset() == dt.timedelta(0)
            assert uuid.UUID(found["uid"]).version == 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_in_a_calendar(real: Library, lang: Language) -> None:
    """No organizer, nobody who attends, no mailbox, no alarm."""
    for data in calendars(real, lang).values():
        text = data.replace(b"\r\n ", b"").decode().lower()
        for word in ("attendee", "organizer", "contact", "mailto", "@", "valarm", "example.org"):
            assert word not in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_made_up_says_so_and_takes_no_time(real: Library, lang: Language) -> None:
    """All meetings that ship are examples: tentative, free time, and EXAMPLE comes first."""
    start = phrases(lang)("EXAMPLE – {title}").format(title="")
    events = [found for data in calendars(real, lang).values() for found in parts(data)]

    assert len(events) == 4
    for found in events:
        assert found["summary"].startswith(start)
        assert (found["status"], found["transp"]) == ("TENTATIVE", "TRANSPARENT")


def test_no_example_stands_among_real_meetings(real: Library) -> None:
    """One real meeting, and the calendar of all holds no example any more."""
    example = real.mechanisms["psea-brown-bags"]
    mine = mechanism(meeting())
    library = replace(real, mechanisms={example.id: example, mine.id: mine})
    files = calendars(library, "en")

    assert event(files["coordination/meetings.ics"])["summary"] == "A meeting"
    assert event(files["coordination/psea-brown-bags.ics"])["status"] == "TENTATIVE"


def test_a_meeting_keeps_its_identity(real: Library) -> None:
    """In each language and file, after each change: calendars replace it, and add no second."""
    found: dict[str, set[str]] = {}
    for lang in LANGUAGES:
        for data in calendars(real, lang).values():
            for each in parts(data):
                found.setdefault(str(each["dtstart"].dt), set()).add(str(each["uid"]))
    one, moved = meeting(), meeting(day=dt.date(2026, 12, 10), revision=1)

    assert [len(uids) for uids in found.values()] == [1, 1]
    assert len(set.union(*found.values())) == 2
    assert uid(mechanism(one), one) == uid(mechanism(moved), moved)
    assert uid(mechanism(one), one) == "1886c050-a6eb-58fe-ba62-b12de722a274"


def test_the_same_content_gives_the_same_bytes(real: Library) -> None:
    """No clock, no chance: what changes a file is a change of its content."""
    again = load(ROOT)

    for lang in LANGUAGES:
        assert calendars(real, lang) == calendars(again, lang)
    assert made(meeting()) != made(meeting(revision=1))


def repeated() -> st.SearchStrategy[Meeting]:
    """Meetings on any day, in any zone, that repeat in any way that the checks allow."""

    def build(day: dt.date, every: int, unit: str, span: int, zone: str, hour: int) -> Meeting:
        last = (day + dt.timedelta(days=7)).month != day.month
        until = day + dt.timedelta(days=span)
        repeat = Repeat(every=every, unit=unit, last=last and unit == "months", until=until)  # type: ignore[arg-type]
        return meeting(day=day, repeat=repeat, zone=zone, time=f"{hour:02}:30")

    return st.builds(
        build,
        st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1)),
        st.integers(1, 5),
        st.sampled_from(["weeks", "months"]),
        st.integers(0, 800),
        st.sampled_from(ZONES),
        st.integers(0, 23),
    )


@given(repeated())
def test_a_rule_means_the_days_that_the_page_lists(one: Meeting) -> None:
    """An independent reader of rules (python-dateutil) finds the same days."""
    found = event(made(one))
    rule = found["rrule"].to_ical().decode()
    start = found["dtstart"].dt
    days = [moment.date() for moment in rrulestr(rule, dtstart=start)]

    assert days == one.days
    assert days[0] == one.day


@given(
    st.sampled_from(ZONES), st.dates(dt.date(2024, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 500)
)
def test_a_zone_says_what_its_clock_shows_at_every_hour(
    name: str, first: dt.date, span: int
) -> None:
    """Read by the letter of 3.6.5, each hour has the offset that the zone database gives it."""
    last = first + dt.timedelta(days=span)
    changes: list[Any] = list(timezone(name, first, last).subcomponents)
    onsets = [
        (part["dtstart"].dt - part["tzoffsetfrom"].td, part["tzoffsetto"].td) for part in changes
    ]
    zone = zoneinfo.ZoneInfo(name)
    moment = dt.datetime.combine(first, dt.time(), zone).astimezone(dt.UTC)
    end = dt.datetime.combine(last, dt.time(23), zone).astimezone(dt.UTC)
    while moment <= end:
        begun = [offset for onset, offset in onsets if onset <= moment.replace(tzinfo=None)]
        assert begun[-1] == moment.astimezone(zone).utcoffset()
        moment += dt.timedelta(hours=7)
    assert len(onsets) <= 1 + 2 * (1 + span // 180)
    assert len(onsets) == 1 or name not in (NAIROBI, "Asia/Tokyo")


def test_summer_time_moves_a_meeting_with_the_clock_of_its_place() -> None:
    """09:30 in New York stays 09:30 there: 14:30 in UTC in winter, 13:30 in summer."""
    one = meeting(
        zone="America/New_York",
        time="09:30",
        day=dt.date(2026, 12, 8),
        repeat=Repeat(every=3, unit="months", until=dt.date(2027, 12, 31)),
    )
    found = event(made(one))
    moments = rrulestr(found["rrule"].to_ical().decode(), dtstart=found["dtstart"].dt)

    assert [moment.astimezone(dt.UTC).strftime("%m-%d %H:%M") for moment in moments] == [
        *("12-08 14:30", "03-09 14:30", "06-08 13:30", "09-14 13:30", "12-14 14:30"),
    ]


def test_without_meetings_there_is_no_file(real: Library) -> None:
    """An empty calendar would look like one without meetings."""
    assert calendars(replace(real, mechanisms={"circle": mechanism()}), "en") == {}
