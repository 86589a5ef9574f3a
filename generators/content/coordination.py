"""Where protection is coordinated: mechanisms, our seat in each, and their meetings.

A meeting is told by the clock of a place, as people arrange it; how it repeats is read off its
first day, so that the two cannot contradict each other (RFC 5545, 3.8.5.3).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generators.content.facts import Fact
from generators.content.record import Day, Flag, Id, Prose, Record, Whole, Words

Level = Literal["global", "regional", "country", "internal"]
Frequency = Literal["weekly", "monthly", "quarterly", "yearly", "as-called", "unknown"]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day, as 15:00."""
WEEK = 7


class Repeat(Record):
    """How a meeting repeats until a day: each so many weeks, or on the same weekday of a month.

    A meeting that is first held on the second Tuesday of a month is held on second Tuesdays;
    `last` makes that the last Tuesday.
    """

    every: Annotated[Whole, Field(ge=1, le=52)]
    unit: Literal["weeks", "months"]
    last: Flag = False
    until: Day


class Meeting(Record):
    """A meeting of a mechanism. `zone` is the place whose clock it keeps (Africa/Nairobi).

    An `example` shows what an entry looks like: nobody has arranged it. `revision` rises by one
    with each change of day or time, so that calendars take the newer one; `updated` is its day.
    """

    id: Id
    title: Words
    example: Flag
    day: Day
    time: Clock
    zone: Prose
    minutes: Annotated[Whole, Field(ge=5, le=1440)]
    repeat: Repeat | None = None
    place: Words | None = None
    revision: Annotated[Whole, Field(ge=0)]
    updated: Day

    @property
    def start(self) -> dt.datetime:
        """Return when it is first held, by the clock of its place."""
        return dt.datetime.combine(self.day, dt.time.fromisoformat(self.time))

    @property
    def days(self) -> list[dt.date]:
        """Return every day on which it is held, in order."""
        if self.repeat is None:
            return [self.day]
        if self.repeat.unit == "weeks":
            step = WEEK * self.repeat.every
            count = max((self.repeat.until - self.day).days, 0) // step
            return [self.day + dt.timedelta(days=step * n) for n in range(count + 1)]
        found = self._monthly(self.repeat)
        return [day for day in found if self.day <= day <= self.repeat.until] or [self.day]

    def _monthly(self, repeat: Repeat) -> list[dt.date]:
        months = (repeat.until.year - self.day.year) * 12 + repeat.until.month - self.day.month
        found = []
        for n in range(0, max(months, 0) + 1, repeat.every):
            year, month = divmod(self.day.year * 12 + self.day.month - 1 + n, 12)
            found.append(_weekday_of(year, month + 1, self.day.weekday(), self.nth))
        return [day for day in found if day]

    @property
    def nth(self) -> int:
        """Return which of its weekday in the month it is held on: 1 to 5, or -1 for the last."""
        if self.repeat and self.repeat.last:
            return -1
        return (self.day.day - 1) // WEEK + 1


def _weekday_of(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """Return the nth weekday of a month, or None where the month has no such day."""
    first = dt.date(year, month, 1)
    days = [
        first + dt.timedelta(days=(weekday - first.weekday()) % WEEK + WEEK * n) for n in range(5)
    ]
    days = [day for day in days if day.month == month]
    return days[-1] if nth == -1 else days[nth - 1] if nth <= len(days) else None


class Mechanism(Fact):
    """A body, or a mechanism in which bodies meet, and the role that sits there for UN-Habitat.

    `minutes` is the reference under which the last ones are filed. `plan_lines` are references of
    the action plans.
    """

    name: Words
    kind: Literal["mechanism", "body"]
    purpose: Words
    level: Level
    order: Whole
    convener: Words | None = None
    seat: Id | None = None
    frequency: Frequency | None = None
    frequency_note: Words | None = None
    last_attended: Day | Literal["unknown"] | None = None
    minutes: Prose | None = None
    term: Id | None = None
    note: Words | None = None
    plan_lines: list[Id] = Field(default_factory=list)
    meetings: list[Meeting] = Field(default_factory=list)
