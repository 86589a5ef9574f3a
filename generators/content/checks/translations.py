"""Checks of translated records: complete, of the right words, and carrying what must be carried."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from generators.content.library import Library
from generators.content.problems import Level, Problem
from generators.content.prose import Isolate, Text, isolated
from generators.content.record import LANGUAGES, MASTER
from generators.content.source import nearest
from generators.content.translations import word_maps

_BRACES = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def translations_have_a_record(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each file of translated words belongs to a record and a known language."""
    for key, translation in library.translations.items():
        lang, _, item = key.partition("/")
        if lang not in LANGUAGES or lang == MASTER:
            others = ", ".join(code for code in LANGUAGES if code != MASTER)
            message = f"is in the folder of the language `{lang}`; there are {others}."
            yield Problem(translation.path, 1, message)
        elif item not in library.records:
            hint = nearest(item, list(library.records))
            message = f"translates `{item}`, which is no record in content/.{hint}"
            yield Problem(translation.path, 1, f"{message} Rename it or delete it.")


def translations_are_whole(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a translation in step with its record has exactly the words that it has.

    Where the record has moved since, one warning says so; readers see what is missing in English,
    marked as such, and an annex in that language is refused.
    """
    for key, translation in library.translations.items():
        record = library.records.get(key.partition("/")[2])
        if record is None:
            continue
        if translation.translates != library.master_hashes[key.partition("/")[2]]:
            continue
        wanted = list(word_maps(record))
        for path in (path for path in wanted if path not in translation.words):
            yield Problem(
                translation.path,
                translation.line("words"),
                f"lacks `{path}`, which {record.path} has. Translate it, too.",
            )
        for path in (path for path in translation.words if path not in wanted):
            yield Problem(
                translation.path,
                translation.line("words", path),
                f"translates `{path}`, but {record.path} has no such words."
                f"{nearest(path, wanted)} Correct the name or remove the line.",
            )


def translations_are_up_to_date(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of translated words whose original has moved, or that pin none yet."""
    for key, translation in library.translations.items():
        record = library.records.get(key.partition("/")[2])
        if record is None:
            continue
        now, at = library.master_hashes[key.partition("/")[2]], translation.line("translates")
        if translation.translates == "pending":
            message = f"does not say which words it translates. When it says what {record.path}"
            message += f" says: psea translate pin {translation.path}"
            yield Problem(translation.path, at, message, "warning")
        elif translation.translates != now:
            yield Problem(
                translation.path,
                at,
                f"translates other words than {record.path} has now. Readers are told that it is"
                f" out of date; when it says the same again: psea translate pin {translation.path}",
                "warning",
            )


def translations_carry_everything(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a translation carries each number, place, reference and citation of its master.

    Words change with the language; what stands in braces, figures and symbols does not. Where the
    master has moved since, the loss is a warning: readers are told, and nobody who edits English
    has to know four languages.
    """
    for versions in library.texts.values():
        masters = {text.version: text for text in versions if text.lang == MASTER}
        for text in versions:
            master = masters.get(text.version)
            if master and text.lang != MASTER:
                before, after = carried(master.body), carried(text.body)
                level: Level = "error" if text.translates == master.sha256 else "warning"
                at = text.body_line
                yield from losses(text.path, at, before, after, master.path, level)
    for key, translation in library.translations.items():
        record = library.records.get(key.partition("/")[2])
        if record is None:
            continue
        maps, now = word_maps(record), library.master_hashes[key.partition("/")[2]]
        level = "error" if translation.translates == now else "warning"
        for path, words in translation.words.items():
            if path not in maps:
                continue
            before = carried(maps[path][MASTER])
            if before != (after := carried(words)):
                line = translation.line("words", path)
                yield from losses(translation.path, line, before, after, record.path, level)


def losses(
    path: str,
    line: int,
    before: Counter[str],
    after: Counter[str],
    source: str,
    level: Level = "error",
) -> Iterator[Problem]:
    """Yield what a translation lacks of its master, and what it has beyond it."""
    for what in sorted((before - after).elements()):
        yield Problem(path, line, f"lacks `{what}`, which {source} has. Carry it over.", level)
    for what in sorted((after - before).elements()):
        yield Problem(path, line, f"has `{what}`, which {source} lacks. Take it out.", level)


@cache
def carried(words: str) -> Counter[str]:
    """Count what every language writes alike: braces, symbols, mailboxes and numbers."""
    found = Counter(_BRACES.findall(words))
    for piece in isolated(_BRACES.sub(" ", words)):
        match piece:
            case Isolate(text):
                found[text] += 1
            case Text(text):
                found.update(_NUMBER.findall(text))
    return found
