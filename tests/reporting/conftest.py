"""A project of its own for each test, outside version control, with the rule of figures in it."""

import shutil
from pathlib import Path

import pytest

from generators.figures.exact import exact_source
from generators.figures.tables import Table
from tests.conftest import ROOT
from tests.reporting.figures_for_reports import table


@pytest.fixture
def home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the dummy project as the working folder, with rule and categories of figures."""
    shutil.rmtree(project / "content/figures")
    leave = shutil.ignore_patterns("releases")
    shutil.copytree(ROOT / "content/figures", project / "content/figures", ignore=leave)
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def exact(tmp_path: Path) -> Path:
    """Return a file of exact figures, outside the project."""
    return written(tmp_path, [table("sea", "allegations", "reported", [5, 7, 11])])


def written(folder: Path, tables: list[Table]) -> Path:
    """Return a file with these tables in a folder of its own beside the project."""
    path = folder / "exact" / "2026.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(exact_source(tables), encoding="utf-8")
    return path
