"""Makes a draft of what a Word file tells: which words are its title, where its pictures stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generators.content.record import RIGHT_TO_LEFT, Language
from generators.content.stories import SUMMARY
from generators.habpost.draft import SOURCE, Draft
from generators.habpost.likely_language import is_arabic, likely_language
from generators.habpost.markdown_out import heading
from generators.habpost.tidy_words import picture_line
from generators.habpost.word_import import Piece, WordStory

_NUMBERED = "What [{number}] in the text cites; write it here"


@dataclass(frozen=True, slots=True)
class Answers:
    """What whoever imports a file says about the story; empty words leave it to the file."""

    lang: Language
    author: str
    tags: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""


def titled(story: WordStory, answers: Answers) -> tuple[str, list[Piece]]:
    """Return the title of a story, and the pieces that are left.

    It is the one that was answered, else the words in the style Title, else a heading of the first
    level that stands before any other words.
    """
    pieces = story.pieces
    first = next((piece for piece in pieces if piece.kind != "picture"), None)
    if answers.title or story.title or first is None or (first.kind, first.number) != ("h", 1):
        return answers.title or story.title, pieces
    return first.text, [piece for piece in pieces if piece is not first]


def lacking(story: WordStory, answers: Answers) -> Iterator[str]:
    """Yield what a story needs and the file has not, each with what to do."""
    title, pieces = titled(story, answers)
    summary = answers.summary or story.summary
    if not title:
        yield "has no paragraph in the style Title. Give it one, or say --title."
    elif set("{}*") & set(title):
        yield f"has a title with a brace or a star in it, “{title[:60]}”. Say another as --title."
    if not summary:
        yield "has no paragraph in the style Subtitle or Lead. Give it one, or say --summary."
    elif len(summary) > SUMMARY:
        more = len(summary) - SUMMARY
        yield (
            f"has a summary (Subtitle, Lead) of {len(summary)} characters, {more} too many. Make it"
            " shorter, or say --summary."
        )
    words = "".join(piece.text for piece in pieces)
    if not words:
        yield "holds no text but its title. There is nothing to make a story of."
    arabic = is_arabic(words)
    if words and arabic != (answers.lang in RIGHT_TO_LEFT):
        other = "ar" if arabic else "en, fr or es"
        yield f"is not in the language `{answers.lang}`, by its letters. Say --lang {other}."


def other_language(story: WordStory, answers: Answers) -> Language | None:
    """Return the language that a story is likely to be in, where it is not the one answered."""
    likely = likely_language(" ".join(piece.text for piece in story.pieces))
    return likely if likely != answers.lang else None


def draft_of(story: WordStory, answers: Answers, names: Sequence[str]) -> Draft:
    """Return a story as a draft; `names` are those of its picture files, in order.

    A picture that stands above all text is the one that leads the story.
    """
    title, pieces = titled(story, answers)
    lead = pieces[0].number if pieces and pieces[0].kind == "picture" else None
    alts = [shown.alt for shown in story.pictures]
    body = pieces if lead is None else pieces[1:]
    typed = [_NUMBERED.format(number=number) for number in range(1, story.before + 1)]
    return Draft(
        title=title,
        summary=answers.summary or story.summary,
        lang=answers.lang,
        author=answers.author,
        tags=answers.tags,
        body="\n\n".join(_lines(body, names, alts)),
        sources=(*typed, *story.sources) or (SOURCE,),
        picture=None if lead is None else (names[lead], alts[lead]),
        content_note=story.content_note,
    )


def _lines(pieces: Sequence[Piece], names: Sequence[str], alts: Sequence[str]) -> Iterator[str]:
    """Yield each piece as Markdown; the highest heading is of level 2, and none skips a level."""
    highest = min((piece.number for piece in pieces if piece.kind == "h"), default=1)
    level = 1
    for piece in pieces:
        match piece.kind:
            case "h":
                level = min(piece.number - highest + 2, level + 1)
                yield heading(level, piece.text)
            case "picture":
                yield picture_line(names[piece.number], alts[piece.number])
            case _:
                yield piece.text
