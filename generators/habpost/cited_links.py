"""Which links of a text from elsewhere may become sources: a story has no links of its own."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from generators.habpost.tidy_words import PRIVATE, tidy

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*[a-z]", re.IGNORECASE)


def not_cited(address: str) -> str:
    """Return why an address cannot be a source, as the end of a sentence; empty if it can."""
    try:
        parts = urlsplit(address)
        scheme, host, user = parts.scheme, parts.hostname or "", parts.username
    except ValueError:
        return "leads to an address that cannot be read"
    if scheme != "https":
        return f"begins with `{scheme[:20]}:`; only https:// can be a source"
    if "." not in host or user is not None or PRIVATE.search(address) or address != tidy(address):
        return "leads to no public address"
    if _MAILBOX.search(unquote(unquote(address))):
        return "holds a mailbox, perhaps of whoever copied it"
    return ""
