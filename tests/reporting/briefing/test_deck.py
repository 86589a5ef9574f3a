"""The briefing of the Board: what it says follows from the data, and an example says so."""

import datetime as dt
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from generators.content.briefing import Briefing
from generators.content.figures import FigureRule
from generators.content.record import LANGUAGES, Language
from generators.document.model import text
from generators.document.phrases import phrases
from generators.figures.tables import NotAllowed, Period
from generators.plan.status import plan_status
from generators.reporting.briefing.deck import briefing_deck
from generators.reporting.briefing.fitting import fitted
from generators.reporting.briefing.pptx_file import write_pptx
from generators.reporting.briefing.report_slides import for_the_board, last_release
from generators.reporting.briefing.slide_base import own_base
from generators.reporting.briefing.slides import Deck, Slide
from generators.reporting.briefing.slides_html import write_slides_html
from generators.reporting.briefing.slides_pdf import write_slides_pdf
from tests.conftest import ON
from tests.reporting.briefing.decks import counted, deck, real

RULE = real().figures or FigureRule(dimensions=["personnel"])
NOTHING_PROVEN = "That nothing was reported does not prove that nothing happened."


def named(made: Deck, title: str) -> Slide:
    [found] = [slide for slide in made.slides if text(slide.title) == title]
    return found


def said(slide: Slide) -> list[str]:
    return [text(point.inlines) for point in slide.points]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", ["2023", "2026"])
def test_every_slide_has_a_title_and_no_other_has_the_same(year: str, lang: Language) -> None:
    """Whoever hears slides read out finds them again by their titles."""
    titles = [text(slide.title) for slide in deck(year, lang).slides]

    assert len(titles) > 15
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_a_real_plan_is_no_example_and_an_example_says_so_in_every_footer() -> None:
    """The mark stands before the marking, which is that of the Board's documents."""
    assert text(deck("2023", "en").footer) == "Unclassified – For the Executive Board"
    assert text(deck("2026", "en").footer) == (
        "EXAMPLE, not a real briefing – Unclassified – For the Executive Board"
    )


def test_the_agenda_item_is_that_of_the_year() -> None:
    """Number, title, meeting and day are data."""
    first = deck("2023", "en").slides[0]

    assert text(first.title).startswith("Agenda item 9: Actions taken by UN-Habitat to strengthen")
    assert said(first)[:2] == ["Executive Board of UN-Habitat", "29 March 2023"]


def test_actions_stand_as_the_plan_says_they_do() -> None:
    """What is late by the plan's own reckoning is late here, and is counted nowhere else."""
    library, made = real(), deck("2026", "en")
    status = plan_status(library, library.plans["2026"], ON)
    points = [p for s in made.slides if text(s.title).startswith("Actions: ") for p in said(s)]
    late = [p for p in points if p.startswith("Late, due ")]
    [table] = [slide.table for slide in made.slides if slide.table]
    total = dict(zip(map(text, table.header), map(text, table.rows[-1].cells), strict=True))

    assert len(late) == len(status.overdue) > 0
    assert [line.activity.activity["en"] in "\n".join(late) for line in status.overdue]
    assert total["Activities"] == str(len(status.lines))
    assert total["Late"] == str(len(late))
    assert sum(int(n) for name, n in total.items() if name not in ("Area", "Activities")) == len(
        status.lines
    )


def test_the_chart_shows_the_numbers_of_the_table_after_it() -> None:
    """Bar by bar and piece by piece; its words for who cannot see it give the sums."""
    made = deck("2026", "en")
    at, chart = next((n, slide.chart) for n, slide in enumerate(made.slides) if slide.chart)
    table = made.slides[at + 1].table
    assert chart is not None
    assert table is not None
    rows = [[text(cell) for cell in row.cells] for row in table.rows[:-1]]

    assert [bar.name for bar in chart.bars] == [name for name, *_ in rows]
    assert [[str(p.value) for p in bar.parts] for bar in chart.bars] == [row[2:] for row in rows]
    assert "Late 5" in chart.alt


def test_what_nobody_knows_is_to_be_confirmed_and_not_charted() -> None:
    """The plan of 2023 gives no status: no bar pretends that it did."""
    made = deck("2023", "en")
    points = [p for s in made.slides if text(s.title).startswith("Actions: ") for p in said(s)]

    assert [slide for slide in made.slides if slide.chart] == []
    assert "Status to be confirmed: Mandatory training for all UN-Habitat personnel." in points
    assert not [p for p in points if p.startswith(("Done", "Late", "Under way", "Not started"))]
    assert said(named(made, "Resources and gaps")) == [
        "Activities whose cost and funding are to be confirmed: 22 of 22"
    ]


def test_what_is_only_proposed_stands_under_the_recommendations_alone() -> None:
    """The four recommendations of March 2023 are lines of the plan, told once."""
    made = deck("2023", "en")
    proposed = "The Speak UP app is strongly promoted"
    found = [text(s.title) for s in made.slides if any(proposed in p for p in said(s))]

    assert found == ["Recommendations"]


def test_money_that_is_missing_is_summed_as_the_plan_sums_it() -> None:
    """In all, then line by line."""
    library = real()
    status = plan_status(library, library.plans["2026"], ON)
    first, *lines = said(named(deck("2026", "en"), "Resources and gaps"))

    assert first == f"Missing in all: {status.missing_money['USD']:,}\N{NO-BREAK SPACE}USD"
    assert len(lines) == len(status.unfunded)
    assert all("USD: " in line for line in lines)


def test_without_figures_the_number_of_reports_is_not_given() -> None:
    """Neither zero nor a blank: both subjects say so, and that it is not the same as none."""
    assert said(named(deck("2026", "en"), "Number of reports")) == [
        "Sexual exploitation and abuse: not given",
        "Sexual harassment: not given",
        "The two subjects are counted apart and never added up.",
        "“Not given” does not mean that nothing was reported.",
    ]


def test_a_confirmed_zero_prints_with_its_dates_and_what_it_does_not_prove() -> None:
    """With period, scope, day, stage, and the role that confirmed it."""
    release = for_the_board([counted("sea", 0, 0), counted("sh", 3, 1)], RULE, real())
    points = said(named(deck("2026", "en", release), "Number of reports"))

    assert points == [
        "Sexual exploitation and abuse: no reported allegations",
        "Sexual exploitation and abuse, reported, number of allegations. UN-Habitat as a whole,"
        " from 1 January 2025 to 31 December 2025. As known on 1 March 2026.",
        "The total of 0 was confirmed on 1 March 2026: PSEA coordinator.",
        "Sexual harassment: 4",
        "Sexual harassment, reported, number of allegations. UN-Habitat as a whole,"
        " from 1 January 2025 to 31 December 2025. As known on 1 March 2026.",
        "The two subjects are counted apart and never added up.",
        NOTHING_PROVEN,
    ]


def test_the_last_release_is_told_and_a_real_plan_never_takes_made_up_figures() -> None:
    """What was published stands on the slide as it was published, with its days."""
    library = real()
    example = last_release(library, library.plans["2026"], ON)
    points = said(named(deck("2026", "en", example), "Number of reports"))

    assert points[0] == "Sexual exploitation and abuse: 186"
    assert "from 1 January 2024 to 31 December 2024. As known on 31 January 2025." in points[1]
    assert "Sexual harassment: no reports" in points
    assert points[-1] == NOTHING_PROVEN
    assert last_release(library, library.plans["2026"], dt.date(2025, 2, 16)) is None
    assert last_release(library, library.plans["2023"], ON) is None


@pytest.mark.parametrize("by", ["", "nobody-at-all"])
def test_a_zero_that_no_role_confirmed_is_refused(by: str) -> None:
    """A blank that became a zero on its way would otherwise be told to the Board."""
    unconfirmed = replace(counted("sea", 0, 0), confirmed_by=by)

    with pytest.raises(NotAllowed, match="role"):
        for_the_board([unconfirmed], RULE, real())


def test_a_small_number_of_part_of_a_year_is_not_told_exactly() -> None:
    """Only totals of a whole year are exact; a quarter goes by the rule of all releases."""
    quarter = Period(dt.date(2025, 10, 1), dt.date(2025, 12, 31))
    release = for_the_board([counted("sh", 2, 0, period=quarter)], RULE, real())
    points = said(named(deck("2026", "en", release), "Number of reports"))

    assert "Sexual harassment: fewer than 5" in points


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_breakdown_reaches_no_file(lang: Language, tmp_path: Path) -> None:
    """The parts of a total are nowhere: not on slides, in notes or properties, in PDF or HTML."""
    planted = (71934217, 84615093)
    made = deck("2026", lang, for_the_board([counted("sh", *planted)], RULE, real()))
    pdf = tmp_path / "made.pdf"
    pdf.write_bytes(write_slides_pdf(made))
    printed = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout
    shown = [write_pptx(made, own_base(lang)), write_slides_html(made), printed]

    for file in shown:
        words = re.sub(r"[\s.,\u00a0\u202f\u066c\u066b]", "", file.decode(errors="ignore"))
        assert str(sum(planted)) in words
        assert not any(str(number) in words for number in planted)


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_the_example_is_marked_in_every_language(lang: Language) -> None:
    """In the words of that language."""
    mark = phrases(lang)("EXAMPLE, not a real briefing")

    assert text(deck("2026", lang).footer).startswith(mark)


def test_html_stands_alone_and_marks_every_slide() -> None:
    """No script, nothing fetched; one heading of the first level; each slide has its own name."""
    made = deck("2026", "ar")
    html = write_slides_html(made).decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert "<script" not in html
    assert not re.search(r'(?:src|href)="', html)
    assert html.count("<h1") == 1
    assert html.count("<section ") == html.count('class="foot"') == len(made.slides)
    assert len(set(re.findall(r'id="(slide-\d+)"', html))) == len(made.slides)
    assert html.count("<svg") == 1


def test_a_plan_without_a_line_has_a_briefing_without_empty_slides() -> None:
    """Nothing to chart is no reason to stop."""
    library = replace(real(), outputs={})
    plan, words = library.plans["2026"], replace_recommendations(library.briefings["2026"])
    made = briefing_deck(library, plan, words, None, "en", ON)
    laid_out = fitted(made, own_base("en").frame)

    assert not [slide for slide in made.slides if slide.chart or slide.table]
    assert said(named(made, "Resources and gaps")) == ["No activity lacks money."]
    assert all(s.points for s in laid_out.slides if s.layout == "points")


def replace_recommendations(briefing: Briefing) -> Briefing:
    """Return a briefing that names no line of its plan."""
    return briefing.model_copy(update={"recommendations": briefing.background})


def test_a_day_of_the_plan_changes_what_is_late() -> None:
    """The day is passed in; nothing asks the clock."""
    library = real()
    plan, words = library.plans["2026"], library.briefings["2026"]
    early = briefing_deck(library, plan, words, None, "en", dt.date(2026, 1, 1))

    assert not [p for slide in early.slides for p in said(slide) if p.startswith("Late")]
