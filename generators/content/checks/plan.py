"""Checks of action plans: what can be followed up, by whom, for how much, and nothing by guess.

A field that a source does not give may be left out, but only where `to_confirm` names it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generators.content.checks.facts import strings
from generators.content.library import Library
from generators.content.plan import Line, Plan
from generators.content.problems import Problem
from generators.content.record import Record
from generators.content.source import nearest

EXAMPLE = "Example"
"""How the reference of made-up evidence begins."""
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Mme|Mlle|Sr|Sra|M(?=\.))\b\.?\s+[^\W\d_][\w'’-]+"
    r"|(?<![\w.])[A-Z]\.\s?[A-Z][a-z][\w'’-]*|\S+@\S+|(?:السيدة|السيد|الدكتورة|الدكتور)\s+\S+"
)
"""A form of address or an initial with what follows it, or a mailbox."""


def plans_are_whole(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each output belongs to a plan, and that a reference means one line of it."""
    for key, output in library.outputs.items():
        if key.partition("/")[0] not in library.plans:
            yield Problem(output.path, 1, "belongs to no plan. Write the plan.yml beside it.")
        for name in ("prong", "outcome", "output"):
            if getattr(output, name) is None and name not in output.to_confirm:
                message = f"has no {name}. Add it, or name `{name}` in `to_confirm`."
                yield Problem(output.path, 1, message)
    for plan in library.plans.values():
        seen: dict[str, Line] = {}
        for line in library.plan_lines(plan):
            ident = line.activity.id
            if ident in seen:
                other = seen[ident].output.path
                message = f"gives the reference `{ident}`, which {other} gives to another line."
                yield _problem(line, "id", f"{message} Rename one of the two.")
            seen[ident] = line


def lines_have_one_role(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each line of a plan is the task of one role, which has a file."""
    for line in _lines(library):
        role = line.activity.responsible
        if role is None:
            yield from _missing(line, "responsible", "Name the one role that answers for it")
        elif role not in library.roles:
            hint = nearest(role, list(library.roles))
            message = f"is the task of `{role}`, which is no role in content/roles/.{hint}"
            yield _problem(line, "responsible", f"{message} Correct it or add the role.")


def lines_can_be_measured(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each line of a plan has an indicator with a baseline and a target."""
    for line in _lines(library):
        indicator = line.activity.indicator
        if indicator is None:
            yield from _missing(line, "indicator", "Say what will be counted")
            continue
        if indicator.baseline is None:
            yield from _missing(line, "baseline", "Give its value, date and source", "indicator")
        if indicator.target is None:
            yield from _missing(line, "target", "Give its value and date", "indicator")


def percentages_are_possible(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a share lies between 0 and 100, and a number is not below 0."""
    for line in _lines(library):
        indicator = line.activity.indicator
        if indicator is None:
            continue
        most = 100 if indicator.unit == "percent" else None
        for name, point in (("baseline", indicator.baseline), ("target", indicator.target)):
            if point and (point.value < 0 or (most is not None and point.value > most)):
                wanted = "0 to 100" if most else "0 or more"
                yield _problem(
                    line,
                    "indicator",
                    f"has the {name} {point.value}, but `unit: {indicator.unit}` allows {wanted}."
                    " Correct the value or the unit.",
                    name,
                    "value",
                )


def lines_keep_to_their_plan(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a line ends no earlier than it starts, and inside its plan or is `multi_year`."""
    for plan in library.plans.values():
        if plan.period is None and "period" not in plan.to_confirm:
            message = "`period` is missing. Give its start and end, or name it in `to_confirm`."
            yield Problem(plan.path, 1, message)
        elif plan.period and plan.period.end < plan.period.start:
            message = f"ends on {plan.period.end}, before it starts on {plan.period.start}."
            yield Problem(plan.path, plan.line("period"), f"{message} Correct one of the two.")
    for line in _lines(library):
        for name in ("start", "end"):
            if getattr(line.activity, name) is None:
                yield from _missing(line, name, "Give the day")
        yield from _outside(line)


def _outside(line: Line) -> Iterator[Problem]:
    start, end = line.activity.start, line.activity.end
    first, last = line.plan.first_day, line.plan.last_day
    if start and end and end < start:
        message = f"ends on {end}, before it starts on {start}. Correct one of the two."
        yield _problem(line, "end", message)
        return
    for name, day in (("start", start), ("end", end)):
        if day and not first <= day <= last and not line.activity.multi_year:
            yield _problem(
                line,
                name,
                f"has its {name} on {day}, but the plan runs from {first} to {last}."
                " Correct the day, or set `multi_year: true`.",
            )


def lines_say_how_they_stand(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each line has a status, and that a completed one has dated evidence."""
    for line in _lines(library):
        activity = line.activity
        if activity.status is None:
            yield from _missing(line, "status", "Say how it stands")
        elif activity.status == "completed" and not activity.evidence:
            message = "Give a reference and a date, or correct `status: completed`"
            yield from _missing(line, "evidence", message, "status")


def one_currency_a_plan(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a plan names its currency, and that no line of it counts in another."""
    for plan in library.plans.values():
        if plan.currency is None and "currency" not in plan.to_confirm:
            message = "`currency` is missing. Give it as USD, or name it in `to_confirm`."
            yield Problem(plan.path, 1, message)
    for line in _lines(library):
        money = line.activity.funding
        if money and money.currency and money.currency != line.plan.currency:
            yield _problem(
                line,
                "funding",
                f"counts in {money.currency}, but {line.plan.path} in"
                f" {line.plan.currency or 'no currency'}. Convert the amounts, or correct one.",
                "currency",
            )


def what_is_unfunded_is_known(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each line says what it costs, who pays for how much, and what is missing."""
    for line in _lines(library):
        money = line.activity.funding
        if money is None:
            yield from _missing(line, "funding", "Write `funding:` with `state` and `budget`")
            continue
        if money.budget is None:
            yield from _missing(line, "budget", "Give the amount", "funding")
        elif money.currency is None:
            message = "gives an amount without its `currency`. Add it."
            yield _problem(line, "funding", message, "budget")
        for wrong, message in (
            (
                money.state == "unfunded" and bool(money.source or money.secured),
                "is `unfunded`, and yet names a source or money that is secured. Correct one.",
            ),
            (
                money.state != "unfunded" and money.source is None,
                f"is `{money.state}`, but does not say by whom. Add `source`.",
            ),
            (
                money.state == "partly" and not _part(money.secured, money.budget),
                "is `partly` funded: `secured` must be more than 0 and less than `budget`."
                " Add or correct it.",
            ),
            (
                money.state == "funded" and money.secured not in (None, money.budget),
                "is `funded`, but `secured` is not the whole `budget`. Correct one of the two.",
            ),
        ):
            if wrong:
                yield _problem(line, "funding", message, "state")


def _part(secured: int | None, budget: int | None) -> bool:
    return secured is not None and budget is not None and 0 < secured < budget


def plans_name_no_person(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that plans and reports name no person: no form of address, mailbox or listed name.

    So do briefings. A name without any of these looks like the title of an office, and is not
    found.
    """
    listed = [name for names in library.names.values() for name in names.values()]
    known = re.compile("|".join(map(re.escape, listed)) or r"(?!)")
    groups = (library.plans, library.outputs, library.briefings)
    records: list[Record] = [record for group in groups for record in group.values()]
    records += [*library.reports.values(), *library.certifications.values()]
    for record in records:
        for text, at in strings(record.fields(), ()):
            found = TITLED.search(text) or known.search(text)
            if found:
                message = f"“{found[0]}” is a person's name or mailbox. Write the role instead."
                yield Problem(record.path, record.line(*at), message)


def earlier_lines_have_a_disposition(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a plan says what became of each line of the one before it."""
    for plan in library.plans.values():
        before = library.plan_before(plan)
        earlier = {line.activity.id for line in library.plan_lines(before)} if before else set()
        for ident in sorted(earlier - {each.ref for each in plan.dispositions}):
            where = before.path if before else ""
            yield Problem(
                plan.path,
                plan.line("dispositions"),
                f"says nothing of `{ident}`, a line of {where}. Add what became of it:"
                " done, continued, or dropped with a reason.",
            )
        yield from _wrong_dispositions(library, plan, earlier)


def _wrong_dispositions(library: Library, plan: Plan, earlier: set[str]) -> Iterator[Problem]:
    lines = {line.activity.id for line in library.plan_lines(plan)}
    named: set[str] = set()
    for index, each in enumerate(plan.dispositions):
        heir = each.continued_as or each.ref
        for wrong, message in (
            (
                each.ref not in earlier,
                f"`{each.ref}` is no line of the plan before."
                f"{nearest(each.ref, sorted(earlier))} Correct it.",
            ),
            (each.ref in named, f"`{each.ref}` has two dispositions. Keep one."),
            (
                each.result == "dropped" and each.reason is None,
                f"`{each.ref}` is dropped without a `reason`. Add it.",
            ),
            (
                each.result == "continued" and heir not in lines,
                f"`{each.ref}` is continued as `{heir}`, which is no line of this plan."
                f"{nearest(heir, sorted(lines))} Correct `continued_as`.",
            ),
            (
                each.result != "continued" and each.continued_as is not None,
                f"`{each.ref}` is {each.result}, and yet has `continued_as`. Remove one.",
            ),
        ):
            if wrong:
                yield Problem(plan.path, plan.line("dispositions", index, "ref"), message)
        named.add(each.ref)


def examples_are_marked(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that an example says so in each file and each reference, and a real plan nowhere."""
    for plan in library.plans.values():
        for output in library.plan_outputs(plan):
            if output.example != plan.example:
                message = f"says `example: {_yes(output.example)}`, but {plan.path} says"
                message += f" `example: {_yes(plan.example)}`. Make the two the same."
                yield Problem(output.path, output.line("example"), message)
    for line in _lines(library):
        for index, each in enumerate(line.activity.evidence):
            if each.reference.startswith(EXAMPLE) != line.plan.example:
                wanted = "must" if line.plan.example else "must not"
                yield _problem(
                    line,
                    "evidence",
                    f"has the evidence “{each.reference}”; in a plan with `example:"
                    f" {_yes(line.plan.example)}` it {wanted} begin with “{EXAMPLE}”.",
                    index,
                    "reference",
                )


def _yes(flag: bool) -> str:
    return str(flag).lower()


def _lines(library: Library) -> Iterator[Line]:
    for plan in library.plans.values():
        yield from library.plan_lines(plan)


def _problem(line: Line, field: str, message: str, *deeper: str | int) -> Problem:
    """Return a problem of one line of a plan, with its reference in front."""
    at = line.at(field, *deeper)
    return Problem(line.output.path, at, f"`{line.activity.id}` {message}")


def _missing(line: Line, field: str, remedy: str, under: str = "id") -> Iterator[Problem]:
    """Yield a problem for what is left out, unless the line says that it is to be confirmed."""
    if not line.activity.unconfirmed(field):
        yield _problem(line, under, f"has no {field}. {remedy}, or name `{field}` in `to_confirm`.")
