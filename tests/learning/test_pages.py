"""Pages of training and coordination: what is not known says so, and nothing is promised."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest

from generators.content.facts import Role
from generators.content.learning import Country
from generators.content.library import Library
from generators.content.loader import load
from generators.content.prose import BulletList, Foreign, Heading, Link, Paragraph
from generators.content.record import LANGUAGES, Language
from generators.document.addresses import addresses_from
from generators.document.model import Facts, Notice, PlainBlock, Table, text
from generators.document.page import Page, blocks_source, page_source
from generators.document.phrases import phrases
from generators.learning.catalogue import training
from generators.learning.coordination import coordination
from generators.learning.pages import learning_pages
from generators.learning.paths import all_steps
from generators.plan.pages import plan_pages
from tests.conftest import ON, PROJECT, ROOT

CATALOGUE = {
    "prevention-of-sea": "Conduct in field missions",
    "psea-funds-and-programmes": "Agora",
    "united-to-respect": "general knowledge",
    "secretariat-mandatory-courses": "circular",
    "saying-no-to-sexual-misconduct": "ReliefWeb",
    "together-we-say-no": "News Ghana",
    "psea-coordinator-course": "Executive Board",
    "coordinators-deployment-package": "ReliefWeb",
    "iom-psea": "International Organization for Migration",
    "victims-rights": "Chief Executives Board",
    "misconduct-by-partners": "OpenWHO",
    "refresher-sessions": "Executive Board",
    "partner-training": "Executive Board",
}
"""Every course that is known or pursued, and a word of the source that names it."""


@pytest.fixture(scope="module")
def real() -> Library:
    return load(ROOT)


@pytest.fixture(scope="module")
def dummy() -> Library:
    return load(PROJECT)


def page(library: Library, name: str, lang: Language = "en", on: dt.date = ON) -> Page:
    [found] = [each for each in learning_pages(library, lang, on) if each.path == name]
    return found


def facts(blocks: Iterable[PlainBlock]) -> dict[str, str]:
    found = next(block for block in blocks if isinstance(block, Facts))
    return {name: text(value) for name, value in found.entries}


def said(blocks: Iterable[PlainBlock]) -> str:
    kept = (block for block in blocks if isinstance(block, Paragraph | Notice | Heading))
    return "\n".join(text(block.inlines) for block in kept)


def headings(blocks: Iterable[PlainBlock]) -> list[str]:
    return [text(b.inlines) for b in blocks if isinstance(b, Heading) and b.level == 2]


def test_the_catalogue_holds_every_course_that_is_known(real: Library) -> None:
    assert set(real.courses) == set(CATALOGUE)
    for ident, word in CATALOGUE.items():
        assert any(word in source.source for source in real.courses[ident].sources), ident


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_validity_that_no_source_states_is_not_for_ever(real: Library, lang: Language) -> None:
    """`null` prints as "not stated"; only one source names a number of months."""
    say = phrases(lang)
    shown = {
        ident: facts(page(real, f"training/courses/{ident}", lang).blocks)[
            say("Valid for, in months")
        ]
        for ident in real.courses
    }

    assert shown.pop("iom-psea") == "36\N{NO-BREAK SPACE}[1]"
    assert set(shown.values()) == {say("Not stated")}


def test_a_course_tells_each_fact_with_its_source(dummy: Library) -> None:
    """Numbers are those of the list below; what is to be confirmed says so."""
    made = page(dummy, "training/courses/basics")
    cited = "\N{NO-BREAK SPACE}[1]"

    assert facts(made.blocks) == {
        "Kind": "Course",
        "At UN-Habitat": "Offered",
        "For": f"Everybody{cited}",
        "Mandatory for": "Everybody\N{NO-BREAK SPACE}[2]",
        "Subject": f"sexual exploitation and abuse{cited}",
        "Covers": f"definitions, what is prohibited{cited}",
        "How": f"on line, by oneself, in person{cited}",
        "Length in hours": f"about 1.5 to 2.25 (on line, by oneself), 6 (in person){cited}",
        "Valid for, in months": "Not stated",
        "Languages": "English, Arabic\N{NO-BREAK SPACE}[2]",
        "Access": "To be confirmed",
        "Certificate": "To be confirmed",
        "Cost": "To be confirmed",
        "Codes in Inspira": "LMS-1 – all (to be confirmed)",
        "Open to everybody": f"No{cited}",
        "Made by": f"Maker{cited}",
        "Last looked at": "Never: all this is from what others write about it.",
    }
    [sources] = [b for b in made.blocks if isinstance(b, BulletList) and b.ordered]
    assert [text(item) for item in sources.items] == ["A leaflet", "A page"]
    assert page_source(made).count('href="basics.html#sources"') == 0
    assert page_source(made).count('href="#sources"') == 9


def test_what_nobody_knows_of_a_course_is_to_be_confirmed(dummy: Library) -> None:
    """A course of which only the title is known promises nothing."""
    made = page(dummy, "training/courses/next")
    known = facts(made.blocks)

    assert text(made.blocks[0].inlines) == "Subject to availability of funding."  # type: ignore[union-attr]
    assert known.pop("Kind") == "Materials, not a course"
    assert known.pop("At UN-Habitat") == "Subject to availability of funding (to be confirmed)"
    assert known.pop("Length in hours") == "Not stated"
    assert known.pop("Valid for, in months") == "12 (to be confirmed)"
    assert known.pop("Last looked at").startswith("Never")
    assert set(known.values()) == {"To be confirmed"}


def test_the_developers_of_a_package_are_those_of_its_source(real: Library) -> None:
    """The presentation names UN Women for all packages; the sources of the two name others."""
    first = page(real, "training/courses/saying-no-to-sexual-misconduct")
    second = page(real, "training/courses/together-we-say-no")
    third = page(real, "training/courses/psea-coordinator-course")

    assert "World Food Programme (WFP)\N{NO-BREAK SPACE}[1]" in facts(first.blocks)["Made by"]
    assert "UN Women" not in facts(first.blocks)["Made by"]
    assert "does not name UN Women" in said(first.blocks)
    assert facts(second.blocks)["Kind"] == "Materials, not a course"
    assert "Translators without Borders" in facts(second.blocks)["Made by"]
    assert facts(third.blocks)["Made by"] == "To be confirmed"


def test_partner_training_hangs_on_money(real: Library) -> None:
    """As the presentation says; what it must cover is that of our draft clause."""
    made = page(real, "training/courses/partner-training")

    assert text(made.blocks[0].inlines) == "Subject to availability of funding."  # type: ignore[union-attr]
    covers = facts(made.blocks)["Covers"]
    assert covers.startswith(
        "definitions, what is prohibited, the duty to report, referral to help"
    )
    assert covers.endswith("(to be confirmed)")


def test_six_months_are_those_of_an_old_circular(real: Library) -> None:
    """For staff, marked as to be confirmed, with the circular and its year; for nobody else."""
    staff = [b for b in page(real, "training/paths/staff").blocks if isinstance(b, Facts)]
    first = {name: text(value) for name, value in staff[0].entries}
    others = page(real, "training/paths/non-staff-personnel")

    assert first["When"] == "Within 6 months (to be confirmed)"
    assert "about 2016" in first["Note"]
    assert "about 2016" in first["Seen in"]
    assert "Within 6 months" not in page_source(others)
    assert "Whether the six months of staff members apply is to be confirmed." in said(
        others.blocks
    )


@pytest.mark.parametrize(
    ("lang", "when"),
    [
        ("fr", "Dans un délai de 6\N{NO-BREAK SPACE}mois"),
        ("es", "En un plazo de 6 meses"),
        ("ar", "في غضون 6 أشهر"),
    ],
)
def test_months_are_counted_as_each_language_does(real: Library, lang: Language, when: str) -> None:
    assert when in page_source(page(real, "training/paths/staff", lang))


def test_a_path_begins_with_the_steps_of_the_one_before(dummy: Library, real: Library) -> None:
    """Whoever has a further role takes what everybody takes, first and in full."""
    made = page(dummy, "training/paths/chiefs")

    assert headings(made.blocks) == ["1. Basics", "2. Next", "Seen in"]
    assert "The first steps are those of: Everybody" in said(made.blocks)
    steps = [step.course for step in all_steps(real, real.paths["psea-coordinator"])]
    assert steps == [
        "prevention-of-sea",
        "united-to-respect",
        "secretariat-mandatory-courses",
        "victims-rights",
        "refresher-sessions",
        "psea-coordinator-course",
        "coordinators-deployment-package",
        "misconduct-by-partners",
    ]


def test_the_training_page_leads_everywhere(real: Library) -> None:
    """To each path, each course, the countries, and each line of the plans that is about it."""
    source = blocks_source(training(real, "en"), addresses_from("training/index"))

    for kind, group in (("paths", real.paths), ("courses", real.courses)):
        for ident in group:
            assert f'href="{kind}/{ident}.html"' in source
    assert 'href="high-risk.html"' in source
    for year in real.plans:
        for area in (
            "capacity-development-training",
            "training",
            "partner-training-packages",
            "review-of-packages",
        ):
            assert f'href="../plan/{year}.html#{area}"' in source
    assert "figures/index" not in source


def test_completion_leads_to_published_figures_where_there_are_any(real: Library) -> None:
    """The page itself holds no number of people."""
    made = list(training(real, "en", "figures/index"))

    assert 'href="../figures/index.html"' in blocks_source(made, addresses_from("training/index"))
    assert "How many have completed it" in headings(made)


def test_the_portfolio_lists_what_is_in_it(real: Library, dummy: Library) -> None:
    """While nobody has said which courses are, the page says that."""
    assert "Which courses are in it is to be confirmed." in said(training(real, "en"))
    assert "is to be confirmed." not in said(training(dummy, "en"))


@pytest.mark.parametrize("year", ["2023", "2026"])
def test_the_areas_of_a_plan_lead_to_training_and_coordination(real: Library, year: str) -> None:
    """Each area with pages of its own has the way to them below its heading."""
    [made] = [each for each in plan_pages(real, "en", ON) if each.path == f"plan/{year}"]
    led = {
        before.anchor: block.inlines[0].target
        for before, block in zip(made.blocks, made.blocks[1:], strict=False)
        if isinstance(before, Heading)
        and isinstance(block, Paragraph)
        and isinstance(block.inlines[0], Link)
    }

    assert led == {
        "capacity-development-training": "page:training/index",
        "training": "page:training/index",
        "partner-training-packages": "page:training/index",
        "review-of-packages": "page:training/index",
        "coordination-mechanisms": "page:coordination/index",
    }


def test_a_list_of_countries_shows_its_days_and_our_offices(dummy: Library) -> None:
    """A country without an office of ours says so."""
    made = page(dummy, "training/high-risk")
    [table] = [block for block in made.blocks if isinstance(block, Table)]

    assert facts(made.blocks)["Valid until"] == "23 November 2026"
    assert [[text(cell) for cell in row.cells] for row in table.rows] == [
        ["Norway", "Oslo presence"],
        ["Sweden", "None"],
    ]
    assert not [block for block in made.blocks if isinstance(block, Notice)]


def test_a_list_whose_time_has_passed_says_so_first(dummy: Library) -> None:
    """Readers are told in the list itself, from the day after."""
    made = page(dummy, "training/high-risk", on=dt.date(2026, 11, 24))
    [notice] = [block for block in made.blocks if isinstance(block, Notice)]

    assert text(notice.inlines) == "This list is out of date: it was valid until 23 November 2026."


def test_no_country_is_named_that_no_source_names(real: Library) -> None:
    """The lists ship empty, and say that the countries are to be confirmed."""
    made = page(real, "training/high-risk")

    assert [risks.countries for risks in real.risks.values()] == [[], []]
    assert said(made.blocks).count("Which countries it names is to be confirmed.") == 2
    assert not [block for block in made.blocks if isinstance(block, Table)]


def test_a_mechanism_is_told_with_our_seat_and_its_next_days(dummy: Library) -> None:
    made = page(dummy, "coordination/circle", on=dt.date(2026, 11, 26))
    [days] = [block for block in made.blocks if isinstance(block, BulletList) and block.items][:1]

    assert facts(made.blocks) == {
        "Level": "Worldwide",
        "Convened by": "To be confirmed",
        "Our seat": "Coordinator",
        "How often": "Every month",
        "Last attended": "To be confirmed",
        "Minutes": "File 7",
        "In the glossary": "Report",
        "Seen in": "A letter",
    }
    assert [text(item) for item in days.items] == [
        "26 November 2026, 15:00 (time in Nairobi)",
        "31 December 2026, 15:00 (time in Nairobi)",
        "28 January 2027, 15:00 (time in Nairobi)",
        "25 February 2027, 15:00 (time in Nairobi)",
        "25 March 2027, 15:00 (time in Nairobi)",
    ]
    assert 'href="circle.ics"' in page_source(made)


def test_a_calendar_that_has_run_out_says_so(dummy: Library) -> None:
    made = page(dummy, "coordination/circle", on=dt.date(2027, 4, 1))

    assert "No more meetings are listed." in said(made.blocks)


def test_every_mechanism_of_the_presentation_is_there(real: Library) -> None:
    """The four that it names, those that our facts name, and the bodies behind them."""
    listed = blocks_source(coordination(real, "en", ON), addresses_from("coordination/index"))

    assert {
        *("iasc-advisory-group", "iasc-coordinators", "sea-working-group", "psea-brown-bags"),
        *("task-force-on-harassment", "country-networks", "focal-point-meetings", "staff-union"),
        *("oscsea", "ovra", "conduct-and-discipline-service", "oios", "ethics-office"),
        "office-of-legal-affairs",
    } == set(real.mechanisms)
    for each in real.mechanisms.values():
        led = f'href="{each.id}.html"' if each.kind == "mechanism" else f">{each.name['en']}<"
        assert led.replace("'", "&#x27;") in listed or led in listed
    assert 'href="../glossary.html#oscsea"' in listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_meeting_that_ships_is_called_an_example(real: Library, lang: Language) -> None:
    """On the list, on its page, and before them a notice."""
    say = phrases(lang)
    made = list(coordination(real, lang, ON))
    coming = next(
        made[at + 2]
        for at, block in enumerate(made)
        if isinstance(block, Heading) and block.anchor == "next"
    )
    assert isinstance(coming, BulletList)
    assert len(coming.items) == 2
    assert all(say("(example)") in text(item) for item in coming.items)
    for ident in ("sea-working-group", "psea-brown-bags"):
        page_of = page(real, f"coordination/{ident}", lang)
        assert say("Examples show how a meeting will look. Nobody has arranged these.") in said(
            page_of.blocks
        )


def test_a_seat_is_a_role_and_never_a_name(dummy: Library) -> None:
    """It prints by the title of the role, in the language of the page."""
    role = Role(id="coordinator", title={"en": "Coordinator", "fr": "Coordination"}, may_approve=[])
    library = replace(dummy, roles={**dummy.roles, "coordinator": role})

    assert (
        facts(page(library, "coordination/circle", "fr").blocks)["Notre représentation"]
        == "Coordination"
    )


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_only_sources_are_left_in_english(real: Library, lang: Language) -> None:
    """Courses, paths and mechanisms are translated; where something was seen stays as it is."""
    say = phrases(lang)
    for made in learning_pages(real, lang, ON):
        for block in made.blocks:
            if isinstance(block, Paragraph) and isinstance(block.inlines[0], Foreign):
                assert made.path.startswith("training/paths/")  # the source of the path
            if isinstance(block, Facts):
                names = [
                    n for n, value in block.entries if any(isinstance(i, Foreign) for i in value)
                ]
                assert set(names) <= {say("Seen in"), say("Title in English")}


def test_a_country_that_has_two_offices_lists_both(dummy: Library) -> None:
    """By their names, each linked."""
    risks = dummy.risks["list"].model_copy(
        update={"countries": [Country(id="KE", name={"en": "Kenya"})]}
    )
    second = dummy.directory["no-oslo"].model_copy(update={"country": "KE"})
    offices = {**dummy.directory, "no-oslo": second}
    made = page(replace(dummy, risks={"list": risks}, directory=offices), "training/high-risk")
    [table] = [block for block in made.blocks if isinstance(block, Table)]

    assert text(table.rows[0].cells[1]) == "Headquarters, Oslo presence"
