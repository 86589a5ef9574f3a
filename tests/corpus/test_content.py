"""The real content: sound, and dressed for editors."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generators.cli import main
from generators.content.kinds import KINDS
from generators.content.loader import read_all
from generators.content.problems import Problem, report
from generators.content.source import parse_yaml, read
from generators.content.writer import SCHEMAS, map_schemas, schemas
from tests.conftest import ROOT

CONTENT = ROOT / "content"
LAST_DAY = dt.date(2100, 12, 31)
"""Contacts age into warnings, never into errors: what is sound on this day is sound today."""
FIRST_LINE = re.compile(r"# yaml-language-server: \$schema=(\S+\.json)")
YAML = sorted(path for path in CONTENT.rglob("*.yml") if path.name != "names.local.yml")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_psea_check_finds_no_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`psea check` ends well, and says what it has looked at."""
    monkeypatch.chdir(ROOT)
    code = main(["check", "--on", LAST_DAY.isoformat()])
    told = capsys.readouterr()

    assert code == 0, told.err
    assert "Content is sound" in told.out


MAY_BE_EMPTY = ("approvals", "clearances", "names", "snapshots", "translations", "withdrawn")
"""What somebody decides, or what comes from elsewhere; nothing of it is shipped."""


def test_there_is_something_of_every_kind() -> None:
    """A folder that went missing would otherwise pass as sound."""
    library, problems = read_all(ROOT)

    assert problems == [], report(problems)
    assert [
        kind.field
        for kind in KINDS
        if kind.field not in MAY_BE_EMPTY and not getattr(library, kind.field)
    ] == []


def test_the_schemas_are_those_of_the_models() -> None:
    """The schemas that editors complete from are a fresh export, and there are no others."""
    folder = CONTENT / "schemas"
    kept = {shown(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    fresh = {**schemas(), **map_schemas()}
    stale = sorted(name for name in {*kept, *fresh} if kept.get(name) != fresh.get(name))

    assert not stale, (
        f"These schemas are not those of the models: {', '.join(stale)}. Run `psea schemas`, and"
        " delete those that it does not write."
    )


@pytest.mark.parametrize("path", YAML, ids=shown)
def test_every_yaml_file_names_its_schema(path: Path) -> None:
    """The first line leads an editor to the schema of this kind of file, and it is there."""
    first = read(path, shown(path))[0].partition("\n")[0]
    named = FIRST_LINE.fullmatch(first)
    below = path.relative_to(CONTENT)
    kinds = [
        kind.field
        for kind in KINDS
        if kind.pattern.count("/") + 1 == len(below.parts) and below.match(kind.pattern)
    ]

    assert kinds, f"{shown(path)}:1: is no kind of content."
    assert named, f"{shown(path)}:1: does not name its schema; begin it as its neighbours do."
    schema = (path.parent / named[1]).resolve()
    assert schema.is_file(), f"{shown(path)}:1: there is no {named[1]} from there: `psea schemas`."
    assert CONTENT / "schemas" / f"{SCHEMAS[kinds[0]]}.json" == schema


@pytest.mark.parametrize("path", YAML, ids=shown)
def test_an_editor_marks_nothing_in_a_sound_file(path: Path) -> None:
    """What the loader takes is valid by the schema of its kind."""
    text, _ = read(path, shown(path))
    named = FIRST_LINE.match(text)
    assert named
    schema = json.loads((path.parent / named[1]).read_bytes())
    parsed = parse_yaml(text, shown(path))
    problems = [
        Problem(shown(path), parsed.line(tuple(error.absolute_path)), error.message)
        for error in Draft202012Validator(schema).iter_errors(parsed.value)
    ]

    assert not problems, report(problems)
