"""Whom training, assessments and words reached: rates, partners, focal points, HabPost."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.figures import FigureUnit, Series, Stage
from generators.content.prose import Heading, Paragraph, Text
from generators.content.record import MASTER
from generators.directory.coverage import confirmed, covering
from generators.document.marks import number, spelled_day
from generators.document.model import Facts, PlainBlock, Row, Table, words
from generators.document.phrases import phrase
from generators.figures.release import Cell, Published
from generators.reporting.allegations import as_of, breakdowns, number_of, period_of
from generators.reporting.paper import percent
from generators.reporting.year import Year

_OTHERS: tuple[tuple[Series, FigureUnit, Stage, str], ...] = (
    ("vetting", "requests", "done", phrase("Requests to ClearCheck before recruitment")),
    ("sea", "referrals", "done", phrase("Referrals to support: sexual exploitation and abuse")),
    ("sh", "referrals", "done", phrase("Referrals to support: sexual harassment")),
    ("risks", "assessments", "done", phrase("Risk assessments completed")),
)
_PARTNERS: tuple[tuple[FigureUnit, str], ...] = (
    ("partners", phrase("Partners assessed")),
    ("plans", phrase("Corrective plans")),
)
_STATUS, _COMPLETED = "status", "completed"


def training(year: Year) -> Iterator[PlainBlock]:
    """Yield completion with numerator, denominator and cut-off; rates from shown counts alone."""
    say, tables = year.say, year.counts.of("training")
    if not tables:
        yield _not_given(year)
    for table in tables:
        yield from breakdowns(year, [table])
        rates = list(_rates(year, table))
        if rates:
            heads = (say("Who"), say("Completed, of all who must"), say("Rate"))
            caption = say("Completion, as counted on {day}").format(day=as_of(year, table))
            yield Table(tuple(map(words, heads)), tuple(rates), (50, 30, 20), caption)
            yield Paragraph(
                words(say("Rates are rounded down, and given where both counts are shown."))
            )


def _rates(year: Year, table: Published) -> Iterator[Row]:
    """Yield a row for each line of a table by status, the total last."""
    say = year.say
    for name, done, all_of_them in _lines(year, table):
        pair = shown_rate(done, all_of_them)
        if pair is None:
            yield Row(tuple(map(words, (name, say("not calculated"), say("not calculated")))))
            continue
        some, every = (number(each, year.lang) for each in pair)
        share = percent(pair[0] * 100 // pair[1], year.lang)
        of = say("{some} of {every}").format(some=some, every=every)
        yield Row(tuple(map(words, (name, of, share))))


def shown_rate(done: Cell, all_of_them: Cell) -> tuple[int, int] | None:
    """Return numerator and denominator where readers see both and can divide; else None."""
    match done, all_of_them:
        case int(), int() if 0 <= done <= all_of_them and all_of_them > 0:
            return done, all_of_them
    return None


def _lines(year: Year, table: Published) -> Iterator[tuple[str, Cell, Cell]]:
    """Yield name, completed and required of each line, where a table is by status."""
    if not table.cells or not table.whole:
        return
    if table.columns.dimension == _STATUS and _COMPLETED in table.columns.categories:
        at = table.columns.categories.index(_COMPLETED)
        names = [year.names[table.rows.dimension, each] for each in table.rows.categories]
        for name, row in zip([*names, year.say("Total")], table.cells, strict=True):
            yield name, row[at], row[-1]
    elif table.rows.dimension == _STATUS and _COMPLETED in table.rows.categories:
        row = table.cells[table.rows.categories.index(_COMPLETED)]
        yield year.say("Total"), row[-1], table.cells[-1][-1]


def partners(year: Year) -> Iterator[PlainBlock]:
    """Yield partners assessed, by rating, and corrective plans, open or closed."""
    say = year.say
    for unit, title in _PARTNERS:
        tables = year.counts.of("partners", unit)
        yield Heading(3, (Text(say(title)),), anchor=f"partners-{unit}")
        yield from breakdowns(year, tables) if tables else [_not_given(year)]


def others(year: Year) -> Iterator[PlainBlock]:
    """Yield screening, referrals and risk assessments: one number each, or that none was given."""
    say = year.say
    heads = (say("What"), say("Number"), say("Period"), say("As known on"))
    rows = []
    for series, unit, stage, name in _OTHERS:
        given = year.counts.whole(series, unit, stage)
        for table in given:
            cells = (number_of(year, table), period_of(year, table), as_of(year, table))
            rows.append(Row(tuple(map(words, (say(name), *cells)))))
        if not given:
            rows.append(Row(tuple(map(words, (say(name), say("not given"), "–", "–")))))
    yield Table(tuple(map(words, heads)), tuple(rows), (40, 18, 24, 18))


def focal_points(year: Year) -> Iterator[PlainBlock]:
    """Yield how many offices have a focal point whom somebody tried, as of the report's day."""
    say, library, on = year.say, year.library, year.report.as_of
    if not year.report.counted:
        yield _not_given(year)
        return
    offices = list(library.directory.values())
    own = [o for o in offices if any(confirmed(point, on) for point in o.focal_points)]
    reached = [office for office in offices if covering(library, office, on)]
    day = spelled_day(on, year.lang)
    yield Paragraph(words(say("As it stood on {day}.").format(day=day)))
    counts = (
        (phrase("Offices"), len(offices)),
        (phrase("With a confirmed focal point of their own"), len(own)),
        (phrase("Covered by the next office outward"), len(reached) - len(own)),
        (phrase("Covered by nobody confirmed"), len(offices) - len(reached)),
    )
    yield _facts(year, counts)
    half = say("Confirmed or tried means: within the last 180 days.")
    yield Paragraph(words(half))


def communication(year: Year) -> Iterator[PlainBlock]:
    """Yield what HabPost published in the period, up to the report's day."""
    library, days, on = year.library, year.report.period, year.report.as_of
    if days is None or not year.report.counted:
        yield _not_given(year)
        return
    last = min(days.end, on)
    told = library.stories_for(MASTER, on)
    stories = [story for story in told if days.start <= story.date.date() <= last]
    issues = [i for i in library.visible_issues(on) if days.start <= i.date.date() <= last]
    period = year.say("{start} to {end}").format(
        start=spelled_day(days.start, year.lang), end=spelled_day(last, year.lang)
    )
    yield Paragraph(words(period))
    yield _facts(
        year,
        (
            (phrase("Stories published in HabPost"), len(stories)),
            (phrase("Issues of HabPost"), len(issues)),
        ),
    )


def _facts(year: Year, counts: tuple[tuple[str, int], ...]) -> Facts:
    return Facts(tuple((year.say(name), words(number(count, year.lang))) for name, count in counts))


def _not_given(year: Year) -> Paragraph:
    return Paragraph(words(year.say("not given")))
