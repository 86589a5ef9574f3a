"""Commands on figures: count an export outside the project, and publish what may be told of it."""

from __future__ import annotations

import argparse
import os
from importlib import resources
from pathlib import Path

from generators.commands.arguments import may_be_written
from generators.confined import Limits, Refused, confined
from generators.content.figures import FigureRule
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.content.source import nearest
from generators.document.audience import forbidden_folder
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.figures.importing import TASK, Imported, order, outcome
from generators.figures.mapping import read_map
from generators.figures.naming import known_categories
from generators.figures.periods import WANTED, period_of
from generators.figures.tally import Span
from generators.files import write_whole

LIMITS = Limits(seconds=120, megabytes=4096)
TOLD = 20
"""How many refused rows are named; the rest are counted."""


@telling
def take(given: argparse.Namespace) -> int:
    """Count an export by its map, and write exact tables outside the project."""
    if given.explain:
        print(_explained())
        return 0
    path, out = Path(_asked(given, "export")), Path(_asked(given, "out"))
    mapped, root = Path(_asked(given, "map")), project_root()
    _outside(out, root)
    library, _ = checked_library(root, day(None))
    span = _span(given, library)
    rule = rule_of(library)
    the_map = read_map(mapped.read_bytes(), mapped.as_posix(), rule, known_categories(library))
    path.open("rb").close()  # told now if Excel holds it open
    try:
        made = outcome(confined(TASK, order(path, the_map, span), LIMITS))
    except Refused as refused:
        made = Imported(wrong=(f"{refused}.",))
    _refuse(made, path)
    target = out / f"{mapped.stem}-{given.period.replace('/', '-')}.yml"
    data = made.exact.encode()
    may_be_written({target: data})
    os.umask(0o077)  # for nobody else on this machine; Windows goes by its folders
    write_whole(target, data)
    print(f"{target}: exact tables, as of {span.as_of}. Confidential: keep them here.")
    return 0


def rule_of(library: Library) -> FigureRule:
    """Return the rule by which figures are published."""
    if library.figures is None:
        raise Misused("there is no content/figures/rule.yml: nothing may be published without it.")
    return library.figures


def _asked(given: argparse.Namespace, name: str) -> str:
    value = getattr(given, name)
    if not value:
        raise Misused(
            "give the export, --map (what its columns mean), --out (a folder outside the project),"
            " --period and --as-of (the day of the export). --explain prints maps to start from."
        )
    return str(value)


def _explained() -> str:
    samples = resources.files("generators.figures") / "samples"
    return "\n".join(
        (samples / name).read_text(encoding="utf-8") for name in ("cases.yml", "counts.yml")
    )


def _span(given: argparse.Namespace, library: Library) -> Span:
    period, as_of = period_of(_asked(given, "period")), day(_asked(given, "as_of"))
    if period is None:
        raise Misused(f"`{given.period}` is no period. Write it as {WANTED}.")
    if as_of < period.last:
        raise Misused(f"the export is of {as_of}, but the period ends on {period.last}: wait.")
    by, on = given.confirmed_by or "", given.confirmed_on
    if bool(by) != bool(on):
        raise Misused("--confirmed-by and --confirmed-on belong together: which role, and when.")
    if by and by not in library.roles:
        hint = nearest(by, list(library.roles))
        raise Misused(f"`{by}` is no role in content/roles/.{hint}")
    return Span(period, as_of, by, day(on) if on else None)


def _outside(out: Path, root: Path) -> None:
    """Refuse a folder in which exact counts could be published or put under version control."""
    if folder := forbidden_folder(out, root):
        raise Misused(
            f"{out} lies in {folder}, a project or a git work tree. Exact counts are confidential:"
            " choose a folder elsewhere that only those may read who may know them."
        )


def _refuse(made: Imported, path: Path) -> None:
    """Raise what was refused: rows by number, columns by place or as the map names them."""
    shown = path.as_posix()
    problems = [Problem(shown, 1, told) for told in made.wrong]
    problems += [Problem(shown, each.row, str(each)) for each in made.refused[:TOLD]]
    for each in made.refused[TOLD : TOLD + 1]:
        more = f"and {len(made.refused) - TOLD} more refusals from this row on."
        problems.append(Problem(shown, each.row, more))
    if problems:
        raise ProblemsFound(problems)
