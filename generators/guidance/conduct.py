"""The Model Code of Conduct as readers see it: articles in order, with their standing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from generators.content.library import Library
from generators.content.prose import Citation, Heading, Inline, Paragraph, Text
from generators.content.record import Language
from generators.content.texts import Article
from generators.document.citing import citing
from generators.document.marks import standing_notice, told
from generators.document.model import Facts, Notice, PlainBlock
from generators.document.phrases import phrase, phrases

_BOUND = {
    "staff": phrase("staff"),
    "non-staff": phrase("non-staff personnel"),
    "managers": phrase("managers"),
    "focal-points": phrase("focal points"),
}


def code_of_conduct(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield the code: which text it is, whom it binds, its preamble and its articles."""
    code, say, cite = library.code, phrases(lang), citing(library, lang)
    if code is None:
        return
    yield Notice("note", told(code.which_text, lang))
    yield Heading(2, (Text(say("Whom it binds")),), anchor="whom-it-binds")
    yield Paragraph(told(code.binds, lang))
    yield Heading(2, (Text(say("Preamble")),), anchor="preamble")
    yield Paragraph(told(code.preamble, lang))
    for number, ident in enumerate(code.articles, 1):
        for block in _article(library, library.articles[ident], number, lang, on):
            yield cite.plain(block)


def _article(
    library: Library, article: Article, number: int, lang: Language, on: dt.date
) -> Iterator[PlainBlock]:
    say = phrases(lang)
    standing = library.text(f"conduct/{article.id}", lang, on)
    if standing is None:
        return
    title = Text(say("Article {number}. {title}").format(number=number, title=standing.text.title))
    yield Heading(2, (title,), anchor=article.id)
    yield from standing.text.prose.blocks
    bound = say(", ").join(say(_BOUND[name]) for name in article.binds)
    entries: list[tuple[str, tuple[Inline, ...]]] = [
        (say("Speaks to"), (Text(bound),)),
        (say("Rests on"), _joined([Citation(ident) for ident in article.instruments], say(", "))),
    ]
    if article.to_confirm:
        note = say("parts of this article are not yet checked against the official texts")
        entries.append((say("To be confirmed"), (Text(note),)))
    yield Facts(tuple(entries))
    yield standing_notice(standing, lang)


def _joined(inlines: Sequence[Inline], between: str) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    for inline in inlines:
        parts += [Text(between), inline] if parts else [inline]
    return tuple(parts)
