"""How a plan stands on a day: the edges of late and due, and nothing judged that nobody knows."""

import datetime as dt
from pathlib import Path

import pytest

from generators.content.checks import check
from generators.content.loader import load
from generators.content.plan import Line
from generators.plan.status import PlanStatus, plan_status, progress
from tests.conftest import ON, PROJECT, change

LINES = "content/plan/2026/training.yml"


def status(root: Path = PROJECT, year: str = "2026", on: dt.date = ON) -> PlanStatus:
    library = load(root)
    return plan_status(library, library.plans[year], on)


def refs(lines: tuple[Line, ...]) -> list[str]:
    return [line.activity.id for line in lines]


@pytest.mark.parametrize(
    ("on", "overdue", "due"),
    [
        ("2026-09-30", [], []),
        ("2026-10-01", [], ["course"]),
        ("2026-10-31", [], ["course"]),
        ("2026-11-01", ["course"], []),
        ("2026-11-22", ["course"], []),
        ("2026-11-23", ["course"], ["desk"]),
        ("2026-12-23", ["course"], ["desk"]),
        ("2026-12-24", ["course", "desk"], []),
    ],
)
def test_a_line_is_due_for_thirty_days_and_late_from_the_day_after_its_end(
    on: str, overdue: list[str], due: list[str]
) -> None:
    """The last day of a line belongs to it; what is completed is never late."""
    found = status(on=dt.date.fromisoformat(on))

    assert (refs(found.overdue), refs(found.due)) == (overdue, due)


def test_what_is_under_way_and_shows_nothing_is_named() -> None:
    """A completed line with evidence and one that has not begun are not."""
    assert refs(status().without_evidence) == ["course"]


def test_missing_money_is_what_nobody_has_promised() -> None:
    """Of a line that is partly funded only the rest counts; what is funded counts nothing."""
    found = status()

    assert refs(found.unfunded) == ["course", "desk"]
    assert found.missing_money == {"USD": 600 + 5000}
    assert found.unknown_cost == 0


def test_a_cost_that_nobody_knows_is_counted_and_never_guessed(project: Path) -> None:
    """The sum says how many lines it leaves out."""
    old = "funding: {state: unfunded, currency: USD, budget: 5000}"
    change(project, LINES, old, "funding: {state: unfunded}\n    to_confirm: [budget]")
    found = status(project)

    assert check(load(project), ON) == check(load(PROJECT), ON)
    assert found.missing_money == {"USD": 600}
    assert (refs(found.unfunded), found.unknown_cost) == (["course", "desk"], 1)


def test_a_cancelled_line_is_neither_late_nor_in_want_of_money(project: Path) -> None:
    """Nobody waits for it."""
    change(project, LINES, "status: not-started", "status: cancelled")
    found = status(project, on=dt.date(2027, 1, 1))

    assert refs(found.overdue) == ["course"]
    assert found.missing_money == {"USD": 600}


def test_lines_without_dates_are_not_judged() -> None:
    """The plan of which nothing is known has nothing late, and says that it cannot tell."""
    found = status(year="2025", on=dt.date(2030, 1, 1))

    assert found.overdue == found.due == found.without_evidence == found.unfunded == ()
    assert refs(found.not_judged) == ["course", "leaflets"]
    assert dict(progress(found.lines))[""] == 2


def test_every_line_has_one_status() -> None:
    """The numbers add up to the lines."""
    found = status()

    assert dict(progress(found.lines)) == {
        "not-started": 1,
        "under-way": 1,
        "completed": 1,
        "cancelled": 0,
        "": 0,
    }
    assert sum(number for _, number in progress(found.lines)) == len(found.lines)


@pytest.mark.parametrize("on", [dt.date.min, dt.date.max])
def test_any_day_can_be_asked_for(on: dt.date) -> None:
    """Lines are late on the last day there is, and none on the first."""
    assert refs(status(on=on).overdue) == (["course", "desk"] if on == dt.date.max else [])
