"""The frame of every document on a year: title, day, and for whom it is on every page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from babel.numbers import format_percent

from generators.content.prose import Text
from generators.content.record import Language
from generators.document.audience import Audience, marking
from generators.document.model import Document, PlainBlock, words
from generators.document.phrases import phrases
from generators.document.properties import LOCALES


def paper(
    *,
    title: str,
    lang: Language,
    audience: Audience,
    on: dt.date,
    draft_mark: str,
    blocks: Iterable[PlainBlock],
) -> Document:
    """Return a document on a year, marked for its audience on every page and in its properties."""
    head = marking(audience, lang)
    return Document(
        title=title,
        lang=lang,
        subtitle=words(phrases(lang)("UN-Habitat")),
        created=(Text(on.isoformat()),),
        draft_mark=draft_mark,
        marking=head,
        identity=(("marking", (Text(head),)), ("audience", (Text(audience),))),
        blocks=tuple(blocks),
    )


def percent(hundredths: int, lang: Language) -> str:
    """Return a share as a language writes it (CLDR)."""
    return format_percent(hundredths / 100, locale=LOCALES[lang].replace("-", "_"))
