"""The words of a briefing of the Executive Board that no other file holds, one file a year.

What has been done, what is late and what it costs is drawn from the plan beside it; here stand the
agenda item, which has varied from year to year in number and title, and what is said around it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generators.content.record import Day, Flag, Id, Prose, Record, ToConfirm, Whole, Words

Part = Literal[
    "background",
    "areas",
    "progress",
    "actions",
    "coverage",
    "reports",
    "resources",
    "recommendations",
]
"""The parts of a briefing, of which notes for the speaker may be written."""


class Point(Record):
    """One point of a slide, in words of its own or the line of the plan with this `ref`.

    `note` is for the speaker. A point that nobody has checked is `unconfirmed`.
    """

    id: Id
    text: Words | None = None
    ref: Id | None = None
    note: Words | None = None
    unconfirmed: Flag = False


class Briefing(Record):
    """A briefing of the Executive Board on the plan of a year; `item` is that of its agenda."""

    year: Annotated[Whole, Field(ge=2000, le=2100)]
    example: Flag
    item: Annotated[Prose, Field(max_length=10)] | None = None
    title: Words
    meeting: Words
    day: Day | None = None
    background: list[Point] = Field(default_factory=list)
    recommendations: list[Point] = Field(default_factory=list)
    notes: dict[Part, Words] = Field(default_factory=dict)
    source: Prose
    to_confirm: ToConfirm
