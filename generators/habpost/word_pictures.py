"""Looks at the drawings of a Word file: which are pictures, and what keeps one out of a story.

Word keeps the whole of a picture that it shows cropped, recoloured or turned; who takes the file
out of it shows what was hidden. (DrawingML: ISO/IEC 29500-1, sections 20.1.8, 20.2 and 20.4.)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from generators.content.pictures import describes
from generators.habpost.tidy_words import PRIVATE, tidy
from generators.habpost.word_file import Link

Fault = tuple[str, str]
"""What a drawing is, as the object of a sentence, and what to do about it."""
_AS_PICTURE = "Save it as a picture (right click), and put that in."
_KINDS = {
    "chart": ("a chart", _AS_PICTURE),
    "chartex": ("a chart", _AS_PICTURE),
    "diagram": ("a SmartArt drawing", f"Write it as a list. Or: {_AS_PICTURE}"),
    "wordprocessingShape": ("a drawn shape", f"Take it out. Or: {_AS_PICTURE}"),
    "wordprocessingGroup": ("a group of shapes or pictures", _AS_PICTURE),
    "wordprocessingCanvas": ("a drawing canvas", _AS_PICTURE),
}
_TEXT_BOX = ("a text box", "Move its words into the text.")
_CHANGED = (
    "Word keeps all of it in the file. Change it in another program, or save it as a picture"
    " (right click), and put that in."
)
_SAY = "Right click it, choose View Alt Text, and say what one sees on it."
FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|tiff?|bmp|webp|heic|svg|[ew]mf)", re.IGNORECASE)
_BY_MACHINE = re.compile(
    r"automatically generated|AI-generated|générée? automatiquement|généré par l.IA"
    r"|generada automáticamente|generado por IA|automatisch generiert|تلقائي",
    re.IGNORECASE,
)
"""What Word writes under a description that nobody has written."""
_PLAIN_SHAPES = ("rect", "roundRect")
_NO = ("0", "false")


def not_a_picture(drawing: etree._Element) -> Fault | None:
    """Return what a `w:drawing` is when it is not one picture."""
    data = drawing.find(".//{*}graphicData")
    kind = "" if data is None else data.get("uri", "").rsplit("/", 1)[-1]
    if drawing.find(".//{*}txbxContent") is not None:
        return _TEXT_BOX
    if kind != "picture" or len(drawing.findall(".//{*}blip")) != 1:
        return _KINDS.get(kind, ("a drawing of a kind that is not known", _AS_PICTURE))
    return None


def old_drawing(drawing: etree._Element) -> Fault | None:
    """Return what a `w:pict` is, in the language of drawings of old files; None for a mere line."""
    if drawing.find(".//{*}txbxContent") is not None:
        return _TEXT_BOX
    if drawing.find(".//{*}imagedata") is not None:
        return "a picture as old files have it", "Save it as a picture, and put that in again."
    if any(name.endswith("}hr") for each in drawing.iter() for name in each.attrib):
        return None
    return "a drawn shape", f"Take it out. Or: {_AS_PICTURE}"


def part_of(drawing: etree._Element, links: Mapping[str, Link]) -> str:
    """Return the name of the part that holds the picture; empty where it lies elsewhere."""
    link = links.get(_blip(drawing, "embed"))
    return "" if link is None or link.outside else link.target


def alt_of(drawing: etree._Element) -> str:
    """Return what is said to be seen on a picture."""
    properties = drawing.find(".//{*}docPr")
    return "" if properties is None else tidy(properties.get("descr", "")).strip()


def picture_faults(
    drawing: etree._Element, links: Mapping[str, Link], parts: Collection[str]
) -> Iterator[Fault]:
    """Yield what is wrong with a picture: where it lies, how it is shown, what it is said to be."""
    link = links.get(_blip(drawing, "embed"))
    if _blip(drawing, "link") or (link and link.outside):
        yield "a picture that lies outside the file", "Insert the picture itself."
    elif link is None or link.target not in parts:
        yield "a picture that is not in the file", "Insert it again."
    if changed := ", ".join(_changes(drawing)):
        yield f"a picture that is shown {changed}", _CHANGED
    alt = alt_of(drawing)
    if _is_decoration(drawing):
        yield "a picture marked as decoration", f"Delete it. Or: {_SAY}"
    elif not alt:
        yield "a picture without alternative text", _SAY
    elif FILE_NAME.fullmatch(alt):
        yield "a picture with the name of a file as its alternative text", _SAY
    elif not describes(alt):
        yield f"a picture with no more than “{alt}” as its alternative text", _SAY
    elif _BY_MACHINE.search(alt):
        yield "a picture whose alternative text a program has written", _SAY
    elif re.search(r"[{}*]", alt) or PRIVATE.search(alt):
        yield "a picture with odd signs in its alternative text (`{`, `}`, `*` or another)", _SAY


def _changes(drawing: etree._Element) -> Iterator[str]:
    """Yield how a picture is shown other than it is."""
    shape, cut = drawing.find(".//{*}prstGeom"), drawing.find(".//{*}srcRect")
    outline = "" if shape is None else shape.get("prst", "rect")
    if (cut is not None and any(_number(value) > 0 for value in cut.attrib.values())) or (
        outline not in _PLAIN_SHAPES
    ):
        yield "cropped"
    if any(not str(each.tag).endswith("}extLst") for each in drawing.iterfind(".//{*}blip/*")):
        yield "in other colours"
    turned = drawing.find(".//{*}spPr/{*}xfrm")
    ways = () if turned is None else (turned.get(way, "0") for way in ("rot", "flipH", "flipV"))
    if any(way not in _NO for way in ways):
        yield "turned"
    properties = drawing.find(".//{*}docPr")
    if properties is not None and properties.get("hidden") in ("1", "true"):
        yield "nowhere, hidden"


def _is_decoration(drawing: etree._Element) -> bool:
    return any(each.get("val") in ("1", "true") for each in drawing.iter("{*}decorative"))


def _blip(drawing: etree._Element, name: str) -> str:
    """Return a relationship of the picture: `embed` for one within the file, `link` for others."""
    named = (
        str(value)
        for blip in drawing.iter("{*}blip")
        for key, value in blip.attrib.items()
        if str(key).endswith(f"}}{name}")
    )
    return next(named, "")


def _number(value: str | bytes) -> int:
    try:
        return int(value)
    except ValueError:
        return 1  # percentages of the strict form, such as 10%
