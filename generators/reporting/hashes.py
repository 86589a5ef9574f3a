"""What a clearance pins: the hash of all words of a document on a year, in the master language.

When they change, by a text, a figure or a line of the plan, the clearance is void. The hash of a
report with exact figures never enters content: whoever knows the rest of the report could find a
small figure by trying.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.record import MASTER
from generators.content.reports import Clearable
from generators.content.texts import text_hash
from generators.document.audience import Audience
from generators.document.model import Document, text
from generators.document.wording import wording, wording_hash
from generators.figures.tables import Table
from generators.reporting.action_plan.document import plan_document
from generators.reporting.action_plan.year import PlanYear
from generators.reporting.briefing.deck import briefing_deck
from generators.reporting.briefing.report_slides import for_the_board
from generators.reporting.briefing.slides import Deck
from generators.reporting.counts import Counts, exact_counts, released_counts
from generators.reporting.report import report_document
from generators.reporting.year import year_of

Hashes = Mapping[Clearable, str]
"""The hash of each document that there is."""


def hashes_of(library: Library, plan: Plan, tables: Sequence[Table]) -> dict[Clearable, str]:
    """Return the hash of each document of a year.

    With exact tables there is a report that holds them, and the briefing tells what it may of them.
    Raises `NotAllowed` or `Disclosive`, as `for_the_board` does.
    """
    year, found = str(plan.year), dict[Clearable, str]()
    found["plan"] = wording_hash(_plan_document(library, plan))
    if report := library.reports.get(year):
        found["report"] = report_hash(library, plan, released_counts(library, report), "public")
        if tables:
            found["exact-report"] = report_hash(library, plan, exact_counts(tables), "eosg")
    if year in library.briefings:
        found["briefing"] = text_hash(_deck_words(_briefing(library, plan, tables)))
    if year in library.certifications:
        found["certification"] = library.certifications[year].sha256
    return found


def report_hash(library: Library, plan: Plan, counts: Counts, audience: Audience) -> str:
    """Return the hash of a report's words."""
    year = year_of(library, plan, counts, audience, MASTER)
    return wording_hash(report_document(year, year.report.as_of))


def _plan_document(library: Library, plan: Plan) -> Document:
    return plan_document(PlanYear(library, plan, MASTER, _updated(library, plan)))


def _updated(library: Library, plan: Plan) -> dt.date:
    """Return the day on which a line of a plan was last updated: that is how it was cleared."""
    days = (line.activity.updated for line in library.plan_lines(plan))
    return max(days, default=plan.first_day)


def _briefing(library: Library, plan: Plan, tables: Sequence[Table]) -> Deck:
    """Return the briefing as on the day of its meeting, or of the plan's last update."""
    briefing = library.briefings[str(plan.year)]
    told = for_the_board(tables, library.figures, library) if tables and library.figures else None
    on = briefing.day or _updated(library, plan)
    return briefing_deck(library, plan, briefing, told, MASTER, on)


def _deck_words(deck: Deck) -> Iterator[str]:
    """Yield all words of slides, those for the speaker too."""
    for slide in deck.slides:
        yield text(slide.title)
        yield from (text(point.inlines) for point in slide.points)
        yield from wording(block for block in (slide.chart, slide.table) if block)
        yield from map(text, slide.notes)
