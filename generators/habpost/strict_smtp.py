"""smtplib, with answers that count only when they are complete, in time, and not too early.

smtplib takes half a line for an answer, waits for ever for one that drips, and reads what a server
said before it was asked as if it had been said after.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time

from generators.habpost.outcome import plain_words

LONGEST_REPLY = 64 * 1024
"""In octets; far more than any server says."""
_REPLY = re.compile(rb"([2-5][0-5][0-9])(?:([ -])(.*))?", re.DOTALL)


class Answered(Exception):
    """Raised when the server says another thing than was hoped for.

    `to_all` is set where that concerns no single recipient.
    """

    def __init__(self, step: str, code: int, reply: bytes, *, to_all: bool) -> None:
        super().__init__(step)
        self.step, self.code, self.words, self.to_all = step, code, plain_words(reply), to_all


class StrictSmtp(smtplib.SMTP):
    """smtplib, with answers that count only when they are complete, in time, and not too early."""

    _heard = b""

    def getreply(self) -> tuple[int, bytes]:
        """Return code and words; raises `SMTPServerDisconnected` for anything but a reply."""
        until, words, codes = time.monotonic() + self.timeout, list[bytes](), set[bytes]()
        while True:
            line = _REPLY.fullmatch(self._line(until))
            codes.add(line[1] if line else b"")
            if not line or len(codes) > 1:
                raise self._lost("the server gave an answer that is no SMTP reply")
            words.append(line[3] or b"")
            if line[2] != b"-":
                self._socket.settimeout(self.timeout)
                return int(line[1]), b"\n".join(words)

    def at_once(self) -> None:
        """Have the dot go out when it is sent, and not wait until the text is acknowledged."""
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def must_be_waiting(self) -> None:
        """Raise `SMTPServerDisconnected` if the server has left, or speaks out of turn."""
        self._socket.settimeout(0)
        try:
            spoke = bool(self._heard or self._socket.recv(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            self._socket.settimeout(self.timeout)
            return
        except OSError as lost:
            raise self._lost(str(lost)) from None
        raise self._lost(f"the server {'spoke' if spoke else 'left'} before the message had ended")

    def protect(self, context: ssl.SSLContext) -> None:
        """Begin TLS; what was slipped in before must not pass for an answer from inside it."""
        try:
            self.starttls(context=context)
        except smtplib.SMTPResponseException as error:
            raise Answered("STARTTLS", error.smtp_code, b"", to_all=True) from None
        if self._heard:
            raise self._lost("something was slipped in before TLS began")

    @property
    def _socket(self) -> socket.socket:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the connection is closed")
        return self.sock

    def _line(self, until: float) -> bytes:
        """Return one whole line, without its end, that comes before this moment."""
        while b"\n" not in self._heard:
            self._socket.settimeout(max(until - time.monotonic(), 0.001))
            try:
                got = self._socket.recv(4096)
            except OSError as lost:
                raise self._lost(str(lost)) from None
            if not got or len(self._heard) > LONGEST_REPLY:
                raise self._lost("the server closed the connection before it had answered")
            self._heard += got
        line, _, self._heard = self._heard.partition(b"\n")
        return line.removesuffix(b"\r")

    def _lost(self, why: str) -> smtplib.SMTPServerDisconnected:
        self.close()
        return smtplib.SMTPServerDisconnected(why)


class StrictSmtpTls(StrictSmtp, smtplib.SMTP_SSL):
    """The same inside TLS from the first byte on (RFC 8314)."""


def expect(step: str, answer: tuple[int, bytes], wanted: int = 2, *, to_all: bool = False) -> None:
    """Raise `Answered` unless an answer, or its first digit, is the one hoped for."""
    code, reply = answer
    if wanted not in (code, code // 100):
        raise Answered(step, code, reply, to_all=to_all)
