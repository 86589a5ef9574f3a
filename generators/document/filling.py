"""Resolves a document: which units stay, and what stands in its places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generators.content.prose import (
    Answer,
    BulletList,
    ClauseNumber,
    Holding,
    Inline,
    Picture,
    Quote,
    Text,
)
from generators.document.model import (
    ALWAYS,
    EACH,
    Block,
    Chart,
    Clause,
    Contents,
    Document,
    Facts,
    Parallel,
    PlainBlock,
    Row,
    Table,
    Unit,
    Wide,
)

Answers = Callable[[str], tuple[Inline, ...]]
Numbers = Callable[[str], str]


Lists = Mapping[str, Sequence[Mapping[str, str]]]
"""The entries of each list, by the name of the list; an entry is text by the name of its place."""


def keep(document: Document, keys: frozenset[str], lists: Lists) -> Document:
    """Return the document with only the units and rows in `keys`, and those that always stand.

    A row of a list stands once for each entry, with its places filled in.
    """
    kept = keys | {ALWAYS}
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Unit):
            blocks.append(_rows_kept(block, kept, lists))
        elif block.key in kept:
            blocks += [_rows_kept(inner, kept, lists) for inner in block.blocks]
    mark = document.draft_mark if document.draft_key in kept else ""
    return replace(document, blocks=tuple(blocks), draft_mark=mark, draft_key=ALWAYS)


def _rows_kept(block: PlainBlock, kept: frozenset[str], lists: Lists) -> PlainBlock:
    if not isinstance(block, Table):
        return block
    rows: list[Row] = []
    for row in block.rows:
        if row.key.startswith(EACH):
            rows += [_filled_row(row, entry) for entry in lists.get(row.key[len(EACH) :], ())]
        elif row.key in kept:
            rows.append(replace(row, key=ALWAYS))
    return replace(block, rows=tuple(rows))


def _filled_row(row: Row, entry: Mapping[str, str]) -> Row:
    def filled(inline: Inline) -> tuple[Inline, ...]:
        known = isinstance(inline, Answer) and inline.name in entry
        return (Text(entry[inline.name]),) if known and isinstance(inline, Answer) else (inline,)

    change = Change(filled)
    return Row(tuple(change.inlines(cell) for cell in row.cells))


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
        if isinstance(inline, Holding):
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
            case Parallel(rows):
                return replace(block, rows=tuple((self._all(a), self._all(b)) for a, b in rows))
            case Wide(blocks):
                return Wide(self._all(blocks))
            case Picture() | Chart() | Contents():
                return block
            case _:
                return replace(block, inlines=self.inlines(block.inlines))

    def _all(self, blocks: Sequence[PlainBlock]) -> tuple[PlainBlock, ...]:
        return tuple(self.plain(block) for block in blocks)

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(self.inlines(cell) for cell in row.cells))
