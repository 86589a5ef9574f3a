"""Lands drafts that come from elsewhere: tried in a copy of the content, then written whole."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generators.content.checks import check
from generators.content.handwritten import DOCS
from generators.content.kinds import FOLDER
from generators.content.language_check import findings_in
from generators.content.library import Library
from generators.content.loader import read_all
from generators.content.problems import ProblemsFound, errors
from generators.content.stories import Story
from generators.edge import Misused, day
from generators.files import write_whole

Draft = tuple[str, str, Mapping[str, bytes]]
"""A new story: its path below content/, its text, and by name the pictures that lie beside it."""


def land(root: Path, drafts: Sequence[Draft]) -> tuple[Library, list[Story]]:
    """Write new stories with their pictures, all of them or none; return the content with them.

    Raises `Misused` where a file is there already, and `ProblemsFound` for all that would be
    wrong with them in it; then nothing was written.
    """
    files = _files(drafts)
    for path in files:
        if (root / path).exists():
            raise Misused(
                f"{path} exists and is never overwritten. Nothing was written. Give the new story"
                " another title, or move that one away first."
            )
    library = tried(root, files, "Nothing was written. With what was to be imported")
    _write_all(root, files)
    new = {f"{FOLDER}/{name}" for name, _, _ in drafts}
    return library, [story for story in library.stories.values() if story.path in new]


def tried(root: Path, files: Mapping[str, bytes], told: str) -> Library:
    """Return the content with new files in it, read and checked in a copy, or raise all faults.

    `files` are by path below the project; `told` begins the line that stands before the faults.
    """
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        for folder in (FOLDER, DOCS):
            if (root / folder).is_dir():
                shutil.copytree(root / folder, trial / folder)
        for path, data in files.items():
            write_whole(trial / path, data, settled=False)
        library, problems = read_all(trial)
        if not errors(problems):
            problems = check(library, day(None))
    if wrong := errors(problems):
        print(f"{told}, this would be wrong:", file=sys.stderr)
        raise ProblemsFound(wrong)
    return library


def tell_findings(library: Library, stories: Iterable[Story]) -> Counter[str]:
    """Print what the language rules find in stories, and count it by level."""
    counts: Counter[str] = Counter()
    for story in stories:
        for found in findings_in(library, story):
            counts[found.level] += 1
            where = f"{story.path}:{found.line}:{found.column}"
            print(f"{where}: {found.level}: {found.message} ({found.rule})")
    return counts


def _files(drafts: Sequence[Draft]) -> dict[str, bytes]:
    """Return all files by path below the project; pictures stand before their story."""
    files: dict[str, bytes] = {}
    for name, text, pictures in drafts:
        beside = PurePosixPath(FOLDER, name)
        new = {str(beside.with_name(picture)): data for picture, data in pictures.items()}
        new[str(beside)] = text.encode()
        if twice := sorted(new.keys() & files.keys()):
            raise Misused(f"{twice[0]} would be written twice. Give one story another title.")
        files |= new
    return files


def _write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet; where one cannot be written, none is left."""
    begun: list[Path] = []
    try:
        for path, data in files.items():
            begun.append(root / path)
            write_whole(root / path, data)
    except BaseException:
        for path_ in begun:
            path_.unlink(missing_ok=True)
        raise
