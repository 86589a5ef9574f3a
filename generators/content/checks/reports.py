"""Checks of yearly reports, management letters and of who cleared them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.plan import Activity
from generators.content.problems import Problem
from generators.content.reports import (
    CLEARABLE,
    Achieved,
    Certification,
    Clearance,
    Point,
    YearReport,
)
from generators.content.source import nearest

POINTS = ("resources", "challenges", "requests", "priorities")
"""The parts of a report that are lists of paragraphs."""


def reports_have_a_plan(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a report or letter stands beside its plan, and is an example as that is."""
    records: list[YearReport | Certification]
    records = [*library.reports.values(), *library.certifications.values()]
    for record in records:
        plan = library.plans.get(str(record.year))
        if plan is None:
            yield Problem(record.path, 1, "belongs to no plan. Write the plan.yml beside it.")
        elif plan.example != record.example:
            message = f"says `example: {str(record.example).lower()}`, but {plan.path} says"
            message += f" `example: {str(plan.example).lower()}`. Make the two the same."
            yield Problem(record.path, record.line("example"), message)
        for field in ("author", "signatory"):
            role = getattr(record, field, None)
            if role and role not in library.roles:
                hint = nearest(role, list(library.roles))
                message = f"names the role `{role}`, which has no file in content/roles/.{hint}"
                yield Problem(record.path, record.line(field), f"{message} Correct it.")


def reports_say_things_once(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each point of a report has words, or a line of the plan that tells of progress.

    Never both, so that the same fact is not written twice.
    """
    for report in library.reports.values():
        lines = _activities(library, report)
        for field in POINTS:
            for index, point in enumerate(getattr(report, field)):
                if message := _wrong_point(point, lines):
                    yield Problem(report.path, report.line(field, index), message)


def _wrong_point(point: Point, lines: dict[str, Activity]) -> str:
    if (point.words is None) == (point.ref is None):
        return f"`{point.id}` must have `words`, or the `ref` of a line of the plan. Give one."
    if point.ref is None:
        return ""
    if point.ref not in lines:
        hint = nearest(point.ref, sorted(lines))
        return f"`{point.id}` names `{point.ref}`, which is no line of the plan.{hint} Correct it."
    if lines[point.ref].progress is None:
        return f"`{point.id}` names `{point.ref}`, which has no `progress`. Write `words` instead."
    return ""


def achievements_can_be_compared(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that what was achieved is measured as the plan measures it, up to the report's day."""
    for report in library.reports.values():
        lines, seen = _activities(library, report), set[str]()
        for index, each in enumerate(report.achieved):
            if message := _wrong_value(each, report, lines.get(each.ref), each.ref in seen):
                hint = "" if each.ref in lines else nearest(each.ref, sorted(lines))
                line = report.line("achieved", index)
                yield Problem(report.path, line, f"`{each.ref}` {message}{hint}")
            seen.add(each.ref)


def _wrong_value(each: Achieved, report: YearReport, line: Activity | None, twice: bool) -> str:
    if line is None:
        return "is no line of the plan. Correct `ref`."
    if twice:
        return "has two values. Keep one."
    if line.indicator is None:
        return "has no indicator in the plan, so nothing can be compared. Remove it."
    if line.indicator.unit == "percent" and each.value > 100:
        return f"has the value {each.value}, but `unit: percent` allows 0 to 100. Correct it."
    if each.date > report.as_of:
        return f"was measured on {each.date}, after `as_of: {report.as_of}`. Correct one of them."
    return ""


def reports_have_a_period(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a report covers days of its plan, or says that they are to be confirmed."""
    for report in library.reports.values():
        period, plan = report.period, library.plans.get(str(report.year))
        if period is None:
            if "period" not in report.to_confirm:
                message = "`period` is missing. Give its days, or name it in `to_confirm`."
                yield Problem(report.path, 1, message)
        elif period.end < period.start:
            message = f"ends on {period.end}, before it starts on {period.start}. Correct one."
            yield Problem(report.path, report.line("period"), message)
        elif plan and not plan.first_day <= period.start <= period.end <= plan.last_day:
            message = f"covers {period.start} to {period.end}, but {plan.path} {plan.first_day} to"
            message += f" {plan.last_day}. Correct one of the two."
            yield Problem(report.path, report.line("period"), message)


def letters_agree_with_their_report(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a management letter has a report beside it, on the same period."""
    for year, letter in library.certifications.items():
        report, period = library.reports.get(year), letter.period
        if report is None:
            message = f"certifies a year without a report. Write content/plan/{year}/report.yml."
            yield Problem(letter.path, 1, message)
        elif report.period != period:
            other = report.period
            told = f"{other.start} to {other.end}" if other else "no period"
            message = (
                f"certifies {period.start} to {period.end}, but {report.path} covers {told}."
                " Make the two the same."
            )
            yield Problem(letter.path, letter.line("period"), message)


def clearances_have_authority(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that only who may clear has cleared: not the author, never an example."""
    for clearance in library.clearances.values():
        for field, message in clearance_faults(library, clearance):
            yield Problem(clearance.path, clearance.line(field), message)


def clearance_faults(library: Library, clearance: Clearance) -> Iterator[tuple[str, str]]:
    """Yield each field of a clearance that breaks a rule, and how; a letter is its signatory's."""
    year, _, kind = clearance.document.partition("/")
    if year not in library.plans or kind not in CLEARABLE:
        yield "document", f"`{clearance.document}` is no document. Write it as 2026/report."
        return
    if library.plans[year].example:
        yield "document", f"{year} is an example, which nobody clears. Remove this file."
    yield from _role_faults(library, clearance, year, kind)


def _role_faults(
    library: Library, clearance: Clearance, year: str, kind: str
) -> Iterator[tuple[str, str]]:
    role = library.roles.get(clearance.cleared_by)
    letter = kind == "certification"
    power = "certifications" if letter else "reports"
    able = [each.id for each in library.roles.values() if power in each.may_approve]
    if role is None:
        hint = nearest(clearance.cleared_by, list(library.roles))
        yield "cleared_by", f"`{clearance.cleared_by}` is no role in content/roles/.{hint}"
        return
    if power not in role.may_approve:
        message = f"`{role.id}` may not clear {power} ({role.path}). These roles may:"
        yield "cleared_by", f"{message} {', '.join(able) or 'none'}."
    record = (library.certifications if letter else library.reports).get(year)
    if record and record.author == role.id:
        message = f"`{role.id}` is also the author of {record.path}."
        yield "cleared_by", f"{message} Two roles must see a text: let another one clear it."
    if isinstance(record, Certification):
        yield from _signing_faults(record, clearance)


def _signing_faults(letter: Certification, clearance: Clearance) -> Iterator[tuple[str, str]]:
    if clearance.cleared_by != letter.signatory:
        message = f"the letter is signed by `{letter.signatory}`, not `{clearance.cleared_by}`."
        yield "cleared_by", f"{message} Correct the role, or the signatory in {letter.path}."
    if letter.to_confirm and clearance.sha256 == letter.sha256:
        names = ", ".join(letter.to_confirm)
        message = f"{letter.path} still has to be confirmed: {names}."
        yield "sha256", f"{message} Confirm these, take them out of `to_confirm`, then sign."


def _activities(library: Library, report: YearReport) -> dict[str, Activity]:
    plan = library.plans.get(str(report.year))
    lines = library.plan_lines(plan) if plan else []
    return {line.activity.id: line.activity for line in lines}
