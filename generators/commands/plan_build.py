"""The command that makes the action plan's document, in every format that is asked for."""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generators.commands.annex_inputs import language_of, may_be_written
from generators.commands.plan import plan_of
from generators.document.html_file import write_html
from generators.document.letterhead import Unfit, letterhead
from generators.document.model import Document
from generators.document.package import write_package
from generators.edge import Misused, checked_library, day, project_root, telling
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
    library, _ = checked_library(project_root(), on)
    year = PlanYear(library, plan_of(library, given.year), lang, on)
    document = plan_document(library, year.plan, lang, on)
    mark = ".EXAMPLE" if year.plan.example else ""
    stem = f"action-plan-{year.plan.year}{mark}.{on.isoformat()}.{lang}"
    # Side by side, since the typesetter works on a PDF outside of Python.
    with ThreadPoolExecutor() as pool:
        made = [pool.submit(_made, ending, document, year, given.base) for ending in formats]
    names = [Path(given.out) / f"{stem}.{ending}" for ending in formats]
    files = {name: data.result() for name, data in zip(names, made, strict=True)}
    may_be_written(files)
    for target, data in files.items():
        write_whole(target, data)
    names = "\n".join(str(target) for target in files)
    print(
        f"{names}: {len(year.lines)} lines as of {on}. {document.marking}. {document.draft_mark}."
    )
    return 0


def formats_of(given: str) -> list[str]:
    """Return the formats of a list with commas, each once."""
    asked = list(dict.fromkeys(name.strip().lower() for name in given.split(",") if name.strip()))
    unknown = [name for name in asked if name not in FORMATS]
    if unknown or not asked:
        shown = unknown[0] if unknown else given
        raise Misused(f"`{shown}` is not a format. Write some of {','.join(FORMATS)}.")
    return asked


def _made(ending: str, document: Document, year: PlanYear, base: str | None) -> bytes:
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
    from generators.document.word import word_parts

    try:
        parts = letterhead(Path(base).read_bytes()) if base else None
    except Unfit as error:
        raise Misused(f"{base} {error}.") from None
    return write_package(word_parts(document, parts))
