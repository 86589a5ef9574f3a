"""Whatever a mail server does, at whatever step: what became of the message is told truly."""

import contextlib
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.habpost.outcome import LONGEST_WORDS, plain_words
from generators.habpost.submission import Server, Stopped, Submission, Timeouts
from tests.habpost.smtp_server import (
    HALVES,
    PASSWORD,
    SAID,
    STEPS,
    USER,
    Choose,
    Running,
    knows,
    listening,
    script,
    server,
)

LETTER = b"Subject: x\r\n\r\n.\r\n..\r\n.hidden\r\nlast\r\n"
SENDER, ALICE, BASIL = "habpost@example.org", "alice@example.org", "basil@example.org"
QUICK, CALM = Timeouts(0.4, 0.4, 0.4), Timeouts(20, 20, 20)
DEEDS = [deed for deed in (*SAID, "drop", "reset", "stall") if deed != "early"]
FOR_ALL = ("connect", "banner", "EHLO", "MAIL")
"""The steps at which a refusal concerns everybody."""
FOR_ONE = ("RCPT", "DATA")
OF_TLS = ("STARTTLS", "AUTH")


def at(running: Running, tls: str = "none", **more: str) -> Server:
    return Server("127.0.0.1", running.port, tls, **more)  # type: ignore[arg-type]


@contextlib.contextmanager
def mailing(
    given: Server, context: ssl.SSLContext | None = None, deed: str = ""
) -> Iterator[Submission]:
    """Open a connection that waits only where the server stalls."""
    with Submission(given, QUICK if deed == "stall" else CALM, context) as mail:
        yield mail


def submitted(mail: Submission, recipient: str, marks: list[str] | None = None) -> str:
    """Return the state of one submission, or `stopped`."""
    noted = marks if marks is not None else []
    try:
        return mail.submit(SENDER, recipient, LETTER, lambda: noted.append(recipient)).state
    except Stopped:
        return "stopped"


def counting(asked: list[str]) -> Choose:
    """Note the steps that a server comes to; nothing is done at any."""

    def noted(step: str) -> None:
        asked.append(step)

    return noted


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("step", [*FOR_ALL, *FOR_ONE])
def test_before_the_dot_nothing_is_uncertain(step: str, deed: str) -> None:
    """A message is refused by a clear answer or stays planned, and the next try reaches all."""
    marks: list[str] = []
    with server(script({step: [deed]})) as running, mailing(at(running), deed=deed) as mail:
        first, reached = submitted(mail, ALICE, marks), [*running.recipients]
        again = [submitted(mail, each) for each in (ALICE, BASIL)]

    no = "stopped" if step in FOR_ALL else "refused"
    assert (first, marks, reached) == (no if deed == "5xx" else "planned", [], [])
    assert again == ["accepted", "accepted"]
    assert running.recipients == [ALICE, BASIL]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_breaks_off_in_the_text_is_planned_or_past_the_mark(deed: str) -> None:
    """Whether the client hears of it before the dot is chance; the mark is set in time."""
    marks: list[str] = []
    with server(script({"body": [deed]})) as running, mailing(at(running), deed=deed) as mail:
        first, reached = submitted(mail, ALICE, marks), [*running.recipients]
        again = submitted(mail, BASIL)

    answers = {"4xx": {"planned"}, "421": {"planned"}, "5xx": {"planned", "refused"}}
    assert first in answers.get(deed, {"planned", "uncertain"})
    assert first == "planned" or marks == [ALICE]
    assert (reached, again, running.recipients) == ([], "accepted", [BASIL])


@pytest.mark.parametrize("deed", DEEDS)
def test_after_the_dot_only_an_answer_is_certain(deed: str) -> None:
    """4xx and 5xx say that the server did not take it; silence and nonsense say nothing."""
    marks: list[str] = []
    with server(script({"dot": [deed]})) as running, mailing(at(running), deed=deed) as mail:
        first, reached = submitted(mail, ALICE, marks), [*running.recipients]
        again = submitted(mail, BASIL)

    told = {"4xx": "planned", "421": "planned", "5xx": "refused"}
    assert (first, marks, reached) == (told.get(deed, "uncertain"), [ALICE], [])
    assert (again, running.recipients) == ("accepted", [BASIL])


@pytest.mark.parametrize("deed", ["drop", "reset", "stall", "garbage", "other", *HALVES])
def test_a_lost_yes_is_uncertain(deed: str) -> None:
    """The server has the message; nobody here can know."""
    with server(script({"accepted": [deed]})) as running, mailing(at(running), deed=deed) as mail:
        states = [submitted(mail, each) for each in (ALICE, BASIL)]

    assert states == ["uncertain", "accepted"]
    assert running.recipients == [ALICE, BASIL]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("step", ["reply", "RSET", "QUIT"])
def test_what_comes_after_the_yes_changes_nothing(step: str, deed: str) -> None:
    """An answer that stands is not taken back by what happens to the connection."""
    with server(script({step: [deed]})) as running, mailing(at(running), deed=deed) as mail:
        states = [submitted(mail, each) for each in (ALICE, BASIL)]

    assert states == ["accepted", "accepted"]
    assert running.recipients == [ALICE, BASIL]


def test_every_step_of_the_server_is_tried() -> None:
    """A step that is added to the server must find its test."""
    tried = {*FOR_ALL, *FOR_ONE, "body", "dot", "accepted", "reply", "RSET", "QUIT", *OF_TLS}

    assert tried == set(STEPS)


def test_a_yes_that_comes_before_the_question_does_not_count() -> None:
    """A server that is out of step could otherwise have a lost message counted as accepted."""
    marks: list[str] = []
    with server(script({"DATA": ["early"]})) as running, mailing(at(running)) as mail:
        first = submitted(mail, ALICE, marks)

    assert (first, marks, running.recipients) == ("planned", [], [])


def test_text_arrives_as_it_was_prepared() -> None:
    """Lines that begin with a dot, too (RFC 5321, 4.5.2)."""
    with server() as running, mailing(at(running)) as mail:
        submitted(mail, ALICE)

    assert running.accepted == [(ALICE, LETTER)]


def test_nobody_listening_is_told_in_words() -> None:
    """The row stays planned."""
    free = listening()
    port = free.getsockname()[1]
    free.close()
    with mailing(Server("127.0.0.1", port, "none")) as mail:
        outcome = mail.submit(SENDER, ALICE, LETTER, lambda: None)

    assert outcome.state == "planned"
    assert "refused" in outcome.reply


def test_an_answer_without_end_is_no_answer() -> None:
    """A drip that keeps within each time limit is too long in all."""
    taken = listening()

    def drip() -> None:
        client, _ = taken.accept()
        with client, contextlib.suppress(OSError):
            for _ in range(100):
                client.sendall(b"220-still\r\n")
                threading.Event().wait(0.05)

    thread = threading.Thread(target=drip)
    thread.start()
    with mailing(Server("127.0.0.1", taken.getsockname()[1], "none"), deed="stall") as mail:
        outcome = mail.submit(SENDER, ALICE, LETTER, lambda: None)
    thread.join()
    taken.close()

    assert (outcome.state, outcome.reply) == ("planned", "timed out")


# TLS and the login


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine, made now by OpenSSL, with its key in the same file."""
    program = shutil.which("openssl")
    assert program, "install openssl"
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    names = "subjectAltName=IP:127.0.0.1"
    asked = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2 -subj /CN=test"
    files = ["-keyout", str(path), "-out", str(path) + ".crt", "-addext", names]
    subprocess.run([program, *asked.split(), *files], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.fixture(scope="session")
def theirs(certificate: Path) -> ssl.SSLContext:
    """The server's side."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusting(certificate: Path) -> ssl.SSLContext:
    """The client's side, which knows the certificate."""
    return ssl.create_default_context(cafile=str(certificate))


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mail_goes_out_inside_tls_after_a_login(
    tls: str, theirs: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """Both ways, two messages over one connection; the server asks for TLS and a login."""
    inside, asked = tls == "implicit", list[str]()
    options: dict[str, Any] = {"authenticator": knows}
    options |= (
        {"auth_require_tls": False} if inside else {"tls_context": theirs, "auth_required": True}
    )
    given = {"user": USER, "password": PASSWORD}
    with (
        server(counting(asked), implicit=theirs if inside else None, **options) as running,
        mailing(at(running, tls, **given), trusting) as mail,
    ):
        states = [submitted(mail, each) for each in (ALICE, BASIL)]

    assert states == ["accepted", "accepted"]
    assert asked.count("AUTH") == 1
    assert running.accepted == [(ALICE, LETTER), (BASIL, LETTER)]


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
@pytest.mark.parametrize("fault", ["unknown", "other name"])
def test_a_server_that_does_not_prove_who_it_is_gets_nothing(
    tls: str, fault: str, theirs: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """An unknown certificate, and a known one with another name in it; no switch turns it off."""
    context = trusting if fault == "other name" else None
    with server(
        implicit=theirs if tls == "implicit" else None,
        tls_context=None if tls == "implicit" else theirs,
    ) as running:
        given = at(running, tls)
        if fault == "other name":
            given = replace(given, host="localhost")
        with mailing(given, context) as mail, pytest.raises(Stopped, match="does not prove"):
            mail.submit(SENDER, ALICE, LETTER, lambda: None)

    assert running.recipients == []


def test_without_starttls_nothing_is_sent(trusting: ssl.SSLContext) -> None:
    """Whoever strips the offer from the line does not get the mail in the clear."""
    with server() as running, mailing(at(running, "starttls"), trusting) as mail:
        with pytest.raises(Stopped, match="STARTTLS"):
            mail.submit(SENDER, ALICE, LETTER, lambda: None)
        assert submitted(mail, BASIL) == "stopped"

    assert running.recipients == []


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("step", ["STARTTLS", "AUTH"])
def test_a_half_greeted_connection_is_never_used(
    step: str, deed: str, theirs: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """What fails before TLS or the login is begun anew, so nothing goes out without either."""
    options: dict[str, Any] = {
        "authenticator": knows,
        "auth_required": True,
        "require_starttls": True,
    }
    given = {"user": USER, "password": PASSWORD}
    with (
        server(script({step: [deed]}), tls_context=theirs, **options) as running,
        mailing(at(running, "starttls", **given), trusting, deed) as mail,
    ):
        first = submitted(mail, ALICE)
        again = submitted(mail, BASIL)

    assert first == ("stopped" if deed == "5xx" else "planned")
    assert (again, running.recipients) == ("accepted", [BASIL])


def test_an_answer_slipped_in_before_tls_does_not_count(trusting: ssl.SSLContext) -> None:
    """Bytes in the clear behind the 220 would otherwise be read as said inside (CVE-2011-0411)."""
    taken, seen = listening(), list[bytes]()

    def between() -> None:
        client, _ = taken.accept()
        with client, contextlib.suppress(OSError):
            client.sendall(b"220 hello\r\n")
            for answer in (b"250-hello\r\n250 STARTTLS\r\n", b"220 go\r\n250 mine\r\n"):
                seen.append(client.recv(1000))
                client.sendall(answer)
            seen.append(client.recv(1000))

    thread = threading.Thread(target=between)
    thread.start()
    given = Server("127.0.0.1", taken.getsockname()[1], "starttls")
    with mailing(given, trusting) as mail:
        outcome = mail.submit(SENDER, ALICE, LETTER, lambda: None)
    thread.join()
    taken.close()

    assert outcome.state == "planned"
    assert seen[0] == b"ehlo [127.0.0.1]\r\n"  # the name of the machine stays at home
    assert not any(b"MAIL" in each.upper() for each in seen)


def test_a_wrong_password_ends_the_run_after_one_attempt_and_is_not_repeated(
    theirs: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """Mail systems lock accounts; and no message of ours shows what was tried."""
    asked = list[str]()

    options: dict[str, Any] = {"authenticator": knows, "auth_required": True, "tls_context": theirs}
    with server(counting(asked), **options) as running:
        given = at(running, "starttls", user=USER, password="not the one")
        with mailing(given, trusting) as mail, pytest.raises(Stopped) as stopped:
            mail.submit(SENDER, ALICE, LETTER, lambda: None)

    assert asked.count("AUTH") == 1
    assert "the login with 535" in str(stopped.value)
    assert "not the one" not in f"{stopped.value} {given!r}"


@pytest.mark.parametrize(
    ("host", "tls", "clear"),
    [
        ("localhost", "none", False),
        ("127.0.0.9", "none", False),
        ("::1", "none", False),
        ("mail.example.org", "none", True),
        ("127.0.0.1.example.org", "none", True),
        ("10.0.0.1", "none", True),
        ("mail.example.org", "starttls", False),
    ],
)
def test_nothing_crosses_a_network_unprotected(host: str, tls: str, *, clear: bool) -> None:
    """Without TLS only this machine itself is spoken to."""
    assert Server(host, 25, tls).in_the_clear == clear  # type: ignore[arg-type]


@given(st.binary(max_size=1000))
def test_a_servers_words_are_short_and_harmless(reply: bytes) -> None:
    """Whatever it says: no line ends, nothing that a terminal obeys or that turns text around."""
    told = plain_words(reply)

    assert len(told) <= LONGEST_WORDS
    assert told.isprintable()
