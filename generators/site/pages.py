"""Every page that content makes by itself, and the parts that hand-written pages call for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generators.annex.pages import clause_library, clause_pages
from generators.content.library import Library
from generators.content.record import Language
from generators.directory.pages import directory, office_pages
from generators.document.addresses import addresses_from
from generators.document.model import PlainBlock
from generators.document.page import Page, blocks_source
from generators.guidance.conduct import code_of_conduct
from generators.guidance.help import channels
from generators.guidance.reference import glossary, instruments
from generators.habpost.pages import help_box, story_list, story_pages


@dataclass(frozen=True, slots=True)
class Edition:
    """What one build publishes: the content, in one language, as of one day."""

    library: Library
    lang: Language
    on: dt.date

    def pages(self) -> Iterator[Page]:
        """Yield the pages made from content: offices, clauses, stories."""
        yield from office_pages(self.library, self.lang, self.on)
        yield from clause_pages(self.library, self.lang, self.on)
        yield from story_pages(self.library, self.lang, self.on)


PARTS: dict[str, Callable[[Edition], Iterable[PlainBlock]]] = {
    "code_of_conduct": lambda e: code_of_conduct(e.library, e.lang, e.on),
    "channels": lambda e: channels(e.library, e.lang),
    "directory": lambda e: directory(e.library, e.lang, e.on),
    "instruments": lambda e: instruments(e.library, e.lang),
    "glossary": lambda e: glossary(e.library, e.lang),
    "clause_library": lambda e: clause_library(e.library, e.lang, e.on),
    "stories": lambda e: story_list(e.library, e.lang, e.on),
    "latest_stories": lambda e: story_list(e.library, e.lang, e.on, most=3),
    "help_box": lambda e: help_box(e.library, e.lang),
}
"""The macros that hand-written pages may call, by name."""


def part_source(name: str, edition: Edition, page: str) -> str:
    """Return one part as Markdown source, its links right for the page it stands on."""
    return blocks_source(PARTS[name](edition), addresses_from(page))
