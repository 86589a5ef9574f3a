"""The words that the program itself says to readers, by language (GNU gettext catalogues)."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

from generators.content.record import MASTER, Language

CATALOGUES = Path(__file__).parent.parent / "locale"
Say = Callable[[str], str]


def phrases(lang: Language) -> Say:
    """Return the function that says a phrase in a language.

    The master language needs no catalogue; for any other one a missing catalogue is an error,
    never silent English.
    """
    if lang == MASTER:
        return lambda phrase: phrase
    return gettext.translation("psea", CATALOGUES, languages=[lang]).gettext
