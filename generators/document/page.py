"""Writes pages as Markdown sources.

Headings are Markdown, for the builder's table of contents; everything else is HTML, which no
builder and no macro changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from generators.content.prose import Heading
from generators.content.record import MASTER, Language
from generators.document.addresses import addresses_from
from generators.document.html import Address, blocks_html, escaped, inlines_html
from generators.document.model import PlainBlock

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!-])")
"""The signs that Python-Markdown takes literally after a backslash, and only those."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: its address below the language folder, without `.html`.

    `origin` is the file in `content/` that it is made from, `description` the plain summary;
    an `unlisted` page is not found by the search, and one of `detail` comes after others there.
    """

    path: str
    title: str
    blocks: tuple[PlainBlock, ...]
    origin: str
    description: str = ""
    unlisted: bool = False
    detail: bool = False


def page_source(page: Page, lang: Language = MASTER) -> str:
    """Return the Markdown source of a whole page in a language, front matter included."""
    matter = {
        "title": page.title,
        "description": page.description,
        "unlisted": page.unlisted,
        "detail": page.detail,
        "render_macros": False,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in matter.items()]
    body = blocks_source(page.blocks, addresses_from(page.path), lang)
    heading = _heading(1, _literal(page.title), "")
    return "\n".join(["---", *lines, "---", "", heading, "", body, ""])


def blocks_source(blocks: Iterable[PlainBlock], address: Address, lang: Language = MASTER) -> str:
    """Return blocks as they stand in a Markdown source."""
    given = list(blocks)
    html = blocks_html(given, address, lang)
    return "\n\n".join(
        _heading(block.level, inlines_html(block.inlines, address, _literal), block.anchor)
        if isinstance(block, Heading)
        else line
        for block, line in zip(given, html, strict=True)
    )


def _heading(level: int, words: str, anchor: str) -> str:
    name = f" {{: #{anchor} }}" if anchor else ""
    return f"{'#' * level} {words}{name}"


def _literal(words: str) -> str:
    """Return words for a Markdown heading with every sign taken literally, on one line."""
    return _MARKDOWN_SIGNS.sub(r"\\\1", escaped(words.replace("\n", " ")))
