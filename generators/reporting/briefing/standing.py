"""How the lines of a plan stand on a day, as the Board hears of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from generators.content.library import Library
from generators.content.plan import Area, Line, Plan
from generators.content.record import Language
from generators.document.phrases import phrase
from generators.plan.status import plan_status

STATES = {
    "done": phrase("Done"),
    "under-way": phrase("Under way"),
    "late": phrase("Late"),
    "not-started": phrase("Not started"),
    "cancelled": phrase("Cancelled"),
    "unknown": phrase("Status to be confirmed"),
}
"""How an action stands, in the order in which the Board hears of them."""


@dataclass(frozen=True)
class Standing:
    """The lines of a plan on a day, each with its state; a line that is late is nothing else."""

    library: Library
    plan: Plan
    lang: Language
    on: dt.date

    def lines(self) -> list[tuple[Area, list[tuple[str, Line]]]]:
        """Return the areas of the plan, in each its lines by state."""
        late = {line.activity.id for line in plan_status(self.library, self.plan, self.on).overdue}
        order = list(STATES)
        found = []
        for area, lines in groupby(
            self.library.plan_lines(self.plan), key=lambda line: line.output.area
        ):
            stated = [(_state(line, late), line) for line in lines]
            found.append((area, sorted(stated, key=lambda pair: order.index(pair[0]))))
        return found


def _state(line: Line, late: set[str]) -> str:
    if line.activity.id in late:
        return "late"
    status = line.activity.status or "unknown"
    return {"completed": "done"}.get(status, status)
