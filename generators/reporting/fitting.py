"""Lays slides out so that nothing leaves its place: measured, split, and never set too small.

A title is set smaller, down to 18 points; what fills a slide is not, but goes on on another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from generators.content.prose import Emphasis, Foreign, Inline, Link, Strong, Text
from generators.content.record import Language
from generators.document.model import Row, Table, text, words
from generators.document.phrases import phrases
from generators.reporting.measure import LEADING, line_count, tokens, width
from generators.reporting.slides import Deck, Layout, Point, Slide

SMALLEST = 18.0
LARGEST = 24.0
"""In points: smaller type cannot be read from the back of a room, larger makes too many slides."""
CELL = 7.2
"""The room at each side of the words of a table cell, in points; half of it above and below."""


class TooLong(Exception):
    """Raised for a title that does not fit even when set small; says which."""


@dataclass(frozen=True, slots=True)
class Level:
    """How paragraphs of a level are set: size, space before and indent in points.

    `changed` says that the layout has another size, so that ours must be written.
    """

    size: float
    before: float
    indent: float
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A place for words, its margins taken off: width and height in points.

    `levels` are those of points and of what stands below them; `spacing` is 1.0 for single lines.
    In a `centred` one words stand in the middle.
    """

    width: float
    height: float
    levels: tuple[Level, Level]
    spacing: float = 1.0
    centred: bool = False

    def height_of(self, points: Sequence[Point], size: float = 0.0, *, bold: bool = False) -> float:
        """Return the height of points, all in one size if one is given."""
        return sum(self._height(each, size, bold=bold) for each in points)

    def _height(self, point: Point, size: float, *, bold: bool) -> float:
        level = self.levels[point.below]
        size = size or level.size
        room = (self.width - level.indent) / size
        lines = line_count(point.inlines, room, bold=bold)
        return lines * size * LEADING * self.spacing + level.before


@dataclass(frozen=True, slots=True)
class Places:
    """The two places of a slide with words: its title, and its body or what stands below it."""

    title: Box
    body: Box


Frame = Mapping[Layout, Places]


def fitted(deck: Deck, frame: Frame) -> Deck:
    """Return the deck with each title in a size that fits, and full slides split.

    Raises `TooLong`.
    """
    slides = [part for each in deck.slides for part in _split(each, frame[each.layout], deck.lang)]
    return replace(deck, slides=tuple(_sized(each, frame[each.layout]) for each in slides))


def _sized(slide: Slide, places: Places) -> Slide:
    """Return a slide with the sizes of its words, where the layout's own are too large."""
    title = _size([Point(slide.title)], places.title, bold=True)
    body = 0.0
    if slide.layout in ("title", "section"):
        body = _size(slide.points, places.body, bold=False)
    return replace(slide, title_size=title, body_size=body)


def _size(points: Sequence[Point], box: Box, *, bold: bool) -> float:
    """Return the largest size in which points fit, in steps of two points; 0 for the layout's."""
    size = box.levels[0].size
    while box.height_of(points, size, bold=bold) > box.height:
        size -= 2
        if size < SMALLEST:
            raise TooLong(
                f"“{text(points[0].inlines)[:60]}…” is too long for its slide. Shorten it"
            )
    return 0.0 if size == box.levels[0].size else size


def _split(slide: Slide, places: Places, lang: Language) -> list[Slide]:
    """Return a slide, or those that it must be spread over, numbered in their titles."""
    if slide.layout == "points":
        pages = list(_pages(slide.points, places.body))
        parts = [replace(slide, points=page) for page in pages]
    elif slide.table:
        parts = [replace(slide, table=part) for part in _tables(slide.table, places.body)]
    else:
        return [slide]
    if len(parts) < 2:
        return parts
    say = phrases(lang)
    counted = say(" ({part} of {total})")
    return [
        replace(part, title=(*slide.title, *words(counted.format(part=at, total=len(parts)))))
        for at, part in enumerate(parts, 1)
    ]


def _pages(points: Sequence[Point], box: Box) -> Iterator[tuple[Point, ...]]:
    """Yield points by the slide, equally full; what stands below stays with its own."""
    groups: list[list[Point]] = []
    for point in points:
        for part in _paragraphs(point, box):
            if part.below and groups and box.height_of([*groups[-1], part]) <= box.height:
                groups[-1].append(part)
            else:
                groups.append([part])
    pages = _filled(groups, box, box.height)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        even = _filled(groups, box, box.height * share)
        if len(even) == len(pages):
            pages = even
            break
    yield from map(tuple, pages)


def _filled(groups: Sequence[list[Point]], box: Box, most: float) -> list[list[Point]]:
    pages: list[list[Point]] = []
    for group in groups:
        if pages and box.height_of([*pages[-1], *group]) <= most:
            pages[-1] += group
        else:
            pages.append([*group])
    return pages


def _paragraphs(point: Point, box: Box) -> Iterator[Point]:
    """Yield a point, or its parts where it alone is more than a slide holds."""
    while box.height_of([point]) > box.height:
        flat = [piece for inline in point.inlines for piece in _pieces(inline)]
        low, high = 1, len(flat)
        while high - low > 1:
            middle = (low + high) // 2
            fits = box.height_of([replace(point, inlines=tuple(flat[:middle]))]) <= box.height
            low, high = (middle, high) if fits else (low, middle)
        yield replace(point, inlines=tuple(flat[:low]))
        if low == len(flat):
            return
        point = replace(point, inlines=tuple(flat[low:]))
    yield point


def _pieces(inline: Inline) -> Iterator[Inline]:
    """Yield an inline word by word, each marked as the whole is."""
    match inline:
        case Text():
            yield from (Text(word) for word, _ in tokens([inline]))
        case Emphasis(inner) | Strong(inner):
            yield from (type(inline)((p,)) for each in inner for p in _pieces(each))
        case Foreign(name, inner) | Link(name, inner):
            yield from (type(inline)(name, (p,)) for each in inner for p in _pieces(each))
        case _:
            yield inline


def _widths(table: Table, box: Box) -> tuple[int, ...]:
    """Return widths with which no word of a column but the first is broken."""
    rows = [table.header, *(row.cells for row in table.rows)]
    shares = []
    for column in range(1, len(table.header)):
        found = [word for row in rows for word, _ in tokens(row[column])]
        wide = max((width(word.rstrip(), bold=True) for word in found), default=0.0)
        shares.append(ceil(100 * (wide * SMALLEST + 2 * CELL) / box.width))
    return (max(100 - sum(shares), 20), *shares)


def _tables(table: Table, box: Box) -> Iterator[Table]:
    """Yield a table by the slide, its header on each."""
    table = replace(table, widths=_widths(table, box))
    header = row_height(table.header, table, box, bold=True)
    rows: list[Row] = []
    used = header
    for row in table.rows:
        high = row_height(row.cells, table, box)
        if rows and used + high > box.height:
            yield replace(table, rows=tuple(rows))
            rows, used = [], header
        rows.append(row)
        used += high
    yield replace(table, rows=tuple(rows))


def row_height(
    cells: Sequence[tuple[Inline, ...]], table: Table, box: Box, *, bold: bool = False
) -> float:
    """Return the height of a row of a table in points."""
    lines = [
        line_count(cell, (box.width * share / 100 - 2 * CELL) / SMALLEST, bold=bold)
        for cell, share in zip(cells, table.widths, strict=True)
    ]
    return max(lines) * SMALLEST * LEADING + CELL
