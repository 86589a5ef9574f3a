"""Pages of action plans: an example says so everywhere, and what nobody knows is not filled in."""

import datetime as dt
from dataclasses import replace

import pytest

from generators.content.library import Library
from generators.content.loader import load
from generators.content.plan import AREAS
from generators.content.prose import Foreign, Heading, Paragraph
from generators.content.record import LANGUAGES, Language
from generators.document.model import Facts, Notice, Table, text
from generators.document.page import Page, page_source
from generators.document.phrases import phrases
from generators.plan.pages import plan_pages
from tests.conftest import ON, PROJECT, ROOT

EXAMPLE = "Example: nobody has planned this, and every value in it is made up."


@pytest.fixture(scope="module")
def real() -> Library:
    return load(ROOT)


@pytest.fixture(scope="module")
def dummy() -> Library:
    return load(PROJECT)


def page(library: Library, name: str, lang: Language = "en", on: dt.date = ON) -> Page:
    [found] = [each for each in plan_pages(library, lang, on) if each.path == f"plan/{name}"]
    return found


def facts(made: Page) -> list[dict[str, str]]:
    blocks = (block for block in made.blocks if isinstance(block, Facts))
    return [{name: text(value) for name, value in block.entries} for block in blocks]


def said(made: Page) -> str:
    kept = (block for block in made.blocks if isinstance(block, Paragraph | Notice | Heading))
    return "\n".join(text(block.inlines) for block in kept)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_example_says_so_beside_everything_that_is_made_up(
    real: Library, lang: Language
) -> None:
    """Title, first words, each output, each activity, and each row of the lists bear the mark."""
    made, say = page(real, "2026", lang), phrases(lang)
    mark, activity = say("(example)"), say("Activity")
    tables = [block for block in made.blocks if isinstance(block, Table)]
    marked = [row[activity] for row in facts(made) if activity in row]
    *lists, before = tables  # of the plan before, only what is said of it is made up
    marked += [text(row.cells[0]) for table in lists for row in table.rows]
    marked += [text(row.cells[1]) for row in before.rows]
    marked += [text(b.inlines) for b in made.blocks if isinstance(b, Heading) and b.level == 3]

    assert made.title == say("Action plan {year} (example)").format(year=2026)
    assert isinstance(made.blocks[0], Notice)
    assert text(made.blocks[0].inlines).startswith(say(EXAMPLE))
    assert len(marked) > 40
    assert [words for words in marked if mark not in words] == []


def test_a_real_plan_bears_no_mark_of_an_example(real: Library) -> None:
    """And says that nobody knows whether it was approved."""
    made = page(real, "2023")

    assert "(example)" not in page_source(made)
    assert "Whether this plan was approved is to be confirmed." in said(made)


@pytest.mark.parametrize("year", ["2023", "2026"])
def test_every_area_stands_on_the_page_in_its_order(real: Library, year: str) -> None:
    """The eight areas of the presentation are the parts of the page."""
    headings = [b for b in page(real, year).blocks if isinstance(b, Heading) and b.level == 2]

    assert [heading.anchor for heading in headings] == [
        *(["status"] if year == "2023" else ["status", "plan-before"]),
        *AREAS,
    ]


def test_what_the_source_does_not_give_is_named_and_not_filled_in(real: Library) -> None:
    """Each line of 2023 lists what is to be confirmed."""
    lines = [row for row in facts(page(real, "2023")) if "Activity" in row]

    assert len(lines) == len(real.plan_lines(real.plans["2023"]))
    for row in lines:
        assert "Indicator" in row["To be confirmed"]
        assert {"Indicator", "Status", "Start", "End", "Funding", "Baseline"}.isdisjoint(row)


def test_an_activity_is_told_with_all_that_is_known_of_it(dummy: Library) -> None:
    """Indicator, values with their days, the role by its title, money with what is missing."""
    [row] = [row for row in facts(page(dummy, "2026")) if row.get("Activity", "").startswith("Cou")]

    assert row == {
        "Activity": "Courses for everybody.",
        "Indicator": "Trained, of all",
        "Baseline": "40 per cent, 31 December 2025",
        "Target": "100 per cent, 31 October 2026",
        "Responsible": "Coordinator",
        "Start": "1 February 2026",
        "End": "31 October 2026",
        "Funding": "Partly funded, 1,000~USD, missing: 600~USD, Budget".replace("~", "\u00a0"),
        "Status": "Under way",
        "Last updated": "1 November 2026",
    }


def test_the_page_says_what_the_day_makes_of_it(dummy: Library) -> None:
    """Lists with nothing in them are left out; the sum stands below the lines it adds."""
    made = page(dummy, "2026")
    tables = {
        b.caption: [text(r.cells[0]) for r in b.rows] for b in made.blocks if isinstance(b, Table)
    }

    assert tables.pop("What became of the plan of 2025") == ["Courses.", "Leaflets."]
    assert tables == {
        "Overdue": ["Courses for everybody."],
        "Due within 30 days": ["A desk."],
        "Under way or completed, without evidence": ["Courses for everybody."],
        "Without the money they need": ["Courses for everybody.", "A desk."],
    }
    assert "Missing in all: 5,600\N{NO-BREAK SPACE}USD" in said(made)
    assert "As it stood on 23 November 2026." in said(made)
    earlier = page(dummy, "2026", on=dt.date(2026, 1, 1))
    assert "Overdue" not in [b.caption for b in earlier.blocks if isinstance(b, Table)]


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_words_that_are_not_translated_are_marked_as_english(
    dummy: Library, lang: Language
) -> None:
    """No English passes for a translation."""
    [notice, about, *_] = page(dummy, "2026", lang).blocks

    assert isinstance(notice, Notice)
    assert isinstance(about, Paragraph)
    assert [type(inline) for inline in about.inlines] == [Foreign]
    assert '<span lang="en"' in page_source(page(dummy, "2026", lang))


def test_the_list_of_plans_begins_with_the_latest(real: Library) -> None:
    """Each plan can be reached, and an example is called one before it is opened."""
    source = page_source(page(real, "index"))

    assert source.index("2026.html") < source.index("2023.html")
    assert "Action plan 2026 (example)" in source


def test_without_a_plan_there_is_no_page(real: Library) -> None:
    """Not even an empty list."""
    assert list(plan_pages(replace(real, plans={}, outputs={}), "en", ON)) == []


def test_what_became_of_the_plan_before_is_told_line_by_line(dummy: Library) -> None:
    """With the line that goes on, or the reason why none does."""
    blocks = [block for block in page(dummy, "2026").blocks if isinstance(block, Table)]

    assert [text(row.cells[1]) for row in blocks[-1].rows] == [
        "Continued",
        "Dropped – Nobody read them.",
    ]


def test_period_and_currency_are_told_or_to_be_confirmed(dummy: Library) -> None:
    """A plan of which the source says neither shows no guess."""
    known, unknown = facts(page(dummy, "2026"))[0], facts(page(dummy, "2025"))[0]

    assert (known["Period"], known["Currency"]) == ("1 January 2026 to 31 December 2026", "USD")
    assert (unknown["Period"], unknown["Currency"]) == ("(to be confirmed)", "(to be confirmed)")


def test_a_line_of_which_nothing_is_known_lists_all_that_is_asked(dummy: Library) -> None:
    """`everything` is spelled out for readers, and an area that is ours is named too."""
    lines = [row for row in facts(page(dummy, "2025")) if "Activity" in row]

    asked = "Indicator, Responsible, Start, End, Funding, Status"
    assert [row["To be confirmed"] for row in lines] == [asked, asked]


def test_an_area_that_the_source_does_not_give_is_to_be_confirmed(real: Library) -> None:
    """The presentation reports these actions without naming an area."""
    lines = {row["Activity"]: row for row in facts(page(real, "2023")) if "Activity" in row}

    assert lines["Reporting."]["To be confirmed"].startswith("Area, ")
    assert (
        "Area" not in lines["Mandatory training for all UN-Habitat personnel."]["To be confirmed"]
    )
