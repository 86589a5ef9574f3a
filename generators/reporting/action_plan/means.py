"""Risks, training and implementing partners, as the content knows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.assessments import Tool
from generators.content.learning import Course, RiskList
from generators.content.prose import Heading, Paragraph
from generators.document.marks import confirmed_field, number, spelled_day, to_confirm, told
from generators.document.model import Facts, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.learning.lengths import audience, hours, validity
from generators.learning.names import (
    STANDINGS,
    joined,
    listed,
    unknown,
)
from generators.reporting.action_plan.year import PlanYear

TRAINING = ("capacity-development-training", "training", "review-of-packages")
PARTNERS = ("partner-training-packages",)


def risk_assessment(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the lists of countries of higher risk; those that are unknown are said to be."""
    say = year.say
    yield year.heading(say("Risk assessment and countries of higher risk"), "risks")
    for risks in sorted(year.library.risks.values(), key=lambda each: each.id):
        yield from _risk_list(year, risks)
    yield year.open_points(
        say("a summary of the risk assessments of operations and programmes"),
        say("what is done in each country of higher risk"),
    )


def _risk_list(year: PlanYear, risks: RiskList) -> Iterator[PlainBlock]:
    say, lang = year.say, year.lang
    yield Heading(3, told(risks.title, lang), anchor=f"risk-{risks.id}")
    yield Paragraph(confirmed_field(risks, "about", lang))
    names = joined((told(country.name, lang) for country in risks.countries), lang)
    dates = ((say("As of"), risks.date), (say("Valid until"), risks.valid_until))
    days = tuple(
        (name, isolated(spelled_day(day, lang)) if isinstance(day, dt.date) else unknown(lang))
        for name, day in dates
    )
    yield Facts(((say("Countries"), names or unknown(lang)), *days))


def training(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what is planned on training, and the catalogue."""
    say = year.say
    yield year.heading(say("Training"), "training")
    yield from year.listed(TRAINING)
    courses = sorted(year.library.courses.values(), key=lambda each: (each.order, each.id))
    if courses:
        names = (say("Course"), say("At UN-Habitat"), say("For"), say("Hours"))
        header = year.heads(*names, say("Valid for, in months"))
        rows = tuple(_course(year, course) for course in courses)
        yield Table(header, rows, (30, 20, 22, 16, 12), caption=say("Catalogue of training"))
    yield year.open_points(
        say("who has completed the mandatory courses, of how many, and on which day"),
        say("dates of the sessions of this year"),
    )


def _course(year: PlanYear, course: Course) -> Row:
    lang, standing = year.lang, course.standing
    known = listed(STANDINGS, [standing], lang) if standing in STANDINGS else unknown(lang)
    mark = to_confirm(lang) if course.unconfirmed("standing") and standing in STANDINGS else ()
    title = told(course.title, lang)
    return Row(
        (
            title,
            (*known, *mark),
            audience(course, lang),
            hours(course, lang),
            validity(course, lang),
        )
    )


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
