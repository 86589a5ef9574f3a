"""Preparing and approving a broadcast: all of it or nothing, and nothing is ever sent by it."""

import datetime as dt
import email
import hashlib
import re
import socket
import sqlite3
from pathlib import Path

import pytest

from generators.cli import main
from generators.commands import broadcast_approval
from generators.habpost.prepared import Plan, copy_of, message_id
from tests.conftest import change, write
from tests.habpost.smtp_server import server

STORY = "content/habpost/2026/seen.md"
MKDOCS = "site_name: A site\nextra: {address: https://psea.example.org}\n"
MAILBOXES = {
    "habpost@example.org": "habpost@un.invalid",
    "all-personnel@example.org": "all@un.invalid",
}
Told = pytest.CaptureFixture[str]


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project from which a story can be sent: cleared, with mailboxes and an address."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setattr(socket.socket, "connect", no_socket)
    write(project, "mkdocs.yml", MKDOCS)
    for page in ("contacts", "instruments"):
        write(
            project,
            f"docs/en/{page}.md",
            f"---\ntitle: {page}\ndescription: A page.\n---\n# {page}\n",
        )
    for example, real in MAILBOXES.items():
        change(project, "content/habpost/broadcast.yml", example, real)
    change(project, "content/roles/coordinator.yml", "[conduct]", "[conduct, habpost]")
    change(project, STORY, "reviewed_by: []", "reviewed_by: [coordinator]")
    return project


def no_socket(*_: object) -> None:
    pytest.fail("a socket was opened")


def prepare(*more: str, ident: str = "2026-seen") -> int:
    return main(["habpost", "broadcast", "prepare", ident, "--out", "out", *more])


def approve(*more: str, role: str = "coordinator", until: str = "2026-11-24T18:00+03:00") -> int:
    folder = "out/2026-seen"
    command = ["habpost", "broadcast", "approve", folder, "--as", role, "--until", until, *more]
    return main(command)


def plan(at_home: Path) -> Plan:
    return Plan.model_validate_json((at_home / "out/2026-seen/plan.json").read_bytes())


def rows(at_home: Path, of: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(at_home / "out/2026-seen/ledger.sqlite") as db:
        return db.execute(f"SELECT * FROM {of} ORDER BY number").fetchall()


def test_one_message_to_the_list_is_prepared_and_nothing_is_sent(
    at_home: Path, capsys: Told
) -> None:
    assert prepare() == 0
    told = capsys.readouterr().out
    folder = at_home / "out/2026-seen"

    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*")) == [
        "copy-for-outlook.en.html",
        "ledger.sqlite",
        "letters/en.eml",
        "message.en.eml",
        "message.en.html",
        "message.en.txt",
        "message.en.unsent.eml",
        "plan.json",
    ]
    assert "one message, en; audience: all@un.invalid; nothing is sent" in told
    assert (plan(at_home).planned, plan(at_home).one_by_one, plan(at_home).waits) == (1, False, [])
    assert [row[1] for row in rows(at_home, "copy")] == ["all@un.invalid"]
    assert (
        email.message_from_bytes((folder / "message.en.eml").read_bytes())["To"] == "all@un.invalid"
    )


def test_prepared_again_it_is_the_same_and_nothing_is_written(at_home: Path) -> None:
    prepare()
    before = {path: path.read_bytes() for path in (at_home / "out").rglob("*.*")}
    ledger = (at_home / "out/2026-seen/ledger.sqlite").stat().st_mtime_ns

    assert prepare() == 0
    assert before == {path: path.read_bytes() for path in (at_home / "out").rglob("*.*")}
    assert ledger == (at_home / "out/2026-seen/ledger.sqlite").stat().st_mtime_ns


def test_another_plan_never_takes_the_place_of_one(at_home: Path, capsys: Told) -> None:
    """Something may have been sent from it, and its ledger says to whom."""
    prepare()
    before = plan(at_home)
    change(at_home, STORY, "It goes on", "It went on")

    assert prepare() == 2
    assert "holds another plan" in capsys.readouterr().err
    assert plan(at_home) == before


def test_recipients_get_one_copy_each_whose_bytes_are_known_before(
    at_home: Path, capsys: Told
) -> None:
    """Semicolons and Windows letters, as Excel writes them; the hash of each copy is kept."""
    list_of = "E-mail;Language\r\nA@un.invalid;en\r\na@UN.invalid;en\r\nb@un.invalid;pt\r\nné;\r\n"
    (at_home / "staff.csv").write_bytes(list_of.encode("cp1252"))

    assert prepare("--to", "staff.csv") == 0
    told = capsys.readouterr().out
    letter = (at_home / "out/2026-seen/letters/en.eml").read_bytes()
    digest = hashlib.sha256(letter).hexdigest()
    assert plan(at_home).letters == {"en": digest}
    copies = rows(at_home, "copy")
    for _, mailbox, lang, ident, sha256 in copies:
        assert ident == message_id(digest, str(mailbox), "un.invalid")
        made = copy_of(letter, str(mailbox), str(ident))
        assert (lang, sha256) == ("en", hashlib.sha256(made).hexdigest())
        assert email.message_from_bytes(made)["To"] == mailbox
    assert [row[1] for row in copies] == ["a@un.invalid", "b@un.invalid"]
    assert [row[1:3] for row in rows(at_home, "excluded")] == [(3, "a@UN.invalid"), (5, "né")]
    assert "one message each to 2 recipients" in told
    assert "1 asked for `pt`, which this is not in, and get en" in told
    assert "left out: 1 because stands in row 2 already" in told


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "says"),
    [
        (STORY, "status: published", "status: draft", 2, "no story that readers may see"),
        (STORY, "2026-10-01T", "2026-12-01T", 2, "no story that readers may see"),
        ("mkdocs.yml", "https://psea.example.org", "", 2, "set `extra: address:`"),
        (
            STORY,
            "consent: none needed",
            'consent: {reference: "C1", expires: 2027-01-01, scope: [intranet]}',
            1,
            "not for e-mail",
        ),
        (STORY, "It goes on", f"{'long ' * 20_000}", 1, "are the most"),
    ],
)
def test_what_must_not_go_out_is_not_prepared(
    at_home: Path, capsys: Told, path: str, old: str, new: str, code: int, says: str
) -> None:
    change(at_home, path, old, new)

    assert prepare() == code
    assert says in capsys.readouterr().err
    assert not (at_home / "out").exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--to", "none.csv"], "none.csv"),
        (["--to", "mkdocs.yml"], "must end in .csv or .xlsx"),
        (["--to", "wrong.csv"], "has no column `mailbox`"),
        (["--lang", "fr"], "is not whole in fr; it is in en"),
    ],
)
def test_a_wrong_option_is_told(at_home: Path, capsys: Told, given: list[str], says: str) -> None:
    write(at_home, "wrong.csv", "name\nA\n")

    assert prepare(*given) in (1, 2)
    assert says in capsys.readouterr().err
    assert not (at_home / "out").exists()


def test_a_failure_on_the_way_leaves_nothing(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generators.commands import broadcast

    monkeypatch.setattr(broadcast, "create", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))

    assert prepare() == 2
    assert list((at_home / "out").iterdir()) == []


def test_an_approval_names_exactly_one_plan(at_home: Path, capsys: Told) -> None:
    prepare()
    assert approve() == 0
    told = capsys.readouterr().out
    kept = (at_home / "out/2026-seen/approval.json").read_text(encoding="utf-8")

    assert plan(at_home).identity in kept
    assert '"not_after": "2026-11-24T18:00:00+03:00"' in kept
    assert "Nothing is sent by that" in told


@pytest.mark.parametrize(
    ("role", "until", "says"),
    [
        ("drafter", "2026-11-24T18:00+03:00", "May approve it: coordinator"),
        ("nobody", "2026-11-24T18:00+03:00", "May approve it: coordinator"),
        ("coordinator", "2026-11-24T18:00", "no moment with its zone"),
        ("coordinator", "tomorrow", "no moment with its zone"),
        ("coordinator", "2026-11-22T18:00+03:00", "within 30 days"),
        ("coordinator", "2027-11-24T18:00+03:00", "within 30 days"),
    ],
)
def test_who_may_not_approve_or_when_is_told(
    at_home: Path, capsys: Told, role: str, until: str, says: str
) -> None:
    prepare()

    assert approve(role=role, until=until) == 2
    assert says in capsys.readouterr().err
    assert not (at_home / "out/2026-seen/approval.json").exists()


def test_nobody_approves_what_nobody_has_cleared(at_home: Path, capsys: Told) -> None:
    change(at_home, STORY, "reviewed_by: [coordinator]", "reviewed_by: []")
    change(at_home, "content/habpost/broadcast.yml", "all@un.invalid", "all@example.org")
    assert prepare() == 0
    assert "Before anybody can approve it" in capsys.readouterr().out

    assert approve() == 2
    told = capsys.readouterr().err
    assert "nobody with authority has cleared the story" in told
    assert "the mailboxes are examples" in told


def test_a_folder_without_a_plan_is_told(at_home: Path, capsys: Told) -> None:
    assert approve() == 2
    assert "plan.json" in capsys.readouterr().err


def test_the_page_to_copy_from_holds_the_whole_message_and_loads_nothing(at_home: Path) -> None:
    prepare()
    page = (at_home / "out/2026-seen/copy-for-outlook.en.html").read_text(encoding="utf-8")

    assert "all@un.invalid" in page
    assert "A story that is seen begins here" in page
    assert not re.search(r'<[^>]+ (src|href)="(?!cid)', page)


def test_an_issue_goes_all_the_way_to_a_real_server(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """Prepared, approved, sent: the server has what the folder shows, and has it once."""
    write(at_home, "staff.csv", "mailbox\na@un.invalid\nb@un.invalid\n")
    monkeypatch.setattr(broadcast_approval, "day", lambda _: dt.datetime.now(dt.UTC).date())
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)).isoformat()
    assert prepare("--to", "staff.csv") == 0
    assert approve(until=until) == 0
    monkeypatch.undo()
    monkeypatch.chdir(at_home)
    with server() as running:
        sent = ["habpost", "broadcast", "send", "out/2026-seen", "--to", "staff.csv"]
        sent += ["--server", f"127.0.0.1:{running.port}", "--tls", "none", "--rate", "60000"]
        assert main(sent) == 0
        assert main(sent) == 0
        accepted = running.accepted
    shown = email.message_from_bytes((at_home / "out/2026-seen/message.en.eml").read_bytes())

    assert "2 planned = 2 accepted + 0 refused + 0 uncertain + 0 still planned" in (
        capsys.readouterr().out
    )
    assert [recipient for recipient, _ in accepted] == ["a@un.invalid", "b@un.invalid"]
    for recipient, data in accepted:
        made = email.message_from_bytes(data)
        assert made["To"] == recipient
        assert made["Subject"] == shown["Subject"]
        assert [p.get_payload() for p in made.walk() if not p.is_multipart()] == [
            p.get_payload() for p in shown.walk() if not p.is_multipart()
        ]
