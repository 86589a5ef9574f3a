"""What slides stand on: a master with its layouts, and where these have room for what.

Our own lies as plain parts in `base/`; `slide_master` makes one of an organisation's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import inf
from pathlib import Path

import pptx
from pptx.presentation import Presentation

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.package import write_package
from generators.reporting.briefing.layout_room import TITLES, find, idx, room_of
from generators.reporting.briefing.rooms import LARGEST, SMALLEST_FOOTER, Frame, Places
from generators.reporting.briefing.slides import Layout

FOLDER = Path(__file__).parent / "base"
BODIES: Mapping[Layout, tuple[str, ...]] = {
    "title": ("subTitle", "body", "obj"),
    "section": ("body", "subTitle", "obj"),
    "points": ("obj", "body"),
    "table": ("tbl", "obj", "body"),
    "chart": ("chart", "obj", "body"),
}
"""The placeholders that may hold the body of each kind of slide, the best first."""
Parts = Mapping[str, bytes]


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
        title, body = find(layout, TITLES), find(layout, BODIES[kind])
        footer = find(layout, ("ftr",))
        assert title is not None
        assert body is not None
        assert footer is not None
        places[kind] = Place(number, idx(title), idx(body))
        largest = LARGEST if kind in ("points", "table", "chart") else inf
        frame[kind] = Places(
            room_of(layout, title, inf),
            room_of(layout, body, largest),
            room_of(layout, footer, inf, smallest=SMALLEST_FOOTER),
        )
    return SlideBase(parts, places, frame)


def opened(parts: Parts) -> Presentation:
    """Return the parts of a presentation as one to work on."""
    return pptx.Presentation(BytesIO(write_package(parts)))
