"""The ledger keeps what was recorded, refuses what is damaged, and adds up whatever happens."""

import datetime as dt
import multiprocessing
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.habpost.ledger import BROKEN_OFF, Ledger, Unusable, create, opened
from generators.habpost.one_sender import Busy, alone
from generators.habpost.outcome import BY_A_PERSON, BY_A_RUN, Outcome, State
from generators.habpost.prepared import LEDGER, Plan
from tests.habpost.prepared_folder import EXCLUDED, plan_of, planned

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
ALICE, BASIL = "alice@example.org", "basil@example.org"
ROWS = planned([ALICE, BASIL])
PLAN = plan_of(ROWS)
WAYS: dict[State, tuple[State, ...]] = {
    "planned": (),
    "sending": ("sending",),
    "accepted": ("sending", "accepted"),
    "refused": ("sending", "refused"),
    "uncertain": ("sending", "uncertain"),
}
"""How a run brings a row to each state."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create(tmp_path / LEDGER, PLAN.identity, ROWS, EXCLUDED)
    return tmp_path / LEDGER


@contextmanager
def at(path: Path, state: State) -> Iterator[Ledger]:
    """Open a ledger in which Alice's row has come to a state."""
    with opened(path, PLAN) as ledger:
        for each in WAYS[state]:
            ledger.record(ALICE, Outcome(each), NOON)
        yield ledger


def states(ledger: Ledger) -> list[str]:
    return [row.last.state for row in ledger.rows()]


def test_a_new_ledger_holds_exactly_what_was_planned(path: Path) -> None:
    """In its order, with those who are excluded and why; nothing has been tried."""
    with opened(path, PLAN) as ledger:
        rows, excluded, count = ledger.rows(), ledger.excluded(), ledger.reconciled()

    assert [row.copy for row in rows] == ROWS
    assert [(row.last.state, row.attempts, row.moment) for row in rows] == [("planned", 0, "")] * 2
    assert tuple(excluded) == EXCLUDED
    assert str(count) == (
        "2 planned = 0 accepted + 0 refused + 0 uncertain + 2 still planned (1 excluded)"
    )


def test_the_same_plan_gives_the_same_bytes_in_one_file(path: Path, tmp_path: Path) -> None:
    """Nothing of machine or moment is in it, and nothing is left beside it."""
    before = path.read_bytes()
    create(tmp_path / "again" / LEDGER, PLAN.identity, ROWS, EXCLUDED)
    with at(path, "accepted"):
        pass

    assert (tmp_path / "again" / LEDGER).read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["again", LEDGER]


def test_a_ledger_is_made_whole_or_not_at_all(path: Path, tmp_path: Path) -> None:
    """One that exists is never replaced, and a faulty list leaves nothing."""
    before = path.read_bytes()
    with pytest.raises(Unusable, match="never replaced"):
        create(path, PLAN.identity, ROWS, EXCLUDED)
    with pytest.raises(Unusable, match="planned twice"):
        create(tmp_path / "twice.sqlite", PLAN.identity, [*ROWS, ROWS[0]], EXCLUDED)

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [LEDGER]


def test_what_is_recorded_is_settled_on_the_disk_before_the_call_returns(path: Path) -> None:
    """FULL and TRUNCATE: journal, file and the journal's end are each flushed in each commit."""
    with opened(path, PLAN) as ledger:
        found = [
            ledger._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode")
        ]
        in_transaction = ledger._db.in_transaction

    assert (found, in_transaction) == ([2, "truncate"], False)


@pytest.mark.parametrize("to", WAYS)
@pytest.mark.parametrize("state", WAYS)
def test_a_run_never_takes_back_what_is_settled(path: Path, state: State, to: State) -> None:
    """Accepted, refused and uncertain rows are out of its reach; so is sending twice at once."""
    with at(path, state) as ledger:
        if state in BY_A_RUN[to]:
            ledger.record(ALICE, Outcome(to), NOON)
            assert states(ledger) == [to, "planned"]
        else:
            with pytest.raises(Unusable, match=f"{ALICE} cannot become `{to}`"):
                ledger.record(ALICE, Outcome(to), NOON)
            assert states(ledger) == [state, "planned"]
    assert state in ("planned", "sending") or all(state not in each for each in BY_A_RUN.values())


@pytest.mark.parametrize("to", WAYS)
@pytest.mark.parametrize("state", WAYS)
def test_a_person_decides_only_what_is_open(path: Path, state: State, to: State) -> None:
    """What is accepted is never sent again, whoever says so; who decided is on record."""
    allowed = (state, to) in {
        ("uncertain", "accepted"),
        ("uncertain", "planned"),
        ("refused", "planned"),
    }
    with at(path, state) as ledger:
        assert ledger.decide(ALICE, to, "habpost-editor", NOON) == allowed
        row = ledger.rows()[0]

    assert (state in BY_A_PERSON.get(to, ())) == allowed
    assert row.last.state == (to if allowed else state)
    assert row.decided_by == ("habpost-editor" if allowed else "")


def test_somebody_who_is_not_planned_cannot_be_recorded(path: Path) -> None:
    with opened(path, PLAN) as ledger, pytest.raises(Unusable, match="eve@example"):
        ledger.record("eve@example.org", Outcome("sending"), NOON)


def test_what_a_dead_run_left_open_becomes_uncertain(path: Path) -> None:
    """Once, with the reason; rows before the mark stay planned."""
    with at(path, "sending"):
        pass
    with opened(path, PLAN) as ledger:
        settled = [ledger.settle(NOON), ledger.settle(NOON)]
        row = ledger.rows()[0]

    assert settled == [1, 0]
    assert (row.last, row.attempts) == (Outcome("uncertain", 0, BROKEN_OFF), 1)


def test_each_try_is_kept_and_counted(path: Path) -> None:
    """Two temporary refusals, then acceptance: three tries, and the words of the last."""
    with opened(path, PLAN) as ledger:
        for reply in ("busy", "still busy"):
            ledger.record(ALICE, Outcome("planned", 451, reply), NOON)
        waiting = ledger.rows()[0]
        ledger.record(ALICE, Outcome("sending"), NOON)
        ledger.record(ALICE, Outcome("accepted", 250, "queued"), NOON + dt.timedelta(minutes=1))
        row = ledger.rows()[0]
        kept = ledger._db.execute("SELECT state, code, reply FROM event ORDER BY number").fetchall()

    assert (waiting.last.said, waiting.attempts) == ("451 still busy", 2)
    assert (row.last.said, row.attempts) == ("250 queued", 3)
    assert row.moment == "2026-11-23T12:01:00+00:00"
    assert kept[0] == ("planned", 451, "busy")
    assert len(kept) == 4


@pytest.mark.parametrize("table", ["broadcast", "copy", "excluded", "event", "run"])
def test_nothing_recorded_can_be_changed_or_taken_out(path: Path, table: str) -> None:
    """Not even by a program of ours that is wrong."""
    with at(path, "accepted") as ledger:
        ledger.close_run(NOON, NOON, "done")
        for words in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid + 1"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                ledger._db.execute(words)
        assert states(ledger) == ["accepted", "planned"]


@given(st.lists(st.tuples(st.sampled_from([ALICE, BASIL]), st.sampled_from([*WAYS])), max_size=12))
@settings(max_examples=15)
def test_it_adds_up_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, State]]
) -> None:
    """Any steps in any order, those refused too: nobody lost, nobody counted twice."""
    path = tmp_path_factory.mktemp("ledger") / LEDGER
    create(path, PLAN.identity, ROWS, EXCLUDED)
    with opened(path, PLAN) as ledger:
        for recipient, state in steps:
            try:
                ledger.record(recipient, Outcome(state), NOON)
            except Unusable:
                ledger.decide(recipient, state, "habpost-editor", NOON)
            assert ledger.reconciled().sound
        count = ledger.close_run(NOON, NOON, "tried")
        assert [run.count for run in ledger.runs()] == [count]
        assert count.planned == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "is missing"),
        (b"", "cannot be read"),
        (b"recipient,state\nalice@example.org,accepted\n" * 200, "cannot be read"),
    ],
)
def test_what_is_no_ledger_is_refused_in_one_line(path: Path, data: bytes | None, why: str) -> None:
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Unusable, match=why) as refused, opened(path, PLAN):
        pass

    assert "\n" not in str(refused.value)
    assert path.exists() == (data is not None)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which Alice's copy was accepted, to be copied and spoiled."""
    path = tmp_path_factory.mktemp("worked") / LEDGER
    create(path, PLAN.identity, ROWS, EXCLUDED)
    with at(path, "accepted"):
        return path


@given(st.data())
@settings(max_examples=150)
def test_damage_is_found_or_does_no_harm(worked: Path, data: st.DataObject) -> None:
    """Any byte changed, any end cut off: refused in one line, or every row stands as it stood."""
    whole = bytearray(worked.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        whole[place] ^= data.draw(st.integers(1, 255))
    else:
        del whole[place:]
    path = worked.with_name("spoiled.sqlite")
    path.write_bytes(whole)
    try:
        with opened(path, PLAN) as ledger:
            assert [row.copy for row in ledger.rows()] == ROWS
            assert states(ledger) == ["accepted", "planned"]
    except Unusable as refused:
        assert str(refused).isprintable()


def _changed(plan: Plan, **what: object) -> Plan:
    return plan.model_copy(update=what)


def test_a_ledger_of_another_plan_is_refused(path: Path) -> None:
    """A subject changed after the preparation is another plan."""
    with (
        pytest.raises(Unusable, match="belongs to another plan"),
        opened(path, _changed(PLAN, name="issue-002")),
    ):
        pass


def test_other_recipients_than_were_prepared_are_refused(tmp_path: Path) -> None:
    """The right plan's name on another list does not help."""
    create(tmp_path / LEDGER, PLAN.identity, planned([ALICE, "eve@example.org"]), EXCLUDED)
    with pytest.raises(Unusable, match="other recipients"), opened(tmp_path / LEDGER, PLAN):
        pass


def test_a_full_disk_is_told_in_one_line_and_loses_nothing(path: Path) -> None:
    """The step that cannot be recorded raises, so that it is not taken."""
    with pytest.raises(Unusable, match="full") as refused, at(path, "sending") as ledger:
        size = ledger._db.execute("PRAGMA page_count").fetchone()[0]
        ledger._db.execute(f"PRAGMA max_page_count = {size}")
        ledger.record(ALICE, Outcome("accepted", 250, "x" * 9000), NOON)
    with opened(path, PLAN) as ledger:
        assert states(ledger) == ["sending", "planned"]
    assert "\n" not in str(refused.value)


def test_of_two_who_would_send_a_copy_one_may(path: Path) -> None:
    """The row itself says so, should the lock on the folder ever fail."""
    won = list[int]()
    start = threading.Barrier(4)

    def try_it(number: int) -> None:
        with opened(path, PLAN) as ledger:
            start.wait()
            try:
                ledger.record(ALICE, Outcome("sending"), NOON)
                won.append(number)
            except Unusable:
                pass

    threads = [threading.Thread(target=try_it, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 1


def test_looking_does_not_hinder_sending(path: Path) -> None:
    """Two windows: one sends, one looks, opens and closes meanwhile."""
    with opened(path, PLAN) as sending:
        sending.record(ALICE, Outcome("sending"), NOON)
        with opened(path, PLAN) as looking:
            assert states(looking) == ["sending", "planned"]
        sending.record(ALICE, Outcome("accepted"), NOON)
        with opened(path, PLAN) as looking:
            assert states(looking) == ["accepted", "planned"]


def _holds(folder: Path, told: Connection) -> None:
    with alone(folder):
        told.send("held")
        signal.pause()


@pytest.mark.skipif(os.name == "nt", reason="is killed by a signal")
def test_a_folder_has_one_sender_until_it_ends_or_is_killed(tmp_path: Path) -> None:
    """The second is refused in words; a dead one leaves no lock behind."""
    ours, theirs = multiprocessing.Pipe()
    with closing(ours), closing(theirs):
        other = multiprocessing.get_context("spawn").Process(target=_holds, args=(tmp_path, theirs))
        other.start()
        try:
            assert ours.recv() == "held"
            with pytest.raises(Busy, match="another run is at work"), alone(tmp_path):
                pass
        finally:
            other.kill()
            other.join()
            other.close()
    for _ in range(2):
        with alone(tmp_path):
            pass

    assert [each.name for each in tmp_path.iterdir()] == ["ledger.lock"]
