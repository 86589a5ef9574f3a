"""Reads a workbook that comes back: the state it was made from, and what its sheets say now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generators.content.problems import Problem, ProblemsFound
from generators.plan.cells import Wrong, same_words, taken
from generators.plan.fields import EVIDENCE, Field, Row, Value, from_text
from generators.plan.sheet_names import INSTRUCTIONS, LISTS, STATE, place
from generators.plan.state import FORMAT, State
from generators.plan.workbook import FIRST_LINE, HEADINGS, NAMES, shown
from generators.plan.workbook_file import Unusable, cells_of, opened
from generators.plan.workbook_pages import FIRST_CHOICE, STATE_HEAD, STATE_NAMES

_OWN = (INSTRUCTIONS, LISTS, STATE)
_AGAIN = "Make a workbook anew with psea plan workbook, and move what was filled in over to it"


@dataclass(frozen=True, slots=True)
class Found:
    """One line as a sheet has it: which row of which sheet, and the fields that are filled in.

    `letters` are the columns of the fields; pieces of evidence have closed up to the front, and
    keep the columns in which they stood.
    """

    file: str
    sheet: str
    row: int
    values: Mapping[str, Value]
    letters: Mapping[str, str]

    def at(self, field: str) -> str:
        """Return the place of a field's cell as Excel writes it."""
        return place(self.sheet, f"{self.letters[field]}{self.row}")

    def problem(self, field: str, message: str) -> Problem:
        """Return a problem of one cell."""
        return Problem(self.file, self.row, f"{self.at(field)} {message}")


@dataclass(frozen=True, slots=True)
class Submission:
    """What one workbook says: the state from which it was made, and its lines by reference."""

    file: str
    state: State
    lines: Mapping[str, Found]


def read_submission(data: bytes, file: str, year: int) -> Submission:
    """Return what a workbook of the plan of a year says, or raise `ProblemsFound` with all faults.

    `file` is its name in problems.
    """
    try:
        book = opened(data)
        state = _state(book)
    except Unusable as error:
        raise ProblemsFound([Problem(file, 1, f"{error}.")]) from None
    if state.year != year:
        message = f"was made from the plan of {state.year}, not of {year}. Run psea plan update"
        raise ProblemsFound([Problem(file, 1, f"{message} {state.year}, or take the right file.")])
    reader = _Reader(book, file, state)
    lines = reader.lines()
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return Submission(file, state, lines)


def _state(book: Workbook) -> State:
    """Return the state that a workbook keeps; raises `Unusable` unless it is whole."""
    for name in _OWN:
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


class _Reader:
    """Reads the sheets of the units; what is wrong is collected."""

    def __init__(self, book: Workbook, file: str, state: State) -> None:
        self.book, self.file, self.state = book, file, state
        self.columns = state.columns
        self.letters = {f.name: get_column_letter(n) for n, f in enumerate(self.columns, 1)}
        self.problems: list[Problem] = []
        self.missing = 0

    def lines(self) -> dict[str, Found]:
        found: dict[str, Found] = {}
        for sheet in self.book.worksheets:
            if self.sound(sheet) and sheet.title not in _OWN:
                for line in self.rows(sheet):
                    self.keep(found, line)
        unread = bool(self.problems)
        for ref in sorted(self.state.rows.keys() - found.keys()) if not unread else ():
            self.problems.append(
                Problem(
                    self.file,
                    1,
                    f"has no row of `{ref}`, which was there. Rows are not deleted, and references"
                    " stay: put it back from the workbook as it was sent out, and choose the status"
                    " “Cancelled” for what is given up.",
                )
            )
        return found

    def keep(self, found: dict[str, Found], line: Found) -> None:
        ref = str(line.values["id"])
        if ref in found:
            message = f"gives the reference `{ref}`, which {found[ref].at('id')} has too. Keep one."
            self.problems.append(line.problem("id", message))
        found.setdefault(ref, line)

    def sound(self, sheet: Worksheet) -> bool:
        """Return whether a sheet is laid out as it was sent out; say what is not."""
        before = len(self.problems)
        filled = list(cells_of(sheet))
        if sheet.sheet_state != "visible" and (filled or sheet.title in _OWN):
            self.wrong(sheet, "A1", "is on a hidden sheet. Show it (right click on a tab, Unhide).")
        for merged in sheet.merged_cells.ranges:
            self.wrong(sheet, merged.coord, "is merged into one cell. Unmerge it, and fill it in.")
        if sheet.title in _OWN:
            return False
        self.hidden(sheet, filled)
        self.headings(sheet, filled)
        return bool(filled) and len(self.problems) == before

    def hidden(self, sheet: Worksheet, filled: list[Cell]) -> None:
        rows = sheet.row_dimensions
        for number in sorted({cell.row for cell in filled}):
            if number in rows and (rows[number].hidden or rows[number].height == 0):
                self.wrong(sheet, f"A{number}", "is in a hidden row. Show it (select all, Unhide).")
        for dimension in sheet.column_dimensions.values():
            first, last = dimension.min or 0, dimension.max or 0
            if (dimension.hidden or dimension.width == 0) and first <= len(self.columns):
                letter = get_column_letter(first)
                what = f"{letter} to {get_column_letter(last)}" if last > first else letter
                message = f"is in a hidden column ({what}). Show it (select all, Unhide)."
                self.wrong(sheet, f"{letter}1", message)

    def headings(self, sheet: Worksheet, filled: list[Cell]) -> None:
        """Say the first column that is not where it was, and what stands beside all of them."""
        names = {cell.column: cell for cell in filled if cell.row == NAMES + 1}
        if not filled:
            return
        if not names:
            message = "is on a sheet that psea plan workbook did not make. Delete the sheet, after"
            self.wrong(sheet, "A1", f"{message} moving what counts to a sheet of a role.")
            return
        for number, field in enumerate(self.columns, 1):
            cell = names.get(number)
            if cell is None or str(cell.value) != field.name:
                at = f"{get_column_letter(number)}{NAMES + 1}"
                self.wrong(sheet, at, self.misplaced(cell, field, names))
                return
        for cell in filled:
            if cell.column > len(self.columns) and cell.row > HEADINGS:
                message = f"holds “{cell.value}”, beside the columns of the plan. Move it into one."
                self.wrong(sheet, cell.coordinate, message)

    def misplaced(self, cell: Cell | None, field: Field, names: Mapping[int, Cell]) -> str:
        says = f"says “{cell.value}”" if cell else "is empty"
        others = [other.coordinate for other in names.values() if other.value == field.name]
        where = f"now stands in {others[0]}" if others else "is gone"
        return (
            f"{says}; `{field.name}` ({field.title}) belongs here and {where}. Columns are not"
            " moved, renamed or deleted: put them back as they were sent out."
        )

    def wrong(self, sheet: Worksheet, cell: str, message: str) -> None:
        row = int("".join(filter(str.isdigit, cell.partition(":")[0])))
        self.problems.append(Problem(self.file, row, f"{place(sheet.title, cell)} {message}"))

    def rows(self, sheet: Worksheet) -> Iterator[Found]:
        cells: dict[int, dict[str, Cell]] = {}
        for cell in cells_of(sheet):
            if cell.row > FIRST_LINE and cell.column <= len(self.columns):
                cells.setdefault(cell.row, {})[self.columns[cell.column - 1].name] = cell
        for number, row in cells.items():
            line = self.line(sheet, number, row)
            if line is not None:
                yield line

    def line(self, sheet: Worksheet, number: int, cells: Mapping[str, Cell]) -> Found | None:
        """Return the line of a row, closed up; None for one of blanks, or without a reference."""
        ref = self.value(sheet, self.columns[0], cells, {}) if "id" in cells else ""
        base = self.state.rows.get(str(ref), {})
        values: dict[str, Value] = {}
        for field in self.columns:
            value = self.value(sheet, field, cells, base) if field.name in cells else ""
            if field.name == "multi_year":
                value = value or "no"
            if value != "":
                values[field.name] = value
        given = {name for name in values if name != "multi_year"}
        values, moved = _closed_up(values)
        letters = self.letters | {to: self.letters[name] for name, to in moved.items()}
        found = Found(self.file, sheet.title, number, values, letters)
        if not given:
            return None
        if not ref:
            if "id" not in cells:
                message = "has no reference. Give a new line one, such as training-of-trainers."
                self.problems.append(found.problem("id", message))
            return None
        self.fixed(found, base)
        return found

    def fixed(self, line: Found, base: Row) -> None:
        """Say which locked cells were changed, and what a new line lacks."""
        for field in self.columns:
            value, was = line.values.get(field.name), base.get(field.name)
            if base and field.locked and value != was:
                told = f"is locked, and said “{shown(field, was or '', self.state)}”. Put it back."
                self.problems.append(line.problem(field.name, told))
            elif not base and field.name in ("activity", "output") and value is None:
                message = f"is empty; a new line needs its {field.title.lower()}. Fill it in."
                self.problems.append(line.problem(field.name, message))
            elif not base and field.name == "updated" and value is not None:
                self.problems.append(line.problem("updated", "is set by itself. Clear it."))

    def value(self, sheet: Worksheet, field: Field, cells: Mapping[str, Cell], base: Row) -> Value:
        """Return the value of a cell; one that is as it was sent out is taken as it is."""
        cell = cells[field.name]
        was = base.get(field.name)
        if isinstance(was, str) and cell.data_type == "s":
            sent = same_words(shown(field, was, self.state))
            if same_words(str(cell.value)) == sent:
                return was
        try:
            return taken(cell, field, self.state.choices.get(field.choices, {}))
        except Wrong as error:
            self.wrong(sheet, cell.coordinate, str(error))
            return ""


def _closed_up(values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, str]]:
    """Return a row whose evidence stands at the front without a gap, and the new name of each."""
    numbers = sorted({int(name.split(".")[1]) for name in values if _is_evidence(name)})
    moved = {
        name: ".".join((EVIDENCE, str(numbers.index(int(name.split(".")[1]))), name.split(".")[2]))
        for name in values
        if _is_evidence(name)
    }
    return {moved.get(name, name): value for name, value in values.items()}, moved


def _is_evidence(name: str) -> bool:
    return name.startswith(f"{EVIDENCE}.")
