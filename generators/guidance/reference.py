"""The register of instruments and the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.facts import Instrument, Term
from generators.content.library import Library
from generators.content.prose import Citation, Heading, Inline, Isolate, Paragraph, TermUse, Text
from generators.content.record import Language, words
from generators.document.citing import citing
from generators.document.marks import confirmed_field, confirmed_words
from generators.document.model import Facts, PlainBlock
from generators.document.phrases import phrases


def instruments(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield every instrument: those with a symbol first, by symbol, then the others by title."""

    def order(instrument: Instrument) -> tuple[bool, str]:
        return instrument.symbol is None, instrument.symbol or words(instrument.title, lang)

    for instrument in sorted(library.instruments.values(), key=order):
        yield from _instrument(instrument, lang)


def _instrument(instrument: Instrument, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    title = words(instrument.title, lang)
    name: tuple[Inline, ...] = (Text(title),)
    if instrument.symbol:
        name = (Isolate(instrument.symbol), Text(f", {title}"))
    yield Heading(2, name, anchor=instrument.id)
    yield Paragraph(confirmed_field(instrument, "asks", lang))
    entries = [
        (say("Binds"), confirmed_field(instrument, "binds", lang)),
        (say("Issued"), confirmed_words(instrument, "issued", instrument.issued, lang)),
        (say("Issued by"), confirmed_field(instrument, "issuer", lang)),
    ]
    if instrument.replaces:
        told = confirmed_words(instrument, "replaces", instrument.replaces, lang)
        entries.append((say("Replaces"), told))
    entries.append((say("Seen in"), (Text(instrument.source),)))
    yield Facts(tuple(entries))


def glossary(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield every term in the order of the alphabet, with the words not to mix it up with."""
    cite = citing(library, lang)
    ordered = sorted(library.glossary.values(), key=lambda term: words(term.term, lang).casefold())
    for term in ordered:
        for block in _term(term, lang):
            yield cite.plain(block)


def _term(term: Term, lang: Language) -> Iterator[PlainBlock]:
    say = phrases(lang)
    yield Heading(2, (Text(words(term.term, lang)),), anchor=term.id)
    yield Paragraph(confirmed_field(term, "definition", lang))
    entries: list[tuple[str, tuple[Inline, ...]]] = []
    if term.not_to_be_confused_with:
        others: list[Inline] = []
        for other in term.not_to_be_confused_with:
            others += [Text(", "), TermUse(other)] if others else [TermUse(other)]
        entries.append((say("Not the same as"), tuple(others)))
    if term.instrument:
        entries.append((say("See"), (Citation(term.instrument),)))
    if entries:
        yield Facts(tuple(entries))
