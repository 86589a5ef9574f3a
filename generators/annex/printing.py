"""Answers as they print in an annex: by label, by locale, in the order of the language."""

from __future__ import annotations

import datetime as dt

from generators.annex.assessment import actions_of, tool_of
from generators.annex.compose import PLAN, PLAN_COLUMNS, Composed
from generators.annex.values import Value
from generators.content.library import Library
from generators.content.prose import Isolate, isolated
from generators.content.record import RIGHT_TO_LEFT, Language, words
from generators.document.filling import Lists
from generators.document.marks import spelled_day
from generators.document.model import text


def shown(composed: Composed, library: Library, name: str, value: Value) -> str:
    """Return an answer as it prints: a choice by its label, a tool by its title."""
    question, lang = composed.agreement.by_name[name], composed.lang
    if question.options and str(value) in question.options:
        return words(question.options[str(value)], lang)
    if question.type == "tool":
        return words(library.tools[str(value)].title, lang)
    return printed(value, lang)


def printed(value: Value, lang: Language) -> str:
    """Return an answer as it prints in a language; dates by locale data (CLDR), spelled out."""
    match value:
        case dt.date():
            return spelled_day(value, lang)
        case tuple():
            return _ordered("; ".join(str(part) for part in value), lang)
        case _:
            return _ordered(str(value), lang)


def annex_lists(composed: Composed, library: Library, answers: dict[str, Value]) -> Lists:
    """Return the entries of the corrective plan as they print, in the order of their days."""
    tool = tool_of(library, answers)
    plan = composed.agreement.plan
    if tool is None or plan is None or plan not in answers:
        return {}
    lang = composed.lang
    names = {standard.id: words(standard.name, lang) for standard in tool.standards}
    entries = []
    for standard, action, role, due in sorted(actions_of(answers), key=lambda each: each[3]):
        day = spelled_day(dt.date.fromisoformat(due), lang)
        cells = (names[standard], _ordered(action, lang), _ordered(role, lang), day)
        columns = (f"{PLAN}.{column}" for column in PLAN_COLUMNS)
        entries.append(dict(zip(columns, cells, strict=True)))
    return {PLAN: entries}


def _ordered(told: str, lang: Language) -> str:
    """Return words in which numbers and symbols keep their order in right-to-left text.

    An answer is one run in the file, so the marks of an isolate stand in the words themselves.
    """
    if lang not in RIGHT_TO_LEFT:
        return told
    pieces = (
        f"\u2066{piece.text}\u2069" if isinstance(piece, Isolate) else text((piece,))
        for piece in isolated(told)
    )
    return "".join(pieces)
