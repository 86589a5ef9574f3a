"""Segments as XLIFF 1.2, the exchange format that translators' programs share.

Version 1.2 (OASIS Standard, 1 February 2008) and not 2.x: every program in use reads it. What must
be carried over as it is stands in `<ph>` (section 2.4, inline elements); a former translation is
offered in `<alt-trans>`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from generators.content.record import MASTER, Language
from generators.translation.body import kept_signs
from generators.translation.incoming import Returned, Unusable
from generators.translation.segments import Item, Segment

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LARGEST = 20_000_000


def write_xliff(items: Iterable[Item], lang: Language, *, whole: bool = False) -> bytes:
    """Return the open segments of items, or with `whole` every segment, as one XLIFF file."""
    root = etree.Element(_q("xliff"), version="1.2", nsmap={None: NAMESPACE})
    for item in items:
        segments = item.segments if whole else item.open
        if not segments:
            continue
        file = etree.SubElement(root, _q("file"), original=item.name, datatype="plaintext")
        file.set("source-language", MASTER)
        file.set("target-language", lang)
        body = etree.SubElement(file, _q("body"))
        body.text = file.text = "\n"
        for segment in segments:
            body.append(_unit(segment, lang))
        file.tail = body.tail = "\n"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def read_xliff(data: bytes) -> list[Returned]:
    """Return what came back; raises `Unusable` for what is no XLIFF of ours."""
    root = _parsed(data)
    if root.tag != _q("xliff"):
        raise Unusable("is no XLIFF 1.2 file. Ask for the .xlf file that was sent out.")
    found = []
    for file in root.iter(_q("file")):
        lang, name = file.get("target-language", ""), file.get("original", "")
        for unit in file.iter(_q("trans-unit")):
            source, target = unit.find(_q("source")), unit.find(_q("target"))
            if source is not None:
                words = _words(target) if target is not None else ""
                found.append(Returned(name, _words(source), words, lang, unit.sourceline or 1))
    return found


def _parsed(data: bytes) -> etree._Element:
    """Parse without entities, network or unbounded depth: the file comes from outside."""
    if len(data) > _LARGEST:
        raise Unusable(f"has {len(data)} bytes; a file of ours is far below {_LARGEST}.")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, safe)
    except etree.XMLSyntaxError as error:
        raise Unusable(f"is not readable as XML: {error.msg}. Export it again.") from None
    if root.getroottree().docinfo.doctype:
        raise Unusable("holds a document type, which no file of ours does. Export it again.")
    return root


def _unit(segment: Segment, lang: Language) -> etree._Element:
    unit = etree.Element(_q("trans-unit"), {"id": segment.key, f"{_XML}space": "preserve"})
    unit.append(_side("source", segment.source))
    state = "translated" if segment.target else "needs-translation"
    target = _side("target", segment.target)
    target.set("state", state)
    unit.append(target)
    if segment.former:
        other = etree.SubElement(unit, _q("alt-trans"), origin="the translation so far")
        former = _side("target", segment.former)
        former.set(f"{_XML}lang", lang)
        other.append(former)
    unit.tail = "\n"  # a line a segment: inside one, a line end would be words
    return unit


def _side(tag: str, words: str) -> etree._Element:
    side = etree.Element(_q(tag))
    last, number = None, 0
    for run, kept in kept_signs(words):
        if kept:
            number += 1
            last = etree.SubElement(side, _q("ph"), id=str(number))
            last.text = run
        elif last is None:
            side.text = run
        else:
            last.tail = run
    return side


def _words(side: etree._Element) -> str:
    """Return all words of a side; programs may have put segment marks (`mrk`) into it."""
    return "".join(_texts(side))


def _texts(element: etree._Element) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)


def _q(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
