"""What a broadcast says: an issue of HabPost or one story, in each language that has all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generators.content.library import Library
from generators.content.magazine import MagazineIssue
from generators.content.prose import Emphasis, Link, Paragraph, Picture, Strong, Text
from generators.content.record import LANGUAGES, Language
from generators.content.stories import Story
from generators.document.model import Facts, PlainBlock
from generators.document.phrases import phrases
from generators.habpost.issues import issue_blocks, issue_title
from generators.habpost.pages import help_box, story_blocks


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in one language, before it becomes HTML, plain text or mail.

    `stories` are those of which it shows words, `picture` the one that travels with it, and
    `page` the link target of the same words on the site. `origin` is its file in content,
    `preheader` is what mail programs show
    beside the subject.
    """

    name: str
    origin: str
    lang: Language
    title: str
    subject: str
    preheader: str
    page: str
    date: dt.datetime
    blocks: tuple[PlainBlock, ...]
    help: tuple[PlainBlock, ...]
    stories: tuple[Story, ...]
    picture: Picture | None = None


def letters_of(library: Library, ident: str, on: dt.date) -> list[Letter]:
    """Return the letters of an issue (`041`, `41`) or a story (by its id), none where unseen.

    A language has its own letter only where all of it is in that language; its readers get the
    master's otherwise, since half of a letter in another language helps nobody.
    """
    if ident.isascii() and ident.isdigit():
        issues = (i for i in library.visible_issues(on) if i.number == int(ident))
        return [letter for issue in issues for letter in _issue_letters(library, issue, on)]
    return [
        _story_letter(library, story, on)
        for lang in LANGUAGES
        for story in library.visible_stories(lang, on)
        if ident in (story.id, story.translation_of)
    ]


def _issue_letters(library: Library, issue: MagazineIssue, on: dt.date) -> Iterator[Letter]:
    for lang in LANGUAGES:
        found = [library.story_in(ident, lang, on) for ident in issue.stories]
        stories = tuple(story for story in found if story)
        told = [issue.introduction, *(c.title for c in issue.corners)]
        told += [corner.text for corner in issue.corners if corner.text]
        if not all(lang in each for each in told) or any(s.lang != lang for s in stories):
            continue
        title = issue_title(issue, lang)
        yield Letter(
            name=f"issue-{issue.number:03}",
            origin=issue.path,
            lang=lang,
            title=title,
            subject=f"{title}: {stories[0].title}" if stories else title,
            preheader=issue.introduction[lang],
            page=f"issue:{issue.number:03}",
            date=issue.date,
            blocks=tuple(_for_mail(lang, issue_blocks(library, issue, lang, on))),
            help=tuple(_for_mail(lang, help_box(library, lang, on))),
            stories=stories,
        )


def _story_letter(library: Library, story: Story, on: dt.date) -> Letter:
    say, lead = phrases(story.lang), None
    blocks = list(story_blocks(library, story, story.lang, on))
    if story.image != "none":
        lead = next(block for block in blocks if isinstance(block, Picture))
    return Letter(
        name=story.translation_of or story.id,
        origin=story.path,
        lang=story.lang,
        title=story.title,
        subject=say("HabPost: {title}").format(title=story.title),
        preheader=story.summary,
        page=f"story:{story.address}",
        date=story.updated.on if story.updated else story.date,
        blocks=tuple(_for_mail(story.lang, blocks, lead)),
        help=tuple(_for_mail(story.lang, help_box(library, story.lang, on))),
        stories=(story,),
        picture=lead,
    )


def _for_mail(
    lang: Language, blocks: Iterable[PlainBlock], lead: Picture | None = None
) -> Iterator[PlainBlock]:
    """Yield blocks as mail programs can show them: one picture at most, names before facts."""
    say = phrases(lang)
    for block in blocks:
        match block:
            case Picture() if block != lead:
                yield Paragraph((Emphasis((Text(f"[{block.alt}]"),)),))
            case Facts(entries):
                for name, value in entries:
                    head = Text(say("{name}: ").format(name=name))
                    yield Paragraph((Strong((head,)), *value))
            case _:
                yield block


def read_on(letter: Letter) -> Paragraph:
    """Return the link to the same words on the intranet, where pictures and sources are."""
    say = phrases(letter.lang)
    return Paragraph((Link(letter.page, (Text(say("Read this on the intranet")),)),))
