"""Feeds: every rule of the W3C's validator that applies, and every field read back as it was."""

import datetime as dt
import json
import re
from dataclasses import replace
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from io import BytesIO

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.habpost.feeds import ATOM, Feed, Item, atom, feed_of, feeds, json_feed, rss
from tests.conftest import ON, ROOT

LIBRARY = load(ROOT)
BASE = "https://intranet.example.org/psea/"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"
ODD = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)
NASTY = [
    "& < > \" '",
    "]]>",
    "<script>alert(1)</script>",
    "a\u202eb\u2066c\u2069",
    "\x00\x0b",
    "é🙂",
]


def shipped(lang: Language = "en") -> Feed:
    return feed_of(LIBRARY, lang, ON, BASE)


class Links(HTMLParser):
    """Collects the addresses and the elements of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [v or "" for name, v in attrs if name in ("href", "src", "srcset")]


def test_rss_keeps_the_rules() -> None:
    """Rule by rule, as the W3C's validator and the RSS Advisory Board state them."""
    root = etree.fromstring(rss(shipped()))
    [channel] = root
    items = channel.findall("item")
    itself = channel.findall(f"{{{ATOM}}}link")

    assert root.get("version") == "2.0"
    assert [len(channel.findall(tag)) for tag in ("title", "link", "description", "language")] == [
        1,
        1,
        1,
        1,
    ]
    assert [(link.get("rel"), link.get("href")) for link in itself] == [
        ("self", "https://intranet.example.org/psea/en/habpost/feed.xml")
    ]
    assert len(items) == 8
    for item in items:
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "false"
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", guid.text or "")
        assert parsedate_to_datetime(item.findtext("pubDate") or "").utcoffset() is not None
        assert "<" not in (item.findtext("description") or "")
        assert item.find("author") is None  # it would have to be a mailbox
        assert not re.search(r"[\w.]+@unhabitat\.org", etree.tostring(item, encoding="unicode"))
    assert len({item.findtext("guid") for item in items}) == len(items)


def test_atom_keeps_the_rules() -> None:
    """RFC 4287: one id, title and updated each; an author; a link to the page; a typed content."""
    root = etree.fromstring(atom(shipped()))
    name = f"{{{ATOM}}}"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{name}link")}

    assert links["self"] == "https://intranet.example.org/psea/en/habpost/atom.xml"
    for element in (root, *root.findall(f"{name}entry")):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(f"{name}{tag}")) == 1
        moment = dt.datetime.fromisoformat(element.findtext(f"{name}updated") or "")
        assert moment.tzinfo is not None
    for entry in root.findall(f"{name}entry"):
        assert [link.get("rel") for link in entry.findall(f"{name}link")] == ["alternate"]
        content = entry.find(f"{name}content")
        assert content is not None
        assert content.get("type") == "html"


def test_json_feed_keeps_the_rules() -> None:
    """Version 1.1: its required fields, strings as ids, dates with zones."""
    made = json.loads(json_feed(shipped()))

    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"].endswith("/en/habpost/feed.json")
    for item in made["items"]:
        assert set(item) == {
            "id",
            "url",
            "title",
            "content_html",
            "summary",
            "date_published",
            "date_modified",
            "authors",
            "tags",
            "language",
        }
        assert dt.datetime.fromisoformat(item["date_published"]).tzinfo is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_address_is_absolute_and_nothing_active_is_inside(lang: Language) -> None:
    """No relative link, no script, style, form or class; help stands at the end of each story."""
    for item in shipped(lang).items:
        links = Links()
        links.feed(item.html)

        assert all(
            each.startswith("https://intranet.example.org/psea/") for each in links.addresses
        )
        assert not links.elements & {"script", "style", "form", "input", "iframe", "img"}
        assert not links.attributes & {"class", "id", "style", "onclick"}
        assert "If you need help" in item.html or lang != "en"
        assert item.url.startswith(BASE)


def test_three_feeds_say_the_same_and_the_same_each_time() -> None:
    """Ids, addresses and titles agree; a second making gives the same bytes."""
    made = feeds(shipped())
    read = [feedparser.parse(BytesIO(made[f"habpost/{name}"])) for name in ("feed.xml", "atom.xml")]
    told = [[(e.id, e.link, e.title) for e in each.entries] for each in read]
    items = json.loads(made["habpost/feed.json"])["items"]
    told.append([(each["id"], each["url"], each["title"]) for each in items])

    assert [each.bozo for each in read] == [False, False]
    assert told[0] == told[1] == told[2]
    assert feeds(shipped()) == made


def test_drafts_and_what_is_to_come_are_in_no_feed() -> None:
    """And what was withdrawn is a tombstone and nothing else."""
    story = LIBRARY.stories["2026-protection-from-retaliation"]
    for status in ("draft", "review", "approved", "withdrawn"):
        changed = story.model_copy(update={"status": status})
        library = replace(LIBRARY, stories={**LIBRARY.stories, story.id: changed})
        made = feeds(feed_of(library, "en", ON, BASE))
        assert not any(b"retaliation, for whom it exists" in data for data in made.values())
        gone = etree.fromstring(made["habpost/atom.xml"]).findall(f"{TOMBSTONE}deleted-entry")
        assert len(gone) == (status == "withdrawn")


def item(words: str) -> Item:
    moment = dt.datetime(2026, 11, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    name = words or "x"
    return Item(
        "urn:uuid:x",
        f"{BASE}x.html",
        words,
        words,
        f"<p>{name!r}</p>",
        (name,),
        (name,),
        moment,
        moment,
    )


@pytest.mark.parametrize("words", NASTY)
def test_odd_signs_survive_in_every_field(words: str) -> None:
    """Markup, direction marks and the like come back as they went in; forbidden controls go."""
    feed = replace(shipped(), title=words, about=words, items=(item(words),))
    kept = words.replace("\x00", "").replace("\x0b", "")
    channel = etree.fromstring(rss(feed))[0]
    entry = etree.fromstring(atom(feed)).find(f"{{{ATOM}}}entry")
    assert entry is not None

    assert channel.findtext("title") == channel.findtext("item/title") == kept
    assert channel.findtext("item/description") == kept
    assert entry.findtext(f"{{{ATOM}}}title") == kept
    assert json.loads(json_feed(feed))["items"][0]["title"] == words


@given(ODD)
def test_any_words_make_well_formed_feeds(words: str) -> None:
    """Whatever a title holds."""
    feed = replace(shipped(), title=words, items=(item(words),))

    etree.fromstring(rss(feed))
    etree.fromstring(atom(feed))
    json.loads(json_feed(feed))
