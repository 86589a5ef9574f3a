"""The places of a slide that words are set in, and how much room they have there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generators.reporting.briefing.measure import LEADING, line_count
from generators.reporting.briefing.slides import Layout, Point

SMALLEST = 18.0
LARGEST = 24.0
"""In points: smaller type cannot be read from the back of a room, larger makes too many slides."""
SMALLEST_FOOTER, SMALLEST_LABEL = 8.0, 11.0
"""Of footers, and of the names in a chart, which the table after it repeats."""
CELL = 7.2
"""The room at each side of the words of a table cell, in points; half of it above and below."""


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
    """The places of a slide: its title, its body or what stands below it, and its footer."""

    title: Box
    body: Box
    footer: Box


Frame = Mapping[Layout, Places]
