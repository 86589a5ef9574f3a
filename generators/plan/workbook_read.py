"""Reads a workbook that comes back: the state it was made from, and what its sheets say now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generators.content.problems import Problem, ProblemsFound
from generators.plan.cells import Wrong, taken
from generators.plan.fields import EVIDENCE, Field, Row, Value, same_words
from generators.plan.sheet_names import OWN, place
from generators.plan.state import State
from generators.plan.workbook import FIRST_LINE
from generators.plan.workbook_file import Unusable, cells_of, notes_of, opened
from generators.plan.workbook_layout import layout_faults
from generators.plan.workbook_rules import shown
from generators.plan.workbook_state import state_in


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
    """What one workbook says: the state from which it was made, and its lines by reference.

    `notes` are comments on cells, which have no place in a plan.
    """

    file: str
    state: State
    lines: Mapping[str, Found]
    notes: tuple[Problem, ...] = ()


def read_submission(data: bytes, file: str, year: int) -> Submission:
    """Return what a workbook of the plan of a year says, or raise `ProblemsFound` with all faults.

    `file` is its name in problems.
    """
    try:
        book = opened(data)
        state = state_in(book)
    except Unusable as error:
        raise ProblemsFound([Problem(file, 1, f"{error}.")]) from None
    if state.year != year:
        message = f"was made from the plan of {state.year}, not of {year}. Run psea plan update"
        raise ProblemsFound([Problem(file, 1, f"{message} {state.year}, or take the right file.")])
    reader = _Reader(book, file, state)
    lines = reader.lines()
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return Submission(file, state, lines, tuple(reader.notes()))


class _Reader:
    """Reads the sheets of the units; what is wrong is collected."""

    def __init__(self, book: Workbook, file: str, state: State) -> None:
        self.book, self.file, self.state = book, file, state
        self.columns = state.columns
        self.letters = {f.name: get_column_letter(n) for n, f in enumerate(self.columns, 1)}
        self.problems: list[Problem] = []

    def lines(self) -> dict[str, Found]:
        """Return the lines of all sheets by reference."""
        found: dict[str, Found] = {}
        for sheet in self.book.worksheets:
            if not self.sound(sheet) or sheet.title in OWN:
                continue
            for line in self.rows(sheet):
                self.keep(found, line)
        if not self.problems:
            self.problems += self.missing(found)
        return found

    def sound(self, sheet: Worksheet) -> bool:
        """Return whether a sheet is laid out as it was sent out; say what is not."""
        faults = list(layout_faults(sheet, self.columns))
        for cell, message in faults:
            self.wrong(sheet, cell, message)
        return not faults

    def keep(self, found: dict[str, Found], line: Found) -> None:
        ref = str(line.values["id"])
        if ref in found:
            message = f"gives the reference `{ref}`, which {found[ref].at('id')} has too. Keep one."
            self.problems.append(line.problem("id", message))
        found.setdefault(ref, line)

    def missing(self, found: Mapping[str, Found]) -> Iterator[Problem]:
        """Yield the lines that were sent out and have no row any more."""
        for ref in sorted(self.state.rows.keys() - found.keys()):
            message = (
                f"has no row of `{ref}`, which was there. Rows are not deleted, and references"
                " stay: put it back from the workbook as it was sent out, and choose the status"
                " “Cancelled” for what is given up."
            )
            yield Problem(self.file, 1, message)

    def notes(self) -> Iterator[Problem]:
        """Yield a warning for each comment, which whoever updates the plan should read."""
        for sheet in self.book.worksheets:
            for cell, words in notes_of(sheet):
                said = " ".join(words.split())
                message = (
                    f"{place(sheet.title, cell)} has the comment “{said}”, which no field takes."
                )
                yield Problem(self.file, _row(cell), message, "warning")

    def wrong(self, sheet: Worksheet, cell: str, message: str) -> None:
        message = f"{place(sheet.title, cell)} {message}"
        self.problems.append(Problem(self.file, _row(cell), message))

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


def _row(cell: str) -> int:
    """Return the number of the row of a cell, or of the first one of a range."""
    return int("".join(filter(str.isdigit, cell.partition(":")[0])))


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
