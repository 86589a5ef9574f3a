"""Who cleared which document of a year, word for word: the sheet that goes with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import Heading, Isolate, Paragraph
from generators.content.record import Language
from generators.content.reports import CLEARABLE, Clearable, Clearance
from generators.document.audience import Audience
from generators.document.marks import spelled_day, told
from generators.document.model import Document, Notice, PlainBlock, Row, Table, words
from generators.document.phrases import phrase, phrases
from generators.reporting.hashes import Hashes
from generators.reporting.paper import paper

NAMES: dict[Clearable, str] = {
    "plan": phrase("Action plan"),
    "report": phrase("Yearly report, as published"),
    "exact-report": phrase("Yearly report with exact figures"),
    "briefing": phrase("Briefing of the Executive Board"),
    "certification": phrase("Management letter"),
}


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
