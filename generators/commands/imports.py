"""The import of stories from elsewhere: what a file is decides who reads it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from generators.commands.arguments import language_of
from generators.commands.import_answers import author_of, morning, tags_of
from generators.commands.landing import land, tell_findings
from generators.confined import Refused
from generators.content.checks.facts import known_symbols, wrong_symbols
from generators.content.library import Library
from generators.content.problems import Problem, ProblemsFound
from generators.edge import checked_library, day, project_root, telling
from generators.habpost.draft import draft_file, slug_of
from generators.habpost.pictures import cleaned, suffix
from generators.habpost.tidy_words import tidy
from generators.habpost.word_draft import Answers, draft_of, lacking, other_language, titled
from generators.habpost.word_file import MOST_BYTES
from generators.habpost.word_import import WordStory, word_story

MOST_FAULTS = 100
_WORD = (".doc", ".docm", ".docx", ".dot", ".dotx", ".rtf")
_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How zip files begin, as .docx files are; and the containers of old or locked Office files."""


@telling
def take(given: argparse.Namespace) -> int:
    """Make drafts of a Word file, or of what stands in a feed."""
    path = Path(given.source)
    if path.suffix.lower() in _WORD or (path.is_file() and _begins(path)):
        return word(given)
    from generators.commands.feed_import import feed  # not needed for Word files

    return feed(given)


def _begins(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4).startswith(_SIGNATURES)


def word(given: argparse.Namespace) -> int:
    """Make a draft of a Word file, its pictures beside it; or say why not, and write nothing."""
    root, path = project_root(), Path(given.source)
    library, _ = checked_library(root, day(None))
    answers = Answers(
        language_of(given.lang),
        author_of(given, library),
        tags_of(given, library),
        *(tidy(words or "").strip() for words in (given.title, given.summary)),
    )
    story, shown = _read(path), path.as_posix()
    if wrong := [*_faults(story, answers, library, shown)]:
        raise ProblemsFound(_first(wrong, shown))
    slug = _slug(titled(story, answers)[0], library)
    pictures = _pictures(story, slug, shown)
    draft = replace(draft_of(story, answers, list(pictures)), slug=slug)
    landed, stories = land(root, [(*draft_file(draft, morning()), pictures)])
    for note in story.notes:
        print(f"{shown}: {note}.")
    tell_findings(landed, stories)
    written = stories[0].path
    if likely := other_language(story, answers):
        print(
            f"{shown}: warning: reads like `{likely}`, and was taken as `{answers.lang}`. If it is"
        )
        print(f"   {likely}, delete {written} and its pictures; import again with --lang {likely}.")
    print(f"{written}: a draft in `{answers.lang}`; pictures: {len(pictures)}.")
    print(f"Read it against the Word file, fill in the rest; then psea habpost check {written}")
    return 0


def _faults(story: WordStory, answers: Answers, library: Library, shown: str) -> Iterator[Problem]:
    """Yield what keeps a file from becoming a story: what it holds, what it lacks or misnames."""
    yield from (Problem(shown, fault.line, fault.message) for fault in story.faults)
    yield from (Problem(shown, 1, why) for why in lacking(story, answers))
    words = "\n".join([story.title, story.summary, *(piece.text for piece in story.pieces)])
    for _, why in wrong_symbols(words, known_symbols(library)):
        yield Problem(shown, 1, why)


def _slug(title: str, library: Library) -> str:
    """Return the name of a new story; those without a Latin letter in their title are counted."""
    slug, ids = slug_of(title), {*library.stories, *library.withdrawn}
    if slug != slug_of(""):
        return slug
    free = (slug if n == 1 else f"{slug}-{n}" for n in count(1))
    return next(each for each in free if f"{morning().year}-{each}" not in ids)


def _read(path: Path) -> WordStory:
    size = path.stat().st_size
    try:
        if size > MOST_BYTES:
            most = MOST_BYTES // 1_000_000
            raise Refused(f"has {size // 1_000_000} MB; {most} MB are the most")
        return word_story(path.read_bytes())
    except Refused as reason:
        raise ProblemsFound([Problem(path.as_posix(), 1, f"{reason}.")]) from None


def _pictures(story: WordStory, slug: str, shown: str) -> dict[str, bytes]:
    """Return the pictures of a story fit to publish, by the names that they get, in order."""
    pictures: dict[str, bytes] = {}
    faults: list[Problem] = []
    bare: dict[str, bytes] = {}
    for number, picture in enumerate(story.pictures, 1):
        try:
            if picture.part not in bare:
                bare[picture.part] = cleaned(story.files[picture.part])
        except Refused as reason:
            what = f"holds a picture, “{picture.alt[:60]}”, that {reason}."
            faults.append(Problem(shown, picture.line, f"{what} Save it as PNG or JPEG."))
            continue
        data = bare[picture.part]
        pictures[f"{slug}-{number}{suffix(data)}"] = data
    if faults:
        raise ProblemsFound(faults)
    return pictures


def _first(faults: list[Problem], shown: str) -> list[Problem]:
    """Return faults, or the first of very many of them and how many more there are."""
    kept = sorted(set(faults))
    if len(kept) <= MOST_FAULTS:
        return kept
    more = f"and {len(kept) - MOST_FAULTS} more like these."
    return [*kept[:MOST_FAULTS], Problem(shown, kept[MOST_FAULTS].line, more)]
