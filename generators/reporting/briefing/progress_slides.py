"""The slides on progress: how many activities of each area are done, under way or late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.content.plan import Area
from generators.content.prose import Inline, Text
from generators.content.record import Language
from generators.document.marks import number, spelled_day
from generators.document.model import Bar, Chart, Part, Row, Table, words
from generators.document.phrases import phrases
from generators.plan.names import (
    AREAS,
)
from generators.reporting.briefing.slides import Slide
from generators.reporting.briefing.standing import STATES, Standing


def progress_slides(standing: Standing) -> Iterator[Slide]:
    """Yield how many activities of each area stand how: as a chart, then as a table.

    Where nobody knows of any how it stands, a chart would show nothing but that.
    """
    lang, say = standing.lang, phrases(standing.lang)
    areas = standing.lines()
    counts = {area: [state for state, _ in lines] for area, lines in areas}
    found = [each for states in counts.values() for each in states]
    if not found:
        return
    used = [state for state in STATES if state in found]
    title = say("Activities by area on {day}").format(day=spelled_day(standing.on, lang))
    if used != ["unknown"]:
        sums = say(", ").join(f"{say(STATES[s])} {number(found.count(s), lang)}" for s in used)
        alt = say("Bars, one an area, by state of its activities. In all: {sums}.")
        bars = (
            Bar(say(AREAS[area]), tuple(Part(say(STATES[s]), states.count(s)) for s in used))
            for area, states in counts.items()
        )
        chart = Chart(title, alt.format(sums=sums), say("Activities"), tuple(bars))
        yield Slide("chart", words(title), chart=chart)
    yield Slide(
        "table",
        (Text(say("Activities by area, in numbers")),),
        table=_table(title, counts, used, lang),
    )


def _table(
    caption: str, counts: dict[Area, list[str]], used: Sequence[str], lang: Language
) -> Table:
    say = phrases(lang)

    def cells(name: str, states: list[str]) -> tuple[tuple[Inline, ...], ...]:
        numbers = [len(states), *(states.count(state) for state in used)]
        return (words(name), *(words(number(each, lang)) for each in numbers))

    header = (say("Area"), say("Activities"), *(say(STATES[state]) for state in used))
    rows = [Row(cells(say(AREAS[area]), states)) for area, states in counts.items()]
    rows.append(Row(cells(say("Total"), [each for states in counts.values() for each in states])))
    width = min(18, 64 // (len(used) + 1))
    widths = (100 - width * (len(used) + 1), *[width] * (len(used) + 1))
    return Table(tuple(map(words, header)), tuple(rows), widths, caption)
