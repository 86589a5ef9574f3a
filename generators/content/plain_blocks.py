"""Tells the blocks of a body that is written plainly, without a parser.

Nearly every body is: paragraphs, headings and lists with an empty line between them, nothing inside
one another. To know one, it is enough to see how its lines begin; CommonMark's rules on what may
interrupt or continue a block never come into it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"(#{2,6} |- |)(\*{0,2}[^\s\0#>*+_~`<=0-9-](?:[^\n\r\0]*[^\s\0#])?)")
"""A line whose words begin no block, which ends in no blank, and a mark that may stand before.

Stars begin a list before a blank, and a rule where nothing else stands on the line.
"""


class PlainBlock(NamedTuple):
    """A block's first line, from 1; its mark, empty for a paragraph; and its lines without it."""

    line: int
    mark: str
    lines: list[str]


def plain_blocks(text: str) -> list[PlainBlock] | None:
    """Return the blocks of a body, or None where only a parser can tell them."""
    blocks: list[PlainBlock] = []
    line, before = 1, ""
    for block in text.split("\n\n"):
        lines = block.split("\n")
        found = [each for each in map(_LINE.fullmatch, lines) if each]
        marks = {each[1] for each in found}
        if len(found) < len(lines) or len(marks) > 1:
            return None
        mark = marks.pop()
        if (mark[:1] == "#" and len(lines) > 1) or mark == before == "- ":
            return None  # a heading is one line; items with an empty line between are one list
        blocks.append(PlainBlock(line, mark, [each[2] for each in found]))
        line, before = line + len(lines) + 1, mark
    return blocks
