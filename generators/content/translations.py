"""Translations of the words in records: titles, labels, notes.

A record in YAML holds its master words; each language has a file beside, in
`content/translations/<lang>/<folder>/<id>.yml`, that pins the hash of what it translates. The
words of longer texts are files of their own (`1.fr.md`) and pin their original likewise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from generators.content.record import MASTER, Prose, Record
from generators.content.texts import Origin, Sha256, text_hash

Words = dict[str, str]


class Translation(Record):
    """The words of one record in one language, by dotted path: `questions.partner_name.label`."""

    translates: Sha256 | Literal["pending"]
    origin: Origin
    words: dict[str, Prose]


class Remembered(Record):
    """Which words the segments of one translation were made from, in their order.

    `translates` is the hash that the translation pins: when a person pins another, the memory no
    longer holds.
    """

    translates: Sha256
    segments: Prose


class Memory(Record):
    """What a language's translations were made from, segment by segment; kept by the program."""

    items: dict[str, Remembered]


def segment_hash(words: str) -> str:
    """Return the short hash by which a segment is found again (32 bits: within one item)."""
    return text_hash([words])[:8]


def word_maps(record: Record) -> dict[str, Words]:
    """Return every language map of a record by its dotted path.

    What has an id stands under it, so that a new question in the middle moves no other's words.
    """
    found: dict[str, Words] = {}
    for name, value in record.fields().items():
        found |= dict(_maps(value, name))
    return found


def _maps(value: object, path: str) -> Iterator[tuple[str, Words]]:
    match value:
        case Record():
            for name, inner in value.fields().items():
                yield from _maps(inner, f"{path}.{name}")
        case dict() if MASTER in value and isinstance(value[MASTER], str):
            yield path, value
        case dict():
            for name, inner in value.items():
                yield from _maps(inner, f"{path}.{name}")
        case list():
            for index, inner in enumerate(value):
                yield from _maps(inner, f"{path}.{getattr(inner, 'id', index)}")


def master_hash(record: Record) -> str:
    """Return the hash of all master words of a record, which a translation of it pins."""
    return text_hash(f"{path}: {words[MASTER]}" for path, words in word_maps(record).items())
