"""What must be said beside words that are not certain: to be confirmed, draft, out of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

from generators.content.approvals import Standing
from generators.content.facts import Channel, Fact
from generators.content.prose import Emphasis, Foreign, Inline, Isolate, Text
from generators.content.record import MASTER, Language
from generators.document.model import Notice
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.document.properties import LOCALES


def told(value: Mapping[Language, str], lang: Language) -> tuple[Inline, ...]:
    """Return a text in a language; where it is not translated, the master text, marked as such."""
    if lang in value:
        return isolated(value[lang])
    return (Foreign(MASTER, isolated(value[MASTER])),)


def confirmed_words(fact: Fact, field: str, value: str, lang: Language) -> tuple[Inline, ...]:
    """Return a value that reads the same in any language, marked where nobody has checked it."""
    return (*isolated(value), *to_confirm(lang)) if fact.unconfirmed(field) else isolated(value)


def to_confirm(lang: Language) -> tuple[Inline, ...]:
    """Return the mark of what is not checked against the official text."""
    say = phrases(lang)
    return Text(" "), Emphasis((Text(say("(to be confirmed)")),))


def confirmed_field(fact: Fact, field: str, lang: Language) -> tuple[Inline, ...]:
    """Return one of a fact's texts in a language, marked where it is not checked."""
    text = told(getattr(fact, field), lang)
    return (*text, *to_confirm(lang)) if fact.unconfirmed(field) else text


def standing_notice(standing: Standing[Any], lang: Language) -> Notice:
    """Return what readers must know of a text's approval."""
    say = phrases(lang)
    parts = []
    since = standing.approval.since if standing.approval else None
    if standing.state == "draft":
        parts.append(say("Draft: nobody with authority has approved it yet."))
    elif standing.state == "approved":
        parts.append(say("Approved, but in force only from {day}."))
    else:
        parts.append(say("In force since {day}, version {version}."))
    if standing.newer_draft:
        parts.append(say("A newer draft, version {newer}, awaits approval."))
    if standing.out_of_date:
        parts.append(say("The original has changed since this translation was made."))
    newer = standing.newer_draft.version if standing.newer_draft else ""
    line = " ".join(parts).format(
        day=spelled_day(since, lang) if since else "", version=standing.text.version, newer=newer
    )
    return Notice("note" if standing.state == "in force" else "draft", isolated(line))


@cache
def spelled_day(day: dt.date, lang: Language) -> str:
    """Return a day spelled out in a language (CLDR)."""
    from babel.dates import format_date

    return format_date(day, format="long", locale=LOCALES[lang].replace("-", "_"))


def spelled_date(date: str, lang: Language) -> str:
    """Return a date that is known to the day, the month or only the year, spelled out (CLDR)."""
    from babel.dates import format_skeleton

    year, *rest = (int(part) for part in date.split("-"))
    if len(rest) == 2:
        return spelled_day(dt.date(year, *rest), lang)
    first = dt.date(year, rest[0] if rest else 1, 1)
    locale = LOCALES[lang].replace("-", "_")
    return format_skeleton("yMMMM" if rest else "y", first, locale=locale)


STALE_AFTER_DAYS = 180
"""A contact that nobody has tried for longer counts as unconfirmed."""


def tried(verified_on: dt.date | str, on: dt.date) -> bool:
    """Return whether somebody tried a contact within the last 180 days."""
    return isinstance(verified_on, dt.date) and 0 <= (on - verified_on).days <= STALE_AFTER_DAYS


def phone_number(channel: Channel, number: str, lang: Language, on: dt.date) -> tuple[Inline, ...]:
    """Return a phone number that reads left to right in any language, marked if unchecked."""
    sure = tried(channel.verified_on, on) and not channel.unconfirmed("phones")
    return (Isolate(number), *(() if sure else to_confirm(lang)))


def number(value: float, lang: Language) -> str:
    """Return a number as a language groups it (CLDR), in the digits of the rest of the site."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=lang, numbering_system="latn")
