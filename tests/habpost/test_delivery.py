"""A run sends what was prepared and approved, in time, at its pace, and nothing twice."""

import dataclasses
import datetime as dt
import hashlib
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.commands.interrupts import undisturbed
from generators.habpost.delivery import (
    Broadcast,
    Manners,
    NotAsPrepared,
    Pace,
    Surroundings,
    deliver,
)
from generators.habpost.ledger import Ledger, Planned, create, opened, recipients_hash
from generators.habpost.outcome import Outcome
from generators.habpost.prepared import LEDGER
from generators.habpost.submission import Stopped
from tests.habpost.prepared_folder import (
    EXCLUDED,
    LETTER,
    NOT_AFTER,
    approval_of,
    mailboxes,
    plan_of,
    planned,
)

YES, NO = Outcome("accepted", 250, "queued"), Outcome("refused", 550, "no such user")
LATER, LOST = Outcome("planned", 451, "busy"), Outcome("uncertain", 0, "timed out")
FAST = Manners(per_minute=60_000)


class World:
    """A clock that moves when somebody sleeps."""

    def __init__(self, start: dt.datetime = NOT_AFTER - dt.timedelta(hours=1)) -> None:
        self.start, self.seconds, self.slept = start, 0.0, list[float]()

    def now(self) -> dt.datetime:
        return self.start + dt.timedelta(seconds=self.seconds)

    def clock(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def around(self) -> Surroundings:
        return Surroundings(self.now, self.clock, self.sleep)


class Mail:
    """A server that gives these answers in turn, then says yes; it notes who was tried when."""

    def __init__(self, world: World, answers: Iterable[Outcome] = (), takes: float = 0) -> None:
        self.world, self.answers, self.takes = world, iter(answers), takes
        self.tried: list[str] = []
        self.moments: list[float] = []
        self.sent: list[bytes] = []

    def submit(
        self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]
    ) -> Outcome:
        assert sender == "habpost@example.org"
        self.tried.append(recipient)
        self.moments.append(self.world.seconds)
        self.world.seconds += self.takes
        outcome = next(self.answers, YES)
        if outcome.state in ("accepted", "uncertain"):
            before_dot()
            self.sent.append(data)
        return outcome


@contextmanager
def prepared(folder: Path, count: int) -> Iterator[tuple[Broadcast, Ledger]]:
    """Prepare a broadcast to so many, or open the one that is there."""
    rows = planned(mailboxes(count))
    plan = plan_of(rows)
    if not (folder / LEDGER).exists():
        create(folder / LEDGER, plan.identity, rows, EXCLUDED)
    with opened(folder / LEDGER, plan) as ledger:
        yield Broadcast(plan, {"en": LETTER}, approval_of(plan)), ledger


def test_everybody_gets_exactly_the_copy_that_was_prepared(tmp_path: Path) -> None:
    world = World()
    mail = Mail(world)
    with prepared(tmp_path, 5) as (broadcast, ledger):
        outcomes = [*deliver(broadcast, ledger, mail, FAST, world.around)]
        rows, count = ledger.rows(), ledger.reconciled()

    assert outcomes == [YES] * 5
    assert mail.tried == mailboxes(5)
    assert [hashlib.sha256(each).hexdigest() for each in mail.sent] == [
        row.copy.sha256 for row in rows
    ]
    assert count.done


@given(st.emails().filter(str.isascii))
def test_copy_and_ledger_agree_for_any_recipient(mailbox: str) -> None:
    """The hash that the ledger holds is that of the bytes that go out, marks in the text kept."""
    (row,) = planned([mailbox])
    plan = plan_of([row])
    made = Broadcast(plan, {"en": LETTER}, approval_of(plan)).copy(row)
    head, _, body = made.partition(b"\r\n\r\n")

    assert hashlib.sha256(made).hexdigest() == row.sha256
    assert f"\r\nTo: {mailbox}\r\n".encode() in head
    assert f"\r\nMessage-ID: {row.message_id}\r\n".encode() in head
    assert body == LETTER.partition(b"\r\n\r\n")[2]


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_rows_that_differ_have_hashes_that_differ(
    one: str, two: str, three: str, four: str
) -> None:
    """No way of cutting the words gives the same list."""
    first = [Planned(one, "en", two, "0")]
    second = [Planned(three, "en", four, "0")]

    assert (recipients_hash(first, ()) == recipients_hash(second, ())) == (first == second)


@given(
    st.sampled_from([1, 7, 30, 60, 1000]),
    st.lists(st.floats(0, 90, allow_nan=False), max_size=60),
)
def test_no_minute_sees_more_than_the_rate(rate: int, gaps: list[float]) -> None:
    """Whatever time goes by between two messages; and no time is wasted when none is short."""
    world = World()
    pace, taken = Pace(rate, world.clock, world.sleep), list[float]()
    for gap in gaps:
        world.seconds += gap
        before = world.seconds
        pace.wait()
        taken.append(world.seconds)
        assert world.seconds - before <= 60 / rate + 1e-9

    for at in taken:
        assert len([each for each in taken if at <= each < at + 60 - 1e-6]) <= rate


def test_thirty_a_minute_is_the_usual_pace(tmp_path: Path) -> None:
    """Sixty messages take two minutes."""
    world = World()
    mail = Mail(world, takes=0.5)
    with prepared(tmp_path, 61) as (broadcast, ledger):
        list(deliver(broadcast, ledger, mail, Manners(), world.around))

    assert mail.moments[-1] == pytest.approx(120)
    assert {round(each, 6) for each in world.slept} == {1.5}


def test_nothing_goes_out_late(tmp_path: Path) -> None:
    """Asked before each message: where the approval ends in mid-run, the run ends too."""
    world = World(NOT_AFTER - dt.timedelta(seconds=5))
    mail = Mail(world)
    with (
        prepared(tmp_path, 10) as (broadcast, ledger),
        pytest.raises(Stopped, match="have the broadcast approved anew"),
    ):
        list(deliver(broadcast, ledger, mail, Manners(), world.around))
    with prepared(tmp_path, 10) as (_, ledger):
        assert ledger.reconciled().left == 7

    assert mail.moments == [0, 2, 4]


def test_what_is_put_off_is_tried_again_after_a_pause_and_not_for_ever(tmp_path: Path) -> None:
    """Three rounds in all; then the row waits for the next run, with its last answer."""
    world = World()
    answers = [YES, LATER, YES, LATER, LATER]
    manners = Manners(per_minute=60_000, rounds=3, pause=300)
    mail = Mail(world, answers)
    with prepared(tmp_path, 3) as (broadcast, ledger):
        list(deliver(broadcast, ledger, mail, manners, world.around))
        row = ledger.rows("planned")[0]

    assert mail.tried == [
        "r0@example.org",
        *["r1@example.org", "r2@example.org"],
        *["r1@example.org"] * 2,
    ]
    assert world.slept.count(300) == 2
    assert (row.copy.recipient, row.last, row.attempts) == ("r1@example.org", LATER, 3)


def test_without_anything_put_off_there_is_no_pause(tmp_path: Path) -> None:
    world = World()
    with prepared(tmp_path, 3) as (broadcast, ledger):
        list(deliver(broadcast, ledger, Mail(world), FAST, world.around))

    assert 300 not in world.slept


@pytest.mark.parametrize("failure", [LATER, NO, LOST])
def test_a_server_that_fails_in_a_row_is_left_alone(tmp_path: Path, failure: Outcome) -> None:
    """Five in a row end the run, whatever the failure; a success between begins the count anew."""
    world = World()
    mail = Mail(world, [failure] * 4 + [YES] + [failure] * 5)
    with (
        prepared(tmp_path, 20) as (broadcast, ledger),
        pytest.raises(Stopped, match="5 tries in a row failed, the last with: "),
    ):
        list(deliver(broadcast, ledger, mail, FAST, world.around))

    assert len(mail.tried) == 10


def test_what_is_uncertain_or_refused_is_never_sent_again_by_itself(tmp_path: Path) -> None:
    """Not in this run and not in the next, until a person says so."""
    world = World()
    first, second, third = Mail(world, [LOST, NO]), Mail(world), Mail(world)
    with prepared(tmp_path, 3) as (broadcast, ledger):
        list(deliver(broadcast, ledger, first, FAST, world.around))
    with prepared(tmp_path, 3) as (broadcast, ledger):
        list(deliver(broadcast, ledger, second, FAST, world.around))
        ledger.decide("r0@example.org", "planned", "habpost-editor", world.now())
        list(deliver(broadcast, ledger, third, FAST, world.around))
        count = ledger.reconciled()

    assert first.tried == mailboxes(3)
    assert (second.tried, third.tried) == ([], ["r0@example.org"])
    assert (count.accepted, count.refused, count.uncertain) == (2, 1, 0)


def test_the_ledger_knows_before_the_dot_and_after_the_answer(tmp_path: Path) -> None:
    """Write-ahead: at the mark the row says `sending`, and nobody else's does."""
    world, seen = World(), list[list[str]]()

    class Watching(Mail):
        def submit(
            self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]
        ) -> Outcome:
            seen.append([row.last.state for row in ledger.rows()])
            before_dot()
            seen.append([row.last.state for row in ledger.rows()])
            return YES

    with prepared(tmp_path, 2) as (broadcast, ledger):
        list(deliver(broadcast, ledger, Watching(world), FAST, world.around))

    assert seen == [
        ["planned", "planned"],
        ["sending", "planned"],
        ["accepted", "planned"],
        ["accepted", "sending"],
    ]


def broken(folder: Path, **change: object) -> None:
    """Check a broadcast with something changed after it was prepared."""
    with prepared(folder, 2) as (broadcast, ledger):
        dataclasses.replace(broadcast, **change).check(ledger.rows())  # type: ignore[arg-type]


def test_a_sound_broadcast_passes(tmp_path: Path) -> None:
    broken(tmp_path)


@pytest.mark.parametrize(
    "letter", [LETTER.replace(b"Good", b"Bad"), LETTER + b"\r\n", LETTER.replace(b"{{to}}", b"x")]
)
def test_a_letter_that_was_changed_is_refused(tmp_path: Path, letter: bytes) -> None:
    with pytest.raises(NotAsPrepared, match=r"letters/en\.eml was changed"):
        broken(tmp_path, letters={"en": letter})


def test_an_approval_of_another_plan_is_refused(tmp_path: Path) -> None:
    other = plan_of(planned(mailboxes(3)))
    with pytest.raises(NotAsPrepared, match="for another plan"):
        broken(tmp_path, approval=approval_of(other))


@pytest.mark.parametrize(
    "letter",
    [
        LETTER.replace(b"Good", b"Go\xc3\xb6d"),
        LETTER.replace(b"\r\n", b"\n"),
        LETTER.replace(b"Good", b"Go\rod"),
        LETTER.removesuffix(b"\r\n"),
        LETTER + b"x" * 999 + b"\r\n",
        LETTER + b"\0\r\n",
    ],
)
def test_a_letter_that_not_every_server_takes_is_refused(letter: bytes) -> None:
    """8-bit, lines without their proper ends, lines too long: all would be changed on the way."""
    rows = planned(mailboxes(1), letter)
    plan = plan_of(rows, letter)
    with pytest.raises(NotAsPrepared, match="7-bit lines"):
        Broadcast(plan, {"en": letter}, approval_of(plan)).check([])


@pytest.mark.parametrize(
    "mailbox", ["a@b.org>\r\nBcc", "a b@example.org", "a@localhost", "<a@example.org>", "a,b@c.org"]
)
def test_what_is_no_mailbox_is_refused_before_anything_is_sent(
    tmp_path: Path, mailbox: str
) -> None:
    """Nothing in a list can become a command or a second recipient."""
    rows = planned(["a@example.org", mailbox])
    plan = plan_of(rows)
    create(tmp_path / LEDGER, plan.identity, rows, EXCLUDED)
    with (
        opened(tmp_path / LEDGER, plan) as ledger,
        pytest.raises(NotAsPrepared, match="no mailbox"),
    ):
        Broadcast(plan, {"en": LETTER}, approval_of(plan)).check(ledger.rows())


def test_a_copy_of_other_bytes_than_the_ledger_says_is_refused(tmp_path: Path) -> None:
    """Even if somebody made list, plan and approval anew around it."""
    (row,) = planned(["a@example.org"])
    other = dataclasses.replace(row, sha256=hashlib.sha256(b"").hexdigest())
    plan = plan_of([other])
    create(tmp_path / LEDGER, plan.identity, [other], EXCLUDED)
    with (
        opened(tmp_path / LEDGER, plan) as ledger,
        pytest.raises(NotAsPrepared, match="not the one that was prepared"),
    ):
        Broadcast(plan, {"en": LETTER}, approval_of(plan)).check(ledger.rows())


@pytest.mark.parametrize(
    ("recipients", "sound"), [(["all@example.org"], True), (["one@example.org"], False)]
)
def test_a_list_gets_one_message(tmp_path: Path, recipients: list[str], *, sound: bool) -> None:
    """The one row is the mailbox of the list that the plan names."""
    rows = planned(recipients)
    plan = plan_of(rows, audience="all@example.org", one_by_one=False)
    create(tmp_path / LEDGER, plan.identity, rows, EXCLUDED)
    with opened(tmp_path / LEDGER, plan) as ledger:
        broadcast = Broadcast(plan, {"en": LETTER}, approval_of(plan))
        if sound:
            broadcast.check(ledger.rows())
        else:
            with pytest.raises(NotAsPrepared, match=r"one message to all@example\.org"):
                broadcast.check(ledger.rows())


@pytest.mark.skipif(os.name == "nt", reason="sends itself a signal")
def test_ctrl_c_waits_until_the_answer_is_written_down(tmp_path: Path) -> None:
    """Pressed between the dot and the answer: the message is finished, then the run ends."""
    world = World()

    class Pressing(Mail):
        def submit(
            self, sender: str, recipient: str, data: bytes, before_dot: Callable[[], None]
        ) -> Outcome:
            outcome = super().submit(sender, recipient, data, before_dot)
            if len(self.tried) == 2:
                os.kill(os.getpid(), signal.SIGINT)
            return outcome

    mail = Pressing(world)
    around = dataclasses.replace(world.around, undisturbed=undisturbed)
    with prepared(tmp_path, 4) as (broadcast, ledger):
        with pytest.raises(KeyboardInterrupt):
            list(deliver(broadcast, ledger, mail, FAST, around))
        states = [row.last.state for row in ledger.rows()]

    assert states == ["accepted", "accepted", "planned", "planned"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name == "nt", reason="sends itself a signal")
def test_a_second_ctrl_c_comes_through_at_once() -> None:
    """A server that lets one wait ten minutes does not hold anybody."""
    after = False
    with pytest.raises(KeyboardInterrupt), undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        after = True

    assert not after
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_other_threads_are_left_as_they_are() -> None:
    """Only the main thread may set signals, and only it is interrupted."""
    done = list[bool]()

    def work() -> None:
        with undisturbed():
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert done == [True]
