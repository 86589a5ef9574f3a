"""HabPost on the site: the list of stories, and a page for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generators.content.library import Library
from generators.content.prose import (
    BulletList,
    Citation,
    Foreign,
    Heading,
    Inline,
    Link,
    Paragraph,
    Text,
)
from generators.content.record import MASTER, Language, words
from generators.content.stories import Story
from generators.document.citing import citing
from generators.document.marks import phone_number, spelled_day
from generators.document.model import Facts, Notice, PlainBlock
from generators.document.model import words as isolated
from generators.document.page import Page
from generators.document.phrases import phrase, phrases

_KINDS = {
    "support": phrase("support"),
    "advice": phrase("advice on sexual harassment; a call is not a report"),
    "report": phrase("a call is a report"),
    "protection": phrase("requests for protection from retaliation"),
}


def story_list(
    library: Library, lang: Language, on: dt.date, level: int, most: int | None = None
) -> Iterator[PlainBlock]:
    """Yield the stories that readers may see, newest first, each with date and summary.

    Where a language has no stories of its own yet, those of the master language stand, marked as
    such; `level` is that of the headings.
    """
    say, stories = phrases(lang), library.visible_stories(lang, on)
    if not stories and lang != MASTER:
        yield Paragraph((Text(say("There are no stories in this language yet.")),))
        stories = library.visible_stories(MASTER, on)
    for story in stories[:most]:
        title, summary = isolated(story.title), isolated(story.summary)
        if story.lang == lang:
            link = Link(f"story:{address(story)}", title)
        else:
            link = Link(f"{MASTER}:habpost/{address(story)}", (Foreign(MASTER, title),))
            summary = (Foreign(MASTER, summary),)
        yield Heading(level, (link,), anchor=f"story-{story.id}")
        yield Paragraph((Text(published(story, lang)),))
        yield Paragraph(summary)


def address(story: Story) -> str:
    """Return the last parts of a story's address: year and slug."""
    return f"{story.date.year}/{story.slug}"


def published(story: Story, lang: Language) -> str:
    """Return the day of a story, spelled out in a language (CLDR)."""
    return spelled_day(story.date.date(), lang)


def story_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page for each story that readers may see on a day; no other leaves a trace."""
    for story in library.visible_stories(lang, on):
        yield Page(
            path=f"habpost/{address(story)}",
            title=story.title,
            blocks=tuple(_story(library, story, lang, on)),
            origin=story.path,
            description=story.summary,
        )


def _story(library: Library, story: Story, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    say, cite = phrases(lang), citing(library, lang)
    authors = say(", ").join(words(library.roles[role].title, lang) for role in story.authors)
    yield Paragraph((Text(f"{published(story, lang)} · {authors}"),))
    if not story.reviewed_by:
        line = say("Not yet cleared: nobody with authority has reviewed this story.")
        yield Notice("draft", (Text(line),))
    if story.content_note != "none":
        yield Notice("note", (Text(story.content_note),))
    for number, block in enumerate(story.prose.blocks):
        if isinstance(block, Heading):  # two headings may read alike, and one may read "Sources"
            yield cite.plain(replace(block, anchor=f"part-{number}"))
        else:
            yield cite.plain(block)
    yield Heading(2, (Text(say("Sources")),), anchor="sources")
    yield cite.plain(BulletList(tuple(_sources(library, story, lang)), ordered=True))
    yield from help_box(library, lang, on)


def _sources(library: Library, story: Story, lang: Language) -> Iterator[tuple[Inline, ...]]:
    for source in story.sources:
        if source.instrument:
            instrument = library.instruments[source.instrument]
            title = Text(f", {words(instrument.title, lang)}") if instrument.symbol else Text("")
            yield (Citation(source.instrument), title)
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
