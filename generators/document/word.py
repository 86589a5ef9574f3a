"""Writes a document as Word parts (WordprocessingML, ISO/IEC 29500-1) on our own base document.

Appearance is named by style, never set run by run; numbers come from the numbering that styles
carry, so a clause that is left out renumbers the rest; references are REF fields to bookmarks,
with the number a reader sees already in them.

Blocks that belong to a unit are enclosed in processing instructions `<?unit key?> … <?unit?>`,
at which a template is cut. A document whose units are resolved has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.section import Section
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
    Quote,
    Strong,
    Text,
)
from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.model import (
    ALWAYS,
    LETTERS,
    Block,
    Clause,
    Document,
    Facts,
    Notice,
    PlainBlock,
    Row,
    SubClause,
    SubItem,
    Table,
    Unit,
    text,
)
from generators.document.package import base_parts, read_package, write_package
from generators.document.properties import LOCALES, core_properties, custom_properties
from generators.document.wordml import (
    Element,
    Ink,
    as_deleted,
    bookmark_name,
    bookmarked,
    row,
    tab,
    table,
    w,
)


def write_word(document: Document) -> bytes:
    """Return the document as one Word file on our own base document."""
    return write_package(word_parts(document))


def word_parts(document: Document, base: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the document as the parts of a Word package, on our own base document or another."""
    target = docx.Document(BytesIO(write_package(base or base_parts())))
    section = target.sections[0]
    writer = _Writer(document, _text_width(section))
    for element in writer.body():
        section._sectPr.addprevious(element)
    if writer.rtl:
        _turn(section._sectPr)
    for header, footer in _edges(section):
        _add_line(header, writer.header())
        _add_line(footer, writer.footer())
    _set_language(target.styles.element, document.lang)
    saved = BytesIO()
    target.save(saved)
    parts = read_package(saved.getvalue())
    return parts | {
        "word/numbering.xml": _lettered(parts["word/numbering.xml"], document.lang),
        "docProps/core.xml": core_properties(document),
        "docProps/custom.xml": custom_properties(document),
    }


def _lettered(numbering: bytes, lang: Language) -> bytes:
    """Return the numbering with items lettered as the language does: by the abjad in Arabic."""
    letters = b"arabicAbjad" if lang in LETTERS else b"lowerLetter"
    return numbering.replace(b'"lowerLetter"', b'"%s"' % letters)


def _text_width(section: Section) -> int:
    """Return the width of the text in twentieths of a point: the page less its margins."""
    sides = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (side.twips if side is not None else 0 for side in sides)
    return page - left - right


def _edges(section: Section) -> Iterator[tuple[Element, Element]]:
    """Yield header and footer of each kind of page: all, or the first page and the others."""
    yield section.header._element, section.footer._element
    if section.different_first_page_header_footer:
        yield section.first_page_header._element, section.first_page_footer._element


def _add_line(edge: Element, line: Element) -> None:
    """Put a line at the end of a header or footer, in the place of an empty one."""
    last = edge[-1] if len(edge) else None
    if last is not None and last.tag == qn("w:p") and last.find(f".//{qn('w:r')}") is None:
        edge.remove(last)
    edge.append(line)


def _turn(section: Element) -> None:
    """Mark a section as right to left, in the place that the schema demands."""
    after = {qn(f"w:{name}") for name in ("rtlGutter", "docGrid", "printerSettings")}
    following = next((child for child in section if child.tag in after), None)
    if section.find(qn("w:bidi")) is not None:
        return
    if following is None:
        section.append(w("bidi"))
    else:
        following.addprevious(w("bidi"))


def _set_language(styles: Element, lang: Language) -> None:
    """Set the language of all text that names none."""
    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if properties is None:  # a document from elsewhere may have no defaults
        properties = w("rPr")
        styles.insert(0, w("docDefaults", w("rPrDefault", properties)))
    default = properties.find(qn("w:lang"))
    if default is None:
        default = w("lang")
        properties.append(default)
    default.set(qn("w:bidi" if lang in RIGHT_TO_LEFT else "w:val"), LOCALES[lang])


class _Writer:
    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = width
        self.rtl = document.lang in RIGHT_TO_LEFT
        self.ink = Ink(self.rtl)
        self.bookmarks = self.revisions = 0

    def body(self) -> Iterator[Element]:
        yield self.paragraph("Title", (Text(self.document.title),))
        if self.document.subtitle:
            yield self.paragraph("Subtitle", self.document.subtitle)
        for block in self.document.blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Element]:
        if isinstance(block, Unit):
            inside = (element for inner in block.blocks for element in self.plain(inner))
            return _unit(block.key, inside)
        return self.plain(block)

    def plain(self, block: PlainBlock) -> Iterator[Element]:
        match block:
            case Paragraph(inlines):
                yield self.paragraph(None, inlines)
            case SubClause(inlines, leads):
                yield self.paragraph("ClauseLead" if leads else "ClauseText", inlines)
            case SubItem(inlines):
                yield self.paragraph("ClauseItem", inlines)
            case Clause(topic, title):
                yield self.clause(topic, title)
            case Heading(_, inlines):
                yield self.paragraph("PartHeading", inlines)
            case BulletList(items):
                yield from (self.paragraph("ListBullet", item) for item in items)
            case Quote(paragraphs):
                yield from (self.paragraph("Quote", p.inlines) for p in paragraphs)
            case Notice(kind, inlines):
                yield self.paragraph("DraftNotice" if kind == "draft" else "Quote", inlines)
            case Facts(entries):
                for name, value in entries:
                    yield self.paragraph("TableText", (Strong((Text(f"{name}: "),)), *value))
            case Table():
                yield self.table(block)

    def paragraph(self, style: str | None, inlines: Sequence[Inline]) -> Element:
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
        return ink.paragraph(style, self.runs(inlines, ink=ink), mark)

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
        self.bookmarks += 1
        name = bookmark_name(topic)
        return self.ink.paragraph("Heading1", bookmarked(name, self.bookmarks, self.runs(title)))

    def runs(
        self, inlines: Iterable[Inline], style: str | None = None, ink: Ink | None = None
    ) -> Iterator[Element]:
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
                    yield from self.runs(inner, style, _foreign(lang))
                case Inserted(inner):
                    yield self.revision("ins", self.runs(inner, style, ink))
                case Deleted(inner):
                    yield as_deleted(self.revision("del", self.runs(inner, style, ink)))
                case ClauseNumber(topic, number):
                    yield from ink.field(rf"REF {bookmark_name(topic)} \w \h", number, style)
                case _:
                    raise TypeError(f"{inline} must be filled in before Word can print it")

    def table(self, block: Table) -> Element:
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
        cells = [
            (width, self.paragraph(first if index == 0 else style, cell))
            for index, (cell, width) in enumerate(zip(entry.cells, columns, strict=True))
        ]
        return row(cells, head=style == "TableHead", tall=tall)

    def header(self) -> Element:
        made = self.paragraph("Header", (Text(self.document.title),))
        if self.document.draft_mark:
            mark = [tab(), self.ink.run(self.document.draft_mark, "DraftMark")]
            made.extend(_unit(self.document.draft_key, iter(mark)))
        return made

    def footer(self) -> Element:
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
