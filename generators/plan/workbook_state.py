"""Reads the state that a workbook was made from, off the sheets on which anybody can see it."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from generators.plan.fields import Value, from_text, same_words
from generators.plan.sheet_names import LISTS, OWN, STATE
from generators.plan.state import FORMAT, State
from generators.plan.workbook_file import Unusable, cells_of
from generators.plan.workbook_pages import FIRST_CHOICE, STATE_HEAD, STATE_NAMES

_AGAIN = "Make a workbook anew with psea plan workbook, and move what was filled in over to it"


def state_in(book: Workbook) -> State:
    """Return the state that a workbook keeps; raises `Unusable` unless it is whole."""
    for name in OWN:
        if name not in book.sheetnames:
            raise Unusable(
                f"lacks the sheet {name}: it is none that psea plan workbook made. {_AGAIN}"
            )
    cells = {(cell.row, cell.column): str(cell.value) for cell in cells_of(book[STATE])}
    head = {name: cells.get((row, 2), "") for row, (_, name) in enumerate(STATE_HEAD, 2)}
    if head["format"] != str(FORMAT):
        raise Unusable(f"is laid out for another version of this program. {_AGAIN}")
    try:
        state = State(int(head["year"]), int(head["evidence"]), {}, _choices(book[LISTS]))
        rows: dict[str, dict[str, Value]] = {}
        for row in sorted({row for row, _ in cells if row > STATE_NAMES + 1}):
            values = {
                field.name: from_text(field, same_words(cells[row, column]))
                for column, field in enumerate(state.columns, 1)
                if (row, column) in cells
            }
            rows[str(values["id"])] = values
        state = State(state.year, state.evidence, rows, state.choices)
    except (ValueError, KeyError):
        state = None
    if state is None or state.sha256 != head["sha256"]:
        raise Unusable(
            f"was changed on its sheets {STATE} or {LISTS}, by which the program sees what changed."
            f" {_AGAIN}"
        )
    return state


def _choices(sheet: Worksheet) -> dict[str, dict[str, str]]:
    cells = {(cell.row, cell.column): str(cell.value) for cell in cells_of(sheet)}
    choices: dict[str, dict[str, str]] = {}
    for (row, column), title in cells.items():
        if row != FIRST_CHOICE or (row, column + 1) not in cells or column % 2 == 0:
            continue
        rows = [r for r, c in cells if c == column and r > FIRST_CHOICE]
        choices[title.lower()] = {cells[r, column + 1]: cells[r, column] for r in rows}
    return choices
