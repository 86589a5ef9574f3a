"""Where a sender is killed: at each named step, or before any instruction of its own modules."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from generators.habpost.delivery import Broadcast, Pace
from generators.habpost.ledger import Ledger
from generators.habpost.outcome import Outcome
from generators.habpost.strict_smtp import StrictSmtp
from generators.habpost.submission import Submission

WATCHED = ("/generators/", "/smtplib.py", "/contextlib.py")
Arm = Callable[[], None]
"""Called in a sender before it begins, and kills it later."""


def die() -> None:
    """End this process as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def watch(hit: Callable[[str], None]) -> None:
    """Have `hit` called before and after each step that a sender takes, with the step's name."""
    last = ["nothing"]

    def around(owner: Any, name: str, called: Callable[..., str]) -> None:
        inner = getattr(owner, name)

        def outer(*given: Any, **more: Any) -> Any:
            step = called(*given)
            hit(f"before {step}")
            made = inner(*given, **more)
            hit(f"after {step}")
            return made

        setattr(owner, name, outer)

    def sent(_: object, data: bytes | str) -> str:
        text = data if isinstance(data, str) else data.decode()
        word = text.split()[0].upper() if text.strip() else ""
        last[0] = "the dot" if text == ".\r\n" else "the text" if len(text) > 80 else word
        return f"sending {last[0]}"

    def recorded(_: object, __: str, outcome: Outcome, *___: object) -> str:
        return f"recording {outcome.state}"

    around(StrictSmtp, "send", sent)
    around(StrictSmtp, "getreply", lambda _: f"reading the answer to {last[0]}")
    around(Ledger, "record", recorded)
    for owner, name in (
        (Ledger, "check"),
        (Ledger, "settle"),
        (Ledger, "rows"),
        (Ledger, "close_run"),
        (Broadcast, "check"),
        (Broadcast, "copy"),
        (Pace, "wait"),
        (StrictSmtp, "must_be_waiting"),
        (StrictSmtp, "close"),
        (Submission, "_connected"),
        (Submission, "__exit__"),
    ):
        around(owner, name, lambda *_, called=f"{owner.__name__}.{name}": called)


def at_point(name: str, turn: int) -> Arm:
    """Kill at a named point, when it is come to for this time."""
    left = [turn]

    def hit(step: str) -> None:
        left[0] -= step == name
        if not left[0]:
            die()

    return lambda: watch(hit)


def counting_instructions(at: Callable[[], None]) -> None:
    """Have `at` called before each instruction of the sender's own modules and of smtplib."""

    def instruction(frame: FrameType, event: str, _: object) -> Any:
        if event == "opcode":
            at()
        return instruction

    def call(frame: FrameType, _: str, __: object) -> Any:
        if any(each in frame.f_code.co_filename for each in WATCHED):
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            return instruction
        return None

    sys.settrace(call)


def at_instruction(number: int) -> Arm:
    """Kill before this instruction."""
    left = [number]

    def at() -> None:
        left[0] -= 1
        if not left[0]:
            die()

    return lambda: counting_instructions(at)
