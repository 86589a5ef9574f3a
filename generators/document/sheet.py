"""Rows of answers as spreadsheets give them: CSV however Excel wrote it, or .xlsx.

Every cell becomes the text that a person typed: dates as 2026-11-23, whole numbers without a
point, yes and no for what Excel made a truth value. A formula that failed is the error it shows.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import python_calamine

from generators.document.sheet_errors import error_cells

DELIMITERS = (";", ",", "\t")
LARGEST = 200_000_000


class UnreadableSheet(Exception):
    """Raised for a file that is no spreadsheet that can be read; says what to do.

    `line` is that of the row from which on it cannot be read, and 1 where all of it is wrong.
    """

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the file, counted as a spreadsheet shows it, and its filled cells.

    `stray` is a filled cell that stands under no name, which a lost quotation mark makes;
    `broken` says why a file cannot be read from here on.
    """

    number: int
    cells: dict[str, str]
    stray: str = ""
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names and rows of a file, which are read one by one; `about` counts them roughly."""

    header: list[str]
    rows: Iterator[SheetRow]
    about: int


def read_sheet(source: BinaryIO, name: str) -> Sheet:
    """Return the sheet in an open file; `name` decides on the kind by its ending."""
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    if size > LARGEST:
        raise UnreadableSheet(f"has {size:,} bytes; {LARGEST:,} is the most. Split it.")
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        return _with_header(*_csv_rows(source))
    if ending == "xlsx":
        return _with_header(*_xlsx_rows(source))
    raise UnreadableSheet(
        "must end in .csv or .xlsx. In Excel choose File, Save as, Excel workbook."
    )


def _with_header(rows: Iterator[Sequence[str]], lines: int) -> Sheet:
    header = [name.strip() for name in next(rows, [])]
    if not any(header):
        raise UnreadableSheet("has no first row with the names of the columns. Add one.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise UnreadableSheet(f"has the column `{twice[0]}` twice. Rename or delete one of them.")
    return Sheet(header, _filled(header, rows), max(lines - 1, 0))


def _filled(header: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[SheetRow]:
    for number, row in enumerate(rows, 2):
        pairs = zip(header, row, strict=False)
        cells = {name: value.strip() for name, value in pairs if name and value.strip()}
        names = (*header, *[""] * (len(row) - len(header)))
        lost = (value.strip() for name, value in zip(names, row, strict=False) if not name)
        stray = next((value for value in lost if value), "")
        if cells or stray:
            yield SheetRow(number, cells, stray)


def _csv_rows(source: BinaryIO) -> tuple[Iterator[Sequence[str]], int]:
    """Return rows of CSV: UTF-8 with or without its mark, else Windows-1252, as Excel writes it."""
    encoding, lines = _encoding(source)
    if source.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        source.seek(0)
    # A line ends with the byte 0A in either encoding, also in the middle of a quoted cell.
    text = (line.decode(encoding, "replace") for line in _lines_of(source))
    first = next(text, "")
    delimiter = max(DELIMITERS, key=first.count)
    return _parsed(itertools.chain((first,), text), delimiter), lines


def _lines_of(source: BinaryIO) -> Iterator[bytes]:
    """Yield lines; a file without a single 0A is of an old Macintosh, whose lines end in 0D."""
    for line in source:
        yield from re.split(rb"(?<=\r)", line) if b"\n" not in line else [line]


def _encoding(source: BinaryIO) -> tuple[str, int]:
    """Return the encoding of a text and its number of lines, reading it piece by piece."""
    decoder, encoding, lines = codecs.getincrementaldecoder("utf-8")(), "utf-8", 1
    while piece := source.read(1 << 20):
        if b"\0" in piece:
            raise UnreadableSheet("is no CSV text. In Excel choose File, Save as, CSV UTF-8.")
        lines += piece.count(b"\n")
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            encoding = "cp1252"
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        encoding = "cp1252"
    source.seek(0)
    return encoding, lines


def _parsed(text: Iterable[str], delimiter: str) -> Iterator[Sequence[str]]:
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    begun = 1
    try:
        for row in reader:
            begun = reader.line_num + 1
            yield row
    except csv.Error as error:
        why = f"is not readable as CSV from here on ({error})"
        do = "Look for a quotation mark that stands alone."
        raise UnreadableSheet(f"{why}. {do}", begun) from None


def _xlsx_rows(source: BinaryIO) -> tuple[Iterator[Sequence[str]], int]:
    try:
        sheet = python_calamine.load_workbook(source).get_sheet_by_index(0)
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableSheet(f"is no Excel workbook that can be read ({error}).") from None
    skipped, before = sheet.start or (0, 0)
    above, left = ([""] for _ in range(skipped)), [""] * before
    rows = ([*left, *(as_typed(cell) for cell in row)] for row in sheet.iter_rows())
    errors = error_cells(source)
    told = _with_errors(rows, errors, skipped) if errors else rows
    return itertools.chain(above, told), sheet.total_height


def _with_errors(
    rows: Iterable[list[str]], errors: Mapping[tuple[int, int], str], first: int
) -> Iterator[list[str]]:
    """Put the errors of formulas where calamine tells nothing; `first` counts the first row."""
    for number, row in enumerate(rows, first):
        yield [cell or errors.get((number, column), "") for column, cell in enumerate(row)]


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
