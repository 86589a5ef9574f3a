"""The management letter: what the signatory certifies to the Secretary-General, and for when.

Its official form is to be confirmed; its words are ours. It is a draft until its signatory has
signed off exactly these words, which a record in `content/clearances/` pins by their hash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.prose import BulletList, Heading, Inline, Paragraph, Text
from generators.content.record import MASTER, Language
from generators.content.reports import Certification, Clearance, Statement
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import Document, Facts, Notice, PlainBlock, Row, Table, words
from generators.document.phrases import phrases
from generators.reporting.paper import paper


def sign_off(library: Library, letter: Certification) -> Clearance | None:
    """Return the act by which the signatory signed exactly these words; None without one."""
    given = library.clearances.get(f"{letter.year}/certification/{letter.signatory}")
    return given if given and given.sha256 == letter.sha256 else None


def letter_document(
    library: Library, letter: Certification, lang: Language, on: dt.date
) -> Document:
    """Return the letter, made on a day; a draft unless it is signed off, in the master language."""
    say = phrases(lang)
    signed = sign_off(library, letter) if lang == MASTER else None
    title = say("Management letter {year}").format(year=letter.year)
    return paper(
        title=f"{title} {say('(example)')}" if letter.example else title,
        lang=lang,
        audience="secretariat",
        on=on,
        draft_mark="" if signed else say("DRAFT – not signed"),
        blocks=_blocks(library, letter, lang, signed),
    )


def _blocks(
    library: Library, letter: Certification, lang: Language, signed: Clearance | None
) -> Iterator[PlainBlock]:
    say = phrases(lang)
    yield Notice("note" if signed else "draft", words(" ".join(_standing(letter, lang, signed))))
    yield Facts(tuple(_head(library, letter, lang, signed)))
    yield Paragraph(told(letter.opening, lang))
    yield statements(library, letter, lang)
    yield Paragraph(told(letter.closing, lang))
    yield Heading(2, (Text(say("Signature")),), anchor="signature")
    heads = (say("Function"), say("Signature"), say("Date"))
    day = spelled_day(signed.cleared_on, lang) if signed else ""
    row = Row((_title(library, letter.signatory, lang), (), words(day)))
    yield Table(tuple(map(words, heads)), (row,), (40, 35, 25), to_fill=True)


def _standing(letter: Certification, lang: Language, signed: Clearance | None) -> Iterator[str]:
    """Yield what readers must know first."""
    say = phrases(lang)
    if letter.example:
        yield say("Example: nobody certifies this, and nobody will sign it.")
    if signed:
        day = spelled_day(signed.cleared_on, lang)
        yield say("Signed off on {day}, for exactly these words.").format(day=day)
        return
    yield say("Draft: it certifies nothing until its signatory has signed off these words.")
    if lang != MASTER:
        yield say("This is a translation. The English letter is the one that is signed.")
    if letter.to_confirm:
        yield say("What is marked is to be confirmed before anybody signs.")


def _head(
    library: Library, letter: Certification, lang: Language, signed: Clearance | None
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say, period = phrases(lang), letter.period
    yield say("Addressee"), told(letter.addressee, lang)
    office = Text(say(", ") + say("UN-Habitat"))
    yield say("From"), (*_title(library, letter.signatory, lang), office)
    first, last = spelled_day(period.start, lang), spelled_day(period.end, lang)
    yield say("Period"), words(say("{start} to {end}").format(start=first, end=last))
    day = spelled_day(signed.cleared_on, lang) if signed else say("the day of signature")
    yield say("Date"), words(day)


def statements(library: Library, letter: Certification, lang: Language) -> BulletList:
    """Return what the letter certifies, each statement with what it rests on."""
    return BulletList(tuple(_statement(library, letter, each, lang) for each in letter.statements))


def _statement(
    library: Library, letter: Certification, statement: Statement, lang: Language
) -> tuple[Inline, ...]:
    inlines: list[Inline] = [*told(statement.words, lang)]
    for index, ident in enumerate(statement.instruments):
        instrument = library.instruments[ident]
        name = words(instrument.symbol) if instrument.symbol else told(instrument.title, lang)
        inlines += [Text(" (" if index == 0 else phrases(lang)(", ")), *name]
    if statement.instruments:
        inlines.append(Text(")"))
    if statement.id in letter.to_confirm or "statements" in letter.to_confirm:
        inlines += to_confirm(lang)
    return tuple(inlines)


def _title(library: Library, role: str, lang: Language) -> tuple[Inline, ...]:
    return told(library.roles[role].title, lang)
