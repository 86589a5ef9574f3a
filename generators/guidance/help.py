"""How to get help and report: every channel, and what happens before it is used."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.facts import Channel
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Isolate, Paragraph, Text
from generators.content.record import Language, words
from generators.document.marks import confirmed_field, to_confirm
from generators.document.model import Facts, PlainBlock
from generators.document.model import words as isolated
from generators.document.phrases import phrase, phrases

_KINDS = {
    "report": phrase("To report"),
    "support": phrase("For support and care"),
    "advice": phrase("For advice"),
    "protection": phrase("For protection from retaliation"),
    "information": phrase("For information"),
}
_YES_NO = {"yes": phrase("Yes"), "no": phrase("No"), "unknown": phrase("Not known")}


def channels(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield every channel under what it is for, in the order their files give."""
    say = phrases(lang)
    ordered = sorted(library.channels.values(), key=lambda channel: (channel.order, channel.id))
    for kind, title in _KINDS.items():
        of_kind = [channel for channel in ordered if channel.kind == kind]
        if of_kind:
            yield Heading(2, (Text(say(title)),), anchor=f"to-{kind}")
        for channel in of_kind:
            yield from _channel(channel, lang)


def _channel(channel: Channel, lang: Language) -> Iterator[PlainBlock]:
    yield Heading(3, confirmed_field(channel, "name", lang), anchor=channel.id)
    yield Paragraph(confirmed_field(channel, "summary", lang))
    yield Paragraph(confirmed_field(channel, "what_happens", lang))
    yield Facts(tuple(_facts(channel, lang)))


def _facts(channel: Channel, lang: Language) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say = phrases(lang)
    for phone in channel.phones:
        yield words(phone.label, lang), phone_number(channel, phone.number, lang)
    if channel.mailbox:
        yield say("E-mail"), isolated(channel.mailbox)
    if channel.postal:
        yield say("Post"), confirmed_field(channel, "postal", lang)
    yield say("Hours"), confirmed_field(channel, "hours", lang)
    yield say("Cost"), confirmed_field(channel, "cost", lang)
    yield say("Languages"), _languages(channel, lang)
    yield say("Who answers or reads"), confirmed_field(channel, "who_reads", lang)
    yield say("Must they pass it on?"), _known(channel, "must_pass_on", lang)
    yield say("Can you stay anonymous?"), _known(channel, "anonymous", lang)
    yield say("Last tried by us"), _verified(channel, lang)


def phone_number(channel: Channel, number: str, lang: Language) -> tuple[Inline, ...]:
    """Return a phone number that reads left to right in any language, marked if unchecked."""
    return (Isolate(number), *(to_confirm(lang) if channel.verified_on == "never" else ()))


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


def _verified(channel: Channel, lang: Language) -> tuple[Inline, ...]:
    say = phrases(lang)
    if channel.verified_on == "never":
        return (Text(say("Not yet. Until somebody has, take it as to be confirmed.")),)
    return (Text(channel.verified_on.isoformat()),)
