"""The one reader of `content/`: files in, a typed `Library` and all problems out.

Every kind of content is one row of `KINDS`: where its files lie and which model they fill.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from generators.content.approvals import Approval
from generators.content.explained import explained
from generators.content.handwritten import DOCS, HandPage
from generators.content.kinds import FOLDER, KINDS, MANY, ONE, PICTURE_ENDINGS, PICTURES, Kind
from generators.content.library import Library
from generators.content.pictures import PictureFile, read_picture
from generators.content.problems import Problem, ProblemsFound, errors
from generators.content.record import LANGUAGES, MASTER, Record
from generators.content.source import (
    Location,
    decode,
    line_of,
    parse_yaml,
    split_front_matter,
)
from generators.content.stories import PICTURE_NAME, Story
from generators.content.texts import TextVersion
from generators.content.translations import Memory, Translation, word_maps

R = TypeVar("R", bound=Record)
_IGNORED = {"schemas"}
_KINDS_OF = {
    folder: tuple(kind for kind in KINDS if kind.pattern.startswith(f"{folder}/"))
    for folder in sorted({kind.pattern.partition("/")[0] for kind in KINDS})
}
"""The kinds whose files lie in each folder of content."""
_UNCHANGING = (TextVersion, Translation, Story, HandPage, Memory, Approval)
_KNOWN: dict[str, tuple[type[Record], bytes, Record]] = {}
"""What each file held when it was last read, and the record that was made of it."""


def load(root: Path) -> Library:
    """Return the content below `root`, or raise `ProblemsFound` with all that is wrong."""
    library, problems = read_all(root)
    if errors(problems):
        raise ProblemsFound(problems)
    return library


def read_all(root: Path) -> tuple[Library, list[Problem]]:
    """Return what could be read and every problem met on the way; nothing is raised."""
    reader = _Reader(root)
    if not (root / FOLDER).is_dir():
        where = Problem(FOLDER, 1, f"is missing below {root.name}/. Run this in the project.")
        return Library(), [where]
    for path in sorted(_files(root / FOLDER)):
        reader.take(path)
    for path in sorted((root / DOCS).glob("*/**/*.md")):
        reader.take_page(path)
    return reader.library(), sorted(reader.problems)


def read_record(data: bytes, shown: str, model: type[R]) -> tuple[R | None, list[Problem]]:
    """Return one YAML file from outside `content/` as a record, or what is wrong in it.

    `shown` is the path to print in problems.
    """
    reader = _Reader(Path())
    return reader.made(data, ".yml", shown, model), sorted(reader.problems)


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and relative.parts[0] not in _IGNORED and not hidden:
            yield path


class _Reader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.found: dict[str, dict[str, Any]] = {kind.field: {} for kind in KINDS}
        self.pages: dict[str, HandPage] = {}
        self.pictures: dict[str, PictureFile] = {}

    def library(self) -> Library:
        one = {field: next(iter(self.found[field].values()), None) for field in ONE}
        names = one["names"].names if one["names"] else {}
        fields: dict[str, Any] = {**self.found, **one, "names": names}
        fields |= {"pages": self.pages, "pictures": self.pictures}
        library = Library(**fields)
        _add_translations(library)
        return library

    def take(self, path: Path) -> None:
        relative = path.relative_to(self.root / FOLDER)
        shown = path.relative_to(self.root).as_posix()
        if _is_picture(relative) and re.fullmatch(PICTURE_NAME, path.name):
            key = relative.relative_to("habpost").as_posix()
            self.pictures[key] = read_picture(path.read_bytes(), shown)
            return
        kinds = _KINDS_OF.get(relative.parts[0], ())
        kind = next((kind for kind in kinds if _matches(relative, kind.pattern)), None)
        if kind is None:
            self.wrong(shown, 1, _stray(relative))
        elif record := self.record(path, shown, kind.model):
            self.keep(kind, relative, record)

    def take_page(self, path: Path) -> None:
        shown = path.relative_to(self.root).as_posix()
        if page := self.record(path, shown, HandPage):
            self.pages[shown.removeprefix(f"{DOCS}/").removesuffix(".md")] = page

    def keep(self, kind: Kind, relative: Path, record: Record) -> None:
        named, says = kind.named(relative), kind.says(record)
        if named != says:
            line = record.line("id") if "id" in type(record).model_fields else 1
            self.wrong(
                record.path,
                line,
                f'says that it is "{says}", but its place says "{named}". Make the two the same.',
            )
        store = self.found[kind.field]
        key = kind.key(relative) if kind.key else named
        store[key] = (*store.get(key, ()), record) if kind.field in MANY else record

    def record(self, path: Path, shown: str, model: type[R]) -> R | None:
        """Read one file; one that has not changed since it was last read is not read again.

        A preview reads everything at each change. Records into which translated words are put are
        made anew each time.
        """
        data = path.read_bytes()
        known = _KNOWN.get(shown)
        if model in _UNCHANGING and known and known[:2] == (model, data):
            return cast(R, known[2])
        made = self.made(data, path.suffix, shown, model)
        if made and model in _UNCHANGING:
            _KNOWN[shown] = (model, data, made)
        return made

    def made(self, data: bytes, suffix: str, shown: str, model: type[R]) -> R | None:
        text, problems = decode(data, shown)
        if problems:
            self.problems += problems
            return None
        block, body, body_line, first_line = text, "", 0, 1
        if suffix == ".md":
            matter, body, body_line = split_front_matter(text)
            if matter is None:
                self.wrong(shown, 1, "does not start with front matter between two `---` lines.")
                return None
            block, first_line = matter, 2
        parsed = parse_yaml(block, shown, first_line)
        self.problems += parsed.problems
        if parsed.problems:
            return None
        if not isinstance(parsed.value, dict):
            self.wrong(shown, 1, "is empty or is not a list of `name: value` lines.")
            return None
        given = dict(parsed.value)
        if suffix == ".md":
            for name in ("body", "body_line"):
                if name in given:
                    line = parsed.line((name,))
                    self.wrong(
                        shown, line, f"`{name}` is not a field of this kind of file. Remove it."
                    )
            given |= {"body": body.strip("\n"), "body_line": _first(body, body_line)}
        return self.fill(model, given, shown, parsed.lines)

    def fill(
        self, model: type[R], given: dict[str, Any], shown: str, lines: dict[Location, int]
    ) -> R | None:
        try:
            record = model.model_validate(given)
        except ValidationError as error:
            for loc, message in explained(error, lines, model):
                self.wrong(shown, line_of(lines, loc), message)
            return None
        record.read_from(shown, lines)
        return record

    def wrong(self, path: str, line: int, message: str) -> None:
        self.problems.append(Problem(path, line, message))


def _add_translations(library: Library) -> None:
    """Put translated words into the language maps of the records they belong to."""
    for key, translation in library.translations.items():
        lang, _, item = key.partition("/")
        record = library.records.get(item)
        if record is None or lang == MASTER or lang not in LANGUAGES:
            continue  # reported by the checks
        maps = word_maps(record)
        for path, translated in translation.words.items():
            if path in maps:
                maps[path][lang] = translated


def _matches(path: Path, pattern: str) -> bool:
    return len(path.parts) == pattern.count("/") + 1 and path.match(pattern)


def _is_picture(path: Path) -> bool:
    return _matches(path, PICTURES) and path.suffix.lower() in PICTURE_ENDINGS


def _first(body: str, line: int) -> int:
    return line + body[: len(body) - len(body.lstrip())].count("\n")


def _stray(path: Path) -> str:
    if path.suffix == ".yaml":
        return "ends in .yaml; this project's files end in .yml. Rename it."
    if _is_picture(path):
        return (
            "is a picture that did not come here by `psea habpost picture`, which leaves out what"
            " it hides, and names it in small letters, digits and hyphens. Put it in with that"
            " command, then delete this file."
        )
    return (
        "is a file that nothing reads. Move it where it belongs"
        f" ({', '.join(_KINDS_OF)}), check its ending, or delete it."
    )
