"""Briefings of the real content for tests, each made once."""

import datetime as dt
from functools import cache

from generators.content.figures import Series
from generators.content.library import Library
from generators.content.loader import load
from generators.content.record import Language
from generators.figures.release import Release
from generators.figures.tables import Axis, Count, Period, Subject, Table
from generators.reporting.briefing.deck import briefing_deck
from generators.reporting.briefing.pptx_file import write_pptx
from generators.reporting.briefing.slide_base import own_base
from generators.reporting.briefing.slides import Deck
from tests.conftest import ON, ROOT

YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
AS_OF = dt.date(2026, 3, 1)


@cache
def real() -> Library:
    return load(ROOT)


@cache
def deck(year: str, lang: Language, release: Release | None = None) -> Deck:
    library = real()
    plan, words = library.plans[year], library.briefings[year]
    return briefing_deck(library, plan, words, release, lang, ON)


@cache
def slides(year: str, lang: Language) -> bytes:
    return write_pptx(deck(year, lang), own_base(lang))


def counted(series: Series, *counts: int, period: Period = YEAR) -> Table:
    """Return a table of allegations by kind of personnel; its total is confirmed."""
    subject = Subject(series, "allegations", "reported", period, AS_OF)
    names = tuple(f"kind-{number}" for number in range(len(counts)))
    return Table(
        subject,
        Axis("personnel", names),
        tuple((Count(each, series, "allegations"),) for each in counts),
        confirmed_by="psea-coordinator",
        confirmed_on=AS_OF,
    )
