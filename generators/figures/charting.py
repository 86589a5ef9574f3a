"""Charts of published figures: bars for what is shown, words for what is not."""

from __future__ import annotations

from generators.content.record import Language
from generators.document.model import Bar, Chart, Part
from generators.document.phrases import phrases
from generators.figures.release import Cell, Published

LEAST = 2
"""The fewest bars that make a chart."""


def bars(table: Published, rows: list[str], columns: list[str], total: str) -> list[Bar]:
    """Return a bar for each row, totals left out, of which the chart shows everything.

    Its parts are the columns where every row of the table is shown whole, or where the table says
    who has done what they must; otherwise it is the row's total.
    """
    stacked = columns and (table.subject.stage == "required" or _all_shown(table))
    made = []
    for name, cells in zip(rows, table.cells[:-1], strict=False):
        parts = list(zip(columns, cells, strict=False)) if stacked else [(total, cells[-1])]
        shown = [Part(series, cell) for series, cell in parts if isinstance(cell, int)]
        if len(shown) == len(parts):
            made.append(Bar(name, tuple(shown)))
    return made


def _all_shown(table: Published) -> bool:
    return all(isinstance(cell, int) for row in table.cells[:-1] for cell in row)


def chart(caption: str, unit: str, drawn: list[Bar], lang: Language) -> Chart | None:
    """Return the chart of bars; None where it would show too little, or nothing but zeros."""
    say = phrases(lang)
    if len(drawn) < LEAST or not any(part.value for bar in drawn for part in bar.parts):
        return None
    told = "; ".join(_told(bar) for bar in drawn)
    return Chart(caption, say("Bars: {bars}.").format(bars=told), unit, tuple(drawn))


def _told(bar: Bar) -> str:
    parts = ", ".join(f"{part.series} {part.value}" for part in bar.parts)
    return f"{bar.name}: {parts}" if len(bar.parts) > 1 else f"{bar.name}: {bar.parts[0].value}"


def share(cells: tuple[Cell, ...], at: int) -> tuple[int, int, int] | None:
    """Return a count, the whole it is of, and how many of a hundred that makes.

    None where either is not shown: no share is made of what is hidden.
    """
    count, whole = cells[at], cells[-1]
    if isinstance(count, int) and isinstance(whole, int) and whole:
        return count, whole, round(100 * count / whole)
    return None
