"""Learning paths: which courses a role takes, in which order, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from babel.units import format_unit

from generators.content.learning import LearningPath, Step
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.marks import confirmed_field, to_confirm, told
from generators.document.model import Facts, Notice, PlainBlock
from generators.document.model import words as isolated
from generators.document.phrases import phrases
from generators.learning.lengths import hours, validity
from generators.learning.names import WHEN, seen_in

_FORMS: dict[Language, Literal["short"]] = {"ar": "short"}
"""In Arabic the CLDR has no other long form than the short one, and Babel does not fall back."""


def all_steps(library: Library, path: LearningPath) -> list[Step]:
    """Return the steps of a path, those of the paths that come before it first."""
    before = all_steps(library, library.paths[path.after]) if path.after else []
    return [*before, *path.steps]


def path_blocks(library: Library, path: LearningPath, lang: Language) -> Iterator[PlainBlock]:
    """Yield for whom a path is, and each of its steps."""
    say = phrases(lang)
    yield Paragraph(confirmed_field(path, "who", lang))
    if path.note:
        yield Paragraph(confirmed_field(path, "note", lang))
    if path.unconfirmed("steps"):
        text = say("Nobody with authority has confirmed yet that these are the steps.")
        yield Notice("draft", (Text(text),))
    if path.after:
        first = Link(f"page:training/paths/{path.after}", told(_title(library, path.after), lang))
        yield Paragraph((Text(say("The first steps are those of: ")), first))
    for place, step in enumerate(all_steps(library, path), 1):
        yield from _step(library, step, place, lang)
    yield Heading(2, (Text(say("Seen in")),), anchor="sources")
    yield Paragraph(seen_in(path.source, lang)[1])


def _title(library: Library, ident: str) -> dict[Language, str]:
    return library.paths[ident].title


def _step(library: Library, step: Step, place: int, lang: Language) -> Iterator[PlainBlock]:
    say, course = phrases(lang), library.courses[step.course]
    link = Link(f"page:training/courses/{course.id}", told(course.title, lang))
    mark = to_confirm(lang) if "course" in step.to_confirm else ()
    yield Heading(2, (Text(f"{place}. "), link, *mark), anchor=f"step-{place}")
    entries: list[tuple[str, tuple[Inline, ...]]] = [(say("When"), when(step, lang))]
    if step.note:
        entries.append((say("Note"), told(step.note, lang)))
    entries.append((say("Length in hours"), hours(course, lang)))
    entries.append((say("Valid for, in months"), validity(course, lang)))
    entries.append(seen_in(step.source, lang))
    yield Facts(tuple(entries))


def when(step: Step, lang: Language) -> tuple[Inline, ...]:
    """Return when a step is due, marked where nobody has confirmed that."""
    say = phrases(lang)
    unsure = {"when", "months"} & set(step.to_confirm)
    mark = to_confirm(lang) if unsure else ()
    if step.months is not None:
        form: Literal["short", "long"] = _FORMS.get(lang, "long")
        months = format_unit(
            step.months, "duration-month", form, locale=lang, numbering_system="latn"
        )
        return (*isolated(say("Within {time}").format(time=months)), *mark)
    return (Text(say(WHEN[step.when])), *mark)
