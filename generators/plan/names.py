"""What the parts of a plan are called, and how its numbers and marks are written."""

from __future__ import annotations

from generators.content.plan import Funding, Line
from generators.content.prose import Emphasis, Inline, Text
from generators.content.record import Language
from generators.document.marks import number, told
from generators.document.phrases import phrase, phrases

AREAS = {
    "advocacy": phrase("Advocacy"),
    "focal-point-system": phrase("Focal point system"),
    "monitoring-and-reporting": phrase("Monitoring and reporting"),
    "capacity-development-training": phrase("Incorporation in capacity development training"),
    "training": phrase("Training"),
    "partner-training-packages": phrase("Specific training packages for partners"),
    "review-of-packages": phrase("Review and adaptation of training packages"),
    "coordination-mechanisms": phrase("Participation in coordination mechanisms"),
}
PRONGS = {
    "victims-first": phrase("The rights and dignity of victims first"),
    "ending-impunity": phrase("Ending impunity"),
    "partners": phrase("Working with Member States, civil society and partners"),
    "communication": phrase("Communication for education and transparency"),
}
OUTCOMES = {
    "reporting": phrase("safe and accessible reporting"),
    "assistance": phrase("quality assistance"),
    "accountability": phrase("accountability, including investigation"),
    "prevention": phrase("prevention"),
    "country-structure": phrase("country structure"),
}
STATUSES = {
    "not-started": phrase("Not started"),
    "under-way": phrase("Under way"),
    "completed": phrase("Completed"),
    "cancelled": phrase("Cancelled"),
    "": phrase("Status to be confirmed"),
}
FUNDING = {
    "funded": phrase("Funded"),
    "partly": phrase("Partly funded"),
    "unfunded": phrase("Not funded"),
}
FIELDS = {
    "indicator": phrase("Indicator"),
    "responsible": phrase("Responsible"),
    "start": phrase("Start"),
    "end": phrase("End"),
    "funding": phrase("Funding"),
    "status": phrase("Status"),
    "verification": phrase("Means of verification"),
    "risk": phrase("Risk that it answers"),
    "partners": phrase("With"),
    "evidence": phrase("Evidence"),
    "baseline": phrase("Baseline"),
    "target": phrase("Target"),
    "budget": phrase("Budget"),
    "progress": phrase("Progress"),
    "activity": phrase("Activity"),
    "area": phrase("Area"),
    "updated": phrase("Last updated"),
}
RESULTS = {
    "done": phrase("Done"),
    "continued": phrase("Continued"),
    "dropped": phrase("Dropped"),
}


def activity_name(line: Line, lang: Language) -> tuple[Inline, ...]:
    """Return the words of an activity, marked where it is made up."""
    return (*told(line.activity.activity, lang), *example_mark(line.plan.example, lang))


def example_mark(example: bool, lang: Language) -> tuple[Inline, ...]:
    """Return the mark of what is made up, or nothing."""
    say = phrases(lang)
    return (Text(" "), Emphasis((Text(say("(example)")),))) if example else ()


def money(amount: int, funding: Funding, lang: Language) -> str:
    """Return an amount with the code of its currency."""
    return joined(amount, funding.currency or "", lang)


def joined(amount: int, currency: str, lang: Language) -> str:
    """Return an amount and the code of a currency, which no end of a line parts."""
    return f"{number(amount, lang)}\N{NO-BREAK SPACE}{currency}"
