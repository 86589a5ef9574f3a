"""A plan as a workbook to filter, sort and print: a summary, and the matrix with every column.

Every text is written as text, so that nothing in it is taken for a formula; days and numbers are
days and numbers. What nobody has given says so in its cell.
"""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generators.content.record import RIGHT_TO_LEFT
from generators.document.model import Document, text
from generators.document.package import read_package, write_package
from generators.document.properties import core_properties
from generators.plan.status import progress
from generators.reporting.action_plan.charts import by_area
from generators.reporting.action_plan.columns import COLUMNS, Given, cells
from generators.reporting.action_plan.opening import about
from generators.reporting.action_plan.year import PlanYear

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_A3, _A4 = 8, 9
_HEAD_HEIGHT, _TITLE_HEIGHT, _LINE_HEIGHT = 32, 24, 14.5
_HIGHEST = 409.0
"""The most points that Excel allows a row."""
_LINES: dict[str, object] = {"border": 1, "border_color": "#C8D0D8"}
_FORMATS: dict[str, dict[str, object]] = {
    "head": {"bold": True, "bg_color": "#E9F0F6", "bottom": 1, "text_wrap": True},
    "title": {"bold": True, "font_size": 16, "font_color": "#14406B"},
    "strong": {"bold": True, "font_color": "#8A1C1C", "text_wrap": True},
    "plain": {},
    "text": {"text_wrap": True, **_LINES},
    "open": {"italic": True, "font_color": "#4A5560", "text_wrap": True, **_LINES},
    "date": {"num_format": "yyyy-mm-dd", **_LINES},
    "number": {"num_format": "#,##0", **_LINES},
}


def plan_sheet(year: PlanYear, document: Document) -> bytes:
    """Return the workbook of a plan; title and marking are those of its document."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    # Excel has no use for the day of a file; the document's own properties replace these.
    book.set_properties({"title": document.title, "created": _EPOCH})
    formats = {name: book.add_format({"valign": "top", **look}) for name, look in _FORMATS.items()}
    say = year.say
    summary, plan = book.add_worksheet(say("Summary")), book.add_worksheet(say("Plan matrix"))
    for sheet in (summary, plan):
        _set_up(sheet, document)
    _summary(_Page(summary, formats), year, document)
    _matrix(_Page(plan, formats), year)
    book.close()
    # Stored entries: what is compressed differs from one compression library to the next.
    parts = read_package(out.getvalue()) | {"docProps/core.xml": core_properties(document)}
    return write_package(parts)


def _set_up(sheet: Worksheet, document: Document) -> None:
    """Set how a sheet prints: marking and draft mark at the head, page numbers at the foot."""
    if document.lang in RIGHT_TO_LEFT:
        sheet.right_to_left()
    title, marking, mark = (
        words.replace("&", "&&")
        for words in (document.title, document.marking, document.draft_mark)
    )
    sheet.set_header(f"&L{title}&C&B{marking}&R&B{mark}")
    sheet.set_footer(f"&L{text(document.footer).replace('&', '&&')}&R&P / &N")
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.fit_to_pages(1, 0)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet, and the looks of its cells."""

    sheet: Worksheet
    formats: Mapping[str, Format]

    def write(self, row: int, column: int, value: Given, look: str = "text") -> None:
        """Write a value as what it is: a day, a number or text."""
        match value:
            case dt.date():
                self.sheet.write_datetime(row, column, value, self.formats["date"])
            case int():
                self.sheet.write_number(row, column, value, self.formats["number"])
            case "":
                self.sheet.write_blank(row, column, None, self.formats["text"])
            case _:
                self.sheet.write_string(row, column, value, self.formats[look])


def _summary(page: _Page, year: PlanYear, document: Document) -> None:
    """Write what the plan is, and its lines by area and status."""
    sheet, say = page.sheet, year.say
    sheet.set_paper(_A4)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 7, 15)
    sheet.set_row(0, _TITLE_HEIGHT)
    page.write(0, 0, document.title, "title")
    page.write(1, 0, document.marking, "strong")
    page.write(2, 0, document.draft_mark, "strong")
    row = 4
    for name, value in about(year).entries:
        page.write(row, 0, name, "head")
        page.write(row, 1, text(value), "plain")
        row += 1
    row += 1
    sheet.set_row(row, _HEAD_HEIGHT)
    names = [say("Area"), *(year.status_words(each) for each, _ in progress(())), say("Total")]
    for column, name in enumerate(names):
        page.write(row, column, name, "head")
    for area, lines in (*by_area(year), (say("Total"), year.lines)):
        row += 1
        counts = [count for _, count in progress(lines)]
        page.write(row, 0, area)
        for column, count in enumerate((*counts, len(lines)), 1):
            page.write(row, column, count)
    row += 2
    for code, amount in sorted(year.status.missing_money.items()):
        page.write(row, 0, say("Money missing ({currency})").format(currency=code), "head")
        page.write(row, 1, amount)
        row += 1
    if year.status.unknown_cost:
        page.write(row, 0, say("Lines of unknown cost"), "head")
        page.write(row, 1, year.status.unknown_cost)


def _matrix(page: _Page, year: PlanYear) -> None:
    """Write a row a line under a header that stays in sight, repeats in print and filters."""
    sheet = page.sheet
    sheet.set_paper(_A3)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_row(0, _height([year.say(each.name) for each in COLUMNS]))
    for column, each in enumerate(COLUMNS):
        sheet.set_column(column, column, each.width)
        page.write(0, column, year.say(each.name), "head")
    for row, line in enumerate(year.lines, 1):
        made = cells(year, line)
        sheet.set_row(row, _height([cell.value for cell in made]))
        for column, cell in enumerate(made):
            page.write(row, column, cell.value, cell.look)
    sheet.autofilter(0, 0, max(len(year.lines), 1), len(COLUMNS) - 1)


def _height(values: Sequence[Given]) -> float:
    """Return about how many points a row needs; programs other than Excel do not find out."""
    lines = (
        len(textwrap.wrap(str(value), column.width - 2)) or 1
        for column, value in zip(COLUMNS, values, strict=True)
    )
    return min(max(lines) * _LINE_HEIGHT + 3, _HIGHEST)
