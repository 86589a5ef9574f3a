"""One answer read as its type, and cleaned at the border."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from generators.annex.assessment import Answers, read_actions, read_scores, tool_of
from generators.annex.values import Refused, Value, refused
from generators.content.agreements import Question
from generators.content.library import Library
from generators.content.source import nearest

LONGEST = 1000
"""The most characters that one answer may have."""

# Embeddings, overrides and isolates can make a line read as what it does not say.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Controls, lone surrogates, private use, line and paragraph ends, and what is no character at all.
_NONCHARACTERS = "".join(f"{chr(end)}{chr(end + 1)}" for end in range(0xFFFE, 0x110000, 0x10000))
_UNFIT = re.compile(
    f"[\ufffd\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff{_NONCHARACTERS}]"
)
_MAILBOX = re.compile(r"[^@\s<>\"(),:;\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")


def read_answer(question: Question, given: object, library: Library, so_far: Answers) -> Value:
    """Return one answer as its type, or raise `Refused`; scores need the tool answered before.

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
                raise refused(question, given, "an e-mail address such as office@example.org")
            return mailbox
        case "whole number":
            return _whole(question, given)
        case "date":
            return _date(question, given)
        case "choice" | "yes or no":
            if given not in question.values():
                raise refused(question, given, f"one of: {', '.join(question.values())}")
            return str(given)
        case "list":
            parts = given.split(";") if isinstance(given, str) else given
            if not isinstance(parts, list) or not parts:
                raise refused(question, given, "a list with at least one entry")
            return tuple(_text(question, part) for part in parts)
        case "tool":
            if not isinstance(given, str) or given not in library.tools:
                hint = nearest(str(given), list(library.tools))
                raise refused(question, given, f"one of: {', '.join(library.tools)}", hint)
            return given
        case "scores":
            return read_scores(question, given, tool_of(library, so_far))
        case "actions":
            return tuple(_cells(question, row) for row in read_actions(question, given))
        case "fallbacks" | "computed":
            raise Refused(question.id, "is computed from other answers. Remove it.")


def read_fallbacks(question: Question, given: object, known: Sequence[str]) -> Value:
    """Return the fallback clauses that are accepted; nothing given means none."""
    parts = given.split(";") if isinstance(given, str) else given or []
    if not isinstance(parts, list) or any(not isinstance(part, str) for part in parts):
        raise refused(question, given, f"nothing, or some of: {', '.join(known)}")
    accepted = tuple(part.strip() for part in parts if part.strip())
    if unknown := [part for part in accepted if part not in known]:
        hint = nearest(unknown[0], list(known))
        raise refused(question, unknown[0], f"nothing, or some of: {', '.join(known)}", hint)
    return accepted


def _cells(question: Question, row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_text(question, cell) for cell in row)


def _text(question: Question, given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise refused(question, given, "text")
    words = unicodedata.normalize("NFC", given.strip())
    if found := _UNFIT.search(words):
        sign = found[0]
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
        raise refused(question, given, f"a whole number{bounds}")
    if (low is not None and given < low) or (high is not None and given > high):
        raise refused(question, given, f"a whole number{bounds}")
    return given


def _date(question: Question, given: object) -> dt.date:
    text = given.strip() if isinstance(given, str) else ""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text)
    except ValueError:
        raise refused(question, given, "a date that exists, as 2026-11-23") from None
    raise refused(question, given, "a date as year-month-day, for instance 2026-11-23")
