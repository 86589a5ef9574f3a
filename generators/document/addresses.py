"""Where everything stands on the site: one table of addresses, and the way from page to page.

Pages are files that end in .html, so that the built folder also opens without a server.
"""

from __future__ import annotations

import posixpath

from generators.document.html import Address

PATTERNS = {
    "page": "{0}",
    "en": "../en/{0}",
    "fr": "../fr/{0}",
    "es": "../es/{0}",
    "ar": "../ar/{0}",
    "clause": "partners/clauses/{0}",
    "instrument": "instruments#{0}",
    "term": "glossary#{0}",
    "office": "directory/{0}",
    "channel": "contacts#{0}",
    "story": "habpost/{0}",
    "issue": "habpost/issues/{0}",
    "subject": "habpost/subjects/{0}",
}


def place_of(target: str) -> tuple[str, str]:
    """Return the page and the anchor of a target, `kind:id`."""
    kind, _, ident = target.partition(":")
    page, _, anchor = PATTERNS[kind].format(ident).partition("#")
    return page, anchor


def addresses_from(page: str) -> Address:
    """Return the function that leads from a page to any target."""
    folder = posixpath.dirname(page)

    def address(target: str) -> str:
        there, anchor = place_of(target)
        path = "" if there == page else posixpath.relpath(f"{there}.html", folder or ".")
        return f"{path}#{anchor}" if anchor else path or posixpath.basename(f"{page}.html")

    return address
