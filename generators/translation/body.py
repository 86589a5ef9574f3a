"""The body of a text as the pieces that a translator works on, and what stands between them.

A piece is a paragraph, a heading or a list item, on one line, however it is broken in the file.
Between pieces stand blank lines, list marks, macros and tags, which are the same in every language.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FIXED = re.compile(r"(\{\{[^}]*\}\}|<[^>]*>|\s)*")
"""A line of macros, tags and blanks alone: nothing in it to translate."""
_TIED = "\0"  # stands for a blank at which no line may end: no text holds it
_KEPT = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}|<[^>]+>|\]\([^)]*\)")
_MARK = re.compile(r"\s*(?:(?:[-*]|\d+\.|#{1,6})(?:\s+|$)|>\s*)?")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A body cut into pieces: what stands before each, the pieces, and what ends the body."""

    before: tuple[str, ...]
    words: tuple[str, ...]
    after: str = ""

    def filled(self, words: Sequence[str], width: int | None = None) -> str:
        """Return the body with other words; with a `width`, paragraphs are broken to it."""
        parts = zip(self.before, words, strict=True)
        return "".join(b + _broken(b, w, width) for b, w in parts) + self.after


def pieces(body: str) -> Pieces:
    """Return the pieces of a body."""
    before: list[str] = []
    words: list[str] = []
    between, inside = "", False  # what was passed since the last piece, and whether one is open
    for number, line in enumerate(body.split("\n")):
        mark, text = _marked(line)
        if inside and text and (not mark.strip() or mark.strip() == _sign(before) == ">"):
            words[-1] += f" {text}"
            continue
        between += "\n" if number else ""
        inside = bool(text)
        if text:
            before.append(between + mark)
            words.append(text)
            between = ""
        else:
            between += line
    return Pieces(tuple(before), tuple(words), between)


def _marked(line: str) -> tuple[str, str]:
    """Return the mark that a line opens with, and its words; a fixed line has no words."""
    mark = _MARK.match(line)
    text = "" if mark is None or _FIXED.fullmatch(line) else line[mark.end() :].strip()
    return (line[: mark.end()] if mark and text else "", text)


def _sign(before: Sequence[str]) -> str:
    return before[-1].rsplit("\n", 1)[-1].strip() if before else ""


def _broken(before: str, words: str, width: int | None) -> str:
    """Return words broken to a width, later lines indented below the first; never into a list."""
    mark = before.rsplit("\n", 1)[-1]
    if width is None or "#" in mark:
        return words
    indent = mark if ">" in mark else " " * len(mark)
    whole = "".join(w.replace(" ", _TIED) if kept else w for w, kept in kept_signs(words))
    lines = textwrap.wrap(whole, width - len(mark), break_long_words=False, break_on_hyphens=False)
    made = f"\n{indent}".join(lines).replace(_TIED, " ")
    return made if pieces(before.lstrip("\n") + made).words == (words,) else words


def kept_signs(words: str) -> Iterator[tuple[str, bool]]:
    """Cut words into runs, each with whether it must be carried over as it is.

    Places in braces, macros, tags and the addresses of links are not a translator's to change.
    """
    at = 0
    for found in _KEPT.finditer(words):
        if found.start() > at:
            yield words[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(words):
        yield words[at:], False
