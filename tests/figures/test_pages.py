"""Pages of figures: what is hidden is in none of their parts, and what is made up says so."""

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

import pytest

from generators.content.figures import FigureRelease
from generators.content.library import Library
from generators.content.loader import load, read_record
from generators.content.record import LANGUAGES, Language
from generators.document.model import Chart, Notice, Table, text
from generators.document.page import Page, page_source
from generators.document.phrases import phrases
from generators.figures.charting import bars, chart, share
from generators.figures.counted import Counted
from generators.figures.downloads import csv_bytes, safe
from generators.figures.naming import reader_names
from generators.figures.pages import figure_files, figure_pages
from generators.figures.publishing import publish
from generators.figures.release import Mark, Published, placed
from generators.figures.released import Occasion, release_of, release_source
from generators.figures.tables import Axis, Count, Period, Subject
from generators.figures.tables import Table as Exact
from tests.conftest import ROOT

RULE = load(ROOT).figures
assert RULE is not None
LARGE = RULE.model_copy(update={"fewer_than": 9000})
"""With this threshold, counts are hidden that are told from all other digits of a page."""
YEAR = Period(dt.date(2023, 1, 1), dt.date(2023, 12, 31))
AS_OF = dt.date(2024, 2, 1)
NUMBERS = [[7919, 10102, 20203], [12304, 13405, 30506], [40607, 50708, 60809]]
STATUS = Axis("status", ("completed", "outstanding"))


def exact(about: Subject, rows: Axis, columns: Axis, numbers: Sequence[Sequence[int]]) -> Exact:
    cells = tuple(tuple(Count(n, about.series, about.unit) for n in row) for row in numbers)
    return Exact(about, rows, cells, columns)


CASES = exact(
    Subject("sea", "reports", "reported", YEAR, AS_OF),
    Axis("region", ("africa", "europe", "global")),
    Axis("personnel", ("staff", "non-staff", "partner-personnel")),
    NUMBERS,
)
TRAINING = exact(
    Subject("training", "persons", "required", YEAR, AS_OF),
    Axis("office", ("headquarters", "roas-cairo", "roaf-nairobi", "other-offices")),
    STATUS,
    [[70110, 10211], [80312, 7413], [90514, 11615], [61716, 13817]],
)


def planted() -> FigureRelease:
    """Return a release that hides some of its large numbers."""
    made = publish([CASES, TRAINING], LARGE)
    source = release_source(made, Occasion("2023", AS_OF, False, ()), LARGE)
    record, problems = read_record(
        source.encode(), "content/figures/releases/2023.yml", FigureRelease
    )
    assert record is not None, problems
    return record


def hidden(record: FigureRelease) -> set[str]:
    """Return the digits of all that the release hides, from the tables that it was made of."""
    found = set()
    for table, shown in zip((CASES, TRAINING), release_of(record).tables, strict=True):
        entries = Counted(table, LARGE).entries
        for quantity, cell in placed(shown):
            entry = entries[quantity]
            if isinstance(cell, Mark) and isinstance(entry, Count):
                found.add(str(entry.value))
    return found


@pytest.fixture(scope="module")
def library() -> Library:
    record = planted()
    loaded = load(ROOT)
    return replace(loaded, releases={record.id: record, **loaded.releases})


def held(source: str, numbers: set[str]) -> set[str]:
    """Return those numbers of five digits or four that a text holds, however it parts thousands."""
    words = unescape(source)
    return {
        each
        for each in numbers
        if re.search(rf"(?<!\d){each[:-3]}[,.\s\u202f\xa0]?{each[-3:]}(?!\d)", words)
    }


def pages(library: Library, lang: Language = "en") -> dict[str, Page]:
    return {page.path: page for page in figure_pages(library, lang)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_chart_or_download_holds_a_hidden_count(library: Library, lang: Language) -> None:
    """In any language; what is shown is there, so the digits are looked for in the right way."""
    made = {path: page_source(page) for path, page in pages(library, lang).items()}
    made |= {path: data.decode() for path, data in figure_files(library, lang).items()}
    made |= {f"{path} as blocks": repr(page) for path, page in pages(library, lang).items()}
    secret, shown = hidden(library.releases["2023"]), {"50708", "60809", "70110"}

    assert {"7919", "7413"} <= secret
    assert len(secret) == 8
    for path, source in made.items():
        assert held(source, secret) == set(), path
    for path in ("figures/2023", "figures/2023.csv"):
        assert held(made[path], shown) == shown


def published(cells: Sequence[Sequence[object]], stage: str = "reported") -> Published:
    about = replace(CASES.subject, stage=stage)  # type: ignore[arg-type]
    rows, columns = CASES.rows, CASES.columns
    return Published(about, rows, columns, tuple(map(tuple, cells)))  # type: ignore[arg-type]


NAMES = ["A", "B", "C"]
PARTLY: list[list[object]] = [
    [9, 8, 7, 24],
    [Mark.FEWER, 8, Mark.WITHHELD, 40],
    [6, 6, 6, Mark.WITHHELD],
]


def test_a_bar_stands_only_for_what_is_shown_whole() -> None:
    """Of totals where a table hides something; of parts where a row hides nothing."""
    totals = bars(published([*PARTLY, [20, 20, 20, 60]]), NAMES, ["x", "y", "z"], "Total")
    parts = bars(published([*PARTLY, [20, 20, 20, 60]], "required"), NAMES, ["x", "y", "z"], "T")

    assert [(bar.name, [part.value for part in bar.parts]) for bar in totals] == [
        ("A", [24]),
        ("B", [40]),
    ]
    assert [(bar.name, [part.value for part in bar.parts]) for bar in parts] == [
        ("A", [9, 8, 7]),
        ("C", [6, 6, 6]),
    ]


def test_a_chart_of_too_little_is_none() -> None:
    """One bar compares nothing, and zeros have no length."""
    one = bars(published([PARTLY[0], PARTLY[2]]), NAMES, [], "Total")[:1]
    zeros = bars(published([[0, 0, 0, 0]] * 4), NAMES, [], "Total")

    assert chart("", "", one, "en") is None
    assert len(zeros) == 3
    assert chart("", "", zeros, "en") is None


def test_no_share_is_made_of_a_hidden_number() -> None:
    """Neither of a hidden part nor of a hidden whole, nor of nothing."""
    assert share((3, 1, 4), 0) == (3, 4, 75)
    for cells in ((Mark.FEWER, 9, 12), (9, 9, Mark.WITHHELD), (0, 0, 0)):
        assert share(cells, 0) is None


def test_rows_without_a_bar_are_named_and_shares_are_only_of_what_is_shown(
    library: Library,
) -> None:
    """On the page, beside the chart and in a table of its own."""
    page = pages(library)["figures/2023"]
    source = unescape(page_source(page))
    drawn = [block for block in page.blocks if isinstance(block, Chart)][-1]
    shares = [block for block in page.blocks if isinstance(block, Table)][-1]

    assert len(drawn.bars) == 2
    assert "Without a bar, since not everything of it is shown" in source
    told = [text(row.cells[1]) for row in shares.rows]
    assert told.count("no share, as not both numbers are shown") == 2
    assert "87% (70110 of 80321)" in told


def test_what_is_made_up_says_so_wherever_it_is_seen() -> None:
    """In the title, in the list, above each table and chart, and in each line of the download."""
    real = load(ROOT)
    made = pages(real)
    page = made["figures/example-2024"]
    captions = [block.caption for block in page.blocks if isinstance(block, Chart | Table)]
    rows = list(
        csv.reader(
            io.StringIO(figure_files(real, "en")["figures/example-2024.csv"].decode("utf-8-sig"))
        )
    )

    assert page.title.endswith("(example)")
    assert isinstance(page.blocks[0], Notice)
    assert len(captions) == 8
    assert {caption[:17] for caption in captions} == {"Example, made up:"}
    assert {row[0] for row in rows[1:]} == {"made up"}
    assert "No figures of UN-Habitat have been published here yet." in page_source(
        made["figures/index"]
    )


def test_real_releases_come_first_and_end_the_word_that_there_are_none(library: Library) -> None:
    """Though an example is of a later day."""
    source = page_source(pages(library)["figures/index"])

    assert source.index("2023.html") < source.index("example-2024.html")
    assert "No figures of UN-Habitat" not in source


def test_before_the_first_release_there_is_a_page_to_lead_to(library: Library) -> None:
    """It says that nothing has been published, and how figures will be read."""
    made = pages(replace(library, releases={}))

    assert [*made] == ["figures/index"]
    assert "No figures of UN-Habitat have been" in page_source(made["figures/index"])
    assert figure_files(replace(library, releases={}), "en") == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_thing_that_can_stand_in_a_cell_is_explained(library: Library, lang: Language) -> None:
    """With the sentence that nothing reported proves nothing."""
    source = unescape(page_source(pages(library, lang)["figures/index"]))
    say = phrases(lang)

    assert source.count("<dt>") == 5
    assert say("That nothing was reported does not prove that nothing happened.") in source


def test_a_download_holds_numbers_where_they_are_shown_and_nothing_that_runs() -> None:
    """Words that begin a formula begin with an apostrophe; hidden counts are words."""
    library = load(ROOT)
    names = dict(reader_names(library, "en"))
    names["region", "example-region-one"] = "=HYPERLINK(1)"
    release = release_of(library.releases["example-2024"])
    made = csv_bytes(release, names, "en", example=True)
    head, *rows = csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))
    cells = [cell for table in release.tables for _, cell in placed(table)]

    assert made.startswith(b"\xef\xbb\xbf")
    assert len(rows) == len(cells)
    assert [row[-1] for row in rows] == [str(c) if isinstance(c, int) else "" for c in cells]
    assert {row[-2] for row in rows if not row[-1]} == {"fewer than 5", "not shown"}
    assert "'=HYPERLINK(1)" in {row[8] for row in rows}
    assert [safe(each) for each in ("=1", "+1", "-1", "@a", "\ta", "a")] == [
        *("'=1", "'+1", "'-1", "'@a", "'\ta"),
        "a",
    ]
    assert len(head) == 12
