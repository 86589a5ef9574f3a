"""The pages of training and coordination that content makes by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.record import Language, words
from generators.document.page import Page
from generators.document.phrases import phrases
from generators.learning.coordination import mechanism_blocks
from generators.learning.course import course_blocks
from generators.learning.paths import path_blocks
from generators.learning.risk import risk_blocks


def learning_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page a course, a path and a mechanism, and one of the countries of higher risk."""
    say = phrases(lang)
    for course in library.courses.values():
        blocks = tuple(course_blocks(library, course, lang))
        title = words(course.title, lang)
        yield Page(f"training/courses/{course.id}", title, blocks, course.path)
    for path in library.paths.values():
        blocks = tuple(path_blocks(library, path, lang))
        yield Page(f"training/paths/{path.id}", words(path.title, lang), blocks, path.path)
    for each in library.mechanisms.values():
        blocks = tuple(mechanism_blocks(library, each, lang, on))
        yield Page(f"coordination/{each.id}", words(each.name, lang), blocks, each.path)
    if library.risks:
        first = next(iter(library.risks.values()))
        blocks = tuple(risk_blocks(library, lang, on))
        yield Page("training/high-risk", say("Countries of higher risk"), blocks, first.path)
