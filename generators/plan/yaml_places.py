"""Where the parts of a YAML text stand: nodes, lines, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generators.content.source import plain_scalar

_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)
BLOCK_STYLES = ("|", ">")


def plain(node: yaml.Node) -> object:
    """Return what a node says, by the rules of the loader of `content/`."""
    match node:
        case yaml.MappingNode():
            return {key.value: plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [plain(value) for value in node.value]
        case yaml.ScalarNode():
            return node.value if node.style else plain_scalar(node.value)
    raise TypeError(node)


def in_flow_style(node: yaml.Node) -> bool:
    """Return whether a node is a list or a map between brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


class Places:
    """The offsets of one YAML text, of which `root` is the tree of nodes."""

    def __init__(self, text: str, root: yaml.Node) -> None:
        self.text = text
        self.end_of_line = "\r\n" if "\r\n" in text else "\n"
        nodes = list(_walk(root))
        self._flows = [
            (node.start_mark.index, node.end_mark.index) for node in nodes if in_flow_style(node)
        ]
        self._values = [
            (self._value_start(node), self.end(node))
            for node in nodes
            if isinstance(node, yaml.ScalarNode)
        ]

    def end(self, node: yaml.Node) -> int:
        """Return the offset behind the last sign of a node, without the blank lines below it."""
        if isinstance(node, yaml.ScalarNode) and node.style in BLOCK_STYLES:
            start = node.start_mark.index
            return int(start + len(self.text[start : node.end_mark.index].rstrip()))
        if isinstance(node, yaml.ScalarNode) or in_flow_style(node) or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self.end(last[1] if isinstance(node, yaml.MappingNode) else last)

    def line_start(self, at: int) -> int:
        """Return the offset at which the line of an offset begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return the offset at which the line after an offset begins."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def in_flow(self, node: yaml.Node) -> bool:
        """Return whether a node stands between brackets."""
        return any(start <= node.start_mark.index < end for start, end in self._flows)

    def comments(self, start: int, end: int) -> list[str]:
        """Return the comments between two offsets: what begins with `#` and is no value."""
        found, at = [], start
        while sign := _COMMENT.search(self.text, at, end):
            here = sign.start()
            value_end = next((last for first, last in self._values if first <= here < last), 0)
            at = value_end or sign.end()
            if not value_end:
                found.append(sign[0].rstrip())
        return found

    def _value_start(self, node: yaml.Node) -> int:
        """Return where a value begins; the head of a block is none, and may bear a comment."""
        start = int(node.start_mark.index)
        is_block = isinstance(node, yaml.ScalarNode) and node.style in BLOCK_STYLES
        return self.line_end(start) if is_block else start


def _walk(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(key)
            yield from _walk(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _walk(value)
