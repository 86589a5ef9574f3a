"""The words that the program itself says to readers, by language (GNU gettext catalogues)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generators.content.record import MASTER, Language

CATALOGUES = Path(__file__).parent.parent / "locale"
Say = Callable[[str], str]


class NoPhrase(KeyError):
    """Raised for a phrase that a language's catalogue lacks: better no page than a mixed one."""


def phrase(words: str) -> str:
    """Mark words for the catalogue where they stand, to be said later."""
    return words


def phrases(lang: Language) -> Say:
    """Return the function that says a phrase in a language.

    The master language needs no catalogue; for any other one a missing phrase is an error, never
    silent English.
    """
    if lang == MASTER:
        return phrase
    catalogue = _catalogue(lang)

    def say(words: str) -> str:
        if words not in catalogue:
            raise NoPhrase(f"generators/locale/{lang}.po has no translation of: {words}")
        return catalogue[words]

    return say


def alphabetical(words: str) -> str:
    """Return what words are sorted by: no accent sends a letter behind z, no quote before a."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in plain if sign.isalnum() or sign == " ")


def languages_spoken() -> set[str]:
    """Return the languages that the program itself speaks."""
    return {MASTER, *(path.stem for path in CATALOGUES.glob("*.po"))}


@cache
def _catalogue(lang: Language) -> dict[str, str]:
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        messages = read_po(file, locale=lang)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}
