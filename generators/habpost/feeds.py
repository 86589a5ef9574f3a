"""Feeds of HabPost: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, the same stories in each.

They are written by hand, since the usual makers write feeds that the W3C's validator refuses. All
addresses are absolute, ids come from the stories and never change, and what is withdrawn leaves a
tombstone (RFC 6721). The same stories give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime

from lxml import etree

from generators.content.library import Library
from generators.content.record import Language, words
from generators.content.stories import Story
from generators.document.addresses import addresses_at
from generators.document.html import blocks_html
from generators.document.phrases import phrases
from generators.habpost.pages import help_box, story_blocks

ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_TOMBSTONE = "http://purl.org/atompub/tombstones/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ATTRIBUTE = re.compile(r' (?:class|id|loading)="[^"]*"')
"""What has no meaning outside our own pages."""
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = uuid.UUID("8f6b1d4e-6a0f-5a53-9d0c-1a2c0f3f7b11")
"""Under which the ids of stories become UUIDs; chosen once, never changed."""
FILES = {"rss": "habpost/feed.xml", "atom": "habpost/atom.xml", "json": "habpost/feed.json"}
TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One story as every feed gives it."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: dt.datetime
    changed: dt.datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself, its stories, newest first, and the tombstones."""

    lang: Language
    title: str
    about: str
    home: str
    base: str
    items: tuple[Item, ...]
    gone: tuple[tuple[str, dt.datetime], ...]


def feed_of(library: Library, lang: Language, on: dt.date, base: str) -> Feed:
    """Return the feed of a language on a day; `base` is the https address of the whole site."""
    say, root = phrases(lang), f"{base.rstrip('/')}/{lang}"
    stories = library.visible_stories(lang, on)
    return Feed(
        lang=lang,
        title=say("HabPost: protection from sexual exploitation and abuse"),
        about=say("Stories from the internal magazine of UN-Habitat."),
        home=f"{root}/habpost/index.html",
        base=root,
        items=tuple(_item(library, story, lang, on, base) for story in stories),
        gone=tuple(_gone(library, lang)),
    )


def _gone(library: Library, lang: Language) -> Iterator[tuple[str, dt.datetime]]:
    """Yield id and moment of what was withdrawn: by its tombstone, or by its status."""
    for ident, left in sorted(library.withdrawn.items()):
        if left.lang == lang:
            yield identity(ident), left.withdrawn_on
    for story in sorted(library.stories.values(), key=lambda each: each.id):
        if story.lang == lang and story.status == "withdrawn":
            yield identity(story.id), _changed(story)


def identity(ident: str) -> str:
    """Return the id of a story for feeds; it never changes, whatever the address does."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, ident)}"


def _item(library: Library, story: Story, lang: Language, on: dt.date, base: str) -> Item:
    absolute = addresses_at(base, lang)
    subjects = library.subjects.names if library.subjects else {}
    blocks = (*story_blocks(library, story, lang, on), *help_box(library, lang, on))
    return Item(
        id=identity(story.id),
        url=absolute(f"story:{story.address}"),
        title=story.title,
        summary=story.summary,
        html=_ATTRIBUTE.sub("", "\n".join(blocks_html(blocks, absolute, lang))),
        authors=tuple(words(library.roles[role].title, lang) for role in story.authors),
        tags=tuple(words(subjects[tag], lang) for tag in library.tags_of(story) if tag in subjects),
        published=story.date,
        changed=_changed(story),
    )


def _changed(story: Story) -> dt.datetime:
    return story.updated.on if story.updated else story.date


def rss(feed: Feed) -> bytes:
    """Return the feed as RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    spaces = {"atom": ATOM, "content": _CONTENT, "dc": _DC}
    root = etree.Element("rss", {"version": "2.0"}, nsmap=spaces)
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.about)
    _add(channel, "language", feed.lang)
    itself = {"href": f"{feed.base}/{FILES['rss']}", "rel": "self", "type": TYPES["rss"]}
    etree.SubElement(channel, f"{{{ATOM}}}link", itself)
    for item in feed.items:
        entry = etree.SubElement(channel, "item")
        _add(entry, "title", item.title)
        _add(entry, "link", item.url)
        _add(entry, "guid", item.id, isPermaLink="false")
        _add(entry, "pubDate", format_datetime(item.published))
        for author in item.authors:
            _add(entry, f"{{{_DC}}}creator", author)
        for tag in item.tags:
            _add(entry, "category", tag)
        _add(entry, "description", item.summary)
        _add(entry, f"{{{_CONTENT}}}encoded", item.html)
    return _written(root)


def atom(feed: Feed) -> bytes:
    """Return the feed as Atom (RFC 4287), with what was withdrawn as deleted entries."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "at": _TOMBSTONE})
    root.set(f"{_XML}lang", feed.lang)
    _add(root, f"{{{ATOM}}}id", f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'feed {feed.lang}')}")
    _add(root, f"{{{ATOM}}}title", feed.title)
    _add(root, f"{{{ATOM}}}subtitle", feed.about)
    moments = [*(item.changed for item in feed.items), *(when for _, when in feed.gone)]
    latest = max(moments, default=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    _add(root, f"{{{ATOM}}}updated", latest.isoformat())
    for rel, href in (("self", f"{feed.base}/{FILES['atom']}"), ("alternate", feed.home)):
        etree.SubElement(root, f"{{{ATOM}}}link", {"rel": rel, "href": href})
    _add(etree.SubElement(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", "UN-Habitat")
    for ident, when in feed.gone:
        gone = {"ref": ident, "when": when.isoformat()}
        etree.SubElement(root, f"{{{_TOMBSTONE}}}deleted-entry", gone)
    for item in feed.items:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _add(entry, f"{{{ATOM}}}id", item.id)
        _add(entry, f"{{{ATOM}}}title", item.title)
        _add(entry, f"{{{ATOM}}}published", item.published.isoformat())
        _add(entry, f"{{{ATOM}}}updated", item.changed.isoformat())
        etree.SubElement(entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": item.url})
        for author in item.authors:
            _add(etree.SubElement(entry, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", author)
        for tag in item.tags:
            etree.SubElement(entry, f"{{{ATOM}}}category", {"term": _clean(tag)})
        _add(entry, f"{{{ATOM}}}summary", item.summary)
        _add(entry, f"{{{ATOM}}}content", item.html, type="html")
    return _written(root)


def json_feed(feed: Feed) -> bytes:
    """Return the feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    made = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": f"{feed.base}/{FILES['json']}",
        "description": feed.about,
        "language": feed.lang,
        "items": [
            {
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_html": item.html,
                "summary": item.summary,
                "date_published": item.published.isoformat(),
                "date_modified": item.changed.isoformat(),
                "authors": [{"name": author} for author in item.authors],
                "tags": list(item.tags),
                "language": feed.lang,
            }
            for item in feed.items
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def feeds(feed: Feed) -> dict[str, bytes]:
    """Return the three files by their paths below the folder of the language."""
    made = {"rss": rss(feed), "atom": atom(feed), "json": json_feed(feed)}
    return {FILES[kind]: data for kind, data in made.items()}


def _add(parent: etree._Element, tag: str, told: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = _clean(told)


def _clean(told: str) -> str:
    """Return words without the signs that XML 1.0 forbids (section 2.2), and carriage returns."""
    return _FORBIDDEN.sub("", told)


def _written(root: etree._Element) -> bytes:
    written = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    assert isinstance(written, bytes)
    return written
