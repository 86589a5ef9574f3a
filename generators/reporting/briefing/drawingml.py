"""DrawingML paragraphs and runs: language on each run, direction on each paragraph.

Children and attributes are those of ISO/IEC 29500-1, 21.1.2; PowerPoint refuses other orders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn

from generators.content.prose import Emphasis, Foreign, Inline, Isolate, Link, Strong, Text
from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.properties import LOCALES

Element = etree._Element


def a(tag: str, *children: Element, **attributes: str) -> Element:
    """Return `<a:tag attribute="…">children</a:tag>`."""
    element = etree.Element(qn(f"a:{tag}"), nsmap={"a": _NAMESPACE}, attrib=attributes)
    element.extend(children)
    return element


_NAMESPACE = qn("a:p").partition("}")[0][1:]


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes paragraphs in a language.

    `centred` paragraphs keep to the middle of their layout in any direction, `align` puts them
    elsewhere. A `size` in points is set only where it is not the layout's.
    """

    lang: Language
    size: float = 0.0
    centred: bool = False
    bold: bool = False
    align: str = ""

    def paragraph(self, inlines: tuple[Inline, ...], level: int = 0) -> Element:
        """Return a paragraph; one that is all in another language runs in its direction."""
        lang: str = self.lang
        match inlines:
            case (Foreign(other, _),):
                lang = other
        rtl = lang in RIGHT_TO_LEFT
        properties = {"lvl": str(level)} if level else {}
        if self.align:
            properties["algn"] = self.align
        elif not self.centred and (rtl or lang != self.lang):
            properties["algn"] = "r" if rtl else "l"
        if rtl or lang != self.lang:
            properties["rtl"] = "1" if rtl else "0"
        runs = self.runs(inlines, rtl=rtl, bold=self.bold)
        return a("p", a("pPr", **properties), *runs)

    def runs(
        self, inlines: Iterable[Inline], *, rtl: bool, bold: bool = False, italic: bool = False
    ) -> Iterator[Element]:
        """Yield the runs of inlines."""
        for inline in inlines:
            match inline:
                case Text(words):
                    yield self._run(words, self.lang, bold=bold, italic=italic)
                case Isolate(words):
                    marked = f"\u2066{words}\u2069" if rtl else words
                    yield self._run(marked, self.lang, bold=bold, italic=italic, proof=False)
                case Strong(inner):
                    yield from self.runs(inner, rtl=rtl, bold=True, italic=italic)
                case Emphasis(inner):
                    yield from self.runs(inner, rtl=rtl, bold=bold, italic=True)
                case Link(_, inner):
                    yield from self.runs(inner, rtl=rtl, bold=bold, italic=italic)
                case Foreign(lang, inner):
                    yield from self._foreign(lang, inner, rtl=rtl, bold=bold, italic=italic)
                case _:
                    raise TypeError(f"{inline} must be filled in before it can be set")

    def _foreign(
        self, lang: str, inner: tuple[Inline, ...], *, rtl: bool, bold: bool, italic: bool
    ) -> Iterator[Element]:
        """Yield runs in another language, isolated where they run the other way (UAX 9)."""
        other = Pen(lang, self.size, self.centred)  # type: ignore[arg-type]  # a code of ours
        runs = list(other.runs(inner, rtl=lang in RIGHT_TO_LEFT, bold=bold, italic=italic))
        if rtl != (lang in RIGHT_TO_LEFT) and runs:
            first, last = (run.find(qn("a:t")) for run in (runs[0], runs[-1]))
            assert first is not None
            assert last is not None
            first.text = ("\u2067" if lang in RIGHT_TO_LEFT else "\u2066") + (first.text or "")
            last.text = (last.text or "") + "\u2069"
        yield from runs

    def _run(
        self, words: str, lang: Language, *, bold: bool, italic: bool, proof: bool = True
    ) -> Element:
        properties = {"lang": LOCALES[lang]}
        if self.size:
            properties["sz"] = str(round(self.size * 100))
        if bold:
            properties["b"] = "1"
        if italic:
            properties["i"] = "1"
        if not proof:
            properties["noProof"] = "1"
        shown = a("t")
        shown.text = words.replace("\n", " ")
        return a("r", a("rPr", **properties), shown)


def slide_number(lang: Language) -> Element:
    """Return a paragraph with the number of its slide, which PowerPoint keeps right."""
    shown = a("t")
    shown.text = "\u2039#\u203a"
    field = a(
        "fld",
        a("rPr", lang=LOCALES[lang]),
        shown,
        id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}",
        type="slidenum",
    )
    properties = {"algn": "l", "rtl": "1"} if lang in RIGHT_TO_LEFT else {}
    return a("p", a("pPr", **properties), field)
