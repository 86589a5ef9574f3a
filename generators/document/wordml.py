"""WordprocessingML elements, their children in the order that the schema demands.

Word refuses a file whose elements stand in another order (ISO/IEC 29500-1, annex A); other
programs forgive it. `Ink` knows the direction of the text, the rest are plain elements.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from docx.oxml.ns import nsmap, qn
from lxml import etree

Element = etree._Element
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_W = {"w": nsmap["w"]}
SECOND_NUMBERING = "3"
"""The list of the base document by which a second text beside the first is numbered."""


@cache
def _qualified(name: str) -> str:
    """Return a name with its namespace; a long document asks for few, again and again."""
    return qn(f"w:{name}")


def w(tag: str, *children: Element, **attributes: str) -> Element:
    """Return `<w:tag w:attribute="…">children</w:tag>`."""
    element = etree.Element(_qualified(tag), nsmap=_W)
    for name, value in attributes.items():
        element.set(_qualified(name), value)
    if children:
        element.extend(children)
    return element


def words_element(tag: str, words: str) -> Element:
    """Return an element that holds text, its blanks kept."""
    element = w(tag)
    element.text = words
    element.set(_SPACE, "preserve")
    return element


def bookmark_name(topic: str, *, second: bool = False) -> str:
    """Return the bookmark of the clause on a topic, in the first text or in the second beside it.

    Word allows 40 characters.
    """
    name = f"{'second' if second else 'clause'}_{topic.replace('-', '_')}"
    if len(name) > 40:
        raise ValueError(f"the topic `{topic}` is too long for a Word bookmark (33 characters)")
    return name


def bookmarked(name: str, number: int, runs: Iterable[Element]) -> list[Element]:
    """Return runs between the two ends of a bookmark."""
    start = w("bookmarkStart", id=str(number), name=name)
    return [start, *runs, w("bookmarkEnd", id=str(number))]


def bookmark(anchor: str) -> str:
    """Return the bookmark of a heading, hidden as Word's own are; as long as any anchor is."""
    return f"_Toc{zlib.crc32(anchor.encode()):010d}"


def contents_line(name: str, runs: Iterable[Element]) -> Element:
    """Return a line of a table of contents, a link to a bookmark."""
    return w("hyperlink", *runs, anchor=name, history="1")


def section_end(*, wide: bool) -> Element:
    """Return the place at which the pages of one kind end; `word_sections` puts the end there."""
    return etree.ProcessingInstruction("section", "wide" if wide else "upright")


def as_deleted(change: Element) -> Element:
    """Return a tracked deletion with its words in the element that holds deleted text."""
    for text in list(change.iter(qn("w:t"))):
        text.tag = qn("w:delText")
    return change


def tab() -> Element:
    """Return a run that moves to the next tab stop."""
    return w("r", w("tab"))


@dataclass(frozen=True, slots=True)
class Ink:
    """Makes paragraphs and runs for text that runs left to right or right to left.

    `locale` is set for words in another language than the document's.
    """

    rtl: bool
    locale: str = ""

    def paragraph(
        self,
        style: str | None,
        content: Iterable[Element] = (),
        mark: Element | None = None,
        level: int | None = None,
    ) -> Element:
        """Return a paragraph in a style; right-to-left text needs the mark on each paragraph.

        `mark` is the tracked change that the end of the paragraph itself is; `level` counts it by
        the numbering of a second text.
        """
        properties = [w("pStyle", val=style)] if style else []
        if level is not None:
            number = (w("ilvl", val=str(level)), w("numId", val=SECOND_NUMBERING))
            properties.append(w("numPr", *number))
        if self.rtl:
            properties.append(w("bidi"))
        if mark is not None:
            properties.append(w("rPr", mark))
        head = [w("pPr", *properties)] if properties else []
        return w("p", *head, *content)

    def run(self, words: str, style: str | None = None) -> Element:
        """Return a run of words in the direction of the text."""
        return self._run(words_element("t", words), style, [w("rtl")] if self.rtl else [])

    def isolate(self, words: str, style: str | None = None) -> Element:
        """Return a run that keeps its own left-to-right order, and is not spell-checked.

        Word follows the run, which is not `w:rtl`; LibreOffice and others follow the isolate
        marks LRI and PDI (Unicode Standard Annex 9), which stand only in right-to-left text.
        """
        marked = f"\u2066{words}\u2069" if self.rtl else words
        return self._run(words_element("t", marked), style, [w("noProof")])

    def field(self, instruction: str, result: str, style: str | None = None) -> list[Element]:
        """Return a field with the result that a reader sees before Word computes it."""
        start, end = self.around(instruction, style)
        shown = self.isolate(result, style) if self.rtl else self.run(result, style)
        return [*start, shown, *end]

    def around(
        self, instruction: str, style: str | None = None
    ) -> tuple[list[Element], list[Element]]:
        """Return what stands before and after the result of a field."""
        start = [
            self._run(w("fldChar", fldCharType="begin"), style),
            self._run(words_element("instrText", f" {instruction} "), style),
            self._run(w("fldChar", fldCharType="separate"), style),
        ]
        return start, [self._run(w("fldChar", fldCharType="end"), style)]

    def _run(
        self, content: Element, style: str | None, properties: Sequence[Element] = ()
    ) -> Element:
        named = [w("rStyle", val=style), *properties] if style else list(properties)
        if self.locale:
            named.append(w("lang", **{"bidi" if self.rtl else "val": self.locale}))
        head = [w("rPr", *named)] if named else []
        return w("r", *head, content)


def parallel_row(
    columns: Sequence[int], cells: Iterable[Iterable[Element]], *, head: bool
) -> Element:
    """Return a row of two texts; a long clause may run over the end of a page."""
    properties = [w("cantSplit"), w("tblHeader")] if head else []
    made = (
        w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), *content)
        for width, content in zip(columns, cells, strict=True)
    )
    return w("tr", *([w("trPr", *properties)] if properties else []), *made)


def table(columns: Sequence[int], *, rtl: bool, caption: str, rows: Iterable[Element]) -> Element:
    """Return a table with fixed column widths, in twentieths of a point."""
    properties = [
        w("tblStyle", val="DataSheet"),
        *([w("bidiVisual")] if rtl else []),
        w("tblW", w=str(sum(columns)), type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val="0420",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="0",
            noVBand="1",
        ),
        *([w("tblCaption", val=caption)] if caption else []),
    ]
    grid = (w("gridCol", w=str(width)) for width in columns)
    return w("tbl", w("tblPr", *properties), w("tblGrid", *grid), *rows)


def row(cells: Iterable[tuple[int, Element]], *, head: bool, tall: bool) -> Element:
    """Return a row that never splits over pages; a header row repeats on each page."""
    properties = [w("cantSplit")]
    if tall:
        properties.append(w("trHeight", val="620", hRule="atLeast"))
    if head:
        properties.append(w("tblHeader"))
    made = (w("tc", w("tcPr", w("tcW", w=str(width), type="dxa")), p) for width, p in cells)
    return w("tr", w("trPr", *properties), *made)
