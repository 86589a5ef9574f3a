"""The workbook for the units: theirs to fill in, sound, and the same each time."""

import datetime as dt
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from generators.cli import main
from generators.content.loader import load
from generators.document.package import read_package
from generators.plan.sheet_names import sheet_names
from generators.plan.state import state_of
from generators.plan.workbook import FIRST_LINE, NEW_LINES, plan_workbook
from generators.plan.workbook_read import read_submission
from tests.conftest import PROJECT, ROOT, change
from tests.document.test_word import findings
from tests.plan.filled import FIRST, cell, column, workbook

LIBRARY = load(ROOT)
YEARS = sorted(LIBRARY.plans)
OWN = ["Instructions", "Lists", "State"]


def book(year: str = "2026") -> Workbook:
    return load_workbook(io.BytesIO(plan_workbook(LIBRARY, LIBRARY.plans[year])))


@pytest.mark.parametrize("year", YEARS)
def test_the_workbook_is_sound_and_the_same_each_time(year: str, tmp_path: Path) -> None:
    """Microsoft's validator finds nothing in it; two of them are the same bytes."""
    path, data = tmp_path / "units.xlsx", plan_workbook(LIBRARY, LIBRARY.plans[year])
    path.write_bytes(data)

    assert findings(path) == []
    assert plan_workbook(load(ROOT), LIBRARY.plans[year]) == data


@pytest.mark.parametrize("year", YEARS)
def test_each_line_stands_once_on_the_sheet_of_its_role(year: str) -> None:
    """Lines without a role have a sheet of their own, the last one."""
    made = book(year)
    units = made.worksheets[1:-2]
    found = {
        str(row[0].value): sheet.title
        for sheet in units
        for row in sheet.iter_rows(min_row=FIRST)
        if row[0].value
    }
    wanted = {
        line.activity.id: LIBRARY.roles[line.activity.responsible].title["en"]
        if line.activity.responsible
        else "No role yet"
        for line in LIBRARY.plan_lines(LIBRARY.plans[year])
    }

    assert made.sheetnames == ["Instructions", *[each.title for each in units], "Lists", "State"]
    assert {
        ref: wanted[ref][:26].startswith(name[:26]) for ref, name in found.items()
    } == dict.fromkeys(wanted, True)
    assert sum(bool(row[0].value) for s in units for row in s.iter_rows(min_row=FIRST)) == len(
        wanted
    )


def test_nothing_is_hidden_and_headings_stay_in_sight() -> None:
    """No sheet, row or column; the rows of the headings are frozen."""
    for sheet in book().worksheets:
        assert sheet.sheet_state == "visible"
        assert not any(each.hidden for each in sheet.row_dimensions.values())
        assert not any(each.hidden for each in sheet.column_dimensions.values())
        assert sheet.freeze_panes is not None
        assert not sheet.merged_cells.ranges
    assert book()["Legal Unit"].freeze_panes == f"C{FIRST}"


def test_what_units_must_not_change_is_locked_and_the_rest_is_not() -> None:
    """References, outputs and the day of the update; new lines get a reference and an output."""
    made = book()
    for sheet in made.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    sheet = made["PSEA coordinator"]
    locked = {"id", "output", "updated"}
    for at, name in enumerate((c.value for c in sheet[FIRST_LINE]), 1):
        assert sheet.cell(FIRST, at).protection.locked == (name in locked)
        assert sheet.cell(sheet.max_row, at).protection.locked == (name == "updated")
    for name in OWN:
        assert all(c.protection.locked for row in made[name].iter_rows() for c in row)


def test_days_are_days_amounts_are_numbers_and_choices_are_lists() -> None:
    """Each column has its rule and its help, down to the last row for a new line."""
    made = book()
    found = cell(made, "habpost-stories", "end")
    budget = cell(made, "habpost-stories", "funding.budget")
    sheet = made["PSEA coordinator"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}

    assert (found.value, found.is_date) == (dt.datetime.fromisoformat("2026-12-20"), True)
    assert (budget.value, budget.data_type) == (3000, "n")
    assert cell(made, "habpost-stories", "status").value == "Under way"
    for field, kind in (
        ("status", "list"),
        ("responsible", "list"),
        ("funding.state", "list"),
        ("indicator.unit", "list"),
        ("multi_year", "list"),
        ("output", "list"),
        ("start", "date"),
        ("indicator.target.value", "whole"),
        ("progress", None),
    ):
        letter = get_column_letter(column(sheet, field))
        lines = [row for row in sheet.iter_rows(min_row=FIRST) if row[0].value]
        rule = rules[f"{letter}{FIRST}:{letter}{FIRST_LINE + len(lines) + NEW_LINES}"]
        assert rule.type == kind
        assert rule.prompt
    assert len(rules) == len(list(sheet[FIRST_LINE]))


def test_a_list_offers_every_role_and_status() -> None:
    """The ranges of the drop-downs hold exactly what may be chosen."""
    made = book()
    sheet = made["Legal Unit"]
    lists = {
        str(rule.sqref)[: -len(f"{FIRST}:X{FIRST}") + 1]: rule.formula1
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    offered = {
        formula: [
            row[0].value
            for row in made["Lists"][str(formula).removeprefix("Lists!").replace("$", "")]
        ]
        for formula in lists.values()
    }
    roles = sorted(role.title["en"] for role in LIBRARY.roles.values())

    assert roles in [sorted(each) for each in offered.values()]
    assert ["Not started", "Under way", "Completed", "Cancelled"] in offered.values()
    assert ["Funded", "Partly funded", "Not funded"] in offered.values()


def test_the_workbook_says_which_plan_and_state_it_was_made_from() -> None:
    """On a sheet that anybody can see, and in the properties of the file."""
    made, state = book(), state_of(LIBRARY, LIBRARY.plans["2026"])
    told = {row[0].value: row[1].value for row in made["State"].iter_rows(max_row=5, max_col=2)}

    assert told["Plan"] == "2026"
    assert told["State"] == state.sha256
    properties = read_package(workbook(ROOT))["docProps/custom.xml"].decode()
    assert f"<vt:lpwstr>{state.sha256}</vt:lpwstr>" in properties
    assert made.properties.title == "Action plan 2026 (EXAMPLE)"
    marked = "Unclassified – For the personnel of UN-Habitat"
    assert (made.properties.keywords, made["Instructions"]["A3"].value) == (marked, marked)
    parts = read_package(workbook(ROOT))
    headers = [part for part in parts.values() if f"{marked}&amp;R".encode() in part]
    assert len(headers) == len(made.worksheets) - len(OWN)
    assert b"<dc:language>en-GB</dc:language>" in parts["docProps/core.xml"]


def test_the_state_moves_with_the_plan_and_with_nothing_else(project: Path) -> None:
    """A comment in a file is no change of the plan."""
    before = state_of(load(project), load(project).plans["2026"]).sha256
    change(project, "content/plan/2026/training.yml", "  - id: desk", "  # why\n  - id: desk")
    assert state_of(load(project), load(project).plans["2026"]).sha256 == before
    change(project, "content/plan/2026/training.yml", "budget: 5000", "budget: 5001")
    assert state_of(load(project), load(project).plans["2026"]).sha256 != before


@pytest.mark.parametrize("year", YEARS)
def test_a_workbook_reads_back_as_what_it_was_made_from(year: str) -> None:
    """Every field of every line of every plan."""
    plan = LIBRARY.plans[year]
    read = read_submission(plan_workbook(LIBRARY, plan), "units.xlsx", plan.year)

    assert read.state == state_of(LIBRARY, plan)
    assert {ref: dict(line.values) for ref, line in read.lines.items()} == read.state.rows


def test_sheets_have_names_that_excel_allows() -> None:
    """Long titles are cut between words, and no two are alike."""
    long = "Focal point for conduct and discipline"
    names = sheet_names([long, f"{long} abroad", "A/B: [C]", "State", "'Quoted'", "History", "*"])

    assert names[:2] == ["Focal point for conduct and", "Focal point for conduct and 2"]
    assert names[2:] == ["A B C", "State 2", "Quoted", "History 2", "Sheet"]
    assert max(map(len, names)) <= 31


def test_the_command_writes_the_file_and_never_replaces_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice gives the same; a workbook that was filled in is left as it is."""
    monkeypatch.chdir(PROJECT)
    out = tmp_path / "units.xlsx"
    words = ["plan", "workbook", "2026", "--out", str(out)]

    assert main(words) == 0
    assert main(words) == 0
    assert "Action plan 2026, 3 lines on 2 sheets." in capsys.readouterr().out
    out.write_bytes(b"filled in")
    assert main(words) == 2
    assert "it is never replaced" in capsys.readouterr().err
    assert out.read_bytes() == b"filled in"


def test_a_file_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on Windows, where a program that has it open keeps others out."""
    monkeypatch.chdir(PROJECT)
    monkeypatch.setattr("generators.commands.plan_workbook.write_whole", _refused)

    assert main(["plan", "workbook", "2026", "--out", str(tmp_path / "units.xlsx")]) == 2
    assert "Close it in Excel" in capsys.readouterr().err


def _refused(path: Path, data: bytes) -> None:
    raise PermissionError(13, "Permission denied", str(path))


def test_other_endings_and_other_years_are_misuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are said before anything is written."""
    monkeypatch.chdir(PROJECT)
    assert main(["plan", "workbook", "2026", "--out", str(tmp_path / "units.xls")]) == 2
    assert main(["plan", "workbook", "2031", "--out", str(tmp_path / "units.xlsx")]) == 2
    assert "must name an .xlsx file" in (told := capsys.readouterr().err)
    assert "there is no plan `2031`" in told
    assert list(tmp_path.iterdir()) == []


def test_words_that_no_cell_can_hold_are_told_before(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Excel would cut them off without a word."""
    change(project, "content/plan/2026/training.yml", "A desk.", "A desk. " * 5000)
    monkeypatch.chdir(project)

    assert main(["plan", "workbook", "2026", "--out", "units.xlsx"]) == 1
    assert "`desk` has 39,999 signs in `activity`" in capsys.readouterr().err
    assert not (project / "units.xlsx").exists()
