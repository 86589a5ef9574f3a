"""All words of a document, in order: what a clearance pins, whatever the format and the look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generators.content.prose import BulletList, Heading, Paragraph, Picture, Quote
from generators.content.texts import text_hash
from generators.document.model import (
    Chart,
    Clause,
    Contents,
    Document,
    Facts,
    Notice,
    Parallel,
    PlainBlock,
    SubClause,
    SubItem,
    Table,
    Wide,
    text,
)


def wording_hash(document: Document) -> str:
    """Return the SHA-256 of a resolved document's words: title, subtitle and every block.

    The day on which it was made, its footer and its draft mark are no part of it.
    """
    return text_hash([document.title, text(document.subtitle), *wording(document.plain_blocks)])


def wording(blocks: Iterable[PlainBlock]) -> Iterator[str]:
    """Yield the words of blocks; each cell and each item for itself."""
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(_, inlines) | Notice(_, inlines):
                yield text(inlines)
            case SubClause(inlines) | SubItem(inlines) | Clause(_, inlines):
                yield text(inlines)
            case BulletList(items):
                yield from map(text, items)
            case Quote(paragraphs):
                yield from (text(paragraph.inlines) for paragraph in paragraphs)
            case Facts(entries):
                yield from (f"{name}: {text(value)}" for name, value in entries)
            case Table(header, rows, caption=caption):
                yield caption
                for cells in (header, *(row.cells for row in rows)):
                    yield from map(text, cells)
            case Parallel(rows):
                for pair in rows:
                    for side in pair:
                        yield from wording(side)
            case Chart(caption, alt):
                yield from (caption, alt)
            case Wide(inner):
                yield from wording(inner)
            case Picture(file):
                yield file
            case Contents():
                pass  # it repeats the headings
