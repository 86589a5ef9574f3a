"""Answers to the questions of an annex: those that it needs, and what is computed from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generators.annex.assessment import TOOL, asked_for, computed
from generators.annex.reading import read_answer, read_fallbacks
from generators.annex.rules import BLOCKING, broken, recorded_for
from generators.annex.values import Refused, Value
from generators.content.agreements import FALLBACKS, Agreement, Place
from generators.content.combinations import chosen_clauses
from generators.content.library import Library
from generators.content.record import Language
from generators.content.source import nearest

ISSUED_ON = "issued_on"
"""The one question every agreement asks: the day that decides which texts are in force."""
REMEMBERED = 10_000
"""How many cells of a batch are remembered; rows share most of theirs."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that an annex uses, those it has no use for, and what was refused."""

    used: dict[str, Value]
    unused: tuple[str, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """The questions to ask, in their order, and the answers that are computed."""

    asked: tuple[str, ...]
    computed: frozenset[str]


@dataclass(frozen=True)
class Asking:
    """What an agreement asks in one language: which answers are needed, and whether they fit.

    What follows from the answers that are chosen from a list, and what was read from a cell, is
    remembered: a batch asks for the same things row after row.
    """

    agreement: Agreement
    library: Library
    lang: Language
    _seen: dict[tuple[object, ...], Needs] = field(default_factory=dict)
    _read: dict[tuple[str, object, object], Value] = field(default_factory=dict)

    @cached_property
    def _computed(self) -> frozenset[str]:
        return frozenset(q.id for q in self.agreement.questions if q.type == "computed")

    @cached_property
    def _order(self) -> dict[str, int]:
        return {question.id: at for at, question in enumerate(self.agreement.questions)}

    @cached_property
    def _deciding(self) -> tuple[str, ...]:
        """Return the names of the answers on which it depends what else is needed."""
        listed = (q.id for q in self.agreement.questions if q.values() or q.type == "tool")
        return (ISSUED_ON, FALLBACKS, *listed)

    def needed(self, given: Mapping[str, Value]) -> tuple[str, ...]:
        """Return the names of the answers to ask for, in the order of the questions.

        Before the condition inputs are all known, these are all that is needed; of them, only
        those that can still change which clauses stand.
        """
        return self._needs(given).asked

    def _needs(self, given: Mapping[str, Value]) -> Needs:
        key = tuple([given.get(name) for name in self._deciding])
        if key not in self._seen:
            wanted, asked = self._wanted(given), set[str]()
            for name in wanted:
                asked.update(asked_for(name, given) if name in self._computed else (name,))
            order = sorted(asked & self._order.keys(), key=self._order.__getitem__)
            self._seen[key] = Needs(tuple(order), self._computed.intersection(wanted))
        return self._seen[key]

    def with_computed(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Return the answers with all that can be computed from them and is needed."""
        known = dict(given)
        while True:
            new = {
                name: value
                for name in self._needs(known).computed - known.keys()
                if (value := computed(name, known, self.library)) is not None
            }
            if not new:
                return known
            known |= new

    def _wanted(self, given: Mapping[str, Value]) -> list[str]:
        """Return the names of all answers that are needed, of computed ones as well."""
        agreement, on = self.agreement, given.get(ISSUED_ON)
        inputs = [name for name in agreement.inputs if _matters(agreement, name, given)]
        wanted = [ISSUED_ON, *inputs, *([FALLBACKS] if agreement.fallbacks else [])]
        if not isinstance(on, dt.date) or any(name not in given for name in wanted):
            return wanted
        wanted += [*agreement.always_shown, *agreement.signatures.values()]
        for ident in chosen_clauses(agreement, given):
            standing = self.library.text(f"clauses/{ident}", self.lang, on)
            wanted += standing.text.answers if standing else ()
        return [*wanted, *recorded_for(given, self.library)]

    def check(self, given: Mapping[str, object]) -> Checked:
        """Return the answers as their types; everything wrong comes back at once in `refused`."""
        agreement, library = self.agreement, self.library
        refused = [*self._not_to_be_given(given)]
        used: dict[str, Value] = {}
        asked: set[str] = set()
        told = [name for name in BLOCKING if name in given and name in self._order]
        while pending := {*self.needed(used), *told} - asked:
            for name in sorted(pending, key=self._order.__getitem__):
                asked.add(name)
                try:
                    used[name] = self.answer(name, given.get(name), used)
                except Refused as error:
                    refused.append(error)
            used = self.with_computed(used)
        if refused:
            # Which clauses stand may not be known yet; what was given can be wrong all the same.
            refused += self._also_wrong(given, used, asked)
        refused += broken(used, library)
        unused = tuple(name for name in given if name in agreement.by_name and name not in asked)
        return Checked(used, () if refused else unused, tuple(refused))

    def answer(self, name: str, given: object, used: Mapping[str, Value]) -> Value:
        """Return an answer as its type; a cell that was read before is not read again."""
        question = self.agreement.by_name[name]
        if question.type == "fallbacks":
            return read_fallbacks(question, given, self.agreement.fallbacks)
        if not isinstance(given, str):
            return read_answer(question, given, self.library, used)
        key = (name, given, used.get(TOOL))  # scores are read by their tool
        if key not in self._read:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            self._read[key] = read_answer(question, given, self.library, used)
        return self._read[key]

    def _not_to_be_given(self, given: Mapping[str, object]) -> Iterator[Refused]:
        for name in given:
            if name not in self._order:
                hint = nearest(name, list(self._order))
                yield Refused(name, f"is not a question of this annex.{hint}")
            elif name in self._computed:
                yield Refused(name, "is computed from other answers, never typed. Remove it.")

    def _also_wrong(
        self, given: Mapping[str, object], used: Mapping[str, Value], asked: set[str]
    ) -> Iterator[Refused]:
        for name in (name for name in given if name in self._order and name not in asked):
            question = self.agreement.by_name[name]
            if question.type not in ("computed", "scores"):  # scores only fit their tool
                try:
                    self.answer(name, given[name], used)
                except Refused as error:
                    yield error


def check_answers(
    agreement: Agreement, library: Library, given: Mapping[str, object], lang: Language
) -> Checked:
    """Return the answers as their types; everything wrong comes back at once in `refused`."""
    return Asking(agreement, library, lang).check(given)


def _matters(agreement: Agreement, name: str, given: Mapping[str, Value]) -> bool:
    """Return whether an input can still decide on a clause that the other answers leave open."""
    return any(name in place.when and _open(place, name, given) for place in agreement.clauses)


def _open(place: Place, name: str, given: Mapping[str, Value]) -> bool:
    others = ((other, allowed) for other, allowed in place.when.items() if other != name)
    return all(given.get(other, allowed[0]) in allowed for other, allowed in others)
