"""Pages of action plans: where each stands on a day, then area by area what is planned and done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from babel.numbers import format_decimal

from generators.content.library import Library
from generators.content.plan import Activity, Funding, Indicator, Line, Output, Plan
from generators.content.prose import BulletList, Emphasis, Heading, Inline, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.page import Page
from generators.document.phrases import phrase, phrases
from generators.plan.status import PlanStatus, gap, plan_status, progress

_AREAS = {
    "advocacy": phrase("Advocacy"),
    "focal-point-system": phrase("Focal point system"),
    "monitoring-and-reporting": phrase("Monitoring and reporting"),
    "capacity-development-training": phrase("Incorporation in capacity development training"),
    "training": phrase("Training"),
    "partner-training-packages": phrase("Specific training packages for partners"),
    "review-of-packages": phrase("Review and adaptation of training packages"),
    "coordination-mechanisms": phrase("Participation in coordination mechanisms"),
}
_PRONGS = {
    "victims-first": phrase("The rights and dignity of victims first"),
    "ending-impunity": phrase("Ending impunity"),
    "partners": phrase("Working with Member States, civil society and partners"),
    "communication": phrase("Communication for education and transparency"),
}
_OUTCOMES = {
    "reporting": phrase("safe and accessible reporting"),
    "assistance": phrase("quality assistance"),
    "accountability": phrase("accountability, including investigation"),
    "prevention": phrase("prevention"),
    "country-structure": phrase("country structure"),
}
_STATUSES = {
    "not-started": phrase("Not started"),
    "under-way": phrase("Under way"),
    "completed": phrase("Completed"),
    "cancelled": phrase("Cancelled"),
    "": phrase("Status to be confirmed"),
}
_FUNDING = {
    "funded": phrase("Funded"),
    "partly": phrase("Partly funded"),
    "unfunded": phrase("Not funded"),
}
_FIELDS = {
    "indicator": phrase("Indicator"),
    "responsible": phrase("Responsible"),
    "start": phrase("Start"),
    "end": phrase("End"),
    "funding": phrase("Funding"),
    "status": phrase("Status"),
    "verification": phrase("Means of verification"),
    "partners": phrase("With"),
    "evidence": phrase("Evidence"),
    "baseline": phrase("Baseline"),
    "target": phrase("Target"),
    "budget": phrase("Budget"),
    "progress": phrase("Progress"),
    "activity": phrase("Activity"),
}


def plan_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield the list of plans, and one page a plan."""
    plans = sorted(library.plans.values(), key=lambda plan: plan.year, reverse=True)
    if not plans:
        return
    say = phrases(lang)
    links = tuple((Link(f"plan:{plan.year}", (Text(_title(plan, lang)),)),) for plan in plans)
    yield Page("plan/index", say("Action plans"), (BulletList(links),), plans[0].path)
    for plan in plans:
        blocks = tuple(_plan(library, plan, lang, on))
        yield Page(f"plan/{plan.year}", _title(plan, lang), blocks, plan.path)


def _title(plan: Plan, lang: Language) -> str:
    say = phrases(lang)
    title = say("Action plan {year} (example)") if plan.example else say("Action plan {year}")
    return title.format(year=plan.year)


def _plan(library: Library, plan: Plan, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    say = phrases(lang)
    yield Notice("draft", tuple(_standing(plan, lang)))
    yield Paragraph(told(plan.about, lang))
    yield from _status(plan_status(library, plan, on), plan, lang, on)
    for area, outputs in groupby(library.plan_outputs(plan), key=lambda output: output.area):
        yield Heading(2, (Text(say(_AREAS[area])),), anchor=area)
        for output in outputs:
            yield from _output(library, plan, output, lang)


def _standing(plan: Plan, lang: Language) -> Iterator[Inline]:
    """Yield what readers must know first: that it is an example, and whether it is approved."""
    say = phrases(lang)
    if plan.example:
        yield Text(say("Example: nobody has planned this, and every value in it is made up.") + " ")
    if plan.approved == "no":
        yield Text(say("Draft: nobody with authority has approved it yet."))
    else:
        yield Text(say("Whether this plan was approved is to be confirmed."))


def _status(status: PlanStatus, plan: Plan, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    say = phrases(lang)
    yield Heading(2, (Text(say("Where it stands")),), anchor="status")
    yield Paragraph(isolated(say("As it stood on {day}.").format(day=spelled_day(on, lang))))
    counts = (
        (say(_STATUSES[name]), isolated(_number(number, lang)))
        for name, number in progress(status.lines)
        if number
    )
    yield Facts(tuple(counts))
    for title, lines in (
        (say("Overdue"), status.overdue),
        (say("Due within 30 days"), status.due),
        (say("Under way or completed, without evidence"), status.without_evidence),
    ):
        if lines:
            yield _lines(title, say("End"), [(line, _end(line, lang)) for line in lines], lang)
    if status.unfunded:
        gaps = [(line, _gap(line, lang)) for line in status.unfunded]
        yield _lines(say("Without the money they need"), say("Money missing"), gaps, lang)
        yield Paragraph(isolated(_missing(status, lang)))
    if status.not_judged:
        text = say("Lines that cannot be judged, since end, status or funding is to be confirmed: ")
        yield Paragraph(isolated(text + _number(len(status.not_judged), lang)))


def _lines(
    title: str, about: str, lines: Sequence[tuple[Line, tuple[Inline, ...]]], lang: Language
) -> Table:
    say = phrases(lang)
    header = ((Text(say("Activity")),), (Text(about),))
    rows = (Row((_activity(line, lang), cell)) for line, cell in lines)
    return Table(header, tuple(rows), (70, 30), caption=title)


def _activity(line: Line, lang: Language) -> tuple[Inline, ...]:
    return (*told(line.activity.activity, lang), *_example(line.output, lang))


def _end(line: Line, lang: Language) -> tuple[Inline, ...]:
    return isolated(spelled_day(line.activity.end, lang)) if line.activity.end else to_confirm(lang)


def _gap(line: Line, lang: Language) -> tuple[Inline, ...]:
    money = line.activity.funding
    missing = gap(line)
    if money is None or missing is None:
        return to_confirm(lang)
    return isolated(_money(missing, money, lang))


def _missing(status: PlanStatus, lang: Language) -> str:
    say = phrases(lang)
    sums = [
        f"{_number(amount, lang)} {code}" for code, amount in sorted(status.missing_money.items())
    ]
    if status.unknown_cost:
        unknown = say("lines of unknown cost: {number}")
        sums.append(unknown.format(number=_number(status.unknown_cost, lang)))
    return say("Missing in all: ") + say(", ").join(sums)


def _example(output: Output, lang: Language) -> tuple[Inline, ...]:
    """Return the mark of what is made up."""
    mark = (Text(" "), Emphasis((Text(phrases(lang)("(example)")),)))
    return mark if output.example else ()


def _output(library: Library, plan: Plan, output: Output, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if output.output:
        heading = (*told(output.output, lang), *_example(output, lang))
        yield Heading(3, heading, anchor=f"output-{output.id}")
    entries: list[tuple[str, tuple[Inline, ...]]] = []
    if output.outcome:
        entries.append((say("Outcome"), told(output.outcome, lang)))
    if output.prong:
        entries.append(
            (say("Head of the Secretary-General's strategy"), _said(_PRONGS, output.prong, lang))
        )
    if output.iasc:
        outcomes = say(", ").join(say(_OUTCOMES[each]) for each in output.iasc)
        entries.append((say("Outcomes of the Inter-Agency Standing Committee"), (Text(outcomes),)))
    if entries:
        yield Facts(tuple(entries))
    for index in range(len(output.activities)):
        yield Facts(tuple(_entries(library, Line(plan, output, index), lang)))


def _said(names: Mapping[str, str], key: str, lang: Language) -> tuple[Inline, ...]:
    return (Text(phrases(lang)(names[key])),)


def _entries(
    library: Library, line: Line, lang: Language
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """Yield what is known of an activity, and at the end what nobody has confirmed."""
    say, activity = phrases(lang), line.activity

    def named(field: str, value: tuple[Inline, ...]) -> tuple[str, tuple[Inline, ...]]:
        return say(_FIELDS[field]), value

    yield named("activity", _activity(line, lang))
    if activity.indicator:
        yield from _measured(activity.indicator, lang)
    if activity.verification:
        yield named("verification", told(activity.verification, lang))
    if activity.responsible:
        yield named("responsible", told(library.roles[activity.responsible].title, lang))
    if activity.partners:
        yield named("partners", told(activity.partners, lang))
    for field, day in (("start", activity.start), ("end", activity.end)):
        if day:
            yield named(field, isolated(spelled_day(day, lang)))
    if activity.funding:
        yield named("funding", _funded(activity.funding, lang))
    if activity.status:
        yield named("status", _said(_STATUSES, activity.status, lang))
    if activity.progress:
        yield named("progress", told(activity.progress, lang))
    for each in activity.evidence:
        dated = f"{each.reference}{say(', ')}{spelled_day(each.date, lang)}"
        yield named("evidence", isolated(dated))
    if open_fields := _open_fields(activity, lang):
        yield say("To be confirmed"), (Text(open_fields),)


def _measured(indicator: Indicator, lang: Language) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say = phrases(lang)
    yield say(_FIELDS["indicator"]), told(indicator.counts, lang)
    for name, point in (("baseline", indicator.baseline), ("target", indicator.target)):
        if point:
            value = _number(point.value, lang)
            value = (
                say("{number} per cent").format(number=value)
                if indicator.unit == "percent"
                else value
            )
            dated = f"{value}{say(', ')}{spelled_day(point.date, lang)}"
            yield say(_FIELDS[name]), isolated(dated)


def _funded(money: Funding, lang: Language) -> tuple[Inline, ...]:
    say = phrases(lang)
    parts: list[Inline] = [Text(say(_FUNDING[money.state]))]
    if money.budget is not None:
        parts += [Text(say(", ")), *isolated(_money(money.budget, money, lang))]
    if money.gap and money.state == "partly":
        missing = say("missing: {amount}").format(amount=_money(money.gap, money, lang))
        parts += [Text(say(", ")), *isolated(missing)]
    if money.source:
        parts += [Text(say(", ")), *told(money.source, lang)]
    return tuple(parts)


def _open_fields(activity: Activity, lang: Language) -> str:
    say = phrases(lang)
    names = (say(_FIELDS[name]) for name in activity.to_confirm if name in _FIELDS)
    return say(", ").join(names)


def _money(amount: int, money: Funding, lang: Language) -> str:
    return f"{_number(amount, lang)} {money.currency}"


def _number(number: int, lang: Language) -> str:
    """Return a number as a language groups it (CLDR), in the digits of the rest of the site."""
    return format_decimal(number, locale=lang, numbering_system="latn")
