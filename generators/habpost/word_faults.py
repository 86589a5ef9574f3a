"""Lists what stands in a Word file that a story cannot hold, or that nobody should see.

Much of it would vanish without a word, or come to light, when the file is only converted: tracked
changes, comments, hidden words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from generators.habpost.tidy_words import tidy
from generators.habpost.word_file import WordFile
from generators.habpost.word_pictures import (
    alt_of,
    not_a_picture,
    old_drawing,
    part_of,
    picture_faults,
)
from generators.habpost.word_styles import Styles
from generators.habpost.word_xml import (
    attribute,
    is_fallback,
    name_of,
    symbols,
    value_of,
    walked,
    words_of,
)

_SETTLE = "Settle it in Word (Review, Accept or Reject), save, and import again."
_CHANGES = {
    "ins": "a tracked insertion",
    "del": "a tracked deletion",
    "moveFrom": "a tracked move, from here",
    "moveTo": "a tracked move, to here",
    "cellIns": "a tracked insertion of a table cell",
    "cellDel": "a tracked deletion of a table cell",
    "cellMerge": "a tracked merger of table cells",
}
_KINDS = {
    "commentReference": ("a comment", "Delete it in Word (Review, Delete), and import again."),
    "tbl": ("a table", "Stories have none: write a list or sentences."),
    "oMath": ("an equation", "Write it out in words."),
    "object": ("an embedded object", "Take it out, or put a picture in its place."),
    "altChunk": ("another document within it", "Open both in Word and copy the words over."),
    "subDoc": ("another document within it", "Open both in Word and copy the words over."),
    "ruby": ("words with a reading above them", "Write the reading in brackets."),
    "cr": ("a line end of an old kind", "Delete it, and press Enter there."),
}
_WHO = ("a field that prints who wrote the file, or where", "Delete it, and write plain words.")
_TELLS_WHO = re.compile(
    r"\s*(?:AUTHOR|LASTSAVEDBY|USERNAME|USERINITIALS|USERADDRESS|DOCPROPERTY|INFO|FILENAME)\b",
    re.IGNORECASE,
)
_KNOWN_FONTS = ("Symbol", "Webdings", "Wingdings", "Wingdings 2", "Wingdings 3")
"""The fonts whose signs pandoc turns into such as any font has; it drops those of others."""
_BOUND_TO_WHO = re.compile(r"creator|lastModifiedBy|Company|Manager", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that keeps a file from becoming a story: which paragraph, from 1, and what."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in the text: its paragraph, the part that holds it, what is said to be on it."""

    line: int
    part: str
    alt: str


@dataclass
class Found:
    """What a look at a file has found.

    `paragraphs` are the words of each; `pieces` are those of them that have to come out again, and
    `embedded` the number of places that refer to a picture.
    """

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[tuple[int, str]] = field(default_factory=list)
    embedded: int = 0


def quoted(words: str) -> str:
    """Return the beginning of words, in quotation marks, to show a place."""
    tidied = tidy(words).strip()
    return f"“{tidied}”" if len(tidied) <= 50 else f"“{tidied[:50].strip()} …”"


def looked_through(file: WordFile) -> Found:
    """Return what stands in the text of a file and in its notes, in order."""
    found, styles = Found(), Styles(file.xml(name) for name in file.beside("styles"))
    for name in (file.main, *file.beside("footnotes"), *file.beside("endnotes")):
        root = file.xml(name)
        _Look(found, file, name, styles).through(root)
        found.embedded += sum(1 for each in root.iter("{*}blip") if not is_fallback(each))
    edges = [file.xml(name) for kind in ("header", "footer") for name in file.beside(kind)]
    if any("".join(edge.itertext()).strip() or _drawings(edge) for edge in edges):
        count = sum(map(_drawings, edges))
        told = f", with {count} pictures or drawings" if count else ""
        found.notes.append(f"left out: headers and footers{told}")
    return found


def _drawings(root: etree._Element) -> int:
    return sum(1 for each in walked(root) if name_of(each) in ("drawing", "pict"))


class _Look:
    def __init__(self, found: Found, file: WordFile, name: str, styles: Styles) -> None:
        self.found, self.parts, self.styles = found, file.parts, styles
        self.links = file.links(name)
        self.style = ""

    def through(self, root: etree._Element) -> None:
        looks = {
            "p": self.paragraph,
            "r": self.run,
            "drawing": self.drawing,
            "pict": self.old_drawing,
            "instrText": self.field,
            "fldSimple": self.field,
            "dataBinding": self.binding,
            "sym": self.sign,
        }
        for element in walked(root):
            name = name_of(element)
            if name in _CHANGES:
                self.fault(_CHANGES[name], _SETTLE, element)
            elif name.endswith("Change"):
                self.fault("a tracked change of formatting", _SETTLE)
            elif name in _KINDS:
                self.fault(*_KINDS[name], element)
            elif name in looks:
                looks[name](element)

    def fault(self, what: str, do: str, element: etree._Element | None = None) -> None:
        mine = "" if element is None else words_of(element)
        paragraphs = self.found.paragraphs
        words = mine or next((each for each in reversed(paragraphs) if each.strip()), "")
        near = f" near {quoted(words)}" if words.strip() else ""
        line = max(1, len(paragraphs))
        self.found.faults.append(Fault(line, f"holds {what}{near}. {do}"))

    def paragraph(self, element: etree._Element) -> None:
        words, pieces = "", [""]
        for part in walked(element):
            if name_of(part) == "sym" or (name_of(part) == "r" and symbols(part)):
                pieces.append("")
            elif name_of(part) == "t":
                words += part.text or ""
                if not symbols(part.getparent()):
                    pieces[-1] += part.text or ""
        self.found.paragraphs.append(words)
        line = len(self.found.paragraphs)
        self.found.pieces += [(line, piece) for piece in pieces if piece.strip()]
        self.style = value_of(element, "{*}pPr/{*}pStyle")

    def run(self, element: etree._Element) -> None:
        if words_of(element).strip():
            for fault in self.styles.faults(element, self.style):
                self.fault(*fault, element)

    def drawing(self, element: etree._Element) -> None:
        if fault := not_a_picture(element):
            self.fault(*fault)
            return
        for fault in picture_faults(element, self.links, self.parts.keys()):
            self.fault(*fault)
        if element.find(".//{*}hlinkClick") is not None:
            self.found.notes.append("left out: a link on a picture")
        line = max(1, len(self.found.paragraphs))
        self.found.pictures.append(Shown(line, part_of(element, self.links), alt_of(element)))

    def old_drawing(self, element: etree._Element) -> None:
        if fault := old_drawing(element):
            self.fault(*fault)

    def field(self, element: etree._Element) -> None:
        if _TELLS_WHO.match(attribute(element, "instr") or element.text or ""):
            self.fault(*_WHO)

    def sign(self, element: etree._Element) -> None:
        if attribute(element, "font") not in _KNOWN_FONTS:
            self.fault("a sign of a symbol font that is not known", "Type it as a plain sign.")

    def binding(self, element: etree._Element) -> None:
        if _BOUND_TO_WHO.search(attribute(element, "xpath")):
            self.fault(*_WHO)
