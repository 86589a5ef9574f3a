"""`python -m tests.audit.power_cut`: what a power cut leaves of the ledger, at every system call.

A sender runs under strace, which writes down what it writes, flushes and says to the mail server.
Then the power is cut after each of these calls, many times: what was flushed is on the disk; of the
rest any part may be, sector by sector (512 octets), and so may the names of files. Each of these
disks must hold a ledger that opens, and that knows of every dot that had gone out before.
Exit codes: 0 it held, 1 it did not, 2 strace is missing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generators.habpost.ledger import Unusable, opened
from generators.habpost.prepared import LEDGER, Plan
from tests.audit.soak import MEMORY
from tests.conftest import ROOT
from tests.habpost.prepared_folder import AUDIENCE, mailboxes, write
from tests.habpost.smtp_server import server

SECTOR = 512
JOURNAL = f"{LEDGER}-journal"
CALLS = "openat,pwrite64,fsync,fdatasync,ftruncate,unlink,sendto"
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (\d+)")
_TEXT = re.compile(r'(?<=<)(?:\\x[0-9a-f]{2})*(?=>)|(?<=")(?:\\x[0-9a-f]{2})*(?=")')


@dataclass(frozen=True)
class Call:
    """One system call: its name, the file it concerns, and its bytes and numbers."""

    name: str
    path: str
    data: bytes
    numbers: tuple[int, ...]


def calls(trace: str) -> Iterator[Call]:
    """Yield what strace wrote down."""
    for line in trace.splitlines():
        if not (found := _CALL.search(line)):
            continue
        texts = [bytes.fromhex(each.replace("\\x", "")) for each in _TEXT.findall(found[2])]
        rest = _TEXT.sub("", found[2])
        numbers = tuple(int(each) for each in re.findall(r"(?<=, )\d+", rest))
        if found[1] in ("openat", "unlink"):
            yield Call(found[1], texts[-1].decode(), b"", (int("O_CREAT" in rest),))
        elif texts:
            yield Call(found[1], texts[0].decode(), texts[-1], numbers)


@dataclass
class File:
    """What is surely on the disk, and what was written since the last flush."""

    data: bytearray
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    named: bool = True
    deleted: bool = False

    def flush(self) -> None:
        for offset, data in self.pending:
            _apply(self.data, offset, data)
        self.pending.clear()

    def after_a_cut(self, chance: float, rng: random.Random) -> bytes:
        """Return what is found of it afterwards; of each unflushed sector, by chance, nothing."""
        left = bytearray(self.data)
        for offset, data in self.pending:
            if data is None:
                if rng.random() < chance:
                    _apply(left, offset, None)
                continue
            start = 0
            while start < len(data):
                end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
                if rng.random() < chance:
                    _apply(left, offset + start, data[start:end])
                start = end
        return bytes(left)


def _apply(file: bytearray, offset: int, data: bytes | None) -> None:
    """Write at an offset, or cut off there."""
    if data is None:
        del file[offset:]
        return
    file.extend(bytes(max(0, offset + len(data) - len(file))))
    file[offset : offset + len(data)] = data


@dataclass
class Disk:
    """The two files of a ledger, and what had been said to the server by then."""

    folder: str
    files: dict[str, File]
    recipient: str = ""
    dots: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)

    def take(self, call: Call) -> bool:
        """Do what a call did; False where it concerns neither ledger nor server."""
        if call.name == "sendto":
            return self._said(call.data)
        path, name = Path(call.path), Path(call.path).name
        if call.path == self.folder and call.name in ("fsync", "fdatasync"):
            self.files = {name: file for name, file in self.files.items() if not file.deleted}
            for file in self.files.values():
                file.named = True
            return True
        if str(path.parent) != self.folder or name not in (LEDGER, JOURNAL):
            return False
        if call.name == "openat":
            if call.numbers[0] and (name not in self.files or self.files[name].deleted):
                self.files[name] = File(bytearray(), named=False)
        elif call.name == "unlink":
            self.files[name].deleted = True
        elif call.name == "pwrite64":
            self.files[name].pending.append((call.numbers[-1], call.data))
        elif call.name == "ftruncate":
            self.files[name].pending.append((call.numbers[-1], None))
        elif call.name in ("fsync", "fdatasync"):
            self.files[name].flush()
        return True

    def _said(self, data: bytes) -> bool:
        if found := re.match(rb"rcpt TO:<(.*)>", data, re.IGNORECASE):
            self.recipient = found[1].decode()
        elif data == b".\r\n":
            self.dots.append(self.recipient)
        elif data.lower() in (b"rset\r\n", b"quit\r\n"):
            self.settled = [*self.dots]
        return True

    def cut(self, where: Path, chance: float, rng: random.Random) -> None:
        """Lay into a folder what a power cut leaves."""
        for name in (LEDGER, JOURNAL):
            (where / name).unlink(missing_ok=True)
        for name, file in self.files.items():
            there = rng.random() < (1 - chance if file.deleted else chance)
            if there or (file.named and not file.deleted):
                (where / name).write_bytes(file.after_a_cut(chance, rng))


def faults(disk: Disk, where: Path, plan: Plan) -> list[str]:
    """Return what does not hold for the ledger that a power cut left."""
    try:
        with opened(where / LEDGER, plan) as ledger:
            ledger.settle(NOON)
            state = {row.copy.recipient: row.last.state for row in ledger.rows()}
    except Unusable as error:
        return [str(error)]
    found = [
        f"{each} got the dot, and is planned" for each in disk.dots if state[each] == "planned"
    ]
    found += [f"{each} is not accepted" for each in disk.settled if state[each] != "accepted"]
    under_way = {disk.recipient, *disk.dots}
    return found + [
        f"{each} is {told} before its time"
        for each, told in state.items()
        if told != "planned" and each not in under_way
    ]


def traced(folder: Path) -> str:
    """Send a broadcast under strace, and return what it wrote down."""
    with server() as running, tempfile.TemporaryDirectory() as away:
        notes = Path(away) / "trace.txt"
        watch = ["strace", "-y", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(notes)]
        words = ["habpost", "broadcast", "send", str(folder), "--to", AUDIENCE, "--tls", "none"]
        where = ["--server", f"127.0.0.1:{running.port}", "--rate", "10000000"]
        subprocess.run(
            [*watch, sys.executable, "-m", "generators", *words, *where],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        return notes.read_text()


def main(arguments: Sequence[str]) -> int:
    """Cut the power after each call, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.audit.power_cut")
    parser.add_argument("--recipients", type=int, default=8)
    parser.add_argument("--cuts", type=int, default=10, help="cuts after each call (default: 10)")
    given = parser.parse_args(arguments)
    if not shutil.which("strace"):
        print("strace is missing: install it (Debian, Ubuntu: apt-get install strace).")
        return 2
    rng, wrong, cuts, points = random.Random(1), list[str](), 0, 0
    with tempfile.TemporaryDirectory(dir=MEMORY) as away:
        folder, where = Path(away) / "issue", Path(away) / "left"
        where.mkdir()
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        plan = write(folder, mailboxes(given.recipients), later)
        disk = Disk(str(folder), {LEDGER: File(bytearray((folder / LEDGER).read_bytes()))})
        for call in calls(traced(folder)):
            if not disk.take(call):
                continue
            points += 1
            for cut in range(given.cuts):
                disk.cut(where, (0, 1, 0.5, 0.1, 0.9)[cut % 5], rng)
                wrong += [
                    f"call {points}, {call.name}: {each}" for each in faults(disk, where, plan)
                ]
                cuts += 1
        whole = len(disk.settled) == given.recipients
    print("\n".join(wrong[:20]))
    print(f"{cuts} power cuts after {points} calls, {len(wrong)} wrong.")
    return 0 if whole and not wrong else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
