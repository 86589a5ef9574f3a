"""The command that builds a plan, as somebody at a terminal meets it."""

import shutil
from pathlib import Path

import pytest

from generators.cli import main
from generators.document.letterhead import blank_base
from tests.conftest import PROJECT

STEM = "psea-plan-2026.2026-11-23.en"


@pytest.fixture(autouse=True)
def project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)


def build(out: Path, *options: str) -> int:
    return main(["plan", "build", "2026", "--out", str(out), "--on", "2026-11-23", *options])


def test_every_format_lies_beside_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One name, four endings; marking and draft mark are told; again gives the same bytes."""
    formats = ("--format", "docx,pdf,xlsx,html")
    assert build(tmp_path, *formats) == 0
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    told = capsys.readouterr().out
    assert build(tmp_path, *formats) == 0

    assert sorted(made) == [f"{STEM}.{ending}" for ending in ("docx", "html", "pdf", "xlsx")]
    assert made == {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert "3 lines as of 2026-11-23. Unclassified – For the personnel of UN-Habitat." in told


def test_word_alone_is_made_where_no_format_is_named(tmp_path: Path) -> None:
    """The file that people edit and pass on."""
    assert build(tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{STEM}.docx"]


def test_the_organization_s_base_gives_its_styles(tmp_path: Path) -> None:
    """A letterhead made before long documents existed fits as it is."""
    base = tmp_path / "base.docx"
    base.write_bytes(blank_base())

    assert build(tmp_path / "out", "--base", str(base)) == 0
    assert (tmp_path / "out" / f"{STEM}.docx").is_file()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--format", "docx,odt"), "`odt` is no format of this document (docx, pdf, html, xlsx)."),
        (("--format", ","), "`` is no format of this document"),
        (("--lang", "de"), "`de` is not a language of this project"),
        (("--on", "soon"), "`soon` is not a date."),
        (("--format", "pdf", "--base", "x.docx"), "--base gives a Word file its styles"),
        (("--base", "nowhere.docx"), "cannot read or write (nowhere.docx)"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    options: tuple[str, ...], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing written."""
    assert build(tmp_path / "out", *options) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_year_without_a_plan_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the years that there are."""
    assert main(["plan", "build", "1999", "--out", str(tmp_path)]) == 2
    assert "there is no plan `1999`" in capsys.readouterr().err


def test_content_that_is_wrong_gives_no_file_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Though the documents are made while the checks still run."""
    root = tmp_path / "project"
    shutil.copytree(PROJECT, root)
    output = root / "content/plan/2026/training.yml"
    words = output.read_text(encoding="utf-8")
    output.write_text(words.replace("responsible: ", "responsible: nobody-", 1), encoding="utf-8")
    monkeypatch.chdir(root)

    assert build(tmp_path / "out", "--format", "docx,pdf") == 1
    told = capsys.readouterr().err
    assert "nobody-" in told
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


def test_a_file_that_somebody_changed_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And none of the other formats is written either."""
    mine = tmp_path / f"{STEM}.docx"
    mine.write_text("mine", encoding="utf-8")

    assert build(tmp_path, "--format", "docx,html") == 2
    assert "is never overwritten" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
