"""Periods as they are asked for: whole calendar months, so that no period singles out days."""

from __future__ import annotations

import datetime as dt
import re

from generators.figures.tables import Period

WANTED = "2026 (a year), 2026-H1 (a half), 2026-Q3 (a quarter), or 2026-01/2026-09 (from, to)"
_SHORT = re.compile(r"(20\d\d)(?:-(H[12]|Q[1-4]))?")
_MONTHS = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])/(20\d\d)-(0[1-9]|1[0-2])")


def period_of(words: str) -> Period | None:
    """Return the period that words name (see `WANTED`), or None where they name none."""
    if found := _SHORT.fullmatch(words):
        year, part = int(found[1]), found[2] or "Y1"
        months = {"Y": 12, "H": 6, "Q": 3}[part[0]]
        last = months * int(part[1])
        return Period(dt.date(year, last - months + 1, 1), _end(year, last))
    if found := _MONTHS.fullmatch(words):
        first = dt.date(int(found[1]), int(found[2]), 1)
        last_day = _end(int(found[3]), int(found[4]))
        return Period(first, last_day) if first < last_day else None
    return None


def _end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return after - dt.timedelta(days=1)
