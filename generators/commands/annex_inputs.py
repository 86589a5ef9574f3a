"""What the annex commands start from: a language, an agreement, answers, a base document."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path

from generators.annex.answers import ISSUED_ON, check_answers
from generators.annex.compose import NoText
from generators.annex.edition import Edition, edition
from generators.annex.parallel import not_parallel
from generators.annex.values import Value
from generators.content.agreements import Agreement
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import Language
from generators.content.source import nearest, parse_yaml, read
from generators.document.foreign_parts import Unfit
from generators.edge import Misused, checked_library, project_root


def agreement_of(ident: str, lang: Language, on: dt.date) -> tuple[Library, Agreement]:
    """Return the checked library and the agreement annex that stands on a day."""
    library, _ = checked_library(project_root(), on)
    standing = library.agreement(ident, lang, on)
    if standing is None:
        known = ", ".join(sorted(library.agreements))
        hint = nearest(ident, list(library.agreements))
        raise Misused(f"there is no agreement `{ident}` in content/agreements/ ({known}).{hint}")
    return library, standing.text


def edition_of(
    library: Library,
    agreement: Agreement,
    lang: Language,
    answers: Mapping[str, Value],
    base: str | None = None,
) -> Edition:
    """Return the annex that these answers are for, set on a base document if one is given."""
    issued_on = answers[ISSUED_ON]
    assert isinstance(issued_on, dt.date)
    try:
        data = Path(base).read_bytes() if base else None
        made = edition(library, agreement.id, lang, issued_on, data)
    except Unfit as error:
        raise Misused(f"{base} {error}.") from None
    except NoText as error:
        raise Misused(f"{error}. Write the text first, or choose another language.") from None
    if made.agreement is not agreement:
        raise Misused(
            f"on {issued_on.isoformat()} version {made.agreement.version} of"
            f" `{agreement.id}` was in force, not version {agreement.version}. Set"
            f" SOURCE_DATE_EPOCH to that day to issue under it."
        )
    return made


def editions_of(
    library: Library,
    agreement: Agreement,
    langs: tuple[Language, ...],
    answers: dict[str, Value],
    base: str | None,
) -> tuple[Edition, ...]:
    """Return the annex in one language, or in two that can stand side by side."""
    made = tuple(edition_of(library, agreement, lang, answers, base) for lang in langs)
    if len(made) > 1 and base:
        raise Misused("two languages side by side are set on our own base document; drop --base.")
    if len(made) > 1 and (refusal := not_parallel(made[0], made[1], answers)):
        raise Misused(f"{refusal}")
    return made


def answers_from(
    path: Path, agreement: Agreement, library: Library, lang: Language
) -> dict[str, Value]:
    """Return the checked answers of an answers file, or raise `ProblemsFound`, line by line."""
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
