"""What must be said beside words that are not certain: to be confirmed, draft, out of date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generators.content.approvals import Standing
from generators.content.facts import Fact
from generators.content.prose import Emphasis, Foreign, Inline, Text
from generators.content.record import MASTER, Language
from generators.document.model import Notice
from generators.document.model import words as isolated
from generators.document.phrases import phrases


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
    if standing.state == "draft":
        return Notice("draft", isolated(say("Draft: nobody with authority has approved it yet.")))
    day = standing.text.effective_from.isoformat()
    parts = [say("In force since {day}, version {version}.")]
    if standing.newer_draft:
        parts.append(say("A newer draft, version {newer}, awaits approval."))
    if standing.out_of_date:
        parts.append(say("The original has changed since this translation was made."))
    newer = standing.newer_draft.version if standing.newer_draft else ""
    line = " ".join(parts).format(day=day, version=standing.text.version, newer=newer)
    return Notice("note", isolated(line))
