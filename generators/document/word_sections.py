"""Pages of two kinds in one Word document: upright, and on their long side (ISO/IEC 29500-1, 17.6).

Each section keeps the header and footer of the base document. A section that lies has copies of
them, in which the words at the far end are set to the wider page.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.section import Section
from lxml import etree

from generators.document.wordml import Element, w

_EDGES = ("header", "footer")
_FIRST_ONLY = ("titlePg", "pgNumType")
"""What only the first section has: a first page of its own, and the number it counts from."""


def text_width(section: Section, *, wide: bool = False) -> int:
    """Return the width of the text in twentieths of a point: the page less its margins."""
    page = section.page_height if wide else section.page_width
    sides = (page, section.left_margin, section.right_margin)
    across, left, right = (side.twips if side is not None else 0 for side in sides)
    return across - left - right


def settle(target: WordDocument) -> None:
    """Turn the marks of ends into sections, once headers and footers are complete."""
    marks = list(target.element.body.iter(etree.ProcessingInstruction))
    ends = [mark for mark in marks if mark.target == "section"]
    if not ends:
        return
    section = target.sections[0]
    upright = section._sectPr
    lying = _lying(target, section)
    for index, mark in enumerate(ends):
        made = deepcopy(lying if mark.text == "wide" else upright)
        _place(mark, made if index == 0 else _later(made))
    _later(upright)
    _no_empty_page(upright, lying)


def _no_empty_page(upright: Element, lying: Element) -> None:
    """Let the document end with the section that lies, where nothing stands behind it."""
    last = upright.getprevious()
    if last is not None and last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        properties = _child(last, "pPr")
        properties.remove(_child(properties, "sectPr"))
        upright.addnext(_later(lying))
        _drop(upright)


def _place(mark: Element, section: Element) -> None:
    """End a section with the paragraph before a mark, or with a small empty one after a table."""
    before = mark.getprevious()
    if before is None or before.tag != qn("w:p"):
        before = w("p", w("pPr", w("pStyle", val="SectionEnd")))
        mark.addprevious(before)
    properties = before.find(qn("w:pPr"))
    if properties is None:
        properties = w("pPr")
        before.insert(0, properties)
    properties.append(section)
    _drop(mark)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _child(element: Element, name: str) -> Element:
    found = element.find(qn(f"w:{name}"))
    if found is None:
        raise ValueError(f"a base document without w:{name} cannot be set")
    return found


def _later(section: Element) -> Element:
    """Return a section that is not the first of its document."""
    for name in _FIRST_ONLY:
        for element in section.findall(qn(f"w:{name}")):
            section.remove(element)
    return section


def _lying(target: WordDocument, section: Section) -> Element:
    """Return the properties of a section on its long side, with header and footer of its own."""
    made = deepcopy(section._sectPr)
    size = _child(made, "pgSz")
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    for name, value in (("w", height), ("h", width), ("orient", "landscape")):
        size.set(qn(f"w:{name}"), str(value))
    for kind in _EDGES:
        for reference in made.findall(qn(f"w:{kind}Reference")):
            if reference.get(qn("w:type")) != "default":
                made.remove(reference)
                continue
            edge = target.part.related_parts[reference.get(qn("r:id"))]
            far = text_width(section, wide=True)
            reference.set(qn("r:id"), _copied(target, kind, edge, far))
    return made


def _copied(target: WordDocument, kind: str, edge: XmlPart, far: int) -> str:
    """Return the id of a copy of a header or footer, its last line set to a width."""
    part = target.part
    copy, link = getattr(part, f"add_{kind}_part")()
    copy.element[:] = deepcopy(edge.element)[:]
    for relation in edge.rels.values():
        there = relation.target_ref if relation.is_external else relation.target_part
        copy.rels.add_relationship(relation.reltype, there, relation.rId, relation.is_external)
    line = copy.element[-1]
    tabs = w("tabs", *_cleared(target, line), w("tab", val="right", pos=str(far)))
    _child(_child(line, "pPr"), "pStyle").addnext(tabs)
    return str(link)


def _cleared(target: WordDocument, line: Element) -> Iterator[Element]:
    """Yield the end of each tab stop that the style of a line has."""
    ident = _child(_child(line, "pPr"), "pStyle").get(qn("w:val"))
    for style in target.styles.element:
        if style.get(qn("w:styleId")) == ident:
            for stop in style.iter(qn("w:tab")):
                yield w("tab", val="clear", pos=str(stop.get(qn("w:pos"))))
