"""Answers to the questions of an annex: typed, cleaned at the border, and only those it needs."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generators.content.agreements import Agreement, Question
from generators.content.combinations import chosen_clauses
from generators.content.library import Library
from generators.content.prose import Answer, walk
from generators.content.record import Language
from generators.content.source import nearest

ISSUED_ON = "issued_on"
"""The one question every agreement asks: the day that decides which texts are in force."""
LONGEST = 1000
"""The most characters that one answer may have."""

# Embeddings, overrides and isolates can make a line read as what it does not say.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MAILBOX = re.compile(r"[^@\s<>\"(),:;\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")

Value = str | int | dt.date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """An answer that cannot be used; says what the question wants and what was given."""

    question: str
    why: str

    def __str__(self) -> str:
        return f"`{self.question}` {self.why}"


def read_answer(question: Question, given: object) -> Value:
    """Return one answer as its type, or raise `Refused`.

    Text comes back in Unicode normal form C without outer blanks. Line breaks, control
    characters, lone surrogates and direction overrides are refused: Word cannot hold the first
    ones, and the last can make a sentence read as what it does not say.
    """
    match question.type:
        case "text":
            return _text(question, given)
        case "e-mail":
            mailbox = _text(question, given)
            if not _MAILBOX.fullmatch(mailbox) or len(mailbox) > 254:
                raise _refused(question, given, "an e-mail address such as office@example.org")
            return mailbox
        case "whole number":
            return _whole(question, given)
        case "date":
            return _date(question, given)
        case "choice" | "yes or no":
            if given not in question.values():
                raise _refused(question, given, f"one of: {', '.join(question.values())}")
            return str(given)
        case "list":
            parts = given.split(";") if isinstance(given, str) else given
            if not isinstance(parts, list) or not parts:
                raise _refused(question, given, "a list with at least one entry")
            return tuple(_text(question, part) for part in parts)


def _text(question: Question, given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise _refused(question, given, "text")
    words = unicodedata.normalize("NFC", given.strip())
    for sign in words:
        if (
            unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zl", "Zp")
            or ord(sign) & 0xFFFE == 0xFFFE
        ):
            name = "a line break or tab" if sign in "\n\r\t" else f"the character U+{ord(sign):04X}"
            raise Refused(question.id, f"holds {name}, which a Word file cannot carry. Remove it.")
    if hidden := _DIRECTION.search(words):
        raise Refused(
            question.id,
            f"holds the invisible direction sign U+{ord(hidden[0]):04X}, which can make a line"
            " read as what it does not say. Type the words again without it.",
        )
    if len(words) > LONGEST:
        raise Refused(
            question.id, f"has {len(words):,} characters; at most {LONGEST:,} fit. Shorten it."
        )
    return words


def _whole(question: Question, given: object) -> int:
    low, high = question.minimum, question.maximum
    bounds = f" from {low} to {high}" if low is not None and high is not None else ""
    if isinstance(given, str) and re.fullmatch(r"[0-9]{1,9}", given.strip()):
        given = int(given)
    if not isinstance(given, int) or isinstance(given, bool):
        raise _refused(question, given, f"a whole number{bounds}")
    if (low is not None and given < low) or (high is not None and given > high):
        raise _refused(question, given, f"a whole number{bounds}")
    return given


def _date(question: Question, given: object) -> dt.date:
    text = given.strip() if isinstance(given, str) else ""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise _refused(question, given, "a date that exists, as 2026-11-23") from None
    raise _refused(question, given, "a date as year-month-day, for instance 2026-11-23")


def _refused(question: Question, given: object, wanted: str) -> Refused:
    shown = "nothing" if given is None or given == "" else repr(given)
    shown = shown if len(shown) < 80 else shown[:77] + "…"
    return Refused(question.id, f"wants {wanted}; given was {shown}.")


def needed(
    agreement: Agreement, library: Library, given: Mapping[str, Value], lang: Language
) -> list[str]:
    """Return the names of the answers that an annex needs, in the order of the questions.

    Before the condition inputs are all answered, these are all that is needed.
    """
    names = {ISSUED_ON, *agreement.inputs}
    on = given.get(ISSUED_ON)
    if isinstance(on, dt.date) and all(name in given for name in agreement.inputs):
        names |= {*agreement.always_shown, *agreement.signatures.values()}
        for ident in chosen_clauses(agreement, dict(given)):
            names |= set(_used(library, ident, lang, on))
    return [question.id for question in agreement.questions if question.id in names]


def _used(library: Library, clause: str, lang: Language, on: dt.date) -> Iterator[str]:
    standing = library.text(f"clauses/{clause}", lang, on)
    if standing:
        for _, inline in walk(standing.text.prose.blocks):
            if isinstance(inline, Answer):
                yield inline.name


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that an annex uses, those it has no use for, and what was refused."""

    used: dict[str, Value]
    unused: tuple[str, ...]
    refused: tuple[Refused, ...]


def check_answers(
    agreement: Agreement, library: Library, given: Mapping[str, object], lang: Language
) -> Checked:
    """Return the answers as their types; everything wrong comes back at once in `refused`."""
    refused = [
        Refused(name, f"is not a question of this annex.{nearest(name, list(agreement.by_name))}")
        for name in given
        if name not in agreement.by_name
    ]
    used: dict[str, Value] = {}
    asked: set[str] = set()
    while pending := [n for n in needed(agreement, library, used, lang) if n not in asked]:
        for name in pending:
            asked.add(name)
            try:
                used[name] = read_answer(agreement.by_name[name], given.get(name))
            except Refused as error:
                refused.append(error)
    if not set(agreement.inputs) | {ISSUED_ON} <= set(used):
        # Which clauses stand is not known yet; what was given can be wrong all the same.
        for name in (name for name in given if name in agreement.by_name and name not in asked):
            asked.add(name)
            try:
                read_answer(agreement.by_name[name], given[name])
            except Refused as error:
                refused.append(error)
    unused = tuple(name for name in given if name in agreement.by_name and name not in asked)
    return Checked(used, unused if not refused else (), tuple(refused))
