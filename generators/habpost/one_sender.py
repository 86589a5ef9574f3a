"""One sender a folder: a lock that the system itself takes back when its holder dies."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from generators.habpost.ledger import Unusable

LOCK = "ledger.lock"


class Busy(Exception):
    """Raised when somebody else holds the lock."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder for oneself, or raise `Busy` at once.

    The lock is SQLite's own on an empty database: it works wherever the ledger does, on Windows
    and on network drives, and it belongs to an open file, so that a process that was killed leaves
    none behind. The empty file stays; to delete it would let two in.
    """
    with _connected(folder / LOCK) as lock:
        try:
            lock.execute("PRAGMA journal_mode=OFF")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise Unusable(f"{folder} cannot be worked in: {error}.") from None
            raise Busy(
                f"another run is at work in {folder}. Wait until it has ended, or end it there with"
                " Ctrl+C."
            ) from None
        yield


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        opened = sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise Unusable(f"{path} cannot be made: {error}.") from None
    with closing(opened):
        yield opened
