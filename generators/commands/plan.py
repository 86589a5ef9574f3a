"""Commands on action plans: how one stands on a day, and what changed from one to another."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.plan import Line, Plan
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.plan.changes import KINDS, Change, changes
from generators.plan.status import DUE_WITHIN_DAYS, PlanStatus, gap, plan_status

_WIDTHS = (26, 27, 12)


@telling
def status(given: argparse.Namespace) -> int:
    """Print the lines of a plan that are overdue, due, without evidence or without money."""
    on = day(given.on)
    library, _ = checked_library(project_root(), on)
    plan = plan_of(library, given.year or _year_of(library, on))
    print("\n".join(_told(plan, plan_status(library, plan, on), on)))
    return 0


@telling
def diff(given: argparse.Namespace) -> int:
    """Print what was added, dropped and changed from one plan to another, by reference."""
    library, _ = checked_library(project_root(), day(None))
    old, new = plan_of(library, given.old), plan_of(library, given.new)
    found = list(changes(library, old, new))
    counts = ", ".join(f"{sum(change.kind == kind for change in found)} {kind}" for kind in KINDS)
    print(f"{_title(old)} → {_title(new)}: {counts}.")
    for change in found:
        print("\n".join(_change(change)))
    return 0


def plan_of(library: Library, year: str) -> Plan:
    """Return the plan of a year."""
    if year not in library.plans:
        there = ", ".join(sorted(library.plans)) or "none"
        raise Misused(f"there is no plan `{year}` in content/plan/; there is: {there}.")
    return library.plans[year]


def _year_of(library: Library, on: dt.date) -> str:
    """Return the year of a day, or the last year with a plan."""
    return str(on.year) if str(on.year) in library.plans else max(library.plans, default="")


def _title(plan: Plan) -> str:
    return f"Action plan {plan.year}{' (EXAMPLE)' if plan.example else ''}"


def _told(plan: Plan, status: PlanStatus, on: dt.date) -> Iterator[str]:
    yield f"{_title(plan)}, {len(status.lines)} lines, on {on}."
    for title, lines in (
        ("Overdue", status.overdue),
        (f"Due within {DUE_WITHIN_DAYS} days", status.due),
        ("Under way or completed, without evidence", status.without_evidence),
        ("Without the money they need", status.unfunded),
        ("Not judged: end, status or funding is to be confirmed", status.not_judged),
    ):
        yield f"\n{title}: {len(lines)}"
        for line in lines:
            yield _row(line)
    if status.unfunded:
        yield f"\n{_missing(status)}"


def _row(line: Line) -> str:
    activity, money = line.activity, line.activity.funding
    amount = gap(line) if money and activity.status not in ("completed", "cancelled") else None
    cells = (
        activity.id,
        activity.responsible or "no role yet",
        activity.end.isoformat() if activity.end else "no end yet",
    )
    padded = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
    lacks = f"lacks {amount:,} {money.currency}" if money and amount else ""
    mark = "(example)" if line.plan.example else ""
    return f"  {padded}  {lacks:<18}{mark}".rstrip()


def _missing(status: PlanStatus) -> str:
    sums = [f"{amount:,} {code}" for code, amount in sorted(status.missing_money.items())]
    unknown = f"{status.unknown_cost} of unknown cost" if status.unknown_cost else ""
    return "Missing in all: " + ", ".join([*sums, *([unknown] if unknown else [])]) + "."


def _change(change: Change) -> Iterator[str]:
    yield f"{change.kind:<10} {change.ref}: {change.activity}"
    if change.became:
        yield f"    {change.became}"
    for name, before, after in change.fields:
        yield f"    {name}: {before or 'nothing'} → {after or 'nothing'}"
