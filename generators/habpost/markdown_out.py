"""Writes words from elsewhere as the small Markdown of stories, so that they stay what they were.

No sign in them becomes a mark: what the parser reads is the same words. Stress is written only
where it is read back as it was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from generators.content.prose import Emphasis, Inline, Paragraph, Strong, plain
from generators.content.prose_parser import parse

_UNSEEN = re.compile(
    # What content refuses (`generators.content.source`), and what only misleads the eye:
    # embeddings and overrides of direction (Unicode Standard Annex 9), soft hyphens, tags.
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
    "\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_BLANKS = re.compile("[^\\S\u00a0\u202f]+")
"""Blanks at which a line may end; French needs the others."""
_SIGNS = re.compile(r"[\\`*_{}]|&(?=[#A-Za-z])|\](?=\()|!(?=\[)")
_FIRST = re.compile(r"[#>]|~~~|[-+](?=[\s-]|$)|\d{1,9}(?=[.)](?:\s|$))")
_LAST_OF_HEADING = re.compile(r"(?<![\\#])#+$")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are stressed alike: not at all, or with `*`, `**` or `***` around them."""

    words: str
    stress: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its kind (`p`, `h`, `ul`, `ol`, `q`), its level, its paragraphs or items."""

    kind: str
    level: int = 0
    parts: list[list[Run]] = field(default_factory=list)


def one_line(text: str) -> str:
    """Return words on one line, without what cannot be seen."""
    return _spaced(text).strip()


def _spaced(text: str) -> str:
    return _BLANKS.sub(" ", _UNSEEN.sub("", text))


def escaped(text: str) -> str:
    """Return words as a paragraph of the small Markdown that reads as just these words."""
    return _begun(_literal(one_line(text)))


def _literal(words: str) -> str:
    # A reference, so that the file is harmless even to a program that takes it for HTML.
    return _SIGNS.sub(r"\\\g<0>", words).replace("<", "&lt;")


def _begun(words: str) -> str:
    """Return a paragraph whose first signs open no heading, list, quote or block of code."""
    first = _FIRST.match(words)
    if first is None:
        return words
    at = first.end() if first[0].isdigit() else 0
    return f"{words[:at]}\\{words[at:]}"


def paragraph(runs: Iterable[Run]) -> str:
    """Return runs of words as one paragraph; without stress where it would be misread."""
    given = _joined(runs)
    stressed = _begun("".join(f"{run.stress}{_literal(run.words)}{run.stress}" for run in given))
    if _read_back(stressed) == given:
        return stressed
    return escaped("".join(run.words for run in given))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return runs as they are written: neighbours differ, blanks stand outside what is stressed."""
    loose: list[Run] = []
    for run in runs:
        words = _spaced(run.words)
        inside = words.strip()
        before, _, after = words.partition(inside) if inside else (words, "", "")
        loose += [Run(before), Run(inside, run.stress if inside else ""), Run(after)]
    whole = [run for run in loose if run.words]
    made = [
        Run(_BLANKS.sub(" ", "".join(run.words for run in alike)), stress)
        for stress, alike in groupby(whole, key=lambda run: run.stress)
    ]
    if made:  # only what is not stressed begins or ends with blanks
        made[0] = Run(made[0].words.lstrip(), made[0].stress)
        made[-1] = Run(made[-1].words.rstrip(), made[-1].stress)
    return [run for run in made if run.words]


def _read_back(markdown: str) -> list[Run] | None:
    """Return the runs that the parser finds in a paragraph; None where it finds another thing."""
    body = parse(markdown)
    [block] = body.blocks if len(body.blocks) == 1 else (None,)
    if body.unreadable or not isinstance(block, Paragraph):
        return None
    return _joined(_runs(block.inlines, 0))


def _runs(inlines: Sequence[Inline], stress: int) -> Iterator[Run]:
    for inline in inlines:
        match inline:
            case Emphasis(inner):
                yield from _runs(inner, stress | 1)
            case Strong(inner):
                yield from _runs(inner, stress | 2)
            case _:
                yield Run(plain([inline]), "*" * stress)


def heading(level: int, text: str) -> str:
    """Return a heading of level 2 to 6."""
    words = _LAST_OF_HEADING.sub(r"\\\g<0>", escaped(text))
    return f"{'#' * min(max(level, 2), 6)} {words}"


def bullets(items: Iterable[str], *, ordered: bool = False, other: bool = False) -> str:
    """Return a list of paragraphs that are written already.

    Two lists in a row are one list to Markdown, unless the second takes the `other` mark.
    """
    marks = (")" if other else ".") if ordered else ("*" if other else "-")
    numbered = enumerate(items, 1)
    return "\n".join(f"{n if ordered else ''}{marks} {item}" for n, item in numbered)


def quote(paragraphs: Iterable[str]) -> str:
    """Return a quote of paragraphs that are written already."""
    return "\n>\n".join(f"> {each}" for each in paragraphs)
