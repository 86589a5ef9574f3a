"""The command that approves a prepared broadcast; it sends nothing."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from generators.commands.delivery_inputs import (
    as_prepared,
    ledger_rows,
    may_approve,
    plan_in,
)
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.habpost.prepared import APPROVAL, BroadcastApproval

LATEST = dt.timedelta(days=30)


@telling
def approve(given: argparse.Namespace) -> int:
    """Record that a role approves exactly this plan, until a moment; nothing is sent."""
    library, _ = checked_library(project_root(), day(None))
    folder, now = Path(given.folder), _now()
    plan, role = plan_in(folder), vars(given)["as"]
    if plan.waits:
        raise Misused("it cannot be approved yet: " + " ".join(plan.waits))
    as_prepared(folder, plan)
    ledger_rows(folder, plan)
    may_approve(library, plan, role)
    approval = BroadcastApproval(
        plan=plan.identity,
        approved_by=role,
        approved_on=now.date(),
        not_after=_until(given.until, max(now, plan.not_before or now)),
    )
    write_whole(folder / APPROVAL, (approval.model_dump_json(indent=1) + "\n").encode())
    print(f"{role} approves plan {plan.identity[:12]} until {approval.not_after.isoformat()}.")
    print("Nothing is sent by that. Any change to a letter or to the recipients voids it.")
    return 0


def _until(given: str, begin: dt.datetime) -> dt.datetime:
    """Return the moment after which nothing goes out; it lies ahead, and not far."""
    try:
        until = dt.datetime.fromisoformat(given)
    except ValueError:
        until = None
    if until is None or until.tzinfo is None:
        raise Misused(f"`{given}` is no moment with its zone; write 2026-12-01T18:00:00+03:00.")
    if not begin < until <= begin + LATEST:
        raise Misused(f"--until must lie within {LATEST.days} days, so that no old news go out.")
    return until


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
