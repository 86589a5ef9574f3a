"""Checks of training: facts have sources, paths can be walked, lists of countries are not old."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from babel import Locale

from generators.content.coordination import Mechanism
from generators.content.learning import SOURCED, Course, LearningPath, RiskList
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.record import MASTER, Record
from generators.content.source import nearest

CHECK_AFTER_DAYS = 365
"""Courses move from year to year: one that was looked at longer ago is looked at again."""


def facts_of_courses_have_a_source(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a source tells each fact that a course gives, or that it is to be confirmed."""
    for course in library.courses.values():
        for index, source in enumerate(course.sources):
            for place, name in enumerate(source.tells):
                if name not in SOURCED:
                    message = f"tells `{name}`, which is no fact of a course."
                    at = course.line("sources", index, "tells", place)
                    hint = nearest(name, list(SOURCED))
                    yield Problem(course.path, at, f"{message}{hint} Correct the name.")
        for name in SOURCED:
            if course.given(name) and not course.numbers(name) and not course.unconfirmed(name):
                message = (
                    f"gives `{name}`, but none of its sources `tells` it. Name it there, or in"
                )
                yield Problem(course.path, course.line(name), f"{message} `to_confirm`.")


def developers_have_a_source(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that whoever is said to have made a course is named by a source of that course."""
    for course in library.courses.values():
        known = {source.id: source for source in course.sources}
        for index, developer in enumerate(course.developers):
            source = known.get(developer.source)
            if source is None or "developers" not in source.tells:
                why = "does not tell `developers`" if source else "is none of its `sources`"
                yield Problem(
                    course.path,
                    course.line("developers", index, "source"),
                    f"`{developer.id}` is told by `{developer.source}`, which {why}."
                    f"{'' if source else nearest(developer.source, list(known))} Correct one.",
                )


def lengths_are_possible(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that the most hours of a course are more than the least."""
    for course in library.courses.values():
        for index, length in enumerate(course.hours):
            if length.most is not None and length.most <= length.hours:
                at = course.line("hours", index, "most")
                message = f"takes {length.hours} hours and at `most` {length.most}. Correct one."
                yield Problem(course.path, at, message)


def courses_are_looked_at(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a course that nobody has looked at for more than a year."""
    for course in library.courses.values():
        if not isinstance(course.last_checked, dt.date):
            continue
        age, at = (on - course.last_checked).days, course.line("last_checked")
        if age > CHECK_AFTER_DAYS:
            message = f"was last looked at on {course.last_checked}, {age} days ago; more than"
            message += f" {CHECK_AFTER_DAYS} is too long. Look at the course, then change the date."
            yield Problem(course.path, at, message, "warning")
        elif age < 0:
            message = f"was looked at on {course.last_checked}, which is after {on}. Correct it."
            yield Problem(course.path, at, message)


def paths_lead_through_courses(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each step is a course, at a time that fits, on a path that has a beginning."""
    for path in library.paths.values():
        if path.after is not None and (why := _astray(library, path)):
            yield Problem(path.path, path.line("after"), f"comes after `{path.after}`, which {why}")
        for index, step in enumerate(path.steps):
            if step.course not in library.courses:
                hint = nearest(step.course, list(library.courses))
                message = (
                    f"names the course `{step.course}`, which has no file in content/courses/."
                )
                at = path.line("steps", index, "course")
                yield Problem(path.path, at, f"{message}{hint} Correct it or add the course.")
            if (step.when == "within-months") != (step.months is not None):
                at = path.line("steps", index, "when")
                message = f"`{step.id}` is `{step.when}`"
                lack = "Add `months`." if step.months is None else "Take `months` out."
                yield Problem(path.path, at, f"{message}, which does not fit. {lack}")


def _astray(library: Library, path: LearningPath) -> str:
    """Return why the path before one cannot be walked, or nothing."""
    seen, here = {path.id}, path
    while here.after is not None:
        if here.after not in library.paths:
            return f"is no path.{nearest(here.after, list(library.paths))} Correct `after`."
        here = library.paths[here.after]
        if here.id in seen:
            return "leads back to this path. Correct one of the two."
        seen.add(here.id)
    return ""


def what_is_mandatory_is_on_the_path(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a course that is mandatory for a group is a step of that group's path."""
    for course in library.courses.values():
        groups = course.mandatory_for if isinstance(course.mandatory_for, list) else []
        for index, group in enumerate(groups):
            path = library.paths.get(group)
            if path and any(step.course == course.id for step in path.steps):
                continue
            hint = "" if path else nearest(group, list(library.paths))
            why = f"{path.path} has no such step" if path else "is no path in content/paths/"
            message = f"is mandatory for `{group}`, but {'' if path else 'that '}{why}.{hint}"
            at = course.line("mandatory_for", index)
            yield Problem(course.path, at, f"{message} Correct one of the two.")


def plan_lines_exist(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each line of a plan that a course or mechanism names is one."""
    plans = library.plans.values()
    known = {line.activity.id for plan in plans for line in library.plan_lines(plan)}
    named: list[Course | Mechanism] = [*library.courses.values(), *library.mechanisms.values()]
    for record in named:
        for index, ref in enumerate(record.plan_lines):
            if known and ref not in known:
                message = f"names the line `{ref}`, which no plan has.{nearest(ref, sorted(known))}"
                yield _at(record, f"{message} Correct it.", "plan_lines", index)


def lists_of_countries_are_dated(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a list that names countries says since when and until when, each country once."""
    codes = Locale(MASTER).territories
    for risks in library.risks.values():
        yield from _undated(risks, on)
        seen: set[str] = set()
        for index, country in enumerate(risks.countries):
            if country.id in seen:
                yield _at(risks, f"has `{country.id}` twice. Keep one.", "countries", index, "id")
            elif country.id not in codes:
                message = f"`{country.id}` is no code of a country (ISO 3166-1). Correct it."
                yield _at(risks, message, "countries", index, "id")
            seen.add(country.id)


def _undated(risks: RiskList, on: dt.date) -> Iterator[Problem]:
    for name in ("date", "valid_until"):
        if risks.countries and getattr(risks, name) == "unknown":
            message = f"names countries, but its `{name}` is unknown. Take it from the source, or"
            yield _at(risks, f"{message} leave the countries out.", name)
    if isinstance(risks.date, dt.date):
        if risks.date > on:
            yield _at(risks, f"is of {risks.date}, which is after {on}. Correct it.", "date")
        if isinstance(risks.valid_until, dt.date) and risks.valid_until < risks.date:
            message = f"ends on {risks.valid_until}, before its `date`, {risks.date}. Correct one."
            yield _at(risks, message, "valid_until")


def lists_of_countries_are_current(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a list of countries whose time has passed."""
    for risks in library.risks.values():
        since, until = risks.date, risks.valid_until
        if not isinstance(until, dt.date) or until >= on:
            continue
        if isinstance(since, dt.date) and until < since:
            continue  # told already: one of the two days is wrong
        message = f"was valid until {until}, and it is {on}. Readers are told so; get the new list."
        yield Problem(risks.path, risks.line("valid_until"), message, "warning")


def learning_leaves_the_lists_their_place(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no course, path or mechanism takes the address of a list."""
    groups = (library.courses, library.paths, library.mechanisms)
    for record in (record for group in groups for record in group.values()):
        if record.id in ("index", "meetings"):
            yield _at(record, f"is named `{record.id}`, like a list. Rename it.", "id")


def _at(record: Record, message: str, *where: str | int) -> Problem:
    return Problem(record.path, record.line(*where), message)
