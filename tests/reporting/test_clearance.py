"""Clearances: a role, a day, a hash; void as soon as the words are others."""

from pathlib import Path

import pytest

from generators.cli import main
from generators.content.loader import load
from generators.document.model import Table, text
from generators.reporting.clearance import sheet
from generators.reporting.hashes import hashes_of
from tests.conftest import ON, ROOT, change
from tests.reporting.conftest import written
from tests.reporting.figures_for_reports import table

LINES = "content/plan/2026/training.yml"
ON_DAY = ("--as", "executive-director", "--on", "2027-01-20")


def clear(document: str, *more: str) -> int:
    return main(["plan", "clearance", "2026", document, *ON_DAY, *more])


def listed(capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    capsys.readouterr()
    assert main(["plan", "clearance", "2026", *more, "--on", "2027-01-21"]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_role_clears_a_document_and_the_sheet_says_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clear("plan") == 0
    record = home / "content/clearances/2026/plan/executive-director.yml"
    lines = listed(capsys)

    assert "cleared_on: 2027-01-20" in record.read_text(encoding="utf-8")
    assert lines[0].startswith("2026/plan: ")
    assert lines[1] == "    cleared by executive-director on 2027-01-20"
    assert not any(line.startswith("    ") for line in lines[2:])
    assert main(["check", "--on", "2026-11-23"]) == 0


def test_a_changed_document_voids_its_clearance_and_no_other(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report's challenge changes: the clearances of plan, briefing and letter stand."""
    for document in ("plan", "report", "briefing", "certification"):
        assert clear(document) == 0
    change(home, "content/plan/2026/report.yml", "Nobody does this alone.", "Nobody does it.")
    states = [line.strip() for line in listed(capsys) if line.startswith("    ")]

    assert states == [
        "cleared by executive-director on 2027-01-20",
        "void, the words have changed: was cleared by executive-director on 2027-01-20",
        "cleared by executive-director on 2027-01-20",
        "cleared by executive-director on 2027-01-20",
    ]


def test_a_changed_line_of_the_plan_voids_all_that_tells_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for document in ("plan", "report", "briefing", "certification"):
        assert clear(document) == 0
    change(home, LINES, "A desk.", "A desk and a chair.")
    states = [line.split()[0] for line in listed(capsys) if line.startswith("    ")]

    assert states == ["void,", "void,", "void,", "cleared"]


def test_a_cleared_report_is_no_draft_until_a_word_changes(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["plan", "report", "2026", "--on", "2027-01-21", "--out"]
    assert clear("report") == 0
    assert main([*order, str(tmp_path / "one")]) == 0
    assert "For the public. cleared." in capsys.readouterr().out

    change(home, LINES, "A desk.", "A desk and a chair.")
    assert main([*order, str(tmp_path / "two")]) == 0
    assert "DRAFT – not cleared" in capsys.readouterr().out


def test_the_act_of_clearing_exact_figures_stays_beside_them(
    home: Path, tmp_path: Path, exact: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its hash would let anybody try small figures out, so it never enters content."""
    assert clear("exact-report", "--figures", str(exact)) == 0
    record = exact.parent / "clearances/2026/exact-report/executive-director.yml"
    sha256 = record.read_text(encoding="utf-8").split("sha256: ")[1].strip()

    assert not (home / "content/clearances").exists()
    lines = listed(capsys, "--figures", str(exact))
    assert "    cleared by executive-director on 2027-01-20" in lines
    written(tmp_path, [table("sea", "allegations", "reported", [5, 7, 12])])
    lines = listed(capsys, "--figures", str(exact))
    assert any(line.startswith("    void, the words have changed") for line in lines)
    assert not any(sha256 in _words(path) for path in home.rglob("*") if path.is_file())


def _words(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["exact-report", *ON_DAY], 2, "exact-report needs --figures"),
        (["letter", *ON_DAY], 2, "say which document of 2026 is cleared"),
        (["plan", "--as", "executive-director"], 2, "give the day on which it was cleared"),
        (["plan", "--as", "drafter", "--on", "2027-01-20"], 1, "`drafter` may not clear reports"),
        (["plan", "--as", "../x", "--on", "2027-01-20"], 2, "`../x` is no role"),
    ],
)
def test_what_cannot_be_cleared_is_refused_and_nothing_is_written(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    assert main(["plan", "clearance", "2026", *arguments]) == code
    assert says in capsys.readouterr().err
    assert not (home / "content/clearances").exists()


def test_the_same_words_are_cleared_once_and_others_again(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A void act gives way to a new one by the same role; one that holds does not."""
    assert clear("plan") == 0
    assert clear("plan") == 2
    assert "cleared exactly these words on 2027-01-20 already" in capsys.readouterr().err
    change(home, LINES, "A desk.", "A desk and a chair.")
    assert clear("plan") == 0
    assert [line.strip() for line in listed(capsys, "plan")[1:]] == [
        "cleared by executive-director on 2027-01-20"
    ]


def test_nobody_clears_an_example(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "clearance", "2024", "plan", *ON_DAY]) == 1
    assert "2024 is an example, which nobody clears" in capsys.readouterr().err


def test_whoever_wrote_the_report_does_not_clear_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        home, "content/plan/2026/report.yml", "author: coordinator", "author: executive-director"
    )
    assert clear("report") == 1
    assert "Two roles must see a text" in capsys.readouterr().err


def test_the_shipped_documents_are_not_cleared_and_the_sheet_says_so() -> None:
    library = load(ROOT)
    plan = library.plans["2026"]
    hashes = hashes_of(library, plan, ())
    document = sheet(library, plan, hashes, library.clearances.values(), "en", ON)
    [shown] = [block for block in document.plain_blocks if isinstance(block, Table)]

    assert library.clearances == {}
    assert document.draft_mark == "EXAMPLE – nobody clears it"
    assert [text(row.cells[-1]) for row in shown.rows] == ["not cleared"] * len(hashes)
    assert document.marking == "Unclassified – For the personnel of UN-Habitat"


def test_a_sheet_that_tells_of_exact_figures_is_for_the_management_only(
    home: Path, exact: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["plan", "clearance", "2026", "--figures", str(exact), "--on", "2027-01-21", "--out"]
    assert main([*order, str(home / "sheets")]) == 2
    assert "belongs to the project" in capsys.readouterr().err
    assert main([*order, str(tmp_path / "sheets"), "--format", "html"]) == 0
    page = (tmp_path / "sheets/psea-clearance-2026.en.html").read_text(encoding="utf-8")
    assert "Confidential – For the management of UN-Habitat only" in page
