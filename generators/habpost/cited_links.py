"""Which links of a text from elsewhere may become sources: a story has no links of its own."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generators.habpost.outside_address import https_link

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*[a-z]", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)


def not_cited(address: str) -> str:
    """Return why an address cannot be a source, as the end of a sentence; empty if it can."""
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].lower() != "https":
        return f"begins with `{scheme[0][:20]}:`; only https:// can be a source"
    if not https_link(address):
        return "leads to no public address"
    if _MAILBOX.search(unquote(unquote(address))):
        return "holds a mailbox, perhaps of whoever copied it"
    return ""
