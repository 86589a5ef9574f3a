"""An Excel workbook to fill in, a row an agreement: a column a question, with help and choices."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import xlsxwriter

from generators.annex.assessment import as_cell
from generators.annex.batch import AGREEMENT, LANGUAGE, NAMING
from generators.annex.sample import asked
from generators.content.agreements import Agreement, Question
from generators.content.library import Library
from generators.content.record import LANGUAGES, Language, words
from generators.document.package import read_package, write_package

ROWS = 1000
"""How many rows have drop-downs."""
_LONGEST_LIST = 255  # characters of all choices together, which Excel allows in one drop-down
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def partners_workbook(agreement: Agreement, library: Library, lang: Language) -> bytes:
    """Return the workbook: a sheet to fill in, with the sample as first row, and one that explains.

    The same agreement gives the same bytes on any day.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": words(agreement.title, lang), "created": _EPOCH})
    head = book.add_format({"bold": True, "bg_color": "#E9F0F6", "bottom": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet, guide = book.add_worksheet("Partners"), book.add_worksheet("Help")
    sheet.freeze_panes(1, 1)
    for column, (name, told, value, choices) in enumerate(_naming(agreement, lang)):
        sheet.set_column(column, column, 26, text)
        sheet.write_string(0, column, name, head)
        sheet.write_comment(0, column, told)
        sheet.write_string(1, column, value, text)
        sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": choices})
        guide.write_string(column + 1, 0, name, wrapped)
        guide.write_string(column + 1, 2, told, wrapped)
    for column, question in enumerate(asked(agreement), len(NAMING)):
        label, told = words(question.label, lang), words(question.help, lang)
        sheet.set_column(column, column, 26, text)
        sheet.write_string(0, column, question.id, head)
        sheet.write_comment(0, column, f"{label}\n{told}")
        sheet.write_string(1, column, _example(question), text)
        _limit(sheet, column, question, library)
        guide.write_string(column + 1, 0, question.id, wrapped)
        guide.write_string(column + 1, 1, label, wrapped)
        guide.write_string(column + 1, 2, told, wrapped)
    for column, (name, width) in enumerate((("Column", 28), ("Asks", 34), ("Help", 80))):
        guide.set_column(column, column, width)
        guide.write_string(0, column, name, head)
    book.close()
    # Stored entries: what is compressed differs from one compression library to the next.
    return write_package(read_package(out.getvalue()))


def _naming(agreement: Agreement, lang: Language) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield the columns that say which annex a row is: name, help, value, choices."""
    yield AGREEMENT, "Which annex this row is for.", agreement.id, [agreement.id]
    yield LANGUAGE, "The language of the annex.", lang, list(LANGUAGES)


def _example(question: Question) -> str:
    example = question.example
    if isinstance(example, str | int):
        return str(example)
    if isinstance(example, list) and all(isinstance(part, str) for part in example):
        return "; ".join(str(part) for part in example)
    return as_cell(example)


def _limit(
    sheet: xlsxwriter.worksheet.Worksheet, column: int, question: Question, library: Library
) -> None:
    """Offer the choices of a question as a drop-down."""
    choices = list(library.tools) if question.type == "tool" else question.values()
    if choices and len(",".join(choices)) <= _LONGEST_LIST:
        sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": choices})
