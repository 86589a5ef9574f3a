"""`python -m tests.audit.soak`: senders killed at every point, servers that fail at every step.

First, broadcasts whose sender is killed by SIGKILL, at each named point, at any instruction of the
interpreter or at any moment, and is started again (and killed again, now and then) until only what
is uncertain is left. Then, larger ones through a server that misbehaves by chance at every step and
dies now and then; at last somebody who knows the truth resolves what is uncertain.
What must hold each time is in `faults`. Exit codes: 0 it held, 1 it did not.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generators.cli import main as psea
from generators.commands import delivery as commands
from generators.habpost.delivery import Manners
from generators.habpost.ledger import Ledger, opened
from generators.habpost.prepared import LEDGER, PLAN, Plan
from generators.habpost.submission import Timeouts
from tests.audit.kill_points import (
    Arm,
    at_instruction,
    at_point,
    counting_instructions,
    watch,
)
from tests.habpost.prepared_folder import AUDIENCE, mailboxes, write
from tests.habpost.smtp_server import Choose, at_random, listening, script, serve_forever

QUICK = Timeouts(answer=0.5, after_dot=0.5, goodbye=0.5)
FAILED = 70
"""The exit code of a sender that ended in a traceback."""
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""Where ledgers lie: a kill takes nothing from the system, so waiting for a disk shows nothing."""


@dataclass
class Tally:
    """What was seen: kills by kind, named points, rows by state, and everything that is wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    points: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    runs: int = 0
    wrong: list[str] = field(default_factory=list)


class Server:
    """A mail server in a process of its own, started again when it dies; its log outlives it."""

    def __init__(self, folder: Path, choices: Callable[[int], Choose]) -> None:
        self._log = (folder / "accepted.log").open("ab+", buffering=0)
        taken = listening()
        self.port = taken.getsockname()[1]
        self._supervisor = os.fork()
        if self._supervisor == 0:
            os.setpgid(0, 0)
            _supervise(lambda life: serve_forever(taken, choices(life), self._log.fileno()))
        taken.close()

    def accepted(self) -> Counter[tuple[str, str]]:
        """Return how often each recipient's copy was accepted, by recipient and hash."""
        self._log.seek(0)
        lines = self._log.read().decode().splitlines()
        return Counter((one, two) for one, _, two in (line.partition(" ") for line in lines))

    def forget(self) -> None:
        """Begin the log anew."""
        self._log.truncate(0)

    def end(self) -> None:
        os.killpg(self._supervisor, signal.SIGKILL)
        os.waitpid(self._supervisor, 0)
        self._log.close()


def _supervise(serve: Callable[[int], None]) -> None:
    """Run a server in a child, and another when it has died, for ever."""
    life = 0
    while True:
        life += 1
        child = os.fork()
        if child == 0:
            serve(life)
            os._exit(FAILED)
        os.waitpid(child, 0)


# A sender


def start(folder: Path, port: int, arm: Arm | None = None, out: Path | None = None) -> int:
    """Start `psea habpost broadcast send` in a child, warm, and return its process id."""
    child = os.fork()
    if child:
        return child
    code = FAILED
    try:
        sink = os.open(out or folder / "said.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(sink, 1)
        os.dup2(sink, 2)
        commands.MANNERS, commands.TIMEOUTS = replace(Manners(), pause=0.01), QUICK
        words = ["habpost", "broadcast", "send", str(folder), "--to", AUDIENCE, "--tls", "none"]
        if arm:
            arm()
        code = psea([*words, "--server", f"127.0.0.1:{port}", "--rate", "10000000"])
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.settrace(None)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def ended(child: int) -> int | None:
    """Wait for a child, and return its exit code; None if it was killed."""
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def plan_in(folder: Path) -> Plan:
    return Plan.model_validate_json((folder / PLAN).read_bytes())


@contextlib.contextmanager
def ledger_in(folder: Path) -> Iterator[Ledger]:
    with opened(folder / LEDGER, plan_in(folder)) as ledger:
        yield ledger


def faults(
    folder: Path, seen: Counter[tuple[str, str]], lives: int, *, over: bool = True
) -> list[str]:
    """Return what does not hold between a ledger and what the server accepted.

    Nobody's copy was accepted twice, and each as it was prepared; nobody is lost; what the ledger
    calls accepted was accepted; what was accepted the ledger calls accepted or uncertain; and no
    sender's death left more than one row uncertain.
    """
    with ledger_in(folder) as ledger:
        rows, count = ledger.rows(), ledger.reconciled()
    state = {(row.copy.recipient, row.copy.sha256): row.last.state for row in rows}
    found = [f"{each[0]} was accepted {often} times" for each, often in seen.items() if often > 1]
    found += [f"{each[0]} got what was not prepared" for each in seen if each not in state]
    for each, told in state.items():
        if told == "accepted" and each not in seen:
            found.append(f"{each[0]} is called accepted, and was not")
        if told not in ("accepted", "uncertain") and each in seen:
            found.append(f"{each[0]} was accepted, and is called {told}")
    if not count.sound or (over and count.left):
        found.append(f"it does not add up: {count}")
    if lives and count.uncertain > lives:
        found.append(f"{count.uncertain} uncertain after {lives} kills")
    return [f"{folder.name}: {each}" for each in found]


# Kills


def warmed(folder: Path, port: int, recipients: int) -> tuple[Counter[str], int, float]:
    """Return a sender's named points with how often, its instructions, and how long it takes."""
    found = []
    for kind in ("points", "instructions", "time"):
        work, notes = folder / kind, folder / f"{kind}.txt"
        write(work, mailboxes(recipients, f"{kind}.example.org"), _tomorrow())
        began = time.monotonic()
        child = start(
            work, port, {"points": _noting, "instructions": _numbering}.get(kind, _as_is)(notes)
        )
        if ended(child) != 0:
            raise SystemExit((work / "said.txt").read_text())
        found.append((notes.read_text() if notes.exists() else "", time.monotonic() - began))
    return Counter(found[0][0].splitlines()), int(found[1][0]), found[2][1]


def _noting(notes: Path) -> Arm:
    def arm() -> None:
        file = notes.open("w", buffering=1)
        watch(lambda step: print(step, file=file))

    return arm


def _numbering(notes: Path) -> Arm:
    def arm() -> None:
        seen = [0]

        def at() -> None:
            seen[0] += 1

        counting_instructions(at)
        inner = os._exit

        def leave(code: int) -> None:
            notes.write_text(str(seen[0]))
            inner(code)

        os._exit = leave  # type: ignore[assignment]

    return arm


def _as_is(_: Path) -> None:
    return None


class Kills:
    """Which kill comes next: named points in turn, then instructions and moments by chance."""

    def __init__(self, rng: random.Random, folder: Path, port: int, recipients: int) -> None:
        self._rng = rng
        points, self._instructions, self._seconds = warmed(folder, port, recipients)
        self._points = sorted(points.items())
        self._turn = 0

    @property
    def names(self) -> int:
        return len(self._points)

    def next(self) -> tuple[str, str, Arm | None, float]:
        """Return kind, name, what to arm the sender with, and after how many seconds to kill."""
        self._turn += 1
        kind = ("point", "instruction", "moment")[self._turn % 3]
        if kind == "point":
            name, often = self._points[self._turn // 3 % len(self._points)]
            return kind, name, at_point(name, self._rng.randint(1, often)), 0
        if kind == "instruction":
            return kind, "", at_instruction(self._rng.randint(1, self._instructions)), 0
        return kind, "", None, self._rng.uniform(0, self._seconds)


def kill_once(folder: Path, port: int, kills: Kills, tally: Tally) -> int:
    """Start a sender and kill it; return how many were killed, which is 0 if it was done before."""
    kind, name, arm, seconds = kills.next()
    child = start(folder, port, arm)
    if seconds:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    code = ended(child)
    tally.runs += 1
    if code == FAILED:
        tally.wrong.append(f"{folder.name}: {(folder / 'said.txt').read_text()}")
    if code is not None:
        return 0
    tally.kills[kind] += 1
    if name:
        tally.points[name] += 1
    return 1


def killed(folder: Path, server: Server, kills: Kills, rng: random.Random, tally: Tally) -> None:
    """Kill a broadcast's sender, and start it again until only what is uncertain is left."""
    lives = kill_once(folder, server.port, kills, tally)
    while rng.random() < 0.25:
        lives += kill_once(folder, server.port, kills, tally)
    code = ended(start(folder, server.port))
    tally.runs += 1
    if code not in (0, 1):
        tally.wrong.append(f"{folder.name}: ended with {code}: {(folder / 'said.txt').read_text()}")
    tally.wrong += faults(folder, server.accepted(), lives or 0)
    with ledger_in(folder) as ledger:
        seen = {recipient for recipient, _ in server.accepted()}
        for row in ledger.rows():
            arrived = row.copy.recipient in seen
            tally.rows[f"{row.last.state}{', arrived' if arrived else ''}"] += 1


def all_kills(count: int, recipients: int, seed: int, where: str | None) -> Tally:
    """Kill so many senders of broadcasts to so many recipients."""
    tally, rng = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory(dir=where) as away:
        server = Server(Path(away), lambda _: script({}))
        try:
            kills = Kills(rng, Path(away), server.port, recipients)
            number = 0
            while sum(tally.kills.values()) < count:
                number += 1
                server.forget()
                folder = Path(away) / f"kill-{number}"
                write(folder, mailboxes(recipients), _tomorrow())
                killed(folder, server, kills, rng, tally)
                _show(f"{sum(tally.kills.values())} of {count} kills, {len(tally.wrong)} wrong")
        finally:
            server.end()
        done = f"{len(tally.points)} of {kills.names} named points"
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(tally.kills.items()))
    print(f"\n{sum(tally.kills.values())} kills ({told}; {done}), {tally.runs} runs of a sender.")
    return tally


# Storms


def storm(number: int, recipients: int, seed: int, where: str | None) -> Tally:
    """Send one broadcast through a server that misbehaves; then resolve, and send the rest."""
    tally, rng = Tally(), random.Random(seed)
    with tempfile.TemporaryDirectory(dir=where) as away:
        folder = Path(away) / f"storm-{number}"
        write(folder, mailboxes(recipients), _tomorrow())
        server = Server(
            Path(away), lambda life: at_random(seed * 1000 + life, 0.02, die=0.0005, stall=0.0005)
        )
        try:
            _until_nothing_is_left(folder, server, rng, tally)
            first = _states(folder)
            tally.wrong += faults(folder, server.accepted(), 0)
            while _resolved(folder, server):
                _until_nothing_is_left(folder, server, rng, tally)
            tally.wrong += faults(folder, server.accepted(), 0)
            last = _states(folder)
        finally:
            server.end()
    tally.rows.update(last)
    print(
        f"\nstorm {number}: {tally.runs} runs, {tally.kills['moment']} killed: {dict(first)};"
        f" resolved: {dict(last)}."
    )
    return tally


def _until_nothing_is_left(folder: Path, server: Server, rng: random.Random, tally: Tally) -> None:
    left = 1
    while left:
        child = start(folder, server.port)
        tally.runs += 1
        if rng.random() < 0.1:
            time.sleep(rng.uniform(0, 1))
            os.kill(child, signal.SIGKILL)
        code = ended(child)
        tally.kills["moment"] += code is None
        if code not in (None, 0, 1):
            tally.wrong.append(f"{folder.name}: {(folder / 'said.txt').read_text()[-3000:]}")
            return
        left = _states(folder)["planned"]
        _show(f"{tally.runs} runs, {left} left")


def _resolved(folder: Path, server: Server) -> int:
    """Decide what is uncertain as somebody would who can look into each mailbox; say how many."""
    now = dt.datetime.now(dt.UTC)
    with ledger_in(folder) as ledger:
        ledger.settle(now)
        seen = {recipient for recipient, _ in server.accepted()}
        rows = ledger.rows("uncertain")
        for row in rows:
            arrived = row.copy.recipient in seen
            ledger.decide(
                row.copy.recipient, "accepted" if arrived else "planned", "habpost-editor", now
            )
    return len(rows)


def _states(folder: Path) -> Counter[str]:
    with ledger_in(folder) as ledger:
        return Counter(row.last.state for row in ledger.rows())


def _tomorrow() -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(days=1)


def _show(told: str) -> None:
    if sys.stdout.isatty():
        print(f"\r{told:<60}", end="", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Kill, storm, and say what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.audit.soak")
    for name, usual in (
        ("--kills", 1000),
        ("--recipients", 50),
        ("--storms", 5),
        ("--of", 5000),
        ("--seed", 1),
    ):
        parser.add_argument(name, type=int, default=usual, help=f"default: {usual}")
    parser.add_argument("--in", default=MEMORY, help="a folder for the ledgers")
    given = parser.parse_args(arguments)
    where = given.__dict__["in"]
    began = time.monotonic()
    tallies = [all_kills(given.kills, given.recipients, given.seed, where)]
    print("; ".join(f"{number} {state}" for state, number in sorted(tallies[0].rows.items())))
    tallies += [
        storm(each, given.of, given.seed + each, where) for each in range(1, given.storms + 1)
    ]
    wrong = [each for tally in tallies for each in tally.wrong]
    print("\n".join(wrong[:50]))
    print(f"{len(wrong)} wrong, in {time.monotonic() - began:.0f} seconds.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
