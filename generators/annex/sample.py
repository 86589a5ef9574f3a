"""A filled answers file to start from, with the help for each question beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generators.annex.answers import check_answers
from generators.content.agreements import Agreement, Question
from generators.content.library import Library
from generators.content.record import Language, words


def sample_answers(agreement: Agreement, library: Library, lang: Language) -> str:
    """Return a YAML file that answers every question with its example.

    Questions that these answers do not need stand as comments, with their examples.
    """
    given: dict[str, object] = {question.id: question.example for question in agreement.questions}
    used = check_answers(agreement, library, given, lang).used
    lines = [
        f"# Answers for: {words(agreement.title, lang)} (an example; replace every value)",
        f"# Then: psea annex new {agreement.id} --lang {lang} --answers THIS-FILE --out FOLDER",
    ]
    for question in agreement.questions:
        lines += _lines(question, lang, needed=question.id in used)
    return "\n".join(lines) + "\n"


def _lines(question: Question, lang: Language, *, needed: bool) -> Iterator[str]:
    kind: str = question.type
    if question.options:
        kind = "one of: " + ", ".join(question.options)
    elif question.minimum is not None:
        kind += f" from {question.minimum} to {question.maximum}"
    yield ""
    yield f"# {words(question.label, lang)} ({kind}). {words(question.help, lang)}"
    written = json.dumps(question.example, ensure_ascii=False)  # JSON strings are YAML strings
    yield (
        f"{question.id}: {written}" if needed else f"# {question.id}: {written}  # not needed here"
    )
