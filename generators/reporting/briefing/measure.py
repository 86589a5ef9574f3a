"""How much room words take, measured with the fonts that come with the program.

The font of an organisation's slides is not known here, and programs replace one that they lack. So
lines are measured wider than our font sets them, by as much as DejaVu Sans, one of the widest, is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from math import ceil

import pymupdf_fonts
from PIL import ImageFont

from generators.content.prose import Emphasis, Foreign, Inline, Isolate, Link, Strong, Text

LEADING = 1.2
"""The height of a line as a multiple of the size of its type."""
_WIDER = {False: 1.12, True: 1.25}
"""DejaVu Sans against FiraGO, plain and bold; English, French, Spanish and Arabic were measured."""
_UNITS = 100


@cache
def _font(*, bold: bool) -> ImageFont.FreeTypeFont:
    """Return a font that sets each letter by itself, as no library of the machine might change it.

    Arabic letters that are not joined are wider than joined ones.
    """
    data = pymupdf_fonts.myfont("figbo" if bold else "figo")
    return ImageFont.truetype(BytesIO(data), _UNITS, layout_engine=ImageFont.Layout.BASIC)


@cache
def width(words: str, *, bold: bool) -> float:
    """Return the width of words on one line, in multiples of the size of their type."""
    return _font(bold=bold).getlength(words) / _UNITS * _WIDER[bold]


def tokens(inlines: Iterable[Inline], *, bold: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the words of inlines, each with the blank after it, and whether they are bold."""
    for inline in inlines:
        match inline:
            case Text(words) | Isolate(words):
                yield from ((each, bold) for each in _words(words))
            case Strong(inner):
                yield from tokens(inner, bold=True)
            case Emphasis(inner) | Foreign(_, inner) | Link(_, inner):
                yield from tokens(inner, bold=bold)
            case _:
                raise TypeError(f"{inline} must be filled in before it can be measured")


def _words(text: str) -> Iterator[str]:
    word = ""
    for sign in text:
        if word.endswith(" ") and sign != " ":
            yield word
            word = ""
        word += sign
    if word:
        yield word


def line_count(inlines: Iterable[Inline], room: float, *, bold: bool = False) -> int:
    """Return how many lines inlines take in a room, both in multiples of the size of the type.

    A word that is longer than a line takes as many as it needs.
    """
    lines, used = 1, 0.0
    for word, heavy in tokens(inlines, bold=bold):
        wide = width(word.rstrip(" "), bold=heavy)
        if used and used + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:
            more = ceil(wide / room) - 1
            lines, used = lines + more, wide - more * room
        else:
            used += width(word, bold=heavy)
    return lines
