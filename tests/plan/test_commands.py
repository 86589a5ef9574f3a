"""The commands on plans, as somebody at a terminal meets them."""

import pytest

from generators.cli import main
from tests.conftest import PROJECT, ROOT

STATUS = """\
Action plan 2026, 3 lines, on 2026-11-23.

Overdue: 1
  course                      coordinator                  2026-10-31    lacks 600 USD

Due within 30 days: 1
  desk                        legal-unit                   2026-12-23    lacks 5,000 USD

Under way or completed, without evidence: 1
  course                      coordinator                  2026-10-31    lacks 600 USD

Without the money they need: 2
  course                      coordinator                  2026-10-31    lacks 600 USD
  desk                        legal-unit                   2026-12-23    lacks 5,000 USD

Not judged: end, status or funding is to be confirmed: 0

Missing in all: 5,600 USD.
"""


def test_the_status_of_the_year_is_told_as_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a year, the plan of the day is meant."""
    monkeypatch.chdir(PROJECT)

    assert main(["plan", "status", "--on", "2026-11-23"]) == 0
    assert capsys.readouterr().out == STATUS


def test_a_day_without_a_plan_takes_the_last_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And says so in its first line."""
    monkeypatch.chdir(PROJECT)

    assert main(["plan", "status", "--on", "2031-01-01"]) == 0
    assert capsys.readouterr().out.startswith("Action plan 2026, 3 lines, on 2031-01-01.")


def test_every_row_of_an_example_says_that_it_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that is copied from the terminal keeps its mark."""
    monkeypatch.chdir(ROOT)

    assert main(["plan", "status", "2026", "--on", "2026-11-23"]) == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert "(EXAMPLE)" in first
    rows = [line for line in lines if line.startswith("  ")]
    assert len(rows) > 10
    assert [row for row in rows if not row.endswith("(example)")] == []


def test_the_difference_of_two_plans_is_counted_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By reference, with both sides of what changed."""
    monkeypatch.chdir(PROJECT)

    assert main(["plan", "diff", "2025", "2026"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "Action plan 2025 → Action plan 2026: 2 added, 1 dropped, 0 done, 0 continued, 1 changed.\n"
    )
    assert "changed    course: Courses for everybody.\n" in told
    assert "    activity: Courses. → Courses for everybody.\n" in told
    assert "dropped    leaflets: Leaflets.\n    Nobody read them.\n" in told


@pytest.mark.parametrize("words", [["plan", "status", "1999"], ["plan", "diff", "2025", "../2026"]])
def test_a_plan_that_is_not_there_is_told_with_those_that_are(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, and no traceback."""
    monkeypatch.chdir(PROJECT)

    assert main(words) == 2
    told = capsys.readouterr().err
    assert f"there is no plan `{words[-1]}` in content/plan/; there is: 2024, 2025, 2026." in told
