"""The audit finds what an intruder finds by trying every world, in one table and in linked ones."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.figures.audit import audit
from generators.figures.release import Mark, Published, Release
from generators.figures.tables import Table, with_totals
from generators.figures.worlds import Line, Solver
from tests.figures.tables import FIRST_HALF, RULE, YEAR, possible, subject, table

Counts = list[list[int]]
FEWER, WITHHELD = Mark.FEWER, Mark.WITHHELD


def counts(rows: int, columns: int, most: int = 7) -> st.SearchStrategy[Counts]:
    line = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    return st.lists(line, min_size=rows, max_size=rows)


def hiding(source: Table, hidden: set[tuple[int, int]]) -> Published:
    """Return a table with all small counts hidden, and those in the places that are named."""
    cells = []
    for at, row in enumerate(with_totals(source)):
        values = [entry.value for entry in row]
        cells.append(
            tuple(
                FEWER if value < 5 else WITHHELD if (at, column) in hidden else value
                for column, value in enumerate(values)
            )
        )
    return Published(source.subject, source.rows, source.columns, tuple(cells))


def found_by_trying(releases: list[Release], most: int) -> set[tuple[object, int]]:
    values, hidden = possible(releases, most)
    return {(q, len(values[q])) for q in hidden if len(values[q]) < RULE.values_left}


def found_by_audit(releases: list[Release]) -> set[tuple[object, int]]:
    *earlier, last = releases
    return {(each.question.quantity, each.left) for each in audit(last, RULE, earlier)}


places = st.sets(st.tuples(st.integers(0, 2), st.integers(0, 3)), max_size=5)


@settings(max_examples=150)
@given(counts(2, 3), places)
def test_one_table_is_judged_as_by_trying_every_world(given_counts: Counts, at: set) -> None:  # type: ignore[type-arg]
    """Any cells hidden, well or badly: the same cells are found, with as many values left."""
    release = Release((hiding(table(given_counts), at),), 5)

    assert found_by_audit([release]) == found_by_trying([release], 45)


@settings(max_examples=60)
@given(st.tuples(counts(2, 2, 6), counts(2, 2, 6)), places, places)
def test_linked_tables_are_judged_together(
    both: tuple[Counts, Counts], one: set[tuple[int, int]], other: set[tuple[int, int]]
) -> None:
    """Two tables of the same offices share these offices' totals, shown or hidden in either."""
    first, second = both
    for row, like in zip(second, first, strict=True):
        row[1] = max(0, sum(like) - row[0])
        row[0] = sum(like) - row[1]
    tables = table(first), table(second, dimensions=("office", "type"))
    release = Release(tuple(map(hiding, tables, (one, other))), 5)

    assert found_by_audit([release]) == found_by_trying([release], 24)


@settings(max_examples=60)
@given(counts(2, 3), places, places)
def test_an_earlier_release_of_the_same_table_counts_too(
    given_counts: Counts, before: set[tuple[int, int]], now: set[tuple[int, int]]
) -> None:
    """What one release hides and the other shows is no longer hidden, in whichever order."""
    releases = [Release((hiding(table(given_counts), at),), 5) for at in (before, now)]

    assert found_by_audit(releases) == found_by_trying(releases, 45)
    assert found_by_audit(releases[::-1]) == found_by_audit(releases)


def test_a_half_year_shown_beside_its_year_tells_the_other_half() -> None:
    """12 less 10 is 2: that count stands in no table, and is found as if it did."""
    half = Release((hiding(table([[10], [40]], subject(FIRST_HALF)), set()),), 5)
    year = Release((hiding(table([[12], [90]], subject(YEAR)), set()),), 5)
    (found,) = audit(year, RULE, [half])

    assert str(found) == (
        "sea, office office-0, region example, 2025-01-01 to 2025-12-31,"
        " less 2025-01-01 to 2025-06-30: 1 possible values are left"
    )


def test_what_a_half_year_hid_is_found_when_the_year_narrows_it() -> None:
    """The earlier release was sound; the later one, sound by itself, tells what it hid."""
    half = Release((hiding(table([[3], [9], [40]], subject(FIRST_HALF)), {(1, 0)}),), 5)
    sound = Release((hiding(table([[20], [29], [90]], subject(YEAR)), set()),), 5)
    year = Release((hiding(table([[20], [9], [90]], subject(YEAR)), set()),), 5)
    found = audit(year, RULE, [half])

    assert audit(half, RULE) == audit(year, RULE) == audit(sound, RULE, [half]) == []
    assert {(each.question.quantity.at[0][1], each.left) for each in found} >= {
        ("office-0", 2),
        ("office-1", 2),
    }


def test_whole_numbers_decide_where_the_linear_bounds_leave_more() -> None:
    """Of three counts no two make more than 1: the linear bound of their sum is 1.5, the sum 1."""
    pairs = [Line(pair, (), 0, 1) for pair in ((0, 1), (1, 2), (0, 2))]
    whole = Line((0, 1, 2), (3,), 0, 0)
    solver = Solver([9] * 4, [*pairs, whole, Line((3,), (), 1, 9)])
    world = solver.world({3: -1.0})

    assert world is not None
    assert world[3] == 1
    assert solver.within(Line((3,), (), 1, 9), 2, 9) is None


def test_revised_figures_stand_for_themselves() -> None:
    """Where a later day shows other counts, nobody can take the two days for the same."""
    before = Release((hiding(table([[3], [9], [40]]), {(1, 0)}),), 5)
    later = hiding(table([[3], [12], [44]]), {(1, 0)})
    revised = replace(later, subject=replace(later.subject, as_of=dt.date(2026, 9, 1)))

    assert audit(Release((revised,), 5), RULE, [before]) == []
    assert audit(Release((hiding(table([[3], [9], [40]]), {(2, 0)}),), 5), RULE, [before]) != []


def test_what_was_revised_elsewhere_does_not_part_what_belongs_together() -> None:
    """Training by other numbers on a later day; allegations of both days are still one table."""
    about = subject()
    training = replace(about, series="training", unit="persons", stage="required")
    before = [hiding(table([[3], [9], [40]]), {(1, 0)}), hiding(table([[70]], training), set())]
    again = replace(about, as_of=dt.date(2026, 9, 1))
    course = replace(training, as_of=again.as_of)
    later = [
        hiding(table([[3], [9], [40]], again), {(2, 0)}),
        hiding(table([[90]], course), set()),
    ]
    first, second = (Release(tuple(tables), 5) for tables in (before, later))

    assert {each.question.quantity.series for each in audit(second, RULE, [first])} == {"sea"}
