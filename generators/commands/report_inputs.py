"""What the commands on a year start from: its records, its figures, what was cleared of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from generators.commands.documents import outside
from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.problems import Problem, ProblemsFound
from generators.content.reports import Clearance, YearReport
from generators.content.source import parse_yaml, read
from generators.document.audience import Audience, confidential
from generators.edge import Misused
from generators.figures.exact import read_exact
from generators.figures.suppress import Disclosive
from generators.figures.tables import NotAllowed, Table
from generators.reporting.counts import (
    Counts,
    earlier_releases,
    exact_counts,
    public_counts,
    refusals,
    released_counts,
)

CLEARANCES = "clearances"
"""The folder of acts of clearing: in content, and beside a file of exact figures."""


def report_of(library: Library, plan: Plan) -> YearReport:
    """Return the report on the year of a plan."""
    report = library.reports.get(str(plan.year))
    if report is None:
        raise Misused(
            f"there is no report on {plan.year}. Write content/plan/{plan.year}/report.yml."
        )
    return report


def tables_from(file: str | None, library: Library, report: YearReport, root: Path) -> list[Table]:
    """Return the exact tables of a file outside the project; none where no file is given.

    Raises `ProblemsFound` where the report cannot carry them.
    """
    if file is None:
        return []
    path = Path(file)
    outside(path, root)
    tables = list(read_exact(path.read_bytes(), path.name))
    if wrong := refusals(tables, library, report.period):
        raise ProblemsFound(Problem(path.name, 1, reason) for reason in wrong)
    return tables


def counts_for(
    audience: Audience, tables: Sequence[Table], library: Library, plan: Plan, file: str | None
) -> Counts:
    """Return figures as an audience may see them.

    Without exact tables the public reads what was released already of the report's period.
    """
    if confidential(audience):
        return exact_counts(tables)
    report = library.reports.get(str(plan.year))
    if not tables or report is None:
        return released_counts(library, report) if report else Counts()
    if library.figures is None:
        raise Misused("there is no content/figures/rule.yml: nothing may be published without it.")
    with refusing(file or ""):
        return public_counts(tables, library.figures, earlier_releases(library, report))


@contextmanager
def refusing(file: str) -> Iterator[None]:
    """List what disclosure control says against the figures of a file."""
    try:
        yield
    except (NotAllowed, Disclosive) as error:
        lines = str(error).splitlines()
        raise ProblemsFound(Problem(Path(file).name, 1, line) for line in lines) from None


def clearances_of(library: Library, plan: Plan, figures: str | None) -> list[Clearance]:
    """Return the acts of clearing of a year, with those that lie beside the exact figures."""
    mine = [each for each in library.clearances.values() if _year(each) == str(plan.year)]
    return [*mine, *(_beside(Path(figures), plan) if figures else ())]


def _year(clearance: Clearance) -> str:
    return clearance.document.partition("/")[0]


def clearance_folder(figures: str) -> Path:
    """Return where acts of clearing lie that must not be in content: beside the exact figures."""
    return Path(figures).parent / CLEARANCES


def _beside(figures: Path, plan: Plan) -> Iterator[Clearance]:
    for path in sorted((clearance_folder(str(figures)) / str(plan.year)).glob("*/*.yml")):
        text, problems = read(path, path.name)
        parsed = parse_yaml(text, path.name)
        try:
            yield Clearance.model_validate(parsed.value)
        except ValidationError:
            message = "is no act of clearing. Delete it, and have the report cleared again."
            raise ProblemsFound(
                [*problems, *parsed.problems, Problem(str(path), 1, message)]
            ) from None
