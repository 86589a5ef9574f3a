"""The first choice of what to hide, which tells nothing of the counts that are hidden.

It looks at where small counts stand, and never at how large the others are: each small count must
be able to move by one together with other hidden ones, if those may move as far as they like. So
whoever runs this program learns nothing from that choice that the small counts' places do not say.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from generators.figures.audit import Question, Seen
from generators.figures.knowledge import Knowledge, Statement
from generators.figures.release import Quantity
from generators.figures.search import Loose, Search

CENTRE = 50
"""How far a hidden count may move to either side; one step must be enough for each."""


def by_pattern(
    before: Sequence[Statement], new: Sequence[Statement], loose: Loose
) -> set[Quantity]:
    """Return which loose counts to hide so that each small count of new tables can move.

    What cannot move whatever is hidden is left to the audit.
    """
    small = [q for each in new for q, (low, high) in each.told.items() if low != high]
    hidden: set[Quantity] = set()
    while True:
        still = len(hidden)
        for quantity in _fixed(before, new, small, hidden):
            free = {q: (0, price) for q, (_, price) in loose.items() if q not in hidden}
            given = _moves(before, new, loose.keys())
            search = Search(given, free, Question(quantity, None, ""), CENTRE)
            hidden |= search.beyond() or set()
        if len(hidden) == still:
            return hidden


def _fixed(
    before: Sequence[Statement],
    new: Sequence[Statement],
    small: Sequence[Quantity],
    hidden: Set[Quantity],
) -> list[Quantity]:
    """Return the small counts that cannot move yet."""
    known = Knowledge(_moves(before, new, hidden), centre=CENTRE)
    seen = Seen(known, [known.line(quantity, None, "") for quantity in small], 2)
    return [quantity for at, quantity in enumerate(small) if len(seen.values(at)) < 2]


def _moves(
    before: Sequence[Statement], new: Sequence[Statement], free: Set[Quantity]
) -> list[Statement]:
    """Return how far each count may move: not at all where it is told and not free."""
    far, still = (-CENTRE, CENTRE), (0, 0)
    return [
        Statement(
            each.as_of,
            {
                quantity: far if low != high or (quantity in free and at >= len(before)) else still
                for quantity, (low, high) in each.told.items()
            },
            each.sums,
        )
        for at, each in enumerate([*before, *new])
    ]
