"""A partner's assessment in the answers of an annex: scores and actions read, ratings computed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping

from pydantic import ValidationError

from generators.annex.values import Refused, Value, refused
from generators.content.agreements import Action, Question
from generators.content.assessments import Tool
from generators.content.library import Library
from generators.content.source import nearest

Answers = Mapping[str, Value]
RATING, STATE, TOOL, SCORES = (
    "assessment_rating",
    "assessment_state",
    "assessment_tool",
    "assessment_scores",
)
PLAN = "corrective_actions"
LOW = ("low", "assumed-low", "not-assessed")
"""The ratings under which UN-Habitat looks more closely."""


def tool_of(library: Library, answers: Answers) -> Tool | None:
    """Return the tool that the answers name, if they do."""
    return library.tools.get(str(answers.get(TOOL, "")))


def read_scores(question: Question, given: object, tool: Tool | None) -> Value:
    """Return a score for each standard of the tool, in its order, or raise `Refused`.

    A cell of a table gives them as `policy: met; training: not met`.
    """
    if tool is None:
        raise Refused(question.id, "cannot be read before the assessment tool is known.")
    scores = _pairs(given)
    known = [standard.id for standard in tool.standards]
    wanted = f"a score for each of: {', '.join(known)}"
    if scores is None:
        raise refused(question, given, wanted)
    for ident in scores:
        if ident not in known:
            hint = nearest(ident, known)
            raise Refused(question.id, f"has `{ident}`, no standard of {tool.id}.{hint}")
    for standard in tool.standards:
        allowed = tool.words_for(standard)
        if scores.get(standard.id) not in allowed:
            shown = scores.get(standard.id, "nothing")
            wanted = f"for `{standard.id}` one of: {', '.join(allowed)}"
            raise Refused(question.id, f"wants {wanted}; given was {shown}.")
    return tuple((ident, scores[ident]) for ident in known)


def _pairs(given: object) -> dict[str, str] | None:
    if isinstance(given, str):
        parts = [part.partition(":") for part in given.split(";") if part.strip()]
        return {name.strip(): value.strip() for name, _, value in parts} or None
    if isinstance(given, dict) and all(isinstance(value, str) for value in given.values()):
        return {str(name): value.strip() for name, value in given.items()}
    return None


def read_actions(question: Question, given: object) -> list[tuple[str, ...]]:
    """Return the actions of a corrective plan: standard, action, role and ISO date of each.

    A cell of a table gives them as `training | Train all staff | Head of HR | 2027-03-31; …`.
    """
    wanted = "a list of actions, each with standard, action, role and due (2027-03-31)"
    entries = [_entry(part) for part in given.split(";")] if isinstance(given, str) else given
    if not isinstance(entries, list) or not entries:
        raise refused(question, given, wanted)
    actions: list[tuple[str, ...]] = []
    for number, entry in enumerate(entries, 1):
        try:
            action = Action.model_validate(entry)
        except ValidationError as error:
            where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the entry"
            raise Refused(
                question.id, f"wants {wanted}; in entry {number}, `{where}` is missing or wrong."
            ) from None
        actions.append((action.standard, action.action, action.role, action.due.isoformat()))
    return actions


def _entry(part: str) -> dict[str, str]:
    names = ("standard", "action", "role", "due")
    return dict(zip(names, (piece.strip() for piece in part.split("|")), strict=False))


def asked_for(name: str, answers: Answers) -> list[str]:
    """Return the questions that a computed answer waits for, as far as is known."""
    match name:
        case "assessment_rating":
            scored = answers.get(STATE) == "assessed"
            return [STATE, *([TOOL, SCORES, "reassessment_required"] if scored else [])]
        case "closer_monitoring":
            rest = ["high_risk", *asked_for(RATING, answers)]
            return [
                "funds_transferred",
                *([] if answers.get("funds_transferred") == "no" else rest),
            ]
        case "project_risks":
            return ["beneficiary_contact", "high_risk"]
        case "assessment_valid_until":
            return [TOOL, "assessment_date"]
        case "corrective_plan_end":
            return [TOOL, PLAN]
        case "corrective_months_most":
            return [TOOL]
        case _:
            return [name]


def computed(name: str, answers: Answers, library: Library) -> Value | None:
    """Return a computed answer, or None while something that it needs is not known."""
    if any(wanted not in answers for wanted in asked_for(name, answers)):
        return None
    tool = tool_of(library, answers)
    match name:
        case "assessment_rating":
            state = str(answers[STATE])
            if state != "assessed":
                return {"emergency": "assumed-low"}.get(state, state)
            return tool.rating(scores_of(answers)) if tool else None
        case "closer_monitoring":
            if answers["funds_transferred"] == "no":
                return "no"
            rating = computed(RATING, answers, library)
            return "yes" if answers["high_risk"] == "yes" or rating in LOW else "no"
        case "project_risks":
            met = answers["beneficiary_contact"] != "none" or answers["high_risk"] == "yes"
            return "yes" if met else "no"
        case "assessment_valid_until":
            on = answers["assessment_date"]
            return tool.valid_until(on) if tool and isinstance(on, dt.date) else None
        case "corrective_plan_end":
            return max(dt.date.fromisoformat(due) for *_, due in actions_of(answers))
        case "corrective_months_most":
            return tool.plan_months_most if tool else None
        case _:
            raise ValueError(f"nothing computes `{name}`")


def scores_of(answers: Answers) -> dict[str, str]:
    """Return the scores that were given, by standard."""
    given = answers.get(SCORES, ())
    assert isinstance(given, tuple)
    return {pair[0]: pair[1] for pair in given}


def actions_of(answers: Answers) -> list[tuple[str, ...]]:
    """Return the actions of the corrective plan: standard, action, role, ISO date."""
    given = answers.get(PLAN, ())
    assert isinstance(given, tuple)
    return [tuple(action) for action in given]


def as_cell(value: object) -> str:
    """Return scores or actions as one line, the way a cell of a table gives them."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {score}" for name, score in value.items())
    if isinstance(value, list) and value and isinstance(value[0], Action):
        parts = ((a.standard, a.action, a.role, a.due.isoformat()) for a in value)
        return "; ".join(" | ".join(part) for part in parts)
    return json.dumps(value, ensure_ascii=False)
