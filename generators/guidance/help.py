"""How to get help and report: every channel, and what happens before it is used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.facts import Channel
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Paragraph, Text
from generators.content.record import Language, words
from generators.document.marks import (
    confirmed_field,
    confirmed_words,
    phone_number,
    spelled_day,
    to_confirm,
    tried,
)
from generators.document.model import Facts, PlainBlock
from generators.document.phrases import phrase, phrases

KINDS = {  # care first: nobody should have to read past reporting to find a doctor
    "support": phrase("For support and care"),
    "advice": phrase("For advice"),
    "report": phrase("To report"),
    "protection": phrase("For protection from retaliation"),
    "information": phrase("For information"),
}
_COVERS = {
    "sea": phrase("sexual exploitation and abuse"),
    "sh": phrase("sexual harassment"),
    "retaliation": phrase("retaliation"),
    "other-misconduct": phrase("other misconduct"),
}
_YES_NO = {"yes": phrase("Yes"), "no": phrase("No"), "unknown": phrase("Not known")}


def channels(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield every channel under what it is for, in the order their files give."""
    say = phrases(lang)
    ordered = sorted(library.channels.values(), key=lambda channel: (channel.order, channel.id))
    for kind, title in KINDS.items():
        of_kind = [channel for channel in ordered if channel.kind == kind]
        if of_kind:
            yield Heading(2, (Text(say(title)),), anchor=f"to-{kind}")
        for channel in of_kind:
            yield from _channel(channel, lang, on)


def _channel(channel: Channel, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    yield Heading(3, confirmed_field(channel, "name", lang), anchor=channel.id)
    yield Paragraph(confirmed_field(channel, "summary", lang))
    yield Paragraph(confirmed_field(channel, "what_happens", lang))
    yield Facts(tuple(_facts(channel, lang, on)))


def _facts(
    channel: Channel, lang: Language, on: dt.date
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say = phrases(lang)
    covered = say(", ").join(say(_COVERS[name]) for name in channel.covers)
    mark = to_confirm(lang) if channel.unconfirmed("covers") else ()
    yield say("Concerns"), (Text(covered), *mark)
    for phone in channel.phones:
        yield words(phone.label, lang), phone_number(channel, phone.number, lang, on)
    if channel.mailbox:
        yield say("E-mail"), confirmed_words(channel, "mailbox", channel.mailbox, lang)
    if channel.postal:
        yield say("Post"), confirmed_field(channel, "postal", lang)
    yield say("Hours"), confirmed_field(channel, "hours", lang)
    yield say("Cost"), confirmed_field(channel, "cost", lang)
    yield say("Languages"), _languages(channel, lang)
    yield say("Who answers or reads"), confirmed_field(channel, "who_reads", lang)
    yield say("Must they pass it on?"), _known(channel, "must_pass_on", lang)
    yield say("Can you stay anonymous?"), _known(channel, "anonymous", lang)
    yield say("Last tried by us"), _verified(channel, lang, on)


def _languages(channel: Channel, lang: Language) -> tuple[Inline, ...]:
    from babel import Locale

    if channel.languages == "unknown":
        return (Text(phrases(lang)("Not known")),)
    names = Locale(lang).languages
    line = phrases(lang)(", ").join(names.get(code, code) for code in channel.languages)
    mark = to_confirm(lang) if channel.unconfirmed("languages") else ()
    return Text(line), *mark


def _known(channel: Channel, field: str, lang: Language) -> tuple[Inline, ...]:
    value = getattr(channel, field)
    mark = to_confirm(lang) if channel.unconfirmed(field) and value != "unknown" else ()
    return Text(phrases(lang)(_YES_NO[value])), *mark


def _verified(channel: Channel, lang: Language, on: dt.date) -> tuple[Inline, ...]:
    say = phrases(lang)
    if channel.verified_on == "never":
        return (Text(say("Not yet. Until somebody has, take it as to be confirmed.")),)
    day = Text(spelled_day(channel.verified_on, lang))
    return (day,) if tried(channel.verified_on, on) else (day, *to_confirm(lang))
