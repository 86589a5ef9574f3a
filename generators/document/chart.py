"""Stacked bars as SVG (SVG 1.1) and as PNG.

The picture names itself and tells what it shows; each series has a pattern besides its colour, and
its numbers stand in it, so that nothing hangs on colours (WCAG 2.2, 1.4.1). Names stand above their
bars, where they have the whole width in any language; right-to-left languages read from the right.
"""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.document.marks import number
from generators.document.model import Bar, Chart
from generators.document.typesetter import compiler

WIDTH, LONGEST = 640, 570
"""The width of a chart, and that of its longest bar, in units of the drawing."""
LINE, THICK, GAP, SIGN, EDGE, BESIDE = 19, 19, 9, 8, 2, 333
_SIGNS_A_LINE = 92
_INK, _GROUND = "#14406b", "#ffffff"
_LOOKS = (
    ("#14406b", ""),
    (
        "#dce8f2",
        '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="#14406b" stroke-width="2"/>',
    ),
    ("#fdf0d5", '<circle cx="4" cy="4" r="1.8" fill="#7a4b00"/>'),
    ("#ffffff", '<path d="M0,4 h8" stroke="#7a4b00"/>'),
    ("#e3e6ea", '<path d="M4,0 v8" stroke="#4a5560" stroke-width="2"/>'),
    ("#ffffff", '<path d="M0,0 l8,8 M8,0 l-8,8" stroke="#8a1c1c"/>'),
)
"""The ground of each series and the pattern on it, which alone tells them apart."""


def chart_svg(chart: Chart, lang: Language) -> str:
    """Return a chart as one SVG element that stands alone or in a page."""
    return _Drawing(chart, lang, f"chart-{zlib.crc32(repr(chart).encode()):08x}").svg()


def chart_png(chart: Chart, lang: Language) -> bytes:
    """Return a chart as PNG, in the fonts of the program; the same chart gives the same bytes."""
    quoted = chart_svg(chart, lang).replace("\\", "\\\\").replace('"', '\\"')
    source = (
        f"#set page(width: {WIDTH + 2 * EDGE}pt, height: auto, margin: 0pt)\n"
        f'#image(bytes("{quoted}"), format: "svg", width: 100%)'
    )
    made = compiler().compile(source.encode(), format="png", ppi=144)
    assert isinstance(made, bytes)  # one page
    return made


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Draws from the top down; all measures are from the side at which a line begins."""

    chart: Chart
    lang: Language
    name: str

    def svg(self) -> str:
        lines, bottom = self.lines()
        size = f'width="{WIDTH + 2 * EDGE}" height="{bottom}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} class="chart"'
            f' viewBox="{-EDGE} 0 {WIDTH + 2 * EDGE} {bottom}" lang="{self.lang}" direction="ltr"'
            f' aria-labelledby="{self.name}-title" aria-describedby="{self.name}-desc"'
            f' font-family="FiraGO, sans-serif" font-size="13" fill="#1b2430">'
            f'<title id="{self.name}-title">{escape(self.chart.caption)}</title>'
            f'<desc id="{self.name}-desc">{escape(self.chart.alt)}</desc>'
            f"<defs>{''.join(self.patterns())}</defs>"
            f'<rect x="{-EDGE}" {size} fill="{_GROUND}"/>{"".join(lines)}</svg>'
        )

    def series(self) -> list[str]:
        """Return the names of the series in the order in which they are first seen."""
        return list(dict.fromkeys(part.series for bar in self.chart.bars for part in bar.parts))

    def columns(self) -> int:
        """Return in how many columns the names of the series stand."""
        return 2 if max(map(len, self.series())) < _SIGNS_A_LINE / 3 else 1

    def patterns(self) -> Iterator[str]:
        for index, _ in enumerate(self.series()):
            _, pattern = _LOOKS[index % len(_LOOKS)]
            yield (
                f'<pattern id="{self.name}-{index}" width="8" height="8"'
                f' patternUnits="userSpaceOnUse">{pattern}</pattern>'
            )

    def lines(self) -> tuple[list[str], int]:
        """Return what is drawn, and the height it takes."""
        made, y = [], LINE
        made.append(self.text(0, y, self.chart.unit))
        for index, name in enumerate(self.series() if len(self.series()) > 1 else ()):
            beside = index % self.columns()
            y += 0 if beside else LINE + 2
            x = beside * BESIDE
            made += [self.box(x, y - 13, 16, 16, index), self.text(x + 24, y, name)]
        for bar in self.chart.bars:
            y += GAP
            for words in textwrap.wrap(bar.name, _SIGNS_A_LINE) or [""]:
                y += LINE
                made.append(self.text(0, y, words, bold=True))
            made += self.bar(bar, y + 6)
            y += 6 + THICK
        return made, y + GAP

    def bar(self, bar: Bar, y: int) -> Iterator[str]:
        most = max(sum(part.value for part in each.parts) for each in self.chart.bars) or 1
        x, order = 0.0, self.series()
        for part in bar.parts:
            width = LONGEST * part.value / most
            if part.value:
                yield self.box(x, y, width, THICK, order.index(part.series))
            shown = number(part.value, self.lang)
            label = SIGN * (len(shown) + 1)
            if len(bar.parts) > 1 and width > label + SIGN:
                middle = x + width / 2
                yield self.box(middle - label / 2, y + 2, label, THICK - 4)
                yield self.text(middle, y + THICK - 5, shown, middle=True)
            x += width
        total = sum(part.value for part in bar.parts)
        yield self.text(x + 8, y + THICK - 5, number(total, self.lang), bold=True)

    def box(self, x: float, y: float, width: float, height: float, series: int = -1) -> str:
        left = WIDTH - x - width if self.lang in RIGHT_TO_LEFT else x
        place = f'x="{left:.1f}" y="{y}" width="{width:.1f}" height="{height}"'
        if series < 0:
            return f'<rect {place} fill="{_GROUND}"/>'
        # Two boxes, since the seams between the tiles of a pattern show through in some programs.
        ground, _ = _LOOKS[series % len(_LOOKS)]
        pattern = f'fill="url(#{self.name}-{series})" stroke="{_INK}"'
        return f'<rect {place} fill="{ground}"/><rect {place} {pattern}/>'

    def text(
        self, x: float, y: int, words: str, *, bold: bool = False, middle: bool = False
    ) -> str:
        rtl = self.lang in RIGHT_TO_LEFT
        anchor = "middle" if middle else "end" if rtl else "start"
        weight = ' font-weight="bold"' if bold else ""
        # The drawing itself runs left to right in every program; an isolate turns the words.
        turned = f"\u2067{words}\u2069" if rtl and not words.isdecimal() else words
        place = f'x="{WIDTH - x if rtl else x:.1f}" y="{y}" text-anchor="{anchor}"'
        return f"<text {place}{weight}>{escape(turned)}</text>"
