"""Commands on versions of texts: what changed, and the pack for the person who approves."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators.annex.review import redline_document, review_pack
from generators.annex.revisions import concerned, lines_of, pairs, redline, shown
from generators.commands.arguments import language_of, write_all
from generators.content.approvals import VersionText, key_language
from generators.content.library import Library
from generators.content.record import Language
from generators.content.source import nearest
from generators.content.texts import TextVersion
from generators.document.model import Document
from generators.document.word import write_word
from generators.edge import Misused, checked_library, day, project_root, telling


@telling
def diff(given: argparse.Namespace) -> int:
    """Print what changed from one version of a clause to another, and what that concerns."""
    lang, on = language_of(given.lang), day(None)
    library, _ = checked_library(project_root(), on)
    old, new = (_version(library, given.clause, number, lang) for number in (given.old, given.new))
    for agreement, when in concerned(library, given.clause):
        print(f"{agreement}: {when}")
    print()
    lines = (lines_of(library, text, lang, on) for text in (old, new))
    for before, after in pairs(*lines):
        mark = " " if before == after else "±"
        print(f"{mark} {shown(redline(before, after))}")
    if given.out:
        _write(Path(given.out), redline_document(library, given.clause, old, new, on))
    return 0


@telling
def review(given: argparse.Namespace) -> int:
    """Write the pack for whoever approves one version of a text."""
    library, _ = checked_library(project_root(), day(None))
    text = library.approvable.get(given.item)
    if text is None:
        hint = nearest(given.item, list(library.approvable))
        raise Misused(
            f"`{given.item}` is not a version of any text.{hint} Write it as clauses/reporting/2.en"
        )
    lang = key_language(given.item)
    held = _in_force(library, given.item, lang)
    _write(Path(given.out), review_pack(library, given.item, text, held, day(None)))
    return 0


def _version(library: Library, clause: str, number: str, lang: Language) -> TextVersion:
    versions = library.texts.get(f"clauses/{clause}")
    if versions is None:
        known = [item.partition("/")[2] for item in library.texts if item.startswith("clauses/")]
        raise Misused(f"there is no clause `{clause}` in content/clauses/.{nearest(clause, known)}")
    mine = {str(text.version): text for text in versions if text.lang == lang}
    if number not in mine:
        there = ", ".join(mine) or "none"
        raise Misused(f"`{clause}` has no version {number} in `{lang}`; there is: {there}.")
    return mine[number]


def _in_force(library: Library, key: str, lang: Language) -> VersionText | None:
    item = key.rpartition("/")[0]
    kind, _, ident = item.partition("/")
    on = day(None)
    held: VersionText | None = None
    if kind == "agreements":
        annex = library.agreement(ident, lang, on)
        held = annex.text if annex and annex.state == "in force" else None
    else:
        standing = library.text(item, lang, on)
        held = standing.text if standing and standing.state == "in force" else None
    return held


def _write(path: Path, document: Document) -> None:
    data = write_word(document)
    write_all({path: data})
    print(path)
