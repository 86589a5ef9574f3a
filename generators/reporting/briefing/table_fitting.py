"""Lays out tables and charts on slides: whole words in every column, and every row in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from generators.content.prose import Inline
from generators.document.model import Chart, Row, Table, words
from generators.reporting.briefing.measure import LEADING, line_count, tokens, width
from generators.reporting.briefing.rooms import CELL, SMALLEST, SMALLEST_LABEL, Box

_FIRST = 34
"""The least share of the width, in percent, that the column with the names of rows has."""
_LABELS = 0.4
"""The share of a chart's width that the names of its bars have."""


def table_parts(table: Table, box: Box) -> Iterator[Table]:
    """Yield a table by the slide: as many columns as there is room for, then as many rows.

    Each part has its header, and the names of its rows.
    """
    shares = _shares(table, box)
    starts, used = [1], 0
    for column, share in enumerate(shares, 1):
        if used and used + share > 100 - _FIRST:
            starts.append(column)
            used = 0
        used += share
    for start, end in pairwise([*starts, len(table.header)]):
        columns = [0, *range(start, end)]
        mine = shares[start - 1 : end - 1]
        part = replace(
            table,
            header=tuple(table.header[at] for at in columns),
            rows=tuple(Row(tuple(row.cells[at] for at in columns)) for row in table.rows),
            widths=(max(100 - sum(mine), _FIRST), *mine),
        )
        yield from _by_rows(part, box)


def _shares(table: Table, box: Box) -> list[int]:
    """Return widths, in percent, with which no word of a column but the first is broken."""
    rows = [table.header, *(row.cells for row in table.rows)]
    shares = []
    for column in range(1, len(table.header)):
        found = [word for row in rows for word, _ in tokens(row[column])]
        wide = max((width(word.rstrip(), bold=True) for word in found), default=0.0)
        shares.append(ceil(100 * (wide * SMALLEST + 2 * CELL) / box.width))
    return shares


def _by_rows(table: Table, box: Box) -> Iterator[Table]:
    """Yield a table by the slide, about as long as each other."""
    header = _row_height(table.header, table, box, bold=True)
    heights = [_row_height(row.cells, table, box) for row in table.rows]
    parts = _filled(heights, box.height - header)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        even = _filled(heights, (box.height - header) * share)
        if len(even) == len(parts):
            parts = even
            break
    for start, end in pairwise([*parts, len(table.rows)]):
        yield replace(table, rows=table.rows[start:end])


def _filled(heights: Sequence[float], most: float) -> list[int]:
    """Return the rows with which the parts begin, none of them higher than may be."""
    starts, used = [0], 0.0
    for at, high in enumerate(heights):
        if at > starts[-1] and used + high > most:
            starts.append(at)
            used = 0.0
        used += high
    return starts


def _row_height(
    cells: Sequence[tuple[Inline, ...]], table: Table, box: Box, *, bold: bool = False
) -> float:
    """Return the height of a row of a table in points."""
    lines = [
        line_count(cell, (box.width * share / 100 - 2 * CELL) / SMALLEST, bold=bold or at == 0)
        for at, (cell, share) in enumerate(zip(cells, table.widths, strict=True))
    ]
    return max(lines) * SMALLEST * LEADING + CELL


def chart_size(chart: Chart, box: Box) -> float:
    """Return the size of the words in a chart in points, as small as need be.

    Its numbers stand in the table after it, too, in type that is never small.
    """
    size = SMALLEST
    while size > SMALLEST_LABEL and _chart_height(chart, box, size) > box.height:
        size -= 1
    return size


def _chart_height(chart: Chart, box: Box, size: float) -> float:
    """Return the height of the names of bars below each other, and of the legend below them."""
    room = box.width * _LABELS / size
    bars = sum(line_count(words(bar.name), room) * LEADING + 0.5 for bar in chart.bars)
    series = "    ".join(part.series for part in chart.bars[0].parts)
    legend = line_count(words(series), box.width / size) * LEADING * 1.5
    return (bars + legend) * size
