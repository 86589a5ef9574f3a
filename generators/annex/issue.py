"""Issues one annex: answers in, a Word file and its code out."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass

from generators.annex.answers import ISSUED_ON
from generators.annex.compose import CODE, CREATED, LIBRARY, PLAN, UNCLEARED
from generators.annex.edition import Edition, Standing
from generators.annex.printing import annex_lists, shown
from generators.annex.template import stamp
from generators.annex.values import Value
from generators.document.filling import Lists

_PLAIN = re.compile(r"[A-Z0-9]+(/[A-Z0-9]+)*")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(/|$)")
"""Device names, which Windows takes for no file; with an ending they are refused as well."""


@dataclass(frozen=True, slots=True)
class Annex:
    """One issued annex: its file name, its bytes, its code, and the clauses in it."""

    file_name: str
    data: bytes
    code: str
    clauses: tuple[str, ...]
    draft: bool


def issue(edition: Edition, answers: dict[str, Value]) -> Annex:
    """Return the annex for checked answers; the same answers give the same bytes."""
    standing = edition.standing(answers)
    values = annex_values(edition, standing, answers)
    lists = lists_of(edition, standing, answers)
    return Annex(
        file_name=f"{file_stem(values['agreement_reference'])}.{edition.composed.lang}.docx",
        data=stamp(standing.selection, values, lists),
        code=values[CODE],
        clauses=standing.clauses,
        draft=standing.draft,
    )


def lists_of(edition: Edition, standing: Standing, answers: dict[str, Value]) -> Lists:
    """Return the entries of the lists that stand: no plan is printed that no clause calls for."""
    if PLAN not in standing.keys:
        return {}
    return annex_lists(edition.composed, edition.library, answers)


def annex_values(edition: Edition, standing: Standing, answers: dict[str, Value]) -> dict[str, str]:
    """Return what fills every place: answers, clause numbers, library version and code."""
    values = {
        name: str(value)
        if name in edition.isolated
        else shown(edition.composed, edition.library, name, value)
        for name, value in answers.items()
    }
    values |= standing.numbers
    values |= {
        LIBRARY: edition.composed.library,
        CODE: annex_code((edition,), answers),
        CREATED: str(answers[ISSUED_ON]),
        UNCLEARED: standing.uncleared,
    }
    return values


def annex_code(editions: tuple[Edition, ...], answers: dict[str, Value]) -> str:
    """Return the short code of an annex, XXXX-XXXX: 40 bits of a hash.

    It covers all that a reader sees: the words, by the library's version and the clauses that
    stand, the look, by layout and base document, and the answers that print. An answer that is
    only recorded is no part of it: a partner could find it out by trying.
    """
    standings = [(edition, edition.standing(answers)) for edition in editions]
    printed = frozenset[str]().union(*(standing.printed for _, standing in standings))
    facts = {name: _plain(value) for name, value in answers.items() if name in printed}
    said = [
        [edition.composed.library, edition.layout, edition.base, standing.clauses]
        for edition, standing in standings
    ]
    everything = [said, facts]
    digest = hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).digest()
    letters = base64.b32encode(digest[:5]).decode()
    return f"{letters[:4]}-{letters[4:]}"


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value


def file_stem(reference: str) -> str:
    """Return a file name that any system takes, from an agreement reference.

    A reference of capitals, digits and slashes keeps its look: `AOC/KEN/1` gives `AOC-KEN-1`.
    Any other loses what file systems refuse and gains six digits of its hash after `_`, so that
    no two references share a file, even where upper and lower case are the same.
    """
    plain = len(reference) <= 80 and _PLAIN.fullmatch(reference)
    if plain and not _RESERVED.match(reference):
        return reference.replace("/", "-")
    ascii_only = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9.-]+", "-", ascii_only).strip(".-")[:80].rstrip(".-")
    digest = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"annex-{stem}".rstrip("-") + f"_{digest}"
