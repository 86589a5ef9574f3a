"""What an answer can be, and the one way in which a wrong one is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generators.content.agreements import Question

Value = str | int | dt.date | tuple[str, ...] | tuple[tuple[str, ...], ...]
"""Text, number, day, list, or rows of a table (scores, actions)."""


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """An answer that cannot be used; says what the question wants and what was given."""

    question: str
    why: str

    def __str__(self) -> str:
        return f"`{self.question}` {self.why}"


def refused(question: Question, given: object, wanted: str) -> Refused:
    """Return the refusal of an answer: what is wanted, and what was given."""
    shown = "nothing" if given is None or given == "" else repr(given)
    shown = shown if len(shown) < 80 else shown[:77] + "…"
    return Refused(question.id, f"wants {wanted}; given was {shown}.")
