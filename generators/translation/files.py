"""Translations as the files that hold them, and the memory of what they were made from."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from generators.content.handwritten import DOCS, HandPage
from generators.content.kinds import FOLDER
from generators.content.library import Library
from generators.content.record import Language
from generators.content.source import parse_yaml
from generators.content.texts import Origin, TextVersion
from generators.content.translations import Memory, Remembered, segment_hash
from generators.document.phrases import phrases
from generators.translation.body import pieces
from generators.translation.incoming import Ready
from generators.translation.segments import FRONT, Item, in_order

WIDTH = 100
TRANSLATOR = "translator"
_SCHEMA = "# yaml-language-server: $schema={}schemas/{}.json"


def written(
    library: Library, ready: Iterable[Ready], lang: Language, origin: Origin
) -> dict[str, bytes]:
    """Return every file that changes, by path below the project, the memory included."""
    ready = list(ready)
    made = {path_of(r.item, lang): _file(library, r, lang, origin) for r in ready}
    return made | {memory_path(lang): memory_file(library, lang, [r.item for r in ready])}


def path_of(item: Item, lang: Language) -> str:
    """Return the path of an item's translation, below the project."""
    match item.master:
        case HandPage():
            return f"{DOCS}/{lang}/{item.name.removeprefix(f'{DOCS}/')}.md"
        case TextVersion():
            return f"{FOLDER}/{item.name}.{lang}.md"
        case _:
            return f"{FOLDER}/translations/{lang}/{item.name}.yml"


def memory_path(lang: Language) -> str:
    """Return the path of a language's memory."""
    return f"{FOLDER}/translations/{lang}/memory.yml"


def memory_file(library: Library, lang: Language, now: Iterable[Item]) -> bytes:
    """Return the memory of a language, renewed for the items whose translations are made now."""
    old = library.memories.get(lang, Memory(items={})).items
    new = {item.name: remembered(item) for item in now}
    lines = [
        _SCHEMA.format("../../", "memory"),
        "# Kept by `psea translate`; nothing to edit by hand. It lets a changed paragraph be",
        "# translated alone.",
        "items:",
    ]
    for name, entry in sorted((dict(old) | new).items()):
        lines += [f"  {name}:", f"    translates: {entry.translates}", "    segments: >-"]
        lines += textwrap.wrap(
            entry.segments, WIDTH - 6, initial_indent=" " * 6, subsequent_indent=" " * 6
        )
    return ("\n".join(lines) + "\n").encode()


def remembered(item: Item) -> Remembered:
    """Return what a translation of an item, made now, is made from."""
    sources = {segment.key: segment.source for segment in item.segments}
    hashes = " ".join(segment_hash(sources[key]) for key in in_order(sources))
    return Remembered(translates=item.sha256, segments=hashes)


def _file(library: Library, ready: Ready, lang: Language, origin: Origin) -> bytes:
    match ready.item.master:
        case HandPage() as page:
            return _page(page, ready, origin)
        case TextVersion() as text:
            return _text(library, text, ready, lang, origin)
        case _:
            return _record(ready, origin)


def _page(master: HandPage, ready: Ready, origin: Origin) -> bytes:
    matter: dict[str, object] = {name: ready.words.get(name) for name in FRONT}
    matter |= {name: getattr(master, name) for name in ("template", "render_macros", "unlisted")}
    matter |= {"translates": ready.item.sha256, "origin": origin}
    return _markdown(matter, _body(master.body, ready.words, WIDTH))


def _text(
    library: Library, master: TextVersion, ready: Ready, lang: Language, origin: Origin
) -> bytes:
    folder = ready.item.name.rsplit("/", 1)[0]
    mine = (v for v in library.texts[folder] if (v.version, v.lang) == (master.version, lang))
    kept = next(mine, None)
    say = phrases(lang)
    reason = say("Translation of version {version}.").format(version=master.version)
    matter: dict[str, object] = {
        "title": ready.words["title"],
        "version": master.version,
        "lang": lang,
        "effective_from": (kept or master).effective_from.isoformat(),
        "reason": kept.reason if kept else reason,
        "author": kept.author if kept else TRANSLATOR,
        "sources": master.sources,
        "translates": ready.item.sha256,
        "origin": origin,
    }
    return _markdown(matter, _body(master.body, ready.words))


def _record(ready: Ready, origin: Origin) -> bytes:
    lines = [
        _SCHEMA.format("../../../", "translation"),
        f"translates: {ready.item.sha256}",
        f"origin: {origin}",
        "words:",
        *(line for key, words in ready.words.items() for line in _entry(key, words)),
    ]
    return ("\n".join(lines) + "\n").encode()


def _body(master: str, words: Mapping[str, str], width: int | None = None) -> str:
    cut = pieces(master)
    return cut.filled([words[str(number)] for number in range(1, len(cut.words) + 1)], width)


def _markdown(matter: Mapping[str, object], body: str) -> bytes:
    lines = [f"{name}: {_value(value)}" for name, value in matter.items() if value]
    return ("\n".join(["---", *lines, "---", "", body, ""])).encode()


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(value)}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return _scalar(str(value))


def _entry(key: str, words: str) -> list[str]:
    """Return one entry of a map of words: on one line if it fits, else folded."""
    line = f"  {key}: {_scalar(words)}"
    if len(line) <= WIDTH:
        return [line]
    broken = textwrap.wrap(words, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
    folded = [f"  {key}: >-", *(f"    {part}" for part in broken)]
    whole = parse_yaml("\n".join(["words:", *folded, ""]), "").value == {"words": {key: words}}
    return folded if whole else [line]


def _scalar(words: str) -> str:
    """Return words as YAML reads them back: plain where that is safe, else in quotes."""
    if words == words.strip() and parse_yaml(f"a: {words}", "").value == {"a": words}:
        return words
    return "'" + words.replace("'", "''") + "'"
