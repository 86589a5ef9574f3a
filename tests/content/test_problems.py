"""Problems: one form for all faults, sorted, counted, without repeats."""

import pytest

from generators.content.problems import Problem, ProblemsFound, errors, report

WRONG = Problem("content/b.yml", 2, "is wrong. Correct it.")
EARLIER = Problem("content/b.yml", 1, "is empty. Fill it in.")
OTHER_FILE = Problem("content/a.yml", 10, "is stray. Delete it.")
STALE = Problem("content/c.yml", 3, "is old. Look again.", "warning")


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (WRONG, "content/b.yml:2: is wrong. Correct it."),
        (STALE, "content/c.yml:3: warning: is old. Look again."),
    ],
)
def test_a_problem_reads_as_path_line_and_message(problem: Problem, expected: str) -> None:
    """Terminals and editors make `path:line:` a link; only a warning names its level."""
    assert expected == str(problem)


@pytest.mark.parametrize(
    ("problems", "last_line"),
    [
        ([], "No problems."),
        ([WRONG], "1 error."),
        ([WRONG, EARLIER], "2 errors."),
        ([STALE], "1 warning."),
        ([WRONG, STALE], "1 error, 1 warning."),
        ([WRONG, WRONG, EARLIER, STALE, STALE], "2 errors, 1 warning."),
    ],
)
def test_the_last_line_counts_each_problem_once(problems: list[Problem], last_line: str) -> None:
    """A report ends in numbers of errors and warnings, and a repeated problem counts once."""
    assert last_line == report(problems).splitlines()[-1]


def test_a_report_is_sorted_by_path_then_by_line_as_a_number() -> None:
    """Line 2 comes before line 10, whatever order the problems were found in."""
    tenth = Problem("content/b.yml", 10, "is wrong too.")
    lines = report(iter([STALE, tenth, WRONG, OTHER_FILE, EARLIER])).splitlines()

    assert [str(p) for p in (OTHER_FILE, EARLIER, WRONG, tenth, STALE)] == lines[:-1]


def test_warnings_stop_nothing() -> None:
    """Only errors are counted as what stops a build."""
    assert errors([STALE, WRONG]) == [WRONG]


def test_the_exception_carries_all_problems_sorted_and_once() -> None:
    """Whoever catches `ProblemsFound` has the sorted problems, and its text is the report."""
    found = ProblemsFound(iter([WRONG, OTHER_FILE, WRONG]))

    assert found.problems == [OTHER_FILE, WRONG]
    assert report([WRONG, OTHER_FILE]) == str(found)
