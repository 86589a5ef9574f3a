"""The neutral document: assembled once, then written in every format with the same words.

It is made of the prose blocks of `content` plus what only documents have: numbered clauses, data
tables, notices and signature lines. Blocks that depend on answers stand in a `Unit`; whoever
resolves the document keeps or drops whole units, never parts of a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generators.content.prose import (
    Answer,
    BulletList,
    ClauseNumber,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Isolate,
    Link,
    Paragraph,
    Quote,
    Strong,
    Text,
    isolated,
)
from generators.content.record import Language

ALWAYS = ""
"""The key of what stands in every copy of a document."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause heading; references find it by its topic."""

    topic: str
    title: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class SubClause:
    """A numbered paragraph of a clause: 4.2. One that `leads` to items stays on their page."""

    inlines: tuple[Inline, ...]
    leads: bool = False


@dataclass(frozen=True, slots=True)
class SubItem:
    """A lettered item of a sub-clause: (a)."""

    inlines: tuple[Inline, ...]


class Counter:
    """Counts clauses, sub-clauses and items as Word's multilevel numbering does."""

    def __init__(self) -> None:
        self.clause = self.sub = self.item = 0

    def next_clause(self) -> str:
        """Return the number of the next clause, as `4.` reads."""
        self.clause, self.sub, self.item = self.clause + 1, 0, 0
        return f"{self.clause}."

    def next_sub(self) -> str:
        """Return the number of the next sub-clause, as `4.2` reads."""
        self.sub, self.item = self.sub + 1, 0
        return f"{self.clause}.{self.sub}"

    def next_item(self) -> str:
        """Return the letters of the next item: `(a)` … `(z)`, `(aa)`, as Word counts."""
        self.item += 1
        times, index = divmod(self.item - 1, 26)
        return f"({chr(ord('a') + index) * (times + 1)})"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; one with a key stands only where that unit does."""

    cells: tuple[tuple[Inline, ...], ...]
    key: str = ALWAYS


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; the first column names the row. `widths` are percentages.

    `to_fill` makes rows tall enough to write in by hand.
    """

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    caption: str = ""
    to_fill: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Words set apart so that nobody misses them. `kind` is `draft` or `note`."""

    kind: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Named particulars of one thing, such as a channel's hours and languages."""

    entries: tuple[tuple[str, tuple[Inline, ...]], ...]


PlainBlock = (
    Paragraph | BulletList | Heading | Quote | Clause | SubClause | SubItem | Table | Notice | Facts
)


@dataclass(frozen=True, slots=True)
class Unit:
    """Blocks that stand or fall together."""

    key: str
    blocks: tuple[PlainBlock, ...]


Block = PlainBlock | Unit


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `draft_key` is the unit under which the DRAFT mark stands, if any.

    `created` holds an ISO date; `identity` becomes custom document properties.
    """

    title: str
    lang: Language
    blocks: tuple[Block, ...]
    subtitle: tuple[Inline, ...] = ()
    footer: tuple[Inline, ...] = ()
    created: tuple[Inline, ...] = ()
    draft_mark: str = ""
    draft_key: str = ALWAYS
    identity: tuple[tuple[str, tuple[Inline, ...]], ...] = ()


def words(text: str) -> tuple[Inline, ...]:
    """Return plain words as inlines, with numbers, mailboxes and symbols isolated."""
    return tuple(isolated(text))


Answers = Callable[[str], tuple[Inline, ...]]
Numbers = Callable[[str], str]


def keep(document: Document, keys: frozenset[str]) -> Document:
    """Return the document with only the units and rows in `keys`, and those that always stand."""
    kept = keys | {ALWAYS}
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Unit):
            blocks.append(_rows_kept(block, kept))
        elif block.key in kept:
            blocks += [_rows_kept(inner, kept) for inner in block.blocks]
    mark = document.draft_mark if document.draft_key in kept else ""
    return replace(document, blocks=tuple(blocks), draft_mark=mark, draft_key=ALWAYS)


def _rows_kept(block: PlainBlock, kept: frozenset[str]) -> PlainBlock:
    if not isinstance(block, Table):
        return block
    rows = tuple(replace(row, key=ALWAYS) for row in block.rows if row.key in kept)
    return replace(block, rows=rows)


def fill(document: Document, answer: Answers, number: Numbers) -> Document:
    """Return the document with every answer and clause number filled in; units stay."""

    def filled(inline: Inline) -> tuple[Inline, ...]:
        match inline:
            case Answer(name):
                return answer(name)
            case ClauseNumber(topic):
                return (ClauseNumber(topic, number(topic)),)
            case _:
                return (inline,)

    change = Change(filled)
    return replace(
        document,
        blocks=tuple(change.block(block) for block in document.blocks),
        subtitle=change.inlines(document.subtitle),
        footer=change.inlines(document.footer),
        created=change.inlines(document.created),
        identity=tuple((name, change.inlines(value)) for name, value in document.identity),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """Replaces single inlines throughout blocks: answers, citations, numbers.

    `leaf` returns what stands in place of an inline that holds no others.
    """

    leaf: Callable[[Inline], tuple[Inline, ...]]

    def inlines(self, inlines: Sequence[Inline]) -> tuple[Inline, ...]:
        """Return the inlines with every leaf replaced, however deep."""
        return tuple(changed for inline in inlines for changed in self._inline(inline))

    def _inline(self, inline: Inline) -> tuple[Inline, ...]:
        if isinstance(inline, Emphasis | Strong | Link | Foreign):
            return (replace(inline, inlines=self.inlines(inline.inlines)),)
        return self.leaf(inline)

    def block(self, block: Block) -> Block:
        """Return a block, or a unit of blocks, with every leaf replaced."""
        if isinstance(block, Unit):
            return Unit(block.key, tuple(self.plain(inner) for inner in block.blocks))
        return self.plain(block)

    def plain(self, block: PlainBlock) -> PlainBlock:
        """Return one block with every leaf replaced."""
        match block:
            case Clause():
                return replace(block, title=self.inlines(block.title))
            case BulletList():
                return replace(block, items=tuple(self.inlines(item) for item in block.items))
            case Quote():
                paragraphs = (replace(p, inlines=self.inlines(p.inlines)) for p in block.blocks)
                return replace(block, blocks=tuple(paragraphs))
            case Facts():
                return Facts(tuple((name, self.inlines(value)) for name, value in block.entries))
            case Table():
                header = tuple(self.inlines(cell) for cell in block.header)
                return replace(block, header=header, rows=tuple(map(self._row, block.rows)))
            case _:
                return replace(block, inlines=self.inlines(block.inlines))

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(self.inlines(cell) for cell in row.cells))


def text(inlines: Sequence[Inline]) -> str:
    """Return the words of inlines in which everything is filled in."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(words) | Isolate(words) | ClauseNumber(_, words):
                parts.append(words)
            case Emphasis(inner) | Strong(inner) | Link(_, inner) | Foreign(_, inner):
                parts.append(text(inner))
            case _:
                raise ValueError(f"{inline} is still to be filled in")
    return "".join(parts)
