"""How a plan stands on a day: what is late, due, without evidence or money, and what nobody knows.

Nothing here asks the clock or counts twice: a line that is completed or cancelled is neither late
nor in want of money.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generators.content.library import Library
from generators.content.plan import CLOSED, Line, Plan

DUE_WITHIN_DAYS = 30
_LAST = dt.date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """The lines of a plan that need somebody's eye on a day, by reason.

    `overdue` ended before the day, `due` end within 30 days of it, `without_evidence` are under
    way or completed and show nothing, `unfunded` lack money. `not_judged` lack a date, a status
    or a word on money, so that the other lists may be too short.
    """

    lines: tuple[Line, ...]
    overdue: tuple[Line, ...]
    due: tuple[Line, ...]
    without_evidence: tuple[Line, ...]
    unfunded: tuple[Line, ...]
    not_judged: tuple[Line, ...]

    @property
    def missing_money(self) -> dict[str, int]:
        """Return the money that is missing, by currency; lines of unknown cost add nothing."""
        sums: dict[str, int] = {}
        for money in (line.activity.funding for line in self.unfunded):
            if money and money.gap and money.currency:
                sums[money.currency] = sums.get(money.currency, 0) + money.gap
        return sums

    @property
    def unknown_cost(self) -> int:
        """Return how many lines lack money of which nobody knows how much."""
        return sum(
            line.activity.funding is not None and gap(line) is None for line in self.unfunded
        )


def plan_status(library: Library, plan: Plan, on: dt.date) -> PlanStatus:
    """Return how a plan stands on a day."""
    lines = tuple(library.plan_lines(plan))

    def those(wanted: Callable[[Line], bool]) -> tuple[Line, ...]:
        return tuple(sorted(filter(wanted, lines), key=_ends))

    soon = min(on, _LAST) + dt.timedelta(days=DUE_WITHIN_DAYS)
    return PlanStatus(
        lines=lines,
        overdue=those(lambda line: _ends(line) < on),
        due=those(lambda line: on <= _ends(line) <= soon),
        without_evidence=those(_shows_nothing),
        unfunded=those(lambda line: is_open(line) and _lacks_money(line)),
        not_judged=those(_unknown),
    )


def progress(lines: tuple[Line, ...]) -> Iterator[tuple[str, int]]:
    """Yield each status with the number of lines that have it; `` for those without one."""
    for status in ("not-started", "under-way", "completed", "cancelled", ""):
        yield status, sum((line.activity.status or "") == status for line in lines)


def gap(line: Line) -> int | None:
    """Return the money that a line lacks; None where nobody knows."""
    return line.activity.funding.gap if line.activity.funding else None


def is_open(line: Line) -> bool:
    """Return whether a line is neither completed nor cancelled."""
    return line.activity.status not in CLOSED


def _ends(line: Line) -> dt.date:
    """Return the day on which a line must be done; the end of time where none is waited for."""
    return line.activity.end if is_open(line) and line.activity.end else dt.date.max


def _shows_nothing(line: Line) -> bool:
    activity = line.activity
    return activity.status in ("under-way", "completed") and not activity.evidence


def _lacks_money(line: Line) -> bool:
    funding = line.activity.funding
    return funding is not None and funding.state != "funded"


def _unknown(line: Line) -> bool:
    activity = line.activity
    return is_open(line) and None in (activity.end, activity.status, activity.funding)
