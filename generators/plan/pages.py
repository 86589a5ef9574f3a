"""Pages of action plans: the list of years, and for each year where it stands and all its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import BulletList, Link, Text
from generators.content.record import Language
from generators.document.page import Page
from generators.document.phrases import phrases
from generators.plan.matrix import matrix
from generators.plan.overview import overview


def plan_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield the list of plans, and one page a plan."""
    plans = sorted(library.plans.values(), key=lambda plan: plan.year, reverse=True)
    if not plans:
        return
    say = phrases(lang)
    links = tuple((Link(f"plan:{plan.year}", (Text(_title(plan, lang)),)),) for plan in plans)
    yield Page("plan/index", say("Action plans"), (BulletList(links),), plans[0].path)
    for plan in plans:
        blocks = (*overview(library, plan, lang, on), *matrix(library, plan, lang))
        yield Page(f"plan/{plan.year}", _title(plan, lang), blocks, plan.path)


def _title(plan: Plan, lang: Language) -> str:
    say = phrases(lang)
    title = say("Action plan {year} (example)") if plan.example else say("Action plan {year}")
    return title.format(year=plan.year)
