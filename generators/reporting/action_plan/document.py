"""The whole plan as one document: the sections of an annual action plan, in their order."""

from __future__ import annotations

from generators.content.plan import Plan
from generators.content.prose import Text
from generators.content.record import Language
from generators.document.audience import marking
from generators.document.marks import spelled_day
from generators.document.model import Document, PlainBlock
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.reporting.action_plan.annexes import annexes
from generators.reporting.action_plan.closing import calendar, certification, resources
from generators.reporting.action_plan.matrix import matrix
from generators.reporting.action_plan.means import partners, risk_assessment, training
from generators.reporting.action_plan.opening import (
    AUDIENCE,
    context,
    cover,
    progress,
    title,
    transmittal,
)
from generators.reporting.action_plan.people import channels, communication, focal_points
from generators.reporting.action_plan.year import PlanYear

SECTIONS = (
    cover,
    transmittal,
    context,
    progress,
    risk_assessment,
    matrix,
    training,
    partners,
    focal_points,
    channels,
    communication,
    resources,
    calendar,
    certification,
    annexes,
)


def plan_document(year: PlanYear) -> Document:
    """Return a plan as it stands on a day; what nobody has given reads "to be confirmed".

    It says no more than the site does. An example, and a plan that nobody has approved, are marked
    at the head of every page.
    """
    say, plan, lang, on = year.say, year.plan, year.lang, year.on
    blocks: tuple[PlainBlock, ...] = tuple(block for made in SECTIONS for block in made(year))
    day = say("UN-Habitat – as of {day}").format(day=spelled_day(on, lang))
    return Document(
        title(year),
        lang,
        blocks,
        subtitle=(
            Text(say("Protection from sexual exploitation and abuse, and from sexual harassment")),
        ),
        footer=isolated(day),
        created=isolated(on.isoformat()),
        draft_mark=_draft_mark(plan, lang),
        identity=(
            ("plan", (Text(str(plan.year)),)),
            ("as of", (Text(on.isoformat()),)),
            ("audience", (Text(AUDIENCE),)),
            ("marking", (Text(marking(AUDIENCE, lang)),)),
            ("example", (Text("yes" if plan.example else "no"),)),
        ),
        marking=marking(AUDIENCE, lang),
    )


def _draft_mark(plan: Plan, lang: Language) -> str:
    say = phrases(lang)
    marks = [say("EXAMPLE")] if plan.example else []
    marks.append(say("DRAFT") if plan.approved == "no" else say("Approval to be confirmed"))
    return " – ".join(marks)
