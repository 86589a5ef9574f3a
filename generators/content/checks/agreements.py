"""Checks of agreement annexes: clauses, conditions and questions exist, and fit each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from generators.content.agreements import FALLBACKS, Agreement, Place, Question
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.record import MAILBOX
from generators.content.source import nearest
from generators.content.texts import Clause, TextVersion


def _agreements(library: Library) -> Iterator[Agreement]:
    for versions in library.agreements.values():
        yield from versions


def sound(library: Library) -> Iterator[Agreement]:
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
        for ident in place.clauses:
            if ident not in library.clauses:
                at = "clause" if ident == place.clause else "fallbacks"
                yield Problem(
                    agreement.path,
                    agreement.line("clauses", index, at),
                    f"lists the clause `{ident}`, which has no folder in content/clauses/."
                    f"{nearest(ident, list(library.clauses))} Correct the name or add it.",
                )


def fallbacks_can_replace(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a fallback is on the topic of its clause, that the clause can be negotiated.

    And that the agreement asks which fallbacks are accepted.
    """
    for agreement in sound(library):
        for index, place in enumerate(agreement.clauses):
            clause = library.clauses[place.clause]
            for ident in place.fallbacks:
                if wrong := _no_fallback(agreement, clause, library.clauses[ident]):
                    at = agreement.line("clauses", index, "fallbacks")
                    yield Problem(agreement.path, at, f"has the fallback `{ident}`, {wrong}")


def _no_fallback(agreement: Agreement, clause: Clause, fallback: Clause) -> str | None:
    if fallback.topic != clause.topic:
        return f"on `{fallback.topic}`; `{clause.id}` is on `{clause.topic}`. Take another."
    if not clause.negotiable:
        return f"but `{clause.id}` cannot be negotiated. Take the fallback out."
    if FALLBACKS not in agreement.by_name or FALLBACKS not in agreement.recorded:
        return f"but never asks `{FALLBACKS}`. Add that question, and list it under `recorded`."
    return None


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


def examples_fit_their_questions(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each example would be accepted as an answer, so that the sample can be used."""
    for agreement in _agreements(library):
        for index, question in enumerate(agreement.questions):
            if wrong := _misfit(question):
                at = agreement.line("questions", index, "example")
                message = f"`{question.id}` has an example that is not {wrong}. Correct it."
                yield Problem(agreement.path, at, message)


def _misfit(question: Question) -> str | None:
    """Return what an example should be, or None when it is that."""
    example, low, high = question.example, question.minimum, question.maximum
    match question.type:
        case "whole number":
            inside = isinstance(example, int) and not (
                (low is not None and example < low) or (high is not None and example > high)
            )
            bounds = (f" from {low}" if low is not None else "") + (
                f" to {high}" if high is not None else ""
            )
            return None if inside else f"a whole number{bounds}"
        case "choice" | "yes or no":
            return None if example in question.values() else f"one of {question.values()}"
        case "list" | "fallbacks":
            known = isinstance(example, list) and (example or question.optional)
            return None if known else "a list"
        case "date":
            return None if _is_day(example) else "a date as 2026-11-23"
        case "e-mail":
            sound = isinstance(example, str) and re.fullmatch(MAILBOX, example)
            return None if sound else "a mailbox"
        case "scores":
            return None if isinstance(example, dict) else "a score for each standard"
        case "actions":
            return None if isinstance(example, list) else "a list of actions"
        case "computed":
            known = not question.options or example in question.options
            return None if known else f"one of {question.values()}"
        case "tool" | "text":
            return None if isinstance(example, str) else "text in quotes"


def _is_day(example: object) -> bool:
    if not isinstance(example, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", example):
        return False
    try:
        dt.date.fromisoformat(example)
    except ValueError:
        return False
    return True


def standing_texts(
    library: Library, agreement: Agreement, place: Place, on: dt.date
) -> list[TextVersion]:
    """Return the texts of a place, fallbacks too, that can stand with this version of an agreement.

    The newest version goes with the newest texts; the one in force with the texts in force. What
    neither is has had its day: its files stay as they were.
    """
    return [
        text for ident in place.clauses for text in _standing_texts(library, agreement, ident, on)
    ]


def _standing_texts(
    library: Library, agreement: Agreement, clause: str, on: dt.date
) -> Iterable[TextVersion]:
    versions = library.texts.get(f"clauses/{clause}", ())
    newest = max(library.agreements[agreement.id], key=lambda version: version.version)
    found: dict[str, TextVersion] = {}
    for lang in {text.lang for text in versions}:
        mine = [text for text in versions if text.lang == lang]
        if agreement is newest:
            found[lang] = max(mine, key=lambda text: text.version)
        standing = library.agreement(agreement.id, lang, on)
        text = library.text(f"clauses/{clause}", lang, on)
        if standing and standing.text is agreement and standing.state == "in force" and text:
            found[f"{lang} in force"] = text.text
    return found.values()
