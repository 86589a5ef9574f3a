"""Text files as people write them, read without surprises.

YAML is read with the plain-scalar rules of YAML 1.2 (core schema, section 10.3.2) and nothing
else: `NO` stays the country code, `041` keeps its zero, a date stays the text that was typed
until a typed field makes a date of it. Anchors, tags and second documents are refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from generators.content.problems import Problem

Location = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff"
    r"\U000f0000-\U0010ffff]"
)
_DEEPEST = 20
_FRONT_MATTER = re.compile(r"---[ ]*\n(.*?\n)---[ ]*(?:\n|\Z)", re.DOTALL)


@dataclass(slots=True)
class Parsed:
    """A YAML value, the line of each of its parts, and what was wrong with the writing."""

    value: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, location: Location) -> int:
        """Return the line of the deepest part of `location` that was written down."""
        return line_of(self.lines, location)


def line_of(lines: Mapping[Location, int], location: Location) -> int:
    """Return the line of the deepest known part of `location`; 1 when none is known."""
    for end in range(len(location), -1, -1):
        if location[:end] in lines:
            return lines[location[:end]]
    return 1


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return text with LF line ends and no byte-order mark, and what no reader could show.

    UTF-8 is the only encoding: a file that an old editor saved otherwise is named, with the
    first line that cannot be read.
    """
    if _is_utf_16(data):
        return "", [Problem(path, 1, _encoding_message("UTF-16"))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", [Problem(path, line, _encoding_message("another encoding"))]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = [
        Problem(
            path,
            text.count("\n", 0, found.start()) + 1,
            _control_message(found[0]),
        )
        for found in _controls(text)
    ]
    return text, problems


def read(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """Read one file; `shown` is the path to print in problems."""
    return decode(path.read_bytes(), shown)


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Return the YAML block, the body, and the line on which the body starts.

    The YAML block is None when the text does not open with `---`.
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return None, text, 1
    return found[1], text[found.end() :], text.count("\n", 0, found.end()) + 1


def parse_yaml(text: str, path: str, first_line: int = 1) -> Parsed:
    """Read one YAML document; faults of writing are collected, not raised."""
    parsed = Parsed()
    for number, line in enumerate(text.split("\n") if "\t" in text else (), first_line):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            parsed.problems.append(
                Problem(path, number, "is indented with a tab. Indent YAML with two spaces.")
            )
    if parsed.problems:
        return parsed
    try:
        _Builder(text, path, first_line, parsed).build()
    except _TooDeep as error:
        message = f"is nested more than {_DEEPEST} levels deep here, which no kind of file needs."
        parsed.problems.append(Problem(path, error.line, message))
    except yaml.YAMLError as error:
        parsed.problems.append(_syntax_problem(error, path, first_line))
    return parsed


_SUSPECT = re.compile(r"[&!*\\]")
"""What begins an anchor, a tag, an alias or an escape."""


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


class _Builder:
    """Turns the parser's events into plain values and notes the line of each."""

    def __init__(self, text: str, path: str, first_line: int, parsed: Parsed) -> None:
        self.events: Iterator[yaml.Event] = iter(_Loader(text).get_event, None)
        self.path, self.first_line, self.parsed = path, first_line, parsed
        # Most files hold none of these signs, so that their values need no look one by one.
        self.suspect = bool(_SUSPECT.search(text) or next(_controls(text), None))

    def build(self) -> None:
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.problem(event, "starts a second document with `---`. Keep one a file.")
                    return
                self.parsed.value = self.value(next(self.events), ())

    def value(self, event: yaml.Event, at: Location) -> object:
        if len(at) > _DEEPEST:
            raise _TooDeep(self.line(event))
        self.parsed.lines.setdefault(at, self.line(event))
        if isinstance(event, yaml.AliasEvent):
            self.problem(event, f"uses the alias `*{event.anchor}`. Write the value out.")
            return None
        self.must_be_plain(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(at)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(at)
        assert isinstance(event, yaml.ScalarEvent)
        return plain_scalar(event.value) if not event.style else event.value

    def must_be_plain(self, event: yaml.Event) -> None:
        if not self.suspect:
            return
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            self.problem(event, "uses a YAML anchor (`&`) or tag (`!`). Write the value plainly.")
        if isinstance(event, yaml.ScalarEvent) and (found := _CONTROL.search(event.value)):
            self.problem(event, _control_message(found[0]))

    def mapping(self, at: Location) -> dict[str, object]:
        values: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.problem(event, "has a list or a map as a key. Use a plain word.")
                self.value(event, (*at, "?"))
                self.value(next(self.events), (*at, "?"))
                continue
            self.must_be_plain(event)
            key, line = event.value, self.line(event)
            here = (*at, key)
            if key in values:
                first = self.parsed.lines[here]
                self.problem(
                    event, f"`{key}` is given a second time; line {first} has it too. Keep one."
                )
            else:
                self.parsed.lines[here] = line
            values[key] = self.value(next(self.events), here)
        return values

    def sequence(self, at: Location) -> list[object]:
        values: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self.value(event, (*at, len(values))))
        return values

    def line(self, event: yaml.Event) -> int:
        mark = event.start_mark
        return (mark.line if mark else 0) + self.first_line

    def problem(self, event: yaml.Event, message: str) -> None:
        self.parsed.problems.append(Problem(self.path, self.line(event), message))


def plain_scalar(text: str) -> object:
    """Return what an unquoted YAML scalar means (YAML 1.2 core schema, without octal or hex)."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def nearest(word: str, known: Iterator[str] | list[str]) -> str:
    """Return ' Did you mean `x`?' for the closest known word, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean `{close[0]}`?" if close else ""


def _syntax_problem(error: yaml.YAMLError, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = (mark.line if mark else 0) + first_line
    what = getattr(error, "problem", None) or "cannot be read"
    return Problem(
        path,
        line,
        f"is not valid YAML here or just above ({what}). Common causes: a missing quote, a colon"
        " followed by a space inside unquoted text, or lines that do not line up.",
    )


def _is_utf_16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or data.count(0) * 4 > len(data)


def _controls(text: str) -> Iterator[re.Match[str]]:
    """Yield each control; a text of which all can be printed holds none, which is soon seen."""
    if not text.replace("\n", "").isprintable():
        yield from _CONTROL.finditer(text)


def _control_message(sign: str) -> str:
    return (
        f"holds the character U+{ord(sign):04X}, an invisible control or one of private use,"
        " which Word and browsers cannot show alike. Delete it; retyping the word around it is"
        " the surest way."
    )


def _encoding_message(kind: str) -> str:
    return (
        f"is saved in {kind}, not in UTF-8. In Notepad choose File, Save as, Encoding: UTF-8;"
        " then look whether accented letters are still right."
    )
