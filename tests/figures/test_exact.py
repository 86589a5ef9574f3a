"""Exact tables as a file: they come back whole, and what is wrong is told without any value."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.content.problems import ProblemsFound
from generators.figures.exact import HEAD, exact_source, read_exact
from generators.figures.tables import Axis, Count, Entry, Gap, Period, Subject, Table
from tests.figures.tables import REGION, YEAR, subject, table

NAME = "exact.yml"
ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.integers(0, 10**6).map(lambda value: Count(value, "sh", "persons")), st.sampled_from(Gap)
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return any table that can be written down."""
    ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)
    rows, columns = (
        draw(st.lists(ids, min_size=least, max_size=3, unique=True)) for least in (1, 0)
    )
    scope = tuple(sorted(draw(st.dictionaries(ids, ids, max_size=2)).items()))
    days = sorted(draw(st.lists(st.dates(dt.date(2000, 1, 1)), min_size=3, max_size=3)))
    about = Subject("sh", "persons", "substantiated", Period(days[0], days[1]), days[2], scope)
    cells = tuple(tuple(draw(ENTRIES) for _ in columns or " ") for _ in rows)
    across = Axis(draw(ids), tuple(columns)) if columns else Axis()
    confirmed = draw(st.sampled_from([("", None), ("no", days[2])]))
    return Table(
        about, Axis(draw(ids), tuple(rows)), cells, across, draw(st.booleans()), *confirmed
    )


@settings(max_examples=80)
@given(st.lists(tables(), min_size=1, max_size=3))
def test_tables_come_back_from_their_file_as_they_were(made: list[Table]) -> None:
    """Also categories such as `no`, `041` or `1`, which YAML would take for something else."""
    source = exact_source(made)

    assert read_exact(source.encode(), NAME) == tuple(made)
    assert exact_source(read_exact(source.encode(), NAME)) == source


def test_a_file_says_first_that_it_is_confidential() -> None:
    """Whoever opens it sees that before any number; an editor of Windows may have saved it."""
    source = exact_source([table([[1, 2], [3, 4]])])

    assert source.startswith(HEAD)
    assert read_exact(source.replace("\n", "\r\n").encode("utf-8-sig"), NAME)


SOURCE = exact_source([table([[7919, 2], [3, 4]]), table([[9], [8]], subject(YEAR, REGION))])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[7919, 2]", "[7919, -40417]", "15: `tables.0.cells.0.1` is no count: write a whole"),
        ("[7919, 2]", "[7919, Planted]", "15: `tables.0.cells.0.1` is no count: write a whole"),
        ("[7919, 2]", "[7919]", "14: `tables.0` does not fit its categories: cells must be 2 rows"),
        ("[7919, 2]", "[7919, 2", "16: is not valid YAML here or just above"),
        ("zeros_public: false\n", "zeros_public: Planted\n", "12: `tables.0.zeros_public` cannot"),
        ('"status-0"', '"Planted X"', "11: `tables.0.columns.categories.0` is not what it should"),
        ("    unit:", "    planted:", "3: `tables.0.unit` is missing. Add it."),
        ("    zeros_", "    planted: 40417\n    zeros_", "12: `tables.0` has a field that it"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_field_without_a_value(
    old: str, new: str, says: str
) -> None:
    """A count, a name in its place, or a field that somebody made up: none of it is repeated."""
    with pytest.raises(ProblemsFound) as found:
        read_exact(SOURCE.replace(old, new, 1).encode(), NAME)

    told = str(found.value)
    assert f"{NAME}:{says}" in told
    assert not [each for each in ("40417", "lanted", "7919") if each in told]
    assert found.value.__context__ is None


def test_a_table_of_another_shape_is_no_table() -> None:
    """What a caller builds wrongly is refused before it is written."""
    with pytest.raises(ValueError, match="cells must be"):
        replace(table([[1, 2], [3, 4]]), rows=Axis("office", ("only",)))
