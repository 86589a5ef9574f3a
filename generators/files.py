"""Writing files whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

SETTLES_LATER = hasattr(os, "sync")
"""Whether many files can be settled at once, at the end; on Windows each is at its time."""

_PART = re.compile(r"\..+\.[0-9a-f]{8}\.part")
"""The name of a file that is being written, until it takes its place."""


def write_whole(path: Path, data: bytes, *, settled: bool = True) -> None:
    """Write beside the target, then rename: a reader sees the old file or the new one, never half.

    Folders above are made. On failure nothing is left behind. What must survive a power cut is
    `settled` on the disk at once; whoever writes thousands of files settles them all at the end.
    """
    with whole_file(path, settled=settled) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path, *, settled: bool = True) -> Iterator[BinaryIO]:
    """Open a file beside the target, which takes its place at the end."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with _opened(beside) as file:
            yield file
            if settled:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sweep(folder: Path, before: float) -> None:
    """Remove what programs left that were killed while they wrote, last touched before a moment.

    The moment is in seconds as the folder's own drive counts them. What somebody still holds open
    stays, where the system says so.
    """
    for path in folder.glob(".*.part"):
        if _PART.fullmatch(path.name):
            with suppress(FileNotFoundError, PermissionError):  # another sweeps it, or writes it
                if path.stat().st_mtime < before:
                    path.unlink()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("wb")


def settle() -> None:
    """Have the system write to the disk what it still holds, where it can be asked to."""
    if SETTLES_LATER:
        os.sync()


def replace_folder(new: Path, old: Path) -> None:
    """Put a finished folder in the place of another, which goes only when the new one stands."""
    aside = old.with_name(f".{old.name}.{secrets.token_hex(4)}.old")
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        if aside.exists():
            aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)
