"""How long ten thousand messages take to be prepared, each with its hash in the ledger."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from pathlib import Path

from generators.content.loader import load
from generators.content.record import LANGUAGES
from generators.document.sheet import read_sheet
from generators.habpost.ledger import create
from generators.habpost.letters import letters_of
from generators.habpost.prepared import LEDGER, copy_of
from generators.habpost.preparing import one_by_one, written
from generators.habpost.recipients import recipients

ROOT = Path(__file__).parent.parent
ON = dt.date(2026, 11, 23)
MANY = 10_000
GOAL = 10.0
"""Seconds for all of them."""
BASE = "https://psea.example.org"


def broadcasts() -> None:
    """Read a list of recipients, prepare a full story in four languages, write the ledger.

    Then, apart, put together every copy as it would go out.
    """
    library = load(ROOT)
    sender = library.broadcast
    assert sender is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = (f"person.{n}@example.org,{LANGUAGES[n % 4]}" for n in range(MANY))
        (folder / "staff.csv").write_text("\n".join(["mailbox,language", *rows]), encoding="utf-8")
        start = time.perf_counter()
        letters = {
            letter.lang: written(letter, sender, BASE, None, ON)
            for letter in letters_of(library, "2026-ways-of-reporting", ON)
        }
        with (folder / "staff.csv").open("rb") as source:
            sheet = read_sheet(source, "staff.csv")
            found = list(recipients(sheet.header, sheet.rows, letters))
        ready = one_by_one(letters, sender, "staff.csv", found)
        create(folder / LEDGER, ready.plan.identity, ready.planned, ready.excluded)
        took = time.perf_counter() - start
        start = time.perf_counter()
        size = sum(
            len(copy_of(letters[each.lang].mime, each.recipient, each.message_id))
            for each in ready.planned
        )
        again = time.perf_counter() - start
    print(
        f"broadcast, {MANY:,} messages in four languages: prepared in {took:.2f} s, goal"
        f" {GOAL:.0f} s: {'pass' if took <= GOAL else 'fail'}; put together as they go out,"
        f" {size / 1e6:.0f} MB, in {again:.2f} s"
    )
