"""Figures: how long it takes to hide counts and to audit a release, by the size of the table."""

from __future__ import annotations

import random
import time

from generators.figures.audit import audit
from generators.figures.suppress import suppress
from tests.audit.disclosure import drawn
from tests.figures.tables import RULE

SIZES = ((4, 5), (12, 6), (50, 12))
MEANS = (3, 10, 30)
LARGE, GOAL = (50, 12), 2.0
"""The most seconds that the audit of a large table may take."""


def figures() -> None:
    """Print the seconds of both steps; the audit of the large table stands beside its goal."""
    for rows, columns in SIZES:
        for mean in MEANS:
            table = drawn(random.Random(mean), rows, columns, mean, clustered=True)
            start = time.perf_counter()
            release = suppress([table], RULE)
            between = time.perf_counter()
            found = audit(release, RULE)
            took = time.perf_counter() - between
            goal = f"; goal {GOAL:.0f} s: {'pass' if took < GOAL and not found else 'fail'}"
            print(
                f"figures, {rows} x {columns}, mean {mean}: suppress {between - start:.3f} s,"
                f" audit {took:.3f} s{goal if (rows, columns) == LARGE else ''}",
                flush=True,
            )
