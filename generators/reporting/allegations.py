"""What was reported, subject by subject: totals by stage, then every breakdown that may be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generators.content.figures import FigureUnit, Series, Stage
from generators.content.prose import Heading, Paragraph, Text
from generators.document.marks import spelled_day, told
from generators.document.model import PlainBlock, Row, Table, words
from generators.document.phrases import phrase
from generators.figures.blocks import figure_blocks, shown
from generators.figures.release import Published, Release
from generators.reporting.counts import SUBJECTS, total
from generators.reporting.year import Year

_TITLES: dict[Series, str] = {
    "sea": phrase("Sexual exploitation and abuse"),
    "sh": phrase("Sexual harassment"),
}
_ROWS: tuple[tuple[FigureUnit, Stage, str], ...] = (
    ("reports", "reported", phrase("Reports received")),
    ("allegations", "reported", phrase("Allegations reported")),
    ("allegations", "under-investigation", phrase("Allegations under investigation")),
    ("allegations", "substantiated", phrase("Allegations substantiated")),
    ("allegations", "unsubstantiated", phrase("Allegations not substantiated")),
)


def allegations(year: Year) -> Iterator[PlainBlock]:
    """Yield the two subjects, one after the other and never added up."""
    say = year.say
    yield Paragraph(words(say("The two subjects are counted apart and never added up.")))
    if year.report.on_figures:
        yield Paragraph(told(year.report.on_figures, year.lang))
    for series in SUBJECTS:
        title = say(_TITLES[series])
        yield Heading(3, (Text(title),), anchor=f"reported-{series}")
        yield _totals(year, series, title)
        yield from _nothing_reported(year, series)
        tables = [t for t in year.counts.of(series) if t.subject.unit != "referrals"]
        yield from breakdowns(year, tables)
    if not any(year.counts.of(series) for series in SUBJECTS):
        yield Paragraph(words(_proves_nothing(year)))


def _proves_nothing(year: Year) -> str:
    return year.say("That nothing was reported does not prove that nothing happened.")


def _totals(year: Year, series: Series, title: str) -> Table:
    """Return a row for each stage; what nobody gave says so, and is no 0."""
    say = year.say
    heads = (say("Stage"), say("Number"), say("Period"), say("As known on"))
    rows = [
        row for unit, stage, name in _ROWS for row in _stage_rows(year, series, unit, stage, name)
    ]
    caption = say("{subject}: UN-Habitat as a whole").format(subject=title)
    return Table(tuple(map(words, heads)), tuple(rows), (34, 18, 28, 20), caption)


def _stage_rows(
    year: Year, series: Series, unit: FigureUnit, stage: Stage, name: str
) -> Iterator[Row]:
    say, given = year.say, year.counts.whole(series, unit, stage)
    for table in given:
        cells = (say(name), number_of(year, table), period_of(year, table), as_of(year, table))
        yield Row(tuple(map(words, cells)))
    if not given:
        yield Row(tuple(map(words, (say(name), say("not given"), "–", "–"))))


def number_of(year: Year, table: Published) -> str:
    """Return the total of a table as its readers see it."""
    seen = total(table)
    return year.say("not shown") if seen is None else shown(seen, year.counts.fewer_than, year.lang)


def period_of(year: Year, table: Published) -> str:
    """Return the days that a table covers."""
    first, last = (spelled_day(day, year.lang) for day in table.subject.period)
    return year.say("{start} to {end}").format(start=first, end=last)


def as_of(year: Year, table: Published) -> str:
    """Return the day on which a table was known."""
    return spelled_day(table.subject.as_of, year.lang)


def _nothing_reported(year: Year, series: Series) -> Iterator[Paragraph]:
    """Yield the sentence that stands for a total of 0, with its days and who confirmed it."""
    say = year.say
    line = say(
        "No reported allegations from {period}, as known on {as_of}; confirmed on {day}: {role}."
    )
    for table in year.counts.whole(series, "allegations", "reported"):
        if total(table) == 0 and table.confirmed_on:
            told_line = line.format(
                period=period_of(year, table),
                as_of=as_of(year, table),
                day=spelled_day(table.confirmed_on, year.lang),
                role=year.names["role", table.confirmed_by],
            )
            yield Paragraph(words(f"{told_line} {_proves_nothing(year)}"))


def breakdowns(year: Year, tables: Sequence[Published]) -> Iterator[PlainBlock]:
    """Yield tables as every release prints them, with what their marks mean."""
    release = Release(tuple(tables), year.counts.fewer_than)
    yield from figure_blocks(release, year.names, year.lang)
