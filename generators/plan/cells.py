"""One cell of a workbook as the value of a field, or why it is none.

Nothing is guessed: text that looks like a date or a number is told and not taken, since whoever
typed it may have meant another day, and Excel would have shown which.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping

from openpyxl.cell.cell import Cell

from generators.content.source import nearest
from generators.plan.fields import FIRST_DAY, LAST_DAY, Field, Value

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_FORMULA = re.compile(r"[=+@]|-(?=[\w(.])")
_REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LARGEST = 10**15
"""Whole numbers up to here are exact in Excel, which keeps 15 digits."""
_LONGEST_REF = 60


class Wrong(Exception):
    """Raised for a cell that cannot be taken; its words say why and what to do."""


def taken(cell: Cell, field: Field, choices: Mapping[str, str]) -> Value:
    """Return the value of a filled cell; `choices` are identifiers with the words shown for them.

    Text of a field in words may come out empty, where it holds blanks alone.
    """
    value = cell.value
    if cell.data_type == "f":
        raise Wrong("holds a formula. Type its result instead.")
    if cell.data_type == "e":
        raise Wrong(f"holds the error {value}. Type the value again.")
    if isinstance(value, bool):
        raise Wrong(f"holds the truth value {str(value).upper()}. {_WANTED[field.kind]}")
    match field.kind:
        case "day":
            return _day(value)
        case "whole":
            return _whole(value)
        case "ref":
            return _ref(_tidy(_as_text(value)))
        case "choice":
            return _choice(_tidy(_as_text(value)), choices)
        case "names":
            names = re.split(r"[,;\n]", _tidy(_as_text(value)))
            return ", ".join(name.strip() for name in names if name.strip())
        case "line":
            return " ".join(_words(_as_text(value)).split("\n"))
        case "words":
            return _words(_as_text(value))


def _day(value: object) -> dt.date:
    match value:
        case dt.datetime() if value.time() == dt.time() and FIRST_DAY <= value.date() <= LAST_DAY:
            return value.date()
        case dt.datetime() if value.time() == dt.time():
            raise Wrong(f"is {value.date()}, which no plan can mean. {_WANTED['day']}")
        case dt.datetime() | dt.time() | dt.timedelta():
            raise Wrong(f"holds a time of the day ({value}). {_WANTED['day']}")
        case str():
            raise Wrong(
                f"holds the text “{_short(value)}” and no date. Clear the cell (Delete), then type"
                " the day without an apostrophe, as 2026-11-30."
            )
    raise Wrong(f"holds the number {value} and no date. {_WANTED['day']}")


def _whole(value: object) -> int:
    match value:
        case int() | float() if abs(value) < _LARGEST and value == int(value):
            return int(value)
        case int() | float():
            raise Wrong(f"is {value}. {_WANTED['whole']}")
        case str():
            raise Wrong(
                f"holds the text “{_short(value)}” and no number. Clear the cell (Delete), then"
                " type the number in digits, without an apostrophe, words or units."
            )
    raise Wrong(f"holds a date ({value}). Give the cell the format Number, and type it again.")


def _ref(text: str) -> str:
    if not _REF.fullmatch(text) or len(text) > _LONGEST_REF:
        raise Wrong(f"is “{_short(text)}”. {_WANTED['ref']}")
    return text


def _choice(text: str, choices: Mapping[str, str]) -> str:
    for ident, words in choices.items():
        if text.casefold() in (ident.casefold(), _tidy(words).casefold()):
            return ident
    if not text:
        return ""
    hint = nearest(text, list(choices.values()))
    raise Wrong(f"is “{_short(text)}”, which the list of this cell does not have.{hint}")


def _as_text(value: object) -> str:
    """Return what was typed as text; whole numbers are what they look like."""
    match value:
        case str():
            return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        case int() | float() if abs(value) < _LARGEST and value == int(value):
            return str(int(value))
        case dt.date() | dt.time() | dt.timedelta():
            raise Wrong(
                f"was made a date or a time by Excel ({value}). Give the cell the format Text, and"
                " type the words again."
            )
    raise Wrong(f"holds the number {value}. Give the cell the format Text, and type it again.")


def _tidy(text: str) -> str:
    """Return a name without what cannot be seen and comes along when one copies from elsewhere."""
    return " ".join(_UNSEEN.sub("", _DIRECTION.sub("", text)).split())


def _words(text: str) -> str:
    """Return words as they will be written, or say which sign stands in the way."""
    if mark := _DIRECTION.search(text):
        raise Wrong(
            f"holds the invisible sign U+{ord(mark[0]):04X}, which changes the direction of writing"
            " and may turn words around in print. Type the words again instead of pasting them."
        )
    lines = [line.replace("\t", " ").rstrip() for line in _UNSEEN.sub("", text).split("\n")]
    plain = unicodedata.normalize("NFC", "\n".join(lines).strip())
    if _FORMULA.match(plain):
        raise Wrong(
            f"begins with “{plain[0]}”, as a formula does: other programs would run it. Put a word"
            " before it."
        )
    for sign in plain:
        if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
            raise Wrong(f"holds the sign U+{ord(sign):04X}, which cannot be shown. Delete it.")
    return plain


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


_WANTED = {
    "day": "Type a day as 2026-11-30.",
    "whole": "Type a whole number in digits, without words or units.",
    "ref": "A reference is of small letters, digits and hyphens, such as training-of-trainers, and"
    f" has {_LONGEST_REF} signs at the most.",
    "choice": "Choose from the list of the cell.",
    "names": "Write names of fields with commas between them.",
    "line": "Write words.",
    "words": "Write words.",
}
