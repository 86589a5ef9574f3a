"""Turns the tree that pandoc makes of a Word file into the blocks of a story.

What is on no list here is a fault, never passed over; a style that is on none is named, and its
words stay a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generators.habpost.markdown_out import Block, Run, one_line
from generators.habpost.pandoc_inlines import inlines
from generators.habpost.pandoc_read import Kind, Node, Read, Shows, unwrapped, words_in

STYLES = {
    "title": "title",
    "subtitle": "summary",
    "lead": "summary",
    "abstract": "summary",
    "content note": "content note",
    "quote": "quote",
    "intense quote": "quote",
    "quotations": "quote",  # of LibreOffice
    "caption": "caption",
    "author": "left out",
    "date": "left out",
    "toc heading": "left out",
    **{f"toc {level}": "left out" for level in range(1, 10)},
}
"""The styles that mean something, by the names that every Word has for them in its files."""
_PLAIN = (
    "normal", "normal (web)", "standard", "no spacing", "compact", "first paragraph", "text body",
    "body text", "list", "list paragraph", "list bullet", "list number", "list continue",
    "footnote text", "endnote text", "block text",
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    "CodeBlock": ("lines of program code", "Give them another style, or take them out."),
    "LineBlock": ("lines of verse", "Write each as a paragraph."),
    "DefinitionList": ("a list of definitions", "Write it as a plain list."),
}


@dataclass
class Told:
    """What a tree tells; and what was read on the way."""

    read: Read
    parts: dict[str, str] = field(default_factory=dict)
    blocks: list[Block | Shows] = field(default_factory=list)


def told(tree: Node, read: Read) -> Told:
    """Return what a tree tells: `parts` are its title, summary and content note."""
    reader = _Reader(Told(read))
    for name in ("title", "subtitle", "abstract", "author", "date"):
        for nodes in _lines(tree["meta"].get(name)):
            reader.paragraph(nodes, STYLES[name])
    reader.all(tree["blocks"])
    return reader.told


def _lines(value: Node) -> list[list[Node]]:
    """Return what stands above the text in one style, a list of inlines a paragraph."""
    match value:
        case {"t": "MetaInlines", "c": nodes}:
            return [nodes]
        case {"t": "MetaList", "c": values}:
            return [line for each in values for line in _lines(each)]
        case {"t": "MetaBlocks", "c": blocks}:
            return [b["c"] for b in blocks if b["t"] in ("Para", "Plain")]
        case _:
            return []


class _Reader:
    def __init__(self, so_far: Told) -> None:
        self.told, self.read = so_far, so_far.read

    def all(self, nodes: Sequence[Node], style: str = "") -> None:
        for node in nodes:
            self.block(node, style)

    def block(self, node: Node, style: str) -> None:
        match node:
            case {"t": "Para" | "Plain", "c": nodes}:
                self.paragraph(nodes, style)
            case {"t": "Header", "c": [level, _, nodes]}:
                self.add("h", [self.runs(node, nodes, "a heading")], level)
            case {"t": "BulletList", "c": items}:
                self.add("ul", [part for item in items for part in self.item(item)])
            case {"t": "OrderedList", "c": [[start, numbering, _], items]}:
                self.numbered(node, start, numbering["t"])
                self.add("ol", [part for item in items for part in self.item(item)])
            case {"t": "Div", "c": [[_, _, attributes], inner]}:
                self.all(inner, self.meaning(dict(attributes)) or style)
            case {"t": "BlockQuote", "c": inner}:  # a quote by its style, else only set further in
                self.all(inner, style)
            case {"t": "Figure", "c": [_, [_, caption], inner]}:
                self.all(inner, style)
                self.all(caption, "caption")
            case {"t": "HorizontalRule"}:
                self.read.note("left out: a line across the page")
            case _:
                self.read.unknown(node, node["t"], _KINDS)

    def meaning(self, attributes: dict[str, str]) -> str:
        """Return what a style means; one that means nothing is noted."""
        style = attributes.get("custom-style", "")
        known = style.casefold().rstrip(" 23456789")
        if style.casefold() not in STYLES and style and known not in _PLAIN:
            self.read.note(f"the style “{style}” means nothing here; its words are a paragraph")
        return STYLES.get(style.casefold(), "")

    def paragraph(self, nodes: Sequence[Node], style: str) -> None:
        runs: list[Run] = []
        for each in [*inlines(list(nodes), self.read), None]:
            if isinstance(each, Run):
                runs.append(each)
                continue
            self.words(runs, style)
            runs = []
            if each is not None:
                self.told.blocks.append(each)

    def words(self, runs: list[Run], style: str) -> None:
        words = one_line("".join(run.words for run in runs))
        if not words:
            return
        match style:
            case "title" | "summary" | "content note" if style not in self.told.parts:
                self.told.parts[style] = words
            case "title":
                self.add("h", [runs], 1)
            case "summary" | "content note":
                self.read.note(f"a second {style} stands as a paragraph: {words[:60]}")
                self.add("p", [runs])
            case "left out":
                self.read.note(
                    "left out: lines that name an author or a date, or list what follows"
                )
            case "caption":
                self.add("p", [[Run(words, "*")]])
            case "quote" if (last := self.last()) and last.kind == "q":
                last.parts.append(runs)
            case "quote":
                self.add("q", [runs])
            case _:
                self.add("p", [runs])

    def last(self) -> Block | None:
        match self.told.blocks:
            case [*_, Block() as last]:
                return last
            case _:
                return None

    def add(self, kind: str, parts: list[list[Run]], level: int = 0) -> None:
        filled = [part for part in parts if one_line("".join(run.words for run in part))]
        if filled:
            self.told.blocks.append(Block(kind, level, filled))

    def runs(self, node: Node, nodes: list[Node], within: str) -> list[Run]:
        """Return the words of what may hold no picture."""
        read = list(inlines(nodes, self.read))
        if any(isinstance(each, Shows) for each in read):
            self.read.fault(node, f"a picture within {within}", "Give it a paragraph of its own.")
        return [each for each in read if isinstance(each, Run)]

    def item(self, blocks: Sequence[Node]) -> list[list[Run]]:
        """Return the words of a list item, or of several paragraphs in it, which are a fault."""
        for block in blocks:
            if block["t"] == "Div":
                self.meaning(dict(block["c"][0][2]))
        bare = [inner for block in blocks for inner in unwrapped(block)]
        match [inner["t"] for inner in bare]:
            case ["Para" | "Plain"]:
                return [self.runs(bare[0], bare[0]["c"], "a list")]
            case kinds if {"BulletList", "OrderedList"} & set(kinds):
                self.read.fault(bare, "a list within a list", "Make it one list of one level.")
            case [_, *_]:
                what = "an item of a list that is more than one paragraph"
                self.read.fault(bare, what, "Make it one, or write paragraphs.")
        self.read.said.append(words_in(bare))
        return []

    def numbered(self, node: Node, start: int, numbering: str) -> None:
        if start != 1:
            what = f"a numbered list that begins with {start}"
            self.read.fault(node, what, "Lists begin with 1: join it with the one before.")
        if numbering not in ("Decimal", "DefaultStyle"):
            self.read.note("lists with letters are numbered 1, 2, 3: see that no text names one")
