"""Whether the sheets of a workbook are laid out as they were sent out, and what is not.

Nothing is looked for elsewhere by guess: a column that has moved may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generators.plan.fields import Field
from generators.plan.sheet_names import OWN
from generators.plan.workbook import HEADINGS, NAMES
from generators.plan.workbook_file import cells_of

Fault = tuple[str, str]
"""A cell, or a range of cells, and what is wrong with it."""


def layout_faults(sheet: Worksheet, columns: Sequence[Field]) -> Iterator[Fault]:
    """Yield what is hidden, merged, moved or deleted in a sheet, or stands beside its columns."""
    filled = list(cells_of(sheet))
    if sheet.sheet_state != "visible" and (filled or sheet.title in OWN):
        yield "A1", "is on a hidden sheet. Show it (right click on a tab, Unhide)."
    for merged in sheet.merged_cells.ranges:
        yield merged.coord, "is merged into one cell. Unmerge it, and fill it in."
    if filled and sheet.title not in OWN:
        yield from _hidden(sheet, filled, len(columns))
        yield from _headings(filled, columns)


def _hidden(sheet: Worksheet, filled: Sequence[Cell], count: int) -> Iterator[Fault]:
    rows = sheet.row_dimensions
    for number in sorted({cell.row for cell in filled}):
        if number in rows and (rows[number].hidden or rows[number].height == 0):
            yield f"A{number}", "is in a hidden row. Show it (select all, Unhide)."
    for dimension in sheet.column_dimensions.values():
        first, last = dimension.min or 0, dimension.max or 0
        if (dimension.hidden or dimension.width == 0) and first <= count:
            letter = get_column_letter(first)
            what = f"{letter} to {get_column_letter(last)}" if last > first else letter
            yield f"{letter}1", f"is in a hidden column ({what}). Show it (select all, Unhide)."


def _headings(filled: Sequence[Cell], columns: Sequence[Field]) -> Iterator[Fault]:
    """Yield the first column that is not where it was, or what stands beside all of them."""
    names = {cell.column: cell for cell in filled if cell.row == NAMES + 1}
    if not names:
        message = "is on a sheet that psea plan workbook did not make. Delete the sheet, after"
        yield "A1", f"{message} moving what counts to a sheet of a role."
        return
    for number, field in enumerate(columns, 1):
        cell = names.get(number)
        if cell is None or str(cell.value) != field.name:
            yield f"{get_column_letter(number)}{NAMES + 1}", _misplaced(cell, field, names)
            return
    for cell in filled:
        if cell.column > len(columns) and cell.row > HEADINGS:
            message = f"holds “{cell.value}”, beside the columns of the plan. Move it into one."
            yield cell.coordinate, message


def _misplaced(cell: Cell | None, field: Field, names: Mapping[int, Cell]) -> str:
    says = f"says “{cell.value}”" if cell else "is empty"
    others = [other.coordinate for other in names.values() if other.value == field.name]
    where = f"now stands in {others[0]}" if others else "is gone"
    return (
        f"{says}; `{field.name}` ({field.title}) belongs here and {where}. Columns are not moved,"
        " renamed or deleted: put them back as they were sent out."
    )
