"""`psea habpost broadcast send`, `status` and `resolve`, with a real mail server beside them."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generators.cli import main
from generators.commands import delivery
from generators.commands.progress import counted as counted_with_bar
from generators.habpost.ledger import opened
from generators.habpost.one_sender import alone
from generators.habpost.outcome import Reconciliation
from generators.habpost.prepared import APPROVAL, LEDGER, PLAN, Plan
from generators.habpost.submission import Timeouts
from tests.conftest import ROOT
from tests.habpost.prepared_folder import (
    AUDIENCE,
    LETTER,
    approval_of,
    mailboxes,
    plan_of,
    planned,
    write,
)
from tests.habpost.smtp_server import PASSWORD, USER, Running, knows, listening, script, server

HOUR = dt.timedelta(hours=1)
TALLY = "{} planned = {} accepted + {} refused + {} uncertain + {} still planned (1 excluded)"


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between rounds, and no patience with a server that says nothing."""
    monkeypatch.setattr(delivery, "MANNERS", replace(delivery.MANNERS, pause=0))
    monkeypatch.setattr(delivery, "TIMEOUTS", Timeouts(10, 10, 10))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A broadcast to four, approved for an hour."""
    write(tmp_path / "issue", mailboxes(4), dt.datetime.now(dt.UTC) + HOUR)
    return tmp_path / "issue"


@pytest.fixture
def unasked() -> Iterator[str]:
    """An address at which nobody may ever knock."""
    taken = listening()
    taken.setblocking(False)
    with taken:
        yield f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(BlockingIOError):
            taken.accept()


def send(folder: Path, where: Running | str, *more: str, to: str | None = AUDIENCE) -> int:
    address = where if isinstance(where, str) else f"127.0.0.1:{where.port}"
    asked = ["habpost", "broadcast", "send", str(folder), "--server", address, "--tls", "none"]
    return main([*asked, "--rate", "60000", *(["--to", to] if to is not None else []), *more])


def status(folder: Path) -> int:
    return main(["habpost", "broadcast", "status", str(folder)])


def resolve(folder: Path, recipient: str, state: str, role: str = "habpost-editor") -> int:
    asked = ["habpost", "broadcast", "resolve", str(folder)]
    return main([*asked, "--recipient", recipient, "--as", state, "--by", role])


def plan_in(folder: Path) -> Plan:
    return Plan.model_validate_json((folder / PLAN).read_bytes())


def counted(folder: Path) -> Reconciliation:
    with opened(folder / LEDGER, plan_in(folder)) as ledger:
        return ledger.reconciled()


def test_what_was_prepared_goes_out_and_is_reconciled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """0 when all is accepted; asked again, nothing goes out twice."""
    with server() as running:
        assert send(folder, running) == 0
        told = capsys.readouterr().out
        assert send(folder, running) == 0
    with opened(folder / LEDGER, plan_in(folder)) as ledger:
        runs = ledger.runs()

    assert running.recipients == mailboxes(4)
    assert "“An issue” (en): 4 copies for staff.csv, from HabPost <habpost@example.org>" in told
    assert TALLY.format(4, 4, 0, 0, 0) in told
    assert [run.why for run in runs] == ["everything planned was tried"] * 2
    assert runs[0].count.done
    assert status(folder) == 0
    assert "excluded: line 7: nobody: is no mailbox" in capsys.readouterr().out


@pytest.mark.parametrize("to", [None, "", "staff", "STAFF.csv", "staff.csv "])
def test_nothing_is_sent_unless_the_audience_is_named(
    folder: Path, unasked: str, to: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was prepared, for whom and for how many is said instead."""
    assert send(folder, unasked, to=to) == 2
    told = capsys.readouterr()

    assert "4 copies for staff.csv" in told.out
    assert "nothing was sent" in told.err
    assert "--to staff.csv" in told.err


def unapproved(folder: Path) -> None:
    (folder / APPROVAL).unlink()


def approved_otherwise(folder: Path) -> None:
    other = plan_of(planned(mailboxes(5)))
    later = dt.datetime.now(dt.UTC) + HOUR
    (folder / APPROVAL).write_text(approval_of(other, later).model_dump_json(), encoding="utf-8")


def other_letter(folder: Path) -> None:
    (folder / "letters/en.eml").write_bytes(LETTER.replace(b"Good", b"Bad"))


def no_letter(folder: Path) -> None:
    (folder / "letters/en.eml").unlink()


def other_plan(folder: Path) -> None:
    changed = plan_in(folder).model_copy(update={"sender": "Eve <eve@example.org>"})
    (folder / PLAN).write_text(changed.model_dump_json(), encoding="utf-8")


def broken_plan(folder: Path) -> None:
    (folder / PLAN).write_text('{"format": 2}', encoding="utf-8")


def broken_approval(folder: Path) -> None:
    (folder / APPROVAL).write_text("{", encoding="utf-8")


def no_ledger(folder: Path) -> None:
    (folder / LEDGER).unlink()


def broken_ledger(folder: Path) -> None:
    (folder / LEDGER).write_bytes(b"SQLite format 3\0" + b"\1" * 5000)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (unapproved, "nobody has approved"),
        (approved_otherwise, "approval is for another plan"),
        (other_letter, "is not what was prepared"),
        (no_letter, "is not what was prepared"),
        (other_plan, "belongs to another plan"),
        (broken_plan, "plan.json cannot be read: format"),
        (broken_approval, "approval.json cannot be read"),
        (no_ledger, "is missing"),
        (broken_ledger, "cannot be read or written"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_not_as_prepared_and_approved_is_refused_before_a_socket_is_opened(
    folder: Path, unasked: str, spoil: object, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """2, and one line."""
    assert callable(spoil)
    spoil(folder)
    assert send(folder, unasked) == 2
    told = capsys.readouterr().err

    assert why in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--server", "mail.example.org"], "names no server"),
        (["--server", "mail.example.org:99999"], "names no server"),
        (["--server", "mail..example.org:25"], "names no server"),
        (["--server", "mail.example.org:25"], "nothing is sent unprotected"),
        (["--tls", "ssl3"], "write --tls starttls or implicit"),
        (["--rate", "0"], "no number of messages"),
        (["--rate", "nan"], "no number of messages"),
        (["--rate", "many"], "no number of messages"),
        (["--user", "habpost"], "there is no password for habpost"),
        (["--user", "habpost", "--password-file", "nowhere.txt"], "cannot read or write"),
    ],
)
def test_a_command_that_cannot_work_says_why_and_sends_nothing(
    folder: Path,
    unasked: str,
    more: list[str],
    why: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PSEA_SMTP_PASSWORD", raising=False)
    assert send(folder, unasked, *more) == 2
    assert why in capsys.readouterr().err
    assert counted(folder).left == 4


def test_past_its_approval_nothing_goes_out(
    tmp_path: Path, unasked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rows wait for a new approval."""
    write(tmp_path / "late", mailboxes(2), dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1))

    assert send(tmp_path / "late", unasked) == 1
    assert "have the broadcast approved anew" in capsys.readouterr().out
    assert counted(tmp_path / "late").left == 2


def test_what_is_refused_or_left_is_listed_with_its_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """1; the temporary refusal is tried three times, and the run after it reaches everybody."""
    with server(script({"RCPT": ["5xx", None, "4xx", None, "4xx", "4xx"]})) as running:
        assert send(folder, running) == 1
        told = capsys.readouterr().out
        assert status(folder) == 1
        listed = capsys.readouterr().out
        assert send(folder, running) == 1
        assert resolve(folder, "r0@example.org", "planned") == 0
        assert send(folder, running) == 0

    for words in (
        "refused: r0@example.org: 554 5.7.1 go away (1 try, ",
        "still planned: r2@example.org: 451 4.3.0 try again later (3 tries, ",
        TALLY.format(4, 2, 1, 0, 1),
    ):
        assert words in told
        assert words in listed
    assert sorted(running.recipients) == mailboxes(4)


def test_what_is_uncertain_waits_for_a_person(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No run sends it again; a person says what is true, and that is on record."""
    with server(script({"accepted": ["drop"], "dot": [None, "drop"]})) as running:
        assert [send(folder, running), send(folder, running)] == [1, 1]
        assert sorted(running.recipients) == ["r0@example.org", "r2@example.org", "r3@example.org"]
        assert status(folder) == 1
        told = capsys.readouterr().out
        assert resolve(folder, "r0@example.org", "accepted") == 0
        assert resolve(folder, "<R1@Example.org>", "planned") == 0  # as one copies it from a log
        assert send(folder, running) == 0

    assert "uncertain: r0@example.org: the server closed the connection" in told
    assert "psea habpost broadcast resolve" in told
    assert sorted(running.recipients) == mailboxes(4)
    with opened(folder / LEDGER, plan_in(folder)) as ledger:
        assert ledger.rows()[0].decided_by == "habpost-editor"


@pytest.mark.parametrize(
    ("recipient", "state", "role", "why"),
    [
        ("r0@example.org", "refused", "habpost-editor", "cannot be decided"),
        ("r9@example.org", "planned", "habpost-editor", "none of the 4 recipients"),
        ("r0@example.org", "accepted", "habpost-editor", "is planned: as accepted, only uncertain"),
        ("r0@example.org", "planned", "habpost-editr", "Did you mean `habpost-editor`?"),
    ],
)
def test_what_cannot_be_decided_is_told(
    folder: Path,
    recipient: str,
    state: str,
    role: str,
    why: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert resolve(folder, recipient, state, role) == 2
    assert why in capsys.readouterr().err
    assert counted(folder).left == 4


def test_a_server_that_turns_everybody_away_costs_nobody_his_copy(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal of the sender is no refusal of the recipients: all are still planned."""
    with server(script({"MAIL": ["5xx"]})) as running:
        assert send(folder, running) == 1
        assert "the server answers MAIL with 554 5.7.1 go away" in capsys.readouterr().out
        assert counted(folder).left == 4
        assert send(folder, running) == 0

    assert running.recipients == mailboxes(4)


@pytest.mark.parametrize("way", ["environment", "file", "file of Windows"])
def test_the_password_is_used_and_never_shown(
    folder: Path,
    tmp_path: Path,
    way: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the environment or a file; neither printed nor written anywhere in the folder."""
    monkeypatch.setenv("PSEA_SMTP_PASSWORD", PASSWORD if way == "environment" else "another")
    more = ["--user", USER]
    if way != "environment":
        kept = tmp_path / "password.txt"
        mark, end = (b"\xef\xbb\xbf", b"\r\n") if "Windows" in way else (b"", b"\n")
        kept.write_bytes(mark + PASSWORD.encode() + end)
        more += ["--password-file", str(kept)]
    asked = list[str]()
    with server(
        asked.append,
        authenticator=knows,
        auth_require_tls=False,
    ) as running:
        assert send(folder, running, *more) == 0
    told = capsys.readouterr()

    assert asked.count("AUTH") == 1
    assert PASSWORD not in told.out + told.err
    assert not any(
        PASSWORD.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )


def test_two_cannot_send_at_once(
    folder: Path, unasked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second is told; looking goes on."""
    with alone(folder):
        assert send(folder, unasked) == 2
        assert "another run is at work" in capsys.readouterr().err
        assert resolve(folder, "r0@example.org", "planned") == 2
        assert status(folder) == 1
        assert "A run is at work just now" in capsys.readouterr().out


def test_a_list_gets_one_message_through_the_same_ledger(tmp_path: Path) -> None:
    """One row, the mailbox of the list, which the command must name."""
    later = dt.datetime.now(dt.UTC) + HOUR
    write(tmp_path / "l", ["all@example.org"], later, audience="all@example.org", one_by_one=False)
    with server() as running:
        assert send(tmp_path / "l", running) == 2
        assert send(tmp_path / "l", running, to="all@example.org") == 0

    assert running.recipients == ["all@example.org"]


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
@pytest.mark.parametrize("step", ["connect", "RCPT", "accepted"])
def test_ctrl_c_leaves_a_sound_ledger_and_says_how_to_go_on(tmp_path: Path, step: str) -> None:
    """At any time, also while the server keeps one waiting."""
    folder, stalled = tmp_path / "issue", threading.Event()
    write(folder, mailboxes(3), dt.datetime.now(dt.UTC) + HOUR)

    def choose(at: str) -> str | None:
        if at != step or stalled.is_set():
            return None
        stalled.set()
        return "stall"

    with server(choose) as running:
        words = ["habpost", "broadcast", "send", str(folder), "--to", AUDIENCE, "--tls", "none"]
        process = subprocess.Popen(
            [sys.executable, "-m", "generators", *words, "--server", f"127.0.0.1:{running.port}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert stalled.wait(30)
        for _ in range(2 if step == "accepted" else 1):  # the first is put off after the dot
            process.send_signal(signal.SIGINT)
            threading.Event().wait(0.3)
        told, _ = process.communicate(timeout=30)
        lost = int(step == "accepted")

        assert process.returncode == 1
        assert "The run ended: stopped by Ctrl+C." in told
        assert "go out when the same command is given again" in told
        assert "Traceback" not in told
        assert counted(folder) == Reconciliation(3, 0, 0, lost, 3 - lost, 1)
        send(folder, running)
    assert sorted(running.recipients) == mailboxes(3)


def test_on_a_terminal_one_sees_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar that grows, once it takes longer than a moment; elsewhere there is none."""
    moments = iter(range(0, 100, 2))
    monkeypatch.setattr("generators.commands.progress.time.monotonic", lambda: next(moments))
    elsewhere = [*counted_with_bar(range(4), 4)]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    assert [*counted_with_bar(range(4), 4)] == elsewhere == [0, 1, 2, 3]
    assert f"{'█' * 15:<30} 2 of about 4" in capsys.readouterr().err
