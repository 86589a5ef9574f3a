"""Words from a word processor as content holds them, and the Markdown of a picture.

Blanks are single, and nothing is there that cannot be seen.
"""

from __future__ import annotations

import re
import unicodedata

from generators.habpost.markdown_out import escaped

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    "|(?<![\u0600-\u06ff\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])[\u200c\u200d]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_HYPHEN = re.compile("[\u2010\u2011]")
_HOLDING = "\u00a0\u202f"
_BLANKS = re.compile(rf"[^\S{_HOLDING}]+")
_AROUND = re.compile(rf"[{_HOLDING}]* [ {_HOLDING}]*|([{_HOLDING}])[{_HOLDING}]+")
_LOOSE = re.compile(rf"(?<![\d«])[{_HOLDING}](?![;:!?»%€\d])")
PRIVATE = re.compile("[\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
"""Signs that each font draws as it likes, or not at all; content may hold none."""


def tidy(text: str) -> str:
    """Return words in normal form C, with single blanks, and without signs that cannot be seen.

    Soft hyphens, signs of no width and marks of direction go: they hide words from the search and
    from the language check, and the writers of pages set directions themselves (`Isolate`). Joiners
    stay where they shape: after an Arabic letter, within a pictogram. Blanks that hold together
    stay beside a figure or a French sign; elsewhere they come from copying.
    """
    bare = _INVISIBLE.sub("", _CONTROL.sub(" ", text))
    normal = _HYPHEN.sub("-", unicodedata.normalize("NFC", bare))
    single = _AROUND.sub(lambda found: found[1] or " ", _BLANKS.sub(" ", normal))
    return _LOOSE.sub(" ", single)


def picture_line(file: str, alt: str) -> str:
    """Return the Markdown of a picture: its file, and what it shows."""
    words = re.sub(r"\\.|[\[\]]", lambda s: s[0] if len(s[0]) > 1 else f"\\{s[0]}", escaped(alt))
    return f"![{words}]({file})"
