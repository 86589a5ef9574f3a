"""How much room the placeholders of a layout give, and how words are set in them.

What a placeholder does not say it takes from the one of its master, and that from the styles of
the master (ISO/IEC 29500-1, 19.3.1.36 and 19.3.1.52).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree
from pptx.oxml.ns import qn
from pptx.slide import SlideLayout

from generators.reporting.briefing.rooms import SMALLEST, Box, Level

POINT = 12700
"""English Metric Units in a point (ISO/IEC 29500-1, 20.1.10.16)."""
TITLES = ("ctrTitle", "title")
Element = etree._Element


def find(layout: SlideLayout, kinds: tuple[str, ...]) -> Element | None:
    """Return the placeholder of a layout of the first of these types that it has."""
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


def idx(shape: Element) -> int:
    """Return the number by which a slide refers to a placeholder of its layout."""
    place = shape.find(f".//{qn('p:ph')}")
    assert place is not None
    return int(place.get("idx", "0"))


def room_of(layout: SlideLayout, shape: Element, largest: float, smallest: float = SMALLEST) -> Box:
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


def _kind(shape: Element) -> str:
    """Return the type of a placeholder, `obj` where it names none (19.7.10)."""
    place = shape.find(f".//{qn('p:ph')}")
    return "obj" if place is None else place.get("type", "obj")


def _chain(layout: SlideLayout, shape: Element) -> Iterator[Element]:
    """Yield a placeholder and the one of the master that it inherits from (19.3.1.36)."""
    yield shape
    kind = _kind(shape)
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
    kind = _kind(shape)
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
