"""The yearly report: every figure with what it means, two subjects apart, nothing guessed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from generators.content.library import Library
from generators.content.loader import load
from generators.content.prose import Heading
from generators.content.record import LANGUAGES, Language
from generators.document.audience import Audience
from generators.document.model import PlainBlock, Table, Wide, text
from generators.document.wording import wording
from generators.figures.tables import Gap, Period
from generators.figures.tables import Table as Figures
from generators.reporting.counts import (
    Counts,
    earlier_releases,
    exact_counts,
    public_counts,
    refusals,
    released_counts,
)
from generators.reporting.reach import shown_rate
from generators.reporting.report import report_document
from generators.reporting.year import Year, year_of
from tests.conftest import ON, PROJECT, ROOT
from tests.reporting.figures_for_reports import AS_OF, YEAR, table, training

CONFIRMED = ("legal-unit", dt.date(2027, 1, 12))
REAL = load(ROOT)


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the dummy project, with the categories and the rule of figures."""
    return replace(load(PROJECT), figures=REAL.figures, categories=REAL.categories)


def made(
    library: Library,
    counts: Counts,
    audience: Audience = "eosg",
    lang: Language = "en",
    year: str = "2026",
) -> Year:
    return year_of(library, library.plans[year], counts, audience, lang)


def blocks_of(year: Year, section: str) -> list[PlainBlock]:
    """Return the blocks of one section of a report, by the anchor of its heading."""
    flat: list[PlainBlock] = []
    for block in report_document(year, ON).plain_blocks:
        flat += block.blocks if isinstance(block, Wide) else (block,)
    found: list[PlainBlock] = []
    inside = False
    for block in flat:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.anchor == section
        if inside:
            found.append(block)
    assert found, section
    return found


def said(year: Year, section: str) -> list[str]:
    return list(wording(blocks_of(year, section)))


def rows_of(year: Year, section: str, at: int = 0) -> list[list[str]]:
    """Return the rows of one table of a section, as words."""
    tables = [block for block in blocks_of(year, section) if isinstance(block, Table)]
    return [[text(cell) for cell in row.cells] for row in tables[at].rows]


def shown_to(library: Library, tables: Sequence[Figures], audience: Audience) -> Year:
    rule = library.figures
    assert rule
    counts = exact_counts(tables) if audience == "eosg" else public_counts(tables, rule)
    return made(library, counts, audience)


def test_the_two_subjects_are_counted_apart_and_their_sum_stands_nowhere(library: Library) -> None:
    """17 and 26 are there, each under its subject; 43 is not."""
    tables = [
        table("sea", "allegations", "reported", [6, 11]),
        table("sh", "allegations", "reported", [9, 17]),
    ]
    year = shown_to(library, tables, "eosg")
    everything = " ".join(wording(report_document(year, ON).plain_blocks))

    assert rows_of(year, "allegations", 0)[1][:2] == ["Allegations reported", "17"]
    assert "26" in everything
    assert "43" not in everything
    assert "never added up" in everything


def test_what_nobody_gave_reads_not_given_and_never_0(library: Library) -> None:
    """Without figures no table of the report holds a digit but those of its dates."""
    year = made(library, Counts(), "public")
    for section, at in (("allegations", 0), ("allegations", 1), ("others", 0)):
        for row in rows_of(year, section, at):
            assert row[1:] == ["not given", "–", "–"]
    for section in ("training", "partners"):
        assert "not given" in said(year, section)


def test_every_total_stands_with_stage_period_and_day(library: Library) -> None:
    year = shown_to(library, [table("sea", "allegations", "substantiated", [5, 8])], "eosg")
    row = ["Allegations substantiated", "13", "1 January 2026 to 31 December 2026"]

    assert [*row, "15 January 2027"] in rows_of(year, "allegations")
    assert any(
        line.startswith("Sexual exploitation and abuse, substantiated, number of allegations.")
        for line in said(year, "allegations")
    )


def test_a_0_that_nobody_confirmed_is_refused_and_the_refusal_says_what_to_give(
    library: Library,
) -> None:
    zero = table("sh", "allegations", "reported", [0, 0])
    period = library.reports["2026"].period
    [reason] = refusals([zero], library, period)

    assert "a published 0 needs a confirmation" in reason
    assert "`confirmed: {by: ROLE, on: DATE}`" in reason
    confirmed = table("sh", "allegations", "reported", [0, 0], confirmed=CONFIRMED)
    assert refusals([confirmed], library, period) == []


def test_no_reported_allegations_is_said_with_its_days_and_proves_nothing(library: Library) -> None:
    zero = table("sh", "allegations", "reported", [0, 0], confirmed=CONFIRMED)
    for audience in ("eosg", "public"):
        lines = said(shown_to(library, [zero], audience), "allegations")
        [line] = [line for line in lines if line.startswith("No reported allegations")]
        assert "from 1 January 2026 to 31 December 2026, as known on 15 January 2027" in line
        assert "confirmed on 12 January 2027: Legal unit." in line
        assert line.endswith("That nothing was reported does not prove that nothing happened.")


def test_0_a_hidden_count_a_gap_and_nothing_given_read_differently(library: Library) -> None:
    tables = [
        table("sea", "allegations", "reported", [2, 3, 40]),
        table("sea", "allegations", "substantiated", [Gap.NOT_COLLECTED]),
        table("sea", "allegations", "unsubstantiated", [Gap.NOT_APPLICABLE]),
        table("sh", "allegations", "reported", [0, 0], confirmed=CONFIRMED),
    ]
    year = shown_to(library, tables, "public")
    cells = {cell for at in range(5) for row in rows_of(year, "allegations", at) for cell in row}

    assert {"0", "fewer than 5", "not collected", "not applicable", "not given"} <= cells


def test_the_public_reads_no_small_count_and_the_secretary_general_reads_all(
    library: Library,
) -> None:
    figures = [table("sea", "allegations", "reported", [2, 3, 40])]
    exact = rows_of(shown_to(library, figures, "eosg"), "allegations", 1)
    public = rows_of(shown_to(library, figures, "public"), "allegations", 1)

    assert exact == [
        ["Staff", "2"],
        ["Other personnel", "3"],
        ["Personnel of implementing partners", "40"],
        ["Total", "45"],
    ]
    assert [row[1] for row in public[:2]] == ["fewer than 5", "fewer than 5"]
    assert public[3] == ["Total", "45"]


def test_training_has_numerator_denominator_rate_and_cut_off(library: Library) -> None:
    """997 of 1,000 is 99%, since a rate is never rounded up to what was not reached."""
    year = shown_to(library, [training([600, 397], [1, 2])], "eosg")

    assert rows_of(year, "training", 1)[-1] == ["Total", "997 of 1,000", "99%"]
    assert "Completion, as counted on 15 January 2027" in said(year, "training")


def test_a_rate_is_given_only_where_both_its_counts_are_shown(library: Library) -> None:
    year = shown_to(library, [training([97, 300, 250, 410], [3, 40, 31, 52])], "public")
    counts, rates = rows_of(year, "training", 0), rows_of(year, "training", 1)

    assert any("fewer than 5" in row for row in counts)
    for row, rate in zip(counts, rates, strict=True):
        hidden = not row[1][0].isdigit() or not row[3][0].isdigit()
        assert (rate[1:] == ["not calculated", "not calculated"]) == hidden
    assert "97 of 100" not in [rate[1] for rate in rates]


@pytest.mark.parametrize(
    ("done", "of", "pair"),
    [(3, 4, (3, 4)), (0, 4, (0, 4)), (0, 0, None), (5, 4, None), (Gap.NOT_COLLECTED, 4, None)],
)
def test_a_rate_needs_a_whole_that_is_not_0(
    done: int | Gap, of: int, pair: tuple[int, int] | None
) -> None:
    assert shown_rate(done, of) == pair


def test_figures_of_other_days_or_unknown_categories_are_refused(library: Library) -> None:
    period = library.reports["2026"].period
    other = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    late = table("sea", "allegations", "reported", [7], period=other)
    odd = table("sea", "allegations", "reported", [7], rows=("personnel", ("robots",)))

    assert "counts 2025-01-01 to 2025-12-31, but the report covers 2026-01-01" in "".join(
        refusals([late], library, period)
    )
    assert "`robots` is no category of `personnel`" in "".join(refusals([odd], library, period))
    assert "give `period` first" in "".join(refusals([odd], library, None))


def test_a_confirmation_from_before_the_end_of_the_period_is_refused(library: Library) -> None:
    early = ("legal-unit", dt.date(2026, 12, 1))
    zero = table("sh", "allegations", "reported", [0], confirmed=early)
    [reason] = refusals([zero], library, library.reports["2026"].period)

    assert "confirmed on 2026-12-01, before the period ends on 2026-12-31" in reason


def test_without_exact_figures_the_public_reads_what_was_released_of_the_period() -> None:
    """The example release of 2024 is an example's, and of another year."""
    report = REAL.reports["2026"]
    [release] = earlier_releases(REAL, report)
    subject = release.tables[0].subject
    there = report.model_copy(
        update={"period": report.period.model_copy(update=_days(subject.period))}
        if report.period
        else {}
    )

    assert released_counts(REAL, report) == Counts((), 5)
    assert released_counts(REAL, there).tables == release.tables
    assert earlier_releases(REAL, REAL.reports["2023"]) == []


def _days(period: Period) -> dict[str, dt.date]:
    return {"start": period.first, "end": period.last}


def test_plan_stands_against_actual_and_what_was_not_measured_says_so(library: Library) -> None:
    rows = rows_of(made(library, Counts(), "public"), "plan-against-actual")

    assert rows[0][2:5] == [
        "40% (31 December 2025)",
        "100% (31 October 2026)",
        "60% (31 October 2026)",
    ]
    assert [row[4] for row in rows[1:]] == ["not given", "not given"]


def test_each_head_of_the_strategy_is_there_and_an_empty_one_says_so(library: Library) -> None:
    lines = said(made(library, Counts(), "public"), "actions")

    assert lines[1:] == [
        "The rights and dignity of victims first",
        "Support services were visited.",
        "Ending impunity",
        "not given",
        "Working with Member States, civil society and partners",
        "Courses for everybody. Under way.",
        "A desk. Not started.",
        "A report. Completed.",
        "Communication for education and transparency",
        "not given",
    ]


def test_offices_and_stories_are_counted_from_content(library: Library) -> None:
    """Two offices without a confirmed focal point; one story that readers saw by that day."""
    year = made(library, Counts(), "public")

    assert "Covered by nobody confirmed: 2" in said(year, "focal-points")
    assert "Stories published in HabPost: 1" in said(year, "communication")


def test_the_example_is_marked_on_every_page_and_at_each_of_its_points() -> None:
    year = made(REAL, Counts(), "public")
    document = report_document(year, ON, cleared=True)
    points = [
        point
        for section in ("challenges", "requests", "priorities")
        for point in said(year, section)[1:]
    ]

    assert document.draft_mark == "EXAMPLE – every value is made up"
    assert document.title.endswith("(example)")
    assert len(points) == 7
    assert all(point.endswith("(example)") for point in points)


def test_the_year_of_the_presentation_says_what_it_told_and_gives_no_figure() -> None:
    year = made(REAL, Counts(), "public", year="2023")
    challenges = " ".join(said(year, "challenges"))

    assert "no dedicated staff member, and existing colleagues do two or three" in challenges
    assert "mostly project-funded" in challenges
    assert said(year, "focal-points")[1:] == said(year, "communication")[1:] == ["not given"]
    assert "Lines without the money they need: not given" in said(year, "resources")
    assert "periods are confirmed, one subject at a time" in " ".join(said(year, "allegations"))
    assert [row[1] for row in rows_of(year, "allegations")] == ["not given"] * 5
    assert "Period: (to be confirmed)" in list(wording(report_document(year, ON).plain_blocks))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_report_can_be_said_in_every_language(library: Library, lang: Language) -> None:
    tables = [table("sea", "allegations", "reported", [0], confirmed=CONFIRMED)]
    document = report_document(made(library, exact_counts(tables), "eosg", lang), AS_OF)

    assert document.lang == lang
    assert document.marking
    assert YEAR.year
