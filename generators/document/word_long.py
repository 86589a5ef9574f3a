"""What only long documents have in Word: contents, captions, charts, pages on their long side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generators.content.prose import Inline, Text
from generators.document.chart import chart_png
from generators.document.model import Chart, Contents, PlainBlock, Table
from generators.document.outline import contents_title, numbered
from generators.document.word_picture import picture
from generators.document.wordml import Element, bookmark, bookmarked, contents_line, section_end, w

if TYPE_CHECKING:
    from generators.document.word_body import Body

PARTS = {1: "PartHeading", 2: "PartHeading", 3: "Heading2", 4: "Heading3"}
"""The style of a heading by its level; the highest level below the title is Word's first."""


def heading(body: Body, level: int, inlines: Sequence[Inline], anchor: str) -> Element:
    """Return a heading; one that the table of contents lists has a bookmark."""
    made = body.paragraph(PARTS[level], inlines)
    if body.new_page:
        made[0].insert(1, w("pageBreakBefore"))
        body.new_page = False
    if anchor:
        body.bookmarks += 1
        made[1:] = bookmarked(bookmark(anchor), body.bookmarks, list(made)[1:])
    return made


def contents(body: Body, block: Contents) -> Iterator[Element]:
    r"""Yield a TOC field with its entries, each a link to its heading (17.16.5.68).

    Pages are not known before the text is laid out, so the field is asked for none (`\n`). What
    follows begins a page.
    """
    yield body.paragraph("ContentsHeading", (Text(contents_title(body.document.lang)),))
    start, end = body.ink.around(r'TOC \o "1-2" \n \h \z \u')
    last, body.new_page = len(block.entries) - 1, True
    for index, entry in enumerate(block.entries):
        link = contents_line(bookmark(entry.anchor), body.runs(entry.inlines))
        parts = [*(start if index == 0 else ()), link, *(end if index == last else ())]
        yield body.ink.paragraph(f"TOC{entry.level - 1}", parts)


def caption(body: Body, block: Table | Chart) -> Iterator[Element]:
    """Yield the caption of a long document's table or chart, counted by a field."""
    before, after = numbered(block, body.document.lang)
    if not block.number:
        if isinstance(block, Chart):
            yield body.paragraph("Caption", (Text(block.caption),))
        return
    kind = "Figure" if isinstance(block, Chart) else "Table"
    count = body.ink.field(rf"SEQ {kind} \* ARABIC", str(block.number))
    runs = [body.ink.run(before), *count, body.ink.run(f"{after}{block.caption}")]
    yield body.ink.paragraph("Caption", runs)


def chart(body: Body, block: Chart) -> Element:
    """Return a chart as a picture over the whole width, with its words for who sees none."""
    body.pictures += 1
    data = chart_png(block, body.document.lang)
    shown = picture(body.keep(data), data, body.width, body.pictures, block.caption, block.alt)
    return body.ink.paragraph("Figure", [shown])


def lying(body: Body, blocks: Sequence[PlainBlock]) -> Iterator[Element]:
    """Yield blocks for pages on their long side, between the ends of two sections."""
    yield section_end(wide=False)
    upright, body.width, body.small = body.width, body.wide, True
    for block in blocks:
        yield from body.plain(block)
    body.width, body.small = upright, False
    yield section_end(wide=True)
