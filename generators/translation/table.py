"""Segments as a Word file for translators without a program: a table of two columns an item.

English stands on the left, the translation is written on the right. What the translation said so
far, for other words, is offered in a row of its own, which is passed over when the file returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from generators.content.prose import Emphasis, Foreign, Heading, Isolate, Text
from generators.content.record import MASTER, Language
from generators.document.model import Document, Notice, PlainBlock, Row, Table
from generators.document.package import Damaged, read_package
from generators.document.word import write_word
from generators.translation.incoming import Returned, Unusable
from generators.translation.segments import Item

SO_FAR = "So far, for other words:"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAME = re.compile(r"[a-z]+/[A-Za-z0-9._/-]+$")
_HOW = (
    "Write each translation in the right-hand column and leave the left-hand one as it is: by its"
    " words the program finds the place again. What stands in braces, such as"
    " {instrument:st-sgb-2003-13}, in angle brackets, or in round brackets after a square one is"
    " carried over unchanged. Stars mark *stress* and **strong stress**."
)


def write_table(
    items: Iterable[Item], lang: Language, language: str, *, whole: bool = False
) -> bytes:
    """Return the open segments of items, or with `whole` every segment, as one Word file.

    `language` is the name of the language, for the reader.
    """
    blocks: list[PlainBlock] = [Notice("note", (Text(_HOW),))]
    for item in items:
        segments = item.segments if whole else item.open
        if segments:
            blocks += [Heading(2, (Text(segments[0].source),)), _table(item, lang, language, whole)]
    title = f"To be translated: English to {language}"
    return write_word(Document(title=title, lang=MASTER, blocks=tuple(blocks)))


def _table(item: Item, lang: Language, language: str, whole: bool) -> Table:
    head = ((Text("English "), Isolate(item.name)), (Text(language),))
    rows = []
    for segment in item.segments if whole else item.open:
        if segment.former:
            former = Foreign(lang, (Emphasis((Text(segment.former),)),))
            rows.append(Row(((Emphasis((Text(SO_FAR),)),), (former,))))
        rows.append(Row(((Text(segment.source),), (Foreign(lang, (Text(segment.target),)),))))
    return Table(header=head, rows=tuple(rows), widths=(50, 50), named=False)


def read_table(data: bytes) -> list[Returned]:
    """Return what came back; raises `Unusable` for tracked changes or another kind of file."""
    body = _body(data)
    _must_be_settled(body)
    found = []
    for table in body.iter(f"{_W}tbl"):
        name = ""
        for number, row in enumerate(table.iter(f"{_W}tr"), 1):
            cells = [_words(cell) for cell in row.iter(f"{_W}tc")]
            if len(cells) != 2:
                raise Unusable(
                    f"has a table row with {len(cells)} cells (“{' '.join(cells)[:40]}…”); each row"
                    " has two, English and the translation. Undo what changed the table."
                )
            named = _NAME.search(cells[0])
            if number == 1 and named:
                name = named[0]
            elif name and cells[0] != SO_FAR:
                found.append(Returned(name, cells[0], cells[1], "", number))
    if not found:
        raise Unusable("holds no table of ours. Ask for the Word file that was sent out.")
    return found


def _body(data: bytes) -> etree._Element:
    try:
        part = read_package(data)["word/document.xml"]
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except (Damaged, KeyError, etree.XMLSyntaxError):
        raise Unusable("is no Word file (.docx) that can be read. Save it again in Word.") from None


def _must_be_settled(body: etree._Element) -> None:
    changed = list(body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"))
    if changed:
        words = " ".join("".join(changed[0].itertext()).split())
        raise Unusable(
            f"holds {len(changed)} tracked changes, the first at “{words[:40]}”. In Word choose"
            " Review, Accept all changes (or reject them), save, and import again."
        )


def _words(cell: etree._Element) -> str:
    """Return the words of a cell, its paragraphs joined by blanks, without direction marks."""
    lines = ("".join(_texts(paragraph)) for paragraph in cell.iter(f"{_W}p"))
    return " ".join(line for line in lines if line).strip()


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{_W}t", f"{_W}br", f"{_W}tab"):
        text = element.text or "" if element.tag == f"{_W}t" else " "
        yield text.replace("\u2066", "").replace("\u2069", "")
