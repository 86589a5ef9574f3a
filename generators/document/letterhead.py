"""A Word file of the organization as the base of our documents: its styles, header and footer.

Nothing else of it is taken. Its text, comments, notes, properties and macros stay behind, since
they would travel to whoever receives a document.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from docx.oxml.ns import qn
from lxml import etree

from generators.document.foreign_parts import (
    NAMESPACE,
    Types,
    Unfit,
    bare,
    linked_part,
    links_of,
    rel,
    xml,
)
from generators.document.package import FIRST, Damaged, base_parts, read_package, write_package
from generators.document.style_ids import by_id, name_of, our_styles, renamed, translated_ids
from generators.document.wordml import Element

DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
THEME = "word/theme/theme1.xml"
_SHARED = {
    LINK.STYLES: "word/styles.xml",
    LINK.NUMBERING: "word/numbering.xml",
    LINK.THEME: THEME,
}
_EDGES = {LINK.HEADER: TYPE.WML_HEADER, LINK.FOOTER: TYPE.WML_FOOTER}
NUMBERED = ("Heading1", "ClauseText", "ClauseItem", "ListBullet")
"""The styles that must carry a number or a bullet, since clauses are numbered by style."""
_UNSETTLED = ("ins", "del", "commentReference", "moveFrom", "moveTo")


def letterhead(data: bytes) -> dict[str, bytes]:
    """Return the parts of a base document with the styles, header and footer of a Word file.

    Raises `Unfit` where the file lacks a style that our documents use, or holds what must not
    travel: tracked changes in its header, pictures kept elsewhere.
    """
    try:
        return _taken(read_package(data))
    except (Damaged, KeyError, IndexError, ValueError, etree.XMLSyntaxError):
        raise Unfit("is no Word document that can be read. Save it again as .docx") from None


def _taken(given: Mapping[str, bytes]) -> dict[str, bytes]:
    document, links = xml(given[DOCUMENT]), links_of(given, DOCUMENT)
    given, parts = _by_our_ids(given, links), base_parts()
    for link in links:
        kind, target = str(link.get("Type")), linked_part(DOCUMENT, link)
        if kind not in _SHARED or target not in given:
            continue
        if not links_of(given, target):
            parts[_SHARED[kind]] = bare(given[target])
        elif kind == LINK.NUMBERING:
            raise Unfit("has a list with pictures as bullets. Choose signs as bullets")
    _needs_styles(xml(parts["word/styles.xml"]), xml(parts["word/numbering.xml"]))
    sections = list(document.iter(qn("w:sectPr")))
    if not sections:
        raise Unfit("has no page set-up. Open it in Word, and save it again")
    with_edges = [
        section for section in sections if section.find(qn("w:headerReference")) is not None
    ]
    _take_edges(given, parts, [*with_edges, sections[-1]][0], links)
    return parts


def _by_our_ids(given: Mapping[str, bytes], links: list[Element]) -> dict[str, bytes]:
    """Return the parts of a file with its styles under our ids, in what is taken of it."""
    targets = {linked_part(DOCUMENT, link): link.get("Type") for link in links}
    styles = next((name for name, kind in targets.items() if kind == LINK.STYLES), "")
    ids = translated_ids(given[styles]) if styles in given else {}
    taken = {LINK.STYLES, LINK.NUMBERING, *_EDGES}
    named = (name for name, kind in targets.items() if kind in taken and name in given)
    return {**given, **{name: renamed(given[name], ids) for name in named}}


def blank_base() -> bytes:
    """Return our own base document as a Word file with a line in each style, to be restyled."""
    target = docx.Document(BytesIO(write_package(base_parts())))
    for style in target.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            target.add_paragraph(style.name, style.name)
    target.sections[0].header.add_paragraph(style="header")
    target.sections[0].footer.add_paragraph(style="footer")
    saved = BytesIO()
    target.save(saved)
    return write_package(read_package(saved.getvalue()))


def _needs_styles(styles: Element, numbering: Element) -> None:
    """Refuse a file that lacks a style of ours, or one that must number and does not."""
    theirs = by_id(styles)
    missing = [
        f"`{name_of(style)}`" for ident, style in our_styles().items() if ident not in theirs
    ]
    if missing:
        raise Unfit(
            f"lacks the style {', '.join(missing)}. Start from psea annex base --out FILE.docx,"
            " which has every style, and give it your letterhead"
        )
    lists = {each.get(qn("w:numId")) for each in numbering.iter(qn("w:num"))}
    for ident in NUMBERED:
        number = theirs[ident].find(f".//{qn('w:numPr')}/{qn('w:numId')}")
        if number is None or number.get(qn("w:val")) not in lists:
            name = name_of(theirs[ident])
            raise Unfit(f"has the style `{name}` without a number. Link it to its list level")


def _take_edges(
    given: Mapping[str, bytes], parts: dict[str, bytes], section: Element, links: list[Element]
) -> None:
    """Put the headers, the footers and the page set-up of a file in the place of ours.

    Where a file has no header or footer, ours stay. Pages are not told apart as odd and even.
    """
    relations, types = xml(parts[RELATIONS]), Types(parts)
    by_id = {link.get("Id"): link for link in links}
    ours = [each for each in relations if each.get("Type") in _EDGES]
    for number, edge in enumerate(_references(section), 1):
        link = by_id[edge.get(qn("r:id"))]
        kind, old = str(link.get("Type")), linked_part(DOCUMENT, link)
        name = f"word/letterhead{number}.xml"
        parts[name] = _settled(given[old])
        types.add(name, _EDGES[kind])
        _take_media(given, parts, old, name, types)
        edge.set(qn("r:id"), _linked(relations, kind, name))
    for link in ours:
        tag = qn("w:headerReference" if link.get("Type") == LINK.HEADER else "w:footerReference")
        if any(each.get(qn("w:type")) == "default" for each in section.iter(tag)):
            types.remove(linked_part(DOCUMENT, link))
            del parts[linked_part(DOCUMENT, link)]
            relations.remove(link)
        else:
            named = {qn("w:type"): "default", qn("r:id"): str(link.get("Id"))}
            section.insert(0, etree.Element(tag, named))
    if THEME in parts:
        types.add(THEME, TYPE.OFC_THEME)
        _linked(relations, LINK.THEME, THEME)
    for former in section.findall(qn("w:sectPrChange")):
        section.remove(former)
    document = xml(parts[DOCUMENT])
    document[0][:] = [section]
    parts[DOCUMENT], parts[RELATIONS] = etree.tostring(document), etree.tostring(relations)
    parts[FIRST] = types.written()


def _references(section: Element) -> Iterator[Element]:
    """Yield the references to headers and footers that count; those of even pages are dropped."""
    for edge in list(section.iter(qn("w:headerReference"), qn("w:footerReference"))):
        if edge.get(qn("w:type")) == "even":
            section.remove(edge)
        else:
            yield edge


def _linked(relations: Element, kind: str, name: str) -> str:
    """Link the document to a part, and return the id of the link."""
    target = name.removeprefix("word/")
    ident = f"rId_{re.sub(r'[^A-Za-z0-9]', '_', target)}"  # no part has another's name
    etree.SubElement(relations, rel("Relationship"), Id=ident, Type=kind, Target=target)
    return ident


def _settled(part: bytes) -> bytes:
    """Return a header or footer, or refuse what somebody has still to decide on."""
    root = xml(part)
    for mark in _UNSETTLED:
        if root.find(f".//{qn(f'w:{mark}')}") is not None:
            raise Unfit(
                "has tracked changes or comments in its header or footer. Accept or reject them"
            )
    return bare(part)


def _take_media(
    given: Mapping[str, bytes], parts: dict[str, bytes], old: str, new: str, types: Types
) -> None:
    """Copy what a header shows, its pictures; links may stay, anything kept elsewhere may not."""
    links = links_of(given, old)
    if not links:
        return
    for number, link in enumerate(links):
        if link.get("TargetMode") == "External" and link.get("Type") != LINK.HYPERLINK:
            raise Unfit(
                "has a picture in its header or footer that is kept in another file."
                " Insert the picture itself"
            )
        if link.get("TargetMode") != "External":
            source = linked_part(old, link)
            leaf = f"media/{posixpath.basename(new)}-{number}-{posixpath.basename(source)}"
            parts[f"word/{leaf}"] = given[source]
            types.default(source.rpartition(".")[2].lower(), "header or footer")
            link.set("Target", leaf)
    relations = etree.Element(rel("Relationships"), nsmap={None: NAMESPACE})
    relations.extend(links)
    folder, _, name = new.rpartition("/")
    parts[f"{folder}/_rels/{name}.rels"] = etree.tostring(relations)
