"""The real site, built once for all tests that look at it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent.parent
ON = "2026-11-23"
PARTS = ("content", "docs", "overrides", "generators", "mkdocs.yml")


def copy_project(target: Path) -> Path:
    """Copy what a build needs, so that tests never touch the work tree."""
    import shutil

    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.local.yml")
            shutil.copytree(source, target / name, ignore=ignored, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / name)
    return target


def build(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a copy of the site as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "generators", "site", "--on", ON],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the site, which the first process that asks builds for all of them."""
    mine = tmp_path_factory.getbasetemp()
    folder = mine if worker_id == "master" else mine.parent
    with FileLock(folder / "site.lock"):
        project = folder / "built"
        if not (project / "site").is_dir():
            run = build(copy_project(project))
            assert run.returncode == 0, run.stderr
    return project / "site"
