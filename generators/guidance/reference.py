"""The register of instruments and the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.facts import Instrument, Term
from generators.content.library import Library
from generators.content.prose import Citation, Heading, Inline, Isolate, Paragraph, TermUse, Text
from generators.content.record import MASTER, Language, words
from generators.document.citing import citing
from generators.document.marks import confirmed_field, confirmed_words, spelled_date, told
from generators.document.model import Facts, PlainBlock
from generators.document.phrases import alphabetical, phrases

_ORDER = ("ST/", "\0", "A/RES/", "S/RES/", "A/")
_NO_SYMBOL = 1


def instruments(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield every instrument with what it asks and whom it binds."""
    for instrument in in_order(library, lang):
        yield from _instrument(instrument, lang)


def in_order(library: Library, lang: Language) -> list[Instrument]:
    """Return every instrument: bulletins, then what has no symbol, resolutions, yearly reports."""

    def order(instrument: Instrument) -> tuple[int, str]:
        symbol = instrument.symbol or ""
        first = next((n for n, start in enumerate(_ORDER) if symbol.startswith(start)), 0)
        return first if symbol else _NO_SYMBOL, symbol or words(instrument.title, lang)

    return sorted(library.instruments.values(), key=order)


def _instrument(instrument: Instrument, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    name = confirmed_field(instrument, "title", lang)
    if instrument.symbol:
        name = (Isolate(instrument.symbol), Text(say(", ")), *name)
    yield Heading(2, name, anchor=instrument.id)
    yield Paragraph(confirmed_field(instrument, "asks", lang))
    entries = [
        (say("Binds"), confirmed_field(instrument, "binds", lang)),
        (say("Issued"), confirmed_words(instrument, "issued", _issued(instrument, lang), lang)),
        (say("Issued by"), confirmed_field(instrument, "issuer", lang)),
    ]
    if instrument.replaces:
        line = confirmed_words(instrument, "replaces", instrument.replaces, lang)
        entries.append((say("Replaces"), line))
    entries.append((say("Seen in"), told({MASTER: instrument.source}, lang)))
    yield Facts(tuple(entries))


def _issued(instrument: Instrument, lang: Language) -> str:
    if instrument.issued == "unknown":
        return phrases(lang)("Not known")
    return spelled_date(instrument.issued, lang)


def glossary(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield every term in the order of the alphabet, with the words not to mix it up with."""
    cite = citing(library, lang)
    ordered = sorted(
        library.glossary.values(),
        key=lambda term: alphabetical(words(term.term, lang)),
    )
    for term in ordered:
        for block in _term(term, lang):
            yield cite.plain(block)


def _term(term: Term, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    yield Heading(2, confirmed_field(term, "term", lang), anchor=term.id)
    yield Paragraph(confirmed_field(term, "definition", lang))
    entries: list[tuple[str, tuple[Inline, ...]]] = []
    if term.not_to_be_confused_with:
        others: list[Inline] = []
        for other in term.not_to_be_confused_with:
            others += [Text(say(", ")), TermUse(other)] if others else [TermUse(other)]
        entries.append((say("Not the same as"), tuple(others)))
    if term.instrument:
        entries.append((say("See"), (Citation(term.instrument),)))
    if entries:
        yield Facts(tuple(entries))
