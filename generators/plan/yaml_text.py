"""Values as YAML text that every reader of YAML takes for the same: plain, quoted or in blocks."""

from __future__ import annotations

import json
import re

import yaml
from yaml.resolver import Resolver

from generators.content.source import plain_scalar

WIDTH = 100
"""The longest line that is written where words can be folded (YAML 1.2.2, section 8.1.3)."""
_FLOW_SIGNS = re.compile(r"[,\[\]{}:?]")
_PLAIN = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
_BLANK = re.compile(r"(?<=\S) (?=\S)")


def value_text(
    value: object, column: int, used: int, *, comment: str = "", in_block: bool = False
) -> str:
    """Return a value as it stands behind its key, which begins at a column.

    `used` is how much of the line stands before it. What is too long for the line becomes a block;
    `in_block` asks for one, and `comment` stands in its first line.
    """
    line = flow(value) if not isinstance(value, str) else _quoted_if_needed(value, in_flow=False)
    if not isinstance(value, str) or not _fits_a_block(value):
        return line
    if not in_block and "\n" not in value and used + len(line) <= WIDTH:
        return line
    pad = " " * (column + 2)
    if "\n" in value:
        lines = [f"{pad}{each}" if each else "" for each in value.split("\n")]
        return "\n".join([f"|-{comment}", *lines])
    return "\n".join([f">-{comment}", *(f"{pad}{each}" for each in _folded(value, len(pad)))])


def block(key: str, value: object, column: int) -> list[str]:
    """Return an entry of a map on lines of its own, or of a list where it has no key."""
    pad, head = " " * column, f"{key}:" if key else "-"
    match value:
        case dict():
            inner = [line for name, each in value.items() for line in block(name, each, column + 2)]
            if key:
                return [f"{pad}{head}", *inner]
            return [f"{pad}- {inner[0].lstrip()}", *inner[1:]]
        case [dict(), *_]:
            items = [line for each in value for line in block("", each, column + 2)]
            return [f"{pad}{head}", *items]
        case _:
            text = value_text(value, column, column + len(head) + 1)
            return f"{pad}{head} {text}".split("\n")


def flow(value: object) -> str:
    """Return a value on one line, as it may stand anywhere."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
        case str():
            return _quoted_if_needed(value, in_flow=True)
        case _:
            return str(value)


def _quoted_if_needed(text: str, *, in_flow: bool) -> str:
    """Return text as a plain scalar where no reader takes it for anything else, else in quotes."""
    plain = (
        text[:1].isalnum()
        and text.isprintable()
        and text == text.strip()
        and not re.search(r":(\s|$)|\s#", text)
        and not (in_flow and _FLOW_SIGNS.search(text))
        and plain_scalar(text) == text
        and _resolved(text) in _PLAIN
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


def _resolved(text: str) -> str:
    """Return the tag that YAML 1.1 gives a plain scalar, which other programs may still go by."""
    resolver = Resolver()
    tag = resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return str(tag)


def _fits_a_block(text: str) -> bool:
    """Return whether text may stand in a block without signs that say how it is indented."""
    lines = text.split("\n")
    return (
        bool(text)
        and text == text.strip()
        and all(line == line.rstrip() and not line.startswith("\t") for line in lines)
        and all(line.isprintable() or "\N{NO-BREAK SPACE}" in line for line in lines)
    )


def _folded(text: str, indent: int) -> list[str]:
    """Return text in lines that YAML folds into one again, broken at single blanks only."""
    lines = [""]
    for word in _BLANK.split(text):
        if lines[-1] and indent + len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
