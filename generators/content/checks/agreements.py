"""Checks of agreement annexes, under every combination of answers their conditions name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from generators.content.agreements import Agreement, Question
from generators.content.assessments import COMPUTED
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.prose import Answer, ClauseNumber, walk
from generators.content.record import MAILBOX
from generators.content.source import Location, nearest
from generators.content.texts import TextVersion


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
        case "list":
            return None if isinstance(example, list) and example else "a list"
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


def the_data_sheet_is_whole(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every answer a clause uses stands on the data sheet, as the annex says."""
    for agreement in sound(library):
        missing = {
            inline.name
            for place in agreement.clauses
            for text in standing_texts(library, agreement, place.clause, on)
            for _, inline in walk(text.prose.blocks)
            if isinstance(inline, Answer) and inline.name in agreement.by_name
        } - set(agreement.data_sheet)
        for name in sorted(missing):
            yield Problem(
                agreement.path,
                agreement.line("data_sheet"),
                f"leaves `{name}` out, which a clause uses. List it under `data_sheet`.",
            )


def standing_texts(
    library: Library, agreement: Agreement, clause: str, on: dt.date
) -> list[TextVersion]:
    """Return the texts of a clause that can stand with this version of an agreement.

    The newest version goes with the newest texts; the one in force with the texts in force. What
    neither is has had its day: its files stay as they were.
    """
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
    return list(found.values())


def answers_are_asked_for(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every answer used in a clause, the data sheet or a signature is asked for."""
    for agreement in sound(library):
        used: list[tuple[str, Location]] = []
        used += [(name, ("data_sheet", n)) for n, name in enumerate(agreement.data_sheet)]
        used += [(name, ("always_shown", n)) for n, name in enumerate(agreement.always_shown)]
        used += [(name, ("signatures", side)) for side, name in agreement.signatures.items()]
        for name, at in used:
            if name not in agreement.by_name:
                yield _unasked(agreement, name, agreement.path, agreement.line(*at))
        for place in agreement.clauses:
            for text in standing_texts(library, agreement, place.clause, on):
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
    for agreement in sound(library):
        if agreement.version < max(v.version for v in library.agreements[agreement.id]):
            continue
        used = {*agreement.inputs, *agreement.data_sheet, *agreement.signatures.values()}
        used |= {*agreement.recorded, agreement.plan or ""}
        used |= {name for wanted in COMPUTED.values() for name in wanted}
        for place in agreement.clauses:
            for text in standing_texts(library, agreement, place.clause, on):
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
    """Ensure that each essential topic stands exactly once, and any other at most once.

    This holds under all answers. Essential are the topics marked `always` (UN Protocol on
    allegations involving implementing partners; ST/SGB/2003/13, section 6).
    """
    essential = {clause.topic for clause in library.clauses.values() if clause.always}
    for agreement in sound(library):
        standing = _places_by_topic(agreement, library)
        for topic in sorted({*essential, *standing}):
            for count in sorted(_counts(agreement, standing.get(topic, 0))):
                if count[0] > 1 or (count[0] == 0 and topic in essential):
                    yield Problem(
                        agreement.path,
                        agreement.line("clauses"),
                        f"has {count[0]} clauses on `{topic}` when {count[1]}; there must be"
                        f" {'exactly' if topic in essential else 'at most'} one."
                        " Correct the conditions.",
                    )


def _places_by_topic(agreement: Agreement, library: Library) -> dict[str, int]:
    """Return the places of each topic's clauses, as bits."""
    found: dict[str, int] = {}
    for index, place in enumerate(agreement.clauses):
        topic = library.clauses[place.clause].topic
        found[topic] = found.get(topic, 0) | 1 << index
    return found


def _counts(agreement: Agreement, places: int) -> set[tuple[int, str]]:
    """Return how many of some places can stand at once, each with answers that lead to it."""
    found: dict[int, str] = {}
    for bits, answers in agreement.reachable.items():
        count = (bits & places).bit_count()
        if count not in found:
            found[count] = _when(answers)
    return set(found.items())


def references_always_lead_somewhere(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that under all answers no clause refers to a clause that is left out."""
    for agreement in sound(library):
        standing = _places_by_topic(agreement, library)
        for index, place in enumerate(agreement.clauses):
            for text in library.texts.get(f"clauses/{place.clause}", ()):
                for line, inline in walk(text.prose.blocks):
                    if isinstance(inline, ClauseNumber):
                        target = standing.get(inline.topic, 0)
                        if answers := left_alone(agreement, 1 << index, target):
                            yield Problem(
                                text.path,
                                text.body_position(line),
                                f"refers to the clause on `{inline.topic}`, which"
                                f" {agreement.path} leaves out when {_when(answers)}."
                                " Drop the reference or correct the conditions.",
                            )


def left_alone(agreement: Agreement, place: int, target: int) -> dict[str, str] | None:
    """Return answers under which a place stands and none of its target does, if there are any."""
    if agreement.unconditional & target:
        return None
    for bits, answers in agreement.reachable.items():
        if bits & place and not bits & target:
            return answers
    return None


def _when(answers: Mapping[str, object]) -> str:
    return ", ".join(f"{name} is {value}" for name, value in answers.items()) or "always"
