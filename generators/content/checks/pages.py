"""Checks of hand-written pages: each language has the master's pages, and carries what they hold.

The words of a page are prose with links, macros and a little HTML; those must be the same in
every language, whatever the words around them are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from generators.content.checks.translations import carried, losses
from generators.content.handwritten import HandPage
from generators.content.library import Library
from generators.content.problems import Level, Problem
from generators.content.record import LANGUAGES, MASTER
from generators.content.source import nearest

_PARTS = re.compile(
    r"\{\{.*?\}\}"  # a macro
    r"|\]\([^)]*\)"  # the address of a link
    r"|<[^>]+>"  # a tag with its attributes
    r"|^#+ ",  # a heading
    re.MULTILINE,
)


def pages_have_a_master(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a page lies in the folder of a language and that English has it, too."""
    masters = [key for key in library.pages if key.startswith(f"{MASTER}/")]
    for key, page in library.pages.items():
        lang, _, name = key.partition("/")
        if lang not in LANGUAGES:
            message = f"is in the folder `{lang}`; there is one for {', '.join(LANGUAGES)}."
            yield Problem(page.path, 1, f"{message} Move it.")
        elif f"{MASTER}/{name}" not in library.pages:
            hint = nearest(f"{MASTER}/{name}", masters)
            message = f"translates docs/{MASTER}/{name}.md, which is not there.{hint}"
            yield Problem(page.path, 1, f"{message} Rename it, or write that page first.")


def pages_are_up_to_date(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a translated page whose master has moved; refuse one that pins nothing."""
    for page, master in _pairs(library):
        at = page.line("translates")
        if page.translates is None:
            message = "does not say which words it translates. When it says what"
            yield Problem(page.path, at, f"{message} {master.path} says: {_pin(page)}")
        elif page.translates != master.sha256:
            yield Problem(
                page.path,
                at,
                f"translates other words than {master.path} has now. Readers are told that it is"
                f" out of date; when it says the same again: {_pin(page)}",
                "warning",
            )


def pages_carry_everything(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a page carries each macro, link, tag, heading, number and symbol."""
    for page, master in _pairs(library):
        level: Level = "error" if page.translates == master.sha256 else "warning"
        before, after = parts_of(master.body), parts_of(page.body)
        yield from losses(page.path, page.body_line, before, after, master.path, level)


def parts_of(words: str) -> Counter[str]:
    """Count what a hand-written page has in every language alike."""
    fixed = Counter(_PARTS.findall(words))
    return fixed + carried(_PARTS.sub(" ", words))


def _pairs(library: Library) -> Iterator[tuple[HandPage, HandPage]]:
    for key, page in library.pages.items():
        lang, _, name = key.partition("/")
        master = library.pages.get(f"{MASTER}/{name}")
        if master and lang in LANGUAGES and lang != MASTER:
            yield page, master


def _pin(page: HandPage) -> str:
    return f"psea translate pin {page.path}"
