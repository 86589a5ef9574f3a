"""A document's outline: anchors of headings, the table of contents, numbers of captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from generators.content.prose import Heading, Inline
from generators.content.record import Language
from generators.document.model import Chart, Contents, Entry, PlainBlock, Table, Wide, text
from generators.document.phrases import phrases

HIGHEST, LOWEST = 2, 3
"""The levels of headings that a table of contents lists; level 1 is the title."""


def laid_out(blocks: Iterable[PlainBlock]) -> tuple[PlainBlock, ...]:
    """Return blocks with the table of contents filled in; without one, they stay as they are.

    Where there is one, the document is long: its headings get anchors, its captions numbers.
    """
    given = tuple(blocks)
    if not any(isinstance(block, Contents) for block in given):
        return given
    outline = _Outline()
    made = [outline.block(block) for block in given]
    filled = Contents(tuple(outline.entries))
    return tuple(filled if isinstance(block, Contents) else block for block in made)


@dataclass(slots=True)
class _Outline:
    """Counts headings, tables and charts from the first page to the last."""

    entries: list[Entry] = field(default_factory=list)
    tables: int = 0
    charts: int = 0
    above: str = ""

    def block(self, block: PlainBlock) -> PlainBlock:
        above, self.above = self.above, ""
        match block:
            case Heading(level, inlines):
                return self.heading(block, level, inlines)
            case Table(caption=caption) if caption and caption != above:
                self.tables += 1
                return replace(block, number=self.tables)
            case Chart():
                self.charts += 1
                return replace(block, number=self.charts)
            case Wide(inner):
                return Wide(tuple(self.block(each) for each in inner))
        return block

    def heading(self, block: Heading, level: int, inlines: tuple[Inline, ...]) -> Heading:
        self.above = text(inlines)
        if not HIGHEST <= level <= LOWEST:
            return block
        made = replace(block, anchor=block.anchor or f"section-{len(self.entries) + 1}")
        self.entries.append(Entry(level, inlines, made.anchor))
        return made


def without_echoes(blocks: Iterable[PlainBlock]) -> Iterator[PlainBlock]:
    """Yield blocks as they print: a caption that only repeats the heading above it does not."""
    above = ""
    for block in blocks:
        echo = isinstance(block, Table) and above and above == block.caption
        yield replace(block, caption="") if isinstance(block, Table) and echo else block
        above = text(block.inlines) if isinstance(block, Heading) else ""


def numbered(block: Table | Chart, lang: Language) -> tuple[str, str]:
    """Return what stands before and after the number of a caption; both empty for no number."""
    if not block.number:
        return "", ""
    say = phrases(lang)
    words = say("Figure {number}. ") if isinstance(block, Chart) else say("Table {number}. ")
    before, _, after = words.partition("{number}")
    return before, after


def caption_words(block: Table | Chart, lang: Language) -> str:
    """Return a caption with its number."""
    before, after = numbered(block, lang)
    return f"{before}{block.number}{after}{block.caption}" if block.number else block.caption


def contents_title(lang: Language) -> str:
    """Return what a table of contents is called."""
    say = phrases(lang)
    return say("Contents")
