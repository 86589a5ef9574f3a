"""Texts that are approved word by word: clauses and articles, each version a file of its own.

A version is never edited once it is approved: the next text is the next version, beside it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from generators.content.prose import Answer, walk
from generators.content.prose_parser import Body, parse
from generators.content.record import (
    Day,
    Flag,
    Id,
    Language,
    Line,
    Prose,
    Record,
    ToConfirm,
    Whole,
    Words,
)

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


Origin = Literal["human", "machine draft"]


def text_hash(parts: Iterable[str]) -> str:
    """Return the SHA-256 that an approval pins: of the words that print, and of nothing else.

    Words are compared in Unicode normal form C, without trailing blanks, byte-order mark or
    carriage returns, so that a re-save by another editor approves nothing and breaks nothing.
    """
    lines = "\n\n".join(parts).replace("\r\n", "\n").replace("\ufeff", "").split("\n")
    normal = unicodedata.normalize("NFC", "\n".join(line.rstrip() for line in lines).strip())
    return hashlib.sha256(normal.encode()).hexdigest()


class Versioned(Record):
    """What every version of an approved text says of itself."""

    version: Annotated[Whole, Field(ge=1)]
    effective_from: Day
    reason: Prose
    author: Id


class TextVersion(Versioned):
    """One version of a clause or an article in one language.

    `translates` pins the hash of the text that a translation was made from (`pending` until it
    is known), `origin` says who made the translation.
    """

    title: Line
    lang: Language
    sources: list[Id] = Field(default_factory=list)
    translates: Sha256 | Literal["pending"] | None = None
    origin: Origin = "human"
    body: Prose
    body_line: Whole

    @cached_property
    def prose(self) -> Body:
        """Return the body as blocks."""
        return parse(self.body)

    @cached_property
    def sha256(self) -> str:
        """Return the hash of the words that print."""
        return text_hash([self.title, self.body])

    @cached_property
    def answers(self) -> frozenset[str]:
        """Return the names of the answers that stand in the body."""
        inlines = (inline for _, inline in walk(self.prose.blocks))
        return frozenset(inline.name for inline in inlines if isinstance(inline, Answer))

    def printed(self, lang: Language) -> list[str]:
        """Return the printed words, part by part, if they are in `lang`."""
        return [self.title, self.body] if lang == self.lang else []

    def body_position(self, line: int) -> int:
        """Return the line in the file for a line of the body."""
        return self.body_line + line - 1


class Clause(Record):
    """A topic of the clause library; its words are in version files beside it.

    `topic` is what other clauses refer to (33 characters at most, since Word's bookmarks allow
    40); variants of one topic share it, and an annex holds one of them. `always` marks what no
    agreement can switch off.
    """

    id: Id
    topic: Annotated[Id, Field(max_length=33)]
    catalogue: Annotated[str, StringConstraints(pattern=r"^C\d{2}$")]
    always: Flag
    about: Words
    instruments: list[Id]
    negotiable: Flag
    to_confirm: ToConfirm


class Article(Record):
    """An article of the Model Code of Conduct."""

    id: Id
    binds: list[Literal["staff", "non-staff", "managers", "focal-points"]]
    instruments: list[Id]
    to_confirm: ToConfirm


class Code(Record):
    """The Model Code of Conduct: which text it is, whom it binds, its articles in order."""

    id: Id
    title: Words
    which_text: Words
    binds: Words
    preamble: Words
    articles: list[Id]
