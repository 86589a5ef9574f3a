"""The errors that formulas of a workbook show, which python-calamine gives as empty cells."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from lxml import etree
from xlsxwriter.utility import xl_cell_to_rowcol

EXCEL_ERRORS = frozenset(
    {
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"),
        *("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!"),
    }
)
"""What a cell shows whose formula failed (ECMA-376 part 1, 18.17.3, and later ones of Excel)."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MARK = b't="e"'


def error_cells(source: BinaryIO) -> dict[tuple[int, int], str]:
    """Return the errors of the first sheet by row and column, both counted from 0.

    A file that calamine reads and this cannot tells none.
    """
    try:
        with zipfile.ZipFile(source) as book:
            name = _first_sheet(book)
            with book.open(name) as sheet:
                if not _marked(sheet):
                    return {}
            with book.open(name) as sheet:
                return dict(_errors(sheet))
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, LookupError, ValueError):
        return {}


def _first_sheet(book: zipfile.ZipFile) -> str:
    """Return the part of the first sheet, by the relationships of the workbook."""
    sheets = _parsed(book, "xl/workbook.xml").find(f"{_MAIN}sheets")
    if sheets is None:
        raise LookupError("no sheet")
    wanted = sheets[0].get(_LINKED)
    links = _parsed(book, "xl/_rels/workbook.xml.rels")
    target = next((str(each.get("Target")) for each in links if each.get("Id") == wanted), "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _parsed(book: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(book.read(name), parser)


def _marked(sheet: IO[bytes]) -> bool:
    """Return whether any cell is one of an error; most sheets hold none, which is soon seen."""
    end = b""
    while piece := sheet.read(1 << 20):
        if _MARK in end + piece:
            return True
        end = piece[-len(_MARK) :]
    return False


def _errors(sheet: IO[bytes]) -> Iterator[tuple[tuple[int, int], str]]:
    rows = etree.iterparse(sheet, tag=f"{_MAIN}row", resolve_entities=False, no_network=True)
    for _, row in rows:
        for cell in row.iterfind(f"{_MAIN}c[@t='e']"):
            where = xl_cell_to_rowcol(cell.get("r", ""))
            yield where, cell.findtext(f"{_MAIN}v") or ""
        row.clear()
