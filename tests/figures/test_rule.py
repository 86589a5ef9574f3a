"""The rule of figures is content: read, typed, and never weaker than its floor."""

from pathlib import Path

import pytest

from generators.content.loader import load, read_all
from tests.conftest import ROOT, write

RULE = (ROOT / "content/figures/rule.yml").read_text(encoding="utf-8")


def test_the_rule_that_ships_hides_fewer_than_five_and_leaves_three_values() -> None:
    """These two numbers are what readers are promised."""
    rule = load(ROOT).figures

    assert rule is not None
    assert (rule.fewer_than, rule.values_left, rule.exact_annual_total) == (5, 3, True)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("fewer_than: 5", "fewer_than: 2", 4),
        ("values_left: 3", "values_left: 1", 5),
        ("months_least: 3", "months_least: 1", 7),
    ],
)
def test_a_rule_below_the_floor_is_refused_in_its_line(
    project: Path, old: str, new: str, line: int
) -> None:
    """A threshold of 2 would hide nothing that matters, and months would single out cases."""
    write(project, "content/figures/rule.yml", RULE.replace(old, new))
    _, problems = read_all(project)

    assert [(each.path, each.line) for each in problems] == [("content/figures/rule.yml", line)]
