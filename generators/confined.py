"""Reads what comes from outside in a process of its own, with limits on time and memory.

Parsers of feeds, HTML, Word files and pictures hang, swell or crash on some files. What happens
there ends that process, and is told in one line; nothing else is touched.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module

_REFUSED, _TOO_BIG = 3, 4
_CHILD = "from generators.confined import serve; serve()"


class Refused(Exception):
    """Raised when a file from outside is not taken; its words say why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds by the clock, and megabytes of memory.

    Windows has no limit on memory that a process can set for itself; there the time alone holds.
    """

    seconds: int = 20
    megabytes: int = 512


def confined(task: str, data: bytes, limits: Limits | None = None) -> bytes:
    """Run `module:function`, which takes and returns bytes, in a process of its own.

    Raises `Refused` where the function does, and where it takes too long, too much, or fails.
    """
    allowed = limits or Limits()
    # -P: nothing is imported from the folder that the command happens to run in.
    command = [sys.executable, "-P", "-c", _CHILD, task, str(allowed.megabytes)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=allowed.seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"takes more than {allowed.seconds} seconds to read") from None
    if done.returncode == _REFUSED:
        raise Refused(done.stdout.decode())
    if done.returncode == _TOO_BIG:
        raise Refused(f"takes more than {allowed.megabytes} MB of memory to read")
    if done.returncode != 0:
        raise Refused("is damaged, or not what its name says: it cannot be read")
    return done.stdout


def serve() -> None:
    """Run the task that the command line names on what stands at standard input."""
    task, megabytes = sys.argv[1:]
    _limit(int(megabytes))
    module, _, function = task.partition(":")
    try:
        made = getattr(import_module(module), function)(sys.stdin.buffer.read())
    except Refused as reason:
        sys.stdout.buffer.write(str(reason).encode())
        sys.exit(_REFUSED)
    except MemoryError:
        sys.exit(_TOO_BIG)
    sys.stdout.buffer.write(made)


def _limit(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource  # not there on Windows

        most = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
