"""Writes slides as a PowerPoint file: real placeholders of real layouts, nothing beside them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO

from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide as PptxSlide

from generators.content.prose import Inline
from generators.document.model import Document, words
from generators.document.package import read_package, write_package
from generators.document.properties import core_properties, custom_properties
from generators.reporting.briefing.drawingml import Element, Pen, a, slide_number
from generators.reporting.briefing.fitting import fitted
from generators.reporting.briefing.layout_room import placeholders
from generators.reporting.briefing.pptx_chart import chart_frame
from generators.reporting.briefing.pptx_table import table_frame
from generators.reporting.briefing.rooms import Box
from generators.reporting.briefing.slide_base import SlideBase, opened
from generators.reporting.briefing.slides import Deck, Slide

_FOOTERS = ("ftr", "sldNum")


def write_pptx(deck: Deck, base: SlideBase) -> bytes:
    """Return a deck as one PowerPoint file on a base; the same deck gives the same bytes.

    Raises `TooLong` for a title that does not fit.
    """
    presentation = opened(base.parts)
    for slide in fitted(deck, base.frame).slides:
        _add(presentation, slide, deck, base)
    saved = BytesIO()
    presentation.save(saved)
    described = Document(
        deck.title,
        deck.lang,
        (),
        created=words(deck.created),
        identity=(("marking", deck.footer),),
    )
    parts = read_package(saved.getvalue())
    return write_package(
        parts
        | {
            "docProps/core.xml": core_properties(described),
            "docProps/custom.xml": custom_properties(described),
        }
    )


def _add(presentation: Presentation, slide: Slide, deck: Deck, base: SlideBase) -> None:
    place, boxes = base.places[slide.layout], base.frame[slide.layout]
    layout = presentation.slide_layouts[place.layout]
    made = presentation.slides.add_slide(layout)
    for shape in list(made.placeholders):
        idx = shape.placeholder_format.idx
        if idx == place.title:
            pen = Pen(deck.lang, slide.title_size, boxes.title.centred)
            _write(shape._element, [pen.paragraph(slide.title)])
        elif idx != place.body or not (slide.points or slide.table or slide.chart):
            shape._element.getparent().remove(shape._element)
        elif slide.points:
            _write(shape._element, _points(slide, deck, boxes.body))
        elif slide.table:
            table_frame(made, shape, slide.table, deck.lang)
        elif slide.chart:
            chart_frame(made, shape, slide.chart, deck.lang, slide.body_size)
    _add_footers(made, slide, deck, boxes.footer)
    _add_notes(made, slide.notes, deck)


def _points(slide: Slide, deck: Deck, box: Box) -> Iterable[Element]:
    for point in slide.points:
        level = box.levels[point.below]
        size = slide.body_size or (level.size if level.changed else 0.0)
        yield Pen(deck.lang, size, box.centred).paragraph(point.inlines, int(point.below))


def _write(shape: Element, paragraphs: Iterable[Element]) -> None:
    """Put paragraphs into a placeholder, whose words never shrink to fit."""
    body = shape.find(qn("p:txBody"))
    assert body is not None
    for old in list(body):
        body.remove(old)
    body.extend([a("bodyPr", a("noAutofit")), a("lstStyle"), *paragraphs])


def _add_footers(made: PptxSlide, slide: Slide, deck: Deck, box: Box) -> None:
    """Add footer and slide number in their places of the layout, which python-pptx leaves out."""
    there = placeholders(made.slide_layout)
    for kind in _FOOTERS:
        for shape in there.get(kind, [])[:1]:
            paragraph = (
                slide_number(deck.lang)
                if kind == "sldNum"
                else Pen(deck.lang, slide.footer_size, box.centred).paragraph(deck.footer)
            )
            made.shapes._spTree.append(_copied(made, shape, paragraph))


def _copied(made: PptxSlide, shape: Element, paragraph: Element) -> Element:
    """Return a placeholder of a layout as one of a slide, which takes its place and look."""
    new = deepcopy(shape)
    named = new.find(f".//{qn('p:cNvPr')}")
    assert named is not None
    named.set("id", str(max(each.shape_id for each in made.shapes) + 1))
    for holder in (qn("p:spPr"), qn("p:style")):
        for old in new.findall(holder):
            for child in list(old):
                old.remove(child)
            if holder == qn("p:style"):
                new.remove(old)
    _write(new, [paragraph])
    return new


def _add_notes(made: PptxSlide, notes: tuple[tuple[Inline, ...], ...], deck: Deck) -> None:
    if not notes:
        return
    frame = made.notes_slide.notes_text_frame
    assert frame is not None  # our notes master has a place for notes
    body = frame._txBody
    for old in body.findall(qn("a:p")):
        body.remove(old)
    body.extend(Pen(deck.lang).paragraph(note) for note in notes)
