"""Asks at the prompt for the answers of an annex, and only for those its clauses need."""

from __future__ import annotations

from collections.abc import Callable

from generators.annex.answers import Asking
from generators.annex.values import Refused, Value
from generators.content.agreements import Agreement, Question
from generators.content.library import Library
from generators.content.record import Language, words

HINTS = {
    "date": "year-month-day",
    "list": "separate entries with ;",
    "scores": "standard: score; standard: score …",
    "actions": "standard | action | role | year-month-day; …",
}
Ask = Callable[[str], str]
Say = Callable[[str], object]


def interview(
    agreement: Agreement, library: Library, lang: Language, ask: Ask, say: Say
) -> dict[str, Value]:
    """Return all needed answers; a refused one is explained and asked again."""
    answers: dict[str, Value] = {}
    asking = Asking(agreement, library, lang)
    while open_questions := [name for name in asking.needed(answers) if name not in answers]:
        question = agreement.by_name[open_questions[0]]
        answers[question.id] = _answer(asking, question, answers, ask, say)
        answers = asking.with_computed(answers)
    return answers


def _answer(
    asking: Asking, question: Question, so_far: dict[str, Value], ask: Ask, say: Say
) -> Value:
    lang = asking.lang
    say(f"\n{words(question.label, lang)} – {words(question.help, lang)}")
    for value, label in question.options.items():
        say(f"   {value}: {words(label, lang)}")
    hint = HINTS.get(question.type)
    if question.type == "tool":
        hint = ", ".join(asking.library.tools)
    if question.type == "fallbacks":
        hint = f"Enter for none, or some of: {'; '.join(asking.agreement.fallbacks)}"
    hint = hint or ", ".join(question.values()) or question.type
    while True:
        try:
            given = ask(f"{question.id} ({hint}): ").strip()
            return asking.answer(question.id, given, so_far)
        except Refused as error:
            say(f"   {error}")
