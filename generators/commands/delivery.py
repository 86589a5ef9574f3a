"""Commands that send a prepared broadcast, say how it stands, and record what a person decides."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from generators.commands.delivery_inputs import (
    approval_in,
    as_prepared,
    letters_in,
    may_approve,
    plan_in,
    rate_of,
    server_of,
    still_sound,
)
from generators.commands.interrupts import undisturbed
from generators.commands.progress import counted
from generators.content.loader import read_all
from generators.content.source import nearest
from generators.edge import WRONG, Misused, project_root, telling
from generators.habpost.delivery import (
    Broadcast,
    Manners,
    NotAsPrepared,
    Surroundings,
    deliver,
)
from generators.habpost.ledger import Ledger, Row, Unusable, opened
from generators.habpost.one_sender import Busy, alone
from generators.habpost.outcome import BY_A_PERSON
from generators.habpost.prepared import LEDGER, Plan
from generators.habpost.recipients import normal
from generators.habpost.submission import Server, Stopped, Submission, Timeouts

MANNERS, TIMEOUTS = Manners(), Timeouts()
TOLD = 10
"""How many rows of a kind are printed at the end of a run; `status` prints all."""
LONG = 90
"""From how many seconds on a pause is announced."""


@telling
def send(given: argparse.Namespace) -> int:
    """Send what is planned and approved, and reconcile; 1 unless all of it was accepted."""
    folder = Path(given.folder)
    plan = plan_in(folder)
    print(_told(plan))
    if given.to != plan.audience:
        said = "does not say for whom" if given.to is None else f"says --to {given.to}"
        raise Misused(
            f"nothing was sent: the command {said}. If it shall go, add --to {plan.audience}"
        )
    library, _ = read_all(project_root())  # what is wrong elsewhere keeps nothing from going out
    still_sound(library, plan, _now())
    as_prepared(folder, plan)
    broadcast = Broadcast(plan, letters_in(folder, plan), approval_in(folder))
    may_approve(library, plan, broadcast.approval.approved_by)
    server = server_of(given.server, given.tls, given.user, given.password_file)
    manners = replace(MANNERS, per_minute=rate_of(given.rate))
    with _at_work(folder, plan) as ledger:
        try:
            broadcast.check(ledger.rows())
        except NotAsPrepared as error:
            raise Misused(f"nothing was sent: {error}.") from None
        return _run(broadcast, ledger, server, manners, folder)


def _run(
    broadcast: Broadcast, ledger: Ledger, server: Server, manners: Manners, folder: Path
) -> int:
    """Deliver, and say how everything stands at the end, however the run came to it."""
    began, before = _now(), ledger.reconciled()
    print(f"{before.left} to send, at most {manners.per_minute:g} a minute. Ctrl+C stops.")
    accepted, why = _delivered(broadcast, ledger, server, manners, before.left)
    ledger.settle(_now())
    count = ledger.close_run(began, _now(), why)
    print(f"The run ended: {why}.")
    if not count.sound or count.accepted < before.accepted + accepted:
        raise Misused(f"the ledger does not add up: {count}. Keep {folder} as it is and report it.")
    _tell(ledger, TOLD)
    if count.left:
        print("Those still planned go out when the same command is given again.")
    if count.uncertain or count.refused > TOLD:
        print(f"See psea habpost broadcast status {folder}")
    return 0 if count.done else WRONG


def _delivered(
    broadcast: Broadcast, ledger: Ledger, server: Server, manners: Manners, about: int
) -> tuple[int, str]:
    """Return how many were accepted in this run, and why it ended."""
    around, accepted = Surroundings(_now, time.monotonic, _sleep, undisturbed), 0
    try:
        with Submission(server, TIMEOUTS) as mail:
            for outcome in counted(deliver(broadcast, ledger, mail, manners, around), about):
                accepted += outcome.state == "accepted"
    except Stopped as stopped:
        return accepted, str(stopped)
    except KeyboardInterrupt:
        return accepted, "stopped by Ctrl+C"
    return accepted, "everything planned was tried"


def _sleep(seconds: float) -> None:
    if seconds > LONG:
        minutes = f"{seconds / 60:.0f} minutes"
        print(f"Waiting {minutes}, then what was put off is tried again.", file=sys.stderr)
    time.sleep(seconds)


@telling
def status(given: argparse.Namespace) -> int:
    """Reconcile, and list what was refused, is uncertain or excluded; 1 unless all is accepted."""
    folder = Path(given.folder)
    plan = plan_in(folder)
    print(_told(plan))
    with _ledger(folder, plan) as ledger:
        try:
            with alone(folder):
                ledger.settle(_now())
        except Busy:
            print("A run is at work just now; the message under way counts as uncertain.")
        for run in ledger.runs():
            print(f"{run.began} to {run.ended}: {run.why}.")
        for each in ledger.excluded():
            print(f"excluded: line {each.line}: {each.given}: {each.reason}")
        _tell(ledger)
        count = ledger.reconciled()
    if count.uncertain:
        print(
            "Uncertain: the server may have the message or not. It goes out again only if a person"
        )
        print(
            f"says so: psea habpost broadcast resolve {folder} --recipient X --as planned --by ROLE"
        )
    return 0 if count.done else WRONG


@telling
def resolve(given: argparse.Namespace) -> int:
    """Record what a person decides about a copy: that it was accepted, or is to be sent again."""
    folder, state, by = Path(given.folder), given.__dict__["as"], given.by
    plan = plan_in(folder)
    if state not in BY_A_PERSON:
        raise Misused(f"--as {state} cannot be decided; write --as {' or '.join(BY_A_PERSON)}.")
    library, _ = read_all(project_root())
    if by not in library.roles:
        hint = nearest(by, list(library.roles))
        raise Misused(f"there is no role `{by}` in content/roles/.{hint}")
    with _at_work(folder, plan) as ledger:
        forms = _forms(given.recipient)
        row = next((row for row in ledger.rows() if row.copy.recipient in forms), None)
        if row is None:
            raise Misused(f"{given.recipient} is none of the {plan.planned} recipients.")
        mailbox = row.copy.recipient
        if not ledger.decide(mailbox, state, by, _now()):
            raise Misused(
                f"{mailbox} is {row.last.state}: as {state}, only"
                f" {' or '.join(BY_A_PERSON[state])} can be resolved. Nothing was changed."
            )
    print(f"{mailbox}: was {row.last.state}, is {state}, decided by {by}.")
    return 0


def _forms(given: str) -> set[str]:
    """Return a mailbox as it was typed, and in the form in which copies are kept."""
    with suppress(ValueError):
        return {given, normal(given)}
    return {given}


@contextmanager
def _at_work(folder: Path, plan: Plan) -> Iterator[Ledger]:
    """Open the ledger for oneself, with what a run that died left open marked as uncertain."""
    try:
        with alone(folder), _ledger(folder, plan) as ledger:
            ledger.settle(_now())
            yield ledger
    except (Busy, Unusable) as error:
        raise Misused(str(error)) from None


@contextmanager
def _ledger(folder: Path, plan: Plan) -> Iterator[Ledger]:
    try:
        with opened(folder / LEDGER, plan) as ledger:
            yield ledger
    except Unusable as error:
        raise Misused(str(error)) from None


def _tell(ledger: Ledger, most: int | None = None) -> None:
    """Print what needs a person, at most so many of a kind, and how everything adds up."""
    for state in ("refused", "uncertain"):
        for row in ledger.rows(state)[:most]:
            print(f"{state}: {_line(row)}")
    for row in [row for row in ledger.rows("planned") if row.attempts][:most]:
        print(f"still planned: {_line(row)}")
    print(ledger.reconciled())


def _line(row: Row) -> str:
    tries = "1 try" if row.attempts == 1 else f"{row.attempts} tries"
    by = f" by {row.decided_by}" if row.decided_by else ""
    return f"{row.copy.recipient}: {row.last.said}{by} ({tries}, {row.moment})"


def _told(plan: Plan) -> str:
    subjects = ", ".join(f"“{subject}” ({lang})" for lang, subject in plan.subjects.items())
    how = f"{plan.planned} copies" if plan.one_by_one else "one message"
    told = f"{plan.name}: {subjects}: {how} for {plan.audience}, from {plan.sender}"
    return f"{told}; {plan.excluded} excluded."


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
