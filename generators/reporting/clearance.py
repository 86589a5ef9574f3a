"""Who cleared which document of a year, word for word: the sheet that goes with it.

A clearance pins the hash of a document's words in the master language. When they change, by a
text, a figure or a line of the plan, it is void. The hash of a report with exact figures never
enters content: whoever knows the rest of the report could find a small figure by trying.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import Isolate, Paragraph, Text
from generators.content.record import Language
from generators.content.reports import CLEARABLE, Clearable, Clearance
from generators.document.audience import Audience, marking
from generators.document.marks import spelled_day, told
from generators.document.model import Document, Notice, PlainBlock, Row, Table, words
from generators.document.phrases import phrase, phrases

NAMES: dict[Clearable, str] = {
    "plan": phrase("Action plan"),
    "report": phrase("Yearly report, as published"),
    "exact-report": phrase("Yearly report with exact figures"),
    "briefing": phrase("Briefing of the Executive Board"),
    "certification": phrase("Management letter"),
}
Hashes = Mapping[Clearable, str]
"""The hash of each document that there is."""


def hashes_of(library: Library, plan: Plan, exact: Counts | None) -> dict[Clearable, str]:
    """Return the hash of each document of a year, as it stands in the master language.

    Without `exact` figures there is no report that holds them.
    """
    year, found = str(plan.year), {"plan": wording_hash(_plan(library, plan))}
    hashes: dict[Clearable, str] = {}
    hashes["plan"] = wording_hash(_plan(library, plan))
    for kind, audience, counts in (
        ("report", "public", released(library, plan)),
        ("exact-report", "eosg", exact),
    ):
        pass
    return hashes


@dataclass(frozen=True)
class Cleared:
    """One act of clearing, and whether the document still has the words that were cleared."""

    clearance: Clearance
    holds: bool


def cleared(hashes: Hashes, given: Iterable[Clearance], kind: Clearable) -> list[Cleared]:
    """Return the acts that cleared a document, by role."""
    acts = sorted((each for each in given if each.kind == kind), key=lambda each: each.cleared_by)
    return [Cleared(each, each.sha256 == hashes.get(kind)) for each in acts]


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
    say = phrases(lang)
    audience: Audience = "management" if "exact-report" in hashes else "internal"
    head = marking(audience, lang)
    name = say("Clearance sheet {year} (example)") if plan.example else say("Clearance sheet {year}")
    return Document(
        title=name.format(year=plan.year),
        lang=lang,
        subtitle=words("UN-Habitat"),
        footer=words(head),
        created=(Text(on.isoformat()),),
        draft_mark=say("EXAMPLE – nobody clears it") if plan.example else "",
        identity=(("marking", (Text(head),)), ("audience", (Text(audience),))),
        blocks=tuple(_blocks(library, plan, hashes, list(given), lang)),
    )


def _blocks(
    library: Library, plan: Plan, hashes: Hashes, given: list[Clearance], lang: Language
) -> Iterator[PlainBlock]:
    say = phrases(lang)
    if plan.example:
        yield Notice("draft", words(say("An example is never cleared.")))
    line = say("A role clears exactly the words that the hash stands for. Once they change, the clearance is void.")
    yield Paragraph(words(line))
    heads = (say("Document"), say("Hash of its words (first 16 of 64 digits)"), say("Cleared by"), say("On"), say("State"))
    rows = [row for kind in CLEARABLE if kind in hashes for row in _rows(library, hashes, given, kind, lang)]
    yield Table(tuple(map(words, heads)), tuple(rows), (20, 27, 19, 17, 17), say("Documents of {year}").format(year=plan.year))


def _rows(
    library: Library, hashes: Hashes, given: list[Clearance], kind: Clearable, lang: Language
) -> Iterator[Row]:
    say = phrases(lang)
    name, digits = words(say(NAMES[kind])), (Isolate(grouped(hashes[kind])),)
    acts = cleared(hashes, given, kind)
    for act in acts:
        state = say("cleared") if act.holds else say("void: the words have changed")
        role = told(library.roles[act.clearance.cleared_by].title, lang)
        day = words(spelled_day(act.clearance.cleared_on, lang))
        yield Row((name, digits, role, day, words(state)))
    if not acts:
        yield Row((name, digits, words("–"), words("–"), words(say("not cleared"))))


def grouped(sha256: str) -> str:
    """Return the first 16 digits of a hash in groups of four, to be read out and compared."""
    return " ".join(sha256[at : at + 4] for at in range(0, 16, 4))
