"""Exact tables as a YAML file, outside the project: what an import writes and a release reads.

The file is confidential (ST/SGB/2007/6). So what is wrong in it is told by line and field, and
never with what stands there. Training is a table of persons by `status` (`completed`,
`outstanding`) with stage `required`: then whoever has not taken the course is protected as well,
and its totals are the numerator and the denominator of completion.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from generators.content.explained import PATTERNS
from generators.content.figures import FigureAxis, GapWord, TableHead
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import Record, Whole
from generators.content.source import Parsed, decode, parse_yaml
from generators.figures.tables import Axis, Count, Entry, Gap, Period, Subject, Table

HEAD = (
    "# Confidential: exact counts. Keep this outside the project; publish only a release of it.\n"
)
GAPS: dict[Gap, GapWord] = {
    Gap.NOT_COLLECTED: "not-collected",
    Gap.NOT_APPLICABLE: "not-applicable",
}
"""How a gap is written in a file."""
_GAP_OF = {word: gap for gap, word in GAPS.items()}


class ExactTable(TableHead):
    """A table with its counts, a row for each category, without totals: those are added up."""

    cells: list[list[Annotated[Whole, Field(ge=0)] | GapWord]]


class ExactFile(Record):
    """What one import found."""

    tables: Annotated[list[ExactTable], Field(min_length=1)]


def exact_source(tables: Sequence[Table]) -> str:
    """Return tables as a file; the same tables give the same text."""
    return HEAD + "tables:\n" + "".join(line for each in tables for line in _written(each))


def _written(table: Table) -> Iterator[str]:
    entries = [*head_fields(table.subject, table.rows, table.columns).items()]
    entries.append(("zeros_public", table.zeros_public))
    entries += confirmation_fields(table.confirmed_by, table.confirmed_on)
    for at, (name, value) in enumerate(entries):
        yield f"{'  - ' if at == 0 else '    '}{name}: {flow(value)}\n"
    yield "    cells:\n"
    for row in table.cells:
        told = [each.value if isinstance(each, Count) else GAPS[each] for each in row]
        yield f"      - {flow(told)}\n"


def head_fields(subject: Subject, rows: Axis, columns: Axis) -> dict[str, Any]:
    """Return the particulars of a table as they stand in a file, in their order."""
    return {
        "series": subject.series,
        "unit": subject.unit,
        "stage": subject.stage,
        "first": subject.period.first,
        "last": subject.period.last,
        "as_of": subject.as_of,
        "scope": dict(subject.scope),
        "rows": _axis_fields(rows),
        **({"columns": _axis_fields(columns)} if columns.dimension else {}),
    }


def _axis_fields(axis: Axis) -> dict[str, Any]:
    return {"dimension": axis.dimension, "categories": list(axis.categories)}


def confirmation_fields(by: str, on: dt.date | None) -> Iterator[tuple[str, Any]]:
    """Yield who confirmed a total of 0, and when; nothing where nobody did."""
    if by and on:
        yield "confirmed", {"by": by, "on": on}


def flow(value: object) -> str:
    """Return a value on one line of YAML, strings in quotation marks: JSON, which YAML reads."""
    return json.dumps(value, ensure_ascii=False, default=str)


def read_exact(source: bytes, name: str) -> tuple[Table, ...]:
    """Return the tables of a file called `name`; raises `ProblemsFound`, which tells no count."""
    text, problems = decode(source, name)
    parsed = parse_yaml(text, name) if not problems else Parsed(problems=problems)
    if parsed.problems:
        raise ProblemsFound(parsed.problems)
    try:
        file = ExactFile.model_validate(parsed.value)
    except ValidationError as error:
        found = [_problem(detail, parsed, name) for detail in error.errors(include_input=False)]
    else:
        made = [_table(each, parsed, name, at) for at, each in enumerate(file.tables)]
        found = [each for each in made if isinstance(each, Problem)]
        if not found:
            return tuple(each for each in made if isinstance(each, Table))
    raise ProblemsFound(found)


def _problem(detail: ErrorDetails, parsed: Parsed, name: str) -> Problem:
    """Return what is wrong in a place, by the fields that lead there and are known."""
    places = [part for part in detail["loc"] if isinstance(part, int) or part in _FIELDS]
    where = ".".join(str(part) for part in places) or "the file"
    line = parsed.line(tuple(detail["loc"]))
    match detail["type"]:
        case "missing":
            return Problem(name, line, f"`{where}` is missing. Add it.")
        case "extra_forbidden":
            return Problem(name, line, f"`{where}` has a field that it cannot have. Remove it.")
        case _ if "cells" in places:
            wanted = ", ".join(_GAP_OF)
            message = f"`{where}` is no count: write a whole number from 0 on, or {wanted}."
            return Problem(name, line, message)
        case "string_pattern_mismatch":
            wanted = PATTERNS.get(detail["ctx"]["pattern"], "other words")
            return Problem(name, line, f"`{where}` is not what it should be: {wanted}. Correct it.")
        case _:
            return Problem(name, line, f"`{where}` cannot be read: {detail['msg']}. Correct it.")


_FIELDS = {"tables", *ExactTable.model_fields, *FigureAxis.model_fields, "by", "on"}


def _table(given: ExactTable, parsed: Parsed, name: str, at: int) -> Table | Problem:
    def entry(cell: int | GapWord) -> Entry:
        return Count(cell, given.series, given.unit) if isinstance(cell, int) else _GAP_OF[cell]

    try:
        return Table(
            subject_of(given),
            axis_of(given.rows),
            tuple(tuple(entry(cell) for cell in row) for row in given.cells),
            axis_of(given.columns),
            given.zeros_public,
            given.confirmed.by if given.confirmed else "",
            given.confirmed.on if given.confirmed else None,
        )
    except ValueError as error:
        line = parsed.line(("tables", at, "cells"))
        return Problem(name, line, f"`tables.{at}` does not fit its categories: {error}.")


def subject_of(given: TableHead) -> Subject:
    """Return what a table in a file counts."""
    period = Period(given.first, given.last)
    scope = tuple(sorted(given.scope.items()))
    return Subject(given.series, given.unit, given.stage, period, given.as_of, scope)


def axis_of(given: FigureAxis | None) -> Axis:
    """Return a dimension with its categories; none where a table has only one dimension."""
    return Axis(given.dimension, tuple(given.categories)) if given else Axis()
