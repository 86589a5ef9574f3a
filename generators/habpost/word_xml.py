"""Reads elements of Word files by their local names, so that both forms of them are read alike.

The transitional and the strict form of ISO/IEC 29500 differ in their namespaces only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_SYMBOL_FONT = re.compile("symbol|wingdings|webdings|dingbats|marlett", re.IGNORECASE)
_SHOWN_ELSEWHERE = ("drawing", "pict", "object", "Fallback")


def walked(root: etree._Element) -> Iterator[etree._Element]:
    """Yield elements in order, whatever is within a drawing or stands for another one left out."""
    walk = etree.iterwalk(root, events=("start",), tag="{*}*")
    for _, element in walk:
        if name_of(element) == "Fallback":
            walk.skip_subtree()
            continue
        yield element
        if element is not root and name_of(element) in _SHOWN_ELSEWHERE:
            walk.skip_subtree()


def symbols(run: etree._Element | None) -> bool:
    """Return whether words are set in a font of symbols, where a letter is no letter."""
    fonts = None if run is None else run.find("{*}rPr/{*}rFonts")
    return fonts is not None and bool(
        _SYMBOL_FONT.search(" ".join(map(str, fonts.attrib.values())))
    )


def words_of(element: etree._Element) -> str:
    """Return the words within an element, those that are deleted but tracked as well."""
    return "".join(e.text or "" for e in element.iter("{*}t", "{*}delText"))


def name_of(element: etree._Element) -> str:
    """Return the local name of an element."""
    return etree.QName(element).localname


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its local name; empty where there is none."""
    found = (value for key, value in element.attrib.items() if str(key).endswith(f"}}{name}"))
    return str(next(found, ""))


def value_of(element: etree._Element, path: str) -> str:
    """Return the attribute `val` of what lies on a path below an element; empty without it."""
    found = element.find(path)
    return "" if found is None else attribute(found, "val")


def is_fallback(element: etree._Element) -> bool:
    """Return whether an element stands where another one that is read stands already."""
    return any(name_of(above) == "Fallback" for above in element.iterancestors())
