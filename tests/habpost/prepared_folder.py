"""Broadcasts as they lie prepared, for tests: a small letter, recipients, a plan, an approval."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from generators.habpost.ledger import Excluded, Planned, create, recipients_hash
from generators.habpost.prepared import (
    APPROVAL,
    LEDGER,
    PLAN,
    BroadcastApproval,
    Plan,
    copy_of,
    letter_name,
    message_id,
)

AUDIENCE = "staff.csv"
LETTER = (
    b"From: HabPost <habpost@example.org>\r\nTo: {{to}}\r\nSubject: An issue\r\n"
    b"Message-ID: {{message-id}}\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=us-ascii\r\n\r\n"
    b"Good morning.\r\n.\r\n..two dots, and {{to}} stays as it is\r\n"
)
EXCLUDED = (Excluded(7, "nobody", "is no mailbox"),)
NOT_AFTER = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)


def mailboxes(count: int, domain: str = "example.org") -> list[str]:
    """Return so many different mailboxes."""
    return [f"r{number}@{domain}" for number in range(count)]


def planned(recipients: Sequence[str], letter: bytes = LETTER) -> list[Planned]:
    """Return the rows of the ledger, as whoever prepares makes them."""
    digest = hashlib.sha256(letter).hexdigest()
    rows = []
    for recipient in recipients:
        ident = message_id(digest, recipient, "example.org")
        made = copy_of(letter, recipient, ident)
        rows.append(Planned(recipient, "en", ident, hashlib.sha256(made).hexdigest()))
    return rows


def plan_of(
    rows: Sequence[Planned],
    letter: bytes = LETTER,
    *,
    excluded: Sequence[Excluded] = EXCLUDED,
    audience: str = AUDIENCE,
    one_by_one: bool = True,
) -> Plan:
    """Return the plan of these rows."""
    return Plan(
        name="issue-001",
        subjects={"en": "An issue"},
        sender="HabPost <habpost@example.org>",
        audience=audience,
        one_by_one=one_by_one,
        letters={"en": hashlib.sha256(letter).hexdigest()},
        recipients=recipients_hash(rows, excluded),
        planned=len(rows),
        excluded=len(excluded),
    )


def approval_of(plan: Plan, not_after: dt.datetime = NOT_AFTER) -> BroadcastApproval:
    """Return an approval of exactly this plan."""
    on = dt.date(2026, 11, 23)
    return BroadcastApproval(
        plan=plan.identity, approved_by="psea-coordinator", approved_on=on, not_after=not_after
    )


def write(folder: Path, recipients: Sequence[str], not_after: dt.datetime, **about: object) -> Plan:
    """Write a prepared and approved folder; tests spoil it where they need to."""
    rows = planned(recipients)
    plan = plan_of(rows, **about)  # type: ignore[arg-type]  # passed on as they are
    (folder / "letters").mkdir(parents=True)
    (folder / letter_name("en")).write_bytes(LETTER)
    (folder / PLAN).write_text(plan.model_dump_json(), encoding="utf-8")
    approval = approval_of(plan, not_after)
    (folder / APPROVAL).write_text(approval.model_dump_json(), encoding="utf-8")
    create(folder / LEDGER, plan.identity, rows, EXCLUDED)
    return plan
