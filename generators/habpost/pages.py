"""HabPost on the site: the list of stories, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from babel.units import format_unit

from generators.content.library import Library
from generators.content.prose import (
    BulletList,
    Citation,
    Foreign,
    Heading,
    Inline,
    Link,
    Paragraph,
    Picture,
    Text,
)
from generators.content.record import MASTER, Language, words
from generators.content.stories import Story
from generators.document.citing import citing
from generators.document.marks import phone_number, spelled_day, told
from generators.document.model import Facts, Notice, PlainBlock
from generators.document.model import words as isolated
from generators.document.page import Page
from generators.document.phrases import phrase, phrases
from generators.document.properties import LOCALES

RELATED = 3
"""How many related stories stand at the end of one."""
_KINDS = {
    "support": phrase("support"),
    "advice": phrase("advice on sexual harassment; a call is not a report"),
    "report": phrase("a call is a report"),
    "protection": phrase("requests for protection from retaliation"),
}


def story_list(
    library: Library,
    lang: Language,
    on: dt.date,
    level: int,
    most: int | None = None,
    subject: str | None = None,
) -> Iterator[PlainBlock]:
    """Yield the stories that readers may see, newest first, each with date and summary.

    Where a story has no text in the language yet, it stands in the master language, marked as
    such; `level` is that of the headings. With a `subject`, only stories on it are listed.
    """
    say, stories = phrases(lang), library.stories_for(lang, on)
    if lang != MASTER and all(story.lang == MASTER for story in stories):
        yield Paragraph((Text(say("There are no stories in this language yet.")),))
    for story in [each for each in stories if subject is None or subject in library.tags_of(each)][
        :most
    ]:
        yield from entry(story, lang, level)


def entry(story: Story, lang: Language, level: int) -> Iterator[PlainBlock]:
    """Yield one story in a list: its title as a link, its day, its summary."""
    yield Heading(level, (link_to(story, lang),), anchor=f"story-{story.id}")
    yield Paragraph((Text(f"{published(story, lang)} · {reading_time(story, lang)}"),))
    summary = isolated(story.summary)
    yield Paragraph(summary if story.lang == lang else (Foreign(story.lang, summary),))


def link_to(story: Story, lang: Language) -> Inline:
    """Return the title of a story as a link, marked where it is in another language."""
    title = isolated(story.title)
    if story.lang == lang:
        return Link(f"story:{story.address}", title)
    return Link(f"{story.lang}:habpost/{story.address}", (Foreign(story.lang, title),))


def reading_time(story: Story, lang: Language) -> str:
    """Return how long a story takes to read, by locale data (CLDR)."""
    say, locale = phrases(lang), LOCALES[lang].replace("-", "_")
    minutes = format_unit(story.reading_minutes, "duration-minute", "long", locale=locale)
    return say("{minutes} to read").format(minutes=minutes)


def published(story: Story, lang: Language) -> str:
    """Return the day of a story, spelled out in a language (CLDR)."""
    return spelled_day(story.date.date(), lang)


def story_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page for each story that readers may see on a day; no other leaves a trace."""
    for story in library.visible_stories(lang, on):
        yield Page(
            path=f"habpost/{story.address}",
            title=story.title,
            blocks=(*story_blocks(library, story, lang, on), *_end(library, story, lang, on)),
            origin=story.path,
            description=story.summary,
        )


def story_blocks(
    library: Library, story: Story, lang: Language, on: dt.date
) -> Iterator[PlainBlock]:
    """Yield a story as it stands on its page and in feeds, from its day to its sources."""
    say, cite = phrases(lang), citing(library, lang)
    authors = say(", ").join(words(library.roles[role].title, lang) for role in story.authors)
    parts = (published(story, lang), authors, reading_time(story, lang))
    yield Paragraph((Text(" · ".join(parts)),))
    if story.updated:
        day = spelled_day(story.updated.on.date(), lang)
        line = say("Updated on {date}: {what}").format(date=day, what=story.updated.what)
        yield Notice("note", isolated(line))
    if story.not_asked:
        line = say("Not yet cleared: an open case or missing consent is not ruled out.")
        yield Notice("draft", (Text(line),))
    elif not story.reviewed_by:
        line = say("Not yet cleared: nobody with authority has reviewed this story.")
        yield Notice("draft", (Text(line),))
    if story.content_note != "none":
        yield Notice("note", (Text(story.content_note),))
    if story.image != "none":
        yield _picture(library, story, story.lead)
    for number, block in enumerate(story.prose.blocks):
        if isinstance(block, Heading):  # two headings may read alike, and one may read "Sources"
            yield cite.plain(replace(block, anchor=f"part-{number}"))
        elif isinstance(block, Picture):
            yield _picture(library, story, block)
        else:
            yield cite.plain(block)
    yield Heading(2, (Text(say("Sources")),), anchor="sources")
    yield cite.plain(BulletList(tuple(_sources(library, story, lang)), ordered=True))


def _picture(library: Library, story: Story, picture: Picture) -> Picture:
    """Return a picture by its place on the site, with the room that a page keeps for it."""
    key = story.picture_key(picture)
    file = library.pictures[key]
    return replace(picture, file=key, width=file.width, height=file.height)


def _end(library: Library, story: Story, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield what ends the page of a story: the way on, and how to get help."""
    yield from _around(library, story, lang, on)
    yield from help_box(library, lang, on)


def _around(library: Library, story: Story, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield the way on: subjects, stories on the same, the story before and the one after."""
    say = phrases(lang)
    subjects = library.subjects.names if library.subjects else {}
    if tags := [tag for tag in library.tags_of(story) if tag in subjects]:
        links = (Link(f"subject:{tag}", told(subjects[tag], lang)) for tag in tags)
        yield Heading(2, (Text(say("Subjects")),), anchor="subjects")
        yield BulletList(tuple((link,) for link in links))
    stories = library.visible_stories(story.lang, on)
    if related := _related(library, story, stories):
        yield Heading(2, (Text(say("Related stories")),), anchor="related")
        yield BulletList(tuple((link_to(other, lang),) for other in related))
    at = [other.id for other in stories].index(story.id)
    beside = [(say("Earlier story: "), stories[at + 1 : at + 2])]
    beside.append((say("Later story: "), stories[at - 1 : at] if at else []))
    lines = [(Text(name), link_to(other, lang)) for name, found in beside for other in found]
    if lines:
        yield Heading(2, (Text(say("More from HabPost")),), anchor="more")
        yield BulletList(tuple(lines))


def _related(library: Library, story: Story, stories: Sequence[Story]) -> list[Story]:
    """Return the stories that share most subjects with one, the newer first among equals."""
    mine = {*library.tags_of(story)}
    shared = {other.id: len(mine & {*library.tags_of(other)}) for other in stories}
    others = [other for other in stories if other.id != story.id and shared[other.id]]
    return sorted(others, key=lambda other: -shared[other.id])[:RELATED]


def _sources(library: Library, story: Story, lang: Language) -> Iterator[tuple[Inline, ...]]:
    say = phrases(lang)
    for source in story.sources:
        if source.instrument:
            instrument = library.instruments[source.instrument]
            title = f"{say(', ')}{words(instrument.title, lang)}" if instrument.symbol else ""
            yield (Citation(source.instrument), Text(title))
        else:
            yield isolated(source.source or "")


def help_box(library: Library, lang: Language, on: dt.date) -> Sequence[PlainBlock]:
    """Return how to get help, as it stands at the end of every story: care first."""
    say = phrases(lang)
    link = Link("page:contacts", (Text(say("Support, advice and all ways to report")),))
    ordered = sorted(library.channels.values(), key=lambda channel: channel.order)
    hotlines = [
        (
            words(channel.name, lang),
            (
                *phone_number(channel, channel.phones[0].number, lang, on),
                Text(f" – {say(_KINDS[channel.kind])}"),
            ),
        )
        for kind in _KINDS
        for channel in ordered
        if channel.phones and channel.kind == kind
    ]
    danger = Text(say("In danger, call the local emergency service first. "))
    return (
        Heading(2, (Text(say("If you need help")),), anchor="get-help"),
        Paragraph((danger, link)),
        Facts(tuple(hotlines)),
    )
