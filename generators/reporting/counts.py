"""The figures of a report as its audience sees them: exact, or through disclosure control."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generators.content.figures import FigureRule, FigureUnit, Series, Stage
from generators.content.library import Library
from generators.content.plan import Period as Days
from generators.content.reports import YearReport
from generators.figures.naming import known_categories
from generators.figures.publishing import publish, unnamed
from generators.figures.release import Cell, Published, Release
from generators.figures.released import release_of, told
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

    Raises `NotAllowed` or `Disclosive`, as `publish` does.
    """
    release = publish(tables, rule, earlier)
    return Counts(release.tables, release.fewer_than)


def earlier_releases(library: Library, report: YearReport) -> list[Release]:
    """Return what readers know already: real releases, or for an example those that are one."""
    return [release_of(each) for each in told([*library.releases.values()], example=report.example)]


def released_counts(library: Library, report: YearReport) -> Counts:
    """Return what was published already of a report's period, each table as it was told last."""
    found: dict[tuple[object, ...], Published] = {}
    releases = earlier_releases(library, report)
    for table in (table for each in releases for table in each.tables):
        if within(table, report.period):
            what = replace(table.subject, as_of=table.subject.period.last)
            found[what, table.rows, table.columns] = table
    return Counts(tuple(found.values()), max((each.fewer_than for each in releases), default=0))


def within(table: Table | Published, days: Days | None) -> bool:
    """Return whether the period of a table lies within a report's."""
    period = table.subject.period
    return days is not None and days.start <= period.first <= period.last <= days.end


def refusals(tables: Sequence[Table], library: Library, days: Days | None) -> list[str]:
    """Return why a report cannot carry these figures, sorted: what to give in each case."""
    wrong = {reason for table in tables for reason in _refusals(table, days)}
    return sorted({*wrong, *unnamed(tables, known_categories(library), library.roles)})


def _refusals(table: Table, days: Days | None) -> Iterator[str]:
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
    if table.confirmed_on and table.confirmed_on < subject.period.last:
        yield (
            f"{name}: confirmed on {table.confirmed_on}, before the period ends on"
            f" {subject.period.last}. Have it confirmed again."
        )


def _confirmed(table: Table) -> bool:
    return bool(table.confirmed_by and table.confirmed_on)
