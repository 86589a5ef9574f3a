"""Runs pandoc as a program of its own and returns the tree that it makes of a Word file."""

from __future__ import annotations

import json
import subprocess

import pypandoc

from generators.confined import Refused

SECONDS = 15
_MOST = 50_000_000
_HEAP = "512M"
_HEAP_EXHAUSTED = 251
Tree = dict[str, object]


def tree_of(package: bytes) -> Tree:
    """Return pandoc's tree of a .docx file as it is written in JSON (pandoc-types 1.23).

    `--sandbox` keeps it from files and network, `+RTS -M` from memory, and the time is limited;
    tracked changes are shown rather than accepted, so that none is taken for text. Raises
    `Refused` for what it cannot read.
    """
    command = [
        pypandoc.get_pandoc_path(),
        "--sandbox",
        "--from=docx+styles",
        "--track-changes=all",
        "--to=json",
        "+RTS",
        f"-M{_HEAP}",
        "-RTS",
    ]
    try:
        done = subprocess.run(
            command, input=package, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"takes more than {SECONDS} seconds to read; a story is shorter") from None
    if done.returncode == _HEAP_EXHAUSTED or len(done.stdout) > _MOST:
        raise Refused(f"takes more than {_HEAP}B of memory to read; a story is shorter")
    if done.returncode != 0:
        raise Refused("is damaged inside. Open it in Word, save it as .docx, and import that")
    tree: Tree = json.loads(done.stdout)
    return tree
