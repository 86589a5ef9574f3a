"""Checks of what an annex holds, under every combination of answers its conditions name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from generators.content.agreements import Agreement, Place
from generators.content.checks.agreements import sound
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.prose import ClauseNumber, walk
from generators.content.texts import TextVersion


def nothing_essential_is_switched_off(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each essential topic stands exactly once, and any other at most once.

    This holds under all answers. Essential are the topics marked `always` (UN Protocol on
    allegations involving implementing partners; ST/SGB/2003/13, section 6), save those that a
    type of agreement `leaves_out` with its reason.
    """
    marked = {clause.topic for clause in library.clauses.values() if clause.always}
    for agreement in sound(library):
        standing = _places_by_topic(agreement, library)
        yield from _left_out_for_nothing(agreement, marked - set(standing))
        essential = marked - set(agreement.leaves_out)
        for topic in sorted({*essential, *standing}):
            for count in sorted(_counts(agreement, standing.get(topic, 0))):
                if count[0] > 1 or (count[0] == 0 and topic in essential):
                    yield Problem(
                        agreement.path,
                        agreement.line("clauses"),
                        f"has {count[0]} clauses on `{topic}` {count[1]}; there must be"
                        f" {'exactly' if topic in essential else 'at most'} one."
                        " Correct the conditions.",
                    )


def _left_out_for_nothing(agreement: Agreement, absent: set[str]) -> Iterator[Problem]:
    for topic in sorted(set(agreement.leaves_out) - absent):
        yield Problem(
            agreement.path,
            agreement.line("leaves_out", topic),
            f"says why `{topic}` is left out, but that is no essential topic which this agreement"
            " goes without. Remove the line, or correct the name.",
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
    if places.bit_count() == 1 and agreement.unconditional & places:
        return {(1, "")}
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
            for text in _texts(library, place):
                for line, inline in walk(text.prose.blocks):
                    if isinstance(inline, ClauseNumber):
                        target = standing.get(inline.topic, 0)
                        answers = left_alone(agreement, 1 << index, target)
                        if answers is not None:  # without conditions, no answer is named
                            yield Problem(
                                text.path,
                                text.body_position(line),
                                f"refers to the clause on `{inline.topic}`, which"
                                f" {agreement.path} leaves out {_when(answers)}."
                                " Drop the reference or correct the conditions.",
                            )


_NUMBER = re.compile(r" [0-9][0-9.]*(?<!\.)")
_CLAUSE = ("clause", "clauses", "cláusula", "cláusulas", "البند")


def numbers_are_counted(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no clause gives the number of another by hand: answers change what is counted."""
    found = (texts for item, texts in library.texts.items() if item.startswith("clauses/"))
    for text in (text for texts in found for text in texts):
        for number in _NUMBER.finditer(text.body):
            before = text.body[: number.start()]
            if before.lower().endswith(_CLAUSE):
                yield Problem(
                    text.path,
                    text.body_position(before.count("\n") + 1),
                    f"says `{before.split()[-1]}{number[0]}`, a number that another set of clauses"
                    " would make wrong. Write its topic in braces, as in {clause:reporting}.",
                )


def _texts(library: Library, place: Place) -> Iterator[TextVersion]:
    for ident in place.clauses:
        yield from library.texts.get(f"clauses/{ident}", ())


def left_alone(agreement: Agreement, place: int, target: int) -> dict[str, str] | None:
    """Return answers under which a place stands and none of its target does, if there are any."""
    if agreement.unconditional & target or target & place:
        return None
    return agreement.first(place, target)


def _when(answers: Mapping[str, object]) -> str:
    named = ", ".join(f"{name} is {value}" for name, value in answers.items())
    return f"when {named}" if named else "under all answers"
