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
from generators.habpost.ledger import opened
from generators.habpost.outcome import Outcome
from generators.habpost.prepared import Plan, copy_of, message_id
from tests.conftest import change, write
from tests.habpost.smtp_server import server

STORY = "content/habpost/2026/seen.md"
MKDOCS = "site_name: A site\nextra: {address: https://psea.example.org}\n"
MAILBOXES = {
    "habpost@example.org": "habpost@un.invalid",
    "all-personnel@example.org": "all@un.invalid",
    "list_id: habpost.example.org": "list_id: habpost.un.invalid",
}
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
Told = pytest.CaptureFixture[str]


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project from which a story can be sent: cleared, with mailboxes and an address."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setattr(socket.socket, "connect", no_socket)
    monkeypatch.setattr(broadcast_approval, "_now", lambda: NOW)
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
    message = (folder / "message.en.eml").read_bytes()
    assert email.message_from_bytes(message)["To"] == "all@un.invalid"
    # Whoever sends it by hand sends the very message, with its Message-ID.
    assert [row[-1] for row in rows(at_home, "copy")] == [hashlib.sha256(message).hexdigest()]


def test_prepared_again_it_is_the_same(at_home: Path) -> None:
    prepare()
    before = {path: path.read_bytes() for path in (at_home / "out").rglob("*.*")}

    assert prepare() == 0
    assert before == {path: path.read_bytes() for path in (at_home / "out").rglob("*.*")}


def test_until_something_was_sent_a_plan_can_be_prepared_anew(at_home: Path) -> None:
    """A story is cleared, a word put right; the approval of the old plan goes with it."""
    prepare()
    approve()
    before = plan(at_home)
    change(at_home, STORY, "It goes on", "It went on")

    assert prepare() == 0
    assert plan(at_home) != before
    assert not (at_home / "out/2026-seen/approval.json").exists()


def tried(at_home: Path, mailbox: str, state: str) -> None:
    """Have the ledger say that a copy was tried, as a run does."""
    moment = dt.datetime(2026, 11, 23, 13, tzinfo=dt.UTC)
    with opened(at_home / "out/2026-seen/ledger.sqlite", plan(at_home)) as ledger:
        ledger.record(mailbox, Outcome("sending", 0, ""), moment)
        ledger.record(mailbox, Outcome(state, 250, "ok"), moment)  # type: ignore[arg-type]


def test_once_something_was_sent_a_plan_stays_and_the_next_leaves_out_who_has_it(
    at_home: Path, capsys: Told
) -> None:
    """Nobody gets a broadcast twice because a recipient was added, or a word was changed."""
    write(at_home, "staff.csv", "mailbox\na@un.invalid\nb@un.invalid\nc@un.invalid\n")
    prepare("--to", "staff.csv")
    tried(at_home, "a@un.invalid", "accepted")
    tried(at_home, "b@un.invalid", "uncertain")
    change(at_home, STORY, "It goes on", "It went on")
    assert prepare("--to", "staff.csv") == 2
    assert "2 copies have gone out" in capsys.readouterr().err

    more = ["--to", "staff.csv", "--after", "out/2026-seen", "--out", "out/second"]
    assert prepare(*more) == 0
    assert "left out: 2 because has it already" in capsys.readouterr().out
    second = Plan.model_validate_json((at_home / "out/second/2026-seen/plan.json").read_bytes())
    assert (second.planned, second.excluded) == (1, 2)


def test_what_was_spoilt_after_sending_began_is_made_whole_but_not_the_ledger(
    at_home: Path, capsys: Told
) -> None:
    prepare()
    letter = at_home / "out/2026-seen/letters/en.eml"
    whole = letter.read_bytes()
    tried(at_home, "all@un.invalid", "accepted")
    letter.unlink()
    assert prepare() == 0
    assert letter.read_bytes() == whole

    (at_home / "out/2026-seen/ledger.sqlite").unlink()
    assert prepare() == 2
    assert "ledger.sqlite is missing" in capsys.readouterr().err


@pytest.mark.parametrize("out", ["docs/en", "content", "overrides/assets", "site", "preview", "."])
def test_mailboxes_are_never_put_where_the_site_is_made_from(
    at_home: Path, capsys: Told, out: str
) -> None:
    assert prepare("--out", out) == 2
    assert "mailboxes could get onto the site" in capsys.readouterr().err


@pytest.mark.parametrize(
    "rows",
    [
        'a@un.invalid,en\n"b@un.invalid,fr\nc@un.invalid,en\n',
        'a@un.invalid,en\n"b"@un.invalid,fr\n',
    ],
)
def test_a_list_that_cannot_be_read_is_told_at_its_line(
    at_home: Path, capsys: Told, rows: str
) -> None:
    """The row with the lost quotation mark, though the reader notices it only at the end."""
    write(at_home, "all.csv", f"mailbox,language\n{rows}")

    assert prepare("--to", "all.csv") == 1
    assert "all.csv:3: is not readable as CSV from here on" in capsys.readouterr().err
    assert not (at_home / "out").exists()


def test_a_list_with_nobody_in_it_is_no_broadcast(at_home: Path, capsys: Told) -> None:
    write(at_home, "staff.csv", "mailbox\nx\n")

    assert prepare("--to", "staff.csv") == 1
    assert "holds nobody to write to" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["message.en.html", "letters/en.eml", "message.en.txt"])
def test_what_was_looked_at_is_what_is_approved(at_home: Path, capsys: Told, name: str) -> None:
    prepare()
    (at_home / "out/2026-seen" / name).write_text("harmless", encoding="utf-8")

    assert approve() == 2
    assert "is not what was prepared" in capsys.readouterr().err


def test_what_waits_cannot_be_sent_by_hand_either(at_home: Path) -> None:
    change(at_home, STORY, "reviewed_by: [coordinator]", "reviewed_by: []")
    prepare()
    names = {path.name for path in (at_home / "out/2026-seen").iterdir()}

    assert not names & {"message.en.unsent.eml", "copy-for-outlook.en.html"}


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
    assert "one message each to 2 people" in told
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


def test_an_issue_that_has_lost_a_story_says_so_when_it_is_prepared(
    at_home: Path, capsys: Told
) -> None:
    """Its introduction may still speak of the story; somebody has to look."""
    change(at_home, "content/habpost/issues/007.yml", "2099-03-01", "2026-11-01")
    assert main(["habpost", "withdraw", "2026-seen"]) == 0

    assert prepare(ident="007") == 0
    assert "names the story `2026-seen`, which was withdrawn" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--to", "none.csv"], "none.csv"),
        (["--to", "mkdocs.yml"], "must end in .csv or .xlsx"),
        (["--to", "wrong.csv"], "has no column `mailbox`"),
        (["--lang", "fr"], "is not whole in fr; it is in en"),
        (["--to", "wrong.csv", "--lang", "xx"], "`xx` is not a language"),
        (["--on", "2020-01-01"], "readers may see on 2020-01-01. What is a draft"),
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
        ("coordinator", "2026-11-23T11:59:59+00:00", "within 30 days"),
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
    assert "the mailboxes or `list_id` are examples" in told


def test_a_folder_without_a_plan_is_told(at_home: Path, capsys: Told) -> None:
    assert approve() == 2
    assert "was not prepared by" in capsys.readouterr().err


def test_the_page_to_copy_from_holds_the_whole_message_and_loads_nothing(at_home: Path) -> None:
    prepare()
    page = (at_home / "out/2026-seen/copy-for-outlook.en.html").read_text(encoding="utf-8")

    assert "all@un.invalid" in page
    assert "A story that is seen begins here" in page
    assert not re.search(r'<[^>]+ (src|href)="(?!cid)', page)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("status: published", "status: withdrawn", "was withdrawn"),
        ("status: published", "status: published\nexpires: 2026-11-25", "has expired"),
        ("2026-10-01T09:00", "2999-10-01T09:00", "was withdrawn"),
        (
            "consent: none needed",
            "consent: {reference: C1, expires: 2026-11-25, scope: [intranet, e-mail]}",
            "consent",
        ),
        ("consent: none needed", "consent: unknown", "that nobody was asked for"),
        ("ongoing_case: false", "ongoing_case: unknown", "that nobody was asked for"),
    ],
)
def test_a_story_that_was_withdrawn_is_not_sent_though_it_was_approved(
    at_home: Path, capsys: Told, old: str, new: str, says: str
) -> None:
    """Consent can be taken back until the last moment; no socket is opened."""
    prepare()
    approve(until="2026-12-20T18:00+03:00")
    change(at_home, STORY, old, new)
    command = ["habpost", "broadcast", "send", "out/2026-seen", "--to", "all@un.invalid"]

    assert main([*command, "--server", "127.0.0.1:9"]) == 2
    assert says in capsys.readouterr().err


def test_a_plan_that_waits_or_that_nobody_may_approve_is_not_sent(
    at_home: Path, capsys: Told
) -> None:
    """Whatever an approval says that was written by hand."""
    command = ["habpost", "broadcast", "send", "out/2026-seen", "--to", "all@un.invalid"]
    prepare()
    approve(until="2026-12-20T18:00+03:00")
    kept = at_home / "out/2026-seen/approval.json"
    approved = kept.read_text(encoding="utf-8")
    kept.write_text(approved.replace("coordinator", "nobody-at-all"), encoding="utf-8")
    assert main([*command, "--server", "127.0.0.1:9"]) == 2
    assert "may not approve broadcasts" in capsys.readouterr().err

    change(at_home, STORY, "reviewed_by: [coordinator]", "reviewed_by: []")
    prepare()
    made = approved.replace(re.findall("[0-9a-f]{64}", approved)[0], plan(at_home).identity)
    kept.write_text(made, encoding="utf-8")
    assert main([*command, "--server", "127.0.0.1:9"]) == 2
    assert "nobody with authority has cleared" in capsys.readouterr().err


def test_an_issue_goes_all_the_way_to_a_real_server(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told
) -> None:
    """Prepared, approved, sent: the server has what the folder shows, and has it once."""
    write(at_home, "staff.csv", "mailbox\na@un.invalid\nb@un.invalid\n")
    now = dt.datetime.now(dt.UTC)
    monkeypatch.setattr(broadcast_approval, "_now", lambda: now)
    until = (now + dt.timedelta(hours=1)).isoformat()
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
