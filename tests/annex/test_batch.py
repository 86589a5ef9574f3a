"""Many annexes from one sheet: good rows issued, bad ones told by cell, whatever Excel wrote."""

import csv
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generators.annex.register import read_entry
from generators.annex.workbook import partners_workbook
from generators.cli import main
from generators.content.loader import load
from generators.document.letterhead import blank_base
from generators.document.sheet import UnreadableSheet, read_sheet
from tests.conftest import ROOT
from tests.document.test_letterhead import without
from tests.document.test_word import findings

LIBRARY = load(ROOT)
AGREEMENT = LIBRARY.agreements["agreement-of-cooperation"][-1]
WORKBOOK = partners_workbook(AGREEMENT, LIBRARY, "en")


def sample() -> dict[str, str]:
    return next(read_sheet(io.BytesIO(WORKBOOK), "partners.xlsx").rows).cells


def as_csv(rows: list[dict[str, str]], delimiter: str = ";") -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(sample()), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    return tmp_path


def batch(folder: Path, name: str, data: bytes, *more: str) -> int:
    (folder / name).write_bytes(data)
    return main(["annex", "batch", str(folder / name), "--out", str(folder / "out"), *more])


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def test_the_workbook_is_sound_and_the_same_each_time(tmp_path: Path) -> None:
    """Microsoft's validator finds nothing in it; two of them are the same bytes."""
    path = tmp_path / "partners.xlsx"
    path.write_bytes(WORKBOOK)

    assert findings(path) == []
    assert partners_workbook(AGREEMENT, LIBRARY, "en") == WORKBOOK


def test_the_workbook_as_it_is_gives_the_sample_annex(folder: Path) -> None:
    """Its first row is the sample: the same bytes as from the sample of answers."""
    assert batch(folder, "partners.xlsx", WORKBOOK) == 0
    answers = folder / "answers.yml"
    assert main(["annex", "sample", AGREEMENT.id, "--out", str(answers)]) == 0
    arguments = ["--answers", str(answers), "--out", str(folder / "one")]
    assert main(["annex", "new", AGREEMENT.id, *arguments]) == 0

    assert made(folder) == {p.name: p.read_bytes() for p in (folder / "one").iterdir()}


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_excel_files_of_every_kind_are_read_alike(delimiter: str, encoding: str) -> None:
    """Semicolons, commas and tabs; with a mark, without, and in Windows-1252."""
    rows = [sample() | {"partner_name": 'Société Générale d’Aide; Fils, "Été"'}]
    sheet = read_sheet(io.BytesIO(as_csv(rows, delimiter).encode(encoding)), "a.csv")

    assert sheet.header == list(sample())
    assert [row.cells for row in sheet.rows] == rows


def test_dates_and_numbers_of_a_workbook_are_what_was_typed() -> None:
    """A date cell is a day, 24.0 is 24, a truth value is yes or no, 0042 keeps its zeros."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for column, name in enumerate(("a", "b", "c", "d", "e")):
        sheet.write(0, column, name)
    sheet.write_number(1, 0, 46349, day)
    sheet.write_number(1, 1, 24)
    sheet.write_boolean(1, 2, True)
    sheet.write_string(1, 3, "0042")
    sheet.write_number(1, 4, 2.5)
    book.close()
    rows = read_sheet(out, "a.xlsx").rows

    cells = {"a": "2026-11-23", "b": "24", "c": "yes", "d": "0042", "e": "2.5"}
    assert next(rows).cells == cells


def test_good_rows_are_issued_and_bad_ones_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of three is wrong in two cells: two files, two lines in errors.csv, exit code 1."""
    rows = [
        sample() | {"agreement_reference": "AOC/1"},
        sample() | {"agreement_reference": "AOC/2", "reporting_hours": "soon", "own_policy": "?"},
        sample() | {"agreement_reference": "AOC/3"},
    ]
    assert batch(folder, "a.csv", as_csv(rows).encode("utf-8-sig")) == 1
    files = made(folder)
    listed = list(
        csv.reader(io.StringIO(files.pop("errors.csv").decode("utf-8-sig")), delimiter=";")
    )

    assert sorted(files) == ["AOC-1.en.docx", "AOC-3.en.docx"]
    assert listed[0] == ["row", "column", "value", "reason"]
    assert [line[:3] for line in listed[1:]] == [
        ["3", "own_policy", "?"],
        ["3", "reporting_hours", "soon"],
    ]
    assert "wants a whole number from 1 to 720" in listed[2][3]
    assert "2 issued, 1 refused" in capsys.readouterr().out


def test_a_second_run_rewrites_nothing_and_an_interrupted_one_resumes(folder: Path) -> None:
    """What stands is left, what is missing comes, and the list of errors goes with them."""
    rows = [sample() | {"agreement_reference": f"AOC/{n}"} for n in range(4)]
    wrong = [*rows[:3], rows[3] | {"reporting_hours": "soon"}]
    assert batch(folder, "a.csv", as_csv(wrong).encode()) == 1
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").glob("*.docx")}
    (folder / "out/AOC-1.en.docx").unlink()
    assert batch(folder, "a.csv", as_csv(rows).encode()) == 0

    assert sorted(made(folder)) == [f"AOC-{n}.en.docx" for n in range(4)]
    for path, stamp in before.items():
        assert path.name == "AOC-1.en.docx" or path.stat().st_mtime_ns == stamp


def test_a_file_that_holds_other_words_is_never_overwritten(folder: Path) -> None:
    """Somebody may have changed it since, or another agreement has the same reference."""
    data = as_csv([sample()]).encode()
    assert batch(folder, "a.csv", data) == 0
    [path] = (folder / "out").iterdir()
    path.write_bytes(b"changed by hand")
    assert batch(folder, "a.csv", data) == 1

    assert path.read_bytes() == b"changed by hand"
    assert b"holds other words; it is never overwritten" in made(folder)["errors.csv"]


def test_two_rows_of_one_reference_are_told(folder: Path) -> None:
    """The second would write over the first."""
    rows = [sample(), sample() | {"partner_name": "Somebody else"}]
    assert batch(folder, "a.csv", as_csv(rows).encode()) == 1

    assert b"as row 2 does" in made(folder)["errors.csv"]


NASTY = ["../../x", "C:\\x", "CON", "=cmd|' /C calc'!A0", "a\x00b", "\u202e", "🙂" * 3, "<&>\"'"]


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("column", ["agreement_reference", "partner_name"])
def test_odd_values_give_an_error_or_a_right_file(folder: Path, column: str, value: str) -> None:
    """Nothing lies outside the folder, no file is broken, no cell of the list is a formula."""
    data = as_csv([sample() | {column: value}]).encode()
    code = batch(folder, "a.csv", data)

    assert {path.name for path in folder.iterdir()} <= {"a.csv", "out"}
    if code == 0:
        [path] = (folder / "out").iterdir()
        assert findings(path) == []
    elif (folder / "out").exists():
        told = made(folder)["errors.csv"].decode("utf-8-sig")
        assert not any(cell.startswith("=") for cell in told.replace("\r\n", ";").split(";"))


@pytest.mark.parametrize("down", [0, 3])
def test_the_error_of_a_formula_is_told_as_excel_shows_it(folder: Path, down: int) -> None:
    """By row and column, also where the table begins lower, and in a cell that takes any text."""
    book = xlsxwriter.Workbook(folder / "errors.xlsx")
    sheet = book.add_worksheet()
    cells = sample() | {"partner_name": "#N/A", "reporting_hours": "#DIV/0!"}
    for column, (name, value) in enumerate(cells.items(), down):
        sheet.write_string(0, column, name)
        if value.startswith("#"):
            sheet.write_formula(1 + down, column, "=1/0", None, value)
        else:
            sheet.write_string(1 + down, column, value)
    book.close()
    assert batch(folder, "a.xlsx", (folder / "errors.xlsx").read_bytes()) == 1
    told = made(folder)["errors.csv"].decode("utf-8-sig")
    [_, *lines] = csv.reader(io.StringIO(told), delimiter=";")

    row = str(2 + down)
    assert [line[:3] for line in lines] == [
        [row, "partner_name", "#N/A"],
        [row, "reporting_hours", "#DIV/0!"],
    ]
    assert "is the error of a formula in Excel" in lines[0][3]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_a_refused_formula_is_listed_as_words(folder: Path, value: str) -> None:
    """Whoever opens the list in a spreadsheet sees what was typed, and nothing runs."""
    assert batch(folder, "a.csv", as_csv([sample() | {"reporting_hours": value}]).encode()) == 1
    told = made(folder)["errors.csv"].decode("utf-8-sig")
    [_, line] = csv.reader(io.StringIO(told), delimiter=";")

    assert line[:3] == ["2", "reporting_hours", f"'{value}"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"", "no first row"),
        ("a.csv", b"partner_nam;own_policy\nx;y\n", "Did you mean `partner_name`?"),
        ("a.csv", b"own_policy;own_policy\n", "has the column `own_policy` twice"),
        ("a.xlsx", b"PK\x03\x04nothing", "is no Excel workbook that can be read"),
        ("a.xls", b"x", "must end in .csv or .xlsx"),
        ("a.csv", b'own_policy\n"x', "is not readable as CSV"),
    ],
)
def test_other_files_give_one_clear_line(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, says: str
) -> None:
    """No traceback, nothing written."""
    assert batch(folder, name, data) == 1
    assert says in capsys.readouterr().err
    assert {path.name for path in folder.glob("out/*")} <= {"errors.csv"}


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    """Whatever a file holds, it gives rows or one clear refusal."""
    try:
        assert all(row.cells for row in read_sheet(io.BytesIO(data), name).rows)
    except UnreadableSheet as refusal:
        assert str(refusal)


def test_a_cell_that_lost_its_column_is_told(folder: Path) -> None:
    """A comma without quotation marks would else cut the name of a signatory short."""
    text = as_csv([sample()], ",").rstrip("\r\n") + ",Management\r\n"
    assert batch(folder, "a.csv", text.encode()) == 1

    assert b"stands under no column" in made(folder)["errors.csv"]


def test_lines_of_an_old_macintosh_are_read() -> None:
    """0D alone ends them."""
    text = as_csv([sample(), sample()]).replace("\r\n", "\r")
    rows = list(read_sheet(io.BytesIO(text.encode()), "a.csv").rows)

    assert [row.cells for row in rows] == [sample(), sample()]


@pytest.fixture
def register(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder / "register").mkdir()
    monkeypatch.setenv("PSEA_REGISTER", str(folder / "register"))
    return folder / "register"


def stamps(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_further_formats_and_a_letterhead_are_as_annex_new_makes_them(
    folder: Path, register: Path
) -> None:
    """The same three files, in the register by their hashes; a second run rewrites nothing."""
    base = folder / "letterhead.docx"
    base.write_bytes(blank_base())
    more = ("--pdf", "--html", "--base", str(base))
    answers = folder / "answers.yml"
    assert main(["annex", "sample", AGREEMENT.id, "--out", str(answers)]) == 0
    alone = ["--answers", str(answers), "--out", str(folder / "one"), *more]
    assert main(["annex", "new", AGREEMENT.id, *alone]) == 0
    [entry] = register.glob("*/*.zip")
    recorded = entry.read_bytes()
    entry.unlink()
    assert batch(folder, "a.xlsx", WORKBOOK, *more) == 0
    before = stamps(folder / "out") | stamps(register)
    assert batch(folder, "a.xlsx", WORKBOOK, *more) == 0

    assert sorted(Path(name).suffix for name in made(folder)) == [".docx", ".html", ".pdf"]
    assert made(folder) == {p.name: p.read_bytes() for p in (folder / "one").iterdir()}
    assert entry.read_bytes() == recorded
    assert stamps(folder / "out") | stamps(register) == before


def test_what_was_issued_alone_gets_its_further_formats_later(folder: Path, register: Path) -> None:
    """The Word file is left as it is; page and PDF join it, in the entry as well."""
    assert batch(folder, "a.xlsx", WORKBOOK) == 0
    [word] = (folder / "out").iterdir()
    stamp = word.stat().st_mtime_ns
    assert batch(folder, "a.xlsx", WORKBOOK, "--pdf", "--html") == 0
    [entry] = register.glob("*/*.zip")
    issued = read_entry(entry.read_bytes())

    assert word.stat().st_mtime_ns == stamp
    assert issued.files == made(folder)
    assert len(issued.files) == 3


def test_a_row_that_has_no_pdf_is_not_issued_at_all(folder: Path, register: Path) -> None:
    """A letter that no font has: told by row and column; the other row gets all its files."""
    rows = [
        sample() | {"agreement_reference": "AOC/1", "partner_name": "日本支部"},
        sample() | {"agreement_reference": "AOC/2"},
    ]
    assert batch(folder, "a.csv", as_csv(rows).encode(), "--pdf") == 1
    told = made(folder)["errors.csv"].decode("utf-8-sig")
    [_, line] = csv.reader(io.StringIO(told), delimiter=";")

    assert line[:3] == ["2", "partner_name", "日本支部"]
    assert "no PDF can be made of this" in line[3]
    assert "日" in line[3]
    assert sorted(made(folder)) == ["AOC-2.en.docx", "AOC-2.en.pdf", "errors.csv"]
    assert [path.name[:5] for path in register.glob("*/*.zip")] == ["AOC-2"]
    assert batch(folder, "a.csv", as_csv(rows).encode()) == 0


def test_a_pdf_of_other_words_stops_its_row(folder: Path, register: Path) -> None:
    """Nothing else of the row is written or registered."""
    (folder / "out").mkdir()
    name = f"{sample()['agreement_reference'].replace('/', '-')}.en.pdf"
    (folder / "out" / name).write_bytes(b"mine")
    assert batch(folder, "a.xlsx", WORKBOOK, "--pdf") == 1

    assert (folder / "out" / name).read_bytes() == b"mine"
    assert sorted(made(folder)) == [name, "errors.csv"]
    assert not list(register.glob("*/*.zip"))


def test_a_letterhead_that_lacks_a_style_stops_the_batch(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, before any row; nothing is written."""
    base = folder / "letterhead.docx"
    base.write_bytes(without("Draft Notice"))

    assert batch(folder, "a.xlsx", WORKBOOK, "--base", str(base)) == 2
    assert "lacks the style `Draft Notice`" in capsys.readouterr().err
    assert not (folder / "out").exists()


def killed(code: str, leaves: Path) -> Path:
    """Run a program until it is in the middle of a file below a folder; kill it there."""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as child:
        while not (left := list(leaves.glob(".*.part"))):
            assert child.poll() is None
            time.sleep(0.01)
        child.kill()
    assert child.returncode != 0
    return left[0]


def test_what_a_killed_run_left_is_removed_by_the_next(folder: Path, register: Path) -> None:
    """Hidden halves go from the folder, and after an hour from the register; others stay."""
    source, out, year = folder / "long.csv", folder / "out", register / "2026"
    rows = [sample() | {"agreement_reference": f"AOC/{n}"} for n in range(2000)]
    source.write_text(as_csv(rows), encoding="utf-8")
    arguments = ["annex", "batch", str(source), "--out", str(out)]
    half = killed(f"from generators.cli import main; main({arguments!r})", out)
    writing = (
        "import time; from pathlib import Path; from generators.files import whole_file\n"
        f"with whole_file(Path({str(year / 'AOC-1.zip')!r})) as file: time.sleep(600)"
    )
    old = killed(writing, year)
    hours_ago = old.stat().st_mtime - 2 * 3600
    os.utime(old, (hours_ago, hours_ago))
    fresh = year / ".AOC-2.zip.0123abcd.part"
    fresh.write_bytes(b"somebody writes this now")
    mine = out / ".notes.part"
    mine.write_bytes(b"no file of a batch")
    os.utime(mine, (hours_ago, hours_ago))
    assert batch(folder, "a.xlsx", WORKBOOK) == 0

    assert not half.exists()
    assert not old.exists()
    assert [path.name for path in out.glob(".*")] == [mine.name]
    assert list(year.glob(".*")) == [fresh]
