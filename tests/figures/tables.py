"""Tables for tests, and every world that agrees with a release, found by trying all."""

import datetime as dt
from collections.abc import Iterator, Sequence

from generators.content.figures import FigureRule
from generators.figures.release import Mark, Published, Quantity, Release, lines, placed
from generators.figures.tables import Axis, Count, Period, Subject, Table

RULE = FigureRule(dimensions=["office", "status", "type", "region"])
YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
FIRST_HALF = Period(dt.date(2025, 1, 1), dt.date(2025, 6, 30))
SECOND_HALF = Period(dt.date(2025, 7, 1), dt.date(2025, 12, 31))
AS_OF = dt.date(2026, 3, 1)
REGION = (("region", "example"),)


def subject(period: Period = YEAR, scope: tuple[tuple[str, str], ...] = REGION) -> Subject:
    return Subject("sea", "reports", "reported", period, AS_OF, scope)


def axis(dimension: str, size: int) -> Axis:
    return Axis(dimension, tuple(f"{dimension}-{number}" for number in range(size)))


def table(
    counts: Sequence[Sequence[int]],
    about: Subject | None = None,
    dimensions: tuple[str, str] = ("office", "status"),
    *,
    zeros_public: bool = False,
) -> Table:
    """Return a table of counts; one of a single column has one dimension."""
    about = about or subject()
    width = len(counts[0])
    return Table(
        about,
        axis(dimensions[0], len(counts)),
        tuple(tuple(Count(each, about.series, about.unit) for each in row) for row in counts),
        axis(dimensions[1], width) if width > 1 else Axis(),
        zeros_public,
        "coordinator",
        AS_OF,
    )


def worlds(releases: Sequence[Release], most: int) -> Iterator[dict[Quantity, int]]:
    """Yield every assignment of counts from 0 to `most` that agrees with all that is shown.

    It knows nothing of the audit: cells are tried one by one, and sums looked at when they are
    complete. For tables of one period.
    """
    choices: dict[Quantity, set[int]] = {}
    sums = []
    for each in releases:
        for shown in each.tables:
            sums += list(lines(shown))
            for quantity, cell in placed(shown):
                found = set(_choices(cell, shown, each.fewer_than, most))
                choices[quantity] = choices.get(quantity, found) & found
    told = {quantity: min(found) for quantity, found in choices.items() if len(found) == 1}
    if all(_may_hold(whole, parts, told) for whole, parts in sums):
        yield from _filled([q for q in choices if q not in told], choices, sums, told)


def _choices(cell: object, shown: Published, fewer_than: int, most: int) -> Sequence[int]:
    if cell is Mark.FEWER:
        return range(1 if shown.zeros_public else 0, fewer_than)
    if cell is Mark.WITHHELD:
        return range(fewer_than, most + 1)
    assert isinstance(cell, int)
    return [cell]


def _filled(
    order: list[Quantity],
    choices: dict[Quantity, set[int]],
    sums: list[tuple[Quantity, tuple[Quantity, ...]]],
    world: dict[Quantity, int],
) -> Iterator[dict[Quantity, int]]:
    if not order:
        yield dict(world)
        return
    quantity, *rest = order
    touched = [(whole, parts) for whole, parts in sums if quantity == whole or quantity in parts]
    sums_of = [
        sum(world[p] for p in parts)
        for w, parts in touched
        if w == quantity and {*parts} <= {*world}
    ]
    for value in sorted(choices[quantity] & set(sums_of[:1] or choices[quantity])):
        world[quantity] = value
        if all(_may_hold(whole, parts, world) for whole, parts in touched):
            yield from _filled(rest, choices, sums, world)
        del world[quantity]


def _may_hold(whole: Quantity, parts: tuple[Quantity, ...], world: dict[Quantity, int]) -> bool:
    known = [world[part] for part in parts if part in world]
    if whole not in world:
        return True
    if len(known) < len(parts):
        return sum(known) <= world[whole]
    return sum(known) == world[whole]


def possible(
    releases: Sequence[Release], most: int
) -> tuple[dict[Quantity, set[int]], set[Quantity]]:
    """Return the values of each count in all worlds, and which counts are hidden somewhere."""
    values: dict[Quantity, set[int]] = {}
    for world in worlds(releases, most):
        for quantity, value in world.items():
            values.setdefault(quantity, set()).add(value)
    hidden = {
        quantity
        for each in releases
        for shown in each.tables
        for quantity, cell in placed(shown)
        if isinstance(cell, Mark)
    }
    return values, hidden
