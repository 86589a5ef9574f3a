"""Checks of published figures: what a release holds is what its command wrote, and by the rule.

They are quick and look at each table by itself. Whether a hidden count follows from several tables
or earlier releases is for the audit, which `psea figures release` and the tests run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generators.content.figures import EXAMPLE, FigureRelease, ReleasedTable
from generators.content.library import Library
from generators.content.problems import Problem

Line = Sequence[int | str]
_HIDDEN = ("fewer", "withheld")
_GAP = "not-applicable"


def releases_fit_their_axes(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a released table has a cell for each of its categories, and for each total."""
    for release, at, table in _tables(library):
        rows = len(table.rows.categories) + 1
        across = len(table.columns.categories) if table.columns else 0
        shape = {len(row) for row in table.cells}
        if not table.cells and not table.whole:
            continue
        if len(table.cells) != rows or shape != {across + 1 if across else 1}:
            told = f"has not {rows} rows of {across + 1 if across else 1}, totals last"
            yield _problem(release, at, told, "cells")


def releases_add_up(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a shown total is the sum of its parts, and that no cell follows from the rest."""
    for release, at, table in _tables(library):
        for line in _lines(table):
            *parts, whole = line
            counted = [part for part in parts if part != _GAP]
            hidden = [cell for cell in (*counted, whole) if cell in _HIDDEN]
            numbers = [cell for cell in counted if isinstance(cell, int)]
            if "not-collected" in (*counted, whole) or not counted:
                continue
            if len(hidden) == 1:
                yield _problem(release, at, "hides a count alone in its line: it follows", "cells")
            elif isinstance(whole, int) and (
                sum(numbers) > whole or (not hidden and sum(numbers) != whole)
            ):
                yield _problem(release, at, "has a total that is not that of its parts", "cells")


def releases_hide_small_counts(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no small count is shown but an entity-wide total of a year, and public zeros."""
    for release, at, table in _tables(library):
        cells = [cell for row in table.cells for cell in row]
        if not table.scope and _is_year(table):
            cells = cells[:-1]
        small = {*range(0 if not table.zeros_public else 1, release.fewer_than)}
        if small & {cell for cell in cells if isinstance(cell, int)}:
            yield _problem(release, at, "shows a count that its rule hides", "cells")


def releases_follow_the_rule(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a release keeps to the rule of figures, and to days that can be."""
    rule = library.figures
    for release, at, table in _tables(library):
        days = (table.first, table.last, table.as_of, release.on)
        if list(days) != sorted(days):
            told = "has days that cannot be: first, last, as_of and the day of release in order"
            yield _problem(release, at, told, "first")
        axes = [table.rows, *([table.columns] if table.columns else [])]
        names = [*(axis.dimension for axis in axes), *table.scope]
        for name in names:
            if rule is None or name not in rule.dimensions:
                yield _problem(release, at, f"uses `{name}`, no dimension of the rule", "rows")
        if len(set(names)) < len(names):
            yield _problem(release, at, "uses a dimension twice", "rows")
        if table.cells and table.cells[-1][-1:] == [0] and table.confirmed is None:
            yield _problem(release, at, "shows a total of 0 that no role has confirmed", "cells")
        if table.confirmed and table.confirmed.by not in library.roles:
            told = f"was confirmed by `{table.confirmed.by}`, which is no role in content/roles/"
            yield _problem(release, at, told, "confirmed")


def releases_tell_what_was_decided(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that the decisions of a table are those that its marks show."""
    for release, at, table in _tables(library):
        cells = [cell for row in table.cells for cell in row]
        marks = cells.count("fewer"), cells.count("withheld")
        if marks != (table.decisions.small, table.decisions.others):
            yield _problem(release, at, "has other marks than its decisions say", "decisions")


def releases_use_known_categories(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that readers are told the name of each category, and that examples stay apart."""
    dimensions = library.categories.dimensions if library.categories else []
    known = {each.id: {one.id for one in each.categories} for each in dimensions}
    for name, others in (("office", library.directory), ("course", library.courses)):
        known.setdefault(name, set()).update(others)
    for release, at, table in _tables(library):
        axes = [table.rows, *([table.columns] if table.columns else [])]
        pairs = [(axis.dimension, name) for axis in axes for name in axis.categories]
        for dimension, name in (*pairs, *table.scope.items()):
            if name not in known.get(dimension, ()):
                told = f"has `{name}`, no category of `{dimension}` in figures/categories.yml"
                yield _problem(release, at, told, "rows")
            elif name.startswith(EXAMPLE) and not release.example:
                yield _problem(release, at, f"has the made-up `{name}`, and is no example", "rows")
    for release in library.releases.values():
        if release.example != release.id.startswith(EXAMPLE):
            told = f"Its id begins with `{EXAMPLE}` where it is one, and nowhere else."
            message = f"says `example: {str(release.example).lower()}`. {told}"
            yield Problem(release.path, release.line("example"), message)


def _tables(library: Library) -> Iterator[tuple[FigureRelease, int, ReleasedTable]]:
    for release in library.releases.values():
        yield from ((release, at, table) for at, table in enumerate(release.tables))


def _lines(table: ReleasedTable) -> Iterator[Line]:
    """Yield each row and column that ends with its total; none of a table of another shape."""
    across = len(table.columns.categories) if table.columns else 0
    width = across + 1 if across else 1
    if {len(row) for row in table.cells} != {width} or len(table.cells) < 2:
        return
    if across:
        yield from table.cells
    yield from zip(*table.cells, strict=True)


def _is_year(table: ReleasedTable) -> bool:
    first, last = table.first, table.last
    ends = first.month, first.day, last.month, last.day
    return first.year == last.year and ends == (1, 1, 12, 31)


def _problem(release: FigureRelease, at: int, told: str, field: str) -> Problem:
    """Return what is wrong with a table; a release is never mended by hand."""
    message = f"table {at + 1} {told}. Take back what was edited; publish a new release instead."
    return Problem(release.path, release.line("tables", at, field), message)
