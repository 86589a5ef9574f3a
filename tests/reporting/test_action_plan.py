"""The action plan's document: every section, nothing invented, the same facts in every format."""

import datetime as dt
import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from generators.content.library import Library
from generators.content.loader import load
from generators.content.plan import AREAS
from generators.content.prose import Foreign, Heading, Inline
from generators.content.record import LANGUAGES, Language
from generators.document.html_file import write_html
from generators.document.model import Chart, Document, Facts, PlainBlock, Table, Wide, text
from generators.document.pdf import write_pdf
from generators.document.phrases import phrases
from generators.document.word import write_word
from generators.plan.status import plan_status
from generators.reporting.action_plan.columns import COLUMNS
from generators.reporting.action_plan.document import plan_document
from generators.reporting.action_plan.sheet import plan_sheet
from generators.reporting.action_plan.year import PlanYear
from tests.conftest import PROJECT, ROOT
from tests.document.test_word import findings

ON = dt.date(2026, 11, 29)
SECTIONS = [
    "Transmittal",
    "Context and scope",
    "Progress on the year before",
    "Risk assessment and countries of higher risk",
    "Plan matrix",
    "Training",
    "Implementing partners",
    "Focal points and coordination",
    "Reporting channels and assistance to victims",
    "Communication",
    "Resources and gaps",
    "Calendar of monitoring and reporting",
    "Certification",
    "Annexes",
]


@pytest.fixture(scope="module")
def real() -> Library:
    return load(ROOT)


def of(library: Library, plan: str, lang: Language = "en") -> PlanYear:
    return PlanYear(library, library.plans[plan], lang, ON)


def blocks(document: Document) -> list[PlainBlock]:
    """Return every block in order, those on wide pages included."""
    found: list[PlainBlock] = []
    for block in document.plain_blocks:
        found += block.blocks if isinstance(block, Wide) else [block]
    return found


def inlines(block: PlainBlock) -> list[tuple[Inline, ...]]:
    match block:
        case Table():
            return [*block.header, *(cell for row in block.rows for cell in row.cells)]
        case Facts():
            return [value for _, value in block.entries]
    found = getattr(block, "inlines", ())
    return [found, *getattr(block, "items", ())]


def said(document: Document) -> str:
    return "\n".join(text(each) for block in blocks(document) for each in inlines(block))


def headings(document: Document, level: int) -> list[str]:
    return [
        text(block.inlines)
        for block in blocks(document)
        if isinstance(block, Heading) and block.level == level
    ]


def table(document: Document, caption: str) -> list[list[str]]:
    [found] = [b for b in blocks(document) if isinstance(b, Table) and b.caption == caption]
    return [[text(cell) for cell in row.cells] for row in found.rows]


@pytest.mark.parametrize("plan", ["2023", "2026"])
def test_every_section_of_an_annual_plan_is_there_in_order(real: Library, plan: str) -> None:
    """Whether the content knows much of it or nothing."""
    assert headings(plan_document(of(real, plan)), 2) == SECTIONS


def test_each_line_stands_once_in_the_matrix_under_its_area(real: Library) -> None:
    """With the columns of the plan, and no line lost."""
    year = of(real, "2026")
    [wide] = [b for b in plan_document(year).plain_blocks if isinstance(b, Wide)]
    tables = [block for block in wide.blocks if isinstance(block, Table)]
    refs = [text(row.cells[0]) for each in tables for row in each.rows]

    assert refs == [line.activity.id for line in year.lines]
    assert len(headings(Document("", "en", wide.blocks), 3)) == len(AREAS)
    assert {sum(each.widths) for each in tables} == {100}


def test_every_line_without_money_stands_in_a_total(real: Library) -> None:
    """The total is the sum that the status of the plan gives."""
    year = of(real, "2026")
    status = plan_status(real, year.plan, ON)
    *rows, total = table(plan_document(year), "Without the money they need")

    assert len(rows) == len(status.unfunded) > 0
    assert total == ["Total", f"{status.missing_money['USD']:,}\N{NO-BREAK SPACE}USD"]


def test_what_became_of_the_plan_before_is_counted_and_told(real: Library) -> None:
    """The chart, its table and the dispositions agree."""
    year = of(real, "2026")
    document = plan_document(year)
    counts = dict(table(document, "Lines of the plan of 2023 by result"))

    assert sum(int(counts[name]) for name in ("Done", "Continued", "Dropped")) == 22
    assert counts["Total"] == "22"
    assert len(table(document, "What became of the plan of 2023")) == 22


@pytest.mark.parametrize("plan", ["2023", "2026"])
def test_the_table_after_a_chart_has_the_chart_s_numbers(real: Library, plan: str) -> None:
    """Bar by bar, series by series."""
    shown = blocks(plan_document(of(real, plan)))
    pairs = [(b, shown[at + 1]) for at, b in enumerate(shown) if isinstance(b, Chart)]

    assert pairs
    for chart, after in pairs:
        assert isinstance(after, Table)
        for bar, row in zip(chart.bars, after.rows, strict=False):
            cells = [text(cell) for cell in row.cells]
            assert cells[: len(bar.parts) + 1] == [
                bar.name,
                *(f"{part.value:,}" for part in bar.parts),
            ]


def test_a_plan_without_a_single_line_still_makes_a_document(real: Library) -> None:
    """With every section, nothing to chart, and no fault of the program."""
    outputs = {k: o for k, o in real.outputs.items() if not k.startswith("2026/")}
    bare = real.plans["2026"].model_copy(update={"dispositions": []})
    library = replace(real, outputs=outputs, plans={**real.plans, "2026": bare})
    document = plan_document(of(library, "2026"))

    assert headings(document, 2) == SECTIONS
    assert write_pdf(document).startswith(b"%PDF")


def test_what_nobody_knows_is_to_be_confirmed_and_never_filled_in(real: Library) -> None:
    """The plan of 2023 has no money, dates or indicators, and says so in each cell."""
    document = plan_document(of(real, "2023"))
    [wide] = [b for b in document.plain_blocks if isinstance(b, Wide)]
    cells = [
        text(row.cells[column])
        for block in wide.blocks
        if isinstance(block, Table)
        for row in block.rows
        for column in (2, 3, 4, 5, 7, 8)
    ]

    assert set(cells) == {"(to be confirmed)"}
    assert "what 22 of 22 lines cost, and who pays" in said(document)


def test_no_person_is_named_and_the_transmittal_leaves_room_to_sign(real: Library) -> None:
    """Also where an office has given names for its focal points."""
    office = next(o for o in real.directory.values() if o.focal_points)
    point = office.focal_points[0].model_copy(update={"example": False, "verified_on": ON})
    known = office.model_copy(update={"focal_points": [point]})
    names = {office.id: {f"{point.role} {point.rank}": "Grace Hopper"}}
    library = replace(real, names=names, directory={**real.directory, office.id: known})
    document = plan_document(of(library, "2026"))
    [sign] = [b for b in blocks(document) if isinstance(b, Table) and b.to_fill]

    assert point.mailbox in said(document)
    assert "Grace" not in said(document)
    assert [text(row.cells[1]) for row in sign.rows] == ["Executive Director", "", ""]


def test_coverage_is_counted_from_what_somebody_tried(real: Library) -> None:
    """One confirmed focal point covers its office, and those that it covers for."""
    none = table(plan_document(of(real, "2026")), "Offices with focal points")[-1]
    office = real.directory["headquarters"]
    given = office.focal_points[0].model_copy(update={"example": False, "verified_on": ON})
    known = office.model_copy(update={"focal_points": [given]})
    library = replace(real, directory={**real.directory, "headquarters": known})
    one = table(plan_document(of(library, "2026")), "Offices with focal points")[-1]
    count = str(len(real.directory))

    assert none == ["Total", count, "0", "0", "0", count]
    assert one == ["Total", count, "1", "0", str(len(real.directory) - 1), "0"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_example_is_marked_on_every_page_and_draft_besides(
    real: Library, lang: Language
) -> None:
    """At the head of each page, in title and properties; a real plan bears no such mark."""
    say = phrases(lang)
    made, other = (plan_document(of(real, plan, lang)) for plan in ("2026", "2023"))

    assert made.draft_mark == f"{say('EXAMPLE')} – {say('DRAFT')}"
    assert made.title == say("Action plan {year} (example)").format(year=2026)
    assert dict(made.identity)["example"] == made.identity[-1][1]
    assert say("EXAMPLE") not in other.draft_mark
    assert other.draft_mark == say("Approval to be confirmed")
    assert made.marking.startswith(say("Unclassified"))


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_words_that_are_not_translated_are_marked_as_english(lang: Language) -> None:
    """The activities of such a plan stand in English, each told so to screen readers."""
    document = plan_document(of(load(PROJECT), "2026", lang))
    [wide] = [b for b in document.plain_blocks if isinstance(b, Wide)]
    names = [row.cells[1][0] for b in wide.blocks if isinstance(b, Table) for row in b.rows]

    assert names
    assert all(isinstance(name, Foreign) and name.lang == "en" for name in names)


def flat(words: str) -> str:
    return re.sub(r"[\s\u00ad\u200b\u2066-\u2069\u200e\u200f]", "", words)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_html_says_what_the_document_says(real: Library, lang: Language) -> None:
    """Every cell and paragraph, and nothing is fetched."""
    document = plan_document(of(real, "2026", lang))
    html = write_html(document).decode()
    shown = flat(unescape(re.sub(r"<[^>]+>", "", html[html.index("<body>") :])))
    lost = [line for line in said(document).split("\n") if flat(line) not in shown]

    assert lost == []
    assert not re.search(r"(src|href)=", html.replace('href="#', ""))


@pytest.mark.parametrize(("plan", "lang"), [("2026", "en"), ("2026", "ar"), ("2023", "fr")])
def test_word_and_excel_pass_the_open_xml_validator(
    real: Library, plan: str, lang: Language, tmp_path: Path
) -> None:
    """Microsoft's own rules, for a full plan and for one of which little is known."""
    year = of(real, plan, lang)
    document = plan_document(year)
    for name, data in (
        ("plan.docx", write_word(document)),
        ("plan.xlsx", plan_sheet(year, document)),
    ):
        (tmp_path / name).write_bytes(data)
        assert findings(tmp_path / name) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_declares_both_standards(real: Library, lang: Language) -> None:
    """The typesetter refuses skipped headings, charts without words and missing letters."""
    made = write_pdf(plan_document(of(real, "2026", lang)))

    assert b"pdfuaid:part" in made
    assert b"pdfaid:part" in made


def test_the_same_content_gives_the_same_bytes(real: Library) -> None:
    """In every format; no clock, no machine, no zip library."""
    made = []
    for _ in range(2):
        year = of(real, "2026", "ar")
        document = plan_document(year)
        formats = [write_word(document), write_pdf(document), write_html(document)]
        made.append([*formats, plan_sheet(year, document)])

    assert made[0] == made[1]


@pytest.fixture(scope="module")
def sheet(real: Library) -> openpyxl.Workbook:
    year = of(real, "2026")
    return openpyxl.load_workbook(io.BytesIO(plan_sheet(year, plan_document(year))))


def column(book: openpyxl.Workbook, name: str) -> list[object]:
    matrix = book["Plan matrix"]
    heads = [cell.value for cell in matrix[1]]
    at = heads.index(name)
    return [row[at].value for row in matrix.iter_rows(min_row=2)]


def test_days_and_numbers_in_excel_are_days_and_numbers(
    real: Library, sheet: openpyxl.Workbook
) -> None:
    """So that they sort, filter and add up."""
    activities = [line.activity for line in of(real, "2026").lines]
    ends = [each.end for each in activities]

    assert [value.date() for value in column(sheet, "End")] == ends  # type: ignore[attr-defined]
    budgets = [each.funding.budget for each in activities if each.funding]
    assert column(sheet, "Budget") == budgets
    risks = [each.risk["en"] if each.risk else "to be confirmed" for each in activities]
    assert column(sheet, "Risk that it answers") == risks
    assert set(risks) > {"to be confirmed"}


def test_the_matrix_in_excel_can_be_read_filtered_and_printed(sheet: openpyxl.Workbook) -> None:
    """The header stays and repeats, filters stand on it, pages lie and fit in width."""
    matrix = sheet["Plan matrix"]

    assert [cell.value for cell in matrix[1]] == [each.name for each in COLUMNS]
    assert matrix.freeze_panes == "B2"
    assert matrix.auto_filter.ref == "A1:AD18"
    assert matrix.print_title_rows == "$1:$1"
    assert matrix.page_setup.orientation == "landscape"
    # One page across, which the format leaves out since it is the rule; as many down as it takes.
    assert (matrix.page_setup.fitToWidth, matrix.page_setup.fitToHeight) == (None, 0)
    assert re.search("Unclassified.*EXAMPLE", str(matrix.HeaderFooter.oddHeader))


def test_the_summary_in_excel_counts_what_the_matrix_holds(sheet: openpyxl.Workbook) -> None:
    """By area and in all."""
    rows = [[cell.value for cell in row] for row in sheet["Summary"].iter_rows()]
    [total] = [row for row in rows if row[0] == "Total"]

    assert sheet.sheetnames == ["Summary", "Plan matrix"]
    assert total[1:7] == [4, 10, 2, 1, 0, 17]
    assert rows[0][0] == "Action plan 2026 (example)"


def test_words_that_look_like_a_formula_stay_words_in_excel() -> None:
    """A workbook that runs what somebody typed into a plan would be a way in."""
    library = load(PROJECT)
    key, output = next((k, o) for k, o in library.outputs.items() if k.startswith("2026/"))
    first, *rest = output.activities
    words = {"en": '=HYPERLINK("http://example.org","x")'}
    changed = output.model_copy(
        update={"activities": [first.model_copy(update={"activity": words}), *rest]}
    )
    year = of(replace(library, outputs={**library.outputs, key: changed}), "2026")
    book = openpyxl.load_workbook(io.BytesIO(plan_sheet(year, plan_document(year))))
    [cell] = [c for row in book["Plan matrix"] for c in row if c.value == words["en"]]

    assert cell.data_type == "s"
