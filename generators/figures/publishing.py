"""From exact tables to a release: no single small office, the rule, then the audit of the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generators.content.figures import FigureRule
from generators.figures.audit import audit
from generators.figures.mapping import Categories
from generators.figures.naming import OFFICE
from generators.figures.release import Release
from generators.figures.suppress import Disclosive, suppress
from generators.figures.tables import Count, NotAllowed, Table, total


def publish(tables: Sequence[Table], rule: FigureRule, earlier: Sequence[Release] = ()) -> Release:
    """Return tables as they may be published, after everything that was published before.

    The audit follows the suppression once more, over all tables and earlier releases together.
    Raises `NotAllowed` or `Disclosive`, which name tables and places, never a count.
    """
    if wrong := sorted(set(small_offices(tables, rule))):
        raise NotAllowed("\n".join(wrong))
    release = suppress(tables, rule, earlier)
    if findings := audit(release, rule, earlier):
        raise Disclosive(findings)
    return release


def unnamed(tables: Sequence[Table], known: Categories, roles: Collection[str]) -> list[str]:
    """Return which categories and roles of tables have no name for readers, sorted."""
    wrong = {
        f"`{name}` is no category of `{dimension}`: name it in content/figures/categories.yml."
        for table in tables
        for dimension, name in _categories(table)
        if name not in known.get(dimension, ())
    }
    by = {table.confirmed_by for table in tables} - {"", *roles}
    return sorted(
        wrong | {f"`{role}`, who confirmed, is no role in content/roles/." for role in by}
    )


def _categories(table: Table) -> Iterator[tuple[str, str]]:
    yield from table.subject.scope
    for axis in (table.rows, table.columns):
        yield from ((axis.dimension, name) for name in axis.categories)


def small_offices(tables: Sequence[Table], rule: FigureRule) -> Iterator[str]:
    """Yield why single offices may not be told: they are small, or nobody says how large.

    The personnel of an office are those who must take a course, in a table of training by office.
    """
    known = dict(_personnel(tables))
    for at, table in enumerate(tables, 1):
        for office in _offices(table):
            if office not in known:
                yield (
                    f"table {at}: nobody says how many personnel `{office}` has. Release it with a"
                    " table of training by office (series training, stage required)."
                )
            elif known[office] < rule.personnel_least:
                yield (
                    f"table {at}: `{office}` has fewer than {rule.personnel_least} personnel. Join"
                    " it with others in the map, as one category."
                )


def _offices(table: Table) -> Iterator[str]:
    """Yield the offices of which a table tells something by themselves."""
    for axis in (table.rows, table.columns):
        if axis.dimension == OFFICE:
            yield from axis.categories
    yield from (name for dimension, name in table.subject.scope if dimension == OFFICE)


def _personnel(tables: Sequence[Table]) -> Iterator[tuple[str, int]]:
    """Yield each office with its personnel, the least number last where tables differ."""
    found = [
        (office, whole.value)
        for table in tables
        if (table.subject.series, table.subject.stage) == ("training", "required")
        and table.rows.dimension == OFFICE
        for office, row in zip(table.rows.categories, table.cells, strict=True)
        if isinstance(whole := total(row), Count)
    ]
    yield from sorted(found, key=lambda each: -each[1])
