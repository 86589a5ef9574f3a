"""Who cleared which document of a year, word for word: the sheet that goes with it.

A clearance pins the hash of a document's words in the master language. When they change, by a
text, a figure or a line of the plan, it is void. The hash of a report with exact figures never
enters content: whoever knows the rest of the report could find a small figure by trying.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import Heading, Isolate, Paragraph
from generators.content.record import MASTER, Language
from generators.content.reports import CLEARABLE, Clearable, Clearance
from generators.document.audience import Audience
from generators.document.marks import spelled_day, told
from generators.document.model import Document, Notice, PlainBlock, Row, Table, words
from generators.document.phrases import phrase, phrases
from generators.document.wording import wording_hash
from generators.reporting.action_plan.document import plan_document
from generators.reporting.counts import Counts
from generators.reporting.paper import paper
from generators.reporting.report import report_document
from generators.reporting.year import year_of

NAMES: dict[Clearable, str] = {
    "plan": phrase("Action plan"),
    "report": phrase("Yearly report, as published"),
    "exact-report": phrase("Yearly report with exact figures"),
    "briefing": phrase("Briefing of the Executive Board"),
    "certification": phrase("Management letter"),
}
Hashes = Mapping[Clearable, str]
"""The hash of each document that there is."""


def hashes_of(
    library: Library, plan: Plan, public: Counts, exact: Counts | None
) -> dict[Clearable, str]:
    """Return the hash of each document of a year, as it stands in the master language.

    `public` are the figures as published; without `exact` ones there is no report with these.
    """
    year, found = str(plan.year), dict[Clearable, str]()
    found["plan"] = wording_hash(_plan_document(library, plan))
    if year in library.reports:
        found["report"] = report_hash(library, plan, public, "public")
        if exact is not None:
            found["exact-report"] = report_hash(library, plan, exact, "eosg")
    if year in library.certifications:
        found["certification"] = library.certifications[year].sha256
    return found


def report_hash(library: Library, plan: Plan, counts: Counts, audience: Audience) -> str:
    """Return the hash of a report's words in the master language."""
    year = year_of(library, plan, counts, audience, MASTER)
    return wording_hash(report_document(year, year.report.as_of))


def _plan_document(library: Library, plan: Plan) -> Document:
    """Return a plan as it stood on the day on which one of its lines was last updated."""
    on = max((line.activity.updated for line in library.plan_lines(plan)), default=plan.first_day)
    return plan_document(library, plan, MASTER, on)


def holds(hashes: Hashes, clearance: Clearance) -> bool:
    """Return whether a document still has the words that were cleared."""
    return any(
        clearance.kind == kind and clearance.sha256 == sha256 for kind, sha256 in hashes.items()
    )


def sheet(
    library: Library,
    plan: Plan,
    hashes: Hashes,
    given: Iterable[Clearance],
    lang: Language,
    on: dt.date,
) -> Document:
    """Return the clearance sheet of a year; `given` are all acts of clearing of that year.

    It is for the management only where it tells of the report with exact figures.
    """
    say, audience = phrases(lang), sheet_audience(hashes)
    title = say("Clearance sheet {year}").format(year=plan.year)
    return paper(
        title=f"{title} {say('(example)')}" if plan.example else title,
        lang=lang,
        audience=audience,
        on=on,
        draft_mark=say("EXAMPLE – nobody clears it") if plan.example else "",
        blocks=_blocks(library, plan, hashes, list(given), lang),
    )


def sheet_audience(hashes: Hashes) -> Audience:
    """Return for whom the sheet is."""
    return "management" if "exact-report" in hashes else "internal"


def _blocks(
    library: Library, plan: Plan, hashes: Hashes, given: list[Clearance], lang: Language
) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if plan.example:
        yield Notice("draft", words(say("An example is never cleared.")))
    line = say("A role clears exactly the words that a hash stands for. A changed word voids it.")
    yield Paragraph(words(line))
    title = say("Documents of {year}").format(year=plan.year)
    yield Heading(2, words(title), anchor="documents")
    heads = (
        say("Document"),
        say("Hash of its words (first 16 of 64 digits)"),
        say("Cleared by"),
        say("On"),
        say("State"),
    )
    rows = [
        row
        for kind in CLEARABLE
        if kind in hashes
        for row in _rows(library, hashes, [g for g in given if g.kind == kind], kind, lang)
    ]
    yield Table(tuple(map(words, heads)), tuple(rows), (22, 26, 19, 16, 17), title)


def _rows(
    library: Library, hashes: Hashes, acts: list[Clearance], kind: Clearable, lang: Language
) -> Iterator[Row]:
    say = phrases(lang)
    name, digits = words(say(NAMES[kind])), (Isolate(grouped(hashes[kind])),)
    for act in sorted(acts, key=lambda act: act.cleared_by):
        state = say("cleared") if holds(hashes, act) else say("void: the words have changed")
        role = told(library.roles[act.cleared_by].title, lang)
        yield Row((name, digits, role, words(spelled_day(act.cleared_on, lang)), words(state)))
    if not acts:
        yield Row((name, digits, words("–"), words("–"), words(say("not cleared"))))


def grouped(sha256: str) -> str:
    """Return the first 16 digits of a hash in groups of four, to be read out and compared."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
