"""Every page that content makes by itself, and the parts that hand-written pages call for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generators.annex.pages import clause_library, clause_pages
from generators.content.library import Library
from generators.content.prose import Foreign, Link, Paragraph, Text
from generators.content.record import LANGUAGES, MASTER, Language
from generators.content.stories import Story
from generators.directory.pages import directory, office_pages
from generators.document.addresses import addresses_from
from generators.document.model import PlainBlock
from generators.document.page import Page, blocks_source
from generators.document.phrases import phrases
from generators.figures.pages import figure_files, figure_pages
from generators.guidance.accessibility import audit_results
from generators.guidance.conduct import code_of_conduct
from generators.guidance.help import channels
from generators.guidance.reference import glossary, instruments
from generators.habpost.issues import front, issue_pages, subject_pages
from generators.habpost.pages import help_box, story_list, story_pages
from generators.learning.calendar import calendars
from generators.learning.catalogue import training
from generators.learning.coordination import coordination
from generators.learning.pages import learning_pages
from generators.plan.pages import plan_pages

FIGURES = "figures/index"
"""The page on which figures are published, once there are any."""


@dataclass(frozen=True)
class Edition:
    """What one build publishes: the content, in one language, as of one day."""

    library: Library
    lang: Language
    on: dt.date

    def pages(self) -> Iterator[Page]:
        """Yield the pages made from content, and for each untranslated page one that says so."""
        yield from self._made(self.lang)
        for path, title in sorted(self._titles[MASTER].items()):
            if path not in self._titles[self.lang]:
                yield self._untranslated(path, title)

    def pictures(self) -> dict[str, str]:
        """Return the pictures of the stories that readers may see: address, and file in content."""
        keys = {
            story.picture_key(picture)
            for story in self.library.visible_stories(self.lang, self.on)
            for picture in story.pictures
        }
        return {f"habpost/{key}": self.library.pictures[key].path for key in sorted(keys)}

    def downloads(self) -> dict[str, bytes]:
        """Return the files made from content that pages lead to: `coordination/meetings.ics`."""
        return {**calendars(self.library, self.lang), **figure_files(self.library, self.lang)}

    def languages(self, page: str) -> dict[Language, bool]:
        """Return the languages of the site, and whether each really has a page."""
        return {lang: page in titles for lang, titles in self._titles.items()}

    def current(self, page: str) -> bool:
        """Return whether a page says what its master page says now; a master page always does."""
        if self.lang == MASTER:
            return True
        written = self.library.pages.get(f"{self.lang}/{page}")
        master = self.library.pages.get(f"{MASTER}/{page}")
        if written and master:
            return written.translates == master.sha256
        if story := self._stories.get(page):
            first = self.library.stories[story.translation_of or story.id]
            return first is story or story.translates == first.sha256
        if page.startswith("partners/clauses/"):
            standing = self.library.text(f"clauses/{page.split('/')[-1]}", self.lang, self.on)
            return standing is None or not standing.out_of_date
        return True

    @property
    def figures_page(self) -> str:
        """Return the page of published figures, or nothing while none are published."""
        return FIGURES if FIGURES in self.titles else ""

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles of the pages of this language, by path."""
        return self._titles.get(self.lang, {})

    def _made(self, lang: Language) -> Iterator[Page]:
        yield from office_pages(self.library, lang, self.on)
        yield from clause_pages(self.library, lang, self.on)
        yield from story_pages(self.library, lang, self.on)
        yield from issue_pages(self.library, lang, self.on)
        yield from subject_pages(self.library, lang, self.on)
        yield from plan_pages(self.library, lang, self.on)
        yield from learning_pages(self.library, lang, self.on)
        yield from figure_pages(self.library, lang)

    @cached_property
    def _stories(self) -> dict[str, Story]:
        stories = self.library.visible_stories(self.lang, self.on)
        return {f"habpost/{story.address}": story for story in stories}

    @cached_property
    def _titles(self) -> dict[Language, dict[str, str]]:
        written: dict[Language, dict[str, str]] = {lang: {} for lang in LANGUAGES}
        for key, page in self.library.pages.items():
            lang, _, name = key.partition("/")
            if lang in written:
                written[lang][name] = page.title
        return {
            lang: titles | {page.path: page.title for page in self._made(lang)}
            for lang, titles in written.items()
            if titles
        }

    def _untranslated(self, path: str, title: str) -> Page:
        say = phrases(self.lang)
        link = Link(f"{MASTER}:{path}", (Foreign(MASTER, (Text(title),)),))
        return Page(
            path=path,
            title=say("Not translated yet"),
            blocks=(
                Paragraph((Text(say("This page is not available in this language yet.")),)),
                Paragraph((Text(say("Read it in English: ")), link)),
            ),
            origin="mkdocs.yml",
            unlisted=True,
        )


def addresses(library: Library, on: dt.date) -> set[str]:
    """Return every page that the site has on a day, from its root: `fr/habpost/index.html`.

    What is not translated has a page too, which says so.
    """
    titles = {lang: Edition(library, lang, on).titles for lang in LANGUAGES}
    return {
        f"{lang}/{page}.html"
        for lang, mine in titles.items()
        for page in (*mine, *titles[MASTER])
        if mine
    }


PARTS: dict[str, Callable[[Edition], Iterable[PlainBlock]]] = {
    "code_of_conduct": lambda e: code_of_conduct(e.library, e.lang, e.on),
    "channels": lambda e: channels(e.library, e.lang, e.on),
    "directory": lambda e: directory(e.library, e.lang, e.on),
    "instruments": lambda e: instruments(e.library, e.lang),
    "glossary": lambda e: glossary(e.library, e.lang),
    "clause_library": lambda e: clause_library(e.library, e.lang, e.on),
    "magazine": lambda e: front(e.library, e.lang, e.on),
    "latest_stories": lambda e: story_list(e.library, e.lang, e.on, level=3, most=3),
    "audit_results": lambda e: audit_results(e.library, e.lang, e.titles),
    "training": lambda e: training(e.library, e.lang, e.figures_page),
    "coordination": lambda e: coordination(e.library, e.lang, e.on),
    "help_box": lambda e: help_box(e.library, e.lang, e.on),
}
"""The macros that hand-written pages may call, by name."""


def part_source(name: str, edition: Edition, page: str) -> str:
    """Return one part as Markdown source, its links right for the page it stands on."""
    return blocks_source(PARTS[name](edition), addresses_from(page), edition.lang)
