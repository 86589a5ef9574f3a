"""Compiles an annex once into text segments, and stamps copies from it.

A template is the written Word parts, cut at unit marks and at places. Issuing a copy joins the
segments of the units it keeps with escaped values between them: nothing is searched in finished
XML, so a value that looks like a place stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from generators.content.prose import Inline, Isolate, Text
from generators.document.filling import fill
from generators.document.model import ALWAYS, Document
from generators.document.package import write_package
from generators.document.word import word_parts

# Private-use characters, which no content and no answer may hold, enclose a place's name.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([^{_CLOSE}]+){_CLOSE}")
_UNIT = re.compile(r"<\?unit([^?]*)\?>")
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

    fixed: dict[str, bytes]
    cut: dict[str, tuple[Segment, ...]]


def compile_template(document: Document, isolated: frozenset[str]) -> Template:
    """Return the template of a composed document; answers in `isolated` keep their own order."""

    def place(name: str) -> tuple[Inline, ...]:
        marked = f"{_OPEN}{name}{_CLOSE}"
        return (Isolate(marked) if name in isolated else Text(marked),)

    marked = fill(document, place, lambda topic: f"{_OPEN}{NUMBER}{topic}{_CLOSE}")
    fixed, cut = {}, {}
    for name, data in word_parts(marked).items():
        segments = tuple(_segments(data.decode()))
        if all(segment.key == ALWAYS and not segment.places for segment in segments):
            fixed[name] = data
        else:
            cut[name] = segments
    return Template(fixed, cut)


def _segments(part: str) -> Iterator[Segment]:
    pieces = _UNIT.split(part)
    key = ALWAYS
    for index, piece in enumerate(pieces):
        if index % 2:
            key = piece.strip()
        elif piece:
            yield Segment(key, tuple(_PLACE.split(piece)))


def stamp(template: Template, keys: frozenset[str], values: Mapping[str, str]) -> bytes:
    """Return one Word file: the units in `keys`, with `values` in their places, escaped."""
    kept = keys | {ALWAYS}
    escaped = {name: escape(value) for name, value in values.items()}
    parts = dict(template.fixed)
    for name, segments in template.cut.items():
        joined: list[str] = []
        for segment in segments:
            if segment.key in kept:
                pieces = segment.pieces
                joined += [
                    escaped[piece] if index % 2 else piece for index, piece in enumerate(pieces)
                ]
        parts[name] = "".join(joined).encode()
    return write_package(parts)
