"""The columns of a plan's workbook: one field of an activity each, by its path in the file.

One table says what a column is called, what may stand in it, and what helps to fill it in.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generators.content.library import Library
from generators.content.plan import Line, Plan
from generators.content.record import MASTER
from generators.plan.names import AREAS, FUNDING, STATUSES

Kind = Literal["ref", "words", "line", "choice", "whole", "day", "names"]
Value = str | int | dt.date
Row = Mapping[str, Value]
"""The fields of one activity that are filled in, by name."""
Choices = Mapping[str, Mapping[str, str]]
"""What may be chosen, by list: an identifier and what a drop-down says for it."""
EVIDENCE = "evidence"
FEWEST_EVIDENCE = 3
"""How many places for evidence a workbook has at least; one more than the fullest line needs."""
FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
"""The days that a plan can mean."""
YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True, slots=True)
class Field:
    """One column: `name` is the path of the field in the file, its words those in English.

    `kind` says what may stand in its cells: a reference, words (of a language map), a line of
    text, one of the list `choices`, a whole number, a day, or names with commas between them.
    Cells of a `locked` column cannot be edited in lines that the plan has already.
    """

    name: str
    title: str
    kind: Kind
    width: int
    about: str
    choices: str = ""
    locked: bool = False

    @property
    def place(self) -> tuple[str | int, ...]:
        """Return where the value stands below its activity."""
        return (*steps(self.name), MASTER) if self.kind == "words" else steps(self.name)


_FIELDS = (
    Field(
        "id",
        "Reference",
        "ref",
        24,
        "By this the line is known from year to year. For a new line: small letters, digits and"
        " hyphens, such as training-of-trainers.",
        locked=True,
    ),
    Field("activity", "Activity", "words", 46, "What is done, in one sentence."),
    Field("status", "Status", "choice", 14, "How it stands now.", choices="status"),
    Field(
        "progress", "Progress", "words", 40, "What has been done so far, in one or two sentences."
    ),
    Field(
        EVIDENCE,
        "Evidence",
        "line",
        28,
        "What shows that it was done: the title or file number of a document. A completed line"
        " needs it.",
    ),
    Field(
        "responsible", "Responsible role", "choice", 24, "The one role that answers for it.", "role"
    ),
    Field("partners", "With", "words", 26, "Who takes part. Offices and roles, no persons."),
    Field("start", "Start", "day", 12, "The day on which it begins."),
    Field("end", "End", "day", 12, "The day by which it is done."),
    Field(
        "multi_year",
        "Beyond this plan",
        "choice",
        11,
        "Yes, if it begins before the plan or ends after it.",
        choices="yes or no",
    ),
    Field(
        "indicator.counts",
        "Indicator",
        "words",
        40,
        "What is counted; for a share, of what: “offices with a focal point, of all offices”.",
    ),
    Field("indicator.unit", "Unit", "choice", 10, "A share in per cent, or a number.", "unit"),
    Field("indicator.baseline.value", "Baseline", "whole", 10, "Where it stood before."),
    Field("indicator.baseline.date", "Baseline: day", "day", 12, "When that was counted."),
    Field(
        "indicator.baseline.source", "Baseline: source", "words", 22, "Who counted it, or in what."
    ),
    Field("indicator.target.value", "Target", "whole", 10, "What it is to reach."),
    Field("indicator.target.date", "Target: day", "day", 12, "By when."),
    Field("verification", "Means of verification", "words", 28, "What will show the count."),
    Field("funding.state", "Funding", "choice", 14, "Whether the money is there.", "funding"),
    Field("funding.budget", "Budget", "whole", 12, "What it costs in all, as a whole number."),
    Field(
        "funding.secured",
        "Secured",
        "whole",
        12,
        "Of a partly funded line: how much of the budget is promised.",
    ),
    Field("funding.source", "Funding source", "words", 24, "By whom or from what it is paid."),
    Field(
        "to_confirm",
        "To be confirmed",
        "names",
        24,
        "Fields that nobody has given or checked yet, by the names in the row above the lines, such"
        " as: start, end. One that is filled in for the first time is taken out by itself.",
    ),
    Field(
        "output",
        "Output",
        "choice",
        24,
        "What it is a part of (sheet Lists). Only for new lines.",
        choices="output",
        locked=True,
    ),
    Field(
        "updated",
        "Last updated",
        "day",
        12,
        "Set by itself when something in the line is changed.",
        locked=True,
    ),
    Field("risk", "Risk", "words", 28, "The risk that it answers, in one sentence."),
)
_EVIDENCE_DAY = "The day of the document."


def steps(name: str) -> tuple[str | int, ...]:
    """Return the steps of the path of a field: numbers count the pieces of evidence."""
    return tuple(int(step) if step.isdigit() else step for step in name.split("."))


def fields(evidence: int) -> tuple[Field, ...]:
    """Return the columns of a workbook with so many places for evidence."""
    found: list[Field] = []
    for field in _FIELDS:
        if field.name != EVIDENCE:
            found.append(field)
            continue
        for number in range(evidence):
            title, path = f"Evidence {number + 1}", f"{EVIDENCE}.{number}"
            found.append(replace(field, name=f"{path}.reference", title=title))
            day = Field(f"{path}.date", f"{title}: day", "day", 12, _EVIDENCE_DAY)
            found.append(day)
    return tuple(found)


def evidence_places(lines: list[Line]) -> int:
    """Return how many places for evidence a workbook of these lines has."""
    return max((FEWEST_EVIDENCE, *(len(line.activity.evidence) + 1 for line in lines)))


def row_of(line: Line, columns: tuple[Field, ...]) -> dict[str, Value]:
    """Return the fields of a line that are filled in."""
    found = {field.name: _value(line, field) for field in columns}
    plain = {n: same_words(v) if isinstance(v, str) else v for n, v in found.items()}
    return {name: value for name, value in plain.items() if value != ""}


def same_words(text: str) -> str:
    """Return text by which two cells are compared: blanks at the ends of lines say nothing."""
    lines = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines).strip())


def _value(line: Line, field: Field) -> Value:
    if field.name == "output":
        return line.output.id
    value: object = line.activity
    for step in field.place:
        match value, step:
            case None, _:
                return ""
            case list(), int():
                value = value[step] if step < len(value) else None
            case dict(), str():
                value = value[step]
            case _:
                value = getattr(value, str(step))
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(value)
        case str() | int() | dt.date():
            return value
    return ""


def choices_of(library: Library, plan: Plan) -> dict[str, dict[str, str]]:
    """Return what may be chosen in a plan, by list: roles by title, outputs by their words."""
    roles = {ident: role.title[MASTER] for ident, role in sorted(library.roles.items())}
    twice = {title for title in roles.values() if [*roles.values()].count(title) > 1}
    return {
        "status": {name: words for name, words in STATUSES.items() if name},
        "funding": dict(FUNDING),
        "unit": {"percent": "Per cent", "number": "Number"},
        "yes or no": dict(YES_NO),
        "role": {i: f"{title} ({i})" if title in twice else title for i, title in roles.items()},
        "output": {
            output.id: f"{output.id}: {AREAS[output.area]}" for output in library.plan_outputs(plan)
        },
    }


def as_text(value: Value) -> str:
    """Return a value as text of which `from_text` makes the value again."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def from_text(field: Field, text: str) -> Value:
    """Return the value of a text; raises ValueError for what is none."""
    match field.kind:
        case "whole":
            return int(text)
        case "day":
            return dt.date.fromisoformat(text)
        case _:
            return text
