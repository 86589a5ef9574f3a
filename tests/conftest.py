"""What all tests share: the dummy project, golden files, and one search for counterexamples."""

import datetime as dt
import difflib
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent
ROOT = TESTS.parent
PROJECT = TESTS / "fixtures" / "project"
ON = dt.date(2026, 11, 23)
"""The day on which the dummy project is looked at."""

Golden = Callable[[str, str | bytes], None]
"""Compares what was made with `tests/golden/<name>`."""

# A shell has what it starts in the background ignore Ctrl-C, and so would all programs tested here.
signal.signal(signal.SIGINT, signal.default_int_handler)
# The same examples on every machine and every day, and no time limit for a slow one.
settings.register_profile("psea", database=None, deadline=None, derandomize=True)
settings.load_profile("psea")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which rewrites golden files with what is made now."""
    parser.addoption("--accept", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return the comparison with golden files; with `--accept` it writes them instead."""
    accept = bool(request.config.getoption("--accept"))

    def compare(name: str, made: str | bytes) -> None:
        data = made.encode() if isinstance(made, str) else made
        path = TESTS / "golden" / name
        if accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif not path.is_file():
            pytest.fail(f"tests/golden/{name} is missing. {_repair(name)}", pytrace=False)
        elif (kept := path.read_bytes()) != data:
            shown = _difference(name, kept, data)
            pytest.fail(f"tests/golden/{name} says otherwise.\n{shown}\n\n{_repair(name)}", False)

    return compare


def _difference(name: str, kept: bytes, made: bytes) -> str:
    try:
        before, after = (data.decode().splitlines() for data in (kept, made))
    except UnicodeDecodeError:
        pairs = enumerate(zip(kept, made, strict=False))
        first = next((at for at, (old, new) in pairs if old != new), min(len(kept), len(made)))
        return f"{len(kept)} bytes became {len(made)}; the first that differs is at offset {first}."
    lines = difflib.unified_diff(before, after, f"golden/{name}", "made now", lineterm="")
    return "\n".join(lines) or "The two differ in line ends only."


def _repair(name: str) -> str:
    return f"Where the new one is right, run `make accept` and review tests/golden/{name}."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the dummy project, for a test to spoil."""
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))


def change(project: Path, path: str, old: str, new: str) -> None:
    """Replace words that stand exactly once in a file of a project."""
    text = (project / path).read_bytes().decode()
    assert text.count(old) == 1, f"`{old}` stands {text.count(old)} times in {path}"
    write(project, path, text.replace(old, new))


def write(project: Path, path: str, content: str | bytes) -> None:
    """Write a file of a project, with the folders above it."""
    data = content.encode() if isinstance(content, str) else content
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_bytes(data)
