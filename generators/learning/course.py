"""The page of a course: each fact with the number of the source that tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.learning import Course
from generators.content.library import Library
from generators.content.prose import (
    BulletList,
    Foreign,
    Heading,
    Inline,
    Isolate,
    Link,
    Paragraph,
    Text,
)
from generators.content.record import MASTER, Language
from generators.document.marks import spelled_day, to_confirm, told
from generators.document.model import Facts, Notice, PlainBlock
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.learning.lengths import hours, validity
from generators.learning.names import (
    ANSWERS,
    COVERED,
    FORMS,
    MODALITIES,
    STANDINGS,
    SUBJECTS,
    in_order,
    in_plans,
    joined,
    listed,
    spoken,
    unknown,
)

Entry = tuple[str, tuple[Inline, ...]]


def course_blocks(library: Library, course: Course, lang: Language) -> Iterator[PlainBlock]:
    """Yield what is known of a course, whose path it stands on, and where all that was seen."""
    say = phrases(lang)
    if course.standing == "subject-to-funding":
        yield Notice("note", (Text(say("Subject to availability of funding.")),))
    yield Facts(tuple(_entries(library, course, lang)))
    if course.note:
        note = told(course.note, lang)
        yield Paragraph((*note, *(to_confirm(lang) if course.unconfirmed("note") else ())))
    paths = [path for path in in_order(library) if any(s.course == course.id for s in path.steps)]
    if paths:
        yield Heading(2, (Text(say("On these learning paths")),), anchor="paths")
        links = (Link(f"page:training/paths/{p.id}", told(p.title, lang)) for p in paths)
        yield BulletList(tuple((link,) for link in links))
    yield from in_plans(library, course.plan_lines, lang)
    if course.sources:
        yield Heading(2, (Text(say("Seen in")),), anchor="sources")
        sources = (told({MASTER: source.source}, lang) for source in course.sources)
        yield BulletList(tuple(sources), ordered=True)


def _entries(library: Library, course: Course, lang: Language) -> Iterator[Entry]:
    say = phrases(lang)

    def fact(name: str, field: str, value: tuple[Inline, ...]) -> Entry:
        return name, _marked(course, field, value, lang)

    if lang != MASTER:
        yield say("Title in English"), (Foreign(MASTER, isolated(course.title[MASTER])),)
    yield say("Kind"), listed(FORMS, [course.form], lang)
    standing = course.standing
    known = listed(STANDINGS, [standing], lang) if standing in STANDINGS else ()
    yield fact(say("At UN-Habitat"), "standing", known)
    yield fact(say("For"), "audience", told(course.audience, lang) if course.audience else ())
    yield fact(say("Mandatory for"), "mandatory_for", _mandatory(library, course, lang))
    for name, field, names in (
        (say("Subject"), "subjects", SUBJECTS),
        (say("Covers"), "covers", COVERED),
        (say("How"), "modality", MODALITIES),
    ):
        keys = getattr(course, field)
        yield fact(name, field, listed(names, keys, lang) if course.given(field) else ())
    if course.content:
        yield fact(say("Content"), "content", told(course.content, lang))
    yield say("Length in hours"), (*hours(course, lang), *_cited(course, course.numbers("hours")))
    if course.length:
        yield fact(say("Length"), "length", told(course.length, lang))
    numbers = course.numbers("validity_months")
    yield say("Valid for, in months"), (*validity(course, lang), *_cited(course, numbers))
    if course.refreshers:
        yield fact(say("Refreshers"), "refreshers", told(course.refreshers, lang))
    yield fact(say("Languages"), "languages", _languages(course, lang))
    yield from _reached(course, lang)
    yield say("Last looked at"), _last_checked(course, lang)


def _reached(course: Course, lang: Language) -> Iterator[Entry]:
    """Yield how one gets to a course, what one gets of it, and who made it."""
    say = phrases(lang)
    for name, field in (
        (say("Access"), "access"),
        (say("Certificate"), "certificate"),
        (say("Cost"), "cost"),
    ):
        value = getattr(course, field)
        yield name, _marked(course, field, told(value, lang) if value else (), lang)
    if course.codes:
        codes = ((Isolate(c.id), Text(" – "), *told(c.name, lang)) for c in course.codes)
        yield say("Codes in Inspira"), _marked(course, "codes", joined(codes, lang), lang)
    if course.given("public"):
        answer = listed(ANSWERS, [course.public], lang)
        yield say("Open to everybody"), _marked(course, "public", answer, lang)
    yield say("Made by"), _developers(course, lang)


def _marked(
    course: Course, field: str, value: tuple[Inline, ...], lang: Language
) -> tuple[Inline, ...]:
    """Return a value with the numbers of its sources, or that it is to be confirmed."""
    if not value:
        return unknown(lang)
    mark = to_confirm(lang) if course.unconfirmed(field) else ()
    return (*value, *_cited(course, course.numbers(field)), *mark)


def _cited(course: Course, numbers: list[int]) -> tuple[Inline, ...]:
    """Return the numbers of sources, which lead to their list on the page of the course."""
    if not numbers:
        return ()
    shown = Isolate(f"[{', '.join(map(str, numbers))}]")
    return Text("\N{NO-BREAK SPACE}"), Link(f"page:training/courses/{course.id}#sources", (shown,))


def _mandatory(library: Library, course: Course, lang: Language) -> tuple[Inline, ...]:
    say = phrases(lang)
    groups = course.mandatory_for
    if groups == "unknown":
        return ()
    if not groups:
        return (Text(say("Nobody at UN-Habitat, as far as our sources say")),)
    links = (
        (Link(f"page:training/paths/{ident}", told(library.paths[ident].title, lang)),)
        for ident in groups
    )
    return joined(links, lang)


def _languages(course: Course, lang: Language) -> tuple[Inline, ...]:
    note = told(course.languages_note, lang) if course.languages_note else ()
    if not course.given("languages"):
        return note
    names = Text(spoken(course.languages, lang))
    return (names, Text(". "), *note) if note else (names,)


def _developers(course: Course, lang: Language) -> tuple[Inline, ...]:
    if not course.developers:
        return unknown(lang)
    places = {source.id: n for n, source in enumerate(course.sources, 1)}
    named = ((*told(d.name, lang), *_cited(course, [places[d.source]])) for d in course.developers)
    return joined(named, lang)


def _last_checked(course: Course, lang: Language) -> tuple[Inline, ...]:
    if isinstance(course.last_checked, dt.date):
        return isolated(spelled_day(course.last_checked, lang))
    say = phrases(lang)
    return (Text(say("Never: all this is from what others write about it.")),)
