"""For whom a course is, how long it takes and how long it counts: what lists and paths say, too."""

from __future__ import annotations

from generators.content.learning import Course, Length
from generators.content.prose import Inline, Text
from generators.content.record import Language
from generators.document.marks import number, to_confirm, told
from generators.document.phrases import phrases
from generators.learning.names import (
    MODALITIES,
    joined,
    unknown,
)


def audience(course: Course, lang: Language) -> tuple[Inline, ...]:
    """Return for whom a course is, marked where nobody has confirmed that."""
    if course.audience is None:
        return unknown(lang)
    mark = to_confirm(lang) if course.unconfirmed("audience") else ()
    return (*told(course.audience, lang), *mark)


def hours(course: Course, lang: Language) -> tuple[Inline, ...]:
    """Return how many hours a course takes, in each of its forms; "not stated" where none is."""
    say = phrases(lang)
    if not course.hours:
        return (Text(say("Not stated")),)
    mark = to_confirm(lang) if course.unconfirmed("hours") else ()
    return (*joined((_length(each, lang) for each in course.hours), lang), *mark)


def _length(length: Length, lang: Language) -> tuple[Inline, ...]:
    say = phrases(lang)
    text = number(length.hours, lang)
    if length.most is not None:
        text = say("{least} to {most}").format(least=text, most=number(length.most, lang))
    if length.about:
        text = say("about {number}").format(number=text)
    return (Text(f"{text} ({say(MODALITIES[length.modality])})"),)


def validity(course: Course, lang: Language) -> tuple[Inline, ...]:
    """Return for how many months a course counts; what no source states is "not stated"."""
    say = phrases(lang)
    if course.validity_months is None:
        return (Text(say("Not stated")),)
    mark = to_confirm(lang) if course.unconfirmed("validity_months") else ()
    return (Text(number(course.validity_months, lang)), *mark)
