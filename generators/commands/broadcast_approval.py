"""The command that approves a prepared broadcast; it sends nothing."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from generators.commands.delivery_inputs import plan_in
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.habpost.prepared import APPROVAL, BroadcastApproval

LATEST = dt.timedelta(days=30)


@telling
def approve(given: argparse.Namespace) -> int:
    """Record that a role approves exactly this plan, until a moment; nothing is sent."""
    library, _ = checked_library(project_root(), day(None))
    folder = Path(given.folder)
    plan, role, on = plan_in(folder), vars(given)["as"], day(given.on)
    if plan.waits:
        raise Misused("it cannot be approved yet: " + " ".join(plan.waits))
    able = [r.id for r in library.roles.values() if "habpost" in r.may_approve]
    if role not in able or role in plan.authors:
        free = ", ".join(r for r in able if r not in plan.authors) or "nobody"
        raise Misused(f"`{role}` wrote it, or may not approve broadcasts. May approve it: {free}.")
    approval = BroadcastApproval(
        plan=plan.identity, approved_by=role, approved_on=on, not_after=_until(given.until, on)
    )
    write_whole(folder / APPROVAL, (approval.model_dump_json(indent=1) + "\n").encode())
    print(f"{role} approves plan {plan.identity[:12]} until {approval.not_after.isoformat()}.")
    print("Nothing is sent by that. Any change to a letter or to the recipients voids it.")
    return 0


def _until(given: str, on: dt.date) -> dt.datetime:
    try:
        until = dt.datetime.fromisoformat(given)
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        raise Misused(f"`{given}` is no moment with its zone; write 2026-12-01T18:00:00+03:00.")
    if not on <= until.date() <= on + LATEST:
        raise Misused(f"--until must lie within {LATEST.days} days, so that no old news go out.")
    return until
