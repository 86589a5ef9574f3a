"""Writes a document as one HTML file that stands alone: no script, nothing fetched."""

from __future__ import annotations

from html import escape

from generators.content.record import RIGHT_TO_LEFT
from generators.document.html import blocks_html, inlines_html
from generators.document.model import Document, text

_STYLE = """
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.55 "Segoe UI", system-ui,
  "Noto Sans", Arial, sans-serif; color: #1b2430; background: #fff; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.25; color: #14406b; }
.draft { color: #8a1c1c; font-weight: 700; }
.marking { font-weight: 700; text-align: center; }
.notice { border-inline-start: .3rem solid #14406b; background: #eef4f9; padding: .7rem 1rem; }
.notice-draft { border-color: #8a1c1c; background: #fbf0f0; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: start; font-weight: 600; }
th, td { text-align: start; vertical-align: top; padding: .4rem; border-bottom: 1px solid #c3ccd5; }
.parallel { table-layout: fixed; }
.parallel td { border: 0; padding: .1rem .6rem; }
.sub-clause, .sub-item { display: grid; grid-template-columns: 3rem 1fr; }
.sub-item { margin-inline-start: 3rem; }
footer { margin-top: 2rem; border-top: 1px solid; font-size: .9rem; color: #4a5560; }
.chart { margin: 1.5rem 0; overflow-x: auto; }
.chart svg { width: 100%; min-width: 30rem; height: auto; }
dt, dd { display: inline; margin: 0; } dt { font-weight: 600; } dt::after { content: ":"; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
.contents p { font-weight: 700; } .contents ul { list-style: none; padding: 0; }
.contents + * { break-before: page; }
.contents .level-3 { padding-inline-start: 1.5rem; }
.table-frame { overflow-x: auto; }
.wide { width: min(92vw, 84rem); margin-inline: calc(50% - min(46vw, 42rem)); font-size: .85rem; }
@page lying { size: A4 landscape; }
@media print { .wide { page: lying; width: auto; margin: 0; } body { max-width: none; margin: 0; } }
"""


def write_html(document: Document) -> bytes:
    """Return a resolved document as one HTML file."""
    blocks = document.plain_blocks
    direction = "rtl" if document.lang in RIGHT_TO_LEFT else "ltr"
    mark = "".join(
        f'<p class="{kind}">{escape(words)}</p>'
        for kind, words in (("marking", document.marking), ("draft", document.draft_mark))
        if words
    )
    about = " – ".join(filter(None, (document.title, text(document.subtitle))))
    lines = [
        "<!doctype html>",
        f'<html lang="{document.lang}" dir="{direction}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(about)}</title>",
        f"<style>{_STYLE}</style></head>",
        f"<body><main>{mark}",
        f"<h1>{escape(document.title)}</h1>",
        f"<p>{inlines_html(document.subtitle, _nowhere)}</p>",
        *blocks_html(blocks, _nowhere, document.lang),
        f"</main><footer><p>{inlines_html(document.footer, _nowhere)}</p>{mark}</footer>",
        "</body></html>",
    ]
    return ("\n".join(line for line in lines if line) + "\n").encode()


def _nowhere(target: str) -> str:
    """Return no address: a file that is sent has no site around it, so links are plain words."""
    return ""
