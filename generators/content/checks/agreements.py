"""Checks of agreement annexes, under every combination of answers their conditions name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.agreements import Agreement
from generators.content.combinations import clause_sets
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.prose import Answer, ClauseNumber, walk
from generators.content.source import Location, nearest


def _agreements(library: Library) -> Iterator[Agreement]:
    for versions in library.agreements.values():
        yield from versions


def _sound(library: Library) -> Iterator[Agreement]:
    """Yield agreements whose clauses and conditions exist; the others are reported elsewhere."""
    for agreement in _agreements(library):
        if not [*_clause_faults(agreement, library), *_condition_faults(agreement)]:
            yield agreement


def clauses_exist(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every clause an agreement lists is in the library."""
    for agreement in _agreements(library):
        yield from _clause_faults(agreement, library)


def _clause_faults(agreement: Agreement, library: Library) -> Iterator[Problem]:
    for index, place in enumerate(agreement.clauses):
        if place.clause not in library.clauses:
            yield Problem(
                agreement.path,
                agreement.line("clauses", index, "clause"),
                f"lists the clause `{place.clause}`, which has no folder in content/clauses/."
                f"{nearest(place.clause, list(library.clauses))} Correct the name or add it.",
            )


def conditions_can_be_met(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that conditions ask about finite questions and about values those allow."""
    for agreement in _agreements(library):
        yield from _condition_faults(agreement)


def _condition_faults(agreement: Agreement) -> Iterator[Problem]:
    for index, place in enumerate(agreement.clauses):
        for name, allowed in place.when.items():
            question = agreement.by_name.get(name)
            values = question.values() if question else []
            unknown = [value for value in allowed if value not in values]
            if unknown:
                has = ", ".join(values) or "no list of answers to choose from"
                yield Problem(
                    agreement.path,
                    agreement.line("clauses", index, "when", name),
                    f"asks for `{name}: {', '.join(unknown)}`, but that question has {has}."
                    " Correct the condition or the question.",
                )


ESSENTIAL_QUESTIONS = {"issued_on": "date", "agreement_reference": "text", "partner_name": "text"}
"""What every annex needs: the day whose texts hold, and whose agreement it is."""


def essential_questions_are_asked(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every agreement asks for day, reference and partner, and always shows them."""
    for agreement in _agreements(library):
        for name, wanted in ESSENTIAL_QUESTIONS.items():
            question = agreement.by_name.get(name)
            if question is None or question.type != wanted or name not in agreement.always_shown:
                yield Problem(
                    agreement.path,
                    agreement.line("questions"),
                    f"must ask `{name}`, as `{wanted}`, and list it under `always_shown`:"
                    " every annex is dated, and belongs to an agreement with a partner.",
                )


def answers_are_asked_for(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every answer used in a clause, the data sheet or a signature is asked for."""
    for agreement in _sound(library):
        used: list[tuple[str, Location]] = []
        used += [(name, ("data_sheet", n)) for n, name in enumerate(agreement.data_sheet)]
        used += [(name, ("always_shown", n)) for n, name in enumerate(agreement.always_shown)]
        used += [(name, ("signatures", side)) for side, name in agreement.signatures.items()]
        for name, at in used:
            if name not in agreement.by_name:
                yield _unasked(agreement, name, agreement.path, agreement.line(*at))
        for place in agreement.clauses:
            for text in library.texts.get(f"clauses/{place.clause}", ()):
                for line, inline in walk(text.prose.blocks):
                    if isinstance(inline, Answer) and inline.name not in agreement.by_name:
                        at_line = text.body_position(line)
                        yield _unasked(agreement, inline.name, text.path, at_line)


def _unasked(agreement: Agreement, name: str, path: str, line: int) -> Problem:
    return Problem(
        path,
        line,
        f"uses the answer `{name}`, which {agreement.path} does not ask for."
        f"{nearest(name, list(agreement.by_name))} Correct the name or add the question.",
    )


def questions_are_used(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that nobody is asked what no clause, condition or data sheet needs."""
    for agreement in _sound(library):
        used = {*agreement.inputs, *agreement.data_sheet, *agreement.signatures.values()}
        for place in agreement.clauses:
            for text in library.texts.get(f"clauses/{place.clause}", ()):
                inlines = (inline for _, inline in walk(text.prose.blocks))
                used |= {inline.name for inline in inlines if isinstance(inline, Answer)}
        asked: set[str] = set()
        for index, question in enumerate(agreement.questions):
            if question.id in asked:
                yield Problem(
                    agreement.path,
                    agreement.line("questions", index, "id"),
                    f"asks `{question.id}` a second time. Keep one of the two.",
                )
            asked.add(question.id)
            if question.id not in used:
                yield Problem(
                    agreement.path,
                    agreement.line("questions", index, "id"),
                    f"asks `{question.id}`, but nothing in the annex uses the answer."
                    " Remove the question, or use it.",
                )


def nothing_essential_is_switched_off(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that under all answers each essential topic stands exactly once.

    Essential are the topics marked `always` (UN Protocol on allegations involving implementing
    partners; ST/SGB/2003/13, section 6).
    """
    essential = sorted({clause.topic for clause in library.clauses.values() if clause.always})
    for agreement in _sound(library):
        reported: set[tuple[str, int]] = set()
        for clauses, answers in clause_sets(agreement).items():
            topics = [library.clauses[ident].topic for ident in clauses]
            for topic in sorted({*essential, *topics}):
                count = topics.count(topic)
                if count != 1 and (topic, count) not in reported:
                    reported.add((topic, count))
                    yield Problem(
                        agreement.path,
                        agreement.line("clauses"),
                        f"has {count} clauses on `{topic}` when {_when(answers)}; there must be"
                        " exactly one. Correct the conditions.",
                    )


def references_always_lead_somewhere(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that under all answers no clause refers to a clause that is left out."""
    for agreement in _sound(library):
        reported: set[tuple[str, int, str]] = set()
        for clauses, answers in clause_sets(agreement).items():
            present = {library.clauses[ident].topic for ident in clauses}
            for ident in clauses:
                for text in library.texts.get(f"clauses/{ident}", ()):
                    for line, inline in walk(text.prose.blocks):
                        if not isinstance(inline, ClauseNumber) or inline.topic in present:
                            continue
                        at = (text.path, text.body_position(line), inline.topic)
                        if at not in reported:
                            reported.add(at)
                            yield Problem(
                                *at[:2],
                                f"refers to the clause on `{inline.topic}`, which"
                                f" {agreement.path} leaves out when {_when(answers)}."
                                " Drop the reference or correct the conditions.",
                            )


def _when(answers: dict[str, object]) -> str:
    return ", ".join(f"{name} is {value}" for name, value in answers.items()) or "always"
