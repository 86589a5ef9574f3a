"""Handing one message at a time to a mail server, and knowing afterwards what became of it.

smtplib speaks the protocol (RFC 5321, 3207, 4954). Stricter here: an answer counts only as a
complete line with a proper code, within its time, and only after the question; and the dot that
ends a message goes out by itself, after the ledger knows of it. Until then nothing can have been
accepted; after it, silence means that nobody can know (RFC 1047).
"""

from __future__ import annotations

import ipaddress
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, get_args

from generators.habpost.outcome import Outcome, State, plain_words

Tls = Literal["starttls", "implicit", "none"]
TLS: tuple[Tls, ...] = get_args(Tls)
EHLO_NAME = "[127.0.0.1]"
"""An address literal (RFC 5321, 4.1.3): the name of the sending machine is nobody's business."""
LONGEST_REPLY = 64 * 1024
"""In octets; far more than any server says."""
_MEANING: dict[int, State] = {2: "accepted", 4: "planned", 5: "refused"}
"""What the answer to a whole message says, by its first digit (RFC 5321, 4.2.1)."""
_REPLY = re.compile(rb"([2-5][0-5][0-9])(?:([ -])(.*))?", re.DOTALL)
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in; without TLS only on this machine itself, for tests."""

    host: str
    port: int
    tls: Tls = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def in_the_clear(self) -> bool:
        """Return whether what is said would cross a network unprotected."""
        return self.tls == "none" and not _this_machine(self.host)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for an answer, in seconds: the least that RFC 5321, 4.5.3.2 asks for."""

    answer: float = 300
    after_dot: float = 600
    goodbye: float = 10


class Stopped(Exception):
    """Raised when nothing more can be sent to anybody in this run; says why."""


class _Answered(Exception):
    """The server said another thing than was hoped for; `to_all` where it concerns no recipient."""

    def __init__(self, step: str, code: int, reply: bytes, *, to_all: bool) -> None:
        super().__init__(step)
        self.step, self.code, self.words, self.to_all = step, code, plain_words(reply), to_all


class Submission:
    """A connection that is opened when first needed, and anew when it was lost."""

    def __init__(
        self, server: Server, timeouts: Timeouts, context: ssl.SSLContext | None = None
    ) -> None:
        self._server, self._timeouts = server, timeouts
        self._context = context
        self._open: _Strict | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, trace: TracebackType | None
    ) -> None:
        if self._open and kind is None:
            self._open.timeout = self._timeouts.goodbye
            with suppress(OSError):  # whatever is answered, nothing depends on it any more
                self._open.quit()
        self._drop()

    def submit(
        self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]
    ) -> Outcome:
        """Hand in one message to one recipient, and return what became of it.

        `before_dot` is called when nothing has been accepted and the next thing said may be.
        Raises `Stopped` where the server turns everybody away.
        """
        try:
            smtp = self._ready()
            _expect("MAIL", smtp.mail(sender), to_all=True)
            _expect("RCPT", smtp.rcpt(recipient))
            _expect("DATA", smtp.docmd("DATA"), 354)
            smtp.send(_LEADING_DOT.sub(b"..", data))  # RFC 5321, 4.5.2
            smtp.must_be_waiting()
        except _Answered as answer:
            return self._turned_away(answer)
        except OSError as lost:
            self._drop()
            return Outcome("planned", 0, plain_words(lost))
        before_dot()
        return self._ended(smtp)

    def _ended(self, smtp: _Strict) -> Outcome:
        """Send the dot, and return what the server says to the whole message."""
        smtp.timeout = self._timeouts.after_dot
        try:
            smtp.send(b".\r\n")
            code, reply = smtp.getreply()
        except OSError as lost:
            self._drop()
            return Outcome("uncertain", 0, plain_words(lost))
        smtp.timeout = self._timeouts.answer
        outcome = Outcome(_MEANING.get(code // 100, "uncertain"), code, plain_words(reply))
        if outcome.state == "uncertain":  # an answer, but to nothing that was asked
            self._drop()
        return outcome

    def _turned_away(self, answer: _Answered) -> Outcome:
        kind = answer.code // 100
        if answer.code == 421 or kind not in (4, 5):
            self._drop()  # about to close, or out of step with us
        if kind == 5 and answer.to_all:
            raise Stopped(
                f"the server answers {answer.step} with {answer.code} {answer.words}, whoever the"
                " mail is for"
            )
        return Outcome("refused" if kind == 5 else "planned", answer.code, answer.words)

    def _ready(self) -> _Strict:
        """Return a connection on which nothing is begun; one that was lost is opened again."""
        if self._open:
            with suppress(OSError):
                if self._open.rset()[0] // 100 == 2:
                    return self._open
            self._drop()
        try:
            smtp = self._connected()
            smtp.at_once()
            self._greet(smtp)
        except ssl.SSLCertVerificationError as error:
            raise Stopped(
                f"the certificate of {self._server.host} does not prove that it is this server:"
                f" {error.verify_message}"
            ) from None
        self._open = smtp
        return smtp

    def _connected(self) -> _Strict:
        server, wait = self._server, self._timeouts.answer
        try:
            if server.tls == "implicit":
                tls = self._proving()  # without one, smtplib would trust anybody
                return _StrictTls(server.host, server.port, EHLO_NAME, timeout=wait, context=tls)
            return _Strict(server.host, server.port, EHLO_NAME, wait)
        except smtplib.SMTPConnectError as error:
            words = error.smtp_error
            reply = words if isinstance(words, bytes) else words.encode()
            raise _Answered("the connection", error.smtp_code, reply, to_all=True) from None

    def _greet(self, smtp: _Strict) -> None:
        """Bring a new connection to where mail may be handed in, or close it: it has no other use.

        One that got half the way must never be used, least of all without TLS.
        """
        try:
            _expect("EHLO", smtp.ehlo(), to_all=True)
            if self._server.tls == "starttls":
                if not smtp.has_extn("starttls"):
                    raise Stopped("the server offers no STARTTLS, and nothing is sent unprotected")
                smtp.protect(self._proving())
                _expect("EHLO", smtp.ehlo(), to_all=True)
            if self._server.user:
                self._log_in(smtp)
        except BaseException:
            smtp.close()
            raise

    def _log_in(self, smtp: _Strict) -> None:
        """Log in once; the server's words of refusal may repeat what it was sent: they are kept."""
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        mechanisms = {"PLAIN": smtp.auth_plain, "LOGIN": smtp.auth_login}
        mechanism = next((each for each in mechanisms if each in offered), None)
        if mechanism is None:
            raise Stopped("the server offers no login by password (AUTH PLAIN or LOGIN)")
        smtp.user, smtp.password = self._server.user, self._server.password
        try:
            smtp.auth(mechanism, mechanisms[mechanism])
        except smtplib.SMTPAuthenticationError as error:
            raise _Answered("the login", error.smtp_code, b"", to_all=True) from None
        except (ValueError, smtplib.SMTPException) as error:
            if isinstance(error, smtplib.SMTPServerDisconnected):
                raise
            raise smtplib.SMTPServerDisconnected("the login was answered with nonsense") from None

    def _proving(self) -> ssl.SSLContext:
        """Return the context in which a server must prove by certificate and name who it is."""
        self._context = self._context or ssl.create_default_context()
        return self._context

    def _drop(self) -> None:
        if self._open:
            self._open.close()
        self._open = None


class _Strict(smtplib.SMTP):
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
            raise _Answered("STARTTLS", error.smtp_code, b"", to_all=True) from None
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


class _StrictTls(_Strict, smtplib.SMTP_SSL):
    """The same inside TLS from the first byte on (RFC 8314)."""


def _expect(step: str, answer: tuple[int, bytes], wanted: int = 2, *, to_all: bool = False) -> None:
    """Raise `_Answered` unless an answer, or its first digit, is the one hoped for."""
    code, reply = answer
    if wanted not in (code, code // 100):
        raise _Answered(step, code, reply, to_all=to_all)


def _this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
