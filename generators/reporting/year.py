"""A report in the making: the content of one year, the figures, for whom and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.record import Language
from generators.content.reports import YearReport
from generators.document.audience import Audience
from generators.document.phrases import Say, phrases
from generators.figures.blocks import Names
from generators.figures.naming import reader_names
from generators.reporting.counts import Counts


@dataclass(frozen=True)
class Year:
    """All that the parts of a report are made from."""

    library: Library
    plan: Plan
    report: YearReport
    counts: Counts
    names: Names
    audience: Audience
    lang: Language

    @property
    def say(self) -> Say:
        """Return the phrases of the report's language."""
        return phrases(self.lang)


def year_of(
    library: Library, plan: Plan, counts: Counts, audience: Audience, lang: Language
) -> Year:
    """Return what the report on the year of a plan is made from; raises `KeyError` without one."""
    report = library.reports[str(plan.year)]
    return Year(library, plan, report, counts, reader_names(library, lang), audience, lang)
