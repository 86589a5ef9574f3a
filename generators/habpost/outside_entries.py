"""What a feed says, as it says it: RSS and Atom by feedparser, JSON Feed by a small strict reader.

Nothing here is safe yet; `generators.habpost.outside_feed` makes it so.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import feedparser
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from generators.confined import Refused

MOST = 200
"""Items of one feed that are read; the newest stand first by custom."""
_NO_FEED = "is no feed that can be read: neither RSS, Atom nor JSON Feed"


@dataclass(frozen=True, slots=True)
class Marked:
    """Words as they came: HTML, or plain."""

    text: str = ""
    html: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it came; `day` is a date as 2026-11-23, or empty."""

    title: Marked
    link: str
    day: str
    summary: Marked
    content: Marked


def entries_of(data: bytes) -> tuple[str, list[Entry], int]:
    """Return the title of a feed, its first items, and how many there are.

    Raises `Refused` for what is no feed.
    """
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return _json_feed(data) if start == b"{" else _xml_feed(data)


def _xml_feed(data: bytes) -> tuple[str, list[Entry], int]:
    try:
        # Only ever bytes: feedparser takes a string for an address or a path, and opens it.
        # What it would sanitize is sanitized here, by one rule for all fields and formats.
        found: Any = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
        )
    except MemoryError:
        raise
    except Exception as error:  # it promises none, and raises eight kinds on damaged feeds
        raise Refused(f"{_NO_FEED} ({type(error).__name__})") from None
    if not found.get("version"):
        raise Refused(_NO_FEED)
    title = _text(found["feed"].get("title"))
    return title, [_entry(each) for each in found["entries"][:MOST]], len(found["entries"])


def _entry(given: Mapping[str, Any]) -> Entry:
    found = dict(given)  # as it was read: feedparser's own look-up makes up days, and warns
    contents = found.get("content") or [{}]
    rich = [each for each in contents if "html" in _text(each.get("type"))]
    return Entry(
        title=_marked(found.get("title_detail")),
        link=_text(found.get("link")) or _text(found.get("id")),
        day=_day(found.get("published_parsed") or found.get("updated_parsed")),
        summary=_marked(found.get("summary_detail")),
        content=_marked((rich or contents)[0]),
    )


def _marked(detail: Any) -> Marked:
    if not isinstance(detail, Mapping):
        return Marked()
    return Marked(_text(detail.get("value")), "html" in _text(detail.get("type")))


def _text(value: object) -> str:
    """Return what is text, without halves of signs, which only damaged files hold."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _day(parsed: Any) -> str:
    """Return the day of a moment in UTC, as feedparser gives it: a tuple that may be no date."""
    try:
        return dt.date(*parsed[:3]).isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""


_Whole = Annotated[str, AfterValidator(_text)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _JsonItem(_Strict):
    """An item of JSON Feed; numbers as ids are those of version 1."""

    id: _Whole | int | float
    url: _Whole = ""
    title: _Whole = ""
    summary: _Whole = ""
    content_html: _Whole = ""
    content_text: _Whole = ""
    date_published: str = ""


class _JsonFeed(_Strict):
    """JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

    version: str = Field(pattern=r"^https://jsonfeed\.org/version/1(\.1)?$")
    title: _Whole
    items: list[_JsonItem]


def _json_feed(data: bytes) -> tuple[str, list[Entry], int]:
    try:
        given = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_none)
        feed = _JsonFeed.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise Refused(f"is no JSON Feed: `{where}`: {first['msg'].lower()}") from None
    except UnicodeDecodeError:
        raise Refused("is not written in UTF-8, as JSON must be (RFC 8259)") from None
    except (ValueError, RecursionError):
        raise Refused("is not JSON, though it begins like it") from None
    return feed.title, [_json_entry(item) for item in feed.items[:MOST]], len(feed.items)


def _json_entry(item: _JsonItem) -> Entry:
    rich = Marked(item.content_html, html=True)
    try:
        moment = dt.datetime.fromisoformat(item.date_published)
        day = moment.astimezone(dt.UTC).date().isoformat() if moment.tzinfo else ""
    except (ValueError, OverflowError):
        day = ""
    return Entry(
        title=Marked(item.title),
        link=item.url or str(item.id),
        day=day,
        summary=Marked(item.summary),
        content=rich if item.content_html.strip() else Marked(item.content_text),
    )


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name that is given twice: readers differ on which one counts (RFC 8259, 4)."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is given twice")
    return made


def _none(constant: str) -> object:
    raise ValueError(f"{constant} is no number of JSON")
