"""The command that puts a picture into a story."""

from __future__ import annotations

import argparse
import itertools
import json
import re
from pathlib import Path

from generators.confined import Refused
from generators.content.loader import read_all
from generators.content.pictures import describes
from generators.content.stories import Story
from generators.edge import Misused, project_root, telling
from generators.files import write_whole
from generators.habpost.pictures import cleaned, suffix
from generators.habpost.word_pictures import FILE_NAME

_NONE = re.compile(r"(?<![^\r\n])image: none[ \t]*(\r\n|\r|\n)")
"""A line of its own, and how it ends: editors differ."""


@telling
def picture(given: argparse.Namespace) -> int:
    """Store a picture beside a story without what it hides, and name it in the story."""
    root, alt = project_root(), given.alt.strip()
    if not alt or any(sign in alt for sign in "\r\n{}*[]"):
        raise Misused("--alt says what one sees, on one line, without brackets, braces or stars.")
    if FILE_NAME.fullmatch(alt):
        raise Misused(f"--alt says what one sees, and {alt} is the name of a file.")
    if not describes(alt):
        raise Misused(f"--alt says what one sees, and “{alt}” only says that it is a picture.")
    story = story_at(root, given.story)
    try:
        made = cleaned(Path(given.file).read_bytes())
    except Refused as reason:
        raise Misused(f"{given.file} {reason}. Nothing was changed.") from None
    path = root / story.path
    stem = path.stem
    names = (f"{stem}-{number}{suffix(made)}" for number in itertools.count(1))
    name = next(each for each in names if not path.with_name(each).exists())
    write_whole(path.with_name(name), made)
    print(f"{path.with_name(name).relative_to(root).as_posix()}: {len(made) // 1000} kB, bare.")
    text, placed = _with_lead(path.read_bytes().decode(), name, alt)
    if placed:
        write_whole(path, text.encode())
        print("It stands above the story. Who can be recognised on it? Ask them first.")
    else:
        print(f"Put this on a line of its own where it belongs:\n\n![{alt}]({name})\n")
    return 0


def _with_lead(text: str, name: str, alt: str) -> tuple[str, int]:
    """Return a story with a picture above it, and 1; or as it is, and 0, where it has one."""

    def lines(found: re.Match[str]) -> str:
        shown = json.dumps(alt, ensure_ascii=False)
        return found[1].join(("image:", f"  file: {name}", f"  alt: {shown}", ""))

    return _NONE.subn(lines, text, count=1)


def story_at(root: Path, file: str) -> Story:
    """Return the story in a file; raises `Misused` where there is none that can be read."""
    library, _ = read_all(root)
    wanted = Path(file).resolve()
    found = (s for s in library.stories.values() if (root / s.path).resolve() == wanted)
    if story := next(found, None):
        return story
    raise Misused(
        f"{file} is no story in content/habpost/ that can be read."
        + (f" psea habpost check {file} says what is wrong in it." if wanted.is_file() else "")
    )
