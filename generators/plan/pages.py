"""Pages of action plans: the list of years, and for each year where it stands and all its lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import BulletList, Heading, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.model import PlainBlock
from generators.document.page import Page
from generators.document.phrases import phrase, phrases
from generators.plan.matrix import matrix
from generators.plan.overview import overview

_TRAINING = ("training/index", phrase("Courses and learning paths"))
_PAGES = {
    "capacity-development-training": _TRAINING,
    "training": _TRAINING,
    "partner-training-packages": _TRAINING,
    "review-of-packages": _TRAINING,
    "coordination-mechanisms": (
        "coordination/index",
        phrase("The mechanisms, our seat in each, and their meetings"),
    ),
}
"""Areas that have pages of their own, and what the link to them says."""


def plan_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield the list of plans, and one page a plan."""
    plans = sorted(library.plans.values(), key=lambda plan: plan.year, reverse=True)
    if not plans:
        return
    say = phrases(lang)
    links = tuple((Link(f"plan:{plan.year}", (Text(_title(plan, lang)),)),) for plan in plans)
    yield Page("plan/index", say("Action plans"), (BulletList(links),), plans[0].path)
    for plan in plans:
        blocks = (*overview(library, plan, lang, on), *_led_on(matrix(library, plan, lang), lang))
        yield Page(f"plan/{plan.year}", _title(plan, lang), blocks, plan.path)


def _led_on(blocks: Iterable[PlainBlock], lang: Language) -> Iterator[PlainBlock]:
    """Yield the areas of a plan, those that have a page of their own with a link to it."""
    for block in blocks:
        yield block
        if isinstance(block, Heading) and block.anchor in _PAGES:
            page, words = _PAGES[block.anchor]
            yield Paragraph((Link(f"page:{page}", (Text(phrases(lang)(words)),)),))


def _title(plan: Plan, lang: Language) -> str:
    say = phrases(lang)
    title = say("Action plan {year} (example)") if plan.example else say("Action plan {year}")
    return title.format(year=plan.year)
