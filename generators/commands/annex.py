"""Commands of the legal unit: a sample of answers, and one annex as a Word file."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path

from generators.annex.answers import ISSUED_ON, check_answers
from generators.annex.compose import NoText
from generators.annex.edition import Edition, edition
from generators.annex.interview import interview
from generators.annex.issue import issue
from generators.annex.reasons import explained, obstacles
from generators.annex.resolve import resolved
from generators.annex.sample import sample_answers
from generators.annex.values import Value
from generators.content.agreements import Agreement
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import LANGUAGES, Language
from generators.content.source import nearest, parse_yaml, read
from generators.document.html_file import write_html
from generators.document.model import Document
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole


@telling
def sample(given: argparse.Namespace) -> int:
    """Print or write a filled answers file."""
    lang = language_of(given.lang)
    library, agreement = agreement_of(given.agreement, lang, day(None))
    answers = sample_answers(agreement, library, lang)
    if given.out:
        _may_be_written({Path(given.out): answers.encode()})
        write_whole(Path(given.out), answers.encode())
        print(f"{given.out}: replace every example, then run psea annex new.")
    else:
        print(answers, end="")
    return 0


@telling
def new(given: argparse.Namespace) -> int:
    """Write one annex; nothing is written unless every answer is right."""
    lang = language_of(given.lang)
    library, agreement = agreement_of(given.agreement, lang, day(None))
    if given.answers:
        answers = _from_file(Path(given.answers), agreement, library, lang)
    else:
        answers = _from_prompt(agreement, library, lang)
    chosen = _edition(library, agreement, lang, answers[ISSUED_ON])
    if given.explain:
        print("\n".join(explained(chosen.composed, answers)))
    if given.final and (causes := [*obstacles(chosen.composed, answers)]):
        print("No final copy: these texts are not approved and in force.", file=sys.stderr)
        raise ProblemsFound(Problem(path, 1, cause) for path, cause in causes)
    annex = issue(chosen, answers)
    files = {Path(given.out) / annex.file_name: annex.data}
    files |= _other_formats(given, resolved(chosen, answers), next(iter(files)))
    _may_be_written(files)
    for target, data in files.items():
        write_whole(target, data)
    state = "DRAFT, not for signature" if annex.draft else "all texts approved"
    names = "\n".join(str(target) for target in files)
    print(f"{names}: {len(annex.clauses)} clauses, code {annex.code}, {state}.")
    return 0


def _other_formats(given: argparse.Namespace, document: Document, word: Path) -> dict[Path, bytes]:
    made = {}
    if given.pdf:
        from generators.document.pdf import PdfRefused, write_pdf

        try:
            made[word.with_suffix(".pdf")] = write_pdf(document)
        except PdfRefused as error:
            raise Misused(f"no PDF can be made of these answers: {error}") from None
    if given.html:
        made[word.with_suffix(".html")] = write_html(document)
    return made


def _edition(library: Library, agreement: Agreement, lang: Language, issued_on: Value) -> Edition:
    assert isinstance(issued_on, dt.date)
    try:
        made = edition(library, agreement.id, lang, issued_on)
    except NoText as error:
        raise Misused(f"{error}. Write the text first, or choose another language.") from None
    if made.agreement is not agreement:
        raise Misused(
            f"on {issued_on.isoformat()} version {made.agreement.version} of"
            f" `{agreement.id}` was in force, not version {agreement.version}. Set"
            f" SOURCE_DATE_EPOCH to that day to issue under it."
        )
    return made


def language_of(given: str) -> Language:
    """Return a language of the project by its code."""
    for lang in LANGUAGES:
        if lang == given:
            return lang
    raise Misused(f"`{given}` is not a language of this project ({', '.join(LANGUAGES)}).")


def agreement_of(ident: str, lang: Language, on: dt.date) -> tuple[Library, Agreement]:
    """Return the checked library and the agreement annex that stands on a day."""
    library, _ = checked_library(project_root(), on)
    standing = library.agreement(ident, lang, on)
    if standing is None:
        known = ", ".join(sorted(library.agreements))
        hint = nearest(ident, list(library.agreements))
        raise Misused(f"there is no agreement `{ident}` in content/agreements/ ({known}).{hint}")
    return library, standing.text


def _from_file(
    path: Path, agreement: Agreement, library: Library, lang: Language
) -> dict[str, Value]:
    shown = path.as_posix()
    text, problems = read(path, shown)
    parsed = parse_yaml(text, shown)
    problems = problems + parsed.problems
    if not problems and not isinstance(parsed.value, dict):
        problems = [Problem(shown, 1, "holds no answers. Start from `psea annex sample`.")]
    if problems:
        raise ProblemsFound(problems)
    assert isinstance(parsed.value, dict)
    checked = check_answers(agreement, library, parsed.value, lang)
    if checked.refused:
        raise ProblemsFound(
            Problem(shown, parsed.line((refused.question,)), str(refused))
            for refused in checked.refused
        )
    for name in checked.unused:
        line = parsed.line((name,))
        print(f"{shown}:{line}: note: no clause of this annex uses `{name}`.", file=sys.stderr)
    return checked.used


def _from_prompt(agreement: Agreement, library: Library, lang: Language) -> dict[str, Value]:
    print("Answer the questions; Ctrl+C stops without writing anything.")
    try:
        return interview(agreement, library, lang, input, print)
    except EOFError:
        raise Misused("the answers ended early; nothing was written. Use --answers FILE.") from None


def _may_be_written(files: Mapping[Path, bytes]) -> None:
    """Refuse before anything is written: a file that holds other words is never overwritten."""
    for target, data in files.items():
        if target.exists() and target.read_bytes() != data:
            raise Misused(
                f"{target} exists and holds other words; it is never overwritten. Move it away, or"
                " choose another --out."
            )
