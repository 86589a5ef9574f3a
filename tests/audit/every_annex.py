"""`python -m tests.audit.every_annex`: every set of clauses that answers can leave, validated.

Each agreement, in each language or in those named, is issued once for each distinct set, and the
file goes through Microsoft's Open XML validator: about half an hour on two cores for all of them.
The suite does this for every pair of clauses that can stand together.
Exit codes: 0 nothing found, 1 something was.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from generators.annex.edition import Edition, edition
from generators.annex.issue import issue
from generators.annex.reading import read_answer, read_fallbacks
from generators.annex.sample import plain_example
from generators.annex.values import Value
from generators.content.agreements import Agreement, Question
from generators.content.library import Library
from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from tests.conftest import ON, ROOT
from tests.document.test_word import findings

Job = tuple[str, Language, dict[str, str]]


def jobs(library: Library, langs: Sequence[Language]) -> Iterator[Job]:
    """Yield agreement, language and the answers that lead to each distinct set of clauses."""
    for ident in sorted(library.agreements):
        for lang in langs:
            for answers in library.agreements[ident][-1].reachable.values():
                yield ident, lang, answers


@cache
def _library() -> Library:
    return load(ROOT)


@cache
def _edition(ident: str, lang: Language) -> Edition:
    return edition(_library(), ident, lang, ON)


@cache
def _examples(ident: str) -> dict[str, Value]:
    """Return every question's example as its type, whatever the others say."""
    agreement, found = _library().agreements[ident][-1], dict[str, Value]()
    for question in agreement.questions:
        found[question.id] = _example(agreement, question, found)
    return found


def _example(agreement: Agreement, question: Question, found: dict[str, Value]) -> Value:
    example = plain_example(question)
    if question.type == "fallbacks":
        return read_fallbacks(question, example, agreement.fallbacks)
    if question.type != "computed":
        return read_answer(question, example, _library(), found)
    if isinstance(example, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", example):
        return dt.date.fromisoformat(example)
    assert isinstance(example, str | int)
    return example


def found(job: Job) -> list[str]:
    """Return what the validator says against one annex."""
    ident, lang, given = job
    annex = issue(_edition(ident, lang), _examples(ident) | given)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "annex.docx"
        path.write_bytes(annex.data)
        return [f"{ident}, {lang}, {given}: {fault['description']}" for fault in findings(path)]


def main(arguments: Sequence[str]) -> int:
    """Validate everything, with a count that moves."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.audit.every_annex")
    parser.add_argument("--lang", choices=LANGUAGES, action="append", help="only these languages")
    langs = parser.parse_args(arguments).lang or LANGUAGES
    work, wrong = [*jobs(_library(), langs)], 0
    with ProcessPoolExecutor(2) as pool:
        for done, faults in enumerate(pool.map(found, work, chunksize=16), 1):
            for fault in faults:
                print(f"\n{fault}")
            wrong += len(faults)
            if done % 100 == 0 or done == len(work):
                print(f"\r{done} of {len(work)} annexes, {wrong} findings", end="", flush=True)
    print()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
