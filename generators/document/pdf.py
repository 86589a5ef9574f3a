"""Writes a document as PDF with typst: tagged, PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

Words enter typst as string literals, never as markup, so nothing in them can be read as code.
Fonts come with the program and system fonts are off: a missing letter fails, it is never a box.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import typst

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
from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.chart import chart_svg
from generators.document.model import (
    Chart,
    Clause,
    Contents,
    Counter,
    Document,
    Facts,
    Notice,
    Parallel,
    PlainBlock,
    SubClause,
    SubItem,
    Table,
    Wide,
    text,
)
from generators.document.outline import (
    LOWEST,
    caption_words,
    contents_title,
    laid_out,
    without_echoes,
)
from generators.document.typesetter import compiler

LAYOUT = (Path(__file__).parent / "layout.typ").read_text(encoding="utf-8")


class PdfRefused(Exception):
    """Raised when a document cannot be set without breaking a standard; says which rule."""


def write_pdf(document: Document) -> bytes:
    """Return a resolved document as PDF; the same document gives the same bytes.

    Raises `PdfRefused` where the document breaks a rule of the standards or would lack letters.
    """
    return set_pages(typst_source(document), text(document.created))


def set_pages(source: str, day: str) -> bytes:
    """Return a typst program as PDF of both standards, made on an ISO date, or none if empty.

    Raises `PdfRefused`.
    """
    created = dt.datetime.fromisoformat(day or "1980-01-01").replace(tzinfo=dt.UTC)
    try:
        made, warnings = compiler().compile_with_warnings(
            source.encode(),  # may raise on a lone surrogate, which no font has either
            format="pdf",
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(created.timestamp()),
        )
    except (typst.TypstError, UnicodeEncodeError) as error:
        raise PdfRefused(str(error)) from None
    if warnings:  # such as an unknown font, with which whole pages print empty
        raise PdfRefused("; ".join(warning.message for warning in warnings))
    assert isinstance(made, bytes)  # one file: a list only comes with an output of many images
    return made


def typst_source(document: Document) -> str:
    """Return the typst program that sets a resolved document."""
    rtl = document.lang in RIGHT_TO_LEFT
    setup = ", ".join(
        (
            f"title: {typst_string(document.title)}",
            f"lang: {typst_string(document.lang)}",
            f"dir: {'rtl' if rtl else 'ltr'}",
            f"draft: {typst_string(document.draft_mark)}",
            f"marking: {typst_string(document.marking)}",
            f"footer: [{typst_inlines(document.footer)}]",
            f"subtitle: [{typst_inlines(document.subtitle)}]",
        )
    )
    lines = [LAYOUT, f"#show: sheet.with({setup})", ""]
    counter = Counter(document.lang)
    for block in without_echoes(laid_out(document.plain_blocks)):
        lines += _block(block, counter)
    return "\n".join(lines) + "\n"


def typst_string(words: str) -> str:
    """Return words as a string literal, in which nothing can be read as code."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "\\t"}
    return '"' + "".join(signs.get(sign, sign) for sign in words) + '"'


def typst_inlines(inlines: Iterable[Inline]) -> str:
    """Return inlines as they stand in typst markup."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(words):
            return f"#{typst_string(words)};"
        case Isolate(words):
            return f"#isolate({typst_string(words)});"
        case Emphasis(inner):
            return f"#emph[{typst_inlines(inner)}];"
        case Strong(inner):
            return f"#strong[{typst_inlines(inner)}];"
        case Link(_, inner):
            return typst_inlines(inner)
        case Foreign(lang, inner):
            direction = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
            return f"#foreign({typst_string(lang)}, {direction}, [{typst_inlines(inner)}]);"
        case Inserted(inner):
            return f"#underline[{typst_inlines(inner)}];"
        case Deleted(inner):
            return f"#strike[{typst_inlines(inner)}];"
        case ClauseNumber(topic, number):
            return f"#link(label({typst_string(f'clause-{topic}')}), {typst_string(number)});"
        case _:
            raise TypeError(f"{inline} must be filled in before it can be set")


def _block(block: PlainBlock, counter: Counter) -> Iterator[str]:
    match block:
        case Paragraph(inlines):
            yield f"#par[{typst_inlines(inlines)}]"
        case Heading(level, inlines):
            yield f"#heading(level: {level})[{typst_inlines(inlines)}]"
        case Clause(topic, title):
            name = typst_string(f"clause-{topic}")
            number = typst_string(counter.next_clause())
            yield f"#clause({number}, [{typst_inlines(title)}], label({name}))"
        case SubClause(inlines, leads):
            sticky = "true" if leads else "false"
            number = typst_string(counter.next_sub())
            yield f"#sub({number}, [{typst_inlines(inlines)}], sticky: {sticky})"
        case SubItem(inlines):
            yield f"#item({typst_string(counter.next_item())}, [{typst_inlines(inlines)}])"
        case BulletList(items, _, ordered):
            entries = ", ".join(f"[{typst_inlines(item)}]" for item in items)
            yield f"#{'enum' if ordered else 'list'}({entries})"
        case Quote(paragraphs):
            yield (
                "#quote(block: true)["
                + "".join(f"#par[{typst_inlines(p.inlines)}]" for p in paragraphs)
                + "]"
            )
        case Notice(kind, inlines):
            yield f"#notice({typst_string(kind)}, [{typst_inlines(inlines)}])"
        case Facts(entries):
            yield from (
                f"#par[*#{typst_string(name)};*: {typst_inlines(value)}]" for name, value in entries
            )
        case Table():
            yield _table(block, counter.lang)
        case Parallel():
            yield _parallel(block, counter)
        case Chart(alt=alt):
            svg, caption = chart_svg(block, counter.lang), caption_words(block, counter.lang)
            yield f"#chart({typst_string(svg)}, {typst_string(alt)}, {typst_string(caption)})"
        case Contents():
            yield f"#contents({typst_string(contents_title(counter.lang))}, {LOWEST})"
        case Wide(inner):
            yield "#wide["
            for each in without_echoes(inner):
                kept = isinstance(each, Facts)  # they tell of the table that stands below
                lines = _block(each, counter)
                yield from (f"#block(sticky: true)[{line}]" if kept else line for line in lines)
            yield "]"
        case Picture(file):
            raise TypeError(f"{file}: pictures stand in stories, which are no PDF files")


def _parallel(block: Parallel, counter: Counter) -> str:
    """Return two texts side by side; the second counts along, and has no labels of its own."""
    heads = ", ".join(typst_string(name) for name in block.heads)
    cells = []
    for left, right in block.rows:
        along = replace(counter, lang=block.langs[1])
        for blocks, numbers in ((left, counter), (right, along)):
            lines = [line for block in blocks for line in _block(block, numbers)]
            if blocks is right:
                lines = [_LABEL.sub(", none)", line) for line in lines]
            cells.append(f"[{' '.join(lines)}]")
    first, second = (f'"{lang}"' for lang in block.langs)
    turned = [("rtl" if lang in RIGHT_TO_LEFT else "ltr") for lang in block.langs]
    return (
        f"#parallel(({heads}), ({first}, {second}), ({turned[0]}, {turned[1]}),"
        f" ({', '.join(cells)},))"
    )


_LABEL = re.compile(r', label\("clause-[^"]*"\)\)$')


def _table(block: Table, lang: Language) -> str:
    columns = ", ".join(f"{width}fr" for width in block.widths)
    head = ", ".join(f"[{typst_inlines(cell)}]" for cell in block.header)
    rows = ", ".join(_cells(row.cells, named=block.named) for row in block.rows)
    tall = "true" if block.to_fill else "false"
    caption = typst_string(caption_words(block, lang))
    listed = f"({rows},)" if rows else "()"
    return f"#sheet-table(({columns},), ({head},), {listed}, caption: {caption}, tall: {tall})"


def _cells(cells: Sequence[tuple[Inline, ...]], *, named: bool) -> str:
    first, *rest = (f"[{typst_inlines(cell)}]" for cell in cells)
    return ", ".join([f"strong({first})" if named else first, *rest])
