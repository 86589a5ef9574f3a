"""The neutral document: assembled once, then written in every format with the same words.

It is made of the prose blocks of `content` plus what only documents have: numbered clauses, data
tables, notices and signature lines. Blocks that depend on answers stand in a `Unit`; whoever
resolves the document keeps or drops whole units, never parts of a sentence.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from dataclasses import dataclass

from generators.content.prose import (
    BulletList,
    ClauseNumber,
    Deleted,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inserted,
    Isolate,
    Link,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Text,
    isolated,
)
from generators.content.record import MASTER, Language

ALWAYS = ""
"""The key of what stands in every copy of a document."""
EACH = "each:"
"""A row whose key begins so stands once for each entry of the list that the key goes on to name."""


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


LETTERS: dict[Language, str] = {"ar": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"}
"""The letters of items where they are not a to z; Arabic counts by its abjad, as Word does."""


@dataclass(slots=True)
class Counter:
    """Counts clauses, sub-clauses and items as Word's multilevel numbering does in a language."""

    lang: Language = MASTER
    clause: int = 0
    sub: int = 0
    item: int = 0

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
        letters = LETTERS.get(self.lang, string.ascii_lowercase)
        times, index = divmod(self.item - 1, len(letters))
        return f"({letters[index] * (times + 1)})"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; one with a key stands only where that unit does."""

    cells: tuple[tuple[Inline, ...], ...]
    key: str = ALWAYS


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. `widths` are percentages.

    The first column names the row, unless `named` is false; `to_fill` makes rows tall enough to
    write in by hand. `outline.laid_out` gives a caption its `number`; 0 is none. `numbers` says
    that all columns but the first hold numbers.
    """

    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    caption: str = ""
    to_fill: bool = False
    named: bool = True
    number: int = 0
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Words set apart so that nobody misses them. `kind` is `draft` or `note`."""

    kind: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Named particulars of one thing, such as a channel's hours and languages."""

    entries: tuple[tuple[str, tuple[Inline, ...]], ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same blocks in two languages, side by side; `heads` name the languages.

    The first text is in the language of the document. A row holds what must stay together: a
    heading with what it heads.
    """

    rows: tuple[tuple[tuple[PlainBlock, ...], tuple[PlainBlock, ...]], ...]
    langs: tuple[Language, Language]
    heads: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar: how many there are of one series."""

    series: str
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, of which the pieces stand one after the other."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars of whole numbers that readers may see; `unit` says what is counted.

    `alt` says in words what the chart shows. A `Table` of the same numbers stands after it.
    `outline.laid_out` gives the caption its `number`; 0 is none.
    """

    caption: str
    alt: str
    unit: str
    bars: tuple[Bar, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of contents: the level of a heading, its words and its anchor."""

    level: int
    inlines: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: the two highest levels of headings below the title.

    What follows begins a page. Where it stands, `outline.laid_out` fills in the `entries`, and
    captions get numbers.
    """

    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Wide:
    """Blocks on pages of their own that lie on their long side, in smaller print."""

    blocks: tuple[PlainBlock, ...]


PlainBlock = (
    Paragraph
    | BulletList
    | Heading
    | Quote
    | Picture
    | Clause
    | SubClause
    | SubItem
    | Table
    | Notice
    | Facts
    | Parallel
    | Chart
    | Contents
    | Wide
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

    `created` holds an ISO date; `identity` becomes custom document properties. `revised_by` is the
    author of the changes that are tracked in it; they bear the day of `created`. `marking` stands
    at the head of every page: how sensitive the document is (ST/SGB/2007/6).
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
    revised_by: str = ""
    marking: str = ""

    @property
    def plain_blocks(self) -> tuple[PlainBlock, ...]:
        """Return the blocks of a resolved document; raises where a unit is still to be chosen."""
        for block in self.blocks:
            if isinstance(block, Unit):
                raise TypeError(f"the unit `{block.key}` must be resolved before it can be set")
        return tuple(block for block in self.blocks if not isinstance(block, Unit))


def words(text: str) -> tuple[Inline, ...]:
    """Return plain words as inlines, with numbers, mailboxes and symbols isolated."""
    return tuple(isolated(text))


def text(inlines: Sequence[Inline]) -> str:
    """Return the words of inlines in which everything is filled in."""
    parts = []
    for inline in inlines:
        match inline:
            case Text(words) | Isolate(words) | ClauseNumber(_, words):
                parts.append(words)
            case Emphasis(inner) | Strong(inner) | Link(_, inner) | Foreign(_, inner):
                parts.append(text(inner))
            case Inserted(inner) | Deleted(inner):
                parts.append(text(inner))
            case _:
                raise ValueError(f"{inline} is still to be filled in")
    return "".join(parts)
