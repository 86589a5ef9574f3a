"""A PowerPoint file of the organisation as base of slides: one master, its layouts, its theme.

Nothing else of it is taken. Slides, notes, comments, properties, macros and custom data stay
behind, since they would travel to whoever receives a briefing; so does our own notes page stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.oxml.ns import qn
from pptx.slide import SlideLayout

from generators.document.foreign_parts import Unfit, linked_part, xml
from generators.document.package import FIRST, Damaged, read_package
from generators.reporting.briefing.layout_room import TITLES, placeholders
from generators.reporting.briefing.master_parts import Copied, links_by_id
from generators.reporting.briefing.slide_base import BODIES, SlideBase, base_of, opened
from generators.reporting.briefing.slides import Layout

_OLE = b"\xd0\xcf\x11\xe0"
"""How the files of PowerPoint before 2007 begin, and those with a password."""
_KINDS = {
    "presentationml.template": "is a template (.potx). Save it as a presentation (.pptx)",
    "presentationml.slideshow": "is a slide show (.ppsx). Save it as a presentation (.pptx)",
    "wordprocessingml": "is a Word file with another ending. Choose a presentation (.pptx)",
    "spreadsheetml": "is an Excel file with another ending. Choose a presentation (.pptx)",
}
_NAMES: Mapping[Layout, str] = {
    "title": "title slide",
    "section": "section header",
    "points": "title and content",
}
_TYPES: Mapping[Layout, tuple[str, ...]] = {
    "title": ("title",),
    "section": ("secHead",),
    "points": ("obj", "tx"),
    "table": ("tbl",),
    "chart": ("chart",),
}
"""The types of layouts (ISO/IEC 29500-1, 19.7.15), which are the same in any language."""
_LEAST_WIDTH, _LEAST_HEIGHT = 240.0, 48.0
"""In points: a place that is smaller holds no words that can be read from the back of a room."""


def slide_master(data: bytes) -> SlideBase:
    """Return a base with the master, layouts and theme of a presentation.

    The first of its masters that has all layouts that a briefing needs is taken; layouts are told
    by their type, not by their name. Raises `Unfit`, with what is missing.
    """
    if data.startswith(_OLE):
        raise Unfit("is of before 2007 (.ppt), or has a password. Save it as .pptx without one")
    try:
        given = read_package(data)
        main = _main_part(given)
        return _taken(given, main)
    except Damaged as error:
        raise Unfit(f"cannot be read as a .pptx file: {error}. Save it again") from None
    except (KeyError, IndexError, ValueError, etree.XMLSyntaxError):
        raise Unfit(
            "cannot be read as a .pptx file. Open it in PowerPoint, save it again"
        ) from None


def _main_part(given: Mapping[str, bytes]) -> str:
    """Return the name of the part that is the presentation; refuse any other kind of file."""
    links = xml(given["_rels/.rels"])
    [link] = [each for each in links if each.get("Type") == LINK.OFFICE_DOCUMENT]
    main = linked_part("", link)
    types = {each.get("PartName"): str(each.get("ContentType")) for each in xml(given[FIRST])}
    kind = types.get(f"/{main}", "")
    if "macroEnabled" in kind or any(name.endswith("vbaProject.bin") for name in given):
        raise Unfit("holds macros. Save it as .pptx, which has none")
    for sign, message in _KINDS.items():
        if sign in kind:
            raise Unfit(message)
    if kind != TYPE.PML_PRESENTATION_MAIN:
        raise Unfit("is no PowerPoint presentation. Choose a .pptx file")
    return main


def _taken(given: Mapping[str, bytes], main: str) -> SlideBase:
    presentation, by_id = xml(given[main]), links_by_id(given, main)
    missing: list[str] = []
    for each in presentation.iter(qn("p:sldMasterId")):
        name = linked_part(main, by_id[each.get(qn("r:id"))])
        parts = Copied(given, presentation).parts_of(name)
        layouts, lacking = _layouts(parts)
        if not lacking:
            base = base_of(parts, layouts)
            _needs_room(base)
            return base
        missing = missing or lacking
    raise Unfit(
        f"lacks what a briefing needs: {'; '.join(missing) or 'a slide master'}."
        " Add it in PowerPoint, under View, Slide Master"
    )


def _layouts(parts: Mapping[str, bytes]) -> tuple[dict[Layout, int], list[str]]:
    """Return the layouts of a master by what they are for, and what is missing, in words."""
    there = list(opened(parts).slide_layouts)
    found: dict[Layout, int] = {}
    lacking: list[str] = []
    for kind, types in _TYPES.items():
        fits = [n for n, each in enumerate(there) if each._element.get("type") in types]
        whole = [n for n in fits if not any(_missing(there[n], kind))]
        if whole:
            found[kind] = whole[0]
        elif kind in _NAMES:
            lacks = next(map(_joined, (_missing(there[n], kind) for n in fits)), "")
            reason = f" (“{there[fits[0]].name}” has no {lacks})" if fits else ""
            lacking.append(f"a layout of the type “{_NAMES[kind]}”{reason}")
        elif "points" in found:
            found[kind] = found["points"]
    return found, lacking


def _joined(names: Iterator[str]) -> str:
    return ", ".join(names)


def _missing(layout: SlideLayout, kind: Layout) -> Iterator[str]:
    """Yield the placeholders that a layout of some kind lacks."""
    there = placeholders(layout).keys()
    for name, kinds in (
        ("title", TITLES),
        ("place for words", BODIES[kind]),
        ("footer", ("ftr",)),
        ("slide number", ("sldNum",)),
    ):
        if there.isdisjoint(kinds):
            yield name


def _needs_room(base: SlideBase) -> None:
    for kind, places in base.frame.items():
        for box in (places.title, places.body) if kind != "section" else (places.title,):
            if box.width - box.levels[1].indent < _LEAST_WIDTH or box.height < _LEAST_HEIGHT:
                name = _NAMES.get(kind, kind)
                raise Unfit(
                    f"leaves too little room on its layout “{name}”. Make its places larger"
                )
