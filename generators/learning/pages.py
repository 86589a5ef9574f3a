"""The pages of training and coordination that content makes by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.record import Language, words
from generators.document.page import Page
from generators.document.phrases import phrases
from generators.learning.coordination import in_order, mechanism_blocks
from generators.learning.course import course_blocks
from generators.learning.paths import path_blocks
from generators.learning.risk import risk_blocks


def learning_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page a course, a path and a mechanism, and one of the countries of higher risk."""
    say = phrases(lang)
    for course in library.courses.values():
        blocks = tuple(course_blocks(library, course, lang))
        title = words(course.title, lang)
        yield Page(f"training/courses/{course.id}", title, blocks, course.path, detail=True)
    for path in library.paths.values():
        blocks, title = tuple(path_blocks(library, path, lang)), words(path.title, lang)
        yield Page(f"training/paths/{path.id}", title, blocks, path.path, detail=True)
    for each in in_order(library, "mechanism"):
        blocks, title = tuple(mechanism_blocks(library, each, lang, on)), words(each.name, lang)
        yield Page(f"coordination/{each.id}", title, blocks, each.path, detail=True)
    if library.risks:
        first = next(iter(library.risks.values()))
        blocks, title = tuple(risk_blocks(library, lang, on)), say("Countries of higher risk")
        yield Page("training/high-risk", title, blocks, first.path, detail=True)
