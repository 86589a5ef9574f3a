"""HabPost as a magazine on the site: its front, a page for each issue, a page for each subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.magazine import MagazineIssue
from generators.content.outside import Headline
from generators.content.prose import BulletList, Heading, Inline, Link, Paragraph, Text
from generators.content.record import Language, words
from generators.document.html import OUTSIDE
from generators.document.marks import spelled_day, told
from generators.document.model import Notice, PlainBlock
from generators.document.model import words as isolated
from generators.document.page import Page
from generators.document.phrases import phrases
from generators.habpost.pages import entry, story_list


def front(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield the first page of HabPost: the newest issue, all stories, subjects, issues."""
    say, issues = phrases(lang), library.visible_issues(on)
    if issues:
        yield Heading(2, (Text(say("Newest issue")),), anchor="newest-issue")
        yield Paragraph((_link(issues[0], lang),))
        yield Paragraph(told(issues[0].introduction, lang))
    yield Heading(2, (Text(say("All stories")),), anchor="all-stories")
    yield from story_list(library, lang, on, level=3)
    if subjects := _used(library, lang, on):
        yield Heading(2, (Text(say("Subjects")),), anchor="subjects")
        yield BulletList(tuple((_subject(library, ident, lang),) for ident in subjects))
    if issues:
        yield Heading(2, (Text(say("All issues")),), anchor="issues")
        yield BulletList(tuple((_link(issue, lang),) for issue in issues))
    yield from _across_the_system(library, lang)


def _across_the_system(library: Library, lang: Language) -> Iterator[PlainBlock]:
    """Yield what feeds in a language said when they were last read; nothing where none was."""
    say, feeds = phrases(lang), library.feeds.feeds if library.feeds else []
    found = [
        (feed, library.snapshots[feed.id])
        for feed in feeds
        if feed.lang == lang and feed.id in library.snapshots
    ]
    if found:
        yield Heading(2, (Text(say("From across the UN system")),), anchor="un-system")
    for feed, snapshot in found:
        yield Heading(3, told(feed.name, lang), anchor=f"feed-{feed.id}")
        day = spelled_day(snapshot.fetched_on, lang)
        yield Paragraph((Text(say("As it stood on {day}.").format(day=day)),))
        yield BulletList(tuple(_headline(item, lang) for item in snapshot.items))


def _headline(item: Headline, lang: Language) -> tuple[Inline, ...]:
    """Return a headline, marked as a way out of this site."""
    say = phrases(lang)
    mark = Text(" " + say("(another site)"))
    link = Link(f"{OUTSIDE}{item.link}", (*isolated(item.title), mark))
    if isinstance(item.date, str):
        return (link,)
    return link, Text(f" · {spelled_day(item.date, lang)}")


def issue_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page for each issue that has appeared by a day."""
    for issue in library.visible_issues(on):
        yield Page(
            path=f"habpost/issues/{issue.number:03}",
            title=issue_title(issue, lang),
            blocks=tuple(issue_blocks(library, issue, lang, on)),
            origin=issue.path,
            description=words(issue.introduction, lang)[:256],
        )


def issue_blocks(
    library: Library, issue: MagazineIssue, lang: Language, on: dt.date
) -> Iterator[PlainBlock]:
    """Yield an issue as it stands on its page and in mail."""
    say = phrases(lang)
    yield Paragraph((Text(spelled_day(issue.date.date(), lang)),))
    if issue.to_confirm:
        line = say("The number of this issue is to be confirmed.")
        yield Notice("note", (Text(line),))
    yield Paragraph(told(issue.introduction, lang))
    if feature := library.story_in(issue.feature, lang, on):
        yield Heading(2, (Text(say("Feature story")),), anchor="feature")
        yield from entry(feature, lang, 3)
    for corner in issue.corners:
        story = library.story_in(corner.story, lang, on) if corner.story else None
        if corner.story and not story:
            continue  # expired or withdrawn, of which the checks warn
        yield Heading(2, told(corner.title, lang), anchor=f"corner-{corner.id}")
        if story:
            yield from entry(story, lang, 3)
        elif corner.text:
            yield Paragraph(told(corner.text, lang))


def subject_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield one page for each subject that a story bears which readers may see."""
    say = phrases(lang)
    for ident, count in _used(library, lang, on).items():
        assert library.subjects is not None  # its ids are those that were used
        name = words(library.subjects.names[ident], lang)
        yield Page(
            path=f"habpost/subjects/{ident}",
            title=say("Stories: {subject}").format(subject=name),
            blocks=tuple(story_list(library, lang, on, level=2, subject=ident)),
            origin=library.subjects.path,
            description=say("Stories of HabPost on one subject, newest first: {count}.").format(
                count=count
            ),
        )


def _used(library: Library, lang: Language, on: dt.date) -> dict[str, int]:
    """Return the subjects that stories bear, in the order of the file, each with its stories."""
    names = library.subjects.names if library.subjects else {}
    seen = [library.tags_of(story) for story in library.stories_for(lang, on)]
    counts = {ident: sum(ident in tags for tags in seen) for ident in names}
    return {ident: count for ident, count in counts.items() if count}


def _subject(library: Library, ident: str, lang: Language) -> Inline:
    assert library.subjects is not None  # its ids are those that were used
    return Link(f"subject:{ident}", told(library.subjects.names[ident], lang))


def _link(issue: MagazineIssue, lang: Language) -> Inline:
    day = spelled_day(issue.date.date(), lang)
    return Link(f"issue:{issue.number:03}", (Text(f"{issue_title(issue, lang)} · {day}"),))


def issue_title(issue: MagazineIssue, lang: Language) -> str:
    """Return the title of an issue."""
    say = phrases(lang)
    return say("HabPost, issue {number}").format(number=issue.number)
