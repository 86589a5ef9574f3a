"""The command that writes the briefing of the Executive Board, as slides, PDF or HTML."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.commands.arguments import language_of, write_all
from generators.commands.documents import formats_of, stem_of
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.document.audience import forbidden_folder
from generators.document.foreign_parts import Unfit
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.figures.release import Release
from generators.reporting.briefing.fitting import TooLong
from generators.reporting.briefing.slides import Deck

FORMATS = ("pptx", "pdf", "html")


@telling
def briefing(given: argparse.Namespace) -> int:
    """Write the briefing of a year; nothing is written unless every format can be made."""
    on, lang, root = day(given.on), language_of(given.lang), project_root()
    formats = formats_of(given.format, FORMATS)
    library, _ = checked_library(root, on)
    if given.year not in library.briefings:
        there = ", ".join(sorted(library.briefings)) or "none"
        raise Misused(
            f"there is no content/plan/{given.year}/briefing.yml; there is one for: {there}."
        )
    from generators.reporting.briefing.deck import briefing_deck
    from generators.reporting.briefing.report_slides import last_release

    plan, words = library.plans[given.year], library.briefings[given.year]
    release = (
        _release(library, given.figures, root) if given.figures else last_release(library, plan, on)
    )
    deck = briefing_deck(library, plan, words, release, lang, on)
    made = {each: _written(deck, each, given.base) for each in formats}
    stem = stem_of("briefing", plan, lang)
    files = {Path(given.out) / f"{stem}.{ending}": data for ending, data in made.items()}
    write_all(files)
    print("\n".join(map(str, files)))
    if plan.example:
        print("EXAMPLE: every slide says so, since the plan of this year is made up.")
    return 0


def _release(library: Library, file: str, root: Path) -> Release:
    """Return what may be told of exact tables; their file is confidential and lies elsewhere."""
    from generators.figures.exact import read_exact
    from generators.figures.suppress import Disclosive
    from generators.figures.tables import NotAllowed
    from generators.reporting.briefing.report_slides import for_the_board

    path = Path(file)
    if folder := forbidden_folder(path, root):
        raise Misused(
            f"{file} holds exact figures, which are confidential; it must not lie in {folder}."
            " Move it to a folder outside the project and outside version control."
        )
    tables = read_exact(path.read_bytes(), path.name)
    if library.figures is None:
        raise Misused("content/figures/rule.yml is missing: without a rule no figure is shown.")
    try:
        release = for_the_board(tables, library.figures, library)
    except (NotAllowed, Disclosive) as error:
        told = [Problem(path.name, 1, line) for line in str(error).splitlines()]
        raise ProblemsFound(told) from None
    if left := len(tables) - len(release.tables):
        note = f"Left out: {left} of {len(tables)} tables. The Board is told how many reports there"
        print(f"{note} were for UN-Habitat as a whole.", file=sys.stderr)
    return release


def _written(deck: Deck, ending: str, base: str | None) -> bytes:
    """Return the deck in one format."""
    from generators.document.pdf import PdfRefused

    try:
        if ending == "pptx":
            return _slides(deck, base)
        if ending == "pdf":
            from generators.reporting.briefing.slides_pdf import write_slides_pdf

            return write_slides_pdf(deck)
        from generators.reporting.briefing.slides_html import write_slides_html

        return write_slides_html(deck)
    except TooLong as error:
        raise Misused(f"{error}.") from None
    except PdfRefused as error:
        raise Misused(f"no PDF can be made of these slides: {error}") from None


def _slides(deck: Deck, base: str | None) -> bytes:
    from generators.reporting.briefing.pptx_file import write_pptx
    from generators.reporting.briefing.slide_base import own_base
    from generators.reporting.briefing.slide_master import slide_master

    try:
        made = slide_master(Path(base).read_bytes()) if base else own_base(deck.lang)
    except Unfit as error:
        raise Misused(f"{base} {error}.") from None
    return write_pptx(deck, made)
