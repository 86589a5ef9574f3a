"""Commands of the legal unit: a sample of answers, a base to restyle, and one annex."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generators.annex.interview import interview
from generators.annex.parallel import issue_in
from generators.annex.reasons import explained, obstacles
from generators.annex.register import entry_of
from generators.annex.rules import broken
from generators.annex.sample import sample_answers
from generators.annex.values import Value
from generators.commands.annex_inputs import (
    agreement_of,
    answers_from,
    editions_of,
)
from generators.commands.arguments import language_of, may_be_written, write_all
from generators.commands.documents import beside, files_of
from generators.commands.register import kept
from generators.content.agreements import Agreement
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import Language
from generators.document.letterhead import blank_base
from generators.edge import Misused, day, program_version, register_folder, telling
from generators.files import write_whole


@telling
def sample(given: argparse.Namespace) -> int:
    """Print or write a filled answers file."""
    lang = language_of(given.lang)
    library, agreement = agreement_of(given.agreement, lang, day(None))
    answers = sample_answers(agreement, library, lang)
    if given.out:
        write_all({Path(given.out): answers.encode()})
        print(f"{given.out}: replace every example, then run psea annex new.")
    else:
        print(answers, end="")
    return 0


@telling
def base(given: argparse.Namespace) -> int:
    """Write our own base document, with every style named, to restyle in Word."""
    path, data = Path(given.out), blank_base()
    write_all({path: data})
    print(f"{path}: give it your letterhead and change its styles in Word, then use it as --base.")
    return 0


@telling
def new(given: argparse.Namespace) -> int:
    """Write one annex; nothing is written unless every answer is right."""
    lang, register = language_of(given.lang), register_folder()
    library, agreement = agreement_of(given.agreement, lang, day(None))
    if given.answers:
        answers = answers_from(Path(given.answers), agreement, library, lang)
    else:
        answers = _from_prompt(agreement, library, lang)
    langs = (lang, language_of(given.parallel)) if given.parallel else (lang,)
    editions = editions_of(library, agreement, langs, answers, given.base)
    if given.explain:
        print("\n".join(explained(editions[0].composed, library, answers)))
    if given.final:
        causes = [
            cause for each in editions for cause in obstacles(each.composed, library, answers)
        ]
        _may_be_final(causes, register)
    annex, document = issue_in(editions, answers)
    made = {annex.file_name: annex.data}
    made |= files_of(document, Path(annex.file_name).stem, beside(given), None)
    files = {Path(given.out) / name: data for name, data in made.items()}
    may_be_written(files)
    if register:
        kept(register, entry_of(editions, annex, answers, made, program_version()))
    for target, data in files.items():
        write_whole(target, data)
    state = "DRAFT, not for signature" if annex.draft else "all texts approved"
    recorded = "in the register" if register else "not registered, as PSEA_REGISTER is not set"
    names = "\n".join(str(target) for target in files)
    print(f"{names}: {len(annex.clauses)} clauses, code {annex.code}, {state}, {recorded}.")
    return 0


def _may_be_final(causes: list[tuple[str, str]], register: Path | None) -> None:
    """Refuse a final copy of what is not in force, or one that nobody could prove later."""
    if causes:
        told = "No final copy: what follows is not approved and in force, or not confirmed."
        print(told, file=sys.stderr)
        raise ProblemsFound(Problem(path, 1, cause) for path, cause in causes)
    if register is None:
        raise Misused("a final copy must be in the register. Set PSEA_REGISTER to its folder.")


def _from_prompt(agreement: Agreement, library: Library, lang: Language) -> dict[str, Value]:
    print("Answer the questions; Ctrl+C stops without writing anything.")
    try:
        answers = interview(agreement, library, lang, input, print)
    except EOFError:
        raise Misused("the answers ended early; nothing was written. Use --answers FILE.") from None
    if refused := broken(answers, library):
        raise ProblemsFound(Problem("answers", 1, str(each)) for each in refused)
    return answers
