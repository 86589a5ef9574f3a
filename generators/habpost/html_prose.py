"""Turns cleaned HTML into the small Markdown of stories: words, order and stress stay.

Links become words with the number of a source; tables become a paragraph a row; pictures are left
out, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser

from generators.habpost.markdown_out import Block, Run, bullets, heading, one_line, paragraph, quote
from generators.habpost.outside_html import BLOCKS
from generators.habpost.tidy_words import tidy

_NEXT_CELL = Run("; ")
Cite = Callable[[str, str], int]
"""Takes the words and the address of a link; returns the number of its source, or 0 for none."""


def prose_of(html: str, cite: Cite) -> tuple[str, list[str]]:
    """Return cleaned HTML as Markdown, and what its pictures are said to show, in their order."""
    reader = _Reader(cite)
    reader.feed(html)
    reader.close()
    reader.end_block()
    return "\n\n".join(_written(reader.blocks)), reader.pictures


def words_in(html: str) -> str:
    """Return the words of cleaned HTML on one line."""
    reader = _Reader(lambda words, to: 0)
    reader.feed(html)
    reader.close()
    reader.end_block()
    parts = (part for block in reader.blocks for part in block.parts)
    return one_line(" ".join(_words(part) for part in parts))


def _words(runs: Sequence[Run]) -> str:
    return "".join(run.words for run in runs)


def _written(blocks: Sequence[Block]) -> Iterator[str]:
    level, before = 1, ("", False)
    for block in (each for each in blocks if each.parts):
        parts = [paragraph(part) for part in block.parts]
        other = before == (block.kind, False)
        before = (block.kind, other)
        match block.kind:
            case "h":
                level = max(2, min(block.level, level + 1))  # no level is left out on the way down
                yield heading(level, _words(block.parts[0]))
            case "ul" | "ol":
                yield bullets(parts, ordered=block.kind == "ol", other=other)
            case "q":
                yield quote(parts)
            case _:
                yield from parts


class _Reader(HTMLParser):
    """Reads tags in their order; a block ends where the next begins."""

    def __init__(self, cite: Cite) -> None:
        super().__init__(convert_charrefs=True)
        self.cite = cite
        self.blocks: list[Block] = []
        self.pictures: list[str] = []
        self.runs: list[Run] = []
        self.inside: list[str] = []
        self.links: list[tuple[str, str, int]] = []  # address, words of ended blocks, beginning
        self.new_item = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "br":
                self.line_end()
            case "hr":
                self.end_block()
            case "img":
                self.pictures.append(one_line(tidy(given.get("alt", ""))))
            case _:
                self.begin(tag, given)

    def begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("td", "th") and self.inside[-1:] == ["tr"] and self.runs:
            self.runs.append(_NEXT_CELL)
        elif tag in BLOCKS and not (self.runs and self.runs[-1] == _NEXT_CELL):
            self.end_block()
        if tag in ("ul", "ol", "blockquote") and not self.structure():
            self.blocks.append(Block({"blockquote": "q"}.get(tag, tag)))
        if tag == "li":
            self.new_item = True
        if tag == "a":
            self.links.append((given.get("href", ""), "", len(self.runs)))
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS - {"td", "th"}:
            self.end_block()
        if tag == "a":
            self.end_link()
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        em = any(tag in ("em", "i") for tag in self.inside)
        strong = any(tag in ("strong", "b") for tag in self.inside)
        self.runs.append(Run(tidy(data), "*" * (em + 2 * strong)))

    def line_end(self) -> None:
        """End a line; two ends in a row end a paragraph."""
        if self.runs and self.runs[-1].words == "\n":
            self.end_block()
        else:
            self.runs.append(Run("\n"))

    def end_link(self) -> None:
        """Put the number of its source after the words of a link, in whatever block they ended."""
        to, before, begun = self.links.pop() if self.links else ("", "", 0)
        now = _words(self.runs[begun:])
        if to and (words := one_line(before + now)) and (number := self.cite(words, to)):
            ended = (block.parts[-1] for block in reversed(self.blocks) if block.parts)
            (self.runs if one_line(now) else next(ended)).append(Run(f" [{number}]"))

    def structure(self) -> str:
        """Return the outermost list or quote that is open, if any: none stands in another."""
        return next((tag for tag in self.inside if tag in ("ul", "ol", "blockquote")), "")

    def end_block(self) -> None:
        runs, self.runs = self.runs, []
        self.links = [(to, f"{words}{_words(runs[at:])} ", 0) for to, words, at in self.links]
        if not one_line(_words(runs)):
            return
        outer = self.structure()
        level = next((int(tag[1]) for tag in self.inside if tag[0] == "h" and tag[1:].isdigit()), 0)
        if outer in ("ul", "ol") and not self.new_item and self.blocks[-1].parts:
            self.blocks[-1].parts[-1] += [Run(" "), *runs]
        elif outer:
            self.blocks[-1].parts.append(runs)
        else:
            self.blocks.append(Block("h" if level else "p", level, [runs]))
        self.new_item = False
