"""The command that makes the action plan's document, in every format that is asked for."""

from __future__ import annotations

import argparse
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from generators.commands.annex_inputs import language_of, may_be_written
from generators.commands.plan import plan_of
from generators.document.html_file import write_html
from generators.document.model import Document
from generators.document.package import write_package
from generators.edge import Misused, day, found_right, project_root, read_library, telling
from generators.files import write_whole
from generators.reporting.action_plan.document import plan_document
from generators.reporting.action_plan.year import PlanYear

FORMATS = ("docx", "pdf", "xlsx", "html")


@telling
def build(given: argparse.Namespace) -> int:
    """Write a plan as it stands on a day; nothing is written unless every format can be made."""
    formats, lang, on = formats_of(given.format), language_of(given.lang), day(given.on)
    if given.base and "docx" not in formats:
        raise Misused("--base gives a Word file its styles; add docx to --format, or drop it.")
    library, problems = read_library(project_root())
    plan = plan_of(library, given.year)
    mark = ".EXAMPLE" if plan.example else ""
    stem = f"action-plan-{plan.year}{mark}.{on.isoformat()}.{lang}"
    # Checked and made side by side, since the typesetter works outside of Python. What was made of
    # content that the checks then refuse is not even looked at.
    with ThreadPoolExecutor(len(formats) + 1) as pool:
        year = PlanYear(library, plan, lang, on)
        whole = pool.submit(plan_document, year)
        made = [pool.submit(_made, ending, whole, year, given.base) for ending in formats]
        found_right(library, problems, on)
    names = [Path(given.out) / f"{stem}.{ending}" for ending in formats]
    files = {name: data.result() for name, data in zip(names, made, strict=True)}
    may_be_written(files)
    for target, data in files.items():
        write_whole(target, data)
    listed, document = "\n".join(map(str, names)), whole.result()
    marks = f"{document.marking}. {document.draft_mark}."
    print(f"{listed}: {len(year.lines)} lines as of {on}. {marks}")
    return 0


def formats_of(given: str) -> list[str]:
    """Return the formats of a list with commas, each once."""
    asked = list(dict.fromkeys(name.strip().lower() for name in given.split(",") if name.strip()))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown or not asked:
        shown = unknown[0] if unknown else given
        raise Misused(f"`{shown}` is not a format. Write some of {','.join(FORMATS)}.")
    return asked


def _made(ending: str, whole: Future[Document], year: PlanYear, base: str | None) -> bytes:
    document = whole.result()
    if ending == "docx":
        return _word(document, base)
    if ending == "html":
        return write_html(document)
    if ending == "xlsx":
        from generators.reporting.action_plan.sheet import plan_sheet

        return plan_sheet(year, document)
    from generators.document.pdf import PdfRefused, write_pdf

    try:
        return write_pdf(document)
    except PdfRefused as error:
        raise Misused(f"no PDF can be made of this plan: {error}") from None


def _word(document: Document, base: str | None) -> bytes:
    from generators.document.foreign_parts import Unfit
    from generators.document.letterhead import letterhead
    from generators.document.word import word_parts

    try:
        parts = letterhead(Path(base).read_bytes()) if base else None
    except Unfit as error:
        raise Misused(f"{base} {error}.") from None
    return write_package(word_parts(document, parts))
