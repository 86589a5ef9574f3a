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
from generators.document.filling import Lists, fill
from generators.document.model import ALWAYS, EACH, Document
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
    """Yield a part in pieces; the row of a list may stand inside a unit."""
    open_units = [ALWAYS]
    for index, piece in enumerate(_UNIT.split(part)):
        if index % 2 and piece.strip():
            open_units.append(piece.strip())
        elif index % 2:
            open_units.pop()
        elif piece:
            yield Segment(open_units[-1], tuple(_PLACE.split(piece)))


def stamp(
    template: Template, keys: frozenset[str], values: Mapping[str, str], lists: Lists
) -> bytes:
    """Return one Word file: the units in `keys`, with `values` in their places, escaped.

    What stands for each entry of a list is repeated with the entry's own values.
    """
    kept = keys | {ALWAYS}
    escaped = {name: escape(value) for name, value in values.items()}
    parts = dict(template.fixed)
    for name, segments in template.cut.items():
        joined: list[str] = []
        for segment in segments:
            if segment.key in kept:
                joined += _filled(segment, escaped)
            elif segment.key.startswith(EACH):
                for entry in lists.get(segment.key[len(EACH) :], ()):
                    joined += _filled(segment, {k: escape(v) for k, v in entry.items()})
        parts[name] = "".join(joined).encode()
    return write_package(parts)


def _filled(segment: Segment, escaped: Mapping[str, str]) -> list[str]:
    return [escaped[p] if index % 2 else p for index, p in enumerate(segment.pieces)]
