"""Plan files with the changes of workbooks in them, and where in a workbook a fault comes from."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generators.content.library import Library
from generators.content.plan import (
    Activity,
    Baseline,
    Evidence,
    Funding,
    Indicator,
    Plan,
    Target,
)
from generators.content.problems import Problem
from generators.content.record import MASTER
from generators.content.source import Parsed, parse_yaml
from generators.plan.fields import EVIDENCE, Value, fields
from generators.plan.merge import FieldChange, Merged
from generators.plan.patch import Unpatchable, patched
from generators.plan.workbook_read import Found

_PLACES = {field.name: field.place for field in fields(20)}
_MODELS: dict[str, type[BaseModel]] = {
    "indicator": Indicator,
    "baseline": Baseline,
    "target": Target,
    "funding": Funding,
    EVIDENCE: Evidence,
}
_MISSING = re.compile(r"`(?P<ref>[a-z0-9-]+)` has no (?P<name>\w+)\.")
_MARK = b"\xef\xbb\xbf"
_CONFIRMS = {
    "indicator.counts": "indicator",
    "indicator.baseline.value": "baseline",
    "indicator.target.value": "target",
    "funding.state": "funding",
    "funding.budget": "budget",
    f"{EVIDENCE}.0.reference": EVIDENCE,
}
"""Fields that stand for a name in `to_confirm` other than their own."""


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
    for change in merge.changes:
        output = owner.get(change.ref) or outputs.get(_output_of(merge.of(change.ref)))
        if output is None:
            message = "names an output that the plan no longer has. Choose another."
            problems.append(change.line.problem("output", message))
            continue
        asked.setdefault(output.path, {}).setdefault(change.ref, []).append(change)
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
    if missing and missing["ref"] == ref and missing["name"] == _CONFIRMS.get(name, name):
        return 8
    here = file is not None and file.parsed.line(("activities", at, *_place(name))) == problem.line
    if not here and not problem.message.startswith(f"`{ref}` "):
        return 0
    return 1 + 4 * here + 2 * any(change.field == name for change in merge.of(ref))


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
            wanted["activities"][at] = _changed(wanted["activities"][at], changes, plan, on)
        else:
            wanted["activities"].append(_changed({"id": ref}, changes, plan, on))
    made = patched(text, wanted)
    return Updated(mark + made.encode(), parse_yaml(made, path))


def _changed(
    activity: dict[str, Any], changes: Sequence[FieldChange], plan: Plan, on: dt.date
) -> dict[str, Any]:
    """Return an activity as a file has it, with changes; what becomes empty is left out."""
    for change in changes:
        if change.field not in ("id", "output"):
            _put(activity, _place(change.field), _plain(change))
    if any(change.field.startswith(f"{EVIDENCE}.") for change in changes):
        activity[EVIDENCE] = [piece for piece in activity[EVIDENCE] if piece]
    _complete(activity, plan)
    _confirm(activity, changes)
    activity["updated"] = max(on.isoformat(), str(activity.get("updated", "")))
    for name in ("indicator", "funding", EVIDENCE, "to_confirm"):
        if name in activity and not activity[name]:
            del activity[name]
    return _in_order(activity, Activity)


def _complete(activity: dict[str, Any], plan: Plan) -> None:
    """Count money in the plan's currency; without any, name none."""
    funding = activity.get("funding") or {}
    if funding.keys() & {"budget", "secured"} and "currency" not in funding and plan.currency:
        funding["currency"] = plan.currency
    if funding.keys() == {"currency"}:
        funding.clear()


def _confirm(activity: dict[str, Any], changes: Sequence[FieldChange]) -> None:
    """Take out of `to_confirm` what is filled in for the first time, unless it was edited."""
    if any(change.field == "to_confirm" for change in changes):
        return
    given = {_CONFIRMS.get(c.field, c.field) for c in changes if c.before is None}
    given |= {EVIDENCE for change in changes if change.field.startswith(f"{EVIDENCE}.")}
    if names := activity.get("to_confirm"):
        activity["to_confirm"] = [name for name in names if name not in given]


def _put(into: dict[str, Any], place: tuple[str | int, ...], value: object) -> None:
    """Set a value below an activity; for None, take it out with the maps that it leaves empty."""
    step, *deeper = place
    if not deeper:
        if value is None:
            into.pop(str(step), None)
        else:
            into[str(step)] = value
        return
    if isinstance(deeper[0], int):
        pieces = into[str(step)] = into.get(str(step)) or []
        pieces.extend({} for _ in range(deeper[0] + 1 - len(pieces)))
        _put(pieces[deeper[0]], tuple(deeper[1:]), value)
        return
    inner = into[str(step)] = into.get(str(step)) or {}
    _put(inner, tuple(deeper), value)
    if value is None and (not inner or deeper[0] == MASTER):
        del into[str(step)]


def _plain(change: FieldChange) -> object:
    value: Value | None = change.after
    match change.field, value:
        case "multi_year", _:
            return True if value == "yes" else None
        case "to_confirm", str():
            return value.split(", ") if value else None
        case _, dt.date():
            return value.isoformat()
    return value


def _in_order(activity: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Return a map with its keys in the order of its model, so that new ones find their place."""
    order = list(model.model_fields)
    keys = sorted(activity, key=lambda key: order.index(key) if key in order else len(order))
    made: dict[str, Any] = {}
    for key in keys:
        value, inner = activity[key], _MODELS.get(key)
        if inner and isinstance(value, dict):
            value = _in_order(value, inner)
        elif inner and isinstance(value, list):
            value = [_in_order(each, inner) for each in value]
        made[key] = value
    return made


def _place(name: str) -> tuple[str | int, ...]:
    return _PLACES.get(name) or next(f.place for f in fields(100) if f.name == name)


def _output_of(changes: Iterable[FieldChange]) -> str:
    return next((str(change.after) for change in changes if change.field == "output"), "")


def _activities(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield from (each for each in value.get("activities") or () if isinstance(each, dict))
