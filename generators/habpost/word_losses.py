"""Compares a Word file with what came out of it, since pandoc drops some things without a word."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterator

from generators.habpost.pandoc_read import Read
from generators.habpost.word_faults import Fault, Found, quoted

_RETYPE = "Retype them as plain text, and import again."


def placed(found: Found, read: Read) -> Iterator[Fault]:
    """Yield what the tree holds that a story cannot, each with its paragraph in the file."""
    paragraphs = [squeezed(words) for words in found.paragraphs]
    for words, what, do in read.faults:
        wanted = squeezed(words)
        held = (n for n, each in enumerate(paragraphs, 1) if wanted and wanted in each)
        near = f" near {quoted(words)}" if wanted else ""
        yield Fault(next(held, 1), f"holds {what}{near}. {do}")


def losses(found: Found, read: Read, folder: str) -> Iterator[Fault]:
    """Yield what was in the file and did not come out: words by their places, pictures by count.

    `folder` is where the text lies in the package; pandoc names pictures from there.
    """
    said = f"{squeezed(''.join(read.said))} {squeezed(''.join(read.noted))}"
    pieces = [(line, piece, squeezed(piece)) for line, piece in found.pieces]
    lost = [(line, words) for line, words, wanted in pieces if wanted not in said]
    for line, words in lost:
        yield Fault(line, f"holds words that would be lost: {quoted(words)}. {_RETYPE}")
    # Few letters are found anywhere; that none is missing is known by counting them all.
    missing = Counter("".join(wanted for *_, wanted in pieces)) - Counter(said)
    if missing and not lost:
        letters = quoted("".join(missing.elements()))
        yield Fault(1, f"holds words of which letters would be lost: {letters}. {_RETYPE}")
    came = [posixpath.normpath(posixpath.join(folder, target)) for target in read.pictures]
    if came != [shown.part for shown in found.pictures] or len(came) != found.embedded:
        told = f"holds {found.embedded} pictures, of which {len(came)} can be read in order."
        yield Fault(1, f"{told} Delete them, insert them anew, and import again.")


def squeezed(words: str) -> str:
    """Return the letters and figures alone: what is left of words however they are set."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words)))
