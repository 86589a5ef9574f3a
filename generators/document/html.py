"""Writes blocks as HTML: escaped by construction, isolates as `bdi`, tables with scopes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

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
)
from generators.content.record import MASTER, RIGHT_TO_LEFT, Language
from generators.document.chart import chart_svg
from generators.document.model import (
    Chart,
    Clause,
    Contents,
    Counter,
    Facts,
    Notice,
    Parallel,
    PlainBlock,
    Row,
    SubClause,
    SubItem,
    Table,
    Wide,
    text,
)
from generators.document.outline import (
    caption_words,
    contents_title,
    laid_out,
    without_echoes,
)

_NUMBER = re.compile(r"\+?[0-9][0-9 ()-]*")
Address = Callable[[str], str]
"""Turns a link target, `kind:id`, into an address relative to the page it stands on; empty where
there is no such place, as in a file that stands alone."""
OUTSIDE = "outside:"
"""What the target of a link begins with that leads to another site; an https address follows."""


Escape = Callable[[str], str]


def escaped(words: str) -> str:
    """Return words as they stand in HTML text."""
    return escape(words, quote=False)


def inlines_html(inlines: Iterable[Inline], address: Address, plain: Escape = escaped) -> str:
    """Return inlines as HTML; `plain` escapes the words themselves."""
    return "".join(_inline(inline, address, plain) for inline in inlines)


def _inline(inline: Inline, address: Address, plain: Escape) -> str:
    match inline:
        case Text(words):
            return plain(words)
        case Isolate(words):
            # A phone number broken over two lines can be misread.
            whole = ' class="whole"' if _NUMBER.fullmatch(words) else ""
            return f'<bdi dir="ltr"{whole}>{plain(words)}</bdi>'
        case Emphasis(inner):
            return f"<em>{inlines_html(inner, address, plain)}</em>"
        case Strong(inner):
            return f"<strong>{inlines_html(inner, address, plain)}</strong>"
        case Link(target, inner):
            to, words = address(target), inlines_html(inner, address, plain)
            rel = ' rel="noreferrer"' if target.startswith(OUTSIDE) else ""
            return f'<a href="{escape(to)}"{rel}>{words}</a>' if to else words
        case Foreign(lang, inner):
            words = inlines_html(inner, address, plain)
            return f'<span lang="{lang}" dir="{_direction(lang)}">{words}</span>'
        case Inserted(inner):
            return f"<ins>{inlines_html(inner, address, plain)}</ins>"
        case Deleted(inner):
            return f"<del>{inlines_html(inner, address, plain)}</del>"
        case ClauseNumber(topic, number):
            return f'<a href="#clause-{topic}">{escape(number)}</a>'
        case _:
            raise TypeError(f"{inline} must be filled in before a page can show it")


def _direction(lang: str) -> str:
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


def blocks_html(
    blocks: Iterable[PlainBlock], address: Address, lang: Language = MASTER
) -> list[str]:
    """Return each block as one line of HTML; clauses, sub-clauses and items carry numbers."""
    numbers = Counter(lang)
    return [_block(block, address, numbers) for block in without_echoes(laid_out(blocks))]


def _block(block: PlainBlock, address: Address, numbers: Counter) -> str:
    match block:
        case Paragraph((Foreign(lang, inner),)):
            return f'<p lang="{lang}" dir="{_direction(lang)}">{inlines_html(inner, address)}</p>'
        case Paragraph(inlines):
            return f"<p>{inlines_html(inlines, address)}</p>"
        case Heading(level, inlines, _, anchor):
            name = f' id="{escape(anchor)}"' if anchor else ""
            return f"<h{level}{name}>{inlines_html(inlines, address)}</h{level}>"
        case BulletList(items, _, ordered):
            tag = "ol" if ordered else "ul"
            entries = "".join(f"<li>{inlines_html(item, address)}</li>" for item in items)
            return f"<{tag}>{entries}</{tag}>"
        case Quote(paragraphs):
            inside = "".join(f"<p>{inlines_html(p.inlines, address)}</p>" for p in paragraphs)
            return f"<blockquote>{inside}</blockquote>"
        case Notice(kind, inlines):
            return f'<p class="notice notice-{kind}">{inlines_html(inlines, address)}</p>'
        case Clause(topic, title):
            words = inlines_html(title, address)
            return f'<h3 id="clause-{topic}">{numbers.next_clause()} {words}</h3>'
        case SubClause(inlines, _):
            return _numbered("sub-clause", numbers.next_sub(), inlines, address)
        case SubItem(inlines):
            return _numbered("sub-item", numbers.next_item(), inlines, address)
        case Facts(entries):
            pairs = "".join(
                f"<div><dt>{escape(name)}</dt><dd>{inlines_html(value, address)}</dd></div>"
                for name, value in entries
            )
            return f"<dl>{pairs}</dl>"
        case Table():
            return _table(block, address, numbers.lang)
        case Parallel():
            return _parallel(block, address, numbers)
        case Chart():
            caption = escape(caption_words(block, numbers.lang))
            svg = chart_svg(block, numbers.lang)
            return f'<figure class="chart"><figcaption>{caption}</figcaption>{svg}</figure>'
        case Contents():
            return _contents(block, address, numbers.lang)
        case Wide(inner):
            lines = (_block(each, address, numbers) for each in without_echoes(inner))
            return f'<div class="wide">{"".join(lines)}</div>'
        case Picture(file, alt, _, width, height):
            source = f'src="{escape(address(f"picture:{file}"))}" alt="{escape(alt)}"'
            size = f'width="{width}" height="{height}"'
            return f'<p class="picture"><img {source} {size} loading="lazy"></p>'


def _parallel(block: Parallel, address: Address, numbers: Counter) -> str:
    """Return two texts side by side; the second counts along, and has no anchors of its own."""
    attributes = [f' lang="{lang}" dir="{_direction(lang)}"' for lang in block.langs]
    heads = zip(block.heads, attributes, strict=True)
    head = "".join(f'<th scope="col"{language}>{escape(name)}</th>' for name, language in heads)
    rows = []
    for first, second in block.rows:
        along = replace(numbers, lang=block.langs[1])
        left, right = (
            "".join(_block(block, address, counter) for block in blocks)
            for blocks, counter in ((first, numbers), (second, along))
        )
        cells = (left, re.sub(' id="clause-[^"]*"', "", right))
        pairs = zip(cells, attributes, strict=True)
        rows.append("".join(f"<td{language}>{cell}</td>" for cell, language in pairs))
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<table class="parallel"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _numbered(kind: str, number: str, inlines: Sequence[Inline], address: Address) -> str:
    words = inlines_html(inlines, address)
    return f'<p class="{kind}"><span class="number">{number}</span> <span>{words}</span></p>'


def _contents(block: Contents, address: Address, lang: Language) -> str:
    """Return a list of links; how deep an entry lies is told by its class alone."""
    entries = "".join(
        f'<li class="level-{entry.level}"><a href="#{escape(entry.anchor)}">'
        f"{inlines_html(entry.inlines, address)}</a></li>"
        for entry in block.entries
    )
    name = escape(contents_title(lang))
    return f'<nav class="contents" aria-label="{name}"><p>{name}</p><ul>{entries}</ul></nav>'


def _table(table: Table, address: Address, lang: Language) -> str:
    caption = escape(caption_words(table, lang))
    caption = f"<caption>{caption}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{inlines_html(cell, address)}</th>' for cell in table.header)
    names = [text(cell) for cell in table.header] if table.numbers else []
    rows = "".join(_row(row, address, table.named, names) for row in table.rows)
    kind = "sheet numbers" if table.numbers else "sheet"
    inside = f"{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="table-frame"><table class="{kind}">{inside}</table></div>'


def _row(row: Row, address: Address, named: bool, names: Sequence[str]) -> str:
    """Return a row; cells bear the names of their columns where a narrow screen needs them."""
    first, *rest = (inlines_html(cell, address) for cell in row.cells)
    head = f'<th scope="row">{first}</th>' if named else f"<td>{first}</td>"
    labels = [f' data-column="{escape(name)}"' for name in names[1:]] or [""] * len(rest)
    cells = (f"<td{label}>{cell}</td>" for label, cell in zip(labels, rest, strict=True))
    return f"<tr>{head}{''.join(cells)}</tr>"
