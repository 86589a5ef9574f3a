"""Risks, training and implementing partners, as the content knows them."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale

from generators.content.assessments import Tool
from generators.content.learning import Course, RiskList
from generators.content.prose import Emphasis, Heading, Inline, Paragraph, Text
from generators.document.marks import confirmed_field, spelled_day, to_confirm, told
from generators.document.model import Facts, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.plan.names import number
from generators.reporting.action_plan.year import PlanYear

TRAINING = ("capacity-development-training", "training", "review-of-packages")
PARTNERS = ("partner-training-packages",)


def risks(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the lists of countries of higher risk; those that are unknown are said to be."""
    say = year.say
    yield year.heading(say("Risk assessment and countries of higher risk"), "risks")
    for risk in year.library.risks.values():
        yield from _risk_list(year, risk)
    yield year.open_points(
        say("a summary of the risk assessments of operations and programmes"),
        say("what is done in each country of higher risk"),
    )


def _risk_list(year: PlanYear, risk: RiskList) -> Iterator[PlainBlock]:
    say, lang = year.say, year.lang
    yield Heading(3, told(risk.title, lang), anchor=f"risk-{risk.id}")
    yield Paragraph(confirmed_field(risk, "about", lang))
    names: list[Inline] = []
    for country in risk.countries:
        names += [Text(say(", ")), *told(country.name, lang)] if names else told(country.name, lang)
    dates = ((say("Dated"), risk.date), (say("Valid until"), risk.valid_until))
    yield Facts(
        (
            (say("Countries"), tuple(names) or year.unknown()),
            *(
                (name, year.unknown() if day == "unknown" else isolated(spelled_day(day, lang)))
                for name, day in dates
            ),
        )
    )


def training(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what is planned on training, and the catalogue."""
    say = year.say
    yield year.heading(say("Training"), "training")
    yield from year.listed(TRAINING)
    courses = sorted(year.library.courses.values(), key=lambda course: course.order)
    names = (say("Course"), say("For"), say("Languages"), say("Valid for"), say("Last checked"))
    if courses:
        rows = tuple(_course(year, course) for course in courses)
        header = year.heads(*names)
        yield Table(header, rows, (34, 24, 14, 14, 14), caption=say("Catalogue of training"))
    yield year.open_points(
        say("who has completed the mandatory courses, of how many, and on which day"),
        say("dates of the sessions of this year"),
    )


def _course(year: PlanYear, course: Course) -> Row:
    say, lang = year.say, year.lang
    months = course.validity_months
    valid = (
        isolated(say("{number} months").format(number=number(months, lang)))
        if months
        else (Emphasis((Text(say("not stated")),)),)
    )
    checked = course.last_checked
    return Row(
        (
            _marked(year, course, "title", told(course.title, lang)),
            _marked(year, course, "audience", told(course.audience, lang))
            if course.audience
            else year.unknown(),
            _languages(year, course),
            valid,
            (Text(say("never")),) if checked == "never" else isolated(spelled_day(checked, lang)),
        )
    )


def _marked(
    year: PlanYear, record: Course, field: str, shown: tuple[Inline, ...]
) -> tuple[Inline, ...]:
    return (*shown, *to_confirm(year.lang)) if record.unconfirmed(field) else shown


def _languages(year: PlanYear, course: Course) -> tuple[Inline, ...]:
    if course.languages == "unknown":
        return year.unknown()
    names = Locale(year.lang).languages
    line = year.say(", ").join(names.get(code, code) for code in course.languages)
    return _marked(year, course, "languages", (Text(line),))


def partners(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what is planned with partners, and by what their capacity is assessed."""
    say = year.say
    yield year.heading(say("Implementing partners"), "partners")
    yield from year.listed(PARTNERS)
    header = year.heads(say("Tool of assessment"), say("Standards"), say("Valid for"))
    rows = tuple(_tool(year, tool) for tool in year.library.tools.values())
    yield Table(header, rows, (60, 20, 20), caption=say("How the capacity of partners is assessed"))
    yield year.open_points(
        say("how many partners are selected, assessed and rated, and in which rating"),
        say("how many plans for improvement are open and closed"),
    )


def _tool(year: PlanYear, tool: Tool) -> Row:
    say, lang = year.say, year.lang
    mark = to_confirm(lang) if tool.to_confirm else ()
    years = say("{number} years").format(number=number(tool.valid_years, lang))
    standards = isolated(number(len(tool.standards), lang))
    return Row((told(tool.title, lang), (*standards, *mark), (*isolated(years), *mark)))
