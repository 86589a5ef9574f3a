"""Writes a document as the parts of a Word file, on our own base document or on a letterhead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import Section
from lxml import etree

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.model import LETTERS, Document, Parallel
from generators.document.package import base_parts, read_package, write_package
from generators.document.properties import LOCALES, core_properties, custom_properties
from generators.document.word_body import Body
from generators.document.word_sections import settle, text_width
from generators.document.wordml import Element, w

_LONG = (Path(__file__).parent / "long_styles.xml").read_bytes()
"""Styles that only long documents use, so that a letterhead need not have them."""


def write_word(document: Document) -> bytes:
    """Return the document as one Word file on our own base document."""
    return write_package(word_parts(document))


def word_parts(document: Document, base: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the document as the parts of a Word package, on our own base document or another."""
    target = docx.Document(BytesIO(write_package(base or base_parts())))
    section = target.sections[0]
    wide = text_width(section, wide=True)
    writer = Body(document, text_width(section), wide=wide, keep=_keeper(target))
    for element in writer.body():
        section._sectPr.addprevious(element)
    if writer.rtl:
        _turn(section._sectPr)
    for header, footer in _edges(section):
        if document.marking:
            _add_line(header, writer.marking())
        _add_line(header, writer.header())
        _add_line(footer, writer.footer())
    settle(target)
    _complete(target)
    _set_language(target.styles.element, document.lang)
    saved = BytesIO()
    target.save(saved)
    parts = read_package(saved.getvalue())
    return parts | {
        "word/numbering.xml": _lettered(parts["word/numbering.xml"], document),
        "docProps/core.xml": core_properties(document),
        "docProps/custom.xml": custom_properties(document),
    }


def _lettered(numbering: bytes, document: Document) -> bytes:
    """Return the numbering with items lettered as each language does: by the abjad in Arabic.

    Where two texts stand side by side, the second counts by a numbering of its own.
    """
    first, mark, second = numbering.partition(b'<w:abstractNum w:abstractNumId="3"')
    pair = next((block.langs for block in document.blocks if isinstance(block, Parallel)), None)
    langs = pair or (document.lang, document.lang)
    parts = zip((first, second), langs, strict=True)
    written = (part.replace(b'"lowerLetter"', b'"%s"' % _letters(lang)) for part, lang in parts)
    return mark.join(written) if mark else next(written)


def _letters(lang: Language) -> bytes:
    return b"arabicAbjad" if lang in LETTERS else b"lowerLetter"


def _keeper(target: WordDocument) -> Callable[[bytes], str]:
    """Return the function that puts a picture into the package, and tells its id."""
    return lambda data: str(target.part.get_or_add_image(BytesIO(data))[0])


def _complete(target: WordDocument) -> None:
    """Add the styles of long documents that are used and that the base document lacks.

    One that it has under another id, as programs in other languages write them, is used instead.
    """
    styles = target.styles.element
    edges = [edge for pair in _edges(target.sections[0]) for edge in pair]
    used: dict[str, list[Element]] = {}
    for part in (target.element, *edges):
        for reference in part.iter(qn("w:pStyle"), qn("w:rStyle")):
            used.setdefault(str(reference.get(qn("w:val"))), []).append(reference)
    there = {_style_name(style): str(style.get(qn("w:styleId"))) for style in styles}
    for style in etree.fromstring(_LONG):
        ident, name = str(style.get(qn("w:styleId"))), _style_name(style)
        if name in there:
            for reference in used.get(ident, ()):
                reference.set(qn("w:val"), there[name])
        elif ident in used:
            styles.append(style)


def _style_name(style: Element) -> str:
    named = style.find(qn("w:name"))
    return "" if named is None else str(named.get(qn("w:val"))).casefold()


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
