"""For whom a document is, what is printed on it, and where it must never be written.

Levels are those of ST/SGB/2007/6, Information sensitivity, classification and handling:
unclassified, confidential, strictly confidential. Nothing here makes what is strictly confidential:
case files stay with those who investigate.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from generators.content.record import Language
from generators.document.phrases import phrase, phrases

Level = Literal["unclassified", "confidential", "strictly-confidential"]
Audience = Literal["public", "internal", "board", "secretariat", "management", "eosg"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

LEVELS: dict[Audience, Level] = {
    "public": "unclassified",
    "internal": "unclassified",
    "board": "unclassified",
    "secretariat": "unclassified",
    "management": "confidential",
    "eosg": "confidential",
}
"""How sensitive is what each audience gets; the Board's documents are public in the end.

Both `secretariat` and `eosg` are the Executive Office of the Secretary-General: the one gets what
stands in content anyway, the other exact figures.
"""

_LEVEL_WORDS: dict[Level, str] = {
    "unclassified": phrase("Unclassified"),
    "confidential": phrase("Confidential"),
    "strictly-confidential": phrase("Strictly confidential"),
}
_AUDIENCE_WORDS: dict[Audience, str] = {
    "public": phrase("For the public"),
    "internal": phrase("For the personnel of UN-Habitat"),
    "board": phrase("For the Executive Board"),
    "secretariat": phrase("For the Executive Office of the Secretary-General"),
    "management": phrase("For the management of UN-Habitat only"),
    "eosg": phrase("For the Executive Office of the Secretary-General only"),
}
PROJECT_FOLDERS = ("content", "docs", "site", ".cache", "preview", "broadcasts")
"""Folders of the project that may link to other places: what lies there is read or published."""


def marking(audience: Audience, lang: Language) -> str:
    """Return what stands at the head of every page: level and audience, in a language."""
    say = phrases(lang)
    return f"{say(_LEVEL_WORDS[LEVELS[audience]])} – {say(_AUDIENCE_WORDS[audience])}"


def confidential(audience: Audience) -> bool:
    """Return whether a document for this audience must stay outside the project."""
    return LEVELS[audience] != "unclassified"


def forbidden_folder(path: Path, project: Path) -> Path | None:
    r"""Return the folder that keeps what is confidential away from a path; None where none does.

    That is the project, one of its folders wherever it links to, another copy of the project, or
    a git work tree. Folders are compared by what they are to the system (device and file number)
    and not by their names alone: so links, `..`, capital letters, `\\?\` and a drive that is mapped
    to a share all count as the folder that they lead to. The path itself need not exist yet.
    """
    real = Path(os.path.realpath(path))
    ours = [project, *(project / name for name in PROJECT_FOLDERS)]
    known = {mark for folder in ours for mark in _marks(folder)}
    for folder in (folder for folder in (real, *real.parents) if folder.exists()):
        if known.intersection(_marks(folder)) or _kept(folder):
            return folder
    return None


def _kept(folder: Path) -> bool:
    """Return whether a folder is under git (a work tree's `.git` is a file), or is a project."""
    project = (folder / "content").is_dir() and (folder / "mkdocs.yml").is_file()
    return project or os.path.lexists(folder / ".git")


def _marks(folder: Path) -> Iterator[tuple[int, int] | str]:
    """Yield what tells a folder from others: its name, and its number where the system has one."""
    yield os.path.normcase(os.path.realpath(folder))
    try:
        found = folder.stat()
    except OSError:
        return
    if found.st_ino:  # some network drives give none
        yield found.st_dev, found.st_ino
