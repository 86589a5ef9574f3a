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
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Literal, Self, get_args

from generators.habpost.outcome import Outcome, State, plain_words
from generators.habpost.strict_smtp import Answered, StrictSmtp, StrictSmtpTls, expect

Tls = Literal["starttls", "implicit", "none"]
TLS: tuple[Tls, ...] = get_args(Tls)
EHLO_NAME = "[127.0.0.1]"
"""An address literal (RFC 5321, 4.1.3): the name of the sending machine is nobody's business."""
_MEANING: dict[int, State] = {2: "accepted", 4: "planned", 5: "refused"}
"""What the answer to a whole message says, by its first digit (RFC 5321, 4.2.1)."""
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


class Submission:
    """A connection that is opened when first needed, and anew when it was lost."""

    def __init__(
        self, server: Server, timeouts: Timeouts, context: ssl.SSLContext | None = None
    ) -> None:
        self._server, self._timeouts = server, timeouts
        self._context = context
        self._open: StrictSmtp | None = None

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
            expect("MAIL", smtp.mail(sender), to_all=True)
            expect("RCPT", smtp.rcpt(recipient))
            expect("DATA", smtp.docmd("DATA"), 354)
            smtp.send(_LEADING_DOT.sub(b"..", data))  # RFC 5321, 4.5.2
            smtp.must_be_waiting()
        except Answered as answer:
            return self._turned_away(answer)
        except OSError as lost:
            self._drop()
            return Outcome("planned", 0, plain_words(lost))
        before_dot()
        return self._ended(smtp)

    def _ended(self, smtp: StrictSmtp) -> Outcome:
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

    def _turned_away(self, answer: Answered) -> Outcome:
        kind = answer.code // 100
        if answer.code == 421 or kind not in (4, 5):
            self._drop()  # about to close, or out of step with us
        if kind == 5 and answer.to_all:
            raise Stopped(
                f"the server answers {answer.step} with {answer.code} {answer.words}, whoever the"
                " mail is for"
            )
        return Outcome("refused" if kind == 5 else "planned", answer.code, answer.words)

    def _ready(self) -> StrictSmtp:
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

    def _connected(self) -> StrictSmtp:
        server, wait = self._server, self._timeouts.answer
        try:
            if server.tls == "implicit":
                tls = self._proving()  # without one, smtplib would trust anybody
                return StrictSmtpTls(server.host, server.port, EHLO_NAME, timeout=wait, context=tls)
            return StrictSmtp(server.host, server.port, EHLO_NAME, wait)
        except smtplib.SMTPConnectError as error:
            words = error.smtp_error
            reply = words if isinstance(words, bytes) else words.encode()
            raise Answered("the connection", error.smtp_code, reply, to_all=True) from None

    def _greet(self, smtp: StrictSmtp) -> None:
        """Bring a new connection to where mail may be handed in, or close it: it has no other use.

        One that got half the way must never be used, least of all without TLS.
        """
        try:
            expect("EHLO", smtp.ehlo(), to_all=True)
            if self._server.tls == "starttls":
                if not smtp.has_extn("starttls"):
                    raise Stopped("the server offers no STARTTLS, and nothing is sent unprotected")
                smtp.protect(self._proving())
                expect("EHLO", smtp.ehlo(), to_all=True)
            if self._server.user:
                self._log_in(smtp)
        except BaseException:
            smtp.close()
            raise

    def _log_in(self, smtp: StrictSmtp) -> None:
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
            raise Answered("the login", error.smtp_code, b"", to_all=True) from None
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


def _this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
