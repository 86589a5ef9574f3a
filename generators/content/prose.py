"""The words of texts as blocks: paragraphs, lists, headings, quotes, and what stands in them.

Numbers, mailboxes and symbols stand in isolates, which every writer honours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Isolate:
    """Words that keep their own left-to-right order in any paragraph: numbers, mailboxes, symbols.

    Without it `+254 20 762 5003` prints backwards in Arabic (Unicode Standard Annex 9).
    """

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold: in clauses, the place where a term is defined."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `target` is `kind:id` of something in the content."""

    target: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The place of an answer, filled in when a document is issued."""

    name: str


@dataclass(frozen=True, slots=True)
class ClauseNumber:
    """The number that the clause on a topic has in this annex; empty until it is known."""

    topic: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument, printed by its symbol or title."""

    instrument: str


@dataclass(frozen=True, slots=True)
class TermUse:
    """A glossary term, printed as it is listed there."""

    term: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the text around them (WCAG 2.2, 3.1.2)."""

    lang: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that a newer version has, and the older one has not."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that an older version has, and the newer one has not."""

    inlines: tuple[Inline, ...]


Inline = (
    Text
    | Isolate
    | Emphasis
    | Strong
    | Link
    | Answer
    | ClauseNumber
    | Citation
    | TermUse
    | Foreign
    | Inserted
    | Deleted
)
Holding = Emphasis | Strong | Link | Foreign | Inserted | Deleted
"""What holds other inlines."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, and the line of the body it starts on (from 1)."""

    inlines: tuple[Inline, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of one level."""

    items: tuple[tuple[Inline, ...], ...]
    line: int = 0
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text; level 2 is the highest a text may use."""

    level: int
    inlines: tuple[Inline, ...]
    line: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words quoted from elsewhere."""

    blocks: tuple[Paragraph, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands by itself: its file, and what it shows for those who do not see it.

    `width` and `height` are pixels; they are known once the file was looked at.
    """

    file: str
    alt: str
    line: int = 0
    width: int = 0
    height: int = 0


ProseBlock = Paragraph | BulletList | Heading | Quote | Picture

SYMBOL = re.compile(
    r"\b(?:ST/(?:SGB|AI|IC)/\d{4}/\d+(?:/(?:Rev|Amend|Add)\.\d+)*"
    r"|[AS]/(?:RES/)?\d+/\d+|S/RES/\d+ \(\d{4}\))"
)
"""A United Nations document symbol (https://research.un.org/en/docs/symbols)."""
_MAYBE_ISOLATED = re.compile(r"[@/+]|-\d")
"""Each of the below holds one of these; digits alone stand in every footnote."""
_ISOLATED = re.compile(
    rf"{SYMBOL.pattern}"
    r"|\+\d[\d ()-]{5,}\d"
    r"|\b\d{4}-\d{2}-\d{2}\b"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)


def isolated(text: str) -> Iterator[Inline]:
    """Split plain words so that symbols, phone numbers and mailboxes stand in isolates."""
    if not _MAYBE_ISOLATED.search(text):
        yield from (Text(text),) if text else ()
        return
    at = 0
    for found in _ISOLATED.finditer(text):
        if found.start() > at:
            yield Text(text[at : found.start()])
        yield Isolate(found[0])
        at = found.end()
    if at < len(text):
        yield Text(text[at:])


def plain(inlines: Sequence[Inline]) -> str:
    """Return the words alone; places still to be filled show as their braces."""
    return "".join(_plain(inline) for inline in inlines)


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Isolate(text):
            return text
        case Emphasis(inner) | Strong(inner) | Inserted(inner) | Deleted(inner):
            return plain(inner)
        case Link(_, inner) | Foreign(_, inner):
            return plain(inner)
        case Answer(name):
            return f"{{{name}}}"
        case ClauseNumber(topic, number):
            return number or f"{{clause:{topic}}}"
        case Citation(ident):
            return f"{{instrument:{ident}}}"
        case TermUse(ident):
            return f"{{term:{ident}}}"


def walk(blocks: Sequence[ProseBlock]) -> Iterator[tuple[int, Inline]]:
    """Yield every inline of every block, with the line of the block in the body."""
    for block in blocks:
        match block:
            case Paragraph(inlines, line) | Heading(_, inlines, line):
                yield from ((line, inline) for inline in _deep(inlines))
            case BulletList(items, line):
                for item in items:
                    yield from ((line, inline) for inline in _deep(item))
            case Quote(inner, line):
                yield from walk(inner)


def _deep(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Holding):
            yield from _deep(inline.inlines)


def slug(text: str) -> str:
    """Return an anchor made from words: lower case, hyphens, no other signs."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"
