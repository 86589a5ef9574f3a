"""Who can be reached from an office: its own focal points, or those of the next office outward."""

from __future__ import annotations

import datetime as dt

from generators.content.facts import FocalPoint, Office
from generators.content.library import Library
from generators.document.marks import tried


def confirmed(point: FocalPoint, on: dt.date) -> bool:
    """Return whether a focal point is real and was tried within the last 180 days."""
    return not point.example and tried(point.verified_on, on)


def outward(library: Library, office: Office) -> list[Office]:
    """Return the office and those that cover for it, step by step to the headquarters."""
    steps = [office]
    while steps[-1].parent:
        steps.append(library.directory[steps[-1].parent])
    return steps


def covering(library: Library, office: Office, on: dt.date) -> Office | None:
    """Return the nearest office with a confirmed focal point; None when there is none at all."""
    for step in outward(library, office):
        if any(confirmed(point, on) for point in step.focal_points):
            return step
    return None
