"""Every set of clauses that an annex can have, found by trying all answers that conditions name.

Conditions are finite data, so the sets can be counted before anybody issues an annex: a
reference to a clause that is left out is a fault of the library, found here, not in a contract.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from generators.content.agreements import Agreement


def combinations(agreement: Agreement) -> Iterator[dict[str, object]]:
    """Yield every combination of the answers that conditions ask about."""
    names = agreement.inputs
    values = [agreement.by_name[name].values() for name in names]
    for chosen in itertools.product(*values):
        yield dict(zip(names, chosen, strict=True))


def chosen_clauses(agreement: Agreement, answers: dict[str, object]) -> tuple[str, ...]:
    """Return the ids of the clauses that belong in an annex, in order."""
    return tuple(place.clause for place in agreement.clauses if place.included(answers))


def clause_sets(agreement: Agreement) -> dict[tuple[str, ...], dict[str, object]]:
    """Return each distinct set of clauses with the first combination that leads to it."""
    sets: dict[tuple[str, ...], dict[str, object]] = {}
    for answers in combinations(agreement):
        sets.setdefault(chosen_clauses(agreement, answers), answers)
    return sets
