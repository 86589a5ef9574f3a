"""Lays slides out so that nothing leaves its place: measured, split, and never set too small.

A title is set smaller, down to 18 points; what fills a slide is not, but goes on on another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generators.content.prose import Emphasis, Foreign, Inline, Link, Strong, Text
from generators.content.record import Language
from generators.document.model import text, words
from generators.document.phrases import phrases
from generators.reporting.briefing.measure import tokens
from generators.reporting.briefing.rooms import SMALLEST, SMALLEST_FOOTER, Box, Frame, Places
from generators.reporting.briefing.slides import Deck, Point, Slide
from generators.reporting.briefing.table_fitting import chart_size, table_parts


class TooLong(Exception):
    """Raised for a title that does not fit even when set small; says which."""


def fitted(deck: Deck, frame: Frame) -> Deck:
    """Return the deck with each title in a size that fits, and full slides split.

    Raises `TooLong`.
    """
    slides = [part for each in deck.slides for part in _split(each, frame[each.layout], deck.lang)]
    sized = (_sized(each, deck, frame[each.layout]) for each in slides)
    return replace(deck, slides=tuple(sized))


def _sized(slide: Slide, deck: Deck, places: Places) -> Slide:
    """Return a slide with the sizes of its words, where the layout's own are too large."""
    title = _size([Point(slide.title)], places.title, bold=True)
    footer = _size([Point(deck.footer)], places.footer, bold=True, smallest=SMALLEST_FOOTER)
    body = 0.0
    if slide.layout in ("title", "section"):
        body = _size(slide.points, places.body, bold=False)
    elif slide.chart:
        body = chart_size(slide.chart, places.body)
    return replace(slide, title_size=title, body_size=body, footer_size=footer)


def _size(points: Sequence[Point], box: Box, *, bold: bool, smallest: float = SMALLEST) -> float:
    """Return the largest size in which points fit, in steps of two points; 0 for the layout's."""
    size = box.levels[0].size
    while box.height_of(points, size, bold=bold) > box.height:
        size -= 2
        if size < smallest:
            begins = f"“{text(points[0].inlines)[:60]}…”"
            raise TooLong(
                f"{begins} is too long for its slide. Shorten it, or choose a base with more room"
            )
    return 0.0 if size == box.levels[0].size else size


def _split(slide: Slide, places: Places, lang: Language) -> list[Slide]:
    """Return a slide, or those that it must be spread over, numbered in their titles."""
    if slide.layout == "points":
        pages = list(_pages(slide.points, places.body))
        parts = [replace(slide, points=page) for page in pages]
    elif slide.table:
        parts = [replace(slide, table=part) for part in table_parts(slide.table, places.body)]
    else:
        return [slide]
    if len(parts) < 2:
        return parts
    say = phrases(lang)
    counted = say(" ({part} of {total})")
    return [
        replace(part, title=(*slide.title, *_whole(counted.format(part=at, total=len(parts)))))
        for at, part in enumerate(parts, 1)
    ]


def _whole(counted: str) -> tuple[Inline, ...]:
    """Return which part of how many a slide is, not to be broken over lines."""
    return words(" " + counted.strip().replace(" ", "\N{NO-BREAK SPACE}"))


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
