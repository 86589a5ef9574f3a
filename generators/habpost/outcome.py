"""What can become of a copy, in the words that ledger and sender share."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

State = Literal["planned", "sending", "accepted", "refused", "uncertain"]
LONGEST_WORDS = 200
BY_A_RUN: dict[State, tuple[State, ...]] = {
    "planned": ("planned", "sending"),
    "sending": ("planned",),
    "accepted": ("sending",),
    "refused": ("planned", "sending"),
    "uncertain": ("sending",),
}
"""From which states a run may bring a copy to a state: what is accepted or uncertain stays so."""
BY_A_PERSON: dict[State, tuple[State, ...]] = {
    "accepted": ("uncertain",),
    "planned": ("uncertain", "refused"),
}
"""From which states a person may bring a copy to a state."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a step: `code` is the server's reply code, 0 where there was no reply."""

    state: State
    code: int = 0
    reply: str = ""

    @property
    def said(self) -> str:
        """Return code and words of the server, or what happened instead."""
        return f"{self.code} {self.reply}".strip() if self.code else self.reply


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What became of all that was planned; `left` is planned still, `excluded` never was."""

    planned: int
    accepted: int
    refused: int
    uncertain: int
    left: int
    excluded: int

    @property
    def sound(self) -> bool:
        """Return whether nobody is lost and nobody is counted twice."""
        return self.planned == self.accepted + self.refused + self.uncertain + self.left

    @property
    def done(self) -> bool:
        """Return whether every copy was accepted, so that nothing waits for a person."""
        return self.sound and self.planned == self.accepted

    def __str__(self) -> str:
        return (
            f"{self.planned} planned = {self.accepted} accepted + {self.refused} refused"
            f" + {self.uncertain} uncertain + {self.left} still planned"
            f" ({self.excluded} excluded)"
        )


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it ended: when (ISO 8601, UTC), why, and how everything stood then."""

    began: str
    ended: str
    why: str
    count: Reconciliation


def plain_words(reply: bytes | Exception) -> str:
    """Return words of somebody else on one short line, without signs that a terminal would obey."""
    told = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
    seen = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in told)
    return " ".join("".join(seen).split())[:LONGEST_WORDS]
