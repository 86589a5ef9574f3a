"""A filled answers file to start from, with the help for each question beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generators.annex.answers import check_answers
from generators.content.agreements import Action, Agreement, Question
from generators.content.library import Library
from generators.content.record import Language, words


def sample_answers(agreement: Agreement, library: Library, lang: Language) -> str:
    """Return a YAML file that answers every question with its example.

    Questions that these answers do not need stand as comments, with their examples.
    """
    given: dict[str, object] = {q.id: plain_example(q) for q in asked(agreement)}
    used = check_answers(agreement, library, given, lang).used
    lines = [
        f"# Answers for: {words(agreement.title, lang)} (an example; replace every value)",
        f"# Then: psea annex new {agreement.id} --lang {lang} --answers THIS-FILE --out FOLDER",
    ]
    for question in asked(agreement):
        lines += _lines(question, lang, needed=question.id in used)
    return "\n".join(lines) + "\n"


def asked(agreement: Agreement) -> list[Question]:
    """Return the questions that a person answers."""
    return [question for question in agreement.questions if question.type != "computed"]


def plain_example(question: Question) -> object:
    """Return an example as an answers file gives it: records as maps."""
    example = question.example
    if isinstance(example, list):
        return [e.model_dump(mode="json") if isinstance(e, Action) else e for e in example]
    return example


def _lines(question: Question, lang: Language, *, needed: bool) -> Iterator[str]:
    kind: str = question.type
    if question.options:
        kind = "one of: " + ", ".join(question.options)
    elif question.minimum is not None:
        kind += f" from {question.minimum} to {question.maximum}"
    yield ""
    yield f"# {words(question.label, lang)} ({kind}). {words(question.help, lang)}"
    written = json.dumps(
        plain_example(question), ensure_ascii=False
    )  # JSON strings are YAML strings
    yield (
        f"{question.id}: {written}" if needed else f"# {question.id}: {written}  # not needed here"
    )
