"""Slides, whatever they are written as: a title, one body, and notes for the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generators.content.prose import Inline
from generators.content.record import Language
from generators.document.model import Chart, Table

Layout = Literal["title", "section", "points", "table", "chart"]


@dataclass(frozen=True, slots=True)
class Point:
    """One paragraph of a slide: a bullet, or words below the bullet before it."""

    inlines: tuple[Inline, ...]
    below: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. Its title is like no other of its deck; `notes` are paragraphs.

    `points` fill a slide with the layout `points`; on a title or a section they stand below it.
    A `table` slide has a table, a `chart` slide a chart, of which the table stands after it.
    The sizes are in points; 0 is the layout's own.
    """

    layout: Layout
    title: tuple[Inline, ...]
    points: tuple[Point, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    notes: tuple[tuple[Inline, ...], ...] = ()
    title_size: float = 0.0
    body_size: float = 0.0
    footer_size: float = 0.0


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides in one language, from the title on.

    `created` is an ISO date. `footer` stands on every slide: that it is an example or a draft, and
    the marking.
    """

    title: str
    lang: Language
    slides: tuple[Slide, ...]
    footer: tuple[Inline, ...]
    created: str
