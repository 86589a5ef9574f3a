"""Where everything stands on the site: one table of addresses, and the way from page to page.

Pages are files that end in .html, so that the built folder also opens without a server.
"""

from __future__ import annotations

import posixpath

from generators.document.html import OUTSIDE, Address

PATTERNS = {
    "page": "{0}.html",
    "en": "../en/{0}.html",
    "fr": "../fr/{0}.html",
    "es": "../es/{0}.html",
    "ar": "../ar/{0}.html",
    "clause": "partners/clauses/{0}.html",
    "instrument": "instruments.html#{0}",
    "term": "glossary.html#{0}",
    "office": "directory/{0}.html",
    "channel": "contacts.html#{0}",
    "story": "habpost/{0}.html",
    "picture": "habpost/{0}",
    "issue": "habpost/issues/{0}.html",
    "plan": "plan/{0}.html",
    "calendar": "coordination/{0}.ics",
    "figures": "figures/{0}.html",
    "download": "figures/{0}.csv",
    "subject": "habpost/subjects/{0}.html",
}


def place_of(target: str) -> tuple[str, str]:
    """Return the file and the anchor of a target, `kind:id`, from the folder of its language.

    A target may end in a place within its page: `plan:2026#training`.
    """
    kind, _, ident = target.partition(":")
    ident, _, within = ident.partition("#")
    page, _, anchor = PATTERNS[kind].format(ident).partition("#")
    return page, within or anchor


def addresses_from(page: str) -> Address:
    """Return the function that leads from a page to any target."""
    folder = posixpath.dirname(page)

    def address(target: str) -> str:
        if target.startswith(f"{OUTSIDE}https://"):
            return target.removeprefix(OUTSIDE)
        there, anchor = place_of(target)
        path = "" if there == f"{page}.html" else posixpath.relpath(there, folder or ".")
        return f"{path}#{anchor}" if anchor else path or posixpath.basename(there)

    return address


def addresses_at(base: str, lang: str) -> Address:
    """Return the function that gives whole addresses, for what is read outside the site.

    `base` is the https address of the whole site, `lang` the language of what is read.
    """
    root = base.rstrip("/")

    def address(target: str) -> str:
        file, anchor = place_of(target)
        path = posixpath.normpath(f"{lang}/{file}")
        return f"{root}/{path}#{anchor}" if anchor else f"{root}/{path}"

    return address
