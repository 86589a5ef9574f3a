"""The body of a Word document: each block as WordprocessingML (ISO/IEC 29500-1).

Appearance is named by style, never set run by run; numbers come from the numbering that styles
carry, so a clause that is left out renumbers the rest; references are REF fields to bookmarks,
with the number a reader sees already in them.

Blocks that belong to a unit are enclosed in processing instructions `<?unit key?> … <?unit?>`,
at which a template is cut. A document whose units are resolved has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from lxml import etree

from generators.content.prose import (
    BulletList,
    ClauseNumber,
    Deleted,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inserted,
    Isolate,
    Link,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Text,
)
from generators.content.record import RIGHT_TO_LEFT
from generators.document import word_long as long
from generators.document.model import (
    ALWAYS,
    Block,
    Chart,
    Clause,
    Contents,
    Document,
    Facts,
    Notice,
    Parallel,
    PlainBlock,
    Row,
    SubClause,
    SubItem,
    Table,
    Unit,
    Wide,
    text,
)
from generators.document.outline import laid_out
from generators.document.properties import LOCALES
from generators.document.wordml import (
    Element,
    Ink,
    as_deleted,
    bookmark_name,
    bookmarked,
    parallel_row,
    row,
    tab,
    table,
    w,
)

SECOND = 1000
"""The first number of what must be unique in the second text of two that stand side by side."""
LEVELS = {"Heading1": 0, "ClauseText": 1, "ClauseLead": 1, "ClauseItem": 2}
"""The level of the numbering that each numbered style has."""


def _no_pictures(data: bytes) -> str:
    raise TypeError("this document has no place for pictures")


class Body:
    """Writes the blocks of one document, or of the second text of one in two languages."""

    def __init__(
        self,
        document: Document,
        width: int,
        *,
        wide: int = 0,
        keep: Callable[[bytes], str] = _no_pictures,
        second: bool = False,
    ) -> None:
        """Take the width of the text, and that on wide pages, in twentieths of a point.

        `keep` puts a picture into the package and returns the id by which the text shows it.
        """
        self.document = document
        self.width, self.wide = width, wide
        self.keep = keep
        self.small = self.new_page = False
        self.second = second
        self.rtl = document.lang in RIGHT_TO_LEFT
        self.ink = _foreign(document.lang) if second else Ink(self.rtl)
        self.bookmarks = self.revisions = SECOND if second else 0
        self.pictures = 0

    def body(self) -> Iterator[Element]:
        """Yield the title and every block."""
        yield self.paragraph("Title", (Text(self.document.title),))
        if self.document.subtitle:
            yield self.paragraph("Subtitle", self.document.subtitle)
        blocks = self.document.blocks
        if any(isinstance(block, Contents) for block in blocks):
            blocks = laid_out(self.document.plain_blocks)
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Element]:
        """Yield a block, or a unit of blocks between its marks."""
        if isinstance(block, Unit):
            inside = (element for inner in block.blocks for element in self.plain(inner))
            return _unit(block.key, inside)
        return self.plain(block)

    def plain(self, block: PlainBlock) -> Iterator[Element]:
        """Yield what one block is in Word: a paragraph or several, or a table."""
        match block:
            case Paragraph(inlines):
                yield self.paragraph(None, inlines)
            case SubClause(inlines, leads):
                yield self.paragraph("ClauseLead" if leads else "ClauseText", inlines)
            case SubItem(inlines):
                yield self.paragraph("ClauseItem", inlines)
            case Clause(topic, title):
                yield self.clause(topic, title)
            case Heading(level, inlines, _, anchor):
                yield long.heading(self, level, inlines, anchor)
            case BulletList(items):
                yield from (self.paragraph("ListBullet", item) for item in items)
            case Quote(paragraphs):
                yield from (self.paragraph("Quote", p.inlines) for p in paragraphs)
            case Notice(kind, inlines):
                yield self.paragraph("DraftNotice" if kind == "draft" else "Quote", inlines)
            case Facts(entries):
                for name, value in entries:
                    fact = (Strong((Text(f"{name}: "),)), *value)
                    yield self.paragraph("FactSmall" if self.small else "TableText", fact)
            case Table():
                yield from long.caption(self, block)
                yield self.table(block)
            case Chart():
                yield from long.caption(self, block)
                yield long.chart(self, block)
            case Contents():
                yield from long.contents(self, block)
            case Wide(inner):
                yield from long.lying(self, inner)
            case Parallel():
                yield self.parallel(block)
            case Picture(file):
                raise TypeError(f"{file}: pictures stand in stories, which are no Word files")

    def paragraph(self, style: str | None, inlines: Sequence[Inline]) -> Element:
        """Return a paragraph in a style; words in one other language give it their direction."""
        match inlines:
            case [Foreign(lang, inner)]:  # alone, it gives the paragraph its direction
                return self.marked(_foreign(lang), style, inner)
        return self.marked(self.ink, style, inlines)

    def marked(self, ink: Ink, style: str | None, inlines: Sequence[Inline]) -> Element:
        """Return a paragraph; one that is wholly new or gone comes or goes with its mark."""
        mark = None
        match inlines:
            case [Inserted()]:
                mark = self.revision("ins")
            case [Deleted()]:
                mark = self.revision("del")
        level = LEVELS.get(style or "") if self.second else None
        return ink.paragraph(style, self.runs(inlines, ink=ink), mark, level)

    def revision(self, kind: str, content: Iterable[Element] = ()) -> Element:
        """Return a tracked change with what it holds (ISO/IEC 29500-1, 17.13.5)."""
        self.revisions += 1
        return w(
            kind,
            *content,
            id=str(self.revisions),
            author=self.document.revised_by,
            date=f"{text(self.document.created)}T00:00:00Z",
        )

    def clause(self, topic: str, title: Sequence[Inline]) -> Element:
        """Return the heading of a clause, between the ends of the bookmark that leads to it."""
        self.bookmarks += 1
        name = bookmark_name(topic, second=self.second)
        runs = bookmarked(name, self.bookmarks, self.runs(title))
        return self.ink.paragraph("Heading1", runs, level=0 if self.second else None)

    def runs(
        self, inlines: Iterable[Inline], style: str | None = None, ink: Ink | None = None
    ) -> Iterator[Element]:
        """Yield words as runs; each knows its style, its direction and its language."""
        ink = ink or self.ink
        for inline in inlines:
            match inline:
                case Text(words):
                    yield ink.run(words, style)
                case Isolate(words):
                    yield ink.isolate(words, style)
                case Emphasis(inner):
                    yield from self.runs(inner, "Emphasis", ink)
                case Strong(inner):
                    yield from self.runs(inner, "Strong", ink)
                case Link(_, inner):
                    yield from self.runs(inner, style, ink)
                case Foreign(lang, inner):
                    yield from self.aside(_foreign(lang), inner, style, ink)
                case Inserted(inner):
                    yield self.revision("ins", self.runs(inner, style, ink))
                case Deleted(inner):
                    yield as_deleted(self.revision("del", self.runs(inner, style, ink)))
                case ClauseNumber(topic, number):
                    name = bookmark_name(topic, second=self.second)
                    yield from ink.field(rf"REF {name} \w \h", number, style)
                case _:
                    raise TypeError(f"{inline} must be filled in before Word can print it")

    def aside(
        self, foreign: Ink, inlines: Iterable[Inline], style: str | None, around: Ink
    ) -> Iterator[Element]:
        """Yield words that run against the text around them, as one piece in their own order.

        Word follows the runs; LibreOffice and others follow the isolate marks (UAX 9).
        """
        turned = foreign.rtl != around.rtl
        if turned:
            yield foreign.run("\u2067" if foreign.rtl else "\u2066", style)
        yield from self.runs(inlines, style, foreign)
        if turned:
            yield foreign.run("\u2069", style)

    def table(self, block: Table) -> Element:
        """Return a table whose header row repeats on each page."""
        columns = [self.width * width // 100 for width in block.widths]
        rows = [self.row(Row(block.header), columns, "TableHead", "TableHead")]
        # A table to write in stays on one page; a long data sheet may run over.
        first = "TableHead" if block.to_fill else "TableRowHead" if block.named else "TableText"
        for entry in block.rows:
            made = self.row(entry, columns, first, "TableText", tall=block.to_fill)
            rows += _unit(entry.key, iter([made]))
        return table(columns, rtl=self.rtl, caption=block.caption, rows=rows)

    def row(
        self, entry: Row, columns: Sequence[int], first: str, style: str, *, tall: bool = False
    ) -> Element:
        """Return one row; the first cell names it."""
        cells = [
            (width, self.paragraph(self.sized(first if index == 0 else style), cell))
            for index, (cell, width) in enumerate(zip(entry.cells, columns, strict=True))
        ]
        return row(cells, head=style == "TableHead", tall=tall)

    def sized(self, style: str) -> str:
        """Return the style of a table's words, in smaller print on wide pages."""
        return f"{style}Small" if self.small else style

    @cached_property
    def beside(self) -> Body:
        """Return the writer of the second text, whose numbers and bookmarks are its own."""
        langs = next(b.langs for b in self.document.blocks if isinstance(b, Parallel))
        return Body(replace(self.document, lang=langs[1]), self.width // 2, second=True)

    def parallel(self, block: Parallel) -> Element:
        """Return two texts as a table, of which the head names the languages on every page."""
        columns, writers = [self.width // 2] * 2, (self, self.beside)
        pairs = zip(writers, block.heads, strict=True)
        heads = [[each.paragraph("TableHead", (Text(name),))] for each, name in pairs]
        rows = [parallel_row(columns, heads, head=True)]
        for pair in block.rows:
            cells = [
                [element for block in blocks for element in each.plain(block)]
                for each, blocks in zip(writers, pair, strict=True)
            ]
            rows.append(parallel_row(columns, cells, head=False))
        caption = " – ".join(block.heads)
        return table(columns, rtl=self.rtl, caption=caption, rows=rows)

    def marking(self) -> Element:
        """Return the line that says how sensitive the document is."""
        return self.paragraph("Marking", (Text(self.document.marking),))

    def header(self) -> Element:
        """Return the line at the head of every page: the title, and the mark of a draft."""
        made = self.paragraph("Header", (Text(self.document.title),))
        if self.document.draft_mark:
            mark = [tab(), self.ink.run(self.document.draft_mark, "DraftMark")]
            made.extend(_unit(self.document.draft_key, iter(mark)))
        return made

    def footer(self) -> Element:
        """Return the line at the foot of every page."""
        made = self.paragraph("Footer", self.document.footer)
        pages = (*self.ink.field("PAGE", "1"), self.ink.run(" / "))
        made.extend([tab(), *pages, *self.ink.field("NUMPAGES", "1")])
        return made


def _foreign(lang: str) -> Ink:
    """Return the ink of words in another language (WCAG 2.2, 3.1.2: the language of parts)."""
    locale = next(LOCALES[code] for code in LOCALES if code == lang)
    return Ink(lang in RIGHT_TO_LEFT, locale)


def _unit(key: str, elements: Iterator[Element]) -> Iterator[Element]:
    if key == ALWAYS:
        yield from elements
        return
    yield etree.ProcessingInstruction("unit", key)
    yield from elements
    yield etree.ProcessingInstruction("unit")
