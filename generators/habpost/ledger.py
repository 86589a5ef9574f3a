"""The ledger of a broadcast: one row a recipient, each step written before and after it is taken.

The ledger only grows. A copy's state is that of its last event, so what happened to it can be read
from the first try to the last; nothing recorded is ever changed or taken out, and triggers see to
that. It is one SQLite file. An event is on the disk before the call that records it returns: a
rollback journal that is truncated and settled at each commit holds on Windows and network drives
too, where neither the write-ahead log nor the unsettled deletion of a journal does
(https://sqlite.org/pragma.html, journal_mode and synchronous).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from generators.content.record import Language
from generators.files import write_whole
from generators.habpost.outcome import (
    BY_A_PERSON,
    BY_A_RUN,
    Outcome,
    Reconciliation,
    Run,
    State,
    plain_words,
)
from generators.habpost.prepared import LEDGER, Plan

FORMAT = 1
BROKEN_OFF = "the run ended before the server's answer could be written down"

_SCHEMA = """
CREATE TABLE broadcast (format INTEGER NOT NULL, plan TEXT NOT NULL);
CREATE TABLE copy (number INTEGER PRIMARY KEY, recipient TEXT NOT NULL UNIQUE, lang TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL);
CREATE TABLE excluded (number INTEGER PRIMARY KEY, line INTEGER NOT NULL, given TEXT NOT NULL,
  reason TEXT NOT NULL);
CREATE TABLE event (number INTEGER PRIMARY KEY, copy INTEGER NOT NULL REFERENCES copy,
  moment TEXT NOT NULL, decided_by TEXT NOT NULL, code INTEGER NOT NULL, reply TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'sending', 'accepted', 'refused', 'uncertain')));
CREATE INDEX event_of_copy ON event (copy, number);
CREATE TABLE run (number INTEGER PRIMARY KEY, began TEXT NOT NULL, ended TEXT NOT NULL,
  why TEXT NOT NULL, planned INTEGER NOT NULL, accepted INTEGER NOT NULL, refused INTEGER NOT NULL,
  uncertain INTEGER NOT NULL, still_planned INTEGER NOT NULL, excluded INTEGER NOT NULL);
CREATE VIEW standing AS SELECT copy.number, recipient, lang, message_id, sha256,
  coalesce(state, 'planned') AS state, coalesce(code, 0) AS code, coalesce(reply, '') AS reply,
  coalesce(moment, '') AS moment, coalesce(decided_by, '') AS decided_by,
  (SELECT count(*) FROM event AS try WHERE try.copy = copy.number AND try.decided_by = ''
    AND try.state <> 'sending') AS attempts
  FROM copy LEFT JOIN event
    ON event.number = (SELECT max(number) FROM event AS last WHERE last.copy = copy.number);
""" + "".join(
    f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table}"
    " BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;\n"
    for table in ("broadcast", "copy", "excluded", "event", "run")
    for verb in ("UPDATE", "DELETE")
)


class Unusable(Exception):
    """Raised for a ledger that cannot be worked with; says why and what to do next."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One copy that is to be sent: `sha256` is that of its bytes, in hexadecimal digits."""

    recipient: str
    lang: Language
    message_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """One entry of the list of recipients that gets no copy: its line, its words, and why."""

    line: int
    given: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One copy and how far it has come; `moment` is empty before the first try.

    `decided_by` is the role that decided, where a person did; `attempts` counts the tries.
    """

    copy: Planned
    last: Outcome
    moment: str
    decided_by: str
    attempts: int


def recipients_hash(planned: Sequence[Planned], excluded: Sequence[Excluded]) -> str:
    """Return the hash of all rows, in their order: `recipients` of the plan."""
    digest = hashlib.sha256()
    for each in (*map(astuple, planned), *map(astuple, excluded)):
        digest.update(json.dumps(each).encode() + b"\n")
    return digest.hexdigest()


def create(path: Path, plan: str, planned: Sequence[Planned], excluded: Sequence[Excluded]) -> None:
    """Write a new ledger for the plan of this identity, whole or not at all.

    One that exists may say who has had the message, and is never replaced: raises `Unusable`.
    """
    if path.exists():
        raise Unusable(f"{path} exists, and may say who has had the message. It is never replaced.")
    with tempfile.TemporaryDirectory() as away:
        made = Path(away) / LEDGER
        with closing(sqlite3.connect(made)) as db:
            db.execute("PRAGMA synchronous=OFF")  # what is made here is settled as a whole
            db.executescript(_SCHEMA)
            db.execute("INSERT INTO broadcast VALUES (?, ?)", (FORMAT, plan))
            rows = ((None, *astuple(each)) for each in planned)
            try:
                db.executemany("INSERT INTO copy VALUES (?, ?, ?, ?, ?)", rows)
            except sqlite3.IntegrityError:
                raise Unusable("a recipient or a Message-ID is planned twice") from None
            rows = ((None, *astuple(each)) for each in excluded)
            db.executemany("INSERT INTO excluded VALUES (?, ?, ?, ?)", rows)
            db.commit()
        write_whole(path, made.read_bytes())


@contextmanager
def opened(path: Path, plan: Plan) -> Iterator[Ledger]:
    """Open the ledger of a plan and close it at the end.

    Raises `Unusable` for a ledger that is missing, damaged, or of another plan, and for a write
    that fails, such as on a full disk.
    """
    if not path.is_file():
        raise Unusable(f"{path} is missing. Restore it, or prepare the broadcast again.")
    try:
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as db:
            for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "fullfsync=ON"):
                db.execute(f"PRAGMA {pragma}")
            db.execute("PRAGMA foreign_keys=ON")
            ledger = Ledger(db, plan)
            ledger.check(path)
            yield ledger
            db.execute("PRAGMA journal_mode=DELETE")  # one file is left in the folder
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise Unusable(
            f"{path} cannot be read or written: {plain_words(error)}. It says who has had the"
            " message: if it is damaged, restore it from a backup before anything else is sent."
        ) from None


class Ledger:
    """An open ledger; each call that records is on the disk when it returns."""

    def __init__(self, db: sqlite3.Connection, plan: Plan) -> None:
        self._db, self._plan = db, plan

    def check(self, path: Path) -> None:
        """Raise `Unusable` unless the ledger is whole and holds exactly the rows of the plan."""
        found = self._db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok" or _tables(self._db) != _sound_tables():
            raise sqlite3.DatabaseError("it is damaged")
        kept = self._db.execute("SELECT format, plan FROM broadcast").fetchall()
        if kept != [(FORMAT, self._plan.identity)]:
            raise Unusable(
                f"{path} belongs to another plan than plan.json beside it: one of the two was"
                " changed. Restore them, or prepare the broadcast again in a folder of its own."
            )
        rows = [row.copy for row in self.rows()]
        excluded = self.excluded()
        counts = (len(rows), len(excluded), recipients_hash(rows, excluded))
        if counts != (self._plan.planned, self._plan.excluded, self._plan.recipients):
            raise Unusable(f"{path} holds other recipients than were prepared. Restore it.")

    def rows(self, *states: State) -> list[Row]:
        """Return the rows in these states, or all, in the order in which they were planned."""
        found = self._db.execute(
            "SELECT recipient, lang, message_id, sha256, state, code, reply, moment, decided_by,"
            " attempts FROM standing ORDER BY number"
        )
        rows = (Row(Planned(*each[:4]), Outcome(*each[4:7]), *each[7:]) for each in found)
        return [row for row in rows if not states or row.last.state in states]

    def excluded(self) -> list[Excluded]:
        """Return who gets no copy, and why."""
        found = self._db.execute("SELECT line, given, reason FROM excluded ORDER BY number")
        return [Excluded(*each) for each in found]

    def record(self, recipient: str, outcome: Outcome, moment: dt.datetime) -> None:
        """Write down a step of a run; raises `Unusable` where another run has been at the row."""
        if not self._added(recipient, outcome, moment, "", BY_A_RUN[outcome.state]):
            raise Unusable(
                f"{recipient} cannot become `{outcome.state}`: another run has been at it."
                " Look with psea habpost broadcast status."
            )

    def decide(self, recipient: str, state: State, by: str, moment: dt.datetime) -> bool:
        """Write down what a person decides; False where there is nothing to decide."""
        decided = Outcome(state, 0, "decided by a person")
        return self._added(recipient, decided, moment, by, BY_A_PERSON.get(state, ()))

    def settle(self, moment: dt.datetime) -> int:
        """Have rows that a dead run left at `sending` be `uncertain`, and say how many.

        That mark is written when all of the message is out but the dot that ends it (RFC 5321,
        4.1.1.4), so a run that dies before leaves its row `planned`, and rightly.
        """
        rows = self.rows("sending")
        for row in rows:
            self.record(row.copy.recipient, Outcome("uncertain", 0, BROKEN_OFF), moment)
        return len(rows)

    def reconciled(self) -> Reconciliation:
        """Return how everything stands; what is under way counts as uncertain."""
        found = Counter(
            dict(self._db.execute("SELECT state, count(*) FROM standing GROUP BY state"))
        )
        return Reconciliation(
            planned=self._plan.planned,
            accepted=found["accepted"],
            refused=found["refused"],
            uncertain=found["uncertain"] + found["sending"],
            left=found["planned"],
            excluded=self._db.execute("SELECT count(*) FROM excluded").fetchone()[0],
        )

    def close_run(self, began: dt.datetime, ended: dt.datetime, why: str) -> Reconciliation:
        """Store how everything stands at the end of a run, and return it."""
        count = self.reconciled()
        stored = (None, _iso(began), _iso(ended), why, *astuple(count))
        self._db.execute(f"INSERT INTO run VALUES ({','.join('?' * len(stored))})", stored)
        return count

    def runs(self) -> list[Run]:
        """Return the runs that came to an end, oldest first; one that was killed leaves none."""
        found = self._db.execute("SELECT * FROM run ORDER BY number")
        return [
            Run(began, ended, why, Reconciliation(*count)) for _, began, ended, why, *count in found
        ]

    def _added(
        self,
        recipient: str,
        outcome: Outcome,
        moment: dt.datetime,
        by: str,
        before: tuple[State, ...],
    ) -> bool:
        """Add an event if the row is in one of these states; one statement, so one commit."""
        done = self._db.execute(
            "INSERT INTO event (copy, moment, decided_by, code, reply, state)"
            " SELECT number, ?, ?, ?, ?, ? FROM standing WHERE recipient = ?"
            f" AND state IN ({','.join('?' * len(before))})",
            (_iso(moment), by, outcome.code, outcome.reply, outcome.state, recipient, *before),
        )
        return done.rowcount == 1


def _tables(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    return db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()


@cache
def _sound_tables() -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(_SCHEMA)
        return _tables(db)


def _iso(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
