"""Hand-written pages of the site: `docs/<language>/…`, a translation beside each master page."""

from __future__ import annotations

from typing import Literal

from generators.content.record import Flag, Line, Prose, Record, Whole
from generators.content.texts import Origin, Sha256, text_hash

DOCS = "docs"


class HandPage(Record):
    """One hand-written page: what its front matter says, and its Markdown.

    `menu` is a shorter title, `keywords` are words to be found by that the page does not say;
    `unlisted` keeps it out of search and of the list of all pages. `translates` pins the words
    of the master page that a translation was made from.
    """

    title: Line
    menu: Line | None = None
    description: Prose
    keywords: Prose | None = None
    template: str | None = None
    render_macros: Flag = False
    unlisted: Flag = False
    translates: Sha256 | Literal["pending"] | None = None
    origin: Origin = "human"
    body: Prose
    body_line: Whole

    @property
    def sha256(self) -> str:
        """Return the hash of the words that readers see, which a translation pins.

        Search keywords are not among them: each language has its own.
        """
        return text_hash([self.title, self.menu or "", self.description, self.body])

    def body_position(self, line: int) -> int:
        """Return the line in the file for a line of the body."""
        return self.body_line + line - 1
