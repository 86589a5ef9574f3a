"""What is said of a year: the yearly report's words, the management letter, and who cleared what.

Sections are those of the project's note on the report to the Executive Office of the
Secretary-General; the official forms of report and letter are to be confirmed. No figure of
allegations stands here: counts come from a file outside the project, or from published releases.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field

from generators.content.plan import Period, Prong
from generators.content.record import MASTER, Day, Flag, Id, Prose, Record, ToConfirm, Whole, Words
from generators.content.texts import Sha256, text_hash

Clearable = Literal["plan", "report", "exact-report", "briefing", "certification"]
"""What can be cleared; `exact-report` is the confidential one, with exact figures."""
CLEARABLE: tuple[Clearable, ...] = get_args(Clearable)


class Point(Record):
    """One paragraph of a report: in words of its own, or those of a line of the plan on progress.

    `ref` names that line, so that nothing is written twice.
    """

    id: Id
    words: Words | None = None
    ref: Id | None = None


class Action(Record):
    """One thing done in the year that no line of the plan tells, under its head."""

    id: Id
    prong: Prong
    words: Words


class Achieved(Record):
    """How far an indicator of the plan has come, when that was measured and by what."""

    ref: Id
    value: Annotated[Whole, Field(ge=0)]
    date: Day
    source: Words


class YearReport(Record):
    """The words of the report on one year.

    Offices and stories are counted from content as of `as_of`, unless `counted` is false: content
    does not reach back to every year. `on_figures` is said where the figures stand. A role, the
    `author`, wrote it, and does not clear it.
    """

    year: Annotated[Whole, Field(ge=2000, le=2100)]
    example: Flag
    author: Id
    as_of: Day
    counted: Flag = True
    period: Period | None = None
    about: Words
    on_figures: Words | None = None
    achieved: list[Achieved] = Field(default_factory=list)
    actions: list[Action] = Field(default_factory=list)
    resources: list[Point] = Field(default_factory=list)
    challenges: list[Point] = Field(default_factory=list)
    requests: list[Point] = Field(default_factory=list)
    priorities: list[Point] = Field(default_factory=list)
    source: Prose
    to_confirm: ToConfirm


class Statement(Record):
    """One thing that the letter certifies, and what it rests on."""

    id: Id
    words: Words
    instruments: list[Id] = Field(default_factory=list)


class Certification(Record):
    """The management letter of one year: who certifies what to whom, for which period.

    `signatory` is a role; no person's name stands in it. `to_confirm` names statements that the
    signatory has not confirmed, or other fields: nothing is signed while it does.
    """

    year: Annotated[Whole, Field(ge=2000, le=2100)]
    example: Flag
    author: Id
    signatory: Id
    addressee: Words
    period: Period
    opening: Words
    statements: Annotated[list[Statement], Field(min_length=1)]
    closing: Words
    source: Prose
    to_confirm: ToConfirm

    @cached_property
    def sha256(self) -> str:
        """Return the hash that a sign-off pins: of signatory, addressee, period and words."""
        period = f"{self.period.start} {self.period.end}"
        texts = (self.addressee, self.opening, *(s.words for s in self.statements), self.closing)
        return text_hash([self.signatory, period, *(text[MASTER] for text in texts)])


class Clearance(Record):
    """One act of clearing: a role cleared exactly these words, on a day.

    `sha256` is the hash of the document's words; once they change, the clearance is void. For a
    `certification` it is the signatory's sign-off.
    """

    document: Prose
    cleared_by: Id
    cleared_on: Day
    sha256: Sha256

    @property
    def kind(self) -> str:
        """Return what was cleared, without its year."""
        return self.document.rpartition("/")[2]
