"""Headers of mail whose words may be in any script, folded by rules that never change.

Python's own folding loses blanks between encoded words, and differs from version to version.
Base64 alone is used: it may stand in a name as well as in a subject (RFC 2047, section 5).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator

_WIDEST = 76
"""Characters of a line that has encoded words; one word has 75 at most (RFC 2047, section 2)."""
_AROUND = len("=?utf-8?b??=")
_SUBJECT = re.compile(r"([!-z|~]{1,60}( [!-z|~]{1,60})*)?")
_NAME = re.compile(_SUBJECT.pattern.replace("!-z|~", "A-Za-z0-9!#$%&'*+/=?^_`|~-"))
"""What stands as it is: printable words with one blank between them, in a name atoms alone
(RFC 5322, section 3.2.3). Braces are encoded, since they mark what each copy fills in."""


def header(field: str, words: str, address: str = "") -> bytes:
    """Return a header as bytes: a subject, or a name with the address that it stands before.

    Raises `ValueError` where the words hold a newline, which could begin another header.
    """
    if "".join(words.splitlines()) != words:
        raise ValueError(f"{field} cannot hold a newline: {words!r}")
    plain = (_NAME if address else _SUBJECT).fullmatch(words) and "=?" not in words
    pieces = words.split(" ") if plain else [*_encoded(words, _WIDEST - len(f"{field}: "))]
    lines = [f"{field}:"]
    for piece in [*pieces, *([f"<{address}>"] if address else [])]:
        if len(lines[-1]) + len(f" {piece}") > _WIDEST:
            lines.append("")
        lines[-1] += f" {piece}"
    return "\r\n".join([*lines, ""]).encode("ascii")


def _encoded(words: str, room: int) -> Iterator[str]:
    """Yield encoded words of whole characters, blanks inside them; the first fits into `room`."""
    held = b""
    for character in words:
        more = held + character.encode()
        if len(more) > (room - _AROUND) // 4 * 3:
            yield _word(held)
            held, room = character.encode(), _WIDEST - 1
        else:
            held = more
    yield _word(held)


def _word(held: bytes) -> str:
    return f"=?utf-8?b?{b64encode(held).decode()}?="
