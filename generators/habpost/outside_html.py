"""Makes HTML from elsewhere harmless: an allow-list of tags, cleaned until nothing changes.

What is left is only read, never shown: stories keep its words (`generators.habpost.html_prose`).
"""

from __future__ import annotations

import re

import nh3

from generators.confined import Refused

DEEPEST = 100
"""Elements in elements, at most: the time of HTML parsers grows with the square of it."""
_ROUNDS = 4


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


INLINE = _names("a b em i strong")
BLOCKS = _names(
    "address article aside blockquote caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5"
    " h6 header li main ol p pre section table tbody td tfoot th thead tr ul"
)
_WITH_CONTENT = _names(
    "audio canvas iframe math noembed noframes noscript object plaintext script select style svg"
    " template textarea title video xmp"
)
"""What goes with all that is in it: nothing there is words for readers."""
_ALONE = _names("area base br col embed hr img input link meta param source track wbr")
_ENDED_BY_THE_NEXT = _names("dd dt li p")
_CLEANER = nh3.Cleaner(
    tags={*INLINE, *BLOCKS, "br", "hr", "img"},
    clean_content_tags=set(_WITH_CONTENT),
    attributes={"a": {"href"}, "img": {"alt"}},  # a picture is not fetched: its address goes
    url_schemes={"https", "mailto"},
    url_relative="deny",
    link_rel=None,
)
_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+)"""
_PIECE = re.compile(
    r"(?P<comment><!--(?!-?>)(?:(?!--!>).)*?-->)"
    rf"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:\s+[\w:.-]+(?:\s*=\s*{_VALUE})?)*\s*/?>"
    r"|<[A-Za-z/!?]",
    re.DOTALL,
)
_START = re.compile("<[A-Za-z]")


def cleaned(html: str) -> str:
    """Return HTML that holds only what is allowed, and that cleaning again leaves as it is.

    Raises `Refused` for what is nested too deep, or changes each time it is cleaned.
    """
    for _ in range(_ROUNDS):
        if depth(html) > DEEPEST:
            raise Refused(f"holds HTML nested more than {DEEPEST} deep")
        again = _CLEANER.clean(html)
        if again == html:
            return html
        html = again
    raise Refused("holds HTML that reads differently each time it is cleaned")


def depth(html: str) -> int:
    """Return how deep elements are nested in HTML, or a larger number; never a smaller one.

    An end tag counts only where it ends the innermost element. From the first thing on that
    parsers may read in two ways, none counts. What a parser adds by itself is not counted: two
    elements in each table (HTML, section 13.2.6.4.9).
    """
    inside: list[str] = []
    deepest = 0
    for found in _PIECE.finditer(html):
        if found["comment"]:
            continue
        name = (found["name"] or "").lower()
        if not name or name in _WITH_CONTENT:
            return max(deepest, len(inside) + len(_START.findall(html, found.start())))
        innermost = inside[-1] if inside else ""
        if found["end"]:
            del inside[-1 if name == innermost else len(inside) :]
        elif name not in _ALONE and not (name == innermost and name in _ENDED_BY_THE_NEXT):
            inside.append(name)
            deepest = max(deepest, len(inside))
    return deepest
