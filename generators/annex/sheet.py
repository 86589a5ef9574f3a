"""Rows of answers as spreadsheets give them: CSV however Excel wrote it, or .xlsx.

Every cell becomes the text that a person typed: dates as 2026-11-23, whole numbers without a
point, yes and no for what Excel made a truth value.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import python_calamine

DELIMITERS = (";", ",", "\t")
LARGEST = 200_000_000


class UnreadableSheet(Exception):
    """Raised for a file that is no spreadsheet that can be read; says what to do."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the file, counted as a spreadsheet shows it, and its filled cells."""

    number: int
    cells: dict[str, str]


def read_sheet(data: bytes, name: str) -> tuple[list[str], Iterator[SheetRow]]:
    """Return the column names and the rows of a file; `name` decides on the kind by its ending."""
    if len(data) > LARGEST:
        raise UnreadableSheet(f"has {len(data):,} bytes; {LARGEST:,} is the most. Split it.")
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        return _with_header(_csv_rows(data))
    if ending == "xlsx":
        return _with_header(_xlsx_rows(data))
    raise UnreadableSheet(
        "must end in .csv or .xlsx. In Excel choose File, Save as, Excel workbook."
    )


def _with_header(rows: Iterator[Sequence[str]]) -> tuple[list[str], Iterator[SheetRow]]:
    header = [name.strip() for name in next(rows, [])]
    if not any(header):
        raise UnreadableSheet("has no first row with the names of the columns. Add one.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise UnreadableSheet(f"has the column `{twice[0]}` twice. Rename or delete one of them.")
    return header, _filled(header, rows)


def _filled(header: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[SheetRow]:
    for number, row in enumerate(rows, 2):
        pairs = zip(header, row, strict=False)
        cells = {name: value.strip() for name, value in pairs if name and value.strip()}
        if cells:
            yield SheetRow(number, cells)


def _csv_rows(data: bytes) -> Iterator[Sequence[str]]:
    """Yield rows of CSV: UTF-8 with or without its mark, else Windows-1252, as Excel writes it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise UnreadableSheet("is no CSV text. In Excel choose File, Save as, CSV UTF-8.")
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise UnreadableSheet(f"is not readable as CSV ({error}). Save it again.") from None


def _xlsx_rows(data: bytes) -> Iterator[Sequence[str]]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableSheet(f"is no Excel workbook that can be read ({error}).") from None
    yield from ([as_typed(cell) for cell in row] for row in rows)


def as_typed(cell: object) -> str:
    """Return a cell as the text that a person typed."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime():
            return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
        case dt.date():
            return cell.isoformat()
        case None:
            return ""
        case _:
            return str(cell)
