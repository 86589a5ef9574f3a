"""Many annexes from one sheet: good rows are issued, bad ones told, by row and column."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generators.annex.answers import ISSUED_ON, Asking
from generators.annex.compose import NoText
from generators.annex.edition import Edition, edition
from generators.annex.issue import Annex, issue
from generators.annex.values import Refused, Value
from generators.content.agreements import Agreement
from generators.content.library import Library
from generators.content.record import LANGUAGES, Language
from generators.content.source import nearest
from generators.document.sheet import SheetRow
from generators.document.sheet_errors import EXCEL_ERRORS

AGREEMENT, LANGUAGE = NAMING = ("agreement", "language")
"""The columns that name, in each row, which annex is wanted, in which language."""
OUTCOMES = ("issued", "unchanged", "refused")
ERRORS = ("row", "column", "value", "reason")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in one cell of a sheet."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Made:
    """An annex of one row, with what the register needs to know of it."""

    edition: Edition
    answers: dict[str, Value]
    annex: Annex


@dataclass(slots=True)
class Batch:
    """Issues annexes from rows; each row names its agreement and its language.

    An edition is made once for each agreement, language and day, on `base` if one is given: the
    bytes of a letterhead.
    """

    library: Library
    today: dt.date
    base: bytes | None = None
    editions: dict[tuple[str, Language, dt.date], Edition] = field(default_factory=dict)
    askings: dict[tuple[str, Language], Asking] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)

    def made(self, row: SheetRow) -> Made | list[Wrong]:
        """Return the annex of a row, or everything that is wrong in the row."""
        if row.broken:
            return [Wrong(row.number, "", "", row.broken)]
        if row.stray:
            reason = "stands under no column. Put quotation marks around a cell with commas in it."
            return [Wrong(row.number, "", row.stray, reason)]
        if failed := [name for name, cell in row.cells.items() if cell in EXCEL_ERRORS]:
            reason = "is the error of a formula in Excel. Correct the formula, or type the value."
            return [_wrong(row, name, reason) for name in failed]
        try:
            agreement, lang = self._named(row)
        except Refused as error:
            return [_wrong(row, error.question, error.why)]
        given = {name: cell for name, cell in row.cells.items() if name not in NAMING}
        checked = self._asking(agreement, lang).check(given)
        if checked.refused:
            return [_wrong(row, each.question, each.why) for each in checked.refused]
        try:
            edition = self._edition(agreement, lang, checked.used[ISSUED_ON])
        except NoText as error:
            return [_wrong(row, ISSUED_ON, f"has no annex: {error}.")]
        annex = issue(edition, checked.used)
        first = self.files.setdefault(annex.file_name.casefold(), row.number)
        if first != row.number:
            reason = f"would write {annex.file_name}, as row {first} does. Give each its own."
            return [_wrong(row, "agreement_reference", reason)]
        return Made(edition, checked.used, annex)

    def _named(self, row: SheetRow) -> tuple[Agreement, Language]:
        given = row.cells.get(LANGUAGE, "")
        lang = next((code for code in LANGUAGES if code == given), None)
        if lang is None:
            raise Refused(LANGUAGE, f"wants one of: {', '.join(LANGUAGES)}.")
        ident = row.cells.get(AGREEMENT, "")
        standing = self.library.agreement(ident, lang, self.today)
        if standing is None:
            hint = nearest(ident, list(self.library.agreements))
            known = ", ".join(sorted(self.library.agreements))
            raise Refused(AGREEMENT, f"wants one of: {known}.{hint}")
        return standing.text, lang

    def _asking(self, agreement: Agreement, lang: Language) -> Asking:
        key = (agreement.id, lang)
        if key not in self.askings:
            self.askings[key] = Asking(agreement, self.library, lang)
        return self.askings[key]

    def _edition(self, agreement: Agreement, lang: Language, on: Value) -> Edition:
        assert isinstance(on, dt.date)
        key = (agreement.id, lang, on)
        if key not in self.editions:
            made = edition(self.library, agreement.id, lang, on, self.base)
            if made.agreement is not agreement:
                raise NoText(f"on {on} version {made.agreement.version} was in force")
            self.editions[key] = made
        return self.editions[key]


def _wrong(row: SheetRow, column: str, reason: str) -> Wrong:
    return Wrong(row.number, column, row.cells.get(column, ""), reason)


def unknown_columns(library: Library, header: Iterable[str]) -> list[str]:
    """Return the columns that are no question of any agreement, each with the nearest name."""
    known = {*NAMING}
    for versions in library.agreements.values():
        known |= {name for version in versions for name in version.by_name}
    return [
        f"{name}`, which is no question.{nearest(name, sorted(known))}"
        for name in header
        if name and name not in known
    ]


def errors_head() -> bytes:
    """Return the first line of a list of errors, as Excel opens it: UTF-8 with mark, semicolons."""
    return codecs.BOM_UTF8 + _line(ERRORS)


def errors_line(wrong: Wrong) -> bytes:
    """Return one line of a list of errors.

    A value that begins like a formula gets an apostrophe, so that no spreadsheet runs it.
    """
    cells = (wrong.column, wrong.value, wrong.reason)
    return _line((str(wrong.row), *(_harmless(cell) for cell in cells)))


def _line(cells: Sequence[str]) -> bytes:
    told = io.StringIO(newline="")
    csv.writer(told, delimiter=";", lineterminator="\r\n").writerow(cells)
    return told.getvalue().encode()


def _harmless(cell: str) -> str:
    flat = " ".join(cell.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def summary(counts: Mapping[str, int]) -> str:
    """Return what a batch did, in one sentence."""
    parts = [f"{counts[what]} {what}" for what in OUTCOMES if counts[what]]
    return ", ".join(parts) if parts else "no rows"
