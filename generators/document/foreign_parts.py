"""Parts of Office files from elsewhere: read without trust, and rid of what would travel unseen."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from lxml import etree

from generators.document.package import FIRST

Element = etree._Element
_FORMERLY = re.compile(r"\{[^}]*\}\w+Change$")
"""Tracked changes of formatting, which hold the name of whoever made them."""


class Unfit(Exception):
    """Raised for a file that cannot be a base; says what it lacks and what to do."""


def xml(part: bytes) -> Element:
    """Return a part as XML; nothing outside it is looked at."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def links_of(given: Mapping[str, bytes], name: str) -> list[Element]:
    """Return the relationships of a part."""
    folder, _, leaf = name.rpartition("/")
    part = given.get(f"{folder}/_rels/{leaf}.rels")
    return list(xml(part)) if part else []


def linked_part(name: str, link: Element) -> str:
    """Return the name of the part that a relationship of another leads to."""
    path = str(link.get("Target"))
    if path.startswith("/"):
        return path[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def bare(part: bytes) -> bytes:
    """Return a part without what would travel unseen: former formatting and its authors, marks."""
    root = xml(part)
    etree.strip_tags(root, etree.ProcessingInstruction, etree.Comment)
    for parent in list(root.iter()):
        for former in [each for each in parent if _FORMERLY.search(str(each.tag))]:
            parent.remove(former)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
}


def rel(tag: str) -> str:
    """Return the name of an element of a list of relationships."""
    return f"{{{NAMESPACE}}}{tag}"


class Types:
    """The list of content types of a package."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.root = xml(parts[FIRST])

    def remove(self, name: str) -> None:
        """Take a part off the list."""
        for override in [each for each in self.root if each.get("PartName") == f"/{name}"]:
            self.root.remove(override)

    def add(self, name: str, kind: str) -> None:
        """Put a part on the list."""
        etree.SubElement(self.root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)

    def default(self, ending: str, where: str) -> None:
        """Put pictures with an ending on the list; raises `Unfit` for anything else."""
        if ending not in PICTURES:
            raise Unfit(f"has a .{ending} file in its {where}; only pictures are taken")
        if all(each.get("Extension") != ending for each in self.root):
            made = etree.Element(
                f"{{{_TYPES}}}Default", Extension=ending, ContentType=PICTURES[ending]
            )
            self.root.insert(0, made)

    def written(self) -> bytes:
        """Return the list as a part."""
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
