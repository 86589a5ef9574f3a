"""What changed from one plan to another, line by line, found by reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from generators.content.library import Library
from generators.content.plan import Line, Plan
from generators.content.record import MASTER, Record

Kind = Literal["added", "dropped", "done", "continued", "changed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_NOTES = {"id", "updated", "to_confirm", "example", "activities", "source"}
"""What says nothing of the plan itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one line.

    `kind` is `done` or `continued` (under another reference) for a line that is gone and of which
    the newer plan says so, `dropped` for any other that is gone. `fields` hold name, before, after.
    """

    kind: Kind
    ref: str
    activity: str
    fields: tuple[tuple[str, str, str], ...] = ()
    became: str = ""


def changes(library: Library, old: Plan, new: Plan) -> Iterator[Change]:
    """Yield what changed, by reference in the order of the alphabet.

    `became` is what the newer plan says of a line that it no longer has: its heir, or why.
    """
    before = {line.activity.id: line for line in library.plan_lines(old)}
    after = {line.activity.id: line for line in library.plan_lines(new)}
    for ref in sorted({*before, *after}):
        if ref not in before:
            yield Change("added", ref, _name(after[ref]))
        elif ref not in after:
            yield _gone(before[ref], new)
        elif fields := tuple(_differences(before[ref], after[ref])):
            yield Change("changed", ref, _name(after[ref]), fields)


def _gone(line: Line, plan: Plan) -> Change:
    """Return what a plan says of a line that it does not have."""
    ref, name = line.activity.id, _name(line)
    for each in plan.dispositions:
        if each.ref == ref:
            heir = f"as {each.continued_as}" if each.continued_as else ""
            reason = each.reason[MASTER] if each.reason else ""
            return Change(each.result, ref, name, became=": ".join(filter(None, (heir, reason))))
    return Change("dropped", ref, name)


def _differences(before: Line, after: Line) -> Iterator[tuple[str, str, str]]:
    old, new = _fields(before), _fields(after)
    for name in {**old, **new}:
        one, other = old.get(name, ""), new.get(name, "")
        if one != other:
            yield name, one, other


def _fields(line: Line) -> dict[str, str]:
    """Return the fields of a line and of its output in words, those that are empty left out."""
    given = {**line.output.fields(), **line.activity.fields()}
    shown = {name: _shown(value) for name, value in given.items() if name not in _NOTES}
    return {name: words for name, words in shown.items() if words}


def _shown(value: object) -> str:
    """Return a value in words on one line; what is nothing gives nothing."""
    match value:
        case None | False:
            return ""
        case dict():
            return str(value[MASTER])
        case list():
            return "; ".join(map(_shown, value))
        case Record():
            parts = ((name, _shown(inner)) for name, inner in value.fields().items())
            return ", ".join(f"{name} {words}" for name, words in parts if words)
    return str(value)


def _name(line: Line) -> str:
    return line.activity.activity[MASTER]
