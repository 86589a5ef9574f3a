"""Changes a YAML text only where it is to say something else: comments, order and style stay.

The text is composed into nodes that know their places, and edited at these places. Whatever comes
out is read again; unless it says exactly what was wanted, and keeps each comment, it is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import yaml

from generators.content.source import parse_yaml
from generators.plan.yaml_places import BLOCK_STYLES, Places, in_flow_style, plain
from generators.plan.yaml_text import block, flow, value_text

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*(?P<comment>[^\r\n]*)")


class Unpatchable(Exception):
    """Raised where a text is written in a way that cannot be edited without a loss."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text that takes the place of what stands between two offsets."""

    start: int
    end: int
    text: str


def patched(text: str, wanted: object) -> str:
    """Return a YAML text that says `wanted`, other than before only where it said otherwise.

    `wanted` holds maps, lists, text, whole numbers and truth values. The keys of its maps stand in
    the order in which new ones are to be written. Raises `Unpatchable`.
    """
    places, root = _composed(text)
    edits = list(enumerate(_Editor(places).edits(root, wanted, 0)))
    made = text
    # From the end, so that no edit moves the place of another; at one place, what is put in last.
    for _, edit in sorted(edits, key=lambda e: (e[1].start, e[1].end, e[0]), reverse=True):
        made = made[: edit.start] + edit.text + made[edit.end :]
    read = parse_yaml(made, "")
    if read.problems or read.value != wanted or comments(text) - comments(made):
        raise Unpatchable
    return made


def comments(text: str) -> Counter[str]:
    """Return each comment of a YAML text and how often it stands there."""
    return Counter(_composed(text)[0].comments(0, len(text)))


def _composed(text: str) -> tuple[Places, yaml.Node]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:  # stricter in places than the parser that reads content
        raise Unpatchable from None
    if root is None:
        raise Unpatchable
    return Places(text, root), root


class _Editor:
    """Yields the edits that make the nodes of one text say something else."""

    def __init__(self, places: Places) -> None:
        self.places, self.text = places, places.text

    def edits(self, node: yaml.Node, wanted: object, column: int) -> Iterator[_Edit]:
        """Yield the edits of one node; `column` is where the key stands that it belongs to."""
        if plain(node) == wanted:
            return
        match node, wanted:
            case _ if in_flow_style(node) and _is_another(node, wanted):
                yield _Edit(node.start_mark.index, node.end_mark.index, flow(wanted))
            case yaml.MappingNode(), dict() if wanted:
                yield from self.in_map(node, wanted)
            case yaml.SequenceNode(), list() if wanted and node.value:
                yield from self.in_list(node, wanted)
            case yaml.ScalarNode(), _:
                yield self.replaced(node, wanted, column)
            case _:
                raise Unpatchable

    def in_map(self, node: yaml.MappingNode, wanted: Mapping[str, object]) -> Iterator[_Edit]:
        kept = {key.value: value for key, value in node.value if key.value in wanted}
        keys, values = [key for key, _ in node.value], [value for _, value in node.value]
        for at, key in enumerate(keys):
            if key.value in kept:
                yield from self.edits(values[at], wanted[key.value], key.start_mark.column)
            else:
                yield self.without(node, keys, values, at)
        before = next((key for key in wanted if key in kept), None)
        for name, value in wanted.items():
            if name in kept:
                before = name
            elif node.flow_style and before:
                end = self.places.end(kept[before])
                yield _Edit(end, end, f", {name}: {flow(value)}")
            else:
                lines = block(name, value, node.start_mark.column)
                yield (
                    self.lines_after(kept[before], lines) if before else self.lines_at(node, lines)
                )

    def in_list(self, node: yaml.SequenceNode, wanted: list[object]) -> Iterator[_Edit]:
        items, inner = node.value, node.start_mark.column + 2
        old, new = [repr(plain(item)) for item in items], [repr(value) for value in wanted]
        for _, start, end, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
            both = min(end - start, last - first)
            for at, value in zip(range(start, start + both), wanted[first:], strict=False):
                if in_flow_style(node) or _alike(items[at], value):
                    yield from self.edits(items[at], value, inner)
                else:
                    yield self.without(node, items, items, at)
                    yield self.put_in(node, at + 1, value)
            for at in range(start + both, end):
                yield self.without(node, items, items, at)
            for value in wanted[first + both : last]:
                yield self.put_in(node, start + both, value)

    def put_in(self, node: yaml.SequenceNode, at: int, value: object) -> _Edit:
        """Return the edit that writes a new entry of a list in front of the one at a number."""
        if node.flow_style:
            place = self.places.end(node.value[at - 1]) if at else node.value[0].start_mark.index
            return _Edit(place, place, f", {flow(value)}" if at else f"{flow(value)}, ")
        lines = block("", value, node.start_mark.column)
        if at:
            return self.lines_after(node.value[at - 1], lines)
        return self.lines_at(node, lines)

    def without(
        self, node: yaml.Node, starts: Sequence[yaml.Node], values: Sequence[yaml.Node], at: int
    ) -> _Edit:
        """Return the edit that takes out an entry; comments beside it stay, each on its line."""
        start, end = starts[at].start_mark.index, self.places.end(values[at])
        if in_flow_style(node):
            if at:
                return _Edit(self.places.end(values[at - 1]), end, "")
            return _Edit(start, starts[1].start_mark.index if len(starts) > 1 else end, "")
        if isinstance(node, yaml.SequenceNode):
            start = self.dash(node, start)
        first, last = self.own_line(start), self.places.line_end(end)
        pad = " " * node.start_mark.column
        kept = [f"{pad}{comment}" for comment in self.places.comments(first, last)]
        return _Edit(first, last, self.joined(kept))

    def replaced(self, node: yaml.ScalarNode, wanted: object, column: int) -> _Edit:
        """Return the edit that gives a scalar other words, in the way that it is written in."""
        start, end = node.start_mark.index, self.places.end(node)
        used = start - self.places.line_start(start)
        if node.style in BLOCK_STYLES and (head := _BLOCK_HEAD.match(self.text, start)):
            comment = head["comment"].rstrip()
            made = value_text(wanted, column, used, comment=comment, in_block=True)
        elif self.places.in_flow(node) or self.places.comments(end, self.places.line_end(end)):
            made = flow(wanted)
        else:
            made = value_text(wanted, column, used)
        gap = "" if start == 0 or self.text[start - 1].isspace() else " "
        return _Edit(start, end, gap + made.replace("\n", self.places.end_of_line))

    def lines_after(self, node: yaml.Node, lines: list[str]) -> _Edit:
        """Return the edit that writes lines below the last one of a node."""
        at = self.places.line_end(self.places.end(node))
        if at == len(self.text) and not self.text.endswith("\n"):
            return _Edit(at, at, self.places.end_of_line + self.joined(lines).rstrip("\r\n"))
        return _Edit(at, at, self.joined(lines))

    def lines_at(self, node: yaml.Node, lines: list[str]) -> _Edit:
        """Return the edit that writes lines above the first one of a node."""
        place = self.own_line(node.start_mark.index)
        return _Edit(place, place, self.joined(lines))

    def dash(self, node: yaml.SequenceNode, before: int) -> int:
        """Return the offset of the dash of an entry that begins at an offset."""
        column = node.start_mark.column
        line = self.text.rfind("\n" + " " * column + "-", 0, before + 1)
        return line + 1 + column if line >= 0 else node.start_mark.index

    def own_line(self, at: int) -> int:
        """Return the start of a line on which nothing stands before an offset."""
        start = self.places.line_start(at)
        if self.text[start:at].strip():
            raise Unpatchable
        return start

    def joined(self, lines: list[str]) -> str:
        return "".join(line.rstrip(" ") + self.places.end_of_line for line in lines)


def _alike(node: yaml.Node, wanted: object) -> bool:
    """Return whether one can become the other without being written anew."""
    return isinstance(node, yaml.ScalarNode) or type(plain(node)) is type(wanted)


def _is_another(node: yaml.Node, wanted: object) -> bool:
    """Return whether what stands between brackets is written anew as a whole.

    So is what loses several entries: taken out one by one, two neighbours would both take the comma
    between them.
    """
    match plain(node), wanted:
        case (dict(old), dict(new)) | (list(old), list(new)):
            gone = sum(each not in new for each in old)
            return gone > 1 or gone == len(old) or not new
    return True
