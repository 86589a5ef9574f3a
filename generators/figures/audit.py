"""The audit: which hidden counts could be worked out from everything that was ever published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.content.figures import FigureRule
from generators.figures.knowledge import Knowledge, Statement, knowledge, statements
from generators.figures.release import Quantity, Release
from generators.figures.worlds import Line, World


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A count that must stay open: a hidden cell, or a count that stands in no table.

    The latter is `quantity` less what it shares with `less`, of other days. `as_of` is empty, but
    where figures were revised.
    """

    quantity: Quantity
    less: Quantity | None
    as_of: str

    def __str__(self) -> str:
        at = ", ".join(f"{dimension} {name}" for dimension, name in self.quantity.at) or "total"
        less = f", less {_days(self.less)}" if self.less else ""
        return f"{self.quantity.series}, {at}, {_days(self.quantity)}{less}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A count of which only `left` values remain possible; which ones is not told here."""

    question: Question
    left: int

    def __str__(self) -> str:
        return f"{self.question}: {self.left} possible values are left"


def _days(quantity: Quantity) -> str:
    return f"{quantity.period.first} to {quantity.period.last}"


def audit(release: Release, rule: FigureRule, earlier: Sequence[Release] = ()) -> list[Finding]:
    """Return every hidden count that may not stay as it is, with all linked and earlier tables.

    Looked at are hidden cells, those of earlier releases too, and counts that stand in no table
    but follow from two: one of a year less one of its first half. Raises `Unsolved`.
    """
    return narrow(statements([*earlier, release]), rule)


def narrow(given: Sequence[Statement], rule: FigureRule) -> list[Finding]:
    """Return the findings on statements."""
    known = knowledge(given)
    return [Finding(question, len(values)) for question, values in closed(known, rule)]


def closed(known: Knowledge, rule: FigureRule) -> list[tuple[Question, set[int]]]:
    """Return the counts that are not open enough, each with all its possible values, in order."""
    asked = list(questions(known))
    seen = Seen(known, [known.line(q.quantity, q.less, q.as_of) for q in asked], rule.values_left)
    found = []
    for at, question in enumerate(asked):
        values = seen.values(at)
        small = question.less is None or any(value < rule.fewer_than for value in values)
        if len(values) < rule.values_left and small:
            found.append((question, values))
    return found


def questions(known: Knowledge) -> Iterator[Question]:
    """Yield hidden cells, then what follows from two cells; of a told 0, every part is told."""
    yield from (Question(quantity, None, as_of) for quantity, as_of in known.hidden)
    for quantity, less, as_of in known.differences():
        if known.cells[quantity, as_of].high:
            yield Question(quantity, less, as_of)


class Seen:
    """The values of lines in the worlds found so far; a world found for one serves all."""

    def __init__(self, known: Knowledge, lines: Sequence[Line], enough: int) -> None:
        self._solver, self._lines, self._enough = known.solver(lines), lines, enough
        self._values: list[set[int]] = [set() for _ in lines]

    def values(self, at: int) -> set[int]:
        """Return distinct possible values of a line: enough of them, or else all there are."""
        mine, line = self._values[at], self._lines[at]
        for sign in (1.0, -1.0):
            if len(mine) < self._enough:
                self._note(self._solver.world(dict.fromkeys(line.plus, sign)))
        if len(mine) < self._enough and mine:
            for value in range(min(mine) + 1, max(mine)):
                if len(mine) < self._enough and value not in mine:
                    self._note(self._solver.within(line, value, value))
        return mine

    def _note(self, world: World | None) -> None:
        if world is not None:
            for line, values in zip(self._lines, self._values, strict=True):
                if len(values) < self._enough:
                    values.add(line.value(world))
