"""Writes slides as PDF, PDF/UA-1 and PDF/A-2a, a page a slide, as our own slide base shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generators.content.record import RIGHT_TO_LEFT
from generators.document.model import Chart, Table
from generators.document.pdf import set_pages, typst_inlines, typst_string
from generators.reporting.briefing.fitting import fitted
from generators.reporting.briefing.slide_base import own_base
from generators.reporting.briefing.slides import Deck, Point, Slide

LAYOUT = (Path(__file__).parent / "slides.typ").read_text(encoding="utf-8")
_TITLE, _LINES = 36, 20
"""The sizes of words on the first slide and of titles of sections, as the base has them."""


def write_slides_pdf(deck: Deck) -> bytes:
    """Return a deck as PDF; the same deck gives the same bytes.

    Raises `TooLong` for a title that does not fit, `PdfRefused` as `write_pdf` does.
    """
    made = fitted(deck, own_base(deck.lang).frame)
    dark = [str(n) for n, s in enumerate(made.slides, 1) if s.layout in ("title", "section")]
    setup = ", ".join(
        (
            f"title: {typst_string(deck.title)}",
            f"lang: {typst_string(deck.lang)}",
            f"dir: {'rtl' if deck.lang in RIGHT_TO_LEFT else 'ltr'}",
            f"footer: [{typst_inlines(deck.footer)}]",
            f"dark: ({', '.join(dark)},)",
        )
    )
    pages = "\n#pagebreak()\n".join("\n".join(_slide(each)) for each in made.slides)
    return set_pages(f"{LAYOUT}\n#show: deck.with({setup})\n\n{pages}\n", deck.created)


def _slide(slide: Slide) -> Iterator[str]:
    title = f"[{typst_inlines(slide.title)}]"
    if slide.layout == "title":
        lines = "".join(f"[{typst_inlines(point.inlines)}], " for point in slide.points)
        sizes = slide.title_size or _TITLE, slide.body_size or _LINES
        yield f"#title-slide({title}, {sizes[0]}pt, ({lines}), {sizes[1]}pt)"
        return
    if slide.layout == "section":
        yield f"#section-slide({title}, {slide.title_size or _TITLE}pt)"
        return
    yield f"#slide-title(2, {slide.title_size or 30}pt, {title})"
    if slide.points:
        yield from _points(slide.points)
    if slide.table:
        yield _table(slide.table)
    if slide.chart:
        yield _chart(slide.chart, slide.body_size)


def _points(points: tuple[Point, ...]) -> Iterator[str]:
    """Yield the points as one list; what stands below a point belongs to it."""
    items: list[tuple[str, list[str]]] = []
    for each in points:
        words = f"[{typst_inlines(each.inlines)}]"
        if not each.below:
            items.append((words, []))
        elif items:
            items[-1][1].append(words)
        else:
            yield f"#block(text(size: 20pt, {words}))"
    if items:
        made = (f"point({words}, ({''.join(f'{b}, ' for b in below)}))" for words, below in items)
        yield f"#list({', '.join(made)})"


def _table(table: Table) -> str:
    columns = ", ".join(f"{width}fr" for width in table.widths)
    head = ", ".join(f"[{typst_inlines(cell)}]" for cell in table.header)
    cells = []
    for row in table.rows:
        first, *rest = (f"[{typst_inlines(cell)}]" for cell in row.cells)
        cells += [f"strong({first})" if table.named else first, *rest]
    return f"#slide-table(({columns},), ({head},), ({', '.join(cells)},))"


def _chart(chart: Chart, size: float) -> str:
    series = "".join(f"{typst_string(part.series)}, " for part in chart.bars[0].parts)
    bars = "".join(
        f"({typst_string(bar.name)}, ({''.join(f'{part.value}, ' for part in bar.parts)})), "
        for bar in chart.bars
    )
    return f"#slide-chart({typst_string(chart.alt)}, {size}pt, ({series}), ({bars}))"
