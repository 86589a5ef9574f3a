"""What a workbook keeps of the plan it was made from, so that changes on both sides are seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from generators.content.library import Library
from generators.content.plan import Plan
from generators.plan.fields import (
    Choices,
    Field,
    Row,
    as_text,
    choices_of,
    evidence_places,
    fields,
    row_of,
)

FORMAT = 1
"""The number of this way of laying out a workbook."""


@dataclass(frozen=True)
class State:
    """The lines of a plan as they stood: what is filled in by reference, what may be chosen."""

    year: int
    evidence: int
    rows: Mapping[str, Row]
    choices: Choices

    @property
    def columns(self) -> tuple[Field, ...]:
        """Return the columns of the workbook."""
        return fields(self.evidence)

    @property
    def sha256(self) -> str:
        """Return the hash of all of it: of two equal states alone, it is the same."""
        rows = {
            ref: {name: as_text(value) for name, value in row.items()}
            for ref, row in self.rows.items()
        }
        choices = {name: dict(each) for name, each in self.choices.items()}
        whole = [FORMAT, self.year, self.evidence, rows, choices]
        text = json.dumps(whole, ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def state_of(library: Library, plan: Plan) -> State:
    """Return how a plan stands now."""
    lines = library.plan_lines(plan)
    evidence = evidence_places(lines)
    columns = fields(evidence)
    rows = {line.activity.id: row_of(line, columns) for line in lines}
    return State(plan.year, evidence, rows, choices_of(library, plan))
