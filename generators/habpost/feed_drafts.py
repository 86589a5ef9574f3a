"""Makes a draft story of an item of a feed, and knows the items that are stories already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from generators.content.library import Library
from generators.content.record import Language
from generators.habpost.draft import Draft, draft_file, slug_of
from generators.habpost.markdown_out import escaped
from generators.habpost.outside_feed import Feed, Item

_NOT_IN_TITLES = str.maketrans({"{": "(", "}": ")", "*": None})
"""What a title may not hold: it prints as it is."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A feed that was read: where from, what it is called, in which language, and what it holds."""

    shown: str
    name: str
    lang: Language
    feed: Feed


def title_of(item: Item) -> str:
    """Return the title of an item without the signs that no title may hold."""
    return " ".join(item.title.translate(_NOT_IN_TITLES).split())


def source_of(item: Item, name: str) -> str:
    """Return the source that a story made from an item rests on: feed, title and address."""
    return ", ".join(part for part in (name, f'"{item.title}"', item.link) if part)


def story_of(item: Item, name: str, library: Library) -> str | None:
    """Return the story in whose sources an item stands by its address, or by its name if none."""
    for story in library.stories.values():
        for source in story.sources:
            told = source.source or ""
            if told.endswith(f", {item.link}") if item.link else told == source_of(item, name):
                return story.id
    return None


def draft_of(
    item: Item,
    taken: Taken,
    author: str,
    tags: tuple[str, ...],
    ids: Iterable[str],
    when: dt.datetime,
) -> tuple[str, str]:
    """Return path and text of the draft made from an item; `ids` are those that others have."""
    title = title_of(item)
    others, slug = set(ids), slug_of(title)
    free = (slug if n == 1 else f"{slug}-{n}" for n in count(1))
    draft = Draft(
        title=title or slug,
        summary=item.summary,
        lang=taken.lang,
        author=author,
        tags=tags,
        body=item.body or escaped(item.summary),
        sources=(source_of(item, taken.name), *item.links),
        slug=next(each for each in free if f"{when.year}-{each}" not in others),
    )
    return draft_file(draft, when)
