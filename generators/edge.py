"""The edge of the program: where the project is, what day it is, and how faults are told."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, wraps
from pathlib import Path

from generators.content.checks import Check, check
from generators.content.kinds import FOLDER
from generators.content.library import Library
from generators.content.loader import read_all
from generators.content.problems import Problem, ProblemsFound, errors, report

WRONG, MISUSED = 1, 2
PREVIEW = "preview"
"""The folder of a preview; it is not under version control, and no part of the site."""
RunCommand = Callable[..., int]
_LAST = dt.time(23, 59, 59)
"""What is dated on a day that is asked for by name is there, whatever its time."""


class Misused(Exception):
    """Raised when a command cannot start: a wrong date, a missing folder, a file in the way."""


def telling(run: RunCommand) -> RunCommand:
    """Return the command with its faults told in sentences and turned into exit codes."""

    @wraps(run)
    def told(*given: object) -> int:
        try:
            return run(*given)
        except ProblemsFound as found:
            print(report(found.problems), file=sys.stderr)
            return WRONG
        except Misused as error:
            print(f"psea: {error}", file=sys.stderr)
        except BrokenPipeError:
            return 0  # whoever read our output has seen enough
        except OSError as error:
            name = f" ({error.filename})" if error.filename else ""
            print(f"psea: cannot read or write{name}: {error.strerror}.", file=sys.stderr)
        return MISUSED

    return told


def project_root(start: Path | None = None) -> Path:
    """Return the folder that holds content/ and mkdocs.yml, here or above."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir() and (folder / "mkdocs.yml").is_file():
            return folder
    raise Misused(
        f"there is no project here: {here} and the folders above it hold no {FOLDER}/ beside a"
        " mkdocs.yml. Change to the project's folder first."
    )


def day(given: str | None) -> dt.date:
    """Return the day to work for: the one given, SOURCE_DATE_EPOCH's, or today in UTC."""
    return moment(given).date()


def moment(given: str | None) -> dt.datetime:
    """Return the moment to work for: the end of the day given, SOURCE_DATE_EPOCH's, or now; in UTC.

    The epoch variable is the convention of https://reproducible-builds.org/specs/.
    """
    if given is not None:
        try:
            return _in_reason(dt.datetime.combine(dt.date.fromisoformat(given), _LAST, dt.UTC))
        except ValueError:
            raise Misused(f"`{given}` is not a date. Write it as 2026-11-23.") from None
    if epoch := os.environ.get("SOURCE_DATE_EPOCH", ""):
        try:
            return _in_reason(dt.datetime.fromtimestamp(int(epoch), dt.UTC))
        except (ValueError, OverflowError, OSError):
            message = f"SOURCE_DATE_EPOCH is `{epoch}`; it must be seconds since 1970, as digits."
            raise Misused(message) from None
    return dt.datetime.now(dt.UTC)  # the one place that asks the clock


def _in_reason(moment: dt.datetime) -> dt.datetime:
    if not 2000 <= moment.year <= 2100:
        told = moment.date().isoformat()
        raise Misused(f"{told} is not a day that this can work for (2000 to 2100).")
    return moment


def register_folder() -> Path | None:
    """Return the folder of the register of annexes, from PSEA_REGISTER; None where it is not set.

    The folder is never made: a shared drive that is not connected must not become a folder here.
    """
    given = os.environ.get("PSEA_REGISTER", "")
    if not given:
        return None
    if not Path(given).is_dir():
        raise Misused(
            f"the register, {given}, cannot be reached. Connect the drive, or correct the setting"
            " PSEA_REGISTER."
        )
    return Path(given)


@cache
def program_version() -> str:
    """Return eight hexadecimal digits of the hash over the program's own files."""
    here, digest = Path(__file__).parent, hashlib.sha256()
    for path in sorted(here.rglob("*")):
        if path.is_file() and path.suffix not in (".pyc", ".mo"):
            digest.update(path.relative_to(here).as_posix().encode() + b"\n")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:8]


def checked_library(
    root: Path, on: dt.date, until: dt.datetime | None = None
) -> tuple[Library, list[Problem]]:
    """Return the library and its warnings, or raise `ProblemsFound` when anything is wrong.

    With `until`, what is dated later has not appeared, though its day has come.
    """
    library, problems = read_library(root)
    library = replace(library, until=until)
    return library, found_right(library, problems, on)


def read_library(root: Path) -> tuple[Library, list[Problem]]:
    """Return the library, not checked yet, and warnings; raise where a file cannot be read."""
    with _nothing_collected():
        library, problems = read_all(root)
    if errors(problems):
        raise ProblemsFound(problems)
    return library, problems


def found_right(
    library: Library, problems: list[Problem], on: dt.date, but: frozenset[Check] = frozenset()
) -> list[Problem]:
    """Return all warnings, or raise `ProblemsFound` when the checks find anything wrong.

    Those of `but` are left out: they say nothing of what is going to be made.
    """
    with _nothing_collected():
        problems = [*problems, *check(library, on, but)]
    if errors(problems):
        raise ProblemsFound(problems)
    gc.freeze()
    return problems


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage: all that is read stays, and looking took a seventh of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
