"""The import of an export as it runs in a process of its own, which alone ever holds its rows.

Whatever goes wrong there, its tracebacks, its memory and what libraries say end with that process:
out come exact tables, or refusals that hold nothing of a row.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import python_calamine

from generators.content.figure_map import KINDS, CaseMap, FigureMap
from generators.document.sheet import LARGEST, Sheet, UnreadableSheet, read_sheet
from generators.figures.cases import Cases
from generators.figures.exact import exact_source
from generators.figures.numbers import Numbers
from generators.figures.tables import Period
from generators.figures.tally import Refusal, Span, Tally, columns_wrong, tally

NO_SHEET = (
    "cannot be read as a table. It must be a .csv, or an .xlsx with a single sheet, of at most"
    f" {LARGEST // 1_000_000} MB, with the names of its columns in the first row, each once."
)
TASK = f"{__name__}:run"


@dataclass(frozen=True, slots=True)
class Imported:
    """Exact tables as a file, or else why there are none: columns that do not fit, rows."""

    exact: str = ""
    wrong: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


def order(path: Path, given: FigureMap, span: Span) -> bytes:
    """Return what the other process is told."""
    told = {
        "path": str(path.resolve()),
        "kind": given.kind,
        "map": given.model_dump(mode="json"),
        "days": [span.period.first, span.period.last, span.as_of, span.confirmed_on],
        "by": span.confirmed_by,
    }
    return json.dumps(told, default=str).encode()


def run(told: bytes) -> bytes:
    """Do what is told, in the other process."""
    order = json.loads(told)
    given = KINDS[order["kind"]].model_validate(order["map"])
    first, last, as_of, on = (day and dt.date.fromisoformat(day) for day in order["days"])
    made = imported(Path(order["path"]), given, Span(Period(first, last), as_of, order["by"], on))
    refused = [[each.row, each.column, each.reason] for each in made.refused]
    return json.dumps([made.exact, made.wrong, refused]).encode()


def outcome(answer: bytes) -> Imported:
    """Return what the other process answers."""
    exact, wrong, refused = json.loads(answer)
    return Imported(exact, tuple(wrong), tuple(Refusal(*each) for each in refused))


def imported(path: Path, given: FigureMap, span: Span) -> Imported:
    """Count the file; where a single row is refused, nothing is counted."""
    with path.open("rb") as source:
        try:
            several = path.suffix.lower() == ".xlsx" and _sheets(source) != 1
            sheet = None if several else read_sheet(source, path.name)
        except (UnreadableSheet, python_calamine.CalamineError, ValueError):
            sheet = None
        return counted(sheet, given, span) if sheet else Imported(wrong=(NO_SHEET,))


def _sheets(source: BinaryIO) -> int:
    """Return the number of sheets of a workbook, hidden ones too: cases could lie in each."""
    return len(python_calamine.load_workbook(source).sheet_names)


def counted(sheet: Sheet, given: FigureMap, span: Span) -> Imported:
    """Count an open sheet."""
    if wrong := columns_wrong(sheet.header, given):
        return Imported(wrong=tuple(wrong))
    counts: Tally = Cases(given, span) if isinstance(given, CaseMap) else Numbers(given, span)
    if refused := tally(sheet, given, counts):
        return Imported(refused=tuple(refused))
    return Imported(exact_source(counts.tables()))
