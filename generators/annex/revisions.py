"""What changed from one version of a text to the next, word by word, and what that concerns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from generators.annex.pages import naming, told_condition
from generators.content.agreements import Agreement
from generators.content.approvals import VersionText
from generators.content.library import Library
from generators.content.prose import (
    BulletList,
    Deleted,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inserted,
    Paragraph,
    Quote,
    Strong,
    Text,
    plain,
)
from generators.content.record import MASTER, Language, words
from generators.content.texts import TextVersion
from generators.document.citing import citing
from generators.document.model import words as isolated

Line = tuple[Inline, ...]
"""A title, a paragraph or an item of a list."""
ITEM = "• "
"""What an item of a list begins with, so that a paragraph made an item is a change."""
ALIKE = 0.4
"""How much two lines share, of 1, before one counts as the other one changed."""
_WORD = re.compile(r"\s+|[^\s]+")


def lines_of(library: Library, text: VersionText, lang: Language, on: dt.date) -> list[Line]:
    """Return the printed lines of a version: its title, paragraphs and items."""
    clause = PurePosixPath(text.path).parent.name
    cite, named = citing(library, lang), naming(library, lang, on, clause)
    if not isinstance(text, TextVersion):
        return [isolated(line) for line in (*text.printed(lang), *_structure(library, text, on))]
    lines: list[Line] = [(Text(text.title),)]
    for block in text.prose.blocks:
        if isinstance(block, BulletList):
            items = (named.inlines(cite.inlines(item)) for item in block.items)
            lines += ((Text(ITEM), *item) for item in items)
        elif isinstance(block, Quote):
            lines += (named.inlines(cite.inlines(inner.inlines)) for inner in block.blocks)
        elif isinstance(block, Paragraph | Heading):
            lines.append(named.inlines(cite.inlines(block.inlines)))
    return lines


def _structure(library: Library, agreement: Agreement, on: dt.date) -> Iterator[str]:
    """Yield what decides on the words of an annex, and is approved with them."""
    for place in agreement.clauses:
        standing = library.text(f"clauses/{place.clause}", MASTER, on)
        title = standing.text.title if standing else place.clause
        fallbacks = f"; fallback: {', '.join(place.fallbacks)}" if place.fallbacks else ""
        when = told_condition(agreement, place, MASTER)
        yield f"Clause “{title}” ({place.clause}): {when}{fallbacks}."
    for question in agreement.questions:
        bounds = "" if question.minimum is None else f", {question.minimum} to {question.maximum}"
        options = f", one of {', '.join(question.options)}" if question.options else ""
        recorded = ", recorded and never printed" if question.id in agreement.recorded else ""
        yield f"Asks {question.id}: {question.type}{bounds}{options}{recorded}."
    for topic, reason in agreement.leaves_out.items():
        yield f"Leaves out {topic}: {reason}"


def pairs(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield each line before with the same line after; what has no partner stands beside nothing.

    Lines that are not the same are partners where they share enough words.
    """
    old, new = ([plain(line) for line in lines] for lines in (before, after))
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(before[i:j], after[k:m], strict=True)
        else:
            yield from _partners(before[i:j], after[k:m])


def _partners(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Yield pairs of lines that replace each other, in the order of both texts."""
    at = 0
    for line in before:
        likeness = [_likeness(line, other) for other in after[at:]]
        best = max(likeness, default=0.0)
        if best < ALIKE:
            yield line, ()
            continue
        found = at + likeness.index(best)
        yield from (((), new) for new in after[at:found])
        yield line, after[found]
        at = found + 1
    yield from (((), new) for new in after[at:])


def _likeness(first: Line, second: Line) -> float:
    return SequenceMatcher(None, plain(first).split(), plain(second).split()).ratio()


def redline(before: Line, after: Line) -> Line:
    """Return one line that shows both: words taken out, words put in, and all that stayed."""
    old, new = [*_tokens(before)], [*_tokens(after)]
    made: list[Inline] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made += _joined(old[i:j])
            continue
        if old[i:j]:
            made.append(Deleted(tuple(_joined(old[i:j]))))
        if new[k:m]:
            made.append(Inserted(tuple(_joined(new[k:m]))))
    return tuple(made)


def _tokens(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Yield words and blanks one by one, each as bold or stressed as it stands."""
    for inline in inlines:
        match inline:
            case Text(words):
                yield from (Text(word) for word in _WORD.findall(words))
            case Strong(inner):
                yield from (Strong((token,)) for token in _tokens(inner))
            case Emphasis(inner):
                yield from (Emphasis((token,)) for token in _tokens(inner))
            case _:
                yield inline


def _joined(tokens: Sequence[Inline]) -> list[Inline]:
    """Return tokens with plain words that follow each other as one."""
    made: list[Inline] = []
    for token in tokens:
        last = made[-1] if made else None
        if isinstance(token, Text) and isinstance(last, Text):
            made[-1] = Text(last.text + token.text)
        else:
            made.append(token)
    return made


def shown(line: Line) -> str:
    """Return a redline for the terminal: `[-out-]` and `{+in+}`."""
    parts = []
    for inline in line:
        match inline:
            case Deleted(inner):
                parts.append(f"[-{plain(inner)}-]")
            case Inserted(inner):
                parts.append(f"{{+{plain(inner)}+}}")
            case _:
                parts.append(plain((inline,)))
    return "".join(parts)


def concerned(library: Library, clause: str) -> Iterator[tuple[str, str]]:
    """Yield each agreement in which a clause stands, by its title, and when it stands there."""
    for versions in library.agreements.values():
        newest = max(versions, key=lambda version: version.version)
        for place in newest.clauses:
            if clause in place.clauses:
                when = told_condition(newest, place, MASTER)
                fallback = "" if place.clause == clause else "As a fallback, if accepted; "
                yield words(newest.title, MASTER), f"{fallback}{when}"


def in_language(line: Line, lang: Language) -> Line:
    """Return a line marked with its language, for a document in another one."""
    return line if lang == MASTER or not line else (Foreign(lang, line),)
