"""Charts of slides: native ones, which follow the colours of the master and can be edited.

The workbook in a chart holds the numbers that it shows and no others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.chart.chart import Chart as PptxChart
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as PptxSlide
from pptx.util import Pt

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.model import Chart
from generators.document.package import read_package, write_package
from generators.document.properties import LOCALES
from generators.reporting.briefing.drawingml import Element
from generators.reporting.briefing.pptx_table import put_into

_COLOURS = (
    MSO_THEME_COLOR.ACCENT_1,
    MSO_THEME_COLOR.ACCENT_2,
    MSO_THEME_COLOR.ACCENT_3,
    MSO_THEME_COLOR.ACCENT_4,
    MSO_THEME_COLOR.ACCENT_5,
    MSO_THEME_COLOR.ACCENT_6,
)
_MIDDLE = 0.18
"""The luminance that black and white stand out from equally (WCAG 2.2, contrast ratio)."""


def chart_frame(
    slide: PptxSlide, place: BaseShape, chart: Chart, lang: Language, size: float
) -> None:
    """Put a chart of stacked bars into a placeholder, its words in a size in points."""
    data: Any = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    data.categories = [bar.name for bar in chart.bars]
    for at, part in enumerate(chart.bars[0].parts):
        data.add_series(part.series, [bar.parts[at].value for bar in chart.bars])
    box = (place.left, place.top, place.width, place.height)
    frame: Any = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *box, data)
    made = frame.chart
    _styled(made, lang, size)
    _labelled(made, size, _accents(slide))
    workbook = made.part.chart_workbook
    workbook.update_from_xlsx_blob(_same_bytes(workbook.xlsx_part.blob))
    put_into(frame._element, place, chart.caption, chart.alt)


def _styled(chart: PptxChart, lang: Language, size: float) -> None:
    chart.font.size = Pt(size)
    for properties in chart._chartSpace.iter(qn("a:defRPr")):
        properties.set("lang", LOCALES[lang])
    for name in ("axId", "crossAx"):  # python-pptx writes negative ones, which are no UInt32
        for each in chart._chartSpace.iter(qn(f"c:{name}")):
            each.set("val", each.get("val", "").lstrip("-"))
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    areas, values = chart.category_axis, chart.value_axis
    areas.reverse_order = True
    areas.format.line.fill.background()
    areas.has_major_gridlines = values.has_major_gridlines = False
    values.visible = False
    values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    if lang in RIGHT_TO_LEFT:
        values.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for axis in chart._chartSpace.iter(qn("c:noMultiLvlLbl")):
        axis.addprevious(_every_name())  # none is left out where they stand close


def _every_name() -> Element:
    return etree.Element(qn("c:tickLblSkip"), val="1")


def _labelled(chart: PptxChart, size: float, accents: Sequence[float]) -> None:
    """Give each series a colour of the theme, and its numbers what can be read on it."""
    for number, series in enumerate(chart.plots[0].series):
        at = number % len(_COLOURS)
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = _COLOURS[at]
        labels = series.data_labels
        labels.show_value = True
        labels.position = XL_LABEL_POSITION.CENTER
        labels.number_format, labels.number_format_is_linked = "0;;;", False
        labels.font.size, labels.font.bold = Pt(size), True
        light = accents[at] > _MIDDLE
        ink = MSO_THEME_COLOR.TEXT_1 if light else MSO_THEME_COLOR.BACKGROUND_1
        labels.font.color.theme_color = ink


def _accents(slide: PptxSlide) -> list[float]:
    """Return the relative luminance of the accents of a slide's theme (WCAG 2.2)."""
    theme = slide.slide_layout.slide_master.part.part_related_by(LINK.THEME).blob
    found = []
    for number in range(1, len(_COLOURS) + 1):
        [accent] = etree.fromstring(theme).iter(qn(f"a:accent{number}"))
        plain = accent[0].tag == qn("a:srgbClr")
        found.append(_luminance(accent[0].get("val" if plain else "lastClr") or "000000"))
    return found


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _same_bytes(workbook: bytes) -> bytes:
    """Return a workbook without the moment at which it was made, as stored entries."""
    parts = read_package(workbook)
    core = parts["docProps/core.xml"]
    moment = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
    parts["docProps/core.xml"] = re.sub(moment, rb"\g<1>1980-01-01T00:00:00Z", core)
    return write_package(parts)
