"""One row of a batch: all its files made, registered, then written, or none of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generators.annex.batch import Made, Wrong
from generators.annex.register import entry_of
from generators.annex.resolve import resolved
from generators.commands.documents import files_of
from generators.commands.register import kept
from generators.document.sheet import SheetRow
from generators.edge import Misused, program_version
from generators.files import SETTLES_LATER, write_whole

Outcome = str | list[Wrong]
"""What became of a row: `issued`, `unchanged`, or everything that is wrong in it."""
REFERENCE = "agreement_reference"


@dataclass(frozen=True, slots=True)
class Place:
    """Where annexes go: a folder, the register if there is one; `formats` are those beside Word."""

    out: Path
    register: Path | None
    formats: tuple[str, ...] = ()


def issued_row(row: SheetRow, made: Made | list[Wrong], place: Place) -> Outcome:
    """Write the files of one row; what stands there already is left, and never replaced."""
    if isinstance(made, list):
        return made
    try:
        files = _files(made, place.formats)
    except Misused as error:
        column = _unfit(row, str(error))
        reason = f"{error} Write it otherwise, or run this row without --pdf."
        return [Wrong(row.number, column, row.cells.get(column, ""), reason)]
    missing = {}
    for name, data in files.items():
        there = _there(place.out / name)
        if there not in (b"", data):
            reason = f"{place.out / name} exists and holds other words; it is never overwritten."
            return [Wrong(row.number, REFERENCE, name, f"{reason} Move it away.")]
        if not there:
            missing[name] = data
    if place.register:
        try:
            _register(made, files, place.register)
        except Misused as error:
            return [Wrong(row.number, REFERENCE, made.annex.file_name, str(error))]
    for name, data in missing.items():
        write_whole(place.out / name, data, settled=not SETTLES_LATER)
    return "issued" if missing else "unchanged"


def _files(made: Made, formats: tuple[str, ...]) -> dict[str, bytes]:
    """Return the annex by file name, and the same words in each further format."""
    name = made.annex.file_name
    files = {name: made.annex.data}
    if formats:
        document = resolved(made.edition, made.answers)
        files |= files_of(document, Path(name).stem, formats, None)
    return files


def _there(path: Path) -> bytes:
    """Return what stands in a file; nothing where there is none, or a power cut left it empty."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _register(made: Made, files: dict[str, bytes], register: Path) -> None:
    entry = entry_of((made.edition,), made.annex, made.answers, files, program_version())
    kept(register, entry, settled=not SETTLES_LATER)


def _unfit(row: SheetRow, reason: str) -> str:
    """Return the column of the first cell with a letter beyond ASCII that the reason quotes."""
    quoted = {sign for sign in reason if not sign.isascii()}
    return next((name for name, cell in row.cells.items() if quoted & set(cell)), "")
