"""The command that publishes figures: shown first, audited, and written only when asked to."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generators.commands.figures import rule_of
from generators.content.figures import EXAMPLE
from generators.content.library import Library
from generators.content.prose import Paragraph
from generators.content.record import MASTER
from generators.document.audience import forbidden_folder
from generators.document.model import Notice, PlainBlock, Table, text
from generators.edge import WRONG, Misused, checked_library, day, project_root, telling
from generators.figures.blocks import figure_blocks
from generators.figures.exact import read_exact
from generators.figures.naming import known_categories, reader_names
from generators.figures.publishing import publish, unnamed
from generators.figures.release import Release
from generators.figures.released import Occasion, decisions, release_of, release_source, told
from generators.figures.suppress import Disclosive
from generators.figures.tables import NotAllowed
from generators.figures.tables import Table as Exact
from generators.figures.worlds import Unsolved
from generators.files import write_whole

FOLDER = "content/figures/releases"


@telling
def release(given: argparse.Namespace) -> int:
    """Show what may be told of exact tables; write it with `--apply`. 1 where nothing may be."""
    root, on = project_root(), day(given.on)
    tables = _exact(Path(given.exact), root)
    library, _ = checked_library(root, on)
    rule = rule_of(library)
    target = root / FOLDER / f"{_ident(given.id, library)}.yml"
    example = given.id.startswith(EXAMPLE)
    earlier = told(list(library.releases.values()), example=example)
    _in_order(tables, on, [each.on for each in earlier])
    occasion = Occasion(given.id, on, example, tuple(each.id for each in earlier))
    try:
        if wrong := unnamed(tables, known_categories(library), library.roles):
            raise NotAllowed("\n".join(wrong))
        made = publish(tables, rule, [release_of(each) for each in earlier])
    except (NotAllowed, Disclosive, Unsolved) as refused:
        print(f"Nothing may be published of these tables.\n{refused}")
        return WRONG
    print("\n".join(_shown(made, occasion, library)))
    if given.apply:
        write_whole(target, release_source(made, occasion, rule).encode())
        print(f"\nwritten: {FOLDER}/{target.name}. Have it reviewed as any change of content.")
    else:
        print("\nNothing was written. With --apply, this is what readers will see.")
    return 0


def _ident(ident: str, library: Library) -> str:
    """Return the name of a new release; what was published is never replaced."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident):
        raise Misused(
            f"`{ident}` is no name of a release: write small letters and digits, 2026-q3."
        )
    if ident in library.releases:
        path = library.releases[ident].path
        raise Misused(f"{path} is published, and stays as it is. Give the new one another --id.")
    return ident


def _exact(path: Path, root: Path) -> list[Exact]:
    """Return the tables of a file, or of all files of a folder, in the order of their names."""
    if folder := forbidden_folder(path, root):
        raise Misused(
            f"{path} lies in {folder}, a project or a git work tree. Exact counts are confidential:"
            " move them out of it, and see that they were never committed."
        )
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    if not files:
        raise Misused(f"{path} holds no .yml file: psea figures import makes them.")
    return [table for each in files for table in read_exact(each.read_bytes(), each.as_posix())]


def _in_order(tables: Sequence[Exact], on: dt.date, earlier: Sequence[dt.date]) -> None:
    """Refuse a day before the figures were known, or before something else was published."""
    if any(each.subject.as_of > on for each in tables):
        raise Misused(f"the figures are as of a day after {on}: publish them later.")
    if earlier and max(earlier) > on:
        raise Misused(f"something was published on {max(earlier)} already: give a later --on.")


def _shown(made: Release, occasion: Occasion, library: Library) -> Iterator[str]:
    """Yield what readers will see, then what was decided, without any count."""
    for block in figure_blocks(made, reader_names(library, MASTER), MASTER):
        yield from ("", *_lines(block))
    yield "\nDecisions:"
    for at, table in enumerate(made.tables, 1):
        small, others = decisions(table)
        detail = "" if table.whole else "; no breakdown"
        yield f"  table {at}: hidden as small {small}, hidden beside them {others}{detail}."
    looked = ", ".join(occasion.earlier) or "none"
    yield f"  earlier releases that the audit looked at: {looked}. No hidden count can be pinned."


def _lines(block: PlainBlock) -> Iterator[str]:
    match block:
        case Table():
            yield block.caption
            every = [block.header, *(row.cells for row in block.rows)]
            rows = [[text(cell) for cell in cells] for cells in every]
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            for row in rows:
                pairs = zip(row, widths, strict=True)
                yield "  " + "  ".join(f"{cell:<{width}}" for cell, width in pairs).rstrip()
        case Paragraph(inlines) | Notice(_, inlines):
            yield text(inlines)
