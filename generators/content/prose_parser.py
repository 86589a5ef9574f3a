"""Reads the small Markdown that content is written in into prose blocks.

Allowed: paragraphs, lists, headings (in stories), block quotes, *emphasis*, **strong**, and four
things in braces: `{answer_name}`, `{clause:topic}`, `{instrument:id}`, `{term:id}`; in stories also
a picture on a line of its own. Everything else (HTML, links, code) is reported, so that page, Word
and mail agree. After a backslash every sign stands for itself, braces too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generators.content.plain_blocks import PlainBlock, plain_blocks
from generators.content.prose import (
    Answer,
    BulletList,
    Citation,
    ClauseNumber,
    Emphasis,
    Heading,
    Inline,
    Paragraph,
    Picture,
    ProseBlock,
    Quote,
    Strong,
    TermUse,
    isolated,
    plain,
    slug,
)

_BRACES = re.compile(r"\{(?:(clause|instrument|term):([a-z0-9-]+)|([a-z][a-z0-9_]*))\}")
_ANY_BRACE = re.compile(r"[{}]")
_MARKS = re.compile(r"[\\`*_<&\n]")
"""What inlines other than text hold (CommonMark 0.31, chapter 6); links and pictures hold `](`."""
_SET_ASIDE = str.maketrans("{}", "\ue000\ue001")
"""Escaped braces on their way past those that mean something; content holds no such characters."""
_BREAKS = ("softbreak", "hardbreak")


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
def _blocks() -> MarkdownIt:
    return MarkdownIt("commonmark").disable(["reference", "inline", "text_join"])


@cache
def _inlines() -> MarkdownIt:
    return MarkdownIt("commonmark").disable(["reference", "text_join"])


def parse(text: str, *, pictures: bool = False) -> Body:
    """Read a body; whatever the small Markdown does not have comes back in `unreadable`.

    Only where `pictures` may stand, in stories, is one read: `![what it shows](file.jpg)`.
    """
    reader = _Reader(pictures=pictures)
    plainly = plain_blocks(text)
    found = map(reader.plain_block, plainly) if plainly else reader.blocks(_blocks().parse(text))
    blocks = tuple(found)
    return Body(blocks, tuple(reader.unreadable))


class _Reader:
    def __init__(self, *, pictures: bool) -> None:
        self.pictures = pictures
        self.unreadable: list[Unreadable] = []

    def plain_block(self, block: PlainBlock) -> ProseBlock:
        line, mark, lines = block
        if mark == "- ":
            items = (self.inlines(item, at) for at, item in enumerate(lines, line))
            return BulletList(tuple(items), line)
        if mark:
            return self.heading(len(mark) - 1, lines[0], line)
        return self.paragraph("\n".join(lines), line)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[ProseBlock]:
        index = 0
        while index < len(tokens):
            token, end = tokens[index], _end_of(tokens, index)
            line = (token.map or [0])[0] + 1
            inside = tokens[index + 1 : end]
            if token.type == "paragraph_open":
                yield self.paragraph(inside[0].content, line)
            elif token.type == "heading_open":
                yield self.heading(int(token.tag[1]), inside[0].content, line)
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

    def paragraph(self, text: str, line: int) -> Paragraph | Picture:
        """Return the picture that a paragraph is, if it is one and nothing else, or its words."""
        if self.pictures and text.startswith("!["):
            first, *more = _marked(text)
            if first.type == "image" and not more:
                return _picture(first, line)
        return Paragraph(self.inlines(text, line), line)

    def heading(self, level: int, text: str, line: int) -> Heading:
        if level == 1:
            self.refuse(line, "a heading of the first level (`# `); the title is that; use `## `")
        inlines = self.inlines(text, line)
        return Heading(level, inlines, line, slug(plain(inlines)))

    def items(self, tokens: Sequence[Token]) -> tuple[tuple[Inline, ...], ...]:
        items: list[tuple[Inline, ...]] = []
        index = 0
        while index < len(tokens):
            end = _end_of(tokens, index)
            inside = tokens[index + 1 : end]
            line = (tokens[index].map or [0])[0] + 1
            if len(inside) == 3 and inside[0].type == "paragraph_open":
                items.append(self.inlines(inside[1].content, line))
            else:
                self.refuse(line, "a list item that is empty or holds more than one paragraph")
            index = end + 1
        return tuple(items)

    def inlines(self, text: str, line: int) -> tuple[Inline, ...]:
        if "](" not in text and not _MARKS.search(text):  # as in most: nothing to read but words
            return tuple(self.words(text, line))
        return tuple(self.run(_marked(text), line))

    def run(self, children: list[Token], line: int) -> Iterator[Inline]:
        pending: list[str] = []
        index = 0
        while index < len(children):
            token = children[index]
            if token.type == "text":
                pending.append(token.content)
            elif token.type == "text_special":
                pending.append(token.content.translate(_SET_ASIDE))
            elif token.type in _BREAKS:
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
        if "{" not in text and "}" not in text:
            yield from isolated(_put_back(text))
            return
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
            near = _put_back(text)[max(0, brace.start() - 5) : brace.start() + 20]
            self.refuse(line, f"a brace that opens or closes nothing known (`{near.strip()}`)")
        yield from isolated(_put_back(text))

    def refuse(self, line: int, what: str) -> None:
        self.unreadable.append(Unreadable(line, what))


_NAMES = {
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "a picture (in stories one may stand, on a line of its own)",
    "link_open": "a link (name what you mean with `{instrument:…}` or `{term:…}`)",
    "code_inline": "code (backquotes)",
    "fence": "a code block",
    "code_block": "a code block (a line indented by four spaces or more)",
    "hr": "a rule (`---`)",
    "bullet_list_open": "a list inside a list",
    "ordered_list_open": "a list inside a list",
}


def _marked(text: str) -> list[Token]:
    """Return the words and marks of a block; read only here, since few blocks hold marks."""
    [whole] = _inlines().parseInline(text)
    return whole.children or []


def _picture(image: Token, line: int) -> Picture:
    shown = image.children or []
    alt = "".join(" " if c.type in _BREAKS else c.content for c in shown).strip()
    return Picture(str(image.attrGet("src") or ""), alt, line)


def _put_back(text: str) -> str:
    return text.replace("\ue000", "{").replace("\ue001", "}")


def _end_of(tokens: Sequence[Token], start: int) -> int:
    """Return the index of the token that closes the one at `start` (itself if it stands alone)."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1
