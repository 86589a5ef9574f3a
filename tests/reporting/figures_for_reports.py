"""Exact figures of a made-up year, for tests."""

import datetime as dt
from collections.abc import Sequence

from generators.content.figures import FigureUnit, Series, Stage
from generators.figures.tables import Axis, Count, Entry, Gap, Period, Subject, Table

YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
AS_OF = dt.date(2027, 1, 15)
PERSONNEL = ("staff", "non-staff", "partner-personnel")
REGIONS = ("africa", "arab-states", "asia-pacific", "europe")


def table(
    series: Series,
    unit: FigureUnit,
    stage: Stage,
    counts: Sequence[int | Gap],
    *,
    rows: tuple[str, tuple[str, ...]] = ("personnel", PERSONNEL),
    confirmed: tuple[str, dt.date] | None = None,
    period: Period = YEAR,
) -> Table:
    """Return a table of one dimension for the whole entity."""
    dimension, categories = rows
    by, on = confirmed or ("", None)
    return Table(
        Subject(series, unit, stage, period, AS_OF),
        Axis(dimension, categories[: len(counts)]),
        tuple((_entry(count, series, unit),) for count in counts),
        confirmed_by=by,
        confirmed_on=on,
    )


def training(completed: Sequence[int], outstanding: Sequence[int]) -> Table:
    """Return who has completed the mandatory course, by region and status."""
    pairs = zip(completed, outstanding, strict=True)
    return Table(
        Subject("training", "persons", "required", YEAR, AS_OF),
        Axis("region", REGIONS[: len(completed)]),
        tuple(tuple(_entry(each, "training", "persons") for each in pair) for pair in pairs),
        Axis("status", ("completed", "outstanding")),
    )


def _entry(count: int | Gap, series: Series, unit: FigureUnit) -> Entry:
    return count if isinstance(count, Gap) else Count(count, series, unit)
