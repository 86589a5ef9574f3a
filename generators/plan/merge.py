"""What workbooks change in a plan: three-way, by the state that each was made from.

A field that a workbook does not change is left as the plan has it. One that was changed on both
sides, or by two workbooks, each in its own way, is a conflict: both are told, neither is taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generators.content.problems import Problem
from generators.plan.fields import Row, Value
from generators.plan.workbook_read import Found, Submission

_SET_BY_ITSELF = "updated"
_WHOLE = {
    "indicator": ("counts", "unit"),
    "indicator.baseline": ("value", "date", "source"),
    "indicator.target": ("value", "date"),
    "funding": ("state",),
}
"""What a part of an activity needs where anything of it is filled in; evidence needs both."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one line that is to say something else; None is an empty cell."""

    ref: str
    field: str
    before: Value | None
    after: Value | None
    line: Found

    @property
    def where(self) -> str:
        """Return the file and the cell that ask for it."""
        return f"{self.line.file} {self.line.at(self.field)}"


@dataclass(frozen=True)
class Merged:
    """All changes, by reference and column, and why some cannot be made."""

    changes: tuple[FieldChange, ...]
    problems: tuple[Problem, ...]

    @cached_property
    def by_ref(self) -> dict[str, list[FieldChange]]:
        """Return the changes of each line."""
        found: dict[str, list[FieldChange]] = {}
        for change in self.changes:
            found.setdefault(change.ref, []).append(change)
        return found


def merged(current: Mapping[str, Row], submissions: Sequence[Submission]) -> Merged:
    """Return what workbooks change in the lines of a plan, as they stand now by reference."""
    problems: list[Problem] = []
    asked: dict[tuple[str, str], list[FieldChange]] = {}
    for submission in submissions:
        if submission.state.rows and not submission.state.rows.keys() & current.keys():
            message = "was made from another plan: none of its lines is in this one."
            problems.append(Problem(submission.file, 1, message))
            continue
        for change in _asked(current, submission, problems):
            asked.setdefault((change.ref, change.field), []).append(change)
    changes: list[FieldChange] = []
    for same in asked.values():
        first = same[0]
        others = [other for other in same[1:] if other.after != first.after]
        problems += (_two_ways(first, other) for other in others)
        changes.append(first)
    problems += _incomplete(current, changes)
    return Merged(tuple(changes), tuple(problems))


def shown(value: Value | None) -> str:
    """Return a value on one line; `nothing` for an empty one."""
    match value:
        case None:
            return "nothing"
        case dt.date():
            return value.isoformat()
        case str():
            return "“" + value.replace("\n", " / ") + "”"
    return f"{value:,}"


def after(
    current: Mapping[str, Row], changes: Sequence[FieldChange]
) -> dict[str, dict[str, Value]]:
    """Return the lines that change, as they are afterwards."""
    rows: dict[str, dict[str, Value]] = {}
    for change in changes:
        row = rows.setdefault(change.ref, dict(current.get(change.ref, {})))
        if change.after is None:
            row.pop(change.field, None)
        else:
            row[change.field] = change.after
    return rows


def _asked(
    current: Mapping[str, Row], submission: Submission, problems: list[Problem]
) -> Iterator[FieldChange]:
    """Yield what a workbook changes and the plan does not say yet; add conflicts to problems."""
    for ref, line in submission.lines.items():
        base = submission.state.rows.get(ref)
        if base is None and ref in current:
            problems += _again(current[ref], line)
        elif base is not None and ref not in current:
            if dict(base) != dict(line.values):
                message = f"changes `{ref}`, which the plan no longer has. Ask the coordinator."
                problems.append(line.problem("id", message))
        else:
            yield from _changed(base or {}, current.get(ref, {}), line, problems)


def _again(now: Row, line: Found) -> Iterator[Problem]:
    """Yield why a new line, whose reference the plan has by now, is not the same line; if so."""
    ref = str(line.values["id"])
    for field in sorted(now.keys() | line.values.keys()):
        if field in (_SET_BY_ITSELF, "to_confirm") or now.get(field) == line.values.get(field):
            continue
        message = (
            f"says {shown(line.values.get(field))} in a new line `{ref}`, but the plan has such a"
            f" line by now, with {shown(now.get(field))}. Give the new line another reference."
        )
        yield line.problem(field, message)
        return


def _changed(base: Row, now: Row, line: Found, problems: list[Problem]) -> Iterator[FieldChange]:
    ref = str(line.values["id"])
    for field in line.letters:
        was, says, has = base.get(field), line.values.get(field), now.get(field)
        if field == _SET_BY_ITSELF or says in (was, has):
            continue
        if has != was:
            message = (
                f"changes {shown(was)} to {shown(says)}, but the plan was changed, too, and says"
                f" {shown(has)} now. Nothing is taken. Put what is right into the cell, or what"
                " stood there."
            )
            problems.append(line.problem(field, f"`{ref}` {field}: {message}"))
            continue
        yield FieldChange(ref, field, has, says, line)


def _two_ways(one: FieldChange, other: FieldChange) -> Problem:
    message = (
        f"`{one.ref}` {one.field}: says {shown(one.after)}, but {other.where} says"
        f" {shown(other.after)}. Nothing is taken. Make the two the same."
    )
    return one.line.problem(one.field, message)


def _incomplete(current: Mapping[str, Row], changes: Sequence[FieldChange]) -> Iterator[Problem]:
    """Yield the empty cells of lines that change without which a part of them says nothing."""
    lines = {change.ref: change.line for change in changes}
    for ref, row in after(current, changes).items():
        for part, needed in (*_WHOLE.items(), *_evidence(row)):
            filled = [name for name in row if name.startswith(f"{part}.")]
            for name in (f"{part}.{each}" for each in needed) if filled else ():
                if name not in row:
                    message = f"is empty, but {lines[ref].at(filled[0])} is filled in. Fill in both"
                    yield lines[ref].problem(name, f"{message}, or clear both.")


def _evidence(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number in sorted({name.split(".")[1] for name in row if name.startswith("evidence.")}):
        yield f"evidence.{number}", ("reference", "date")
