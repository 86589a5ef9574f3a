"""Checks of defined terms: each is defined, and each that is defined is used, in every annex.

A defined term is written with a capital letter, in English, French and Spanish. Arabic has no
capitals: there, only a person can tell a term from the common word.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from generators.content.agreements import Agreement
from generators.content.checks.agreements import sound, standing_texts
from generators.content.checks.assembly import left_alone
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.prose import BulletList, Heading, Paragraph, Strong, plain, walk
from generators.content.record import Language
from generators.content.texts import TextVersion

DEFINITIONS = "definitions"
PROPER: dict[Language, str] = {
    "en": "United Nations UN-Habitat Human Settlements Programme Office Internal Oversight Services"
    " Legal Affairs Secretary-General",
    "fr": "Nations Unies Organisation ONU-Habitat Programme Bureau Secrétaire",
    "es": "Naciones Unidas ONU-Hábitat Programa Asentamientos Humanos Oficina Servicios Supervisión"
    " Interna Asuntos Jurídicos Secretario General",
}
"""Words of proper names, which are written with a capital letter, too."""
_CAPITAL = re.compile(r"(?<=[a-zà-ÿ,;)’'»] )[A-ZÀ-Ý][\w-]+")
_WORD = re.compile(r"[\w-]+")


def terms_are_defined(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that what a clause writes like a defined term is one."""
    for agreement in sound(library):
        known = _known(library, agreement, on)
        for place in agreement.clauses:
            for text in standing_texts(library, agreement, place, on):
                if text.lang not in PROPER or not known.get(text.lang):
                    continue
                for line, word in _capitals(text):
                    if _base(word) not in known[text.lang]:
                        yield Problem(
                            text.path,
                            text.body_position(line),
                            f"writes `{word}` like a defined term, but the clause on definitions"
                            " has none with that word. Define it, or write it small.",
                        )


def terms_are_used(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that under all answers each term that is defined stands in some other clause."""
    for agreement in sound(library):
        for index, place in enumerate(agreement.clauses):
            if library.clauses[place.clause].topic != DEFINITIONS:
                continue
            for text in standing_texts(library, agreement, place, on):
                for line, term in defined(text) if text.lang in PROPER else ():
                    users = _users(library, agreement, index, text.lang, term, on)
                    answers = left_alone(agreement, 1 << index, users)
                    if answers is not None:
                        when = ", ".join(f"{name} is {value}" for name, value in answers.items())
                        yield Problem(
                            text.path,
                            text.body_position(line),
                            f"defines `{term}`, which no clause of {agreement.path} uses when"
                            f" {when or 'any answers are given'}. Take the definition out.",
                        )


def defined(text: TextVersion) -> Iterator[tuple[int, str]]:
    """Yield the terms that a clause defines, in bold, with the line of each."""
    for line, inline in walk(text.prose.blocks):
        if isinstance(inline, Strong):
            yield line, plain(inline.inlines)


def _known(library: Library, agreement: Agreement, on: dt.date) -> dict[Language, set[str]]:
    """Return the words of all defined terms and proper names, by language."""
    known: dict[Language, set[str]] = {}
    for place in agreement.clauses:
        if library.clauses[place.clause].topic == DEFINITIONS:
            for text in standing_texts(library, agreement, place, on):
                words = {word for _, term in defined(text) for word in _WORD.findall(term)}
                if words and text.lang in PROPER:
                    known.setdefault(text.lang, set(PROPER[text.lang].split())).update(words)
    return {lang: {_base(word) for word in words} for lang, words in known.items()}


def _users(
    library: Library, agreement: Agreement, but: int, lang: Language, term: str, on: dt.date
) -> int:
    """Return the places whose clause uses a term, as bits, without the one that defines it."""
    wanted, bits = _flat(term), 0
    for index, place in enumerate(agreement.clauses):
        for text in standing_texts(library, agreement, place, on):
            if index != but and text.lang == lang and wanted in _flat(text.body):
                bits |= 1 << index
    return bits


def _capitals(text: TextVersion) -> Iterator[tuple[int, str]]:
    for block in text.prose.blocks:
        match block:
            case Paragraph(inlines, line) | Heading(_, inlines, line):
                yield from ((line, word) for word in _CAPITAL.findall(plain(inlines)))
            case BulletList(items, line):
                for item in items:
                    yield from ((line, word) for word in _CAPITAL.findall(plain(item)))


@cache
def _flat(words: str) -> str:
    """Return the words of a text without their endings, a blank around each."""
    return f" {' '.join(_base(word) for word in _WORD.findall(words))} "


@cache
def _base(word: str) -> str:
    """Return a word without the ending of its plural; compared only, never shown."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word) if sign.isalnum())
    plural = re.sub(r"ies$", "y", bare)
    return plural if plural != bare else re.sub(r"(?<=\w{3})(es|s|x)$", "", bare).rstrip("e")
