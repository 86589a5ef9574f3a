"""The dummy project as the place where a command runs."""

from pathlib import Path

import pytest


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the dummy project, which is the current folder, on 2026-11-23."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    return project
