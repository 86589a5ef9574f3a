"""Sending a prepared broadcast: to whom it is planned, as it was prepared, never late, never twice.

A run goes through the copies that are planned, at a pace that the server allows, and writes each
step into the ledger before and after it. What is temporarily refused is tried again after a pause;
what may or may not have been accepted is left to a person.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Protocol

from generators.content.record import MAILBOX, Language
from generators.habpost.ledger import Ledger, Planned, Row
from generators.habpost.outcome import Outcome
from generators.habpost.prepared import BroadcastApproval, Plan, copy_of, letter_name
from generators.habpost.submission import Stopped

LONGEST_LINE = 998
"""The most octets of a line before its end (RFC 5322, 2.1.1)."""
_LONE_END = re.compile(rb"\r(?!\n)|(?<!\r)\n")
_BARE_MAILBOX = re.compile(rf"(?=[!-~]+$)(?!.*[<>(),;:\\\"\[\]]){MAILBOX}")


class NotAsPrepared(Exception):
    """Raised before anything is sent, for a folder that is not what was prepared or approved."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A plan, its letters by language as they lie in the folder, and the approval."""

    plan: Plan
    letters: Mapping[Language, bytes]
    approval: BroadcastApproval

    @property
    def envelope_sender(self) -> str:
        """Return the mailbox to which the mail system returns what it cannot deliver."""
        return parseaddr(self.plan.sender)[1]

    def copy(self, planned: Planned) -> bytes:
        """Return the bytes of one copy; raises `NotAsPrepared` if they are not those prepared."""
        made = copy_of(self.letters[planned.lang], planned.recipient, planned.message_id)
        if hashlib.sha256(made).hexdigest() != planned.sha256:
            raise NotAsPrepared(
                f"the copy for {planned.recipient} is not the one that was prepared"
            )
        return made

    def check(self, rows: list[Row]) -> None:
        """Raise `NotAsPrepared` unless every copy can go out exactly as prepared and approved."""
        plan = self.plan
        if self.approval.plan != plan.identity:
            raise NotAsPrepared("the approval is for another plan: have this one approved")
        for lang, digest in plan.letters.items():
            if hashlib.sha256(self.letters[lang]).hexdigest() != digest:
                raise NotAsPrepared(f"{letter_name(lang)} was changed since it was prepared")
            if not _can_be_mailed(self.letters[lang]):
                raise NotAsPrepared(
                    f"{letter_name(lang)} is no message of 7-bit lines that end in CRLF and have"
                    f" at most {LONGEST_LINE} characters"
                )
        if not plan.one_by_one and [row.copy.recipient for row in rows] != [plan.audience]:
            raise NotAsPrepared(f"the plan is one message to {plan.audience}, the ledger is not")
        for mailbox in (self.envelope_sender, *(row.copy.recipient for row in rows)):
            if not _BARE_MAILBOX.fullmatch(mailbox):
                raise NotAsPrepared(f"`{mailbox}` is no mailbox that mail can be sent to")
        for row in rows:
            if row.copy.lang not in self.letters:
                raise NotAsPrepared(f"there is no letter in the language of {row.copy.recipient}")
            self.copy(row.copy)


@dataclass(frozen=True, slots=True)
class Manners:
    """How a run treats a server: how fast it goes, when it tries again, and when it gives up.

    Exchange Online takes 30 messages a minute from a mailbox (its documented limit). `pause` is in
    seconds, between `rounds` through what was temporarily refused; `patience` is how many failures
    in a row end the run, since then something is wrong with the server, and not with recipients.
    """

    per_minute: float = 30
    rounds: int = 3
    pause: float = 300
    patience: int = 5


class Pace:
    """A token bucket that holds one token: in any minute no more than `per_minute` are taken."""

    def __init__(
        self, per_minute: float, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._gap, self._clock, self._sleep = 60 / per_minute, clock, sleep
        self._next = clock()

    def wait(self) -> None:
        """Take the token, once there is one."""
        if (short := self._next - self._clock()) > 0:
            self._sleep(short)
        self._next = max(self._next, self._clock()) + self._gap


class Submits(Protocol):
    """What hands in a message, such as `Submission`."""

    def submit(
        self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]
    ) -> Outcome:
        """Return what became of one message to one recipient."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run asks of the world: the moment, a clock in seconds, sleep, and not to be disturbed.

    `undisturbed` holds off what would break a run off while a message is past the point at which
    it may have been accepted, and its outcome is not yet written down.
    """

    now: Callable[[], dt.datetime]
    clock: Callable[[], float]
    sleep: Callable[[float], None]
    undisturbed: Callable[[], AbstractContextManager[None]] = nullcontext


def deliver(
    broadcast: Broadcast, ledger: Ledger, mail: Submits, manners: Manners, around: Surroundings
) -> Iterator[Outcome]:
    """Send what is planned, and yield what became of each try.

    Raises `Stopped` where the run ends before everything was tried; the ledger is sound then too.
    """
    pace, failures = Pace(manners.per_minute, around.clock, around.sleep), 0
    for again in range(manners.rounds):
        rows = ledger.rows("planned")
        if again and rows:
            around.sleep(manners.pause)
        for row in rows:
            pace.wait()
            _in_time(broadcast.approval, around.now())
            outcome = _sent(broadcast, ledger, mail, row.copy, around)
            yield outcome
            failures = 0 if outcome.state == "accepted" else failures + 1
            if failures == manners.patience:
                raise Stopped(f"{failures} tries in a row failed, the last with: {outcome.said}")


def _in_time(approval: BroadcastApproval, now: dt.datetime) -> None:
    if now > approval.not_after:
        raise Stopped(
            f"the approval ended at {approval.not_after.isoformat(timespec='minutes')}, and nothing"
            " goes out late: have the broadcast approved anew"
        )


def _sent(
    broadcast: Broadcast, ledger: Ledger, mail: Submits, copy: Planned, around: Surroundings
) -> Outcome:
    """Hand in one copy; the ledger knows before it can have been accepted, and again after."""
    with ExitStack() as held:

        def before_dot() -> None:
            held.enter_context(around.undisturbed())
            ledger.record(copy.recipient, Outcome("sending"), around.now())

        data = broadcast.copy(copy)
        outcome = mail.submit(broadcast.envelope_sender, copy.recipient, data, before_dot)
        ledger.record(copy.recipient, outcome, around.now())
        return outcome


def _can_be_mailed(letter: bytes) -> bool:
    """Return whether every server takes the letter as it is, without any extension."""
    lines = letter.split(b"\r\n")
    return (
        letter.isascii()
        and b"\0" not in letter
        and lines[-1] == b""
        and not _LONE_END.search(letter)
        and max(map(len, lines)) <= LONGEST_LINE
    )
