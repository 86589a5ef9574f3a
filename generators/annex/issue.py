"""Issues one annex: answers in, a Word file and its code out."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import reduce

from generators.annex.answers import ISSUED_ON
from generators.annex.assessment import actions_of, tool_of
from generators.annex.compose import (
    CODE,
    CREATED,
    DRAFT,
    LIBRARY,
    PLAN,
    PLAN_COLUMNS,
    UNCLEARED,
    Composed,
)
from generators.annex.template import NUMBER, Template, compile_template, stamp
from generators.annex.values import Value
from generators.content.agreements import Agreement
from generators.content.combinations import chosen_clauses
from generators.content.library import Library
from generators.content.prose import Isolate, isolated
from generators.content.record import RIGHT_TO_LEFT, Language, words
from generators.document.filling import Lists
from generators.document.marks import spelled_day
from generators.document.model import text
from generators.document.phrases import phrases

_ISOLATED_TYPES = {"e-mail"}
_PLAIN = re.compile(r"[A-Z0-9]+(/[A-Z0-9]+)*")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(/|$)")
"""Device names, which Windows takes for no file; with an ending they are refused as well."""


@dataclass(frozen=True, slots=True)
class Annex:
    """One issued annex: its file name, its bytes, its code, and the clauses in it."""

    file_name: str
    data: bytes
    code: str
    clauses: tuple[str, ...]
    draft: bool


def isolated_answers(agreement: Agreement) -> frozenset[str]:
    """Return the answers that keep their own left-to-right order, and the computed ones."""
    typed = {q.id for q in agreement.questions if q.type in _ISOLATED_TYPES}
    return frozenset({*typed, "agreement_reference", CODE, LIBRARY})


def template_of(composed: Composed) -> Template:
    """Return the compiled template of a composed annex."""
    return compile_template(composed.document, isolated_answers(composed.agreement))


def issue(
    composed: Composed, template: Template, library: Library, answers: dict[str, Value]
) -> Annex:
    """Return the annex for checked answers; the same answers give the same bytes."""
    agreement, lang = composed.agreement, composed.lang
    clauses = chosen_clauses(agreement, dict(answers))
    keys = annex_keys(composed, clauses)
    values = annex_values(composed, library, clauses, answers)
    return Annex(
        file_name=f"{file_stem(values['agreement_reference'])}.{lang}.docx",
        data=stamp(template, keys, values, annex_lists(composed, library, answers)),
        code=values[CODE],
        clauses=clauses,
        draft=DRAFT in keys,
    )


def annex_keys(composed: Composed, clauses: tuple[str, ...]) -> frozenset[str]:
    """Return the units that stand in an annex: its clauses, its rows, the plan, the draft mark.

    A row of the data sheet stands where a clause uses its answer, or always.
    """
    keys = {f"clause:{ident}" for ident in clauses}
    shown = {*composed.agreement.always_shown, *composed.agreement.signatures.values()}
    for ident in clauses:
        shown |= composed.uses[ident]
        if "corrective_plan_end" in composed.uses[ident]:
            keys.add(PLAN)
    keys |= {f"row:{name}" for name in shown}
    if composed.drafts & (keys | {"agreement"}):
        keys.add(DRAFT)
    return frozenset(keys)


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


def annex_values(
    composed: Composed, library: Library, clauses: tuple[str, ...], answers: dict[str, Value]
) -> dict[str, str]:
    """Return what fills every place: answers, clause numbers, library version and code."""
    isolated_already = isolated_answers(composed.agreement)
    values = {
        name: str(value) if name in isolated_already else shown(composed, library, name, value)
        for name, value in answers.items()
    }
    for number, ident in enumerate(clauses, 1):
        values[f"{NUMBER}{library.clauses[ident].topic}"] = str(number)
    values |= {
        LIBRARY: composed.library,
        CODE: annex_code(composed, answers),
        CREATED: str(answers[ISSUED_ON]),
        UNCLEARED: uncleared(composed, clauses),
    }
    return values


def uncleared(composed: Composed, clauses: tuple[str, ...]) -> str:
    """Return the titles of the texts of an annex that nobody has approved, as they print."""
    titles = [words(composed.agreement.annex_title, composed.lang)]
    titles = titles if "agreement" in composed.drafts else []
    titles += [composed.texts[i].text.title for i in clauses if f"clause:{i}" in composed.drafts]
    if not titles:
        return ""
    say = phrases(composed.lang)
    pair = say("{first}; {next}")
    listed = reduce(lambda so_far, title: pair.format(first=so_far, next=title), titles)
    return f"{listed}."


def annex_code(composed: Composed, answers: dict[str, Value]) -> str:
    """Return the short code of an annex, XXXX-XXXX: 40 bits of the hash of library and answers."""
    facts = {name: _plain(value) for name, value in answers.items()}
    facts_and_library = [composed.library, facts]
    digest = hashlib.sha256(json.dumps(facts_and_library, sort_keys=True).encode()).digest()
    letters = base64.b32encode(digest[:5]).decode()
    return f"{letters[:4]}-{letters[4:]}"


def shown(composed: Composed, library: Library, name: str, value: Value) -> str:
    """Return an answer as it prints: a choice by its label, a tool by its title."""
    question, lang = composed.agreement.by_name[name], composed.lang
    if str(value) in question.options:
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


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def file_stem(reference: str) -> str:
    """Return a file name that any system takes, from an agreement reference.

    A reference of capitals, digits and slashes keeps its look: `AOC/KEN/1` gives `AOC-KEN-1`.
    Any other loses what file systems refuse and gains six digits of its hash after `_`, so that
    no two references share a file, even where upper and lower case are the same.
    """
    plain = len(reference) <= 80 and _PLAIN.fullmatch(reference)
    if plain and not _RESERVED.match(reference):
        return reference.replace("/", "-")
    ascii_only = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", ascii_only).strip(".-")[:80].rstrip(".-")
    digest = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"annex-{stem}".rstrip("-") + f"_{digest}"
