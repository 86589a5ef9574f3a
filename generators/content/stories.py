"""HabPost stories: front matter with strict types, and prose."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from generators.content.prose import Picture
from generators.content.prose_parser import Body, parse
from generators.content.record import Day, Flag, Id, Language, Line, Prose, Record, Whole
from generators.content.texts import Sha256, text_hash


def _zoned(value: object) -> object:
    try:
        moment = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PydanticCustomError(
            "moment", "write date, time and zone, as 2026-11-23T09:00:00+03:00"
        )
    return moment


Moment = Annotated[
    dt.datetime,
    BeforeValidator(_zoned),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def appeared(date: dt.datetime, on: dt.date, until: dt.datetime | None) -> bool:
    """Return whether the time of what is dated has come: by a moment, else on a day as a whole."""
    return date.date() <= on if until is None else date <= until


SUMMARY = 256
"""The most characters of a summary, which is also what stands before a message is opened."""
Status = Literal["draft", "review", "approved", "published", "withdrawn"]
OUT: tuple[Status, ...] = ("approved", "published")
"""What readers see, or will: here a fault keeps the site from being built."""


class Source(Record):
    """What a fact in a story rests on: an instrument, or a source in plain words."""

    instrument: Id | None = None
    source: Prose | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.instrument is None) == (self.source is None):
            raise PydanticCustomError("source", "give either `instrument:` or `source:`")
        return self


NotAsked = Literal["unknown"]
"""What nobody has been asked yet: whoever imports a story knows neither its case nor its people."""
Scope = Literal["intranet", "e-mail", "public"]
"""Where a person has agreed to be told about: consent for one place is none for another."""


class Consent(Record):
    """Consent that was given and recorded: where the record is, until when, for which use.

    The reference leads to a file that only the PSEA coordinator can open; no name stands here.
    """

    reference: Line
    expires: Day
    scope: Annotated[list[Scope], Field(min_length=1)]


PICTURE_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*\.(jpg|png)$"
PictureName = Annotated[str, StringConstraints(pattern=PICTURE_NAME, max_length=80)]


class LeadPicture(Record):
    """The picture above a story: a file beside it, and what it shows for those who do not see."""

    file: PictureName
    alt: Line


class Accepted(Record):
    """Words that a rule of the language check flags, and that stand all the same; and why."""

    rule: Id
    words: Prose
    reason: Prose


class Update(Record):
    """What changed in a story after it had appeared."""

    on: Moment
    what: Prose


class Story(Record):
    """A HabPost story.

    `date` is when it appears, to the second; a story whose date is still to come, or that has
    `expires` behind it, is on no page. `reviewed_by` lists the roles that cleared it; an empty list
    prints as "not yet cleared". `consent` and `ongoing_case` may be unknown until the story is
    approved, that is: not asked yet, and so not cleared. A translation names the story that it is a
    `translation_of`, and pins the hash of the words that it was made from in `translates`.
    `accepted` are words that the language check flags and that stand for a reason.
    """

    id: Id
    title: Line
    summary: Annotated[str, StringConstraints(min_length=1, max_length=SUMMARY)]
    lang: Language
    date: Moment
    authors: Annotated[list[Id], Field(min_length=1)]
    status: Status
    image: Literal["none"] | LeadPicture
    content_note: Prose
    consent: Literal["none needed"] | NotAsked | Consent
    ongoing_case: Flag | NotAsked
    reviewed_by: list[Id]
    tags: list[Id] = Field(default_factory=list)
    updated: Update | None = None
    expires: Day | None = None
    translation_of: Id | None = None
    translates: Sha256 | Literal["pending"] | None = None
    accepted: list[Accepted] = Field(default_factory=list)
    sources: Annotated[list[Source], Field(min_length=1)]
    body: Prose
    body_line: Whole

    @cached_property
    def prose(self) -> Body:
        """Return the body as blocks."""
        return parse(self.body, pictures=True)

    @property
    def sha256(self) -> str:
        """Return the hash of the words that readers see, which a translation pins."""
        told = [self.title, self.summary, self.content_note, self.body]
        told += [picture.alt for picture in self.pictures[: self.image != "none"]]
        told += [each.source or each.instrument or "" for each in self.sources]
        return text_hash([*told, self.updated.what if self.updated else ""])

    @property
    def not_asked(self) -> list[str]:
        """Return the fields on which somebody has still to be asked before readers may see it."""
        said = {"consent": self.consent, "ongoing_case": self.ongoing_case}
        return [name for name, value in said.items() if value == "unknown"]

    @property
    def address(self) -> str:
        """Return the last parts of the address, year and name; a translation's are its original's.

        So one and the same page is there in several languages.
        """
        return (self.translation_of or self.id).replace("-", "/", 1)

    @property
    def pictures(self) -> list[Picture]:
        """Return every picture of the story, the one above it first, with its line in the file."""
        lead = [] if self.image == "none" else [self.lead]
        inside = [block for block in self.prose.blocks if isinstance(block, Picture)]
        return [*lead, *(replace(each, line=self.body_position(each.line)) for each in inside)]

    def picture_key(self, picture: Picture) -> str:
        """Return the name by which the library knows a picture of this story: `2026/roof.jpg`."""
        return f"{self.path.split('/')[-2]}/{picture.file}"

    @property
    def lead(self) -> Picture:
        """Return the picture above the story; asked only where there is one."""
        assert self.image != "none"
        return Picture(self.image.file, self.image.alt, self.line("image", "file"))

    def visible(self, on: dt.date, until: dt.datetime | None = None) -> bool:
        """Return whether readers may see the story on a day, at the moment `until` if given."""
        over = self.expires is not None and self.expires < on
        return self.status == "published" and appeared(self.date, on, until) and not over

    def as_published(self) -> Story:
        """Return the story as readers would see it, whatever its status, for a preview."""
        return self.model_copy(update={"status": "published", "expires": None})

    @property
    def reading_minutes(self) -> int:
        """Return how many minutes an unhurried reader takes: 200 words in each, at least one."""
        return max(1, round(len(self.body.split()) / 200))

    def body_position(self, line: int) -> int:
        """Return the line in the file for a line of the body."""
        return self.body_line + line - 1
