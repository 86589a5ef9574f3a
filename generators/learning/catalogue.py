"""The training page: paths by role, all courses, and what the action plans say of them."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.learning import Course
from generators.content.library import Library
from generators.content.plan import Area
from generators.content.prose import BulletList, Heading, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.marks import told
from generators.document.model import PlainBlock, Row, Table
from generators.document.phrases import phrase, phrases
from generators.learning.lengths import audience, hours
from generators.learning.names import in_order, in_plans

GROUPS: dict[Area, str] = {
    "training": phrase("Courses for personnel"),
    "partner-training-packages": phrase("Training for and about partners"),
    "review-of-packages": phrase("Packages to be reviewed and adapted"),
}
"""The areas of the plan that courses belong to, and what each list of courses is called."""
TRAINING_AREAS: tuple[Area, ...] = ("capacity-development-training", *GROUPS)


def training(library: Library, lang: Language, figures: str = "") -> Iterator[PlainBlock]:
    """Yield the paths, the courses by area, the portfolio, and the lines of the plans.

    `figures` is the page on which numbers of people trained are published, where there is one.
    """
    say = phrases(lang)
    yield Heading(2, (Text(say("Learning paths by role")),), anchor="paths")
    links = (
        (Link(f"page:training/paths/{path.id}", told(path.title, lang)),)
        for path in in_order(library)
    )
    yield BulletList(tuple(links))
    for area, title in GROUPS.items():
        courses = [course for course in _in_order(library) if course.area == area]
        if courses:
            yield Heading(2, (Text(say(title)),), anchor=area)
            yield _table(courses, say(title), lang)
    yield from _portfolio(library, lang)
    yield Heading(2, (Text(say("Countries of higher risk")),), anchor="high-risk")
    risks = Link(
        "page:training/high-risk", (Text(say("Which countries are flagged, and by whom")),)
    )
    yield Paragraph((risks,))
    yield from _completion(figures, lang)
    yield from in_plans(library, _of_areas(library), lang)


def _completion(figures: str, lang: Language) -> Iterator[PlainBlock]:
    """Yield where completion is published: as numbers of people, so that it names nobody."""
    say = phrases(lang)
    yield Heading(2, (Text(say("How many have completed it")),), anchor="completion")
    text = say(
        "Completion is published as numbers of people: so many of so many, by office, on the day"
        " of the count. Where a number is so small that it could point to somebody, it is hidden."
    )
    yield Paragraph((Text(text),))
    if figures:
        yield Paragraph((Link(f"page:{figures}", (Text(say("Published figures")),)),))


def _in_order(library: Library) -> list[Course]:
    return sorted(library.courses.values(), key=lambda course: (course.order, course.id))


def _of_areas(library: Library) -> set[str]:
    """Return the references of all lines of plans that belong to an area of training."""
    lines = (line for plan in library.plans.values() for line in library.plan_lines(plan))
    return {line.activity.id for line in lines if line.output.area in TRAINING_AREAS}


def _table(courses: list[Course], title: str, lang: Language) -> Table:
    """Return courses with whom each is for, and how long it takes where that is stated."""
    say = phrases(lang)
    header = ((Text(say("Course")),), (Text(say("For")),))
    rows = []
    for course in courses:
        name = Link(f"page:training/courses/{course.id}", told(course.title, lang))
        about = audience(course, lang)
        if course.hours:
            about = (*about, Text(" – " + say("Length in hours: ")), *hours(course, lang))
        rows.append(Row(((name,), about)))
    return Table(header, tuple(rows), (50, 50), caption=title)


def _portfolio(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield which courses the capacity development training unit has taken into its portfolio."""
    say = phrases(lang)
    title = say("In the portfolio of the Capacity Development Training Unit")
    yield Heading(2, (Text(title),), anchor="capacity-development-training")
    taken = [course for course in _in_order(library) if course.portfolio == "yes"]
    if not taken:
        text = say(
            "UN-Habitat plans to make this subject part of that portfolio. Which courses are in it"
            " is to be confirmed."
        )
        yield Paragraph((Text(text),))
        return
    links = ((Link(f"page:training/courses/{c.id}", told(c.title, lang)),) for c in taken)
    yield BulletList(tuple(links))
