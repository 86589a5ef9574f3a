"""The attack on random tables: it finds what other methods leave open, and nothing in ours."""

import random

import pytest

from tests.audit.disclosure import MEANS, METHODS, attacked, linked, main, poisson, replayed

TABLES, RELEASES = 60, 25


def test_nothing_can_be_worked_out_from_random_tables() -> None:
    """The same attack takes most tables in which only small counts are hidden."""
    results = [attacked(number) for number in range(TABLES)]
    bad = {name: sum(done[name].pinned for _, done in results) for name in METHODS}
    dense = [done for mean, done in results if mean == MEANS[-1]]
    share = sum(done["this project"].shown for done in dense) / len(dense)

    assert bad["this project"] == 0
    assert bad["small counts only"] > TABLES // 4
    assert bad["two hidden in a line"] > 0
    assert share > 0.8


def test_nothing_can_be_worked_out_from_linked_and_successive_releases() -> None:
    """Shared margins, a region and its offices, halves of a year, one table after another."""
    ends = [linked(number).end for number in range(RELEASES)]

    assert set(ends) <= {"sound", "refused"}
    assert ends.count("sound") > RELEASES * 3 // 4


def test_the_true_counts_are_among_those_that_a_replay_leaves() -> None:
    """At least one value is left of each: otherwise the replay would rule out the truth itself."""
    left = [replayed(number) for number in range(0, 12)]

    assert min(each for each in left if each is not None) >= 1


def test_the_counts_have_the_mean_that_is_said() -> None:
    """Otherwise the shares that are printed would be of other tables."""
    rng = random.Random(1)

    assert sum(poisson(rng, 10) for _ in range(4000)) / 4000 == pytest.approx(10, abs=0.2)


def test_what_is_printed_stands_beside_other_methods(capsys: pytest.CaptureFixture[str]) -> None:
    """One line a method, in the same run on the same tables."""
    assert main(["--tables", "6", "--linked", "5", "--replayed", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:27].strip() for line in lines[2:6]] == [*METHODS]
    assert lines[-2].startswith("5 linked or successive: ")
