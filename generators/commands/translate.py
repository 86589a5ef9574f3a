"""Commands of translation: what there is to do, out to translators, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from babel import Locale

from generators.commands.landing import tried
from generators.content.library import Library
from generators.content.loader import read_all
from generators.content.problems import Problem, ProblemsFound
from generators.content.record import LANGUAGES, MASTER, Language
from generators.content.source import nearest
from generators.content.stories import Story
from generators.content.texts import Origin
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.translation.files import memory_file, memory_path, path_of, written
from generators.translation.incoming import Returned, Unusable, sort_returned
from generators.translation.segments import Item, items
from generators.translation.table import read_table, write_table
from generators.translation.xliff import read_xliff, write_xliff

ORIGINS: dict[str, Origin] = {"human": "human", "machine-draft": "machine draft"}


@telling
def status(given: argparse.Namespace) -> int:
    """Print, for each language, what is translated, what has moved and what is missing."""
    library, _ = checked_library(project_root(), day(None))
    print(f"{'':10}{'up to date':>12}{'moved':>8}{'missing':>9}{'segments to do':>16}")
    for lang in (code for code in LANGUAGES if code != MASTER):
        found = list(items(library, lang))
        current = sum(item.in_sync for item in found)
        missing = sum(not item.translated for item in found)
        waiting = sum(len(item.open) for item in found)
        moved = len(found) - current - missing
        print(f"{_name(lang):10}{current:>12}{moved:>8}{missing:>9}{waiting:>16}")
    return 0


@telling
def export(given: argparse.Namespace) -> int:
    """Write what changed as XLIFF and as a Word table; a file that is there is never replaced."""
    lang, whole = _language(given.lang), bool(given.all)
    library, _ = checked_library(project_root(), day(None))
    found = [item for item in items(library, lang) if whole or item.open]
    if not found:
        print(f"Nothing to translate: {_name(lang)} says everything that the English texts say.")
        return 0
    folder = Path(given.out)
    made = {
        folder / f"translate-{lang}.xlf": write_xliff(found, lang, whole=whole),
        folder / f"translate-{lang}.docx": write_table(found, lang, _name(lang), whole=whole),
    }
    for path, data in made.items():
        if path.exists() and path.read_bytes() != data:
            message = f"{path} exists and may hold a translator's work; it is never replaced."
            raise Misused(f"{message} Move it away, or choose another --out.")
    for path, data in made.items():
        write_whole(path, data)
    segments = sum(len(item.segments if whole else item.open) for item in found)
    print(f"{_name(lang)}: {segments} segments of {len(found)} texts to translate. Send out one of")
    print("\n".join(f"  {path}" for path in made))
    return 0


@telling
def take_back(given: argparse.Namespace) -> int:
    """Write what a translator sent back; what was made from other words is refused and named."""
    lang, root, path = _language(given.lang), project_root(), Path(given.file)
    if given.origin not in ORIGINS:
        raise Misused(f"`{given.origin}` is no origin; write --origin human or machine-draft.")
    library, _ = checked_library(root, day(None))
    sorted_ = sort_returned(_returned(path, lang), items(library, lang))
    files = written(library, sorted_.ready, lang, ORIGINS[given.origin]) if sorted_.ready else {}
    if files:
        tried(root, files, "Nothing was written. With the translation as it came back")
    if not given.dry_run:
        for name, data in files.items():
            write_whole(root / name, data)
    done = [path_of(ready.item, lang) for ready in sorted_.ready]
    _tell(done, lang, dry=given.dry_run, untouched=sorted_.untouched)
    if sorted_.refused:
        raise ProblemsFound(Problem(path.as_posix(), *refused) for refused in sorted_.refused)
    return 0


@telling
def pin(given: argparse.Namespace) -> int:
    """Record that a translation says what its master says now."""
    root = project_root()
    if story := _translated_story(root, given.file):
        return _pin_story(root, *story)
    library, _ = checked_library(root, day(None))
    lang, item = _translated(library, given.file)
    path = root / path_of(item, lang)
    text = path.read_text(encoding="utf-8")
    pinned = [line for line in text.split("\n") if line.startswith("translates:")]
    if len(pinned) != 1:
        raise Misused(
            f"{path_of(item, lang)} has no line `translates:`; write `translates: pending`."
        )
    if any(not s.target and not s.former for s in item.segments):
        raise Misused(
            f"{path_of(item, lang)} has other parts than its master: a paragraph or a line is"
            " missing or too many. Make the two alike first."
        )
    changed = text.replace(pinned[0], f"translates: {item.sha256}")
    write_whole(path, changed.encode())
    write_whole(root / memory_path(lang), memory_file(library, lang, [item]))
    print(f"{path_of(item, lang)} translates the words of today.")
    return 0


def _translated_story(root: Path, file: str) -> tuple[Story, Story] | None:
    """Return a translated story and its original, if a file is one; it may pin nothing yet."""
    library, _ = read_all(root)
    wanted = Path(file).resolve()
    for story in library.stories.values():
        first = library.stories.get(story.translation_of or "")
        if first and (root / story.path).resolve() == wanted:
            return story, first
    return None


def _pin_story(root: Path, story: Story, first: Story) -> int:
    """Write the hash of the original's words below the line that names it."""
    path = root / story.path
    lines = path.read_bytes().decode().split("\n")
    kept = [line for line in lines if not line.startswith("translates:")]
    at = next(n for n, line in enumerate(kept) if line.startswith("translation_of:"))
    kept.insert(at + 1, f"translates: {first.sha256}")
    write_whole(path, "\n".join(kept).encode())
    print(f"{story.path} translates the words of today.")
    return 0


def _tell(done: list[str], lang: Language, *, dry: bool, untouched: int) -> None:
    verb = "would be written" if dry else "written"
    for name in done:
        print(f"{verb}: {name}")
    left = f"; {untouched} came back empty and were passed over" if untouched else ""
    print(f"{_name(lang)}: {len(done)} translations {verb}{left}.")


def _returned(path: Path, lang: Language) -> list[Returned]:
    data = path.read_bytes()
    try:
        found = read_table(data) if path.suffix.lower() == ".docx" else read_xliff(data)
    except Unusable as error:
        raise ProblemsFound([Problem(path.as_posix(), 1, str(error))]) from None
    other = {segment.lang for segment in found} - {lang, ""}
    if other:
        raise Misused(f"{path} is a translation into {', '.join(other)}, not {lang}.")
    return found


def _language(given: str) -> Language:
    others = [code for code in LANGUAGES if code != MASTER]
    for lang in others:
        if lang == given:
            return lang
    raise Misused(f"`{given}` is no language to translate into ({', '.join(others)}).")


def _translated(library: Library, file: str) -> tuple[Language, Item]:
    """Return the language and the item of a translation's file, given by its path."""
    wanted = file.replace("\\", "/").removeprefix("./")
    known = {}
    for lang in (code for code in LANGUAGES if code != MASTER):
        for item in items(library, lang):
            known[path_of(item, lang)] = (lang, item)
    if wanted not in known:
        hint = nearest(wanted, list(known))
        raise Misused(f"`{file}` is no translation's file.{hint} Give its path below the project.")
    return known[wanted]


def _name(lang: Language) -> str:
    return str(Locale(lang).english_name)
