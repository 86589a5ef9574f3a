"""`psea plan workbook`: a plan as an Excel workbook, for the units to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators.commands.plan import plan_of
from generators.content.problems import Problem, ProblemsFound
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.plan.state import state_of
from generators.plan.workbook import LONGEST_CELL, plan_title, plan_workbook, too_long, unit_sheets


@telling
def workbook(given: argparse.Namespace) -> int:
    """Write the workbook; a file that is there may hold somebody's work, and is never replaced."""
    path = Path(given.out)
    if path.suffix.lower() != ".xlsx":
        raise Misused(f"--out must name an .xlsx file, not {path.name}.")
    library, _ = checked_library(project_root(), day(None))
    plan = plan_of(library, given.year)
    if long := [*too_long(state_of(library, plan))]:
        raise ProblemsFound(
            Problem(
                plan.path,
                1,
                f"`{ref}` has {signs:,} signs in `{name}`; a cell of Excel holds {LONGEST_CELL:,}."
                " Shorten it.",
            )
            for ref, name, signs in long
        )
    data = plan_workbook(library, plan)
    try:
        if path.exists() and path.read_bytes() != data:
            raise Misused(
                f"{path} exists and may hold a unit's work; it is never replaced. Move it away, or"
                " choose another --out."
            )
        write_whole(path, data)
    except PermissionError:
        message = "is open in another program, or may not be written to. Close it in Excel"
        raise Misused(f"{path} {message}, or choose another --out.") from None
    lines, sheets = len(library.plan_lines(plan)), len(unit_sheets(library, plan))
    print(f"{path}: {plan_title(plan)}, {lines} lines on {sheets} sheets.")
    print(f"When it comes back: psea plan update {plan.year} {path.name}")
    return 0
