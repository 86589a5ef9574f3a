"""A real mail server on this machine that misbehaves on command at any step of the protocol.

Steps: `connect` and `banner` lie before and after the greeting; a command's name is the moment of
its answer; `body` is the first bytes of a message, `dot` its end before anything is accepted,
`accepted` the moment after acceptance before the answer, `reply` that after the answer.
What it accepted is recorded before it says so.
"""

import asyncio
import contextlib
import hashlib
import logging
import os
import random
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

COMMANDS = ("EHLO", "STARTTLS", "AUTH", "RSET", "MAIL", "RCPT", "DATA", "QUIT")
STEPS = ("connect", "banner", *COMMANDS, "body", "dot", "accepted", "reply")
SAID = {
    "4xx": b"451 4.3.0 try again later",
    "421": b"421 4.3.2 closing",
    "5xx": b"554 5.7.1 go away",
    "garbage": b"\x1b[2J\x00 what?",
    "other": b"333 neither yes nor no",
    "half": b"250 2.0.0 que",
    "quarter": b"25",
    "early": b"354 go on\r\n250 2.0.0 queued",
}
"""Deeds that consist in an answer; the rest are `drop`, `reset`, `stall` and `die`."""
HALVES = ("half", "quarter")
Choose = Callable[[str], str | None]
"""Says which deed, if any, is done at a step."""
Accept = Callable[[str, bytes], None]
USER, PASSWORD = "habpost", "open sesame"

logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)


def script(deeds: Mapping[str, Sequence[str | None]]) -> Choose:
    """Return a choice by how often a step was reached; after the last entry, nothing is done."""
    left = {step: list(each) for step, each in deeds.items()}
    return lambda step: left[step].pop(0) if left.get(step) else None


def at_random(seed: int, often: float, *, die: float = 0, stall: float = 0) -> Choose:
    """Return a choice by chance; each step is spoiled so often, and `die` and `stall` seldom."""
    rng = random.Random(seed)
    usual = [deed for deed in (*SAID, "drop", "reset") if deed != "early"]

    def choose(step: str) -> str | None:
        draw = rng.random()
        if draw < die:
            return "die"
        if draw < die + stall:
            return "stall"
        if draw >= die + stall + often:
            return None
        if step in ("accepted", "reply"):  # whoever accepts and then says no is beyond help
            return rng.choice(("drop", "reset", "garbage", "quarter"))
        if step in ("EHLO", "MAIL", "connect"):  # a refusal there ends the run, which is tried
            return rng.choice(usual)  # as often as any other deed
        return rng.choice([*usual, "early"] if step == "DATA" else usual)

    return choose


def said(deed: str) -> bytes:
    """Return what is said, with the end of the line where it has one."""
    return SAID[deed] + (b"" if deed in HALVES else b"\r\n")


class Unreliable(SMTP):
    """One connection of a client to the server."""

    def __init__(self, choose: Choose, accept: Accept, **options: Any) -> None:
        super().__init__(self, hostname="mail.example.org", ident="", **options)
        self._choose, self._accept = choose, accept
        self._greeted = self._in_body = self._deaf = self._mute = False

    async def do(self, deed: str) -> None:
        """Misbehave."""
        if deed == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if deed == "stall":
            await asyncio.sleep(3600)
        if deed in SAID and self.transport:
            self._writer.write(said(deed))
        if deed in ("drop", "421", *HALVES) and self.transport:
            self.transport.close()
        if deed == "reset":
            self.abort()

    def abort(self) -> None:
        """Break the connection off without a word."""
        if isinstance(self.transport, asyncio.Transport):
            self.transport.abort()

    async def push(self, status: Any) -> None:
        if self._mute:
            self._mute = False
            return
        if self._greeted:
            await super().push(status)
            return
        self._greeted = True
        if deed := self._choose("connect"):
            await self.do(deed)
            return
        await super().push(status)
        if deed := self._choose("banner"):
            await self.do(deed)

    async def _at(self, step: str, act: Callable[[str], Any], arg: str) -> None:
        if deed := self._choose(step):
            await self.do(deed)
        else:
            await act(arg)

    async def smtp_EHLO(self, arg: str) -> None:  # noqa: N802  # as the library names them
        await self._at("EHLO", super().smtp_EHLO, arg)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        await self._at("STARTTLS", super().smtp_STARTTLS, arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802
        await self._at("AUTH", super().smtp_AUTH, arg)

    async def smtp_RSET(self, arg: str) -> None:  # noqa: N802
        await self._at("RSET", super().smtp_RSET, arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        await self._at("MAIL", super().smtp_MAIL, arg or "")

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        await self._at("RCPT", super().smtp_RCPT, arg or "")

    async def smtp_QUIT(self, arg: str) -> None:  # noqa: N802
        await self._at("QUIT", super().smtp_QUIT, arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if deed := self._choose("DATA"):
            await self.do(deed)
            if deed != "early":
                return
            self._mute = True
        self._in_body = True
        await super().smtp_DATA(arg)
        self._in_body = False
        if not self._deaf and (deed := self._choose("reply")):
            await self.do(deed)

    def data_received(self, data: bytes) -> None:
        if self._in_body and not self._deaf:
            self._in_body = False
            if deed := self._choose("body"):
                self._deaf = True  # an answer given now must not be followed by acceptance
                self._spoil_body(deed)
        if not self._deaf:
            super().data_received(data)

    def _spoil_body(self, deed: str) -> None:
        if deed == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        assert isinstance(self.transport, asyncio.Transport)
        if deed in SAID:
            self.transport.write(said(deed))
        if deed in ("drop", *SAID):
            self.transport.close()
        if deed == "reset":
            self.abort()

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        if deed := self._choose("dot"):
            await self.do(deed)
            self._mute = True
            return ""
        content = envelope.original_content
        assert isinstance(content, bytes)
        self._accept(envelope.rcpt_tos[0], content)
        if deed := self._choose("accepted"):
            await self.do(deed)
            self._mute = True
        return "250 2.0.0 queued"


def knows(_: object, __: object, ___: object, mechanism: str, given: object) -> AuthResult:
    """Say whether user and password are right."""
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == right, handled=False)


@dataclass
class Running:
    """A server at work: where, what it accepted, and what was said to it."""

    port: int
    accepted: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.accepted]


def listening(port: int = 0) -> socket.socket:
    """Return a socket that takes connections, before and between servers too."""
    taken = socket.socket(proto=socket.IPPROTO_TCP)  # else asyncio has small writes wait
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    taken.listen(256)
    return taken


@contextlib.contextmanager
def server(
    choose: Choose = script({}),  # noqa: B008  # it does nothing, and keeps nothing
    *,
    implicit: ssl.SSLContext | None = None,
    **options: Any,
) -> Iterator[Running]:
    """Run a server in a thread until the end of the block."""
    taken, loop = listening(), asyncio.new_event_loop()
    running, connections = Running(taken.getsockname()[1]), list[Unreliable]()

    def accept(recipient: str, content: bytes) -> None:
        running.accepted.append((recipient, content))

    def connection() -> Unreliable:
        connections.append(Unreliable(choose, accept, loop=loop, **options))
        return connections[-1]

    async def serve(stop: asyncio.Event) -> None:
        started = await loop.create_server(connection, sock=taken, ssl=implicit)
        await stop.wait()
        started.close()
        for each in connections:
            each.abort()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(serve(stop),))
    thread.start()
    try:
        yield running
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def serve_forever(taken: socket.socket, choose: Choose, log: int) -> None:
    """Serve in this process; each acceptance is one line in an open file before it is told."""
    loop = asyncio.new_event_loop()

    def accept(recipient: str, content: bytes) -> None:
        digest = hash_of(content)
        os.write(log, f"{recipient} {digest}\n".encode())

    loop.run_until_complete(
        loop.create_server(lambda: Unreliable(choose, accept, loop=loop), sock=taken)
    )
    loop.run_forever()


def hash_of(content: bytes) -> str:
    """Return the hash of a message as the ledger writes it."""
    return hashlib.sha256(content).hexdigest()
