"""Tells which language words are likely to be in, so that a wrong answer is noticed.

What Word notes as the language of a text is that of its speller, and often that of the machine.
"""

from __future__ import annotations

import re
from collections import Counter

from generators.content.record import Language

_SMALL: dict[Language, str] = {
    "en": "the of and to is that was with are this by from have it",
    "fr": "le les des est une dans pour qui sur aux du et pas sont avec par",
    "es": "el los las una con del por para y su como más pero este",
}
"""Small words that are frequent in one of these languages, and rare in the others."""
_FEW, _CLEARLY = 3, 2
"""How many small words tell anything, and how many times those of any other language."""
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


def is_arabic(words: str) -> bool:
    """Return whether most letters are Arabic; figures, signs and blanks count for nothing."""
    letters = "".join(filter(str.isalpha, words))
    return 2 * len(_ARABIC.findall(letters)) > len(letters)


def likely_language(words: str) -> Language | None:
    """Return the language that letters and small words speak for; None where it is not clear."""
    if is_arabic(words):
        return "ar"
    found = Counter(re.findall(r"[^\W\d_]+", words.lower()))
    counts = sorted(
        ((sum(found[word] for word in small.split()), lang) for lang, small in _SMALL.items()),
        reverse=True,
    )
    (most, lang), (next_most, _) = counts[:2]
    return lang if most >= max(_FEW, _CLEARLY * next_most) else None
