"""What is confidential stays outside: planted figures are looked for everywhere else."""

import datetime as dt
import io
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from generators.cli import main
from generators.content.loader import load
from generators.content.record import Language
from generators.document.page import page_source
from generators.figures.release import Mark, Release
from generators.figures.tables import Count, Table
from generators.reporting.counts import public_counts
from generators.site.pages import Edition
from tests.reporting.conftest import written
from tests.reporting.figures_for_reports import table, training

PLANTED = (70937, 61861, 52057)
"""Counts that stand nowhere else; as they are written with and without grouping."""
ON = "2027-01-20"
HAVING_PAGES: tuple[Language, ...] = ("en", "fr")
"""The languages of the dummy project."""


def shapes(count: int) -> set[bytes]:
    """Return a count as the formats may write it."""
    grouped = f"{count:,}"
    return {
        each.encode()
        for each in (str(count), grouped, *(grouped.replace(",", s) for s in "\u202f\u00a0. "))
    }


def holding(folder: Path, count: int) -> list[Path]:
    """Return the files below a folder in which a count stands, packed files unpacked."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(shape in raw(path.read_bytes()) for shape in shapes(count))
    ]


def raw(data: bytes) -> bytes:
    """Return all bytes of a file, with what is compressed in it."""
    if data.startswith(b"PK"):
        parts = zipfile.ZipFile(io.BytesIO(data))
        return b"\n".join(parts.read(name) for name in parts.namelist())
    if data.startswith(b"%PDF"):
        return data + b"\n".join(_streams(data))
    return data


def _streams(data: bytes) -> Iterator[bytes]:
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompress(packed)
        except zlib.error:
            continue


def report(exact: Path, audience: str, out: Path) -> int:
    order = ["plan", "report", "2026", "--figures", str(exact), "--audience", audience]
    return main([*order, "--format", "docx,pdf,html", "--out", str(out), "--on", ON])


def test_exact_figures_stand_in_the_report_and_nowhere_else(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in content, pages, search, caches, the temporary folder or on the terminal."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    exact = written(tmp_path, [table("sea", "allegations", "reported", PLANTED)])
    out = tmp_path / "out"
    assert report(exact, "eosg", out) == 0
    told = capsys.readouterr()
    library = load(home)
    pages = home / "site"
    for lang in HAVING_PAGES:
        edition = Edition(library, lang, dt.date.fromisoformat(ON))
        for page in edition.pages():
            (pages / lang / f"{page.path}.md").parent.mkdir(parents=True, exist_ok=True)
            (pages / lang / f"{page.path}.md").write_text(page_source(page), encoding="utf-8")

    assert len(list(pages.rglob("*.md"))) > 20
    for count in PLANTED:
        names = {path.suffix for path in holding(out, count)}
        assert {".docx", ".html"} <= names, "the report itself must hold the figure"
        assert holding(home, count) == []
        assert holding(scratch, count) == []
        assert str(count) not in told.out + told.err


def test_no_property_of_a_file_tells_a_figure(home: Path, tmp_path: Path) -> None:
    """Neither the title, the keywords and custom properties in Word, nor the metadata of a PDF."""
    exact = written(tmp_path, [table("sea", "allegations", "reported", PLANTED)])
    assert report(exact, "eosg", tmp_path / "out") == 0
    parts = zipfile.ZipFile(tmp_path / "out/psea-report-2026.eosg.en.docx")
    pdf = (tmp_path / "out/psea-report-2026.eosg.en.pdf").read_bytes()
    [metadata] = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", pdf, re.DOTALL)
    properties = [parts.read(name) for name in parts.namelist() if name.startswith("docProps/")]

    assert len(properties) == 3
    for count in PLANTED:
        for shape in shapes(count):
            assert shape not in metadata + b"".join(properties)


def hidden_counts(tables: list[Table], home: Path) -> list[int]:
    """Return the counts that the public may not read, by what a release of them hides."""
    rule = load(home).figures
    assert rule
    release = Release(public_counts(tables, rule).tables, rule.fewer_than)
    return [
        entry.value
        for table, shown in zip(tables, release.tables, strict=True)
        for entries, cells in zip(table.cells, shown.cells, strict=False)
        for entry, cell in zip(entries, cells, strict=False)
        if isinstance(cell, Mark) and isinstance(entry, Count)
    ]


def test_what_the_public_may_not_read_is_in_no_byte_of_its_report(
    home: Path, tmp_path: Path
) -> None:
    """Large counts are hidden beside small ones: they are looked for in every part of each file."""
    tables = [training([70937, 61861, 52057, 43891], [3, 37813, 29017, 20983])]
    hidden = [count for count in hidden_counts(tables, home) if count > 1000]
    assert len(hidden) >= 2
    assert report(written(tmp_path, tables), "public", tmp_path / "out") == 0

    shown = {70937, 61861, 52057, 43891, 37813, 29017, 20983} - {*hidden}
    assert all(holding(tmp_path / "out", count) for count in shown)
    assert [holding(tmp_path / "out", count) for count in hidden] == [[]] * len(hidden)


@pytest.mark.parametrize("place", ["", "reports", "content/plan", "docs/en", "site", ".cache"])
def test_the_confidential_report_is_not_written_into_the_project(
    home: Path, exact: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    before = sorted(home.rglob("*"))
    assert report(exact, "eosg", home / place) == 2

    assert "What is confidential never does (ST/SGB/2007/6)" in "".join(
        capsys.readouterr().err.split("\n")
    )
    assert sorted(home.rglob("*")) == before


def test_exact_figures_that_lie_in_the_project_are_not_even_read(
    home: Path, exact: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = Path(shutil.copy(exact, home / "docs"))
    assert report(inside, "public", tmp_path / "out") == 2

    assert "belongs to the project or is under git" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_0_without_a_confirmation_stops_the_report_before_anything_is_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exact = written(tmp_path, [table("sh", "allegations", "reported", [0, 0])])
    for audience in ("eosg", "public"):
        assert report(exact, audience, tmp_path / "out") == 1
        assert "a published 0 needs a confirmation" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--audience", "press"], "`press` is no audience of a report (public, eosg)"),
        (["--format", "odt"], "`odt` is no format of this document (docx, pdf, html)"),
        (["--lang", "de"], "`de` is not a language of this project"),
        (["--figures", "nowhere.yml"], "cannot read or write"),
    ],
)
def test_what_is_mistyped_is_told(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], says: str
) -> None:
    monkey = [each.replace("nowhere", str(tmp_path / "nowhere")) for each in more]
    assert main(["plan", "report", "2026", "--out", str(tmp_path / "out"), *monkey]) == 2
    assert says in capsys.readouterr().err


def test_a_year_without_a_plan_or_a_report_is_told(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, says in (("1999", "there is no plan `1999`"), ("2025", "no report on 2025")):
        assert main(["plan", "report", year, "--out", str(tmp_path / "out")]) == 2
        assert says in capsys.readouterr().err
