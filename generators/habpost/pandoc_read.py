"""What is read of pandoc's tree of a Word file beside its words: faults, notes, sources, pictures.

Nodes are known by name (pandoc-types 1.23, Text.Pandoc.Definition).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generators.habpost.markdown_out import Run

Node = Any
"""A node of the tree: a dictionary with its type at `t` and what it holds at `c`."""
Kind = tuple[str, str]
"""What a file holds, as the object of a sentence, and what to do about it."""
LISTED: dict[str, Kind] = {
    "Math": ("an equation", "Write it out in words."),
    "Table": ("a table", "Stories have none: write a list or sentences."),
    "Strikeout": ("words struck through", "Delete them, or take the line away."),
    "insertion": ("a tracked change", "Settle it in Word, and import again."),
    "comment": ("a comment", "Delete it in Word, and import again."),
}
"""What the look at the file itself tells of in more detail."""


@dataclass(frozen=True, slots=True)
class Shows:
    """The place of a picture: which one of those in the text, from 0."""

    number: int


@dataclass
class Read:
    """What is read beside the words.

    `said` are the words of the text in their order, `noted` those of its notes. A fault is words
    near to it, what it is and what to do. `sources` are by address or by words; numbers up to
    `before` are left to those that were typed by hand. What was `listed` is not told again.
    """

    listed: bool = False
    before: int = 0
    inside_note: bool = False
    said: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)

    def note(self, what: str) -> None:
        """Note what was changed on the way; the same is noted once."""
        self.notes[what] = None

    def fault(self, node: Node, what: str, do: str) -> None:
        """Note what keeps the file from becoming a story."""
        self.faults.append((words_in(node), what, do))

    def unknown(self, node: Node, name: str, known: dict[str, Kind]) -> None:
        """Tell of a node that is not allowed, unless the look at the file has told of it."""
        self.said.append(words_in(node))
        if not (self.listed and name in LISTED):
            other = (f"something that stories have no place for ({name})", "Take it out.")
            self.fault(node, *{**LISTED, **known}.get(name, other))

    def cite(self, source: str, key: str) -> Run:
        """Return the number of a source, which is listed once."""
        self.sources.setdefault(key, source)
        return Run(f" [{self.before + 1 + list(self.sources).index(key)}]")


def words_in(node: Node) -> str:
    """Return all words below a node, or of a list of nodes."""
    match node:
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": "Str" | "MetaString", "c": str(text)}:
            return text
        case {"t": "Code" | "CodeBlock" | "Math" | "RawInline" | "RawBlock", "c": [_, str(text)]}:
            return text
        case {"t": "Link" | "Image", "c": [_, inner, _]}:
            return words_in(inner)
        case {"t": "Para" | "Plain" | "Header", "c": inner}:
            return f"{words_in(inner)} "
        case {"c": inner}:
            return words_in(inner)
        case list():
            return "".join(map(words_in, node))
        case _:
            return ""


def unwrapped(block: Node) -> list[Node]:
    """Return the blocks that a style or an indent is wrapped around."""
    match block:
        case {"t": "Div", "c": [_, inner]} | {"t": "BlockQuote", "c": inner}:
            return [each for node in inner for each in unwrapped(node)]
        case _:
            return [block]
