"""Compiles an annex once into text segments, and stamps copies from it.

A template is the written Word parts, cut at unit marks and at places. Issuing a copy joins the
segments of the units it keeps with escaped values between them: nothing is searched in finished
XML, so a value that looks like a place stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from generators.content.prose import Inline, Isolate, Text
from generators.document.filling import Lists, fill
from generators.document.model import ALWAYS, EACH, Document
from generators.document.package import Stored, in_order, packed, stored
from generators.document.word import word_parts

# Private-use characters, which no content and no answer may hold, enclose a place's name.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")
_UNIT = re.compile(r"<\?unit([^?]*)\?>")
_MARKS = re.compile(rb"<\?unit|" + _OPEN.encode())
NUMBER = "number:"


@dataclass(frozen=True, slots=True)
class Segment:
    """Text that stands or falls with a unit; odd pieces are names of places."""

    key: str
    pieces: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Return the names to fill in."""
        return self.pieces[1::2]


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled annex: parts that never change, and parts cut into segments."""

    fixed: dict[str, Stored]
    cut: dict[str, tuple[Segment, ...]]


Pieces = tuple[bytes | str | tuple[str, "Pieces"], ...]
"""Bytes as they stand, names of places, and what repeats for each entry of a named list."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A template of which the units are chosen: each part is ready, or only lacks its values."""

    parts: tuple[tuple[str, Stored | Pieces], ...]


def compile_template(
    document: Document, isolated: frozenset[str], base: Mapping[str, bytes] | None = None
) -> Template:
    """Return the template of a composed document; answers in `isolated` keep their own order."""

    def place(name: str) -> tuple[Inline, ...]:
        marked = f"{_OPEN}{name}{_CLOSE}"
        return (Isolate(marked) if name in isolated else Text(marked),)

    marked = fill(document, place, lambda topic: f"{_OPEN}{NUMBER}{topic}{_CLOSE}")
    fixed, cut = {}, {}
    for name, data in word_parts(marked, base).items():
        if _MARKS.search(data):
            cut[name] = tuple(_segments(data.decode()))
        else:
            fixed[name] = stored(name, data)
    return Template(fixed, cut)


def _segments(part: str) -> Iterator[Segment]:
    """Yield a part in pieces; the row of a list may stand inside a unit."""
    open_units = [ALWAYS]
    for index, piece in enumerate(_UNIT.split(part)):
        if index % 2 and piece.strip():
            open_units.append(piece.strip())
        elif index % 2:
            open_units.pop()
        elif piece:
            yield Segment(open_units[-1], tuple(_PLACE.split(piece)))


def select(template: Template, keys: frozenset[str]) -> Selection:
    """Return the template with only the units in `keys`, and those that always stand."""
    kept = keys | {ALWAYS}
    parts: list[tuple[str, Stored | Pieces]] = []
    for name in in_order((*template.fixed, *template.cut)):
        made = template.fixed.get(name) or _chosen(template.cut[name], kept)
        parts.append((name, made))
    return Selection(tuple(parts))


def _chosen(segments: tuple[Segment, ...], kept: frozenset[str]) -> Pieces:
    """Return what stands of a part; texts that follow each other become one."""
    pieces: list[bytes | str | tuple[str, Pieces]] = []
    for segment in segments:
        if segment.key in kept:
            for piece in _encoded(segment):
                if isinstance(piece, bytes) and pieces and isinstance(pieces[-1], bytes):
                    pieces[-1] += piece
                else:
                    pieces.append(piece)
        elif segment.key.startswith(EACH):
            pieces.append((segment.key[len(EACH) :], tuple(_encoded(segment))))
    return tuple(pieces)


def _encoded(segment: Segment) -> Iterator[bytes | str]:
    for index, piece in enumerate(segment.pieces):
        yield piece if index % 2 else piece.encode()


def stamp(selection: Selection, values: Mapping[str, str], lists: Lists) -> bytes:
    """Return one Word file: `values` in their places, escaped.

    What stands for each entry of a list is repeated with the entry's own values.
    """
    escaped = {name: _escaped(value) for name, value in values.items()}
    return packed(
        part if isinstance(part, Stored) else stored(name, b"".join(_filled(part, escaped, lists)))
        for name, part in selection.parts
    )


@lru_cache(maxsize=16384)
def _escaped(value: str) -> bytes:
    """Return a value as XML text; in a batch, most values come again and again."""
    return escape(value).encode()


def _filled(pieces: Pieces, escaped: Mapping[str, bytes], lists: Lists) -> Iterator[bytes]:
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
        elif isinstance(piece, str):
            yield escaped[piece]
        else:
            name, inner = piece
            for entry in lists.get(name, ()):
                own = {place: _escaped(value) for place, value in entry.items()}
                yield from _filled(inner, own, lists)
