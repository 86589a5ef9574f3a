"""The sheets of a plan's workbook that are read and not filled in: instructions, lists, state."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.record import MASTER
from generators.plan.fields import as_text
from generators.plan.sheet_names import INSTRUCTIONS, LISTS, STATE
from generators.plan.state import FORMAT, State

FIRST_CHOICE = 3
"""The row of the sheet of lists, from 0, in which choices begin."""
LINE_HEIGHT = 15
"""The height of a row of one line, in points."""
STATE_HEAD = (("Format", "format"), ("Plan", "year"), ("State", "sha256"), ("Evidence", "evidence"))
STATE_NAMES = len(STATE_HEAD) + 1
"""The row of the sheet of the state, from 0, with the names of the fields; lines follow."""
_STEPS = (
    "Go to the sheet of your role. Lines of which no role is known stand on “No role yet”.",
    "Change the white cells only. Grey cells are locked; in others, help shows beside the cell.",
    "Choose status, role, unit and funding from the list that the arrow beside the cell opens.",
    "Type dates as dates, such as 2026-11-30, and amounts as whole numbers. No formulas.",
    "A new line goes into the first green row below the others. It needs a reference, an activity"
    " and an output; a line that fits no output is for the coordinator to place.",
    "Do not delete or move rows, columns or sheets, and hide or merge nothing. A line that is"
    " given up gets the status “Cancelled”, and a word in “Progress” on why.",
    "Write roles and offices, never names of persons, and nothing about reports or cases.",
    "Save as an Excel workbook (.xlsx), close Excel, and send the whole file back.",
)
_WIDTHS = (32, 84, 28)
_WRAPPED = {"text_wrap": True, "valign": "top"}
_HEAD = {"bold": True, "bg_color": "#E9F0F6", "bottom": 1, "text_wrap": True, "valign": "top"}


def write_instructions(
    book: xlsxwriter.Workbook,
    state: State,
    about: tuple[str, str],
    units: Sequence[tuple[str, str, int]],
) -> None:
    """Write the first sheet: what it is, what to do, which sheet is whose, what columns ask.

    `about` are the title and the marking; `units` are name, role and number of lines of a sheet.
    """
    title, marked = about
    sheet = book.add_worksheet(INSTRUCTIONS)
    wrapped, head = book.add_format(_WRAPPED), book.add_format(_HEAD)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, f"For the units to fill in. Made from the state {state.sha256[:12]}.")
    sheet.write_string(2, 0, marked, book.add_format({"bold": True}))
    section = book.add_format({"bold": True, "font_size": 13})
    row = 4
    sheet.write_string(row, 0, "What to do", section)
    for number, step in enumerate(_STEPS, 1):
        row += 1
        sheet.set_row(row, LINE_HEIGHT * lines_in(step, _WIDTHS[1]))
        sheet.write_string(row, 0, f"Step {number}", wrapped)
        sheet.write_string(row, 1, step, wrapped)
    row += 2
    sheet.write_string(row, 0, "Sheets", section)
    _table(sheet, row + 1, ("Sheet", "Role", "Lines"), head)
    row += 1
    for name, role, lines in units:
        row += 1
        sheet.write_string(row, 0, name, wrapped)
        sheet.write_string(row, 1, role, wrapped)
        sheet.write_number(row, 2, lines, book.add_format({"align": "left"}))
    row += 2
    sheet.write_string(row, 0, "Columns", section)
    _table(sheet, row + 1, ("Column", "What it asks", "Field"), head)
    row += 1
    for field in state.columns:
        row += 1
        sheet.set_row(row, LINE_HEIGHT * lines_in(field.about, _WIDTHS[1]))
        sheet.write_string(row, 0, field.title, wrapped)
        sheet.write_string(row, 1, field.about, wrapped)
        sheet.write_string(row, 2, field.name, wrapped)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _locked(sheet, 1)


def write_lists(book: xlsxwriter.Workbook, library: Library, plan: Plan, state: State) -> None:
    """Write what drop-downs offer, two columns a list: words, and the name in the plan's files."""
    sheet = book.add_worksheet(LISTS)
    plain, head = book.add_format({"valign": "top"}), book.add_format(_HEAD)
    sheet.set_row(FIRST_CHOICE - 1, 2 * LINE_HEIGHT)
    sheet.write_string(0, 0, "What can be chosen. Nothing is to be filled in here.")
    for number, (name, choices) in enumerate(state.choices.items()):
        words, ident = 2 * number, 2 * number + 1
        sheet.write_string(FIRST_CHOICE - 1, words, name.capitalize(), head)
        sheet.write_string(FIRST_CHOICE - 1, ident, f"{name.capitalize()}: in the files", head)
        for row, (key, label) in enumerate(choices.items(), FIRST_CHOICE):
            sheet.write_string(row, words, label, plain)
            sheet.write_string(row, ident, key, plain)
        sheet.set_column(words, words, _width(choices.values()))
        sheet.set_column(ident, ident, _width(choices))
    column = 2 * len(state.choices)
    sheet.write_string(FIRST_CHOICE - 1, column, "What the output is", head)
    for row, output in enumerate(library.plan_outputs(plan), FIRST_CHOICE):
        said = output.output[MASTER] if output.output else "to be confirmed"
        sheet.write_string(row, column, said, plain)
    sheet.set_column(column, column, 80)
    _locked(sheet, FIRST_CHOICE)


def write_state(book: xlsxwriter.Workbook, state: State) -> None:
    """Write the lines as they stood when the workbook was made, each value as text."""
    sheet = book.add_worksheet(STATE)
    text = book.add_format({"valign": "top", "num_format": "@"})
    head = book.add_format(_HEAD)
    told = {"format": FORMAT, "year": state.year, "sha256": state.sha256}
    told["evidence"] = state.evidence
    about = "How the plan stood when this workbook was made. By it the program sees what changed."
    sheet.write_string(0, 0, f"{about} Please leave it as it is.")
    for row, (title, name) in enumerate(STATE_HEAD, 1):
        sheet.write_string(row, 0, title)
        sheet.write_string(row, 1, str(told[name]), text)
    for column, field in enumerate(state.columns):
        sheet.set_column(column, column, min(field.width, 26))
        sheet.write_string(STATE_NAMES, column, field.name, head)
        for row, values in enumerate(state.rows.values(), STATE_NAMES + 1):
            if field.name in values:
                sheet.write_string(row, column, as_text(values[field.name]), text)
    _locked(sheet, STATE_NAMES + 1)


def lines_in(words: str, width: int) -> int:
    """Return about how many lines words take in a column so many signs wide."""
    return sum(len(textwrap.wrap(line, width + width // 8)) or 1 for line in words.split("\n"))


def _width(words: Iterable[str]) -> int:
    """Return the width of a column that shows words on one line each."""
    return max(14, *(len(each) + 2 for each in words))


def _table(sheet: Worksheet, row: int, titles: Sequence[str], head: object) -> None:
    for column, title in enumerate(titles):
        sheet.write_string(row, column, title, head)


def _locked(sheet: Worksheet, frozen: int) -> None:
    sheet.freeze_panes(frozen, 0)
    sheet.protect()
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
