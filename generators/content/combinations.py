"""Every set of clauses that an annex can have, found by trying all answers that conditions name.

Conditions are finite data, so the sets can be counted before anybody issues an annex: a
reference to a clause that is left out is a fault of the library, found here, not in a contract.
"""

from __future__ import annotations

from collections.abc import Mapping

from generators.content.agreements import Agreement


def chosen_clauses(agreement: Agreement, answers: Mapping[str, object]) -> tuple[str, ...]:
    """Return the ids of the clauses that belong in an annex, in order."""
    return tuple(place.chosen(answers) for place in agreement.clauses if place.included(answers))


def clause_sets(agreement: Agreement) -> dict[tuple[str, ...], dict[str, str]]:
    """Return each distinct set of clauses with the first combination that leads to it."""
    return {clauses_of(agreement, bits): given for bits, given in agreement.reachable.items()}


def clauses_of(agreement: Agreement, bits: int) -> tuple[str, ...]:
    """Return the clauses of a set."""
    places = enumerate(agreement.clauses)
    return tuple(place.clause for index, place in places if bits >> index & 1)
