"""`psea plan briefing`, as somebody at a terminal meets it."""

import re
from pathlib import Path

import pytest

from generators.cli import main
from generators.figures.exact import exact_source
from tests.conftest import PROJECT, ROOT, change
from tests.reporting.briefing.decks import counted
from tests.reporting.briefing.test_slide_master import foreign, word_file


def run(*words: str) -> int:
    return main(["plan", "briefing", *words, "--on", "2026-11-23"])


def test_every_format_is_written_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Named by year and language; that it is an example is said again at the terminal."""
    monkeypatch.chdir(ROOT)

    assert run("2026", "--out", str(tmp_path), "--format", "pptx,pdf,html", "--lang", "fr") == 0
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        f"psea-briefing-2026.EXAMPLE.fr.{ending}" for ending in ("html", "pdf", "pptx")
    ]
    assert "EXAMPLE: every slide says so" in capsys.readouterr().out


def test_slides_on_the_master_of_the_organisation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real plan, without a mark of an example."""
    monkeypatch.chdir(ROOT)
    (tmp_path / "ours.pptx").write_bytes(foreign())

    assert run("2023", "--out", str(tmp_path), "--base", str(tmp_path / "ours.pptx")) == 0
    assert b"EXAMPLE" not in (tmp_path / "psea-briefing-2023.en.pptx").read_bytes()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["1999"], "there is no content/plan/1999/briefing.yml; there is one for: 2026."),
        (["2026", "--format", "docx"], "`docx` is no format of this document (pptx, pdf, html)."),
        (["2026", "--format", ","], "`` is no format of this document"),
        (["2026", "--lang", "de"], "`de` is not a language of this project"),
        (["2026", "--base", "missing.pptx"], "cannot read or write (missing.pptx)"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_nothing_is_written(
    words: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, and no traceback."""
    monkeypatch.chdir(PROJECT)

    assert run(*words, "--out", str(tmp_path / "out")) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_base_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the reason, and nothing is written, in no format."""
    monkeypatch.chdir(PROJECT)
    base = tmp_path / "base.pptx"
    base.write_bytes(word_file())
    out = tmp_path / "out"

    assert run("2026", "--out", str(out), "--base", str(base), "--format", "html,pptx") == 2
    assert f"{base} is a Word file with another ending." in capsys.readouterr().err
    assert not out.exists()


def test_slides_that_somebody_has_worked_on_are_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same briefing again is fine; a file with other words stays."""
    monkeypatch.chdir(PROJECT)
    made = tmp_path / "psea-briefing-2026.en.html"

    assert run("2026", "--out", str(tmp_path), "--format", "html") == 0
    assert run("2026", "--out", str(tmp_path), "--format", "html") == 0
    made.write_text("Mine", encoding="utf-8")
    assert run("2026", "--out", str(tmp_path), "--format", "html") == 2
    assert made.read_text(encoding="utf-8") == "Mine"
    assert "is never overwritten" in capsys.readouterr().err


def test_exact_figures_are_read_from_outside_and_told_by_the_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not told is counted at the terminal; a total of 0 has its sentence."""
    monkeypatch.chdir(ROOT)
    file = tmp_path / "exact.yml"
    tables = [counted("sea", 0, 0), counted("training", 71934217, 5)]
    file.write_text(exact_source(tables), encoding="utf-8")

    assert run("2026", "--out", str(tmp_path), "--format", "html", "--figures", str(file)) == 0
    html = (tmp_path / "psea-briefing-2026.EXAMPLE.en.html").read_text(encoding="utf-8")
    assert "Sexual exploitation and abuse: no reported allegations" in html
    assert "Sexual harassment: not given" in html
    assert "71934222" not in re.sub(r"\D", "", html)
    assert "Left out: 1 of 2 tables." in capsys.readouterr().err


def test_exact_figures_inside_the_project_are_refused_unread(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are confidential: nothing of the project may hold them."""
    monkeypatch.chdir(project)
    file = project / "exact.yml"
    file.write_text("not even read", encoding="utf-8")

    assert run("2026", "--out", str(project / "out"), "--figures", "exact.yml") == 2
    assert "must not lie in" in capsys.readouterr().err


def test_a_zero_that_nobody_confirmed_stops_the_briefing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, by name of the file, and nothing is written."""
    monkeypatch.chdir(ROOT)
    file = tmp_path / "exact.yml"
    source = exact_source([counted("sea", 0, 0)])
    lines = [line for line in source.splitlines() if "confirmed" not in line]
    file.write_text("\n".join(lines), encoding="utf-8")

    assert run("2026", "--out", str(tmp_path / "out"), "--figures", str(file)) == 1
    said = capsys.readouterr().err
    assert "the total of sea, reported is 0: say which role confirmed that" in said
    assert not (tmp_path / "out").exists()


def test_a_title_too_long_for_a_slide_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do about it."""
    change(project, "content/plan/2026/briefing.yml", "What was done", "What was done " * 200)
    monkeypatch.chdir(project)

    assert run("2026", "--out", str(project / "out")) == 2
    assert "is too long for its slide. Shorten it" in capsys.readouterr().err
    assert not (project / "out").exists()


def test_the_dummy_project_gives_a_briefing_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two points, one of them to be confirmed; a plan that is a draft says so on every slide."""
    monkeypatch.chdir(PROJECT)

    assert run("2026", "--out", str(tmp_path), "--format", "html") == 0
    html = (tmp_path / "psea-briefing-2026.en.html").read_text(encoding="utf-8")
    assert "<li>Why we are here.</li>" in html
    assert '<bdi dir="ltr">ST/SGB/2003/13</bdi> holds. <em>(to be confirmed)</em>' in html
    assert html.count("<strong>DRAFT</strong> – Unclassified") == html.count("<section ")
