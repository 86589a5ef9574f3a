"""Agreement annexes: which clauses, in which order, when, and the questions that fill them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from generators.content.conditions import reached
from generators.content.record import (
    MASTER,
    Day,
    Id,
    Language,
    Name,
    Prose,
    Record,
    Whole,
    Words,
    words,
)
from generators.content.texts import Versioned, text_hash

AnswerType = Literal[
    "text",
    "whole number",
    "date",
    "choice",
    "yes or no",
    "e-mail",
    "list",
    "tool",
    "scores",
    "actions",
    "fallbacks",
    "computed",
]
"""`tool` is an assessment tool of content/assessments/, `scores` a score for each of its standards,
`actions` the dated actions of a corrective plan, `fallbacks` the fallback clauses that the Legal
Unit accepts, if any; what is `computed` is never asked or typed."""
FALLBACKS = "accepted_fallbacks"
"""The answer that names the fallback clauses accepted for one annex."""
Condition = dict[Name, Annotated[list[Prose], Field(min_length=1)]]
"""Holds when each named answer is one of the listed values. An empty condition always holds."""


Side = Literal["un_habitat", "partner"]


def _both(sides: dict[Side, Any]) -> dict[Side, Any]:
    if len(sides) != 2:
        raise PydanticCustomError("sides", "both `un_habitat` and `partner` must be given")
    return sides


class Action(Record):
    """One dated action of a corrective plan: which standard, what, which role, by when."""

    standard: Id
    action: Prose
    role: Prose
    due: Day


class Question(Record):
    """One question, asked only when something in the annex needs its answer.

    `example` fills the sample; it is never a default. The values of a computed answer that
    conditions may name are its `options`.
    """

    id: Name
    type: AnswerType
    label: Words
    help: Words
    options: dict[str, Words] = Field(default_factory=dict)
    minimum: Whole | None = None
    maximum: Whole | None = None
    example: Prose | Whole | list[Prose] | dict[Id, Prose] | list[Action]

    @property
    def optional(self) -> bool:
        """Return whether no answer is an answer, too."""
        return self.type == "fallbacks"

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.type != "computed" and (self.type == "choice") != bool(self.options):
            raise PydanticCustomError(
                "options", "`options` belong to `choice`, where they are needed, and to `computed`"
            )
        if self.type != "whole number" and (self.minimum, self.maximum) != (None, None):
            raise PydanticCustomError("bounds", "only a `whole number` has a minimum or maximum")
        return self

    def values(self) -> list[str]:
        """Return every answer this question allows, where there are finitely many."""
        return ["yes", "no"] if self.type == "yes or no" else list(self.options)


class Place(Record):
    """A clause in its place, and the condition under which it stands there.

    `fallbacks` are texts on the same topic that can stand in its stead where a partner does not
    accept it and the Legal Unit agrees: each is drafted and approved like any other clause.
    """

    clause: Id
    when: Condition = Field(default_factory=dict)
    fallbacks: list[Id] = Field(default_factory=list)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clause and its fallbacks."""
        return (self.clause, *self.fallbacks)

    def chosen(self, answers: Mapping[str, object]) -> str:
        """Return the clause that stands in this place, if one does: an accepted fallback first."""
        accepted = answers.get(FALLBACKS)
        if self.fallbacks and isinstance(accepted, tuple):
            return next((ident for ident in self.fallbacks if ident in accepted), self.clause)
        return self.clause

    def included(self, answers: Mapping[str, object]) -> bool:
        """Return whether the clause belongs in an annex with these answers."""
        return all(answers.get(name) in allowed for name, allowed in self.when.items())


class Agreement(Versioned):
    """One version of an annex to one type of agreement.

    `data_sheet` orders the rows of the data sheet; a row stands when a chosen clause uses its
    answer, or always when it is `always_shown`. `recorded` names answers that are asked and never
    printed, `plan` the answer that holds the corrective plan, which is a table of its own.
    `leaves_out` names essential topics that this type of agreement goes without, and why;
    `open_points` are what the Legal Unit has still to confirm, and print beside the annex.
    `signatures` names, for each party, the answer that holds the office of its signatory.
    """

    id: Id
    title: Words
    annex_title: Words
    introduction: Words
    parties: Annotated[dict[Side, Words], AfterValidator(_both)]
    questions: Annotated[list[Question], Field(min_length=1)]
    data_sheet: list[Name]
    always_shown: list[Name]
    recorded: list[Name] = Field(default_factory=list)
    plan: Name | None = None
    leaves_out: dict[Id, Prose] = Field(default_factory=dict)
    open_points: list[Prose] = Field(default_factory=list)
    signatures: Annotated[dict[Side, Name], AfterValidator(_both)]
    clauses: Annotated[list[Place], Field(min_length=1)]

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Return the questions by the name of their answer."""
        return {question.id: question for question in self.questions}

    @cached_property
    def inputs(self) -> list[str]:
        """Return the names that conditions ask about, in the order of the questions."""
        named = {name for place in self.clauses for name in place.when}
        return [question.id for question in self.questions if question.id in named]

    @cached_property
    def fallbacks(self) -> tuple[str, ...]:
        """Return every fallback clause of this version."""
        return tuple(ident for place in self.clauses for ident in place.fallbacks)

    @cached_property
    def reachable(self) -> dict[int, dict[str, str]]:
        """Return every set of clauses that answers can leave standing, a bit for each place."""
        values = {name: self.by_name[name].values() for name in self.inputs}
        return reached(values, [place.when for place in self.clauses])

    @cached_property
    def unconditional(self) -> int:
        """Return the places that stand under all answers, as bits."""
        return sum(1 << index for index, place in enumerate(self.clauses) if not place.when)

    def first(self, place: int, without: int) -> dict[str, str] | None:
        """Return the first answers under which a place stands without any of some others."""
        asked = (place, without)
        if asked not in self._firsts:
            sets = self.reachable.items()
            found = (given for bits, given in sets if bits & place and not bits & without)
            self._firsts[asked] = next(found, None)
        return self._firsts[asked]

    @cached_property
    def _firsts(self) -> dict[tuple[int, int], dict[str, str] | None]:
        """Return what `first` has found so far: many texts refer to the same clauses."""
        return {}

    def printed(self, lang: Language) -> list[str]:
        """Return the words of this version that print in an annex in `lang`."""
        shown = [q for q in self.questions if q.id in (*self.data_sheet, self.plan)]
        labels = [words(q.label, lang) for q in shown]
        labels += [words(option, lang) for q in shown for option in q.options.values()]
        return [
            words(self.title, lang),
            words(self.annex_title, lang),
            words(self.introduction, lang),
            *[words(name, lang) for name in self.parties.values()],
            *labels,
        ]

    def structure(self) -> str:
        """Return what decides on the words: clauses in order, conditions, questions, bounds."""
        no_words = {"reason": True, "author": True, "open_points": True}
        no_examples = {"questions": {"__all__": {"example"}}}
        dumped = self.model_dump(mode="json", exclude={**no_words, **no_examples})
        return json.dumps(_without_words(dumped), sort_keys=True)

    def sha256_in(self, lang: Language) -> str:
        """Return the hash that an approval pins: the printed words, and what decides on them."""
        return text_hash([*self.printed(lang), self.structure()])


def _without_words(value: Any) -> Any:
    """Return a record without its language maps; the order of lists stays."""
    if isinstance(value, dict):
        if isinstance(value.get(MASTER), str):
            return None
        return {name: _without_words(inner) for name, inner in value.items()}
    return [_without_words(inner) for inner in value] if isinstance(value, list) else value
