"""Tables of slides, native and in the place of a placeholder."""

from __future__ import annotations

from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as PptxSlide
from pptx.util import Emu, Pt

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.model import Table
from generators.reporting.briefing.drawingml import Element, Pen
from generators.reporting.briefing.measure import LEADING
from generators.reporting.briefing.rooms import CELL, SMALLEST

_STYLE = "{3C2FFA5D-87B4-456A-9821-1D502468CF0F}"
"""Light Style 1 – Accent 1, which PowerPoint and others know by this number."""


def table_frame(slide: PptxSlide, place: BaseShape, table: Table, lang: Language) -> None:
    """Put a table into a placeholder, its header row marked as such."""
    box = (place.left, place.top, place.width, place.height)
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.header), *box)
    made = frame.table
    for at, share in enumerate(table.widths):
        made.columns[at].width = Emu(place.width * share // 100)
    rows = [table.header, *(row.cells for row in table.rows)]
    for number, (row, cells) in enumerate(zip(made.rows, rows, strict=True)):
        row.height = Pt(SMALLEST * LEADING + CELL)
        for at, (cell, inlines) in enumerate(zip(row.cells, cells, strict=True)):
            heads = number == 0 or (at == 0 and table.named)
            pen = Pen(lang, SMALLEST, bold=heads, align="" if at == 0 else "ctr")
            text = cell._tc.get_or_add_txBody()
            for old in text.findall(qn("a:p")):
                text.remove(old)
            text.append(pen.paragraph(inlines))
            cell.margin_left = cell.margin_right = Pt(CELL)
            cell.margin_top = cell.margin_bottom = Pt(CELL / 2)
    made.first_col, made.horz_banding = table.named, False
    properties = made._tbl.tblPr
    assert properties is not None
    for style in properties.iter(qn("a:tableStyleId")):
        style.text = _STYLE
    if lang in RIGHT_TO_LEFT:
        properties.set("rtl", "1")
    put_into(frame._element, place, table.caption, table.caption)


def put_into(frame: Element, place: BaseShape, name: str, alt: str) -> None:
    """Make a frame the content of a placeholder, as PowerPoint does, with its description."""
    named = frame.find(f".//{qn('p:cNvPr')}")
    assert named is not None
    named.set("name", name)
    named.set("descr", alt)
    old = place._element
    mark = old.find(f".//{qn('p:ph')}")
    holder = frame.find(f".//{qn('p:nvPr')}")
    assert mark is not None
    assert holder is not None
    holder.insert(0, mark)
    above = old.getparent()
    assert above is not None
    above.replace(old, frame)
