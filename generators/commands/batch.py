"""Commands for many annexes: a workbook to fill in, and a batch of annexes from it."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from generators.annex.batch import Batch, Wrong, errors_csv, summary, unknown_columns
from generators.annex.issue import Annex
from generators.annex.sheet import SheetRow, UnreadableSheet, read_sheet
from generators.annex.workbook import partners_workbook
from generators.commands.annex import agreement_of, language_of
from generators.content.problems import Problem, ProblemsFound
from generators.content.source import nearest
from generators.edge import WRONG, Misused, day, telling
from generators.files import write_whole

ERRORS = "errors.csv"


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
    lang, path, out = language_of(given.lang), Path(given.file), Path(given.out)
    library, agreement = agreement_of(given.agreement, lang, day(None))
    try:
        header, rows = read_sheet(path.read_bytes(), path.name)
        if unknown := unknown_columns(agreement, header):
            raise ProblemsFound(
                Problem(path.as_posix(), 1, _unknown(name, list(agreement.by_name)))
                for name in unknown
            )
        counts, wrong = _issue(Batch(library, agreement, lang), list(rows), out)
    except UnreadableSheet as error:
        raise ProblemsFound([Problem(path.as_posix(), 1, str(error))]) from None
    _tell(counts, wrong, out)
    return WRONG if wrong else 0


def _issue(work: Batch, rows: list[SheetRow], out: Path) -> tuple[Counter[str], list[Wrong]]:
    counts: Counter[str] = Counter()
    wrong: list[Wrong] = []
    for number, made in _counted(work.annexes(rows), len(rows)):
        found = made if isinstance(made, list) else _kept(number, made, out, counts)
        if found:
            wrong += found
            counts["refused"] += 1
    return counts, wrong


def _kept(row: int, annex: Annex, out: Path, counts: Counter[str]) -> list[Wrong]:
    """Write one annex; what stands there already is left, and never replaced by other words."""
    target = out / annex.file_name
    if target.exists():
        if target.read_bytes() == annex.data:
            counts["unchanged"] += 1
            return []
        reason = f"{target} exists and holds other words; it is never overwritten. Move it away."
        return [Wrong(row, "agreement_reference", annex.file_name, reason)]
    write_whole(target, annex.data)
    counts["issued"] += 1
    return []


def _counted(
    made: Iterator[tuple[int, Annex | list[Wrong]]], total: int
) -> Iterator[tuple[int, Annex | list[Wrong]]]:
    """Pass everything on, and show a bar on a terminal when it takes longer than a moment."""
    started, shown = time.monotonic(), 0.0
    for done, each in enumerate(made, 1):
        yield each
        now = time.monotonic()
        if sys.stderr.isatty() and now - started > 1 and (now - shown > 0.2 or done == total):
            shown = now
            bar = "█" * (30 * done // total)
            print(f"\r{bar:<30} {done} of {total}", end="", file=sys.stderr, flush=True)
    if shown:
        print(file=sys.stderr)


def _tell(counts: Counter[str], wrong: list[Wrong], out: Path) -> None:
    """Say what was done; the list of errors is always that of this run."""
    errors = out / ERRORS
    if wrong:
        write_whole(errors, errors_csv(wrong))
        for each in wrong[:10]:
            print(f"row {each.row}: `{each.column}` {each.reason}", file=sys.stderr)
        more = f" (the first 10 of {len(wrong)} are above)" if len(wrong) > 10 else ""
        print(f"{summary(counts)}; see {errors}{more}.")
    else:
        errors.unlink(missing_ok=True)
        print(f"{summary(counts)}, in {out}.")


def _unknown(name: str, known: list[str]) -> str:
    return (
        f"has the column `{name}`, which is no question of this annex.{nearest(name, known)}"
        " Rename or delete it; psea annex template gives the right ones."
    )
