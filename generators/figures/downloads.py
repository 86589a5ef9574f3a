"""Published figures as CSV (RFC 4180): a line a cell, and only what pages show.

Whoever opens it in Excel runs nothing: words that would begin a formula begin with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from generators.content.record import Language
from generators.document.phrases import phrase, phrases
from generators.figures.blocks import SERIES, STAGES, UNITS, Names, scope_words, shown
from generators.figures.release import Published, Release

HEADS = (
    *(phrase("Example"), phrase("Subject"), phrase("Stage"), phrase("Unit"), phrase("Scope")),
    *(phrase("From"), phrase("To"), phrase("As known on")),
    *(phrase("Row"), phrase("Column"), phrase("Shown"), phrase("Number")),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(release: Release, names: Names, lang: Language, *, example: bool) -> bytes:
    """Return a release as CSV in UTF-8, with the byte-order mark that Excel needs.

    The last column holds a number or nothing; the one before it, what stands on the page.
    """
    say, out = phrases(lang), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(say, HEADS))
    mark = say("made up") if example else ""
    for table in release.tables:
        for line in _lines(table, release.fewer_than, names, lang):
            writer.writerow([mark, *map(safe, line)])
    return out.getvalue().encode("utf-8-sig")


def _lines(
    table: Published, fewer_than: int, names: Names, lang: Language
) -> Iterator[tuple[str, ...]]:
    say, about = phrases(lang), table.subject
    days = about.period.first, about.period.last, about.as_of
    head = (
        *(say(SERIES[about.series]), say(STAGES[about.stage]), say(UNITS[about.unit])),
        *(scope_words(about, names, lang), *(day.isoformat() for day in days)),
    )
    across = [names[table.columns.dimension, each] for each in table.columns.categories]
    rows = [names[table.rows.dimension, each] for each in table.rows.categories]
    for row, cells in zip([*rows, say("Total")], table.cells, strict=False):
        for column, cell in zip([*across, say("Total") if across else ""], cells, strict=True):
            number = str(cell) if isinstance(cell, int) else ""
            yield (*head, row, column, shown(cell, fewer_than, lang), number)


def safe(words: str) -> str:
    """Return words that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words
