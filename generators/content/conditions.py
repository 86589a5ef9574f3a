"""Conditions as data: which units stand under which answers, and every set that can be reached.

A set of units is a number here, with a bit for each unit that stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Condition = Mapping[str, Sequence[str]]


def reached(
    values: Mapping[str, Sequence[str]], conditions: Sequence[Condition]
) -> dict[int, dict[str, str]]:
    """Return every set of units that answers can leave standing, each with answers that do.

    `values` are the answers that each question allows. Questions are taken one after the other,
    and sets that have become the same are gone on with once: so a question costs a factor only
    where it makes new sets.
    """
    sets: dict[int, dict[str, str]] = {(1 << len(conditions)) - 1: {}}
    for name, allowed in values.items():
        left = {value: _left(conditions, name, value) for value in allowed}
        step: dict[int, dict[str, str]] = {}
        for bits, answers in sets.items():
            for value, standing in left.items():
                if bits & standing not in step:
                    step[bits & standing] = {**answers, name: value}
        sets = step
    return sets


def _left(conditions: Sequence[Condition], name: str, value: str) -> int:
    """Return the units that an answer leaves standing."""
    bits = 0
    for index, condition in enumerate(conditions):
        if value in condition.get(name, (value,)):
            bits |= 1 << index
    return bits
