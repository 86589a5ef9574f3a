"""Commands of the communications team: begin a story, check its language, withdraw it."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from generators.commands.arguments import language_of
from generators.commands.landing import tell_findings
from generators.content.checks import CHECKS, language
from generators.content.kinds import FOLDER
from generators.content.library import Library
from generators.content.loader import read_all
from generators.content.problems import Problem, ProblemsFound, errors, report
from generators.content.record import LANGUAGES, MASTER
from generators.content.source import nearest
from generators.content.stories import SUMMARY, Story
from generators.edge import (
    PREVIEW,
    WRONG,
    Misused,
    checked_library,
    day,
    moment,
    project_root,
    telling,
)
from generators.files import write_whole
from generators.habpost.draft import Draft, draft_file
from generators.habpost.tidy_words import PRIVATE, tidy

_LINE = re.compile(r"^(id|lang|translation_of):[ \t]*[\"']?([a-z0-9-]+)[\"']?\s*$", re.MULTILINE)
NAIROBI = dt.timezone(dt.timedelta(hours=3))
"""The time of headquarters, in which a story's day begins."""


@telling
def check(given: argparse.Namespace) -> int:
    """Print everything that is wrong in one story or in all, the language first."""
    root = project_root()
    library, problems = read_all(root)  # what is wrong elsewhere keeps no story from being read
    stories = [*library.stories.values()]
    unread = [problem for problem in problems if problem.path.startswith(f"{FOLDER}/habpost/")]
    if given.file:
        wanted = Path(given.file).resolve()
        stories = [story for story in stories if (root / story.path).resolve() == wanted]
        unread = [problem for problem in unread if (root / problem.path).resolve() == wanted]
        if not stories and not unread:
            raise Misused(f"{given.file} is no story in content/habpost/.")
    counts = tell_findings(library, stories)
    _tell_accepted(stories)
    told = ", ".join(f"{counts[level]} {level}" for level in ("block", "warn", "note"))
    print(
        f"{len(stories)} stories: {told}. The rules know words, not people: somebody has to read."
    )
    # A story that cannot be read was not checked, and must not look as if it had been.
    wrong = [*unread, *_other_problems(library, {story.path for story in stories})]
    if errors(wrong):
        raise ProblemsFound(wrong)
    if wrong:
        print(report(wrong))
    return WRONG if counts["block"] else 0


def _other_problems(library: Library, paths: set[str]) -> list[Problem]:
    """Return what all other checks say of stories: sources, consent, pictures, subjects."""
    until = moment(None)
    library, on = replace(library, until=until), until.date()
    others = (rule for rule in CHECKS if rule.__module__ != language.__name__)
    return [found for rule in others for found in rule(library, on) if found.path in paths]


@telling
def new(given: argparse.Namespace) -> int:
    """Ask what a story is about, and write the file to begin with; it is a draft."""
    root = project_root()
    library, _ = checked_library(root, day(None))
    subjects = list(library.subjects.names) if library.subjects else []
    print("Answer seven questions; Ctrl+C stops without writing anything.")
    try:
        if (
            _asked("Does it touch a case that is still open (yes, no)", _one_of(["yes", "no"]))
            == "yes"
        ):
            print("HabPost does not write about open cases; nothing was written. When the case is")
            print("closed, or if you are not sure, ask the PSEA coordinator.")
            return WRONG
        person = _asked("Can somebody in it be recognised (yes, no)", _one_of(["yes", "no"]))
        draft = Draft(
            title=_asked("Title", _title),
            summary=_asked(f"Summary, at most {SUMMARY} characters", _short),
            lang=language_of(_asked(f"Language ({', '.join(LANGUAGES)})", _one_of([*LANGUAGES]))),
            author=_asked(f"Author's role ({', '.join(library.roles)})", _one_of([*library.roles])),
            tags=(_asked(f"Subject ({', '.join(subjects)})", _one_of(subjects)),),
            consent="none needed" if person == "no" else "unknown",
            ongoing_case="false",
        )
    except EOFError:
        raise Misused("the answers ended early; nothing was written.") from None
    morning = dt.datetime.combine(day(None), dt.time(9), NAIROBI)
    name, text = draft_file(draft, morning)
    path = root / FOLDER / name
    if path.exists():
        raise Misused(f"{path} exists. Give that story's file another name first, and its id too.")
    if (ident := f"{path.parent.name}-{path.stem}") in library.withdrawn:
        raise Misused(
            f"a story `{ident}` was withdrawn, and none takes its name. Change the title."
        )
    write_whole(path, text.encode())
    print(f"{path.relative_to(root).as_posix()}: write on, then psea habpost check.")
    return 0


def _asked(what: str, read: Callable[[str], str]) -> str:
    """Ask until an answer can be used."""
    while True:
        if told := read(input(f"{what}: ")):
            return told


def _title(told: str) -> str:
    """Refuse what no title may hold, before it stands in a file that no command can read."""
    title = _readable(told)
    if odd := re.search(r"[{}*]", title):
        print(f"   A title has no braces or stars, and that has `{odd[0]}`.")
        return ""
    return title


def _readable(told: str) -> str:
    """Return words without what cannot be seen; refuse signs that no file can hold."""
    words = tidy(told).strip()
    if PRIVATE.search(words) or re.search("[\ud800-\udfff]", words):
        print("   That holds a sign that cannot be kept. Type it in again.")
        return ""
    return words


def _short(told: str) -> str:
    """Refuse what is too long; nobody's words are cut off unseen."""
    summary = _readable(told)
    if len(summary) <= SUMMARY:
        return summary
    print(f"   That has {len(summary)} characters, {len(summary) - SUMMARY} too many.")
    return ""


def _one_of(known: list[str]) -> Callable[[str], str]:
    def read(told: str) -> str:
        if told.strip() in known:
            return told.strip()
        print(f"   That is none of them.{nearest(told.strip(), known)}")
        return ""

    return read


@telling
def withdraw(given: argparse.Namespace) -> int:
    """Take a story out of site, feeds and search at one stroke, and leave a tombstone."""
    root = project_root()
    library, _ = read_all(root)  # a story must go whatever else is wrong
    files = _files_of(root, given.story)
    if not files:
        hint = nearest(given.story, list(library.stories))
        raise Misused(f"there is no story `{given.story}` in content/habpost/.{hint}")
    when = dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat()
    for ident, lang, path in files:
        left = f"id: {ident}\nlang: {lang}\nwithdrawn_on: {when}\n"
        schema = "# yaml-language-server: $schema=../../schemas/withdrawal.json\n"
        write_whole(root / FOLDER / f"habpost/withdrawn/{ident}.yml", (schema + left).encode())
        path.unlink()
        print(f"withdrawn: {path.relative_to(root).as_posix()}")
    shutil.rmtree(root / PREVIEW, ignore_errors=True)
    going = {ident for ident, _, _ in files}
    stories = library.stories.values()
    shown = {s.picture_key(p) for s in stories if s.id not in going for p in s.pictures}
    gone = {s.picture_key(p) for s in stories if s.id in going for p in s.pictures}
    for key in sorted(gone & library.pictures.keys() - shown):
        (root / library.pictures[key].path).unlink()
        print(f"withdrawn: {library.pictures[key].path}")
    for issue in library.issues.values():
        if given.story in issue.stories:
            print(f"{issue.path}: names it still; take it out there.")
    print("Build the site again: nothing of it is on any page, in the search or in a feed.")
    print("A broadcast that was prepared with it can no longer be sent; prepare it again without.")
    print("Mail that was delivered remains where it is, and so do copies that others have made,")
    print("and the versions of this file that are kept in version control.")
    return 0


def _files_of(root: Path, ident: str) -> list[tuple[str, str, Path]]:
    """Return id, language and file of a story and its translations, readable or not.

    They are found by their lines: what is wrong in a file must not keep it on the site.
    """
    found = []
    for path in sorted((root / FOLDER / "habpost").glob("*/*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        said = dict(_LINE.findall(text.split("\n---", 1)[0]))
        if ident in (said.get("id"), said.get("translation_of")):
            lang = said.get("lang", "")
            named = said.get("id") or f"{path.parent.name}-{path.stem}"
            found.append((named, lang if lang in LANGUAGES else MASTER, path))
    return found


def _tell_accepted(stories: list[Story]) -> None:
    """Print what stands although a rule flags it, and why."""
    for story in stories:
        for accepted in story.accepted:
            words = f"“{accepted.words}” ({accepted.rule})"
            print(f"{story.path}: accepted: {words}: {accepted.reason}")
