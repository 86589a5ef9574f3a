"""The first sections: transmittal, context and scope, what became of the plan before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generators.content.prose import Isolate, Paragraph, Text
from generators.document.audience import Audience, marking
from generators.document.marks import confirmed_field, number, spelled_day, told
from generators.document.model import Contents, Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated
from generators.document.phrases import phrase
from generators.plan.changes import Kind, changes
from generators.plan.names import (
    RESULTS,
)
from generators.plan.overview import particulars, plan_before, standing
from generators.reporting.action_plan.charts import counted_by_result, status_by_area
from generators.reporting.action_plan.year import PlanYear

AUDIENCE: Audience = "internal"
"""The plan holds what the site holds: no case, no count that is hidden there."""
SCOPE = ("st-sgb-2003-13", "st-sgb-2019-8", "un-protocol-implementing-partners")
"""The instruments that say whom the plan concerns."""
_OFFICES = {
    "headquarters": phrase("Headquarters"),
    "regional": phrase("Regional offices"),
    "liaison": phrase("Liaison offices"),
    "programme": phrase("Offices of programmes"),
    "country": phrase("Country offices"),
}

_KINDS: dict[Kind, str] = {
    "added": phrase("Added"),
    "changed": phrase("Changed"),
    "done": phrase("Done"),
    "continued": phrase("Continued under another reference"),
    "dropped": phrase("Dropped"),
}


def cover(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what stands under the title: how far to trust it, its particulars, the contents."""
    yield Notice("draft", tuple(standing(year.plan, year.lang)))
    yield about(year)
    yield Contents()


def about(year: PlanYear) -> Facts:
    """Return the particulars of the document; whoever submits it is named by office alone."""
    say, lang = year.say, year.lang
    return Facts(
        (
            (say("Submitted by"), year.role("executive-director")),
            (say("Submitted to"), (Text(say("Executive Office of the Secretary-General")),)),
            *particulars(year.plan, lang),
            (say("As of"), isolated(spelled_day(year.on, lang))),
            (say("Audience and marking"), (Text(marking(AUDIENCE, lang)),)),
        )
    )


def transmittal(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield the transmittal by the office that answers for the plan; nobody's name is in it."""
    say = year.say
    yield year.heading(say("Transmittal"), "transmittal")
    yield Paragraph(
        (
            Text(
                say(
                    "The Executive Director submits this action plan to the Executive Office of the"
                    " Secretary-General each year, and is accountable for it."
                )
            ),
        )
    )
    yield Notice("note", (Text(say("Until it is signed here, this document is a draft.")),))
    rows = tuple(Row(((Text(name),), ())) for name in (say("Signature"), say("Date")))
    office = Row(((Text(say("Office held")),), year.role("executive-director")))
    header = year.heads(say("Particular"), say("Entry"))
    yield Table(header, (office, *rows), (35, 65), to_fill=True)


def context(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what the plan is, the instruments it rests on, and whom and where it concerns."""
    say, lang, library = year.say, year.lang, year.library
    yield year.heading(say("Context and scope"), "context")
    yield Paragraph(told(year.plan.about, lang))
    header = year.heads(say("Instrument"), say("Binds"))
    instruments = [library.instruments[ident] for ident in SCOPE if ident in library.instruments]
    rows = tuple(
        Row(
            (
                (Isolate(each.symbol),) if each.symbol else confirmed_field(each, "title", lang),
                confirmed_field(each, "binds", lang),
            )
        )
        for each in instruments
    )
    yield Table(header, rows, (35, 65), caption=say("Whom the instruments bind"))
    kinds = Counter[str](office.kind for office in library.directory.values())
    header = year.heads(say("Kind of office"), say("Offices listed"))
    counts = [(say(name), kinds[kind]) for kind, name in _OFFICES.items()]
    entries = [*counts, (say("Total"), kinds.total())]
    rows = tuple(Row(((Text(name),), isolated(number(n, lang)))) for name, n in entries)
    yield Table(header, rows, (65, 35), caption=say("Offices in the directory"))
    yield year.open_points(
        say("the number of personnel covered, staff and others"),
        say("whether the list of offices is complete"),
    )


def progress(year: PlanYear) -> Iterator[PlainBlock]:
    """Yield what became of the plan before, what is new, and how this plan stands."""
    say, lang, library = year.say, year.lang, year.library
    yield year.heading(say("Progress on the year before"), "progress")
    before, table = library.plan_before(year.plan), plan_before(library, year.plan, lang)
    if before is None or table is None:
        yield year.open_points(say("what became of each line of the plan before"))
    else:
        results = Counter[str](each.result for each in year.plan.dispositions)
        counts = [(say(name), results[result]) for result, name in RESULTS.items()]
        yield from counted_by_result(year, counts, before.year)
        yield table
        found = list(changes(library, before, year.plan))
        kinds = Counter(each.kind for each in found)
        counted = (f"{say(name)}: {number(kinds[kind], lang)}" for kind, name in _KINDS.items())
        told_counts = isolated(say(", ").join(counted))
        yield Facts(((say("From one plan to the other, by reference"), told_counts),))
        new = {each.ref for each in found if each.kind == "added"}
        rows = tuple(
            Row(((Text(line.activity.id),), told(line.activity.activity, lang)))
            for line in year.lines
            if line.activity.id in new
        )
        if rows:
            header = year.heads(say("Reference"), say("Activity"))
            title = say("New since the plan of {year}").format(year=before.year)
            yield Table(header, rows, (30, 70), caption=title)
    yield year.heading(say("Where it stands"), "status", level=3)
    day = say("As it stood on {day}.").format(day=spelled_day(year.on, lang))
    yield Paragraph(isolated(day))
    yield from status_by_area(year)


def title(year: PlanYear) -> str:
    """Return the title of the plan's document."""
    say = year.say
    words = say("Action plan {year} (example)") if year.plan.example else say("Action plan {year}")
    return words.format(year=year.plan.year)
