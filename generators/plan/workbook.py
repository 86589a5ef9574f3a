"""An Excel workbook of a plan for the units to fill in: a sheet a role, a row an activity."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generators.content.library import Library
from generators.content.plan import Line, Plan
from generators.content.record import MASTER
from generators.document.audience import marking
from generators.document.package import read_package, write_package
from generators.document.properties import LOCALES
from generators.plan.fields import Field, Row, Value
from generators.plan.sheet_names import NO_ROLE, sheet_names
from generators.plan.state import State, state_of
from generators.plan.workbook_pages import (
    LINE_HEIGHT,
    lines_in,
    write_instructions,
    write_lists,
    write_state,
)
from generators.plan.workbook_rules import rule_of, shown

HEADINGS, NAMES, FIRST_LINE = 1, 2, 3
"""The rows of a sheet, from 0: headings, names of fields, and where the lines begin."""
NEW_LINES = 20
"""How many empty rows for new lines each sheet has."""
MARKING = marking("internal", MASTER)
"""What the workbook says of itself (ST/SGB/2007/6): a plan is published to the personnel."""
LONGEST_CELL = 32_767
"""Signs in a cell of Excel (Excel specifications and limits)."""
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_A3 = 8
_MONEY = ("funding.budget", "funding.secured")
_FORMATS = {"day": "yyyy-mm-dd", "whole": "#,##0"}


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """One sheet: its name, the title of its role, and its lines."""

    name: str
    title: str
    lines: tuple[Line, ...]


def too_long(state: State) -> Iterator[tuple[str, str, int]]:
    """Yield what does not fit into a cell: reference, field and number of signs."""
    for ref, row in state.rows.items():
        for name, value in row.items():
            if isinstance(value, str) and len(value) > LONGEST_CELL:
                yield ref, name, len(value)


def plan_workbook(library: Library, plan: Plan) -> bytes:
    """Return the workbook of a plan. The same content gives the same bytes on any day."""
    state, title = state_of(library, plan), plan_title(plan)
    sheets = unit_sheets(library, plan)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    told = {"title": title, "author": "UN-Habitat", "keywords": MARKING, "created": _EPOCH}
    book.set_properties(told)
    book.set_custom_property("Plan", str(plan.year))
    book.set_custom_property("State", state.sha256)
    counts = [(each.name, each.title, len(each.lines)) for each in sheets]
    write_instructions(book, state, (title, MARKING), counts)
    for each in sheets:
        _Unit(book, each, state, plan).write()
    write_lists(book, library, plan, state)
    write_state(book, state)
    book.close()
    return _packed(out.getvalue())


def plan_title(plan: Plan) -> str:
    """Return what a plan is called, marked where it is made up."""
    return f"Action plan {plan.year}{' (EXAMPLE)' if plan.example else ''}"


def unit_sheets(library: Library, plan: Plan) -> list[UnitSheet]:
    """Return a sheet for each role that has lines, by title, and one for lines without a role."""
    lines: dict[str, list[Line]] = {}
    for line in library.plan_lines(plan):
        lines.setdefault(line.activity.responsible or "", []).append(line)
    titles = {role: library.roles[role].title[MASTER] if role else NO_ROLE for role in lines}
    order = sorted(lines, key=lambda role: (not role, titles[role].casefold(), role))
    names = sheet_names([titles[role] for role in order])
    return [
        UnitSheet(name, titles[role], tuple(lines[role]))
        for name, role in zip(names, order, strict=True)
    ]


def _packed(data: bytes) -> bytes:
    """Return the workbook with its language, in stored entries: those are the same anywhere."""
    parts = read_package(data)
    language = f"<dc:language>{LOCALES[MASTER]}</dc:language></cp:coreProperties>".encode()
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = core.replace(b"</cp:coreProperties>", language)
    for name in parts:
        if name.startswith("xl/worksheets/"):  # heights that grow as somebody types
            parts[name] = parts[name].replace(b' customHeight="1"', b"")
    return write_package(parts)


class _Unit:
    """Writes the sheet of one role."""

    def __init__(
        self, book: xlsxwriter.Workbook, unit: UnitSheet, state: State, plan: Plan
    ) -> None:
        self.unit, self.state, self.columns = unit, state, state.columns
        self.sheet: Worksheet = book.add_worksheet(unit.name)
        self.book, self.title = book, f"{plan_title(plan)}: {unit.title}"
        self.currency = plan.currency
        self.last = FIRST_LINE + len(unit.lines) + NEW_LINES - 1
        self.made: dict[tuple[str, str], Format] = {}

    def write(self) -> None:
        self.head()
        for number, line in enumerate(self.unit.lines, FIRST_LINE):
            row = self.state.rows[line.activity.id]
            self.sheet.set_row(number, self.height(row))
            for at, field in enumerate(self.columns):
                kind = "locked" if field.locked else "open"
                self.cell(number, at, field, row.get(field.name), self.cells(field, kind))
        for number in range(FIRST_LINE + len(self.unit.lines), self.last + 1):
            for at, field in enumerate(self.columns):
                kind = "locked" if field.name == "updated" else "new"
                self.sheet.write_blank(number, at, None, self.cells(field, kind))
        for at, field in enumerate(self.columns):
            self.sheet.data_validation(FIRST_LINE, at, self.last, at, rule_of(field, self.state))
        self.page()

    def height(self, row: Row) -> int:
        """Return the height of a row that shows all its words."""
        return LINE_HEIGHT * max(
            lines_in(shown(field, row[field.name], self.state), field.width)
            for field in self.columns
            if field.name in row
        )

    def head(self) -> None:
        bold = self.book.add_format({"bold": True, "font_size": 14})
        head = self.book.add_format(
            {"bold": True, "bg_color": "#E9F0F6", "text_wrap": True, "valign": "top", "border": 1}
        )
        small = {"font_size": 8, "font_color": "#595959", "bottom": 2, "text_wrap": True}
        name = self.book.add_format({**small, "valign": "top"})
        self.sheet.set_row(HEADINGS, 2 * LINE_HEIGHT)
        self.sheet.set_row(NAMES, 2 * LINE_HEIGHT)
        self.sheet.write_string(0, 0, self.title, bold)
        for at, field in enumerate(self.columns):
            self.sheet.set_column(at, at, field.width)
            counted = self.currency if field.name in _MONEY else None
            title = f"{field.title} ({counted})" if counted else field.title
            self.sheet.write_string(HEADINGS, at, title, head)
            self.sheet.write_string(NAMES, at, field.name, name)

    def page(self) -> None:
        """Freeze what must stay in sight, lock what is locked, and set how it prints."""
        self.sheet.freeze_panes(FIRST_LINE, 2)
        self.sheet.protect("", {"format_columns": True, "format_rows": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(_A3)
        self.sheet.fit_to_pages(3, 0)
        self.sheet.repeat_rows(HEADINGS, NAMES)
        self.sheet.repeat_columns(0, 0)
        self.sheet.print_area(
            HEADINGS, 0, FIRST_LINE + len(self.unit.lines) - 1, len(self.columns) - 1
        )
        title = self.title.replace("&", "&&")
        self.sheet.set_header(f"&L{title}\n{MARKING}&R&P / &N")

    def cells(self, field: Field, kind: str) -> Format:
        """Return the format of a column's cells: `locked` is grey, `new` is green."""
        number = _FORMATS.get(field.kind, "@")
        if (number, kind) not in self.made:
            look: dict[str, object] = {
                "num_format": number,
                "text_wrap": True,
                "valign": "top",
                "border": 1,
            }
            look |= {"border_color": "#A6A6A6", "locked": kind == "locked"}
            look |= {"align": "right", "indent": 1} if field.kind == "whole" else {"align": "left"}
            colour = {"locked": "#EDEDED", "new": "#EEF6EA"}.get(kind)
            look |= {"bg_color": colour} if colour else {}
            self.made[number, kind] = self.book.add_format(look)
        return self.made[number, kind]

    def cell(self, row: int, at: int, field: Field, value: Value | None, look: Format) -> None:
        match value:
            case None:
                self.sheet.write_blank(row, at, None, look)
            case dt.date():
                self.sheet.write_datetime(row, at, dt.datetime.combine(value, dt.time()), look)
            case int():
                self.sheet.write_number(row, at, value, look)
            case _:
                self.sheet.write_string(row, at, shown(field, value, self.state), look)
