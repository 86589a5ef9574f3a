"""Rules that block an annex, whatever its clauses say: each a named check of the answers.

The rules follow the United Nations Protocol on Allegations of Sexual Exploitation and Abuse
involving Implementing Partners and the capacity assessment that it asks for. A message says what to
do; none says anything of a case.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator

from generators.annex.assessment import (
    PLAN,
    RATING,
    STATE,
    Answers,
    actions_of,
    computed,
    scores_of,
    tool_of,
)
from generators.annex.values import Refused
from generators.content.library import Library

Rule = Callable[[Answers, Library], Iterator[Refused]]
WAIVER = ("waiver_role", "waiver_reason", "waiver_date")
BLOCKING = (STATE, "reassessment_required")
"""Answers that are read wherever they are given: they block an annex that has no use for them."""


def funded_partners_are_assessed(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure that a funded partner is assessed, or that going on without is waived and recorded."""
    unassessed = answers.get(RATING) == "not-assessed"
    if answers.get("funds_transferred") == "yes" and unassessed:
        missing = [name for name in WAIVER if name not in answers]
        if missing:
            yield Refused(
                STATE,
                "is not-assessed, but funds are transferred. Have the partner assessed first, or"
                f" record who waived it, why and when: {', '.join(missing)}.",
            )


def no_contact_means_none(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure that nobody counts as without contact who meets beneficiaries or children."""
    if answers.get(STATE) != "no-contact":
        return
    for name, told in (("beneficiary_contact", "direct"), ("children_contact", "yes")):
        if answers.get(name) == told:
            yield Refused(
                STATE,
                f"is no-contact, but `{name}` is {told}. Correct one of the two; a partner with"
                " contact is assessed.",
            )


def results_are_still_valid(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure that the result of an assessment holds on the day of issue."""
    on, end = answers.get("issued_on"), answers.get("assessment_valid_until")
    made = answers.get("assessment_date")
    if isinstance(on, dt.date) and isinstance(end, dt.date) and end < on:
        yield Refused(
            "assessment_date",
            f"gives a result that was valid until {end}; the annex is issued on {on}. Have the"
            " partner assessed again first.",
        )
    if isinstance(on, dt.date) and isinstance(made, dt.date) and made > on:
        yield Refused("assessment_date", f"is {made}, after the day of issue, {on}. Correct it.")


def no_reassessment_is_waited_for(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure that no annex is issued while a partner must be assessed again."""
    if answers.get("reassessment_required") == "yes":
        yield Refused(
            "reassessment_required",
            "is yes. Have the partner assessed again; then answer with the new result.",
        )


def plans_cover_every_unmet_standard(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure a dated action for every standard that is not met, within the longest time."""
    tool, on = tool_of(library, answers), answers.get("issued_on")
    if PLAN not in answers or tool is None or not isinstance(on, dt.date):
        return
    known = [standard.id for standard in tool.standards]
    scored = answers.get(RATING) in ("medium", "low")
    unmet = tool.unmet(scores_of(answers)) if scored else known
    planned = {standard for standard, *_ in actions_of(answers)}
    for standard in sorted(planned - set(known)):
        yield Refused(PLAN, f"has `{standard}`, no standard of {tool.id}: {', '.join(known)}.")
    for standard in (standard for standard in unmet if standard not in planned):
        yield Refused(PLAN, f"has no action for `{standard}`, which is not met. Add one.")
    last = _months_later(on, tool.plan_months_most)
    for standard, *_, due in actions_of(answers):
        day = dt.date.fromisoformat(due)
        if not on <= day <= last:
            yield Refused(
                PLAN,
                f"dates the action for `{standard}` on {day}; it must lie between the day of"
                f" issue, {on}, and {last}, {tool.plan_months_most} months later.",
            )


def pending_assessments_lie_ahead(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure that an assessment still to be made has a day after the day of issue."""
    on, due = answers.get("issued_on"), answers.get("assessment_due")
    if isinstance(on, dt.date) and isinstance(due, dt.date) and due <= on:
        yield Refused("assessment_due", f"is {due}, not after the day of issue, {on}.")


def waivers_come_first(answers: Answers, library: Library) -> Iterator[Refused]:
    """Ensure that a waiver was given by the day of issue."""
    on, given = answers.get("issued_on"), answers.get("waiver_date")
    if isinstance(on, dt.date) and isinstance(given, dt.date) and given > on:
        yield Refused("waiver_date", f"is {given}, after the day of issue, {on}.")


RULES: tuple[Rule, ...] = (
    funded_partners_are_assessed,
    no_contact_means_none,
    results_are_still_valid,
    no_reassessment_is_waited_for,
    plans_cover_every_unmet_standard,
    pending_assessments_lie_ahead,
    waivers_come_first,
)


def broken(answers: Answers, library: Library) -> list[Refused]:
    """Return what each rule says against the answers, in the order of the rules."""
    return [found for rule in RULES for found in rule(answers, library)]


def recorded_for(answers: Answers, library: Library) -> list[str]:
    """Return the questions that a rule asks beyond the clauses; none of them is printed."""
    names = []
    if answers.get("partner_type") == "government":
        names.append("legal_sign_off")
    unassessed = computed(RATING, answers, library) == "not-assessed"
    if unassessed and answers.get("funds_transferred") == "yes":
        names += WAIVER
    return names


def _months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return dt.date(day.year + year, month + 1, min(day.day, last))
