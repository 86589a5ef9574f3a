"""Commands for many annexes: a workbook to fill in, and a batch of annexes from it."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from generators.annex.batch import (
    Batch,
    errors_head,
    errors_line,
    summary,
    unknown_columns,
)
from generators.annex.workbook import partners_workbook
from generators.commands.annex_inputs import (
    agreement_of,
)
from generators.commands.arguments import language_of
from generators.commands.documents import beside, letterhead_of
from generators.commands.issuing import Outcome, Place, issued_row
from generators.commands.progress import counted
from generators.content.problems import Problem, ProblemsFound
from generators.document.sheet import Sheet, SheetRow, UnreadableSheet, read_sheet
from generators.edge import (
    WRONG,
    Misused,
    checked_library,
    day,
    project_root,
    register_folder,
    telling,
)
from generators.files import settle, sweep, whole_file, write_whole

ERRORS = "errors.csv"
WRITERS = 2
AHEAD = 8
"""Rows that may be made before the first of them is written: so memory stays flat."""
TOLD = 10
"""How many faults are printed; all are in the list."""
HOUR = 3600
"""How long, in seconds, somebody else may be writing one file into the register."""


@telling
def template(given: argparse.Namespace) -> int:
    """Write the workbook to fill in; a file that is there is never replaced."""
    lang, path = language_of(given.lang), Path(given.out)
    library, agreement = agreement_of(given.agreement, lang, day(None))
    data = partners_workbook(agreement, library, lang)
    if path.exists() and path.read_bytes() != data:
        raise Misused(f"{path} exists and may hold your work; it is never replaced. Move it away.")
    write_whole(path, data)
    print(f"{path}: a column a question; the first row is an example to replace.")
    return 0


@telling
def batch(given: argparse.Namespace) -> int:
    """Issue an annex for each good row, list the bad ones in errors.csv; 1 when there are any."""
    path, out, register = Path(given.file), Path(given.out), register_folder()
    library, _ = checked_library(project_root(), day(None))
    work = Batch(library, day(None), base=letterhead_of(given.base))
    counts = issue_all(work, path, Place(out, register, beside(given)))
    recorded = "in the register" if register else "not registered, as PSEA_REGISTER is not set"
    if counts["refused"]:
        print(f"{summary(counts)}, {recorded}; see {out / ERRORS}.")
        return WRONG
    print(f"{summary(counts)}, in {out}, {recorded}.")
    return 0


def issue_all(work: Batch, path: Path, place: Place) -> Counter[str]:
    """Issue the annexes of a file, and say how many rows came to which outcome."""
    try:
        with path.open("rb") as source:
            sheet = read_sheet(source, path.name)
            if unknown := unknown_columns(work.library, sheet.header):
                raise ProblemsFound(
                    Problem(
                        path.as_posix(),
                        1,
                        f"has the column `{each} Rename or delete it;"
                        " psea annex template gives the right ones.",
                    )
                    for each in unknown
                )
            return _issued(work, sheet, place)
    except UnreadableSheet as error:
        raise ProblemsFound([Problem(path.as_posix(), error.line, str(error))]) from None
    finally:
        settle()


def _issued(work: Batch, sheet: Sheet, place: Place) -> Counter[str]:
    """Issue row by row; the list of errors is always that of this run."""
    counts: Counter[str] = Counter()
    listed = place.out / ERRORS
    if listed.exists():
        listed.open("ab").close()  # told now if Excel holds it open, not after the work
    with whole_file(listed) as errors:
        started = os.fstat(errors.fileno()).st_mtime  # by the clock of the drive itself
        errors.write(errors_head())
        for outcome in _outcomes(work, sheet, place):
            if isinstance(outcome, str):
                counts[outcome] += 1
                continue
            counts["refused"] += 1
            for wrong in outcome:
                errors.write(errors_line(wrong))
                counts["faults"] += 1
                if counts["faults"] <= TOLD:
                    print(f"row {wrong.row}: `{wrong.column}` {wrong.reason}", file=sys.stderr)
    if not counts["refused"]:
        listed.unlink()
    _swept(place, started)
    return counts


def _swept(place: Place, started: float) -> None:
    """Remove what earlier runs left half-written, of the register only what is surely left."""
    sweep(place.out, started)
    if place.register:
        for year in place.register.iterdir():
            sweep(year, started - HOUR)


def _outcomes(work: Batch, sheet: Sheet, place: Place) -> Iterator[Outcome]:
    """Yield what became of each row, in order; files are written while the next ones are made.

    An annex and its entry in the register take most of their time in the system's hands.
    """
    waiting: deque[Future[Outcome]] = deque()
    with ThreadPoolExecutor(WRITERS) as writers:
        for row in counted(_readable(sheet.rows), sheet.about):
            waiting.append(writers.submit(issued_row, row, work.made(row), place))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _readable(rows: Iterable[SheetRow]) -> Iterator[SheetRow]:
    """Pass rows on; where a file cannot be read further, that is the last row, and is told."""
    number = 1
    try:
        for row in rows:
            number = row.number
            yield row
    except UnreadableSheet as error:
        yield SheetRow(number + 1, {}, broken=f"the file {error}")
