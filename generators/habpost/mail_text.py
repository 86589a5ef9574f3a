"""Writes a letter as plain text: every word of it, for programs and readers that want no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generators.content.prose import (
    BulletList,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Isolate,
    Link,
    Paragraph,
    Picture,
    Quote,
    Strong,
    Text,
)
from generators.content.record import RIGHT_TO_LEFT
from generators.document.addresses import addresses_at
from generators.document.model import Notice, PlainBlock
from generators.habpost.letters import Letter, read_on
from generators.habpost.mail_html import footer

_MARK = "\u200e"


def mail_text(letter: Letter, sender: str, base: str) -> str:
    """Return a message as plain text; an address stands where its link stands first."""
    writer = _Writer(letter, base)
    blocks = (*letter.blocks, read_on(letter), *letter.help)
    above = [] if letter.title.startswith(sender) else [sender]
    parts = [*above, _underlined(letter.title, "*"), *writer.blocks(blocks), "-- ", footer(letter)]
    return "\n\n".join(parts).replace("-- \n\n", "-- \n") + "\n"


def _underlined(words: str, sign: str) -> str:
    return f"{words}\n{sign * min(len(words), 70)}"


class _Writer:
    def __init__(self, letter: Letter, base: str) -> None:
        self.address = addresses_at(base, letter.lang)
        self.mark = _MARK if letter.lang in RIGHT_TO_LEFT else ""
        self.given: set[str] = set()

    def blocks(self, blocks: Iterable[PlainBlock]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph(inlines) | Notice(_, inlines):
                    yield self.words(inlines)
                case Heading(level, inlines):
                    yield _underlined(self.words(inlines), "-" if level == 2 else "·")
                case BulletList(items, _, ordered):
                    signs = (f"{at}." if ordered else "-" for at in range(1, len(items) + 1))
                    lines = zip(signs, items, strict=True)
                    yield "\n".join(f"{sign} {self.words(item)}" for sign, item in lines)
                case Quote(paragraphs):
                    yield "\n>\n".join(f"> {self.words(each.inlines)}" for each in paragraphs)
                case Picture(_, alt):
                    yield f"[{alt}]"
                case _:
                    raise TypeError(f"{block} stands in no letter")

    def words(self, inlines: Sequence[Inline]) -> str:
        return "".join(self.word(inline) for inline in inlines)

    def word(self, inline: Inline) -> str:
        match inline:
            case Text(words):
                return words
            case Isolate(words):
                return f"{self.mark}{words}{self.mark}"
            case Emphasis(inner) | Strong(inner) | Foreign(_, inner):
                return self.words(inner)
            case Link(target, inner):
                to = self.address(target)
                first = to not in self.given
                self.given.add(to)
                return f"{self.words(inner)} <{to}>" if first else self.words(inner)
            case _:
                raise TypeError(f"{inline} must be filled in before it can be sent")
