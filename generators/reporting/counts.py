"""The figures of a report as its audience sees them: exact, or through disclosure control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.content.figures import FigureRule, FigureUnit, Series, Stage
from generators.content.library import Library
from generators.content.plan import Period as Days
from generators.figures.release import Cell, Published, Release
from generators.figures.suppress import suppress
from generators.figures.tables import Count, Period, Table, with_totals

SUBJECTS: tuple[Series, ...] = ("sea", "sh")
"""What is reported, each for itself: the two are never added up."""


@dataclass(frozen=True)
class Counts:
    """Tables as readers of one report see them, totals last; `fewer_than` is the threshold."""

    tables: tuple[Published, ...] = ()
    fewer_than: int = 0

    def of(self, series: Series, unit: FigureUnit | None = None) -> list[Published]:
        """Return the tables of a series, of one unit where that is given."""
        return [
            table
            for table in self.tables
            if table.subject.series == series and unit in (None, table.subject.unit)
        ]

    def whole(self, series: Series, unit: FigureUnit, stage: Stage) -> list[Published]:
        """Return one table for each period that counts the whole entity in a stage."""
        found: dict[Period, Published] = {}
        for table in self.of(series, unit):
            if table.subject.stage == stage and not table.subject.scope:
                found.setdefault(table.subject.period, table)
        return [found[period] for period in sorted(found)]


def total(table: Published) -> Cell | None:
    """Return what readers see as the total; None where not even that is told."""
    return table.cells[-1][-1] if table.cells else None


def exact_counts(tables: Sequence[Table]) -> Counts:
    """Return figures with nothing hidden: for a confidential report, and for no other."""
    return Counts(tuple(map(_exact, tables)))


def _exact(table: Table) -> Published:
    return Published(
        table.subject,
        table.rows,
        table.columns,
        tuple(
            tuple(entry.value if isinstance(entry, Count) else entry for entry in row)
            for row in with_totals(table)
        ),
        True,
        table.confirmed_by,
        table.confirmed_on,
    )


def public_counts(
    tables: Sequence[Table], rule: FigureRule, earlier: Sequence[Release] = ()
) -> Counts:
    """Return figures as they may be published after all earlier releases.

    Raises `NotAllowed` or `Disclosive`, as `suppress` does.
    """
    release = suppress(tables, rule, earlier)
    return Counts(release.tables, release.fewer_than)


def released_counts(releases: Sequence[Release], days: Days | None) -> Counts:
    """Return what was published already of a period; nothing where the period is not known."""
    tables = [table for each in releases for table in each.tables if within(table, days)]
    return Counts(tuple(tables), max((each.fewer_than for each in releases), default=0))


def within(table: Table | Published, days: Days | None) -> bool:
    """Return whether the period of a table lies within a report's."""
    period = table.subject.period
    return days is not None and days.start <= period.first <= period.last <= days.end


def refusals(tables: Sequence[Table], library: Library, days: Days | None) -> list[str]:
    """Return why a report cannot carry these figures, sorted: what to give in each case."""
    return sorted({reason for table in tables for reason in _refusals(table, library, days)})


def _refusals(table: Table, library: Library, days: Days | None) -> Iterator[str]:
    subject = table.subject
    name = f"{subject.series}, {subject.unit}, {subject.stage}"
    period = f"{subject.period.first} to {subject.period.last}"
    last = with_totals(table)[-1][-1]
    if days is None:
        yield "the report has no period, so no figure can be placed in it: give `period` first."
    elif not within(table, days):
        covered = f"{days.start} to {days.end}"
        yield (
            f"{name}: counts {period}, but the report covers {covered}. Give the figures of its"
            " period, or correct the report."
        )
    if isinstance(last, Count) and last.value == 0 and not _confirmed(table):
        yield (
            f"{name}, {period}: a published 0 needs a confirmation. Say which role confirmed it,"
            " and when: `confirmed: {by: ROLE, on: DATE}`."
        )
    if table.confirmed_by and table.confirmed_by not in library.roles:
        yield f"{name}: confirmed by `{table.confirmed_by}`, which is no role in content/roles/."
    if table.confirmed_on and table.confirmed_on < subject.period.last:
        yield (
            f"{name}: confirmed on {table.confirmed_on}, before the period ends on"
            f" {subject.period.last}. Have it confirmed again."
        )


def _confirmed(table: Table) -> bool:
    return bool(table.confirmed_by and table.confirmed_on)
