"""Pages of published figures: how to read them, and a page for each release with its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.content.figures import FigureRelease
from generators.content.library import Library
from generators.content.prose import BulletList, Heading, Link, Paragraph
from generators.content.record import Language
from generators.document.marks import spelled_day
from generators.document.model import Facts, Notice, PlainBlock, Row, Table, words
from generators.document.page import Page
from generators.document.phrases import phrases
from generators.figures.blocks import SERIES, UNITS, Names, caption, shown, table_blocks
from generators.figures.charting import bars, chart, share
from generators.figures.downloads import csv_bytes
from generators.figures.naming import reader_names
from generators.figures.release import Mark, Published
from generators.figures.released import release_of
from generators.figures.tables import Gap

COMPLETED = "completed"
"""The category of `status` that is the numerator of a share."""


def figure_pages(library: Library, lang: Language) -> Iterator[Page]:
    """Yield the list of releases, also where there is none yet, and one page a release."""
    if library.figures is None:
        return
    releases = sorted(library.releases.values(), key=lambda r: (not r.example, r.on), reverse=True)
    say, names, rule = phrases(lang), reader_names(library, lang), library.figures
    front = tuple(_front(releases, rule.fewer_than, lang))
    yield Page("figures/index", say("Figures"), front, rule.path)
    for each in releases:
        blocks = tuple(_release(each, names, lang))
        yield Page(f"figures/{each.id}", _title(each, lang), blocks, each.path)


def figure_files(library: Library, lang: Language) -> Mapping[str, bytes]:
    """Return the files to download, by address."""
    names = reader_names(library, lang)
    return {
        f"figures/{each.id}.csv": csv_bytes(release_of(each), names, lang, example=each.example)
        for each in library.releases.values()
    }


def _title(release: FigureRelease, lang: Language) -> str:
    say = phrases(lang)
    title = (
        say("Figures published on {day} (example)")
        if release.example
        else say("Figures published on {day}")
    )
    return title.format(day=spelled_day(release.on, lang))


def _front(releases: list[FigureRelease], least: int, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if all(each.example for each in releases):
        yield Notice("draft", words(say("No figures of UN-Habitat have been published here yet.")))
    links = tuple((Link(f"figures:{each.id}", words(_title(each, lang))),) for each in releases)
    if links:
        yield BulletList(links)
    yield Heading(2, words(say("How to read the figures")), anchor="reading")
    yield Facts(tuple((name, words(told)) for name, told in _legend(least, lang)))
    for told in (
        say(
            "Sexual exploitation and abuse is one subject, sexual harassment another: their"
            " counts are never added."
        ),
        say("That nothing was reported does not prove that nothing happened."),
        say(
            "Every figure says what it counts, of which part of UN-Habitat, for which time, and on"
            " which day it was known."
        ),
    ):
        yield Paragraph(words(told))


def _legend(least: int, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield each thing that can stand in a cell, and what it means."""
    say = phrases(lang)
    yield shown(0, least, lang), say("Nothing was counted. A role has confirmed a total of 0.")
    yield (
        shown(Mark.FEWER, least, lang),
        say("So few, perhaps none, that more would tell of single persons."),
    )
    yield (
        shown(Mark.WITHHELD, least, lang),
        say("A larger count that is kept back, since a small one would follow from it."),
    )
    yield shown(Gap.NOT_COLLECTED, least, lang), say("Nobody has counted: this is no 0.")
    yield shown(Gap.NOT_APPLICABLE, least, lang), say("There can be nothing to count here.")


def _release(release: FigureRelease, names: Names, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if release.example:
        yield Notice("draft", words(say("Example: every number, office and region is made up.")))
    yield Paragraph((Link("figures:index", words(say("How to read the figures"))),))
    for at, table in enumerate(release_of(release).tables, 1):
        yield Heading(2, words(_heading(table, names, lang)), anchor=f"table-{at}")
        yield from _table(table, release, names, lang)
    yield Heading(2, words(say("Download")), anchor="download")
    link = Link(f"download:{release.id}", words(say("All tables of this page as a CSV file")))
    yield Paragraph((link,))


def _heading(table: Published, names: Names, lang: Language) -> str:
    axes = [axis.dimension for axis in (table.rows, table.columns) if axis.dimension]
    by = phrases(lang)(", ").join(names[each, ""] for each in axes)
    return f"{phrases(lang)(SERIES[table.subject.series])} – {by}"


def _table(
    table: Published, release: FigureRelease, names: Names, lang: Language
) -> Iterator[PlainBlock]:
    say = phrases(lang)
    mark = say("Example, made up:") + " " if release.example else ""
    if table.whole:
        yield from _chart(table, mark, names, lang)
    yield from table_blocks(table, release.fewer_than, names, lang, mark)
    if table.whole and COMPLETED in table.columns.categories:
        yield _shares(table, mark, names, lang)


def _chart(table: Published, mark: str, names: Names, lang: Language) -> Iterator[PlainBlock]:
    """Yield the chart of a table, and which rows have no bar in it."""
    say, unit = phrases(lang), phrases(lang)(UNITS[table.subject.unit])
    rows, columns = (
        [names[axis.dimension, each] for each in axis.categories]
        for axis in (table.rows, table.columns)
    )
    drawn = bars(table, rows, columns, say("Total"))
    if made := chart(mark + caption(table.subject, names, lang), unit, drawn, lang):
        yield made
        if missing := [name for name in rows if name not in {bar.name for bar in drawn}]:
            told = say("Without a bar, since not everything of it is shown: {names}.")
            yield Paragraph(words(told.format(names=say(", ").join(missing))))


def _shares(table: Published, mark: str, names: Names, lang: Language) -> Table:
    """Return how many of those who must have done something, where both numbers are shown."""
    say, at = phrases(lang), table.columns.categories.index(COMPLETED)
    done = say("Completed, of all required")
    rows = [*(names[table.rows.dimension, each] for each in table.rows.categories), say("Total")]
    told = [_share(share(cells, at), lang) for cells in table.cells]
    above = mark + caption(table.subject, names, lang)
    return Table(
        (words(names[table.rows.dimension, ""]), words(done)),
        tuple(Row((words(name), words(said))) for name, said in zip(rows, told, strict=True)),
        (50, 50),
        above + " " + say("Share of persons who have completed it."),
        numbers=True,
    )


def _share(found: tuple[int, int, int] | None, lang: Language) -> str:
    say = phrases(lang)
    if found is None:
        return say("no share, as not both numbers are shown")
    count, whole, percent = found
    return say("{percent}% ({count} of {whole})").format(percent=percent, count=count, whole=whole)
