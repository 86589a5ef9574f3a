"""What there is to translate into a language: items, and in each the segments that changed.

An item is a text, the words of a record, or a hand-written page. A segment of it counts as
translated when the translation is known to have been made from the very words that the segment
has now: because the whole item is in sync, or because the memory holds the hash of that segment.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generators.content.handwritten import DOCS, HandPage
from generators.content.library import Library
from generators.content.record import MASTER, Language, Record
from generators.content.texts import TextVersion
from generators.content.translations import master_hash, segment_hash, word_maps
from generators.translation.body import pieces

Words = dict[str, str]
FRONT = ("title", "menu", "description", "keywords")
"""What is translated in the front matter of a page or a text."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One run of words: the master's, the translation if it is of these words, or a former one."""

    key: str
    source: str
    target: str = ""
    former: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that is translated as a whole: `clauses/reporting/2`, `docs/privacy`.

    `sha256` is what a translation of it pins, `translated` whether there is one, `in_sync` whether
    it pins the words of today; `master` is where the words come from.
    """

    name: str
    sha256: str
    segments: tuple[Segment, ...]
    master: TextVersion | Record | HandPage
    translated: bool
    in_sync: bool

    @cached_property
    def open(self) -> tuple[Segment, ...]:
        """Return the segments that wait for a translation."""
        return tuple(segment for segment in self.segments if not segment.target)


def items(library: Library, lang: Language) -> Iterator[Item]:
    """Yield everything that is translated into a language, by kind and name."""
    for folder in sorted(library.texts):
        yield _text(library, folder, lang)
    for name in sorted(library.records):
        if word_maps(library.records[name]):
            yield _record(library, name, lang)
    for key in sorted(library.pages):
        if key.startswith(f"{MASTER}/"):
            yield _page(library, key.removeprefix(f"{MASTER}/"), lang)


def item_of(library: Library, lang: Language, name: str) -> Item | None:
    """Return one item by its name, or None."""
    return next((item for item in items(library, lang) if item.name == name), None)


def same(words: str) -> str:
    """Return words as they are compared: one form of each letter, single blanks.

    No-break spaces stay: French needs them.
    """
    return " ".join(unicodedata.normalize("NFC", words).replace("\n", " ").split(" ")).strip()


def _text(library: Library, folder: str, lang: Language) -> Item:
    versions = library.texts[folder]
    masters = sorted((v for v in versions if v.lang == MASTER), key=lambda v: v.version)
    master = masters[-1]
    source = text_words(master)
    name = f"{folder}/{master.version}"
    known: Words = {}
    for older in masters:
        made = _in(versions, older.version, lang)
        if made and made.translates == older.sha256:
            known |= _pairs(text_words(older), text_words(made))
    made = _in(versions, master.version, lang)
    mine = text_words(made) if made else {}
    pin = made.translates if made else None
    known |= _remembered(library, lang, name, pin, mine)
    in_sync = pin == master.sha256
    return Item(
        name, master.sha256, _segments(source, mine, known, in_sync), master, bool(made), in_sync
    )


def _in(versions: tuple[TextVersion, ...], version: int, lang: Language) -> TextVersion | None:
    return next((v for v in versions if v.version == version and v.lang == lang), None)


def _record(library: Library, name: str, lang: Language) -> Item:
    record = library.records[name]
    source = {path: words[MASTER] for path, words in word_maps(record).items()}
    translation = library.translations.get(f"{lang}/{name}")
    mine = dict(translation.words) if translation else {}
    pin = translation.translates if translation else None
    sha256 = master_hash(record)
    known = _remembered(library, lang, name, pin, mine)
    found = _segments(source, mine, known, pin == sha256)
    return Item(name, sha256, found, record, translation is not None, pin == sha256)


def _page(library: Library, name: str, lang: Language) -> Item:
    master = library.pages[f"{MASTER}/{name}"]
    page = library.pages.get(f"{lang}/{name}")
    mine = page_words(page) if page else {}
    pin = page.translates if page else None
    full = f"{DOCS}/{name}"
    known = _remembered(library, lang, full, pin, mine)
    found = _segments(page_words(master), mine, known, pin == master.sha256)
    return Item(full, master.sha256, found, master, page is not None, pin == master.sha256)


def text_words(text: TextVersion) -> Words:
    """Return the words of a text by key: `title`, then `1`, `2` … of the body."""
    return {"title": text.title} | _numbered(text.body)


def page_words(page: HandPage) -> Words:
    """Return the words of a page by key: what of the front matter it has, then the body."""
    front = {name: getattr(page, name) for name in FRONT}
    return {name: value for name, value in front.items() if value} | _numbered(page.body)


def _numbered(body: str) -> Words:
    return {str(number): words for number, words in enumerate(pieces(body).words, 1)}


def _segments(source: Words, mine: Words, known: Words, in_sync: bool) -> tuple[Segment, ...]:
    """Return the segments; in an item that is in sync, each word stands for the one beside it."""
    whole = in_sync and set(mine) == set(source)
    alike = len(mine) == len(source)
    found = []
    for key, words in source.items():
        former = mine.get(key, "") if alike or not key.isdigit() else ""
        target = former if whole else known.get(segment_hash(words), "")
        found.append(Segment(key, words, target, "" if target else former))
    return tuple(found)


def _pairs(source: Words, target: Words) -> Words:
    """Return translations by the hash of what they translate, if the two have the same parts."""
    if set(source) != set(target):
        return {}
    return {segment_hash(words): target[key] for key, words in source.items()}


def _remembered(
    library: Library, lang: Language, name: str, pin: str | None, mine: Mapping[str, str]
) -> Words:
    """Return translations by the hash of what they translate, as far as the memory holds."""
    memory = library.memories.get(lang)
    entry = memory.items.get(name) if memory else None
    hashes = entry.segments.split() if entry else []
    if entry is None or entry.translates != pin or len(hashes) != len(mine):
        return {}
    return dict(zip(hashes, (mine[key] for key in in_order(mine)), strict=True))


def in_order(keys: Iterable[str]) -> list[str]:
    """Return keys in the order of the memory, which no order in a file can upset."""
    return sorted(keys, key=lambda key: (key.isdigit(), len(key) if key.isdigit() else 0, key))
