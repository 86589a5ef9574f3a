"""What many commands are given alike: a language, and files to write."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generators.content.record import LANGUAGES, Language
from generators.edge import Misused
from generators.files import write_whole


def language_of(given: str) -> Language:
    """Return a language of the project by its code."""
    for lang in LANGUAGES:
        if lang == given:
            return lang
    raise Misused(f"`{given}` is not a language of this project ({', '.join(LANGUAGES)}).")


def may_be_written(files: Mapping[Path, bytes]) -> None:
    """Refuse before anything is written: a file that holds other words is never overwritten."""
    for target, data in files.items():
        if target.exists() and target.read_bytes() != data:
            raise Misused(
                f"{target} exists and holds other words; it is never overwritten. Move it away, or"
                " choose another --out."
            )


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files; where one that stands there holds other words, none is written."""
    may_be_written(files)
    for target, data in files.items():
        write_whole(target, data)
