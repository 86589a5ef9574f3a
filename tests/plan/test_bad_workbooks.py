"""Workbooks as bad as they come: each is told by its cell, and nothing of it is taken."""

import contextlib
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generators.content.problems import ProblemsFound
from generators.document.package import read_package, write_package
from generators.plan.workbook_read import read_submission
from tests.plan.filled import FIRST, cell, changed, column, filled, repacked, with_line, workbook

BASE = workbook()
UNIT = "Legal unit"
DAY = dt.datetime.fromisoformat
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def told(data: bytes, year: int = 2026) -> list[str]:
    """Return what is wrong with a workbook."""
    with pytest.raises(ProblemsFound) as found:
        read_submission(data, "units.xlsx", year)
    return [str(problem) for problem in found.value.problems]


CELLS: dict[str, tuple[str, object, str]] = {
    "a formula": ("indicator.target.value", "=1+1", "!U4 holds a formula. Type its result"),
    "a formula in words": ("progress", "=A1", "!D4 holds a formula."),
    "an error": ("progress", "#REF!", "!D4 holds the error #REF!. Type the value again."),
    "text in a day": ("end", "soon", "!N4 holds the text “soon” and no date. Clear the cell"),
    "a day as text": ("end", "2026-12-01", "!N4 holds the text “2026-12-01” and no date."),
    "a day of another age": ("end", DAY("1926-12-01T00:00"), "!N4 is 1926-12-01, which no plan"),
    "a time of the day": ("end", DAY("2026-12-01T12:30"), "!N4 holds a time of the day"),
    "a number as text": ("funding.budget", "5000", "!Y4 holds the text “5000” and no number."),
    "a part of a number": ("funding.budget", 12.5, "!Y4 is 12.5. Type a whole number"),
    "a number without end": ("funding.budget", 1e300, "!Y4 is 1e+300. Type a whole number"),
    "a day in a number": ("funding.budget", DAY("2026-12-01T00:00"), "!Y4 holds a date"),
    "a truth value in a number": ("funding.budget", True, "!Y4 holds the truth value TRUE."),
    "a truth value in words": ("progress", False, "!D4 holds the truth value FALSE."),
    "a day in words": (
        "progress",
        DAY("2026-12-01T00:00"),
        "!D4 was made a date or a time by Excel",
    ),
    "a number in words": ("progress", 1.5, "!D4 holds the number 1.5. Give the cell the format"),
    "another status": ("status", "Complete", "does not have. Did you mean `Completed`?"),
    "no role": ("responsible", "Nobody", "!K4 is “Nobody”, which the list of this cell"),
    "a mark of direction": ("progress", "left \u202eright", "!D4 holds the invisible sign U+202E"),
    "words that run": ("progress", "+cmd|' /C calc'!A0", "!D4 begins with “+”, as a formula"),
    "words that run elsewhere": ("partners", "@SUM(A1)", "!L4 begins with “@”"),
    "a sign that nobody sees": ("progress", "a\ue000b", "!D4 holds the sign U+E000"),
    "another reference": ("id", "Desk 2", "!A4 is “Desk 2”. A reference is of small letters"),
    "another output": ("output", "other", "!AC4 is “other”, which the list of this cell"),
    "a day of the update": (
        "updated",
        DAY("2026-12-01T00:00"),
        "!AD4 is locked, and said “2026-11-01",
    ),
    "no output": ("output", None, "!AC4 is locked, and said “training: Training”. Put it back."),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_cannot_be_taken_is_told_with_what_to_do(name: str) -> None:
    """By sheet and cell, as Excel writes them."""
    field, value, message = CELLS[name]
    found = told(filled(BASE, {("desk", field): value}))

    assert any(message in each for each in found), found
    assert all(
        each.startswith(("units.xlsx:4: 'Legal unit'!", "units.xlsx:1: has no row"))
        for each in found
    )


def test_a_number_where_a_day_was_pasted_over_is_told() -> None:
    """Excel shows a day that has lost its format as the number that it is stored as."""

    def pasted(book: Workbook) -> None:
        end = cell(book, "desk", "end")
        end.value, end.number_format = 46000, "General"

    [found] = told(changed(BASE, pasted))
    assert "'Legal unit'!N4 holds the number 46000 and no date. Type a day as 2026-11-30." in found


def test_what_comes_along_when_one_pastes_is_let_go() -> None:
    """Blanks that do not break, marks and capitals in a choice; blanks around words."""
    values = {
        ("desk", "status"): "\u200eunder\u00a0way\u200b ",
        ("desk", "responsible"): "coordinator",
        ("desk", "progress"): "\u00a0 Half\u00a0done,\r\nor more. \n",
        ("desk", "partners"): 12,
        ("desk", "to_confirm"): "baseline;\u00a0target ,",
    }
    line = read_submission(filled(BASE, values), "units.xlsx", 2026).lines["desk"].values

    assert line["status"] == "under-way"
    assert line["responsible"] == "coordinator"
    assert line["progress"] == "Half\u00a0done,\nor more."
    assert line["partners"] == "12"
    assert line["to_confirm"] == "baseline, target"


def test_a_formula_is_told_also_where_its_result_is_stored() -> None:
    """Excel stores both; what it shows may be old."""

    def cached(parts: dict[str, bytes]) -> None:
        for name, part in parts.items():
            if name.startswith("xl/worksheets/") and b"<v>5000</v>" in part:
                parts[name] = part.replace(b"<v>5000</v>", b"<f>2500*2</f><v>5000</v>")

    assert told(repacked(BASE, cached)) == [
        "units.xlsx:4: 'Legal unit'!Y4 holds a formula. Type its result instead."
    ]


def test_words_that_are_bold_in_part_are_words() -> None:
    """Only what they say is taken, with the blanks between the parts."""

    def bold(book: Workbook) -> None:
        words = CellRichText("A ", TextBlock(InlineFont(b=True), "new"), " desk.")
        cell(book, "desk", "activity").value = words

    read = read_submission(changed(BASE, bold), "units.xlsx", 2026)
    assert read.lines["desk"].values["activity"] == "A new desk."


def _sheet(change: Callable[[Any], object]) -> Callable[[Workbook], object]:
    return lambda book: change(book[UNIT])


def _moved(sheet: Any) -> None:
    one, other = column(sheet, "start"), column(sheet, "end")
    for row in range(2, FIRST + 3):
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        first.value, second.value = second.value, first.value


def _room(sheet: Any) -> None:
    sheet["A5"], sheet["B5"] = "room", "A room."


SHEETS: dict[str, tuple[Callable[[Workbook], object], str]] = {
    "merged": (
        _sheet(lambda sheet: sheet.merge_cells("D4:E5")),
        "units.xlsx:4: 'Legal unit'!D4:E5 is merged into one cell. Unmerge it",
    ),
    "a hidden sheet": (
        _sheet(lambda sheet: setattr(sheet, "sheet_state", "hidden")),
        "units.xlsx:1: 'Legal unit'!A1 is on a hidden sheet. Show it",
    ),
    "a very hidden sheet": (
        lambda book: setattr(book["State"], "sheet_state", "veryHidden"),
        "units.xlsx:1: State!A1 is on a hidden sheet.",
    ),
    "a hidden row": (
        _sheet(lambda sheet: setattr(sheet.row_dimensions[4], "hidden", True)),
        "units.xlsx:4: 'Legal unit'!A4 is in a hidden row. Show it",
    ),
    "a hidden column": (
        _sheet(lambda sheet: setattr(sheet.column_dimensions["M"], "hidden", True)),
        "units.xlsx:1: 'Legal unit'!M1 is in a hidden column",
    ),
    "a deleted column": (
        _sheet(lambda sheet: sheet.delete_cols(13)),
        "units.xlsx:3: 'Legal unit'!M3 says “end”; `start` (Start) belongs here and is gone.",
    ),
    "a renamed column": (
        _sheet(lambda sheet: sheet.cell(3, 13).__setattr__("value", "begin")),
        "'Legal unit'!M3 says “begin”; `start` (Start) belongs here and is gone.",
    ),
    "moved columns": (
        _sheet(_moved),
        "'Legal unit'!M3 says “end”; `start` (Start) belongs here and now stands in N3.",
    ),
    "a new column": (
        _sheet(lambda sheet: sheet.cell(5, 32).__setattr__("value", "Remark")),
        "units.xlsx:5: 'Legal unit'!AF5 holds “Remark”, beside the columns of the plan.",
    ),
    "a new sheet": (
        lambda book: book.create_sheet("Mine").__setitem__("A1", "Remark"),
        "units.xlsx:1: Mine!A1 is on a sheet that psea plan workbook did not make.",
    ),
    "a sheet less": (
        lambda book: book.remove(book[UNIT]),
        "units.xlsx:1: has no row of `desk`, which was there. Rows are not deleted",
    ),
    "a row less": (
        _sheet(lambda sheet: sheet.delete_rows(4)),
        "units.xlsx:1: has no row of `desk`, which was there.",
    ),
    "a reference twice": (
        lambda book: cell(book, "course", "id").__setattr__("value", "desk"),
        "units.xlsx:4: 'Legal unit'!A4 gives the reference `desk`, which Coordinator!A4 has too.",
    ),
    "a line without a reference": (
        _sheet(lambda sheet: sheet.__setitem__("B5", "A room.")),
        "units.xlsx:5: 'Legal unit'!A5 has no reference. Give a new line one",
    ),
    "a new line without an output": (
        _sheet(_room),
        "units.xlsx:5: 'Legal unit'!AC5 is empty; a new line needs its output.",
    ),
    "no state": (
        lambda book: book.remove(book["State"]),
        "units.xlsx:1: lacks the sheet State: it is none that psea plan workbook made.",
    ),
    "a changed state": (
        lambda book: book["State"].__setitem__("B7", "Another activity."),
        "units.xlsx:1: was changed on its sheets State or Lists",
    ),
    "changed lists": (
        lambda book: book["Lists"].__setitem__("A4", "Begun"),
        "units.xlsx:1: was changed on its sheets State or Lists",
    ),
    "days from 1904": (
        lambda book: setattr(book, "epoch", CALENDAR_MAC_1904),
        "units.xlsx:1: counts its days from 1904, so that every date has moved by four years",
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_that_is_laid_out_otherwise_is_told(name: str) -> None:
    """What was moved, hidden, merged or deleted; nothing is looked for elsewhere by guess."""
    change, message = SHEETS[name]
    found = told(changed(BASE, change))

    assert any(message in each for each in found), found


def test_a_row_of_no_height_is_a_hidden_row() -> None:
    """Whoever drags a row to nothing hides it just as well."""

    def flat(parts: dict[str, bytes]) -> None:
        sheet = "xl/worksheets/sheet3.xml"
        parts[sheet] = re.sub(rb'<row r="4"', rb'<row r="4" customHeight="1" ht="0"', parts[sheet])

    found = told(repacked(BASE, flat))
    assert (
        "units.xlsx:4: 'Legal unit'!A4 is in a hidden row. Show it (select all, Unhide)." in found
    )


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """A unit that gets its workbook back corrects it in one go."""
    values = {("desk", "end"): "x", ("desk", "start"): "y", ("course", "funding.budget"): "z"}

    assert len(told(filled(BASE, values))) == 3


def test_a_workbook_of_another_year_or_of_another_program_is_told() -> None:
    """With the command that would take it."""
    assert told(BASE, 2025) == [
        "units.xlsx:1: was made from the plan of 2026, not of 2025. Run psea plan update 2026, or"
        " take the right file."
    ]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Sheet1").write_string(0, 0, "Shopping")
    assert "lacks the sheet Instructions" in told(out.getvalue())[0]


def _renamed_type(parts: dict[str, bytes]) -> None:
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(plain, macro)


def _entities(parts: dict[str, bytes]) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    head, _, rest = parts["xl/workbook.xml"].partition(b"?>")
    parts["xl/workbook.xml"] = head + b"?>" + laughs + rest


def _rows(count: int) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        more = b"".join(
            b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n)
            for n in range(101, 101 + count)
        )
        sheet = "xl/worksheets/sheet2.xml"
        parts[sheet] = parts[sheet].replace(b"</sheetData>", more + b"</sheetData>")

    return change


def _cells(parts: dict[str, bytes]) -> None:
    sheet = "xl/worksheets/sheet2.xml"
    more = b'<row r="101">' + b"<c/>" * 500_000 + b"</row>"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", more + b"</sheetData>")


def bomb() -> bytes:
    """Return some kilobytes that would unpack to 200 megabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", bytes(200_000_000))
    return out.getvalue()


def lying() -> bytes:
    """Return a bomb whose directory says that it is small."""
    data = bytearray(bomb())
    for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.index(sign) + at
        data[start : start + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is no Excel workbook, whatever its name says."),
    "CSV": (lambda: b"id;status\ndesk;Completed\n", "is no Excel workbook, whatever its name"),
    "a web page": (lambda: b"<html><table></table></html>", "is no Excel workbook"),
    "an old Excel": (lambda: OLE + bytes(5000), "is a file of an old Excel (.xls)"),
    "a password": (
        lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
        "is locked with a password. Take it off",
    ),
    "macros": (lambda: repacked(BASE, _renamed_type), "holds macros, which are never taken."),
    "a macro project": (
        lambda: repacked(BASE, lambda parts: parts.update({"xl/vbaProject.bin": OLE})),
        "holds macros, which are never taken.",
    ),
    "a Word file": (
        lambda: repacked(BASE, lambda parts: parts.update({"[Content_Types].xml": b"<Types/>"})),
        "is another kind of file than an Excel workbook",
    ),
    "entities": (lambda: repacked(BASE, _entities), "holds a document type declaration"),
    "a damaged part": (
        lambda: repacked(BASE, lambda parts: parts.update({"xl/styles.xml": b"<styleSheet>"})),
        "is damaged inside (xl/styles.xml).",
    ),
    "a part less": (
        lambda: repacked(BASE, lambda parts: parts.pop("xl/sharedStrings.xml")),
        "is damaged: its parts do not fit together.",
    ),
    "a half": (lambda: BASE[: len(BASE) // 2], "is damaged: it cannot be unpacked."),
    "100,000 rows": (
        lambda: repacked(BASE, _rows(100_000)),
        "rows; 5,000 are the most. Delete the rows below",
    ),
    "half a million cells": (lambda: repacked(BASE, _cells), "pieces; 400,000 are the most"),
    "a bomb": (bomb, "unpacks to 200 MB; 50 MB are the most."),
    "a bomb that lies": (lying, "is damaged: it cannot be unpacked."),
}


@pytest.mark.parametrize("name", FILES)
def test_other_files_give_one_clear_line(name: str) -> None:
    """Before any program that could stumble over them sees them."""
    make, message = FILES[name]
    [found] = told(make())

    assert found.startswith("units.xlsx:1: ")
    assert message in found


def test_a_cell_in_the_last_place_of_a_sheet_costs_nothing() -> None:
    """Excel has 16,384 columns and a million rows; only what is filled in is looked at."""
    found = told(changed(BASE, _sheet(lambda sheet: sheet.__setitem__("XFD1048576", "x"))))

    assert found == [
        "units.xlsx:1048576: 'Legal unit'!XFD1048576 holds “x”, beside the columns of the plan."
        " Move it into one."
    ]


def test_a_sheet_may_be_renamed_and_its_lines_may_change_places() -> None:
    """Lines are known by their references, wherever they stand; nothing is lost by it."""

    def rename(book: Workbook) -> None:
        book[UNIT].title = "Jurídica"
        book.move_sheet("Jurídica", -1)

    read = read_submission(changed(BASE, rename), "units.xlsx", 2026)
    assert {ref: dict(line.values) for ref, line in read.lines.items()} == read.state.rows
    assert read.lines["desk"].at("end") == "Jurídica!N4"


PARTS = read_package(BASE)
VALUES = {
    name: list(re.finditer(rb'(?<=")[^"<>]*(?=")|(?<=>)[^<]+', p)) for name, p in PARTS.items()
}
BROKEN = [b"", b"-1", b"1e400", b"99999999999", b"true", b"NaN", b"ZZZZ99", b"&#0;", b"&x;", b"<a>"]


@settings(max_examples=40)
@given(st.sampled_from(sorted(PARTS)), st.integers(0, 10**6), st.sampled_from(BROKEN))
@example("xl/worksheets/sheet3.xml", -1, b"1e400")
def test_any_damage_is_read_or_refused(name: str, number: int, value: bytes) -> None:
    """Whatever a part says in one place, it ends in a sentence or in what the workbook says."""
    part, there = PARTS[name], VALUES[name][number % len(VALUES[name])]
    if number < 0:
        there = next(each for each in VALUES[name] if each[0] == b"5000")
    data = write_package(PARTS | {name: part[: there.start()] + value + part[there.end() :]})
    try:
        read = read_submission(data, "units.xlsx", 2026)
    except ProblemsFound as found:
        assert all(str(problem).startswith("units.xlsx:") for problem in found.problems)
        return
    assert read.lines.keys() >= read.state.rows.keys()


@settings(max_examples=40)
@given(st.integers(0, len(BASE) - 1), st.binary(min_size=1, max_size=8))
def test_a_file_that_travelled_badly_is_told(at: int, bytes_: bytes) -> None:
    """Any bytes in any place of the file."""
    data = BASE[:at] + bytes_ + BASE[at + len(bytes_) :]
    if data == BASE:
        return
    with contextlib.suppress(ProblemsFound):
        read_submission(data, "units.xlsx", 2026)


ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(
        ["=1", "#REF!", "\u202e", "\u00a0", "'", "Yes", "desk", "2026-01-01", "_x000D_"]
    ),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(DAY("1900-03-01"), DAY("9999-01-01")),
    st.times(),
    st.none(),
)
FIELDS = [field.name for field in read_submission(BASE, "", 2026).state.columns]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(FIELDS), ANYTHING), min_size=1, max_size=6).map(dict))
def test_any_value_in_any_cell_is_taken_or_told(values: dict[str, object]) -> None:
    """A cell that is told says where it is; one that is taken holds what its column may hold."""
    book = filled(BASE, {("desk", field): value for field, value in values.items()})
    try:
        read = read_submission(book, "units.xlsx", 2026)
    except ProblemsFound as found:
        assert all("'Legal unit'!" in str(p) or "no row of" in str(p) for p in found.problems)
        return
    kinds = {field.name: field.kind for field in read.state.columns}
    for field, value in read.lines["desk"].values.items():
        wanted = {"day": dt.date, "whole": int}.get(kinds[field], str)
        assert type(value) is wanted


def test_a_new_line_is_read_beside_the_others() -> None:
    """With a reference, an activity and an output; what else it needs the plan's rules say."""
    new = {"id": "room", "activity": "A room.", "output": "training: Training"}
    read = read_submission(with_line(BASE, UNIT, new), "units.xlsx", 2026)

    assert dict(read.lines["room"].values) == new | {"output": "training", "multi_year": "no"}
