"""Checks of briefings: each stands beside its plan and says nothing that nobody has written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.briefing import Briefing, Point
from generators.content.checks.plan import EXAMPLE
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.source import Location, nearest

_ASKED = ("item", "day", "background", "recommendations")


def briefings_fit_their_plan(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a briefing stands beside a plan, and is an example where that is one."""
    for year, briefing in library.briefings.items():
        plan = library.plans.get(year)
        if plan is None:
            yield Problem(briefing.path, 1, "belongs to no plan. Write the plan.yml beside it.")
        elif plan.example != briefing.example:
            message = f"says `example: {_yes(briefing.example)}`, but {plan.path} says"
            message += f" `example: {_yes(plan.example)}`. Make the two the same."
            yield Problem(briefing.path, briefing.line("example"), message)
        if briefing.source.startswith(EXAMPLE) != briefing.example:
            wanted = "must" if briefing.example else "must not"
            message = f"has the source “{briefing.source}”; with"
            message += f" `example: {_yes(briefing.example)}`"
            message += f" it {wanted} begin with “{EXAMPLE}”."
            yield Problem(briefing.path, briefing.line("source"), message)


def briefings_are_whole(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a briefing has its agenda item, day, background and recommendations."""
    for briefing in library.briefings.values():
        for name in _ASKED:
            if not getattr(briefing, name) and name not in briefing.to_confirm:
                message = f"has no {name}. Add it, or name `{name}` in `to_confirm`."
                yield Problem(briefing.path, 1, message)


def points_say_one_thing(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a point has words of its own or a line of the plan, and its own id."""
    for year, briefing in library.briefings.items():
        plan = library.plans.get(year)
        lines = [line.activity.id for line in library.plan_lines(plan)] if plan else []
        seen: set[str] = set()
        for point, at in _points(briefing):
            for wrong, message in (
                (point.id in seen, f"`{point.id}` is the id of two points. Rename one."),
                (
                    (point.text is None) == (point.ref is None),
                    f"`{point.id}` needs either `text` or `ref`, and not both.",
                ),
                (
                    point.ref is not None and plan is not None and point.ref not in lines,
                    f"`{point.id}` names `{point.ref}`, which is no line of the plan of {year}."
                    f"{nearest(point.ref or '', lines)} Correct `ref`.",
                ),
            ):
                if wrong:
                    yield Problem(briefing.path, briefing.line(*at, "id"), message)
            seen.add(point.id)


def _points(briefing: Briefing) -> Iterator[tuple[Point, Location]]:
    for name in ("background", "recommendations"):
        for index, point in enumerate(getattr(briefing, name)):
            yield point, (name, index)


def _yes(flag: bool) -> str:
    return str(flag).lower()
