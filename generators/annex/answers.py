"""Answers to the questions of an annex: those that it needs, and what is computed from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generators.annex.assessment import asked_for, computed
from generators.annex.reading import read_answer
from generators.annex.rules import broken, recorded_for
from generators.annex.values import Refused, Value
from generators.content.agreements import Agreement, Place
from generators.content.combinations import chosen_clauses
from generators.content.library import Library
from generators.content.record import Language
from generators.content.source import nearest

ISSUED_ON = "issued_on"
"""The one question every agreement asks: the day that decides which texts are in force."""


def needed(
    agreement: Agreement, library: Library, given: Mapping[str, Value], lang: Language
) -> list[str]:
    """Return the names of the answers to ask for, in the order of the questions.

    Before the condition inputs are all known, these are all that is needed; of them, only those
    that can still change which clauses stand.
    """
    wanted = set(_wanted(agreement, library, given, lang))
    asked = {name for each in wanted for name in _asked(agreement, each, given)}
    return [question.id for question in agreement.questions if question.id in asked]


def with_computed(
    agreement: Agreement, library: Library, given: Mapping[str, Value], lang: Language
) -> dict[str, Value]:
    """Return the answers with all that can be computed from them and is needed."""
    known = dict(given)
    while True:
        new = {
            name: value
            for name in set(_wanted(agreement, library, known, lang)) - set(known)
            if _is_computed(agreement, name)
            and (value := computed(name, known, library)) is not None
        }
        if not new:
            return known
        known |= new


def _wanted(
    agreement: Agreement, library: Library, given: Mapping[str, Value], lang: Language
) -> Iterator[str]:
    yield ISSUED_ON
    inputs = [name for name in agreement.inputs if _matters(agreement, name, given)]
    yield from inputs
    on = given.get(ISSUED_ON)
    if isinstance(on, dt.date) and all(name in given for name in inputs):
        yield from (*agreement.always_shown, *agreement.signatures.values())
        yield from recorded_for(given, library)
        for ident in chosen_clauses(agreement, given):
            yield from _used(library, ident, lang, on)


def _matters(agreement: Agreement, name: str, given: Mapping[str, Value]) -> bool:
    """Return whether an input can still decide on a clause that the other answers leave open."""
    return any(name in place.when and _open(place, name, given) for place in agreement.clauses)


def _open(place: Place, name: str, given: Mapping[str, Value]) -> bool:
    others = ((other, allowed) for other, allowed in place.when.items() if other != name)
    return all(given.get(other, allowed[0]) in allowed for other, allowed in others)


def _asked(agreement: Agreement, name: str, given: Mapping[str, Value]) -> list[str]:
    return asked_for(name, given) if _is_computed(agreement, name) else [name]


def _is_computed(agreement: Agreement, name: str) -> bool:
    return name in agreement.by_name and agreement.by_name[name].type == "computed"


def _used(library: Library, clause: str, lang: Language, on: dt.date) -> frozenset[str]:
    standing = library.text(f"clauses/{clause}", lang, on)
    return standing.text.answers if standing else frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that an annex uses, those it has no use for, and what was refused."""

    used: dict[str, Value]
    unused: tuple[str, ...]
    refused: tuple[Refused, ...]


def check_answers(
    agreement: Agreement, library: Library, given: Mapping[str, object], lang: Language
) -> Checked:
    """Return the answers as their types; everything wrong comes back at once in `refused`."""
    refused = [*_not_to_be_given(agreement, given)]
    used: dict[str, Value] = {}
    asked: set[str] = set()
    while pending := [n for n in needed(agreement, library, used, lang) if n not in asked]:
        for name in pending:
            asked.add(name)
            try:
                question = agreement.by_name[name]
                used[name] = read_answer(question, given.get(name), library, used)
            except Refused as error:
                refused.append(error)
        used = with_computed(agreement, library, used, lang)
    if refused:
        # Which clauses stand may not be known yet; what was given can be wrong all the same.
        refused += _also_wrong(agreement, library, given, used, asked)
    refused += broken(used, library)
    unused = tuple(name for name in given if name in agreement.by_name and name not in asked)
    return Checked(used, () if refused else unused, tuple(refused))


def _not_to_be_given(agreement: Agreement, given: Mapping[str, object]) -> Iterator[Refused]:
    for name in given:
        if name not in agreement.by_name:
            hint = nearest(name, list(agreement.by_name))
            yield Refused(name, f"is not a question of this annex.{hint}")
        elif _is_computed(agreement, name):
            yield Refused(name, "is computed from other answers, never typed. Remove it.")


def _also_wrong(
    agreement: Agreement,
    library: Library,
    given: Mapping[str, object],
    used: Mapping[str, Value],
    asked: set[str],
) -> Iterator[Refused]:
    for name in (name for name in given if name in agreement.by_name and name not in asked):
        question = agreement.by_name[name]
        if question.type not in ("computed", "scores"):  # scores cannot be read without their tool
            try:
                read_answer(question, given[name], library, used)
            except Refused as error:
                yield error
