"""Reads a Word file from outside as a story, in a process of its own, or lists why it is none."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from lxml import etree

from generators.confined import Limits, Refused, confined
from generators.document.package import read_package, write_package
from generators.habpost.markdown_out import (
    Block,
    Run,
    bullets,
    escaped,
    one_line,
    paragraph,
    quote,
)
from generators.habpost.pandoc import tree_of
from generators.habpost.pandoc_read import Read, Shows
from generators.habpost.pandoc_tree import told
from generators.habpost.word_faults import Fault, Shown, looked_through, quoted
from generators.habpost.word_file import WordFile, opened
from generators.habpost.word_losses import losses, placed

MOST_LETTERS = 200_000
"""What a story may have, twenty times that of a long one; more is another kind of document."""
MOST_PICTURES = 20
_LIMITS = Limits(seconds=40, megabytes=1536)
_TYPED = re.compile(r"\[(\d{1,2})\]")
_MERE_WRAPPERS = ("{*}dir", "{*}bdo", "{*}smartTag", "{*}customXml")
"""Elements around words that pandoc passes over together with the words."""
_STORY = "story.json"


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a story: its kind, Markdown or plain words of a heading, level or picture."""

    kind: str
    text: str = ""
    number: int = 0


@dataclass
class WordStory:
    """What a Word file tells; `files` are its pictures as they were in it, not yet fit to publish.

    Numbers of sources begin after `before`, the highest that was typed in the text by hand.
    """

    title: str = ""
    summary: str = ""
    content_note: str = ""
    before: int = 0
    pieces: list[Piece] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    pictures: list[Shown] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


def word_story(data: bytes) -> WordStory:
    """Return what a Word file tells; its `faults` say what keeps it from being a story.

    Raises `Refused` for what is no Word file, is too large, or cannot be read.
    """
    return unpacked(confined("generators.habpost.word_import:read_word", data, _LIMITS))


def unpacked(package: bytes) -> WordStory:
    """Return what `read_word` has packed."""
    parts = read_package(package)
    fields = json.loads(parts.pop(_STORY))
    for name, kind in (("pieces", Piece), ("pictures", Shown), ("faults", Fault)):
        fields[name] = [kind(**each) for each in fields[name]]
    return WordStory(**{**fields, "files": parts})


def read_word(data: bytes) -> bytes:
    """Return what `word_story` promises, packed, in whatever process this is."""
    try:
        story = _read(opened(data))
    except RecursionError:
        raise Refused("holds things within things, more levels deep than any story") from None
    files, story.files = story.files, {}
    return write_package({**files, _STORY: json.dumps(asdict(story)).encode()})


def _read(file: WordFile) -> WordStory:
    found = looked_through(file)
    letters = sum(map(len, found.paragraphs))
    if letters > MOST_LETTERS:
        raise Refused(f"has {letters} letters; a story has {MOST_LETTERS} at the most")
    typed = {int(n) for words in found.paragraphs for n in _TYPED.findall(words)}
    read = Read(listed=bool(found.faults), before=max(typed, default=0))
    tree = told(tree_of(_for_pandoc(file)), read)
    story = WordStory(
        title=tree.parts.get("title", ""),
        summary=tree.parts.get("summary", ""),
        content_note=tree.parts.get("content note", ""),
        before=read.before,
        pieces=list(_pieces(tree.blocks, read)),
        sources=list(read.sources.values()),
        pictures=found.pictures,
        notes=list(dict.fromkeys([*found.notes, *read.notes])),
    )
    if typed:
        story.notes.append(f"[{max(typed)}] and others like it were typed in: list what they cite")
    if len(found.pictures) > MOST_PICTURES:
        many = f"holds {len(found.pictures)} pictures; {MOST_PICTURES} are the most."
        found.faults.append(Fault(1, many))
    faults = {*found.faults, *placed(found, read)}
    story.faults = sorted(faults or {*losses(found, read, posixpath.dirname(file.main))})
    if not story.faults:
        story.files = {shown.part: file.parts[shown.part] for shown in found.pictures}
    return story


def _for_pandoc(file: WordFile) -> bytes:
    root = file.xml(file.main)
    etree.strip_elements(root, "{*}smartTagPr", "{*}customXmlPr", with_tail=False)
    etree.strip_tags(root, *_MERE_WRAPPERS)
    return file.packed({file.main: root})


def _pieces(blocks: list[Block | Shows], read: Read) -> Iterator[Piece]:
    before = ("", False)
    for block in blocks:
        if isinstance(block, Shows):
            yield Piece("picture", number=block.number)
            before = ("", False)
            continue
        lines = [_line(part, read) for part in block.parts]
        other = before == (block.kind, False)
        before = (block.kind, other)
        match block.kind:
            case "h":
                yield Piece("h", one_line(_words(block.parts[0])), block.level)
            case "ul" | "ol":
                yield Piece("p", bullets(lines, ordered=block.kind == "ol", other=other))
            case "q":
                yield Piece("p", quote(lines))
            case _:
                yield Piece("p", lines[0])


def _line(runs: list[Run], read: Read) -> str:
    line, words = paragraph(runs), _words(runs)
    if line == escaped(words) and any(run.stress and run.words.strip() for run in runs):
        read.note(f"bold and italics could not be kept in {quoted(words)}")
    return line


def _words(runs: list[Run]) -> str:
    return "".join(run.words for run in runs)
