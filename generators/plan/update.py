"""Plan files with the changes of workbooks in them, and where in a workbook a fault comes from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.problems import Problem
from generators.content.source import Parsed, parse_yaml
from generators.plan.activity_edit import changed_activity, confirmed_name, place_of
from generators.plan.merge import FieldChange, Merged
from generators.plan.patch import Unpatchable, patched
from generators.plan.workbook_read import Found

_MISSING = re.compile(r"`(?P<ref>[a-z0-9-]+)` has no (?P<name>\w+)\.")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Updated:
    """One file of a plan with its changes: its bytes, and how it reads."""

    data: bytes
    parsed: Parsed


def updated_files(
    library: Library, plan: Plan, merge: Merged, sources: Mapping[str, bytes], on: dt.date
) -> tuple[dict[str, Updated], list[Problem]]:
    """Return the files that change, by path, and problems for what cannot be written.

    `sources` are the bytes of the plan's files. A line that changes is last updated `on` that day.
    """
    files: dict[str, Updated] = {}
    problems: list[Problem] = []
    owner = {line.activity.id: line.output for line in library.plan_lines(plan)}
    outputs = {output.id: output for output in library.plan_outputs(plan)}
    asked: dict[str, dict[str, list[FieldChange]]] = {}
    for ref, changes in merge.by_ref.items():
        output = owner.get(ref) or outputs.get(_output_of(changes))
        if output is None:
            message = "names an output that the plan no longer has. Choose another."
            problems.append(changes[0].line.problem("output", message))
            continue
        asked.setdefault(output.path, {})[ref] = changes
    for path, lines in asked.items():
        try:
            files[path] = _with(sources[path], path, lines, plan, on)
        except Unpatchable:
            line = next(iter(lines.values()))[0].line
            message = (
                f"cannot be written into {path} without changing how that is laid out. Write it"
                " there by hand; the reference of the line is"
            )
            problems.append(line.problem("id", f"{message} {', '.join(lines)}."))
    return files, problems


def in_workbook(problem: Problem, files: Mapping[str, Updated], merge: Merged) -> Problem:
    """Return a problem of a changed file as one of the cell that it comes from, if one does."""
    file = files.get(problem.path)
    lines = {change.ref: change.line for change in merge.changes}
    best: tuple[int, Found, str] | None = None
    for at, activity in enumerate(_activities(file.parsed.value) if file else ()):
        line = lines.get(str(activity.get("id")))
        for name in line.letters if line else ():
            rank = _likely(problem, file, merge, at, str(activity["id"]), name)
            if line and rank and (best is None or rank > best[0]):
                best = (rank, line, name)
    return best[1].problem(best[2], problem.message) if best else problem


def _likely(
    problem: Problem, file: Updated | None, merge: Merged, at: int, ref: str, name: str
) -> int:
    """Return how likely a problem comes from a field of the activity at a number; 0 for not.

    What the message says to be missing counts most, then the line, then that it was changed.
    """
    missing = _MISSING.match(problem.message)
    if missing and missing["ref"] == ref and missing["name"] == confirmed_name(name):
        return 8
    here = (
        file is not None and file.parsed.line(("activities", at, *place_of(name))) == problem.line
    )
    if not here and not problem.message.startswith(f"`{ref}` "):
        return 0
    return 1 + 4 * here + 2 * any(change.field == name for change in merge.by_ref[ref])


def _with(
    source: bytes, path: str, lines: Mapping[str, Sequence[FieldChange]], plan: Plan, on: dt.date
) -> Updated:
    mark = _MARK if source.startswith(_MARK) else b""
    text = source.removeprefix(_MARK).decode()
    wanted: Any = parse_yaml(text, path).value
    by_ref = {activity["id"]: at for at, activity in enumerate(wanted["activities"])}
    for ref, changes in lines.items():
        if ref in by_ref:
            at = by_ref[ref]
            wanted["activities"][at] = changed_activity(wanted["activities"][at], changes, plan, on)
        else:
            wanted["activities"].append(changed_activity({"id": ref}, changes, plan, on))
    made = patched(text, wanted)
    return Updated(mark + made.encode(), parse_yaml(made, path))


def _output_of(changes: Iterable[FieldChange]) -> str:
    return next((str(change.after) for change in changes if change.field == "output"), "")


def _activities(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield from (each for each in value.get("activities") or () if isinstance(each, dict))
