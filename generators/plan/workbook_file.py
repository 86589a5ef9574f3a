"""Opens a workbook that comes back: small enough, whole, and an Excel workbook without macros.

Sizes are looked up before anything is unpacked, and every part is parsed without entities before
openpyxl sees the file: what swells or leads outside never reaches it.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator

from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from generators.document.package import Damaged, unpacked

MOST_BYTES = 50_000_000
MOST_ENTRIES = 1_000
MOST_TAGS = 400_000
"""Eight times what the workbook of a plan of 200 lines has."""
MOST_ROWS = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SHEET = "spreadsheetml.sheet.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_AGAIN = "In Excel choose File, Save as, Excel Workbook (*.xlsx)"


class Unusable(Exception):
    """Raised for a file that cannot be taken; its words say why, as the end of a sentence."""


def opened(data: bytes) -> Workbook:
    """Return the workbook in a file; raises `Unusable` for what is none, or is too large."""
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise Unusable("is locked with a password. Take it off (File, Info), and save it again")
        raise Unusable(f"is a file of an old Excel (.xls) or of another program. {_AGAIN}")
    if not data.startswith(b"PK"):
        raise Unusable(f"is no Excel workbook, whatever its name says. {_AGAIN}")
    _look_at(_unpacked(data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it drops: nothing that we read
            book = load_workbook(io.BytesIO(data), keep_links=False)
    except Exception:  # a damaged part ends its reader in any exception there is
        raise Unusable(f"is damaged: its parts do not fit together. {_AGAIN}") from None
    if book.epoch == CALENDAR_MAC_1904:
        raise Unusable(
            "counts its days from 1904, so that every date has moved by four years and a day. In"
            " Excel take the mark off “Use 1904 date system” (File, Options, Advanced), and look"
            " at the dates"
        )
    return book


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells of a sheet that hold something, row by row."""
    return (cell for cell in _cells(sheet) if cell.value not in (None, ""))


def notes_of(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Yield each cell that somebody has commented on, and the comment."""
    return ((cell.coordinate, cell.comment.text) for cell in _cells(sheet) if cell.comment)


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that a file has.

    The map of cells is read as it is: to ask for every place would make a cell for each, up to
    the last column that was ever touched.
    """
    for _, cell in sorted(sheet._cells.items()):
        if not isinstance(cell, MergedCell):
            yield cell


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        return unpacked(data, _measure)
    except Damaged:
        raise Unusable(f"is damaged: it cannot be unpacked. {_AGAIN}") from None


def _measure(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse by what the directory says, before anything is unpacked."""
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise Unusable(f"holds {len(entries)} files; a workbook has {MOST_ENTRIES} at the most")
    if size > MOST_BYTES:
        raise Unusable(
            f"unpacks to {size // 1_000_000} MB; {MOST_BYTES // 1_000_000} MB are the most. Delete"
            " rows and pictures that are no part of the plan"
        )
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Unusable(f"holds two files of the same name. {_AGAIN}")


def _look_at(parts: dict[str, bytes]) -> None:
    """Refuse other kinds of files, macros, and more pieces than can be read in seconds."""
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any("vbaproject" in name.casefold() for name in parts):
        raise Unusable(f"holds macros, which are never taken. {_AGAIN}")
    if _SHEET.encode() not in types:
        raise Unusable(f"is another kind of file than an Excel workbook (.xlsx). {_AGAIN}")
    if any(_STRICT in part for name, part in parts.items() if name.endswith("workbook.xml")):
        raise Unusable(f"is saved as “Strict Open XML”. {_AGAIN}, not the Strict one")
    xml = {name: part for name, part in parts.items() if name.endswith((".xml", ".rels", ".vml"))}
    for name, part in xml.items():
        if name.startswith("xl/worksheets/") and (rows := part.count(b"<row")) > MOST_ROWS:
            raise Unusable(
                f"has a sheet of {rows:,} rows; {MOST_ROWS:,} are the most. Delete the rows below"
                " the last line of the plan (Ctrl+End leads to the end)"
            )
    if (tags := sum(part.count(b"<") for part in xml.values())) > MOST_TAGS:
        raise Unusable(f"is built of {tags:,} pieces; {MOST_TAGS:,} are the most")
    for name, part in xml.items():
        _plain(part, name)


def _plain(part: bytes, name: str) -> None:
    """Refuse what is no XML, or declares entities; lxml resolves none and opens nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unusable(f"is damaged inside ({name}). {_AGAIN}") from None
    if root.getroottree().docinfo.doctype:
        raise Unusable(f"holds a document type declaration ({name}), as no workbook does. {_AGAIN}")
