"""The language check: runs the rules over a story, and says what stands where.

It knows words, not people. A story in which nothing is found has still to be read by somebody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from generators.content.language import (
    CompiledRule,
    LanguageRules,
    Level,
    TextScope,
    without_marks,
)
from generators.content.library import Library
from generators.content.prose import BulletList, Heading, Paragraph, Picture, Quote, plain
from generators.content.record import words
from generators.content.stories import Story

# A full stop after a title ends no sentence.
_SENTENCE = re.compile(
    r"[.!?؟…](?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSr\.)(?<!\bSra\.)(?<!\bM\.)\s+(?=\S)"
)
# Straight quotes look alike at both ends: a pair holds no end of a sentence but at its own end.
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\".!?؟]*[.!?؟]?\"")
_END = re.compile(r"[^.!?؟…]")
_MARKS = re.compile(r"[“”]")
IDENTIFYING = {
    "identity",
    "age",
    "small-place",
    "incident-date",
    "unique-title",
    "personal-contact",
}
"""What rules are about that keep a person from being known (`LanguageRule.about`)."""
_UNSEEN = re.compile("[\u00ad\u0640\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Where a word may break, how it is stretched, which way it runs: no part of what it says."""
_BLANKS = re.compile("  +|[\u00a0\u2000-\u200a\u202f\u205f\u3000]+ *")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one scope, and the line of the file they begin on."""

    scope: TextScope
    words: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: which words, where, how grave, and what to do."""

    rule: str
    level: Level
    line: int
    column: int
    words: str
    message: str


def findings_in(library: Library, story: Story) -> Iterator[Finding]:
    """Yield what the rules of its language find in a story, less what it accepts for a reason."""
    rules = library.rules.get(story.lang)
    if rules is None:
        return
    titles = (words(each.title, story.lang) for each in library.instruments.values())
    accepted = {(each.rule, each.words) for each in story.accepted}
    for found in findings(rules, pieces_of(story), titles):
        if (found.rule, found.words) not in accepted:
            yield _placed(story, found)


def _placed(story: Story, found: Finding) -> Finding:
    """Return a finding with its line and column in the file: a block may take several lines."""
    lines, start = story.body.splitlines(), found.line - story.body_position(1)
    if start < 0:
        return found
    words = found.words.split()
    for number, line in enumerate(lines[start:], start):
        for first in (found.words, " ".join(words[:2]), words[0]):
            if (at := line.find(first)) >= 0:
                return replace(found, line=story.body_position(number + 1), column=at + 1)
    return found


def pieces_of(story: Story) -> Iterator[Piece]:
    """Yield the words of a story, quoted blocks within quotation marks, sources in words last.

    An instrument among the sources keeps its title.
    """
    yield Piece("heading", story.title, story.line("title"))
    yield Piece("summary", story.summary, story.line("summary"))
    if story.image != "none":
        yield Piece("alt", story.image.alt, story.line("image", "alt"))
    if story.content_note != "none":
        yield Piece("text", story.content_note, story.line("content_note"))
    if story.updated:
        yield Piece("text", story.updated.what, story.line("updated", "what"))
    for block in story.prose.blocks:
        match block:
            case Heading(_, inlines, line):
                yield Piece("heading", plain(inlines), story.body_position(line))
            case Paragraph(inlines, line):
                yield Piece("text", plain(inlines), story.body_position(line))
            case BulletList(items, line):
                for number, item in enumerate(items):
                    yield Piece("text", plain(item), story.body_position(line + number))
            case Quote(paragraphs, _):
                for each in paragraphs:
                    told = _MARKS.sub("'", plain(each.inlines))
                    yield Piece("text", f"“{told}”", story.body_position(each.line))
            case Picture(_, alt, line):
                yield Piece("alt", alt, story.body_position(line))
    for number, told_of in enumerate(story.sources):
        if told_of.source:
            yield Piece("text", told_of.source, story.line("sources", number, "source"))


def findings(
    rules: LanguageRules, pieces: Iterable[Piece], exempt: Iterable[str] = ()
) -> Iterator[Finding]:
    """Yield what the rules find; `exempt` titles of instruments are passed over, and quotations.

    Nobody else's words are corrected. What identifies a person does so in a quotation, too.
    """
    pieces = [Piece(p.scope, _typed(p.words), p.line) for p in pieces]
    everything = "\n".join(piece.words for piece in pieces)
    titles = sorted((t for t in exempt if t and t in everything), key=len, reverse=True)
    for piece in pieces:
        whole = _without(piece.words, titles)
        bare = _Bare(_unquoted(whole))
        found = list(_findings(rules, piece, bare))
        if bare.whole != whole:
            found += _findings(rules, piece, _Bare(whole), IDENTIFYING)
        yield from dict.fromkeys(found)


def _findings(
    rules: LanguageRules, piece: Piece, bare: _Bare, about: Container[str] | None = None
) -> Iterator[Finding]:
    for start, sentence in _sentences(bare.words):
        for rule in rules.prefilter.candidates(sentence):
            if piece.scope in rule.rule.scope and (about is None or rule.rule.about in about):
                yield from _found(rule, piece, bare, sentence, start)


class _Bare:
    """Words without vowel signs and other marks, and where each letter stood.

    Writers of Arabic set them or not; a rule should not have to know.
    """

    def __init__(self, words: str) -> None:
        self.whole, self.words = words, without_marks(words)

    @cached_property
    def places(self) -> list[int]:
        """Return where each letter stood, and the end; needed once something is found."""
        kept = (at for at, sign in enumerate(self.whole) if unicodedata.category(sign) != "Mn")
        return [*kept, len(self.whole)]


def _typed(words: str) -> str:
    """Return words as one would type them: one plain blank between two, and nothing unseen."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", words)).replace("\u2011", "-")
    return _BLANKS.sub(" ", seen)


def _without(words: str, titles: Iterable[str]) -> str:
    """Return words of the same length in which titles are blank."""
    for title in titles:
        words = words.replace(title, " " * len(title))
    return words


def _unquoted(words: str) -> str:
    """Return words of the same length in which quotations are blank."""
    return _QUOTED.sub(lambda found: _END.sub(" ", found[0]), words)  # ends of sentences stay


def _sentences(words: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _SENTENCE.finditer(words):
        yield start, words[start : gap.start() + 1]
        start = gap.end()
    yield start, words[start:]


def _found(
    rule: CompiledRule, piece: Piece, bare: _Bare, sentence: str, start: int
) -> Iterator[Finding]:
    # What is rare comes first: few sentences hold the words that a rule wants.
    if rule.wanted.search(sentence) is None:
        return
    if not all(part.search(sentence) for part in rule.beside):
        return
    if any(part.search(sentence) for part in rule.unless):
        return
    matches = list(rule.wanted.finditer(sentence))
    for found in matches[rule.rule.most :]:
        first, last = (bare.places[start + at] for at in found.span())
        flagged = " ".join(piece.words[first:last].split())
        better = next(
            (
                better
                for pattern, better in rule.rule.swap.items()
                if re.fullmatch(pattern, found[0], re.IGNORECASE)
            ),
            "",
        )
        message = rule.rule.message.replace("%s", better or flagged, 1).replace("%s", flagged, 1)
        yield Finding(rule.rule.id, rule.rule.level, piece.line, first + 1, flagged, message)
