"""The command that makes the action plan's document, in every format that is asked for."""

from __future__ import annotations

import argparse
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from generators.commands.arguments import language_of, write_all
from generators.commands.documents import FORMATS, files_of, formats_of, stem_of
from generators.commands.plan import plan_of
from generators.content.checks import OF_STORIES
from generators.document.model import Document
from generators.edge import Misused, day, found_right, project_root, read_library, telling
from generators.reporting.action_plan.document import plan_document
from generators.reporting.action_plan.year import PlanYear

SHEET, PDF = "xlsx", "pdf"


@telling
def build(given: argparse.Namespace) -> int:
    """Write a plan as it stands on a day; nothing is written unless every format can be made."""
    formats = formats_of(given.format, (*FORMATS, SHEET))
    lang, on = language_of(given.lang), day(given.on)
    if given.base and "docx" not in formats:
        raise Misused("--base gives a Word file its styles; add docx to --format, or drop it.")
    library, problems = read_library(project_root())
    plan = plan_of(library, given.year)
    stem = stem_of("plan", plan, lang, on.isoformat())
    # The typesetter works outside of Python, so it goes on beside the checks and the other formats.
    # What was made of content that the checks then refuse is not even looked at.
    year = PlanYear(library, plan, lang, on)
    with ThreadPoolExecutor(1) as beside:
        whole = beside.submit(plan_document, year)
        typeset = (
            beside.submit(_made, PDF, whole, year, stem, given.base) if PDF in formats else None
        )
        found_right(library, problems, on, but=OF_STORIES)
        others = [_made(each, whole, year, stem, given.base) for each in formats if each != PDF]
    made = [*others, typeset.result()] if typeset else others
    files = {Path(given.out) / name: data for each in made for name, data in each.items()}
    write_all(files)
    listed, document = "\n".join(map(str, files)), whole.result()
    marks = f"{document.marking}. {document.draft_mark}."
    print(f"{listed}: {len(year.lines)} lines as of {on}. {marks}")
    return 0


def _made(
    ending: str, whole: Future[Document], year: PlanYear, stem: str, base: str | None
) -> dict[str, bytes]:
    """Return one file by its name, once the document is there."""
    document = whole.result()
    if ending != SHEET:
        return files_of(document, stem, [ending], base)
    from generators.reporting.action_plan.sheet import plan_sheet

    return {f"{stem}.{SHEET}": plan_sheet(year, document)}
