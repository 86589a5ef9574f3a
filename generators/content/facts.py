"""Facts that pages and documents draw on: instruments, channels, terms, roles and offices.

`to_confirm` names the fields whose value nobody has checked against the official text; readers
see "to be confirmed" beside them. The single entry `everything` covers the whole record.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generators.content.record import (
    Day,
    DayOrMonthOrYear,
    Flag,
    Id,
    Language,
    Mailbox,
    Phone,
    Prose,
    Record,
    ToConfirm,
    Whole,
    Words,
    YesNoUnknown,
)

EVERYTHING = "everything"


class Fact(Record):
    """A record with a source, some of whose fields may still have to be confirmed."""

    id: Id
    source: Prose
    to_confirm: ToConfirm

    def unconfirmed(self, field: str) -> bool:
        """Return whether readers must be told that this field is not checked."""
        return field in self.to_confirm or EVERYTHING in self.to_confirm


class Instrument(Fact):
    """A bulletin, resolution, protocol or policy that the rules rest on."""

    symbol: Prose | None = None
    title: Words
    issued: DayOrMonthOrYear | Literal["unknown"]
    issuer: Words
    binds: Words
    asks: Words
    replaces: Prose | None = None


class PhoneLine(Record):
    """One number of a channel, with what it is for."""

    label: Words
    number: Phone


class Channel(Fact):
    """A way to report, to ask for advice or to get help, and what happens when it is used."""

    name: Words
    kind: Literal["report", "advice", "protection", "support", "information"]
    covers: list[Literal["sea", "sh", "retaliation", "other-misconduct"]]
    summary: Words
    what_happens: Words
    who_reads: Words
    must_pass_on: YesNoUnknown
    anonymous: YesNoUnknown
    cost: Words
    hours: Words
    languages: list[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]] | Literal["unknown"]
    phones: list[PhoneLine] = Field(default_factory=list)
    mailbox: Mailbox | None = None
    postal: Words | None = None
    verified_on: Day | Literal["never"]
    order: Whole


class Term(Fact):
    """A word of the field, and the words it must not be mixed up with."""

    term: Words
    definition: Words
    instrument: Id | None = None
    not_to_be_confused_with: list[Id] = Field(default_factory=list)


Approvable = Literal[
    "clauses",
    "conduct",
    "agreements",
    "habpost",
    "translations",
    "reports",
    "certifications",
]
"""What a role may clear; `reports` are plans, yearly reports and briefings."""


class Role(Record):
    """A role that writes or approves content; roles stand for people everywhere."""

    id: Id
    title: Words
    may_approve: list[Approvable]


class FocalPoint(Record):
    """A focal-point role at an office, reached through a functional mailbox."""

    role: Literal["sea-focal-point", "conduct-discipline-focal-point"]
    rank: Literal["focal-point", "alternate"]
    mailbox: Mailbox
    example: Flag
    languages: list[Language]
    verified_on: Day | Literal["never"]


class Office(Fact):
    """A place where UN-Habitat works, and the office one step outward that covers for it."""

    name: Words
    kind: Literal["headquarters", "regional", "liaison", "country", "programme"]
    station: Words
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    country_name: Words
    region: Literal[
        "global",
        "africa",
        "arab-states",
        "asia-pacific",
        "latin-america-caribbean",
        "europe",
        "north-america",
    ]
    parent: Id | None = None
    focal_points: list[FocalPoint]
    note: Words | None = None


class Names(Record):
    """Personal names for focal points, kept out of version control by the office that wants them.

    `names` maps an office to a map from "role rank" to the name to show.
    """

    names: dict[Id, dict[str, Prose]]
