"""Turns the names that texts use for instruments and terms into the words readers see."""

from __future__ import annotations

from generators.content.library import Library
from generators.content.prose import Citation, Emphasis, Inline, Isolate, Link, TermUse, Text
from generators.content.record import Language, words
from generators.document.filling import Change


def citing(library: Library, lang: Language) -> Change:
    """Return the change that prints citations and terms, linked to where they are explained.

    An instrument is printed by its symbol, which keeps its order in any script, or by its title
    in italics when it has no symbol.
    """

    def leaf(inline: Inline) -> tuple[Inline, ...]:
        match inline:
            case Citation(ident):
                return (Link(f"instrument:{ident}", (_printed(library, ident, lang),)),)
            case TermUse(ident):
                term = Text(words(library.glossary[ident].term, lang))
                return (Link(f"term:{ident}", (term,)),)
            case _:
                return (inline,)

    return Change(leaf)


def _printed(library: Library, ident: str, lang: Language) -> Inline:
    instrument = library.instruments[ident]
    if instrument.symbol:
        return Isolate(instrument.symbol)
    return Emphasis((Text(words(instrument.title, lang)),))
