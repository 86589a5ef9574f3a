"""What slides stand on: a master with its layouts, and where these have room for what.

Our own lies as plain parts in `base/`; `slide_master` makes one of an organisation's file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import inf
from pathlib import Path

import pptx
from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.package import write_package
from generators.reporting.briefing.rooms import (
    LARGEST,
    SMALLEST,
    SMALLEST_FOOTER,
    Box,
    Frame,
    Level,
    Places,
)
from generators.reporting.briefing.slides import Layout

FOLDER = Path(__file__).parent / "base"
POINT = 12700
"""English Metric Units in a point (ISO/IEC 29500-1, 20.1.10.16)."""
TITLES = ("ctrTitle", "title")
BODIES: Mapping[Layout, tuple[str, ...]] = {
    "title": ("subTitle", "body", "obj"),
    "section": ("body", "subTitle", "obj"),
    "points": ("obj", "body"),
    "table": ("tbl", "obj", "body"),
    "chart": ("chart", "obj", "body"),
}
"""The placeholders that may hold the body of each kind of slide, the best first."""
Parts = Mapping[str, bytes]
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Place:
    """A layout, by its number in the master, and its placeholders for title and body."""

    layout: int
    title: int
    body: int


@dataclass(frozen=True)
class SlideBase:
    """A presentation without slides, the layouts that are used of it, and the room they give."""

    parts: Parts
    places: Mapping[Layout, Place]
    frame: Frame


def own_base(lang: Language) -> SlideBase:
    """Return our own base; in languages that run right to left it is mirrored."""
    return _own(lang in RIGHT_TO_LEFT)


@cache
def _own(mirrored: bool) -> SlideBase:
    parts = own_parts()
    if mirrored:
        for name in parts:
            if name.startswith(("ppt/slideMasters/slide", "ppt/slideLayouts/slide")):
                parts[name] = _mirrored(parts[name])
    order: tuple[Layout, ...] = ("title", "section", "points", "table", "chart")
    return base_of(parts, {each: number for number, each in enumerate(order)})


def own_parts() -> dict[str, bytes]:
    """Return the parts of our own base."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in files}


def _mirrored(part: bytes) -> bytes:
    """Return a part of our own base with what stood on the left on the right."""

    def moved(found: re.Match[bytes]) -> bytes:
        left, wide = int(found[1]), int(found[3])
        return b'<a:off x="%d" %s<a:ext cx="%d"' % (12192000 - left - wide, found[2], wide)

    return re.sub(rb'<a:off x="(\d+)" (y="\d+"/>)<a:ext cx="(\d+)"', moved, part)


def base_of(parts: Parts, layouts: Mapping[Layout, int]) -> SlideBase:
    """Return a base of the parts of a presentation, with the numbers of the layouts to use."""
    presentation = opened(parts)
    places, frame = {}, {}
    for kind, number in layouts.items():
        layout = presentation.slide_layouts[number]
        title, body = _find(layout, TITLES), _find(layout, BODIES[kind])
        footer = _find(layout, ("ftr",))
        assert title is not None
        assert body is not None
        assert footer is not None
        places[kind] = Place(number, _idx(title), _idx(body))
        largest = LARGEST if kind in ("points", "table", "chart") else inf
        frame[kind] = Places(
            _box(layout, title, inf),
            _box(layout, body, largest),
            _box(layout, footer, inf, smallest=SMALLEST_FOOTER),
        )
    return SlideBase(parts, places, frame)


def opened(parts: Parts) -> Presentation:
    """Return the parts of a presentation as one to work on."""
    return pptx.Presentation(BytesIO(write_package(parts)))


def _find(layout: SlideLayout, kinds: tuple[str, ...]) -> Element | None:
    found = placeholders(layout)
    return next((found[kind][0] for kind in kinds if kind in found), None)


def placeholders(layout: SlideLayout) -> dict[str, list[Element]]:
    """Return the placeholders of a layout by their type; one without a type is an `obj`."""
    found: dict[str, list[Element]] = {}
    for shape in layout._element.iter(qn("p:sp")):
        place = shape.find(f".//{qn('p:ph')}")
        if place is not None:
            found.setdefault(place.get("type", "obj"), []).append(shape)
    return found


def _idx(shape: Element) -> int:
    place = shape.find(f".//{qn('p:ph')}")
    assert place is not None
    return int(place.get("idx", "0"))


def _box(layout: SlideLayout, shape: Element, largest: float, smallest: float = SMALLEST) -> Box:
    """Return the room that a placeholder of a layout gives, and how words are set in it."""
    chain = list(_chain(layout, shape))
    size = _first(chain, lambda each: each.find(f"{qn('p:spPr')}/{qn('a:xfrm')}/{qn('a:ext')}"))
    wide, high = (int(size.get(name, "0")) for name in ("cx", "cy")) if size is not None else (0, 0)
    left, right, top, bottom = (_inset(chain, name) for name in ("lIns", "rIns", "tIns", "bIns"))
    styles = list(_styles(layout, shape, chain))
    return Box(
        (wide - left - right) / POINT,
        (high - top - bottom) / POINT,
        (_level(styles, 1, smallest, largest), _level(styles, 2, smallest, largest)),
        max(int(_given(styles, 1, "lnSpc/spcPct", "val") or 100_000) / 100_000, 1.0),
        _given(styles, 1, "", "algn") == "ctr",
    )


def _chain(layout: SlideLayout, shape: Element) -> Iterator[Element]:
    """Yield a placeholder and the one of the master that it inherits from (19.3.1.36)."""
    yield shape
    kind = shape.find(f".//{qn('p:ph')}").get("type", "obj")  # type: ignore[union-attr]
    wanted = "title" if kind in TITLES else "ftr" if kind == "ftr" else "body"
    for other in layout.slide_master._element.iter(qn("p:sp")):
        place = other.find(f".//{qn('p:ph')}")
        if place is not None and place.get("type", "obj") == wanted:
            yield other


def _styles(layout: SlideLayout, shape: Element, chain: list[Element]) -> Iterator[Element]:
    """Yield the lists of styles that hold for a placeholder, the nearest first."""
    for each in chain:
        style = each.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
        if style is not None:
            yield style
    kind = shape.find(f".//{qn('p:ph')}").get("type", "obj")  # type: ignore[union-attr]
    name = {"ftr": "otherStyle"}.get(kind, "titleStyle" if kind in TITLES else "bodyStyle")
    style = layout.slide_master._element.find(f"{qn('p:txStyles')}/{qn(f'p:{name}')}")
    if style is not None:
        yield style


def _level(styles: list[Element], number: int, smallest: float, largest: float) -> Level:
    own = int(_given(styles, number, "defRPr", "sz") or 1800) / 100
    size = min(max(own, smallest), largest)
    points = int(_given(styles, number, "spcBef/spcPts", "val") or 0) / 100
    share = int(_given(styles, number, "spcBef/spcPct", "val") or 0) / 100_000
    indent = int(_given(styles, number, "", "marL") or 0) / POINT
    return Level(size, points or share * size, indent, size != own)


def _given(styles: list[Element], number: int, path: str, name: str) -> str:
    """Return an attribute of a level in the nearest style that gives it; `` where none does."""
    for style in styles:
        found = style.find(qn(f"a:lvl{number}pPr"))
        for step in filter(None, path.split("/")):
            found = found.find(qn(f"a:{step}")) if found is not None else None
        if found is not None and found.get(name):
            return str(found.get(name))
    return ""


def _first(chain: list[Element], seek: Callable[[Element], Element | None]) -> Element | None:
    return next((found for each in chain if (found := seek(each)) is not None), None)


def _inset(chain: list[Element], name: str) -> int:
    """Return the margin inside a placeholder; the defaults are those of 21.1.2.1.1."""
    found = (each.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}") for each in chain)
    given = (each.get(name) for each in found if each is not None)
    default = 91440 if name in ("lIns", "rIns") else 45720
    return int(next((value for value in given if value), default))
