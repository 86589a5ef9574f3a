"""Writes slides as one HTML file that stands alone and prints a slide a page: no script at all."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.chart import chart_svg
from generators.document.html import blocks_html, inlines_html
from generators.document.phrases import phrases
from generators.reporting.briefing.slides import Deck, Point, Slide

_STYLE = """
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1b2430; background: #fff;
  font: 1.15rem/1.5 "Segoe UI", system-ui, "Noto Sans", Arial, sans-serif; }
section { border: 1px solid #c3ccd5; border-top: .5rem solid #14406b; margin: 0 0 1.5rem;
  padding: 1rem 2rem; }
h1, h2 { line-height: 1.25; color: #14406b; margin-top: .5rem; }
.title, .section { background: #14406b; color: #fff; padding-block: 2rem; }
.title h1, .section h2, .title .foot, .section .foot { color: #fff; }
.title .foot, .section .foot { border-color: #fff; }
li { margin-block: .5rem; }
.below { margin: .2rem 0 0; font-size: 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; }
th, td { padding: .4rem; border-bottom: 1px solid #c3ccd5; text-align: start; }
svg { max-width: 100%; height: auto; }
details { margin-top: 1rem; font-size: 1rem; }
.foot { border-top: 1px solid #c3ccd5; font-size: .85rem; color: #4a5560; margin-bottom: 0; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { max-width: none; padding: 0; }
  section { break-after: page; break-inside: avoid; margin: 0; }
  section:last-of-type { break-after: auto; }
  details { display: none; }
  svg { max-height: 120mm; }
  th, td { padding: .15rem .4rem; }
  .title, .section { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def write_slides_html(deck: Deck) -> bytes:
    """Return a deck as one HTML file; every slide says what it is marked as."""
    direction = "rtl" if deck.lang in RIGHT_TO_LEFT else "ltr"
    foot = f'<p class="foot">{inlines_html(deck.footer, _nowhere)}</p>'
    lines = [
        "<!doctype html>",
        f'<html lang="{deck.lang}" dir="{direction}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(deck.title)}</title>",
        f"<style>{_STYLE}</style></head>",
        "<body><main>",
    ]
    for number, slide in enumerate(deck.slides, 1):
        level = 1 if slide.layout == "title" else 2
        title = inlines_html(slide.title, _nowhere)
        lines += [
            f'<section class="{slide.layout}" aria-labelledby="slide-{number}">',
            f'<h{level} id="slide-{number}">{title}</h{level}>',
            *_body(slide, deck.lang),
            f"{foot}</section>",
        ]
    return ("\n".join([*lines, "</main></body></html>"]) + "\n").encode()


def _body(slide: Slide, lang: Language) -> Iterator[str]:
    if slide.layout == "title":
        yield from (f"<p>{inlines_html(p.inlines, _nowhere)}</p>" for p in slide.points)
    elif slide.points:
        yield f"<ul>{''.join(_items(slide.points))}</ul>"
    if slide.chart:
        yield f"<figure>{chart_svg(slide.chart, lang)}</figure>"
    if slide.table:
        yield from blocks_html([slide.table], _nowhere, lang)
    if slide.notes:
        say = phrases(lang)
        notes = "".join(f"<p>{inlines_html(note, _nowhere)}</p>" for note in slide.notes)
        name = escape(say("Notes"))
        yield f"<details><summary>{name}</summary>{notes}</details>"


def _items(points: tuple[Point, ...]) -> Iterator[str]:
    """Yield list items; what stands below a point stands inside its item."""
    for number, point in enumerate(points):
        words = inlines_html(point.inlines, _nowhere)
        if point.below:
            yield f'<p class="below">{words}</p>'
        else:
            yield f"{'</li>' if number else ''}<li>{words}"
    yield "</li>"


def _nowhere(target: str) -> str:
    """Return no address: a file that is sent has no site around it."""
    return ""
