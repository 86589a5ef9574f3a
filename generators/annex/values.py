"""What an answer can be, and the one way in which a wrong one is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generators.content.agreements import Action, Question

Value = str | int | dt.date | tuple[str, ...] | tuple[tuple[str, ...], ...]
"""Text, number, day, list, or rows of a table (scores, actions)."""


def as_given(question: Question, value: Value) -> object:
    """Return an answer as an answers file gives it: scores and actions as maps, days as ISO."""
    match question.type:
        case "scores" if isinstance(value, tuple):
            return {row[0]: row[1] for row in value}
        case "actions" if isinstance(value, tuple):
            return [dict(zip(Action.model_fields, row, strict=True)) for row in value]
    match value:
        case dt.date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """An answer that cannot be used; says what the question wants and what was given."""

    question: str
    why: str

    def __str__(self) -> str:
        return f"`{self.question}` {self.why}"


def refused(question: Question, given: object, wanted: str, hint: str = "") -> Refused:
    """Return the refusal of an answer: what is wanted, what was given, and what may be meant."""
    shown = "nothing" if given is None or given == "" else repr(given)
    shown = shown if len(shown) < 80 else shown[:77] + "…"
    return Refused(question.id, f"wants {wanted}; given was {shown}.{hint}")
