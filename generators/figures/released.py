"""A release as a file in `content/figures/releases/`, and back: what readers see and no more.

No hash of the exact counts stands in it: counts are so few that all could be tried.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.content.figures import FigureRelease, FigureRule, ReleasedTable
from generators.figures.exact import (
    GAPS,
    axis_of,
    confirmation_fields,
    flow,
    head_fields,
    subject_of,
)
from generators.figures.release import Cell, Mark, Published, Release, placed
from generators.figures.tables import Gap

_WORDS: dict[Mark | Gap, str] = dict(GAPS.items()) | {mark: mark.value for mark in Mark}
_CELLS = {word: cell for cell, word in _WORDS.items()}
SCHEMA = "# yaml-language-server: $schema=../../schemas/figure-release.json\n"


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and as what tables are released, and which releases the audit looked at with them."""

    ident: str
    on: dt.date
    example: bool
    earlier: tuple[str, ...]


def release_of(record: FigureRelease) -> Release:
    """Return a release as it was published."""
    return Release(tuple(map(_published, record.tables)), record.fewer_than)


def _published(table: ReleasedTable) -> Published:
    return Published(
        subject_of(table),
        axis_of(table.rows),
        axis_of(table.columns),
        tuple(tuple(map(_cell, row)) for row in table.cells),
        table.zeros_public,
        table.confirmed.by if table.confirmed else "",
        table.confirmed.on if table.confirmed else None,
        table.whole,
    )


def _cell(written: int | str) -> Cell:
    return written if isinstance(written, int) else _CELLS[written]


def release_source(release: Release, occasion: Occasion, rule: FigureRule) -> str:
    """Return a release as its file; the same release gives the same text."""
    lines = [
        SCHEMA,
        "# Written by `psea figures release`. Do not edit: publish a new release instead.\n",
        f"id: {flow(occasion.ident)}\n",
        f"on: {occasion.on}\n",
        f"example: {flow(occasion.example)}\n",
        f"fewer_than: {release.fewer_than}\n",
        f"values_left: {rule.values_left}\n",
        f"earlier: {flow(list(occasion.earlier))}\n",
        "tables:\n",
        *(line for table in release.tables for line in _written(table)),
    ]
    return "".join(lines)


def _written(table: Published) -> Iterator[str]:
    entries = [*head_fields(table.subject, table.rows, table.columns).items()]
    entries.append(("zeros_public", table.zeros_public))
    entries += confirmation_fields(table.confirmed_by, table.confirmed_on)
    small, others = decisions(table)
    entries += [("whole", table.whole), ("decisions", {"small": small, "others": others})]
    for at, (name, value) in enumerate(entries):
        yield f"{'  - ' if at == 0 else '    '}{name}: {flow(value)}\n"
    if not table.cells:
        yield "    cells: []\n"
        return
    yield "    cells:\n"
    for row in table.cells:
        yield f"      - {flow([cell if isinstance(cell, int) else _WORDS[cell] for cell in row])}\n"


def decisions(table: Published) -> tuple[int, int]:
    """Return how many counts a table hides as small, and how many others so that none follows."""
    cells: list[Cell] = [cell for _, cell in placed(table)]
    return cells.count(Mark.FEWER), cells.count(Mark.WITHHELD)


def told(releases: Sequence[FigureRelease], *, example: bool) -> list[FigureRelease]:
    """Return the releases that readers know: the real ones, or the examples, oldest first."""
    same = [each for each in releases if each.example == example]
    return sorted(same, key=lambda each: (each.on, each.id))
