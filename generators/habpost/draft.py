"""A new story as a file to write on: front matter filled in from answers, everything else safe."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from generators.content.record import Language

BEGIN = """\
Begin here. Write short paragraphs, and headings that begin with ##. What is not sure is
said to be "to be confirmed". Every fact that needs one has its source [1]."""
SOURCE = "Where the first fact is from; one line a source, cited in the text as [1]"

_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[1-9]")
"""What Windows takes for a device whatever ending follows (Naming Files, Paths, and Namespaces)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a story before it is written: answers, or what came from elsewhere.

    `picture` is the name of a file beside the story, and what it shows; `slug` the last part of the
    address, where it is not to be made from the title. `content_note` tells readers beforehand of
    what may be hard to read. `consent` and `ongoing_case` stay unknown unless somebody was asked.
    """

    title: str
    summary: str
    lang: Language
    author: str
    tags: tuple[str, ...]
    body: str = BEGIN
    sources: tuple[str, ...] = (SOURCE,)
    picture: tuple[str, str] | None = None
    slug: str = ""
    content_note: str = ""
    consent: Literal["none needed", "unknown"] = "unknown"
    ongoing_case: Literal["false", "unknown"] = "unknown"


def slug_of(title: str) -> str:
    """Return the last part of a story's address: words in small Latin letters, 50 at most.

    A title in another script gives `story`, which its writer may rename before it is published;
    one that no file on Windows can be called after gets `-story` behind it.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if len(made) + len(word) > 49:
            break
        made = f"{made}-{word}" if made else word
    return f"{made}-story" if _DEVICE.fullmatch(made) else made or "story"


def draft_file(draft: Draft, when: dt.datetime) -> tuple[str, str]:
    """Return the path below content/ and the text of a new story, which is a draft.

    It begins with no picture and nobody's review.
    """
    slug = draft.slug or slug_of(draft.title)
    lines = [
        "---",
        f"id: {when.year}-{slug}",
        f"title: {_quoted(draft.title)}",
        f"summary: {_quoted(draft.summary)}",
        f"lang: {draft.lang}",
        f"date: {when.isoformat(timespec='seconds')}",
        f"authors: [{draft.author}]",
        "status: draft",
        *_image(draft.picture),
        f"content_note: {_quoted(draft.content_note) if draft.content_note else 'none'}",
        "# Can somebody in it be recognised? If nobody can: none needed. Else ask, and record it.",
        f"consent: {draft.consent}",
        "# Does the story touch a case that is still open? It must be false, or there is no story.",
        f"ongoing_case: {draft.ongoing_case}",
        "reviewed_by: []",
        f"tags: [{', '.join(draft.tags)}]",
        "sources:",
        *(f"  - source: {_quoted(source)}" for source in draft.sources),
        "---",
        draft.body,
        "",
    ]
    return f"habpost/{when.year}/{slug}.md", "\n".join(lines)


def _image(picture: tuple[str, str] | None) -> list[str]:
    if picture is None:
        return ["image: none"]
    name, alt = picture
    return ["image:", f"  file: {name}", f"  alt: {_quoted(alt)}"]


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
