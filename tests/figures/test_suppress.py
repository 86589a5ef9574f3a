"""Releases: what is hidden cannot be worked out, is nowhere in them, and no more than that."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.figures.audit import audit
from generators.figures.counted import Counted
from generators.figures.release import Mark, placed
from generators.figures.suppress import Attempt, Disclosive, suppress
from generators.figures.tables import Axis, Count, Gap, NotAllowed, SeriesMixed, Table, total
from tests.figures.tables import FIRST_HALF, RULE, YEAR, possible, subject, table
from tests.figures.test_audit import FEWER, WITHHELD, Counts, counts

ENTITY = subject(scope=())
TWO_MONTHS = FIRST_HALF._replace(last=dt.date(2025, 2, 28))


@settings(max_examples=40)
@given(counts(2, 3, 9), st.booleans(), st.booleans())
def test_no_hidden_count_can_be_worked_out_by_trying_every_world(
    given_counts: Counts, entity: bool, zeros_public: bool
) -> None:
    """Of every hidden count at least three values are possible, the true one among them."""
    source = table(given_counts, ENTITY if entity else None, zeros_public=zeros_public)
    release = suppress([source], RULE)
    values, hidden = possible([release], 54)

    assert all(len(values[each]) >= RULE.values_left for each in hidden)
    assert audit(release, RULE) == []


@pytest.mark.parametrize(
    ("given_counts", "cells"),
    [
        pytest.param(
            [[9, 8], [7, 6]], ((9, 8, 17), (7, 6, 13), (16, 14, 30)), id="nothing to hide"
        ),
        pytest.param(
            [[3, 8, 20], [7, 6, 20], [30, 30, 30]],
            (
                (FEWER, 8, WITHHELD, 31),
                (WITHHELD, 6, WITHHELD, 33),
                (30, 30, 30, 90),
                (40, 44, 70, 154),
            ),
            id="the cheapest three are hidden with it",
        ),
        pytest.param([[1, 0], [0, 0]], ((1,),), id="only the annual total is left"),
        pytest.param([[0, 0], [0, 0]], ((0, 0, 0),) * 3, id="a total of 0 tells its parts"),
    ],
)
def test_what_a_table_of_the_whole_entity_tells(
    given_counts: Counts, cells: tuple[tuple[object, ...], ...]
) -> None:
    """Its annual total is exact, whatever else is hidden."""
    release = suppress([table(given_counts, ENTITY)], RULE)

    assert release.tables[0].cells == cells
    assert suppress([table(given_counts, ENTITY)], RULE) == release


def test_what_is_hidden_first_follows_the_places_of_small_counts_alone() -> None:
    """Two tables with one small count in the same place, and all others as different as can be."""
    tables = [[3, 8, 20], [7, 6, 20], [30, 30, 30]], [[1, 500, 9], [9, 5, 900], [6, 7, 8]]
    first, second = (Attempt([Counted(table(each), RULE)], RULE, ()).pattern for each in tables)

    assert first == second
    assert len(first) == 3


def test_zeros_hide_among_small_counts_unless_they_are_public() -> None:
    """Otherwise an empty cell would say who did not report, and the other who did."""
    given_counts = [[0, 3, 9], [9, 0, 2], [2, 9, 0]]
    hidden = suppress([table(given_counts)], RULE).tables[0]
    public = suppress([table(given_counts, zeros_public=True)], RULE).tables[0]

    assert hidden.cells[0][:2] == (FEWER, FEWER)
    assert [public.cells[at][at if at < 2 else 2] for at in range(3)] == [0, 0, 0]


def test_zero_blank_small_and_not_applicable_stay_four_things() -> None:
    """A total is unknown where a part was not collected; what cannot be counts as nothing."""
    one, blank, none = Count(7, "sea", "reports"), Gap.NOT_COLLECTED, Gap.NOT_APPLICABLE
    rows = ((one, none), (blank, Count(0, "sea", "reports")))
    source = Table(subject(), Axis("office", ("a", "b")), rows, Axis("status", ("x", "y")), True)
    cells = suppress([source], RULE).tables[0].cells

    assert cells == ((7, none, 7), (blank, 0, blank), (blank, 0, blank))


def test_series_are_never_added() -> None:
    """Neither as counts, nor in a total, nor in one table."""
    sea, sh = Count(7, "sea", "reports"), Count(9, "sh", "reports")

    with pytest.raises(SeriesMixed, match="sea reports and sh reports are separate series"):
        sea + sh
    with pytest.raises(SeriesMixed):
        total((sea, sh))
    with pytest.raises(SeriesMixed):
        total((sea, Count(9, "sea", "persons")))
    with pytest.raises(SeriesMixed):
        Table(subject(), Axis("office", ("a", "b")), ((sea,), (sh,)))


def test_a_later_release_protects_what_an_earlier_one_hid() -> None:
    """The year alone would show all; after its first half it must hide, or the 3 is narrowed."""
    half = suppress([table([[3], [9], [40]], subject(FIRST_HALF))], RULE)
    year = table([[20], [9], [90]], subject(YEAR))
    after = suppress([year], RULE, [half])

    assert audit(suppress([year], RULE), RULE, [half]) != []
    assert audit(after, RULE, [half]) == []
    assert Mark.WITHHELD in {cell for _, cell in placed(after.tables[0])}


def test_tables_that_share_margins_hide_the_same() -> None:
    """A total that one table hides is hidden in the other, and both are sound together."""
    tables = [
        table([[1, 2, 9], [9, 9, 9], [2, 9, 9]]),
        table([[12, 0], [20, 7], [9, 11]], dimensions=("office", "type")),
    ]
    release = suppress(tables, RULE)
    first, second = (dict(placed(each)) for each in release.tables)

    assert {q: first[q] for q in first.keys() & second} == {
        q: second[q] for q in first.keys() & second
    }
    assert len(first.keys() & second) == 4
    assert audit(release, RULE) == []


def test_what_no_hiding_helps_is_refused_and_says_where() -> None:
    """An exact annual total of 1 gives away the half year that was hidden before it."""
    half = suppress([table([[2], [2]], subject(FIRST_HALF, ()))], RULE)
    with pytest.raises(Disclosive, match="sea, total, 2025-01-01 to 2025-06-30: 2 possible values"):
        suppress([table([[1], [0]], ENTITY)], RULE, [half])


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (table([[9], [9]], dimensions=("tribe", "")), "`tribe` is no dimension of the rule"),
        (table([[9], [9]], subject(TWO_MONTHS)), "is not 3 whole months or longer"),
        (dataclasses.replace(table([[0], [0]]), confirmed_by=""), "say which role confirmed that"),
        (table([[9, 9], [9, 9]], dimensions=("type", "type")), "rows and columns are both `type`"),
    ],
)
def test_what_is_against_the_rule_is_refused_with_the_reason(source: Table, says: str) -> None:
    """No person can be asked for by a question that the rule does not list."""
    with pytest.raises(NotAllowed, match=says):
        suppress([source], RULE)


def test_all_reasons_are_told_at_once() -> None:
    """Tables that disagree with each other, and each for itself."""
    tables = [table([[9], [9]]), table([[8], [9]]), table([[9], [9]], dimensions=("tribe", ""))]
    with pytest.raises(NotAllowed) as refused:
        suppress(tables, RULE)

    assert len(str(refused.value).splitlines()) == 3
