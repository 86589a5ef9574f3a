"""The small Markdown that content is written in, and the blocks it becomes.

Allowed: paragraphs, `-` lists, headings (in stories), block quotes, *emphasis*, **strong**, and
four things in braces: `{answer_name}`, `{clause:topic}`, `{instrument:id}`, `{term:id}`.
Everything else (HTML, pictures, links, code) is reported, so that page, Word and mail agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token


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


Inline = (
    Text | Isolate | Emphasis | Strong | Link | Answer | ClauseNumber | Citation | TermUse | Foreign
)


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


ProseBlock = Paragraph | BulletList | Heading | Quote

SYMBOL = re.compile(
    r"\b(?:ST/(?:SGB|AI|IC)/\d{4}/\d+(?:/(?:Rev|Amend|Add)\.\d+)*"
    r"|[AS]/(?:RES/)?\d+/\d+|S/RES/\d+ \(\d{4}\))"
)
"""A United Nations document symbol (https://research.un.org/en/docs/symbols)."""
_ISOLATED = re.compile(
    rf"{SYMBOL.pattern}"
    r"|\+\d[\d ()-]{5,}\d"
    r"|\b\d{4}-\d{2}-\d{2}\b"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_BRACES = re.compile(r"\{(?:(clause|instrument|term):([a-z0-9-]+)|([a-z][a-z0-9_]*))\}")
_ANY_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in a body that the small Markdown does not have."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of a text, and what could not be read."""

    blocks: tuple[ProseBlock, ...]
    unreadable: tuple[Unreadable, ...]


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").disable("reference")


def parse(text: str) -> Body:
    """Read a body; whatever the small Markdown does not have comes back in `unreadable`."""
    reader = _Reader()
    blocks = tuple(reader.blocks(_markdown().parse(text)))
    return Body(blocks, tuple(reader.unreadable))


class _Reader:
    def __init__(self) -> None:
        self.unreadable: list[Unreadable] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[ProseBlock]:
        index = 0
        while index < len(tokens):
            token, end = tokens[index], _end_of(tokens, index)
            line = (token.map or [0])[0] + 1
            inside = tokens[index + 1 : end]
            if token.type == "paragraph_open":
                yield Paragraph(self.inlines(inside[0], line), line)
            elif token.type == "heading_open":
                yield self.heading(token, inside[0], line)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                if token.attrGet("start") is not None:
                    self.refuse(line, "a numbered list that does not begin with 1")
                yield BulletList(self.items(inside), line, token.type == "ordered_list_open")
            elif token.type == "blockquote_open":
                inner = list(self.blocks(inside)) if token.level < 5 else []
                if not inner or not all(isinstance(b, Paragraph) for b in inner):
                    self.refuse(line, "a quote that is empty or holds more than paragraphs")
                yield Quote(tuple(b for b in inner if isinstance(b, Paragraph)), line)
            else:
                self.refuse(line, _NAMES.get(token.type, token.type))
            index = end + 1

    def heading(self, token: Token, content: Token, line: int) -> Heading:
        level = int(token.tag[1])
        if level == 1:
            self.refuse(line, "a heading of the first level (`# `); the title is that; use `## `")
        inlines = self.inlines(content, line)
        return Heading(level, inlines, line, slug(plain(inlines)))

    def items(self, tokens: Sequence[Token]) -> tuple[tuple[Inline, ...], ...]:
        items: list[tuple[Inline, ...]] = []
        index = 0
        while index < len(tokens):
            end = _end_of(tokens, index)
            inside = tokens[index + 1 : end]
            line = (tokens[index].map or [0])[0] + 1
            if len(inside) == 3 and inside[0].type == "paragraph_open":
                items.append(self.inlines(inside[1], line))
            else:
                self.refuse(line, "a list item that is empty or holds more than one paragraph")
            index = end + 1
        return tuple(items)

    def inlines(self, content: Token, line: int) -> tuple[Inline, ...]:
        children = list(content.children or [])
        return tuple(self.run(children, line))

    def run(self, children: list[Token], line: int) -> Iterator[Inline]:
        pending: list[str] = []
        index = 0
        while index < len(children):
            token = children[index]
            if token.type == "text":
                pending.append(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                pending.append(" ")
            elif token.type in ("em_open", "strong_open"):
                yield from self.words("".join(pending), line)
                pending.clear()
                end = _end_of(children, index)
                deep = token.level > 5
                if deep:
                    self.refuse(line, "emphasis inside emphasis, many levels deep")
                inner = () if deep else tuple(self.run(children[index + 1 : end], line))
                yield Emphasis(inner) if token.type == "em_open" else Strong(inner)
                index = end
            else:
                self.refuse(line, _NAMES.get(token.type, token.type))
                index = _end_of(children, index)
            index += 1
        yield from self.words("".join(pending), line)

    def words(self, text: str, line: int) -> Iterator[Inline]:
        at = 0
        for found in _BRACES.finditer(text):
            yield from self.plain(text[at : found.start()], line)
            kind, ident, name = found.groups()
            if name:
                yield Answer(name)
            elif kind == "clause":
                yield ClauseNumber(ident)
            else:
                yield Citation(ident) if kind == "instrument" else TermUse(ident)
            at = found.end()
        yield from self.plain(text[at:], line)

    def plain(self, text: str, line: int) -> Iterator[Inline]:
        if brace := _ANY_BRACE.search(text):
            near = text[max(0, brace.start() - 5) : brace.start() + 20]
            self.refuse(line, f"a brace that opens or closes nothing known (`{near.strip()}`)")
        yield from isolated(text)

    def refuse(self, line: int, what: str) -> None:
        self.unreadable.append(Unreadable(line, what))


_NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture",
    "link_open": "a link (name what you mean with `{instrument:…}` or `{term:…}`)",
    "code_inline": "code (backquotes)",
    "fence": "a code block",
    "code_block": "a code block (a line indented by four spaces or more)",
    "hr": "a rule (`---`)",
    "bullet_list_open": "a list inside a list",
    "ordered_list_open": "a list inside a list",
}


def _end_of(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the one at `start` (itself if it stands alone)."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


def isolated(text: str) -> Iterator[Inline]:
    """Split plain words so that symbols, phone numbers and mailboxes stand in isolates."""
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
        case Emphasis(inner) | Strong(inner) | Link(_, inner) | Foreign(_, inner):
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
        if isinstance(inline, Emphasis | Strong | Link | Foreign):
            yield from _deep(inline.inlines)


def slug(text: str) -> str:
    """Return an anchor made from words: lower case, hyphens, no other signs."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"
