"""The presentation that the project started from: each statement is carried, or a reason given."""

import hashlib
import re
from typing import Any

import pytest

from generators.content.source import parse_yaml
from tests.conftest import ROOT, TESTS

TABLE = "plan/seed_coverage.yml"
VERDICTS = {"carried", "corrected", "left out", "later"}


def read_table() -> Any:
    parsed = parse_yaml((TESTS / TABLE).read_text(encoding="utf-8"), TABLE)
    assert parsed.problems == []
    return parsed.value


STATEMENTS: list[dict[str, Any]] = read_table()["statements"]


def words(text: str) -> str:
    return " ".join(text.split())


def named(statement: dict[str, Any]) -> str:
    return words(statement["says"])[:60]


def value_at(value: Any, path: str) -> str:
    """Return the words at a dotted path; an entry of a list stands under its `id`."""
    for step in path.split("."):
        if isinstance(value, list):
            value = next(entry for entry in value if entry["id"] == step)
        else:
            value = value[step]
    return words(" ".join(value) if isinstance(value, list) else value)


def held_in(place: dict[str, str]) -> str:
    """Return the words of the field, or of the file, that a place names."""
    path = ROOT / place["file"]
    assert path.is_file(), f"{place['file']} is gone; say where the fact stands now."
    text = path.read_text(encoding="utf-8")
    if "at" not in place:
        return words(text)
    return value_at(parse_yaml(text, place["file"]).value, place["at"])


def test_the_table_walks_the_whole_presentation() -> None:
    """Joined, its statements are the text: none is skipped, shortened or put in another's mouth."""
    joined = " ".join(words(statement["says"]) for statement in STATEMENTS)

    assert hashlib.sha256(joined.encode()).hexdigest() == read_table()["sha256"]


@pytest.mark.parametrize("statement", STATEMENTS, ids=named)
def test_each_statement_has_one_verdict_and_what_it_needs(statement: dict[str, Any]) -> None:
    """What is carried or corrected has a place, what is not carried word for word a reason."""
    verdict = statement["verdict"]

    assert verdict in VERDICTS
    assert bool(statement.get("where")) == (verdict in ("carried", "corrected"))
    assert bool(statement.get("why")) == (verdict != "carried")


PLACES = [place for statement in STATEMENTS for place in statement.get("where", [])]


@pytest.mark.parametrize(
    "place", PLACES, ids=lambda place: f"{place['file']} {place['holds']}"[:90]
)
def test_each_place_holds_its_fact(place: dict[str, str]) -> None:
    """The file is there, and the field that is named has the words."""
    assert words(place["holds"]) in held_in(place)


@pytest.mark.parametrize(
    "wrong",
    [
        r"ST/SGB/2003/1(?!\d)",
        r"International Organi[sz]ation for Migrations",
        r"Officer of the Special Coordinator",
        r"Office for Special Coordination",
        r"unprecedented increase",
        r"Martin Luther King",
        r"[Pp]erpetrators will be punished",
        r"no reported allegations",
    ],
)
def test_what_was_wrong_or_left_out_stands_in_no_plan(wrong: str) -> None:
    """Corrections are made once and for all years."""
    found = [
        path.name
        for path in (ROOT / "content" / "plan").rglob("*.yml")
        if re.search(wrong, path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_the_plan_of_2023_adds_nothing_to_the_presentation() -> None:
    """What the presentation does not give is absent, and to be confirmed."""
    from generators.content.loader import load

    library = load(ROOT)
    plan = library.plans["2023"]

    assert not plan.example
    assert (plan.currency, plan.period, plan.approved) == (None, None, "unknown")
    for line in library.plan_lines(plan):
        activity = line.activity
        absent = (activity.indicator, activity.start, activity.end, activity.funding)
        assert absent == (None, None, None, None)
        assert activity.status is None
        assert activity.evidence == []
    roles = {line.activity.id: line.activity.responsible for line in library.plan_lines(plan)}
    assert {ident for ident, role in roles.items() if role} == {"annual-action-plan"}
