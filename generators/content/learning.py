"""Training: the catalogue of courses, the way of each role through it, countries of higher risk.

A fact of a course stands with the source that tells it. What no source tells is left out: readers
see "to be confirmed", or "not stated" for lengths and validity. Nothing is filled in by guess.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, Strict, StringConstraints

from generators.content.facts import EVERYTHING, Fact
from generators.content.plan import Area
from generators.content.record import (
    Day,
    Flag,
    Id,
    Prose,
    Record,
    ToConfirm,
    Whole,
    Words,
    YesNoUnknown,
)

Form = Literal["course", "module", "package", "materials", "list", "sessions"]
Standing = Literal["offered", "elsewhere", "being-pursued", "subject-to-funding", "unknown"]
"""How a course stands at UN-Habitat; `elsewhere` is what others give to their own people."""
Subject = Literal["sea", "sh"]
Covered = Literal["definition", "prohibition", "duty-to-report", "referral"]
"""What training must contain at least (clause on training, after the UN Protocol, annex A.5)."""
Modality = Literal["online", "webinar", "in-person", "materials"]
When = Literal[
    "on-joining", "within-months", "before-duty", "before-work", "when-offered", "not-stated"
]
Hours = Annotated[float, Strict(), Field(gt=0, le=400)]
"""Hours as a decimal number: 1.5 is an hour and a half."""
Tongue = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""A language by its code (ISO 639)."""
SOURCED = (
    *("title", "audience", "mandatory_for", "subjects", "covers", "content"),
    *("modality", "hours", "length", "validity_months", "refreshers"),
    *("languages", "access", "codes", "public", "certificate", "cost", "developers"),
)
"""The facts of a course that need a source wherever they are given."""


class CourseSource(Record):
    """Where something about a course was seen, and which of its fields that tells."""

    id: Id
    source: Prose
    tells: list[str]


class Developer(Record):
    """Who made a course, and which of its sources says so."""

    id: Id
    name: Words
    source: Id


class Length(Record):
    """How long a course takes in one of its forms: hours, at `most` so many, or `about` as many."""

    modality: Modality
    hours: Hours
    most: Hours | None = None
    about: Flag = False


class Code(Record):
    """The code under which a learning system lists a course, and for whom that entry is."""

    id: Prose
    name: Words


class Course(Record):
    """A course, package or set of materials. `plan_lines` are references of the action plans.

    `mandatory_for` names learning paths; an empty list says that it is mandatory for nobody here.
    `validity_months` must be written: null where no source states one, which is not "for ever".
    `last_checked` is the day on which somebody here looked at the course itself.
    """

    id: Id
    title: Words
    form: Form
    standing: Standing
    area: Area
    audience: Words | None = None
    mandatory_for: list[Id] | Literal["unknown"]
    subjects: list[Subject] | Literal["unknown"]
    covers: list[Covered] | Literal["unknown"]
    content: Words | None = None
    modality: list[Modality] | Literal["unknown"]
    hours: list[Length] = Field(default_factory=list)
    length: Words | None = None
    validity_months: Annotated[Whole, Field(gt=0)] | None
    refreshers: Words | None = None
    languages: list[Tongue] | Literal["unknown"]
    languages_note: Words | None = None
    access: Words | None = None
    codes: list[Code] = Field(default_factory=list)
    public: YesNoUnknown
    certificate: Words | None = None
    cost: Words | None = None
    developers: list[Developer] = Field(default_factory=list)
    portfolio: YesNoUnknown
    note: Words | None = None
    plan_lines: list[Id] = Field(default_factory=list)
    order: Whole
    last_checked: Day | Literal["never"]
    sources: list[CourseSource]
    to_confirm: ToConfirm

    def unconfirmed(self, field: str) -> bool:
        """Return whether readers must be told that nobody has checked this field."""
        return field in self.to_confirm or EVERYTHING in self.to_confirm

    def given(self, field: str) -> bool:
        """Return whether there is a value that a source must tell."""
        return getattr(self, field) not in (None, "unknown", [])

    def numbers(self, field: str) -> list[int]:
        """Return the places, from 1, of the sources that tell a field."""
        return [n for n, source in enumerate(self.sources, 1) if field in source.tells]


class Step(Record):
    """One course on a path, and when; `months` goes with `within-months`."""

    id: Id
    course: Id
    when: When
    months: Annotated[Whole, Field(gt=0)] | None = None
    note: Words | None = None
    source: Prose
    to_confirm: ToConfirm


class LearningPath(Fact):
    """What one group learns, in which order; the steps of the path `after` come first."""

    title: Words
    who: Words
    order: Whole
    after: Id | None = None
    steps: list[Step]
    note: Words | None = None


class Country(Record):
    """A country on a list, by its ISO 3166-1 code and its name in the United Nations."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Words


class RiskList(Fact):
    """Countries that somebody flags as of higher risk, from a day until a day.

    Only what may be published stands here: content is under version control, and readers see it.
    """

    title: Words
    about: Words
    date: Day | Literal["unknown"]
    valid_until: Day | Literal["unknown"]
    countries: list[Country]
