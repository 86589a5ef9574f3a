"""Published figures as blocks of the neutral document: what every page and file of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.content.figures import FigureUnit, Series, Stage
from generators.content.prose import Paragraph
from generators.content.record import Language
from generators.document.marks import number, spelled_day
from generators.document.model import Notice, PlainBlock, Row, Table, words
from generators.document.phrases import phrase, phrases
from generators.figures.release import Cell, Mark, Published, Release, placed
from generators.figures.tables import Gap, Subject

Names = Mapping[tuple[str, str], str]
"""What readers call a category, by dimension and category; `("office", "")` is the dimension
itself, and `("role", …)` the role that confirmed a total of 0."""

SERIES: dict[Series, str] = {
    "sea": phrase("Sexual exploitation and abuse"),
    "sh": phrase("Sexual harassment"),
    "training": phrase("Training"),
    "partners": phrase("Implementing partners"),
    "vetting": phrase("Screening (ClearCheck)"),
    "risks": phrase("Risk assessments"),
}
STAGES: dict[Stage, str] = {
    "reported": phrase("reported"),
    "under-investigation": phrase("under investigation"),
    "substantiated": phrase("substantiated"),
    "unsubstantiated": phrase("not substantiated"),
    "required": phrase("required"),
    "assessed": phrase("assessed"),
    "done": phrase("completed"),
}
UNITS: dict[FigureUnit, str] = {
    "reports": phrase("number of reports"),
    "allegations": phrase("number of allegations"),
    "persons": phrase("number of persons"),
    "partners": phrase("number of partners"),
    "plans": phrase("number of corrective plans"),
    "referrals": phrase("number of referrals to support"),
    "requests": phrase("number of requests"),
    "assessments": phrase("number of assessments"),
}
_GAPS = {
    Gap.NOT_COLLECTED: phrase("not collected"),
    Gap.NOT_APPLICABLE: phrase("not applicable"),
}


def shown(cell: Cell, fewer_than: int, lang: Language) -> str:
    """Return what stands in a cell: digits, or words that no digit is hidden behind."""
    say = phrases(lang)
    match cell:
        case int():
            return number(cell, lang)
        case Mark.FEWER:
            return say("fewer than {number}").format(number=number(fewer_than, lang))
        case Mark.WITHHELD:
            return say("not shown")
        case Gap():
            return say(_GAPS[cell])


def figure_blocks(release: Release, names: Names, lang: Language) -> list[PlainBlock]:
    """Return each table with its caption, then what its marks mean; raises `KeyError` for a name.

    No block holds anything that the release does not hold.
    """
    return [
        block
        for table in release.tables
        for block in table_blocks(table, release.fewer_than, names, lang)
    ]


def caption(subject: Subject, names: Names, lang: Language) -> str:
    """Return series, stage, unit, scope, period and as-of date: without them a figure is none."""
    say = phrases(lang)
    return say(
        "{series}, {stage}, {unit}. {scope}, from {first} to {last}. As known on {as_of}."
    ).format(
        series=say(SERIES[subject.series]),
        stage=say(STAGES[subject.stage]),
        unit=say(UNITS[subject.unit]),
        scope=scope_words(subject, names, lang),
        first=spelled_day(subject.period.first, lang),
        last=spelled_day(subject.period.last, lang),
        as_of=spelled_day(subject.as_of, lang),
    )


def scope_words(subject: Subject, names: Names, lang: Language) -> str:
    """Return which part of the entity a figure covers."""
    say = phrases(lang)
    return say(", ").join(names[pair] for pair in subject.scope) or say("UN-Habitat as a whole")


def table_blocks(
    table: Published, fewer_than: int, names: Names, lang: Language, mark: str = ""
) -> Iterator[PlainBlock]:
    """Yield one table, then what its marks mean; the caption begins with the `mark`."""
    say, above = phrases(lang), mark + caption(table.subject, names, lang)
    if table.cells:
        yield _table(table, fewer_than, names, lang, above)
    else:
        yield Paragraph(words(above))
    if not table.whole:
        told = say("No breakdown is published: it would tell more of single persons than it may.")
        yield Notice("note", words(told))
    notes = " ".join(_notes(table, fewer_than, names, lang))
    if notes:
        yield Paragraph(words(notes))


def _table(table: Published, fewer_than: int, names: Names, lang: Language, above: str) -> Table:
    say, across = phrases(lang), table.columns
    columns = [names[across.dimension, each] for each in across.categories]
    heads = [*columns, say("Total") if columns else say(UNITS[table.subject.unit])]
    rows = [*(names[table.rows.dimension, each] for each in table.rows.categories), say("Total")]
    width = min(30, 70 // len(heads))
    return Table(
        (words(names[table.rows.dimension, ""]), *map(words, heads)),
        tuple(
            Row((words(name), *(words(shown(cell, fewer_than, lang)) for cell in cells)))
            for name, cells in zip(rows, table.cells, strict=True)
        ),
        (100 - width * len(heads), *[width] * len(heads)),
        above,
        numbers=True,
    )


def _notes(table: Published, fewer_than: int, names: Names, lang: Language) -> Iterator[str]:
    """Yield what readers must know of the marks that this table has, and of what it counts."""
    say, cells = phrases(lang), {cell for _, cell in placed(table)}
    low, most = (number(n, lang) for n in (int(table.zeros_public), fewer_than - 1))
    least = number(fewer_than, lang)
    if Mark.FEWER in cells:
        note = say("“Fewer than {number}” is a count from {low} to {most}.")
        yield note.format(number=least, low=low, most=most)
    if Mark.WITHHELD in cells:
        note = say(
            "“Not shown” is a count of {number} or more from which a smaller one could be worked"
            " out."
        )
        yield note.format(number=least)
    if table.cells and table.cells[-1][-1] == 0 and table.confirmed_on:
        note = say("The total of 0 was confirmed on {day}: {role}.")
        role = names["role", table.confirmed_by]
        yield note.format(day=spelled_day(table.confirmed_on, lang), role=role)
    if table.subject.series in ("sea", "sh"):
        yield say("That nothing was reported does not prove that nothing happened.")
