"""Many annexes from one sheet: good rows are issued, bad ones told, by row and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generators.annex.answers import ISSUED_ON, check_answers
from generators.annex.compose import NoText
from generators.annex.edition import Edition, edition
from generators.annex.issue import Annex, issue
from generators.annex.sheet import SheetRow
from generators.content.agreements import Agreement
from generators.content.library import Library
from generators.content.record import Language

ERRORS = ("row", "column", "value", "reason")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in one cell of a sheet."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Batch:
    """Issues annexes of one agreement in one language; texts are compiled once for each day."""

    library: Library
    agreement: Agreement
    lang: Language
    made: dict[dt.date, Edition] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)

    def annexes(self, rows: Iterable[SheetRow]) -> Iterator[tuple[int, Annex | list[Wrong]]]:
        """Yield for each row its number and the annex, or everything that is wrong in it."""
        for row in rows:
            yield row.number, self._annex(row)

    def _annex(self, row: SheetRow) -> Annex | list[Wrong]:
        checked = check_answers(self.agreement, self.library, row.cells, self.lang)
        if checked.refused:
            return [
                Wrong(row.number, r.question, row.cells.get(r.question, ""), r.why)
                for r in checked.refused
            ]
        on = checked.used[ISSUED_ON]
        assert isinstance(on, dt.date)
        try:
            made = self._edition(on)
        except NoText as error:
            return [Wrong(row.number, ISSUED_ON, on.isoformat(), f"has no annex: {error}.")]
        annex = issue(made, checked.used)
        first = self.files.setdefault(annex.file_name.casefold(), row.number)
        if first != row.number:
            reason = f"would write {annex.file_name}, as row {first} does. Give each its own."
            name = "agreement_reference"
            return [Wrong(row.number, name, row.cells.get(name, ""), reason)]
        return annex

    def _edition(self, on: dt.date) -> Edition:
        if on not in self.made:
            made = edition(self.library, self.agreement.id, self.lang, on)
            if made.agreement is not self.agreement:
                raise NoText(f"on {on} version {made.agreement.version} was in force")
            self.made[on] = made
        return self.made[on]


def unknown_columns(agreement: Agreement, header: Iterable[str]) -> list[str]:
    """Return the columns that are no question of the agreement."""
    return [name for name in header if name and name not in agreement.by_name]


def errors_csv(wrong: Iterable[Wrong]) -> bytes:
    """Return the list of what is wrong, as Excel opens it: UTF-8 with its mark, semicolons.

    A value that begins like a formula gets an apostrophe, so that no spreadsheet runs it.
    """
    told = io.StringIO(newline="")
    writer = csv.writer(told, delimiter=";", lineterminator="\r\n")
    writer.writerow(ERRORS)
    for each in wrong:
        cells = (each.column, each.value, each.reason)
        writer.writerow([each.row, *(_harmless(cell) for cell in cells)])
    return told.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    flat = " ".join(cell.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def summary(counts: Mapping[str, int]) -> str:
    """Return what a batch did, in one sentence."""
    parts = [f"{number} {what}" for what, number in counts.items() if number]
    return ", ".join(parts) if parts else "no rows"
