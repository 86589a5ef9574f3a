"""Styles of a Word file under the ids that ours have, whatever language its Word speaks.

Word translates the ids of built-in styles when it saves, `Titre1` for `Heading1`; their names stay
English (ECMA-376 part 1, 17.7.4.9: the name is what applications know a built-in style by).
"""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.ns import qn
from lxml import etree

from generators.document.foreign_parts import xml
from generators.document.package import base_parts
from generators.document.wordml import Element

STYLE = qn("w:style")
_NAMING = tuple(
    qn(f"w:{tag}")
    for tag in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "styleLink")
)
"""The elements that name a style by its id."""


def by_id(styles: Element) -> dict[str, Element]:
    """Return the styles of a file by their ids."""
    return {str(style.get(qn("w:styleId"))): style for style in styles.iter(STYLE)}


def name_of(style: Element) -> str:
    """Return the name of a style, or its id where it has none."""
    named = style.find(qn("w:name"))
    return str(style.get(qn("w:styleId")) if named is None else named.get(qn("w:val")))


def our_styles() -> dict[str, Element]:
    """Return the styles of our own base document by their ids."""
    return by_id(xml(base_parts()["word/styles.xml"]))


def translated_ids(styles: bytes) -> dict[str, str]:
    """Return the ids that stand in these styles for ids of ours, by the name of the style."""
    theirs = by_id(xml(styles))
    named = {name_of(style).casefold(): ident for ident, style in theirs.items()}
    ours = ((ident, name_of(style).casefold()) for ident, style in our_styles().items())
    return {named[name]: ident for ident, name in ours if ident not in theirs and name in named}


def renamed(part: bytes, ids: Mapping[str, str]) -> bytes:
    """Return a part that names styles by our ids."""
    if not ids:
        return part
    root = xml(part)
    for each in root.iter(STYLE, *_NAMING):
        key = qn("w:styleId") if each.tag == STYLE else qn("w:val")
        each.set(key, ids.get(str(each.get(key)), str(each.get(key))))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
