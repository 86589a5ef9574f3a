"""The search for what to hide: the cheapest world in which a count is another than it seems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generators.figures.audit import Question
from generators.figures.knowledge import Knowledge, Statement, fact_of
from generators.figures.release import Quantity
from generators.figures.worlds import Line, Solver, World

Loose = Mapping[Quantity, tuple[int, float]]
"""Counts that may be hidden: what each is, and what it costs to hide it."""


class Search:
    """Worlds in which loose counts may differ from the truth, each step at its price.

    `given` tells of loose counts only that they are at least the threshold; with a `centre`, see
    `Knowledge`, all is told as distances.
    """

    def __init__(
        self, given: Sequence[Statement], loose: Loose, question: Question, centre: int = 0
    ) -> None:
        fact = fact_of(question.quantity)  # nothing of another fact can help
        mine = [each for each in given if each.fact == fact]
        loose = {quantity: told for quantity, told in loose.items() if fact_of(quantity) == fact}
        values = sum(value for value, _ in loose.values())
        apart = frozenset([fact]) if question.as_of else frozenset()
        known = Knowledge(mine, apart, values, centre)
        self._line = known.line(question.quantity, question.less, question.as_of)
        self._loose, self._most, first = loose, known.most, len(known.unknowns)
        day = known.day(fact, given[-1].as_of)
        self._cells = {quantity: known.columns(quantity, day) for quantity in loose}
        self._middle = centre * len(self._line.plus)
        self._truth = {
            quantity: value + centre * len(self._cells[quantity])
            for quantity, (value, _) in loose.items()
        }
        cost: dict[int, float] = {}
        steps = []
        for at, (quantity, (_, price)) in enumerate(loose.items()):
            up, down = first + 2 * at, first + 2 * at + 1
            value = self._truth[quantity]
            steps.append(Line((*self._cells[quantity], down), (up,), value, value))
            cost |= {up: price, down: price}
        highs = [known.most] * (first + 2 * len(loose))
        lines = [*known.lines, *known.cells.values(), self._line, *steps]
        self._solver = Solver(highs, lines, cost)

    def within(self, *ranges: tuple[int, int | None]) -> set[Quantity] | None:
        """Return the loose counts that differ in the cheapest world with the count in a range.

        None where there is no such world.
        """
        found = []
        for low, high in ranges:
            world = self._solver.within(self._line, low, self._most if high is None else high)
            if world is not None:
                found.append(self._changed(world))
        return min(found, key=self._price, default=None)

    def beyond(self) -> set[Quantity] | None:
        """Return the loose counts that move in the cheapest world where the count moves up."""
        return self.within((self._middle + 1, None))

    def _changed(self, world: World) -> set[Quantity]:
        return {
            quantity
            for quantity, value in self._truth.items()
            if sum(world[at] for at in self._cells[quantity]) != value
        }

    def _price(self, quantities: set[Quantity]) -> float:
        return sum(self._loose[quantity][1] for quantity in sorted(quantities))
