"""What units send back goes into the plan: shown first, whole or not at all, and nothing else."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from generators.cli import main
from generators.content.loader import load
from generators.files import write_whole
from generators.plan.workbook_read import read_submission
from tests.conftest import PROJECT, ROOT, change
from tests.plan.filled import cell, changed, filled, with_line, workbook

LINES = "content/plan/2026/training.yml"
BASE = workbook()
DAY = dt.datetime.fromisoformat
Told = pytest.CaptureFixture[str]


@pytest.fixture
def here(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project to work in, on 29 November 2026; its plan has comments."""
    change(project, LINES, "  - id: desk", "  # asked for by the Board\n  - id: desk  # 2 rooms")
    change(project, LINES, "    status: not-started", "    status: not-started  # as of May")
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795910400")
    return project


def update(project: Path, *books: bytes, apply: bool = True, year: str = "2026") -> int:
    names = []
    for number, data in enumerate(books, 1):
        names.append(f"{number}.xlsx")
        (project / names[-1]).write_bytes(data)
    return main(["plan", "update", year, *names, *(["--apply"] if apply else [])])


def tree(project: Path) -> dict[str, bytes]:
    files = (path for path in (project / "content").rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def test_an_unchanged_workbook_changes_not_one_byte(here: Path, capsys: Told) -> None:
    """And says that there is nothing to do."""
    before = tree(here)

    assert update(here, workbook(here)) == 0
    assert tree(here) == before
    told = "Action plan 2026: 0 changed fields in 0 lines, 0 new lines.\n"
    assert capsys.readouterr().out == told


@pytest.mark.parametrize("words", ["Un bure\u0301au", "=1+1", "a\u200fb", "_x000D_", "- \u00a0x"])
def test_words_that_no_unit_may_type_come_back_as_they_are(
    words: str, here: Path, capsys: Told
) -> None:
    """What the plan says already is taken as it is, in whatever signs it is written."""
    change(here, LINES, '"A desk."', f'"{words}"')
    before = tree(here)
    book = workbook(here)

    assert update(here, book) == 0
    assert tree(here) == before
    assert "0 changed fields in 0 lines, 0 new lines." in capsys.readouterr().out
    assert update(here, filled(book, {("desk", "status"): "Under way"})) == 0
    assert f'"{words}"' in (here / LINES).read_text(encoding="utf-8")


@pytest.mark.parametrize("year", ["2023", "2026"])
def test_the_plans_that_there_are_come_back_unchanged(
    year: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """With all that is to be confirmed in one, and all that is made up in the other."""
    for name in ("content", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)

    assert update(tmp_path, workbook(ROOT, year), year=year) == 0
    assert tree(tmp_path) == before
    assert "0 changed fields in 0 lines, 0 new lines." in capsys.readouterr().out


def test_changes_are_shown_with_both_sides_and_written_only_when_asked(
    here: Path, capsys: Told
) -> None:
    """With file, sheet and cell; the count stands in front."""
    before = tree(here)
    values = {("desk", "status"): "Under way", ("desk", "indicator.target.value"): 121}

    assert update(here, filled(workbook(here), values), apply=False) == 0
    assert tree(here) == before
    assert capsys.readouterr().out == (
        "Action plan 2026: 2 changed fields in 1 line, 0 new lines.\n"
        "desk (content/plan/2026/training.yml)\n"
        "    status: “not-started” → “under-way”  [1.xlsx 'Legal unit'!C4]\n"
        "    indicator.target.value: 120 → 121  [1.xlsx 'Legal unit'!U4]\n"
        "\nNothing is written yet. To write it: the same command with --apply at its end.\n"
    )


def test_a_changed_field_changes_its_own_line_and_the_day_of_the_update(here: Path) -> None:
    """Comments stay where they are; no other file is touched."""
    before = tree(here)

    assert update(here, filled(workbook(here), {("desk", "status"): "Under way"})) == 0
    after = tree(here)
    old, new = (side[LINES].decode().split("\n") for side in (before, after))
    assert {path for path in after if after[path] != before[path]} == {LINES}
    assert [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]] == [
        ("    status: not-started  # as of May", "    status: under-way  # as of May"),
        ("    updated: 2026-11-01", "    updated: 2026-11-29"),
    ]


def test_every_kind_of_field_comes_back(here: Path) -> None:
    """Words, choices, days, numbers, evidence, names: added, changed and taken out."""
    values = {
        ("desk", "activity"): "A desk: two chairs",
        ("desk", "partners"): "Member States\nand others",
        ("desk", "responsible"): "coordinator",
        ("desk", "end"): DAY("2026-12-24"),
        ("desk", "funding.state"): "Partly funded",
        ("desk", "funding.secured"): 100,
        ("desk", "funding.source"): "Gifts",
        ("desk", "evidence.1.reference"): "Note 7",
        ("desk", "evidence.1.date"): DAY("2026-11-20"),
        ("desk", "multi_year"): "Yes",
        ("course", "indicator.baseline.value"): None,
        ("course", "indicator.baseline.date"): None,
        ("course", "indicator.baseline.source"): None,
        ("course", "to_confirm"): "baseline, partners",
    }
    assert update(here, filled(workbook(here), values)) == 0
    course, desk, report = load(here).outputs["2026/training"].activities
    assert (desk.activity["en"], desk.partners) == (
        "A desk: two chairs",
        {"en": "Member States\nand others"},
    )
    assert (desk.responsible, desk.end, desk.multi_year) == (
        "coordinator",
        dt.date(2026, 12, 24),
        True,
    )
    assert desk.funding is not None
    assert desk.funding.fields() == {
        "state": "partly",
        "currency": "USD",
        "budget": 5000,
        "secured": 100,
        "source": {"en": "Gifts"},
    }
    [evidence] = desk.evidence
    assert (evidence.reference, evidence.date) == ("Note 7", dt.date(2026, 11, 20))
    assert course.indicator is not None
    assert course.indicator.baseline is None
    assert course.to_confirm == ["baseline", "partners"]
    assert report == load(PROJECT).outputs["2026/training"].activities[2]


def test_what_is_filled_in_for_the_first_time_is_no_longer_to_be_confirmed(here: Path) -> None:
    """The unit answers for its line; what else is open stays open."""
    change(here, LINES, "    start: 2026-03-01\n", "    to_confirm: [start, partners]\n")
    values = {("desk", "start"): DAY("2026-03-02")}

    assert update(here, filled(workbook(here), values)) == 0
    desk = load(here).outputs["2026/training"].activities[1]
    assert (desk.start, desk.to_confirm) == (dt.date(2026, 3, 2), ["partners"])


NEW = {
    "id": "new-room",
    "activity": "A room.",
    "output": "training",
    "responsible": "Legal unit",
    "status": "Not started",
    "start": DAY("2026-12-01"),
    "end": DAY("2026-12-31"),
    "indicator.counts": "Rooms",
    "indicator.unit": "Number",
    "indicator.target.value": 1,
    "indicator.target.date": DAY("2026-12-31"),
    "funding.state": "Not funded",
    "funding.budget": 200,
    "to_confirm": "baseline",
}


def test_a_new_line_goes_to_the_end_of_its_output(here: Path, capsys: Told) -> None:
    """In the order of the fields, in the currency of the plan, dated on that day."""
    before = (here / LINES).read_text(encoding="utf-8")

    assert update(here, with_line(workbook(here), "Legal unit", NEW)) == 0
    assert "1 new line." in (told := capsys.readouterr().out)
    assert "new-room (new)\n    activity: “A room.”  [1.xlsx 'Legal unit'!B5]\n" in told
    assert (here / LINES).read_text(encoding="utf-8") == before.rstrip("\n") + (
        "\n  - id: new-room\n"
        "    activity:\n      en: A room.\n"
        "    indicator:\n      counts:\n        en: Rooms\n      unit: number\n"
        "      target:\n        value: 1\n        date: 2026-12-31\n"
        "    responsible: legal-unit\n"
        "    start: 2026-12-01\n    end: 2026-12-31\n"
        "    funding:\n      state: unfunded\n      currency: USD\n      budget: 200\n"
        "    status: not-started\n    updated: 2026-11-29\n    to_confirm: [baseline]\n"
    )


def test_the_same_workbook_a_second_time_changes_nothing(here: Path, capsys: Told) -> None:
    """Whoever is not sure whether it went through may run it again."""
    book = with_line(workbook(here), "Legal unit", NEW)
    values = {("desk", "progress"): "Half", ("desk", "evidence.2.reference"): "Note 9"}
    book = filled(book, values | {("desk", "evidence.2.date"): DAY("2026-11-20")})

    assert update(here, book) == 0
    after = tree(here)
    capsys.readouterr()
    assert update(here, book) == 0
    assert tree(here) == after
    assert "0 changed fields in 0 lines, 0 new lines." in capsys.readouterr().out


def test_workbooks_of_two_units_merge(here: Path, capsys: Told) -> None:
    """Other lines, other fields of one line, and the same value twice."""
    base = workbook(here)
    one = filled(base, {("desk", "status"): "Under way", ("desk", "progress"): "Half"})
    other = filled(base, {("course", "partners"): "Cities", ("desk", "status"): "Under way"})

    assert update(here, one, other) == 0
    course, desk, _ = load(here).outputs["2026/training"].activities
    assert (course.partners, desk.status, desk.progress) == (
        {"en": "Cities"},
        "under-way",
        {"en": "Half"},
    )
    assert "3 changed fields in 2 lines" in capsys.readouterr().out


def test_two_that_change_a_field_differently_are_a_conflict(here: Path, capsys: Told) -> None:
    """Both cells and both values are told; nothing is written, nor what else they change."""
    base, before = workbook(here), tree(here)
    one = filled(base, {("desk", "status"): "Under way", ("desk", "progress"): "Half"})
    other = filled(base, {("desk", "status"): "Cancelled"})

    assert update(here, one, other) == 1
    assert tree(here) == before
    told = capsys.readouterr().err
    assert (
        "1.xlsx:4: 'Legal unit'!C4 `desk` status: says “under-way”, but 2.xlsx 'Legal unit'!C4 says"
        " “cancelled”."
    ) in told
    assert told.endswith("1 error.\n")


def test_a_field_that_the_plan_changed_meanwhile_is_a_conflict(here: Path, capsys: Told) -> None:
    """What the workbook does not touch may have moved, and stays as the plan has it now."""
    book = filled(workbook(here), {("desk", "funding.budget"): 7000})
    change(here, LINES, "end: 2026-12-23", "end: 2026-12-22")
    assert update(here, book) == 0
    assert load(here).outputs["2026/training"].activities[1].end == dt.date(2026, 12, 22)

    change(here, LINES, "budget: 7000", "budget: 7500")
    before = tree(here)
    late = filled(BASE, {("desk", "funding.budget"): 6000})
    assert update(here, late) == 1
    assert "changes 5,000 to 6,000, but the plan was changed, too, and says 7,500 now." in (
        capsys.readouterr().err
    )
    assert tree(here) == before


def test_a_workbook_of_an_earlier_state_says_so(here: Path, capsys: Told) -> None:
    """What it leaves alone has moved since, and that is how it stays."""
    book = workbook(here)
    change(here, LINES, "end: 2026-12-23", "end: 2026-12-22")

    assert update(here, book) == 0
    assert "1.xlsx was made from an earlier state of the plan" in capsys.readouterr().out
    assert "end: 2026-12-22" in (here / LINES).read_text(encoding="utf-8")


def test_a_comment_on_a_cell_is_read_out(here: Path, capsys: Told) -> None:
    """No field takes it, and whoever wrote it meant somebody to read it."""

    def said(book: Workbook) -> None:
        cell(book, "desk", "end").comment = Comment("Perhaps\nlater?", "Legal unit")

    assert update(here, changed(workbook(here), said)) == 0
    told = "warning: 'Legal unit'!N4 has the comment “Perhaps later?”, which no field takes."
    assert capsys.readouterr().err == f"1.xlsx:4: {told}\n1 warning.\n"


def test_a_star_stands_for_all_workbooks_of_a_folder(here: Path, capsys: Told) -> None:
    """Windows hands it on as it is; what Excel lays beside an open file is none."""
    base = workbook(here)
    for name, field in (("one.xlsx", "progress"), ("other.xlsx", "partners")):
        (here / name).write_bytes(filled(base, {("desk", field): "x"}))

    assert main(["plan", "update", "2026", str(here / "*.xlsx")]) == 0
    assert "2 changed fields in 1 line" in capsys.readouterr().out
    (here / "~$one.xlsx").write_bytes(b"Somebody")
    assert main(["plan", "update", "2026", str(here / "*.xlsx")]) == 2
    assert "one.xlsx is open in Excel" in capsys.readouterr().err
    assert main(["plan", "update", "2026", str(here / "none*.xlsx")]) == 2


def test_a_new_reference_that_the_plan_has_by_now_is_a_conflict(here: Path, capsys: Told) -> None:
    """Two units may think of the same name."""
    base = workbook(here)
    assert update(here, with_line(base, "Legal unit", NEW)) == 0
    before = tree(here)

    assert update(here, with_line(base, "Legal unit", NEW | {"activity": "A hall."})) == 1
    assert "Give the new line another reference." in capsys.readouterr().err
    assert tree(here) == before


BROKEN: dict[str, tuple[dict[tuple[str, str], object], str]] = {
    "completed without evidence": (
        {("desk", "status"): "Completed"},
        "'Legal unit'!E4 `desk` has no evidence.",
    ),
    "outside the plan": (
        {("desk", "end"): DAY("2027-02-01")},
        "'Legal unit'!N4 `desk` has its end on 2027-02-01, but the plan runs",
    ),
    "no role": ({("desk", "responsible"): None}, "'Legal unit'!K4 `desk` has no responsible."),
    "above the whole": (
        {("course", "indicator.target.value"): 120},
        "Coordinator!U4 `course` has the target 120, but",
    ),
    "a person": (
        {("desk", "partners"): "Ms Name"},
        "'Legal unit'!L4 “Ms Name” is a person's name",
    ),
    "not a part of the budget": (
        {("course", "funding.secured"): 1000},
        "Coordinator!Z4 `course` is `partly` funded: `secured` must be more than 0",
    ),
    "a target without its day": (
        {("desk", "indicator.target.date"): None},
        "'Legal unit'!V4 is empty, but 'Legal unit'!U4 is filled in.",
    ),
    "a field to confirm that there is not": (
        {("desk", "to_confirm"): "colour"},
        "'Legal unit'!AB4",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_refused_by_its_cell(name: str, here: Path, capsys: Told) -> None:
    """The plan's own checks run on the content as it would be; then nothing is written."""
    values, told = BROKEN[name]
    before = tree(here)
    values = values | {("report", "progress"): "Sent."}  # and this is right

    assert update(here, filled(workbook(here), values)) == 1
    assert f"1.xlsx:4: {told}" in capsys.readouterr().err
    assert tree(here) == before


def test_all_files_are_written_or_none(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """Where the second cannot be written, the first is as it was."""
    text = (here / LINES).read_text(encoding="utf-8")
    head, _, tail = text.partition("  - id: report")
    (here / LINES).write_text(head, encoding="utf-8", newline="\n")
    other = head.partition("  - id: course")[0].replace("id: training", "id: zeal")
    zeal = here / "content/plan/2026/zeal.yml"
    zeal.write_text(f"{other}  - id: report{tail}", encoding="utf-8", newline="\n")
    before = tree(here)
    book = filled(workbook(here), {("desk", "progress"): "x", ("report", "progress"): "y"})

    order: list[str] = []

    def refusing(path: Path, data: bytes) -> None:
        order.append(path.name)
        if path.name == "training.yml":
            raise PermissionError(13, "Permission denied", str(path))
        write_whole(path, data)

    monkeypatch.setattr("generators.commands.plan_update.write_whole", refusing)
    assert update(here, book) == 2
    assert order == ["zeal.yml", "training.yml", "zeal.yml"]
    assert "training.yml cannot be written: it is open in another program" in (
        capsys.readouterr().err
    )
    assert tree(here) == before


@pytest.mark.parametrize("owner", ["~$units.xlsx", ".~lock.units.xlsx#"])
def test_a_workbook_that_is_open_is_not_read(owner: str, here: Path, capsys: Told) -> None:
    """What is not saved yet would be missed."""
    (here / "units.xlsx").write_bytes(BASE)
    (here / owner).write_bytes(b"\x05Somebody")

    assert main(["plan", "update", "2026", "units.xlsx"]) == 2
    assert f"units.xlsx is open in Excel or LibreOffice, since {owner}" in capsys.readouterr().err
    assert main(["plan", "update", "2026", owner]) == 2
    assert "is no workbook: a program lays it beside a file" in capsys.readouterr().err


def test_a_workbook_that_cannot_be_read_is_told(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """On Windows, Excel keeps others from reading what it has open."""
    (here / "units.xlsx").write_bytes(BASE)
    reading = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "units.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return reading(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    assert main(["plan", "update", "2026", "units.xlsx"]) == 2
    assert "open in another program, most likely in Excel" in capsys.readouterr().err
    assert main(["plan", "update", "2026", "none.xlsx"]) == 2
    assert "there is no file none.xlsx" in capsys.readouterr().err


def test_a_file_laid_out_in_a_way_that_cannot_be_kept_is_left_to_a_person(
    here: Path, capsys: Told
) -> None:
    """A comment between braces would be lost: nothing is written, and the line is named."""
    change(here, LINES, "funding: {state: partly,", "funding: {state: partly, # half\n     ")
    before = tree(here)
    cleared = {("course", f"funding.{name}"): None for name in ("secured", "source")}
    book = filled(workbook(here), cleared | {("course", "funding.state"): "Not funded"})

    assert update(here, book) == 1
    told = capsys.readouterr().err
    assert "1.xlsx:4: Coordinator!A4 cannot be written into content/plan/2026/training.yml" in told
    assert "Write it there by hand; the reference of the line is course." in told
    assert tree(here) == before


def test_a_workbook_that_libreoffice_has_saved_changes_nothing(here: Path, capsys: Told) -> None:
    """It writes other styles, other types and other columns, and the same values."""
    given = {"small.xlsx": workbook(here), "large.xlsx": workbook(ROOT)}
    for name, data in given.items():
        (here / name).write_bytes(data)
    command = ["soffice", "--headless", f"-env:UserInstallation={(here / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", *given]
    subprocess.run(command, cwd=here, check=True, capture_output=True, timeout=120)
    small, large = ((here / "out" / name).read_bytes() for name in given)
    before = tree(here)

    assert small != given["small.xlsx"]
    assert update(here, small) == 0
    assert tree(here) == before
    assert "0 changed fields in 0 lines, 0 new lines." in capsys.readouterr().out
    assert update(here, filled(small, {("desk", "status"): "Under way"})) == 0
    assert load(here).outputs["2026/training"].activities[1].status == "under-way"
    read = read_submission(large, "large.xlsx", 2026)
    assert {ref: dict(line.values) for ref, line in read.lines.items()} == read.state.rows
    assert len(read.lines) == len(load(ROOT).plan_lines(load(ROOT).plans["2026"]))
