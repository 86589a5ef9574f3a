"""Whatever units may fill in comes back exactly, through Excel's format and into the files."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.content.loader import load
from generators.content.plan import Line, Output
from generators.content.source import parse_yaml
from generators.plan.fields import Field, Row, Value, row_of
from generators.plan.merge import Merged, merged
from generators.plan.patch import comments
from generators.plan.state import state_of
from generators.plan.update import updated_files
from generators.plan.workbook import plan_workbook
from generators.plan.workbook_read import read_submission
from tests.conftest import ROOT
from tests.plan.filled import filled

LIBRARY = load(ROOT)
STATES = {year: state_of(LIBRARY, plan) for year, plan in LIBRARY.plans.items()}
BASES = {year: plan_workbook(LIBRARY, plan) for year, plan in LIBRARY.plans.items()}
FILES = {
    year: {line.activity.id: line.output.path for line in LIBRARY.plan_lines(plan)}
    for year, plan in LIBRARY.plans.items()
}
DAY = dt.date(2026, 11, 29)
Edits = dict[tuple[str, str], Value]
_LETTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf"], exclude_characters="\u00a0"
)
_START = st.sampled_from(
    ["Ä", "a", "9", "“", "(", "'", '"', "#", "- ", "? ", "نص ", "é: ", "yes", "*"]
)
WORDS = st.builds(
    lambda start, parts: "\n".join([start + parts[0], *parts[1:], "."]),
    _START,
    st.lists(st.text(_LETTERS, max_size=120), min_size=1, max_size=3),
)


def strategy(field: Field, year: str) -> st.SearchStrategy[Any]:
    match field.kind:
        case "words":
            return WORDS
        case "line":
            return st.text(_LETTERS, max_size=40).map(lambda text: f"Note {text}")
        case "day":
            return st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
        case "whole":
            return st.integers(0, 10**12)
        case "names":
            return st.just("")
        case _:
            state = STATES[year]
            return st.sampled_from(sorted(state.choices[field.choices]))


def edits(year: str) -> st.SearchStrategy[Edits]:
    """Return some fields of some lines with values that they may have."""
    state = STATES[year]
    open_fields = [f for f in state.columns if not f.locked and f.kind != "names"]
    values = {f.name: strategy(f, year) for f in open_fields}
    one = st.tuples(st.sampled_from(sorted(state.rows)), st.sampled_from(sorted(values))).flatmap(
        lambda key: st.tuples(st.just(key), values[key[1]])
    )
    return st.lists(one, min_size=1, max_size=12).map(dict)


def in_cells(given_: Edits, year: str) -> Mapping[tuple[str, str], object]:
    """Return edits as they stand in cells: choices by their words, days as moments."""
    state = STATES[year]
    fields = {field.name: field for field in state.columns}
    return {
        key: state.choices[fields[key[1]].choices][str(value)]
        if fields[key[1]].choices
        else dt.datetime.combine(value, dt.time())
        if isinstance(value, dt.date)
        else value
        for key, value in given_.items()
    }


def tidy(value: Value) -> Value:
    """Return words as a file keeps them: without blanks at the ends of their lines."""
    if not isinstance(value, str):
        return value
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", value).split("\n")]
    return "\n".join(lines).strip()


def sources(year: str) -> dict[str, bytes]:
    plan = LIBRARY.plans[year]
    return {out.path: (ROOT / out.path).read_bytes() for out in LIBRARY.plan_outputs(plan)}


def asked(year: str, given_: Edits) -> dict[str, dict[str, Value]]:
    """Return all lines as they must be afterwards; evidence has no gap before it."""
    rows = {ref: dict(row) for ref, row in STATES[year].rows.items()}
    for (ref, field), value in given_.items():
        rows[ref][field] = tidy(value)
    return rows


WHOLE: dict[str, dict[str, Value]] = {
    "indicator.": {"indicator.counts": "Count", "indicator.unit": "number"},
    "indicator.baseline.": {
        "indicator.baseline.value": 1,
        "indicator.baseline.date": dt.date(2025, 12, 31),
        "indicator.baseline.source": "Count",
    },
    "indicator.target.": {
        "indicator.target.value": 1,
        "indicator.target.date": dt.date(2026, 12, 31),
    },
    "funding.": {"funding.state": "unfunded"},
    **{
        f"evidence.{n}.": {f"evidence.{n}.reference": "Note", f"evidence.{n}.date": DAY}
        for n in range(3)
    },
}


def completed(year: str, given_: Edits) -> Edits:
    """Return edits that leave no part of a line half filled in, and no gap in its evidence."""
    rows = STATES[year].rows
    made = dict(given_)
    for ref, field in given_:
        parts = [part for part in WHOLE if field.startswith(part)]
        if field.startswith("evidence."):
            parts = [f"evidence.{n}." for n in range(int(field.split(".")[1]) + 1)]
        for name, value in (pair for part in parts for pair in WHOLE[part].items()):
            if name not in rows[ref]:
                made.setdefault((ref, name), value)
    return made


YEARS = st.sampled_from(sorted(LIBRARY.plans))


@settings(max_examples=25)
@given(YEARS.flatmap(lambda year: st.tuples(st.just(year), edits(year))))
def test_any_edits_come_back_exactly(case: tuple[str, Edits]) -> None:
    """Each value as it was filled in, all others as they were, each comment, untouched files.

    A second time, the same workbook finds nothing to change.
    """
    year, given_ = case[0], completed(*case)
    plan, before = LIBRARY.plans[year], sources(year)
    read = read_submission(filled(BASES[year], in_cells(given_, year)), "units.xlsx", plan.year)
    merge = merged(STATES[year].rows, [read])
    rows: dict[str, Row] = {}
    files, problems = updated_files(LIBRARY, plan, merge, before, DAY)
    wanted = asked(year, given_)

    assert (problems, merge.problems) == ([], ())
    columns = STATES[year].columns
    for output in LIBRARY.plan_outputs(plan):
        data = files[output.path].data if output.path in files else before[output.path]
        made = Output.model_validate(parse_yaml(data.decode(), output.path).value)
        for index, activity in enumerate(made.activities):
            row = row_of(Line(plan, made, index), columns)
            rows[activity.id] = row
            changes = {change.field for change in merge.by_ref.get(activity.id, [])}
            apart = {"updated", "to_confirm"} if changes else set()
            assert {k: v for k, v in row.items() if k not in apart} == {
                k: v for k, v in wanted[activity.id].items() if k not in apart
            }
        assert not comments(before[output.path].decode()) - comments(data.decode())
    touched = {FILES[year][change.ref] for change in merge.changes}
    assert files.keys() == touched
    assert merged(rows, [read]) == Merged((), ())


@settings(max_examples=8)
@given(YEARS.flatmap(lambda year: st.tuples(st.just(year), edits(year), edits(year))))
def test_two_workbooks_give_both_edits_or_name_each_conflict(
    case: tuple[str, Edits, Edits],
) -> None:
    """Fields that only one changes are taken from it; a conflict is told once for each field."""
    year, one, other = case
    plan = LIBRARY.plans[year]
    base, rows = BASES[year], STATES[year].rows
    read = [
        read_submission(filled(base, in_cells(completed(year, each), year)), name, plan.year)
        for name, each in (("one.xlsx", one), ("other.xlsx", other))
    ]
    separate = [{(c.ref, c.field): c.after for c in merged(rows, [each]).changes} for each in read]
    both = merged(rows, read)
    conflicts = {
        key
        for key in separate[0].keys() & separate[1].keys()
        if separate[0][key] != separate[1][key]
    }

    assert {(c.ref, c.field): c.after for c in both.changes} == separate[1] | separate[0]
    assert sum("Make the two the same." in str(problem) for problem in both.problems) == len(
        conflicts
    )
