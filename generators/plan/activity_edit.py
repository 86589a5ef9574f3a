"""One activity, as a file of a plan has it, with the changes of workbooks in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from generators.content.plan import (
    Activity,
    Baseline,
    Evidence,
    Funding,
    Indicator,
    Plan,
    Target,
)
from generators.content.record import MASTER
from generators.plan.fields import EVIDENCE, Value, fields, steps
from generators.plan.merge import FieldChange

_PLACES = {field.name: field.place for field in fields(evidence=0)}
_MODELS: dict[str, type[BaseModel]] = {
    "indicator": Indicator,
    "baseline": Baseline,
    "target": Target,
    "funding": Funding,
    EVIDENCE: Evidence,
}
_CONFIRMS = {
    "indicator.counts": "indicator",
    "indicator.baseline.value": "baseline",
    "indicator.target.value": "target",
    "funding.state": "funding",
    "funding.budget": "budget",
    f"{EVIDENCE}.0.reference": EVIDENCE,
}
"""Fields that stand for a name in `to_confirm` other than their own."""


def changed_activity(
    activity: dict[str, Any], changes: Sequence[FieldChange], plan: Plan, on: dt.date
) -> dict[str, Any]:
    """Return an activity as a file has it, with changes; what becomes empty is left out."""
    for change in changes:
        if change.field not in ("id", "output"):
            _put(activity, place_of(change.field), _plain(change))
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
    given = {confirmed_name(c.field) for c in changes if c.before is None}
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


def confirmed_name(field: str) -> str:
    """Return the name by which `to_confirm` speaks of a field."""
    return _CONFIRMS.get(field, field)


def place_of(name: str) -> tuple[str | int, ...]:
    """Return where a field stands below its activity."""
    return _PLACES.get(name) or steps(name)
