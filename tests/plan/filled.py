"""Workbooks as units fill them in: cells are set by reference and field, as Excel would."""

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from generators.content.loader import load
from generators.document.package import read_package, write_package
from generators.plan.workbook import FIRST_LINE, NAMES, plan_workbook
from tests.conftest import PROJECT

FIRST = FIRST_LINE + 1
"""The row of the first line, counted as Excel does."""


def workbook(root: Path = PROJECT, year: str = "2026") -> bytes:
    library = load(root)
    return plan_workbook(library, library.plans[year])


def column(sheet: Worksheet, field: str) -> int:
    return next(cell.column for cell in sheet[NAMES + 1] if cell.value == field)


def cell(book: Workbook, ref: str, field: str) -> Cell:
    """Return the cell of a field in the row of a reference, on whatever sheet that is."""
    for sheet in book.worksheets[1:-2]:
        for (found,) in sheet.iter_rows(min_row=FIRST, max_col=1):
            if found.value == ref:
                there = sheet.cell(found.row, column(sheet, field))
                assert isinstance(there, Cell)
                return there
    raise LookupError(ref)


def filled(data: bytes, values: Mapping[tuple[str, str], object]) -> bytes:
    """Return a workbook with other values in cells, by reference and field."""
    book = load_workbook(io.BytesIO(data))
    found = [(cell(book, *key), value) for key, value in values.items()]
    for there, value in found:
        there.value = value  # type: ignore[assignment]
    return saved(book)


def with_line(data: bytes, sheet: str, values: Mapping[str, object]) -> bytes:
    """Return a workbook with a new line in the first free row of a sheet."""
    book = load_workbook(io.BytesIO(data))
    into = book[sheet]
    row = next(r for r in range(FIRST, into.max_row + 1) if into.cell(r, 1).value is None)
    for field, value in values.items():
        into.cell(row, column(into, field)).value = value  # type: ignore[assignment]
    return saved(book)


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    change(book)
    return saved(book)


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """Return a workbook with other parts."""
    parts = read_package(data)
    change(parts)
    return write_package(parts)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def copy_of(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))
