"""The command that makes a broadcast ready; it sends nothing."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from generators.commands.arguments import language_of
from generators.commands.delivery_inputs import plan_in, reached, sent_from
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound, errors, report
from generators.content.record import MASTER, Language
from generators.content.source import nearest
from generators.document.sheet import UnreadableSheet, read_sheet
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import replace_folder, write_whole
from generators.habpost.ledger import create
from generators.habpost.letters import Letter, letters_of
from generators.habpost.preflight import Message, refusals
from generators.habpost.prepared import LEDGER
from generators.habpost.preparing import Ready, Written, for_the_list, one_by_one, written
from generators.habpost.recipients import MAILBOX_COLUMNS, LeftOut, Recipient, column, recipients
from generators.site.build import address_of, config_of
from generators.site.pages import addresses

KEPT_CLEAR = ("content", "docs", "overrides", "generators", "site", "preview", ".git")
"""Where no mailbox may lie: all of it is published, or kept for all to see."""


@telling
def prepare(given: argparse.Namespace) -> int:
    """Write everything that would be sent, and what is said of it, into a folder."""
    root, on = project_root(), day(given.on)
    library, known = checked_library(root, on)
    base = address_of(config_of(root, MASTER))
    if not base or not library.broadcast:
        raise Misused(
            "a message leads to the site: set `extra: address:` in mkdocs.yml, such as"
            " https://intranet.example.org/psea, and the sender in content/habpost/broadcast.yml."
        )
    out, lang = _apart(root, Path(given.out)), language_of(given.lang)
    letters = {one.letter.lang: one for one in _letters(root, library, given.id, on, base)}
    _preflight(library, letters.values(), on, base, known)
    asked: Counter[str] = Counter()
    if given.to:
        found = _read(given.to, letters, given.after)
        to = [each for each in found if isinstance(each, Recipient)]
        asked.update(each.asked for each in to if each.asked)
        if not to:
            why = "holds nobody to write to. Look at its rows, and at --after if you gave it."
            raise ProblemsFound([Problem(given.to, 1, why)])
        ready = one_by_one(letters, library.broadcast, Path(given.to).name, found)
    else:
        if lang not in letters:
            raise Misused(
                f"{given.id} is not whole in {lang}; it is in {', '.join(letters)}. Translate"
                " what is missing, or take one of these."
            )
        ready = for_the_list(letters[lang], library.broadcast)
    folder = out / ready.plan.name
    _put(ready, folder)
    _tell(ready, folder, asked)
    return 0


def _letters(root: Path, library: Library, ident: str, on: dt.date, base: str) -> list[Written]:
    letters = letters_of(library, ident, on)
    if not letters:
        known = [*library.stories, *(f"{issue.number:03}" for issue in library.issues.values())]
        hint = "" if ident in known else nearest(ident, known)  # it is there, and to come
        raise Misused(
            f"{ident} is no issue and no story that readers may see on {on}."
            f"{hint} What is a draft, or still to come, cannot be sent."
        )
    assert library.broadcast is not None  # the caller has looked
    return [
        written(letter, library.broadcast, base, _picture(root, library, letter), on)
        for letter in letters
    ]


def _picture(root: Path, library: Library, letter: Letter) -> bytes | None:
    if letter.picture is None:
        return None
    return (root / library.pictures[letter.picture.file].path).read_bytes()


def _preflight(
    library: Library, letters: Collection[Written], on: dt.date, base: str, known: list[Problem]
) -> None:
    """Print warnings, `known` ones of the issue too; raise `ProblemsFound` where it must not go."""
    pages = addresses(library, on)
    told = {one.letter.origin for one in letters}
    problems = {
        problem
        for one in letters
        for problem in refusals(Message(library, one.letter, one.html, one.text, base, pages))
    }
    problems |= {problem for problem in known if problem.path in told}
    if errors(problems):
        raise ProblemsFound(problems)
    if problems:
        print(report(problems), file=sys.stderr)


def _apart(root: Path, out: Path) -> Path:
    """Return a folder to write to; raises `Misused` where its mailboxes could get out."""
    there = out.resolve()
    inside = [name for name in KEPT_CLEAR if there.is_relative_to(root / name)]
    if inside or there == root:
        raise Misused(
            f"--out {out} lies where the project keeps what it publishes: mailboxes could get onto"
            " the site. Choose a folder elsewhere, such as broadcasts."
        )
    return out


def _read(name: str, letters: Collection[Language], after: str | None) -> list[Recipient | LeftOut]:
    had = reached(Path(after)) if after else frozenset()
    try:
        with Path(name).open("rb") as source:
            sheet = read_sheet(source, name)
            if not column(sheet.header, MAILBOX_COLUMNS):
                raise UnreadableSheet("has no column `mailbox`. Name the one with addresses so.")
            return list(recipients(sheet.header, sheet.rows, letters, had))
    except UnreadableSheet as error:
        raise ProblemsFound([Problem(name, error.line, str(error))]) from None


def _put(ready: Ready, folder: Path) -> None:
    """Put a whole folder in its place; one from which something was sent stays as it is."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _made(ready, folder)
        return
    plan = plan_in(folder)
    if begun := sent_from(folder, plan):
        if plan.identity != ready.plan.identity:
            raise Misused(
                f"{begun} copies have gone out from {folder}, and it stays as it is. To write to"
                f" those who have none yet: another --out, with --after {folder}."
            )
        for name, data in ready.files.items():  # what is the same is made whole again
            write_whole(folder / name, data)
        return
    _made(ready, folder)


def _made(ready: Ready, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix=".broadcast-", dir=folder.parent) as made:
        new = Path(made) / folder.name
        for name, data in ready.files.items():
            write_whole(new / name, data)
        create(new / LEDGER, ready.plan.identity, ready.planned, ready.excluded)
        replace_folder(new, folder)


def _tell(ready: Ready, folder: Path, asked: Counter[str]) -> None:
    """Print the plan."""
    plan = ready.plan
    to = f"one message each to {plan.planned:,} people" if plan.one_by_one else "one message"
    print(f"{folder}: {to}, {', '.join(plan.letters)}; audience: {plan.audience}; nothing is sent.")
    for lang, subject in plan.subjects.items():
        copies = Counter(each.lang for each in ready.planned)[lang]
        size = len(ready.files[f"message.{lang}.html"]) / 1000
        print(f"  {lang}: {copies:,} × “{subject}”, {size:.0f} kB of HTML")
    for other, count in sorted(asked.items()):
        print(f"  {count:,} asked for `{other}`, which this is not in, and get {MASTER}")
    for why, count in Counter(each.reason for each in ready.excluded).most_common():
        print(f"  left out: {count:,} because {why}")
    print(f"  plan {plan.identity[:12]}")
    if plan.waits:
        print("Before anybody can approve it:")
    for why in plan.waits:
        print(f"  {why}")
