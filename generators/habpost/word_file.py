"""Opens a Word file that comes from outside: small enough, whole, and no other kind of file.

What is found is packed anew for pandoc, so that no other reader sees what this one has not seen.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from generators.confined import Refused
from generators.document.package import Damaged, unpacked, write_package

MOST_BYTES = 50_000_000
_MOST_TEXT = 10_000_000
_MOST_TAGS = 500_000
"""A hundred times what a long story has, and little enough to be read in a few seconds."""
_MOST_ENTRIES = 1_000
_MOST_RATIO, _SMALL = 100, 100_000
"""What unpacks to a hundred times its size is no document, unless it is small altogether."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_WORD = "wordprocessingml.document.main+xml"
_OFFICE_DOCUMENT = "/officeDocument"
_AGAIN = "Open it in Word and save it as .docx, then import that"


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: its kind, where it leads, and whether that is outside the file."""

    kind: str
    target: str
    outside: bool


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word file by name, and which of them is its text."""

    parts: Mapping[str, bytes]
    main: str

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part; raises `Refused` where it is damaged."""
        return _xml(self.parts[name], name)

    def links(self, name: str) -> dict[str, Link]:
        """Return the relationships of a part by id (ISO/IEC 29500-2, section 6.5.3)."""
        return _links(self.parts, name)

    def beside(self, kind: str) -> list[str]:
        """Return the names of the parts of a kind that the text has: `footnotes`, `header`."""
        found = (link for link in self.links(self.main).values() if link.kind.endswith(f"/{kind}"))
        return [link.target for link in found if not link.outside and link.target in self.parts]

    def packed(self, texts: Mapping[str, etree._Element]) -> bytes:
        """Return the file as one package again, with other text in some of its parts."""
        new = {name: etree.tostring(root, encoding="UTF-8") for name, root in texts.items()}
        return write_package({**self.parts, **new})


def opened(data: bytes) -> WordFile:
    """Return the parts of a Word file; raises `Refused` for what is none, or is too large."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise Refused("is locked with a password. Take the password off in Word, then import")
        raise Refused(f"is a file of an old Word (.doc) or of another program. {_AGAIN}")
    parts = _unpacked(data)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _xml(part, name)
    starts = [link for link in _links(parts, "").values() if link.kind.endswith(_OFFICE_DOCUMENT)]
    if len(starts) != 1 or starts[0].target not in parts:
        raise Refused(f"is no Word file: it holds no text. {_AGAIN}")
    if _WORD.encode() not in parts.get("[Content_Types].xml", b""):
        raise Refused(f"is no Word document (.docx), but another kind of file. {_AGAIN}")
    if (tags := parts[starts[0].target].count(b"<")) > _MOST_TAGS:
        raise Refused(f"is built of {tags} pieces; {_MOST_TAGS} are the most")
    return WordFile(parts, starts[0].target)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        return unpacked(data, _measure)
    except Damaged:
        raise Refused(f"is damaged, or no Word file: it cannot be unpacked. {_AGAIN}") from None


def _measure(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the directory says, before anything is unpacked."""
    size = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES:
        raise Refused(f"holds {len(entries)} files; a document has {_MOST_ENTRIES} at the most")
    if size > MOST_BYTES:
        raise Refused(
            f"unpacks to {size // 1_000_000} MB; {MOST_BYTES // 1_000_000} MB are the most. Make"
            " its pictures smaller (Picture Format, Compress Pictures)"
        )
    for entry in entries:
        if entry.file_size > max(entry.compress_size * _MOST_RATIO, _SMALL):
            raise Refused("unpacks to more than a hundred times its size, as no document does")
        if entry.file_size > _MOST_TEXT and entry.filename.endswith((".xml", ".rels")):
            megabytes = entry.file_size // 1_000_000
            raise Refused(
                f"holds {megabytes} MB of text; {_MOST_TEXT // 1_000_000} MB are the most"
            )
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused(f"holds two files of the same name. {_AGAIN}")


def _xml(part: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise Refused(f"is damaged inside ({name}). {_AGAIN}") from None
    if root.getroottree().docinfo.doctype:
        raise Refused(f"holds a document type declaration ({name}), as no Word file does. {_AGAIN}")
    return root


def _links(parts: Mapping[str, bytes], name: str) -> dict[str, Link]:
    folder, leaf = posixpath.split(name)
    part = parts.get(posixpath.join(folder, "_rels", f"{leaf}.rels"))
    if part is None:
        return {}
    return {
        each.get("Id", ""): Link(
            each.get("Type", ""),
            _target(folder, each.get("Target", "")),
            each.get("TargetMode") == "External",
        )
        for each in _xml(part, name).iterchildren("{*}Relationship")
    }


def _target(folder: str, target: str) -> str:
    """Return the name of the part that a target names; one that leads out begins with `..`."""
    return posixpath.normpath(posixpath.join("/", folder, target)[1:] if target else "")
