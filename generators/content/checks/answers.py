"""Checks of the answers of an annex: each that is used is asked for, each that is asked is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.agreements import Agreement
from generators.content.assessments import COMPUTED
from generators.content.checks.agreements import sound, standing_texts
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.prose import Answer, walk
from generators.content.source import Location, nearest


def the_data_sheet_is_whole(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every answer a clause uses stands on the data sheet, as the annex says."""
    for agreement in sound(library):
        missing = {
            inline.name
            for place in agreement.clauses
            for text in standing_texts(library, agreement, place, on)
            for _, inline in walk(text.prose.blocks)
            if isinstance(inline, Answer) and inline.name in agreement.by_name
        } - set(agreement.data_sheet)
        for name in sorted(missing):
            yield Problem(
                agreement.path,
                agreement.line("data_sheet"),
                f"leaves `{name}` out, which a clause uses. List it under `data_sheet`.",
            )


def recorded_answers_do_not_print(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that what is only recorded, the reason of a waiver for instance, never prints."""
    for agreement in sound(library):
        recorded = set(agreement.recorded)
        shown = (*agreement.data_sheet, *agreement.always_shown, *agreement.signatures.values())
        for name in sorted(recorded & {*shown}):
            message = f"records `{name}`, and prints it as well. Take it out of one of the two."
            yield Problem(agreement.path, agreement.line("recorded"), message)
        for place in agreement.clauses:
            for text in standing_texts(library, agreement, place, on):
                for name in sorted(recorded & text.answers):
                    message = f"prints `{name}`, which {agreement.path} only records. Take it out."
                    yield Problem(text.path, text.body_line, message)


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
            for text in standing_texts(library, agreement, place, on):
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
            for text in standing_texts(library, agreement, place, on):
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
