"""Headlines from across the system: read by a command, kept in content, shown as words."""

from pathlib import Path

import pytest

from generators.cli import main
from generators.commands import feed_source
from generators.confined import Refused
from generators.content.checks import check
from generators.content.loader import load, read_all
from generators.content.problems import errors
from generators.content.prose import Heading, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.addresses import addresses_from
from generators.document.html import OUTSIDE, blocks_html
from generators.habpost import outside_feed
from generators.habpost.issues import front
from tests.conftest import ON, PROJECT, change, write

NEWS = "content/habpost/feeds/news.yml"
KEPT = """\
# yaml-language-server: $schema=../../schemas/feed-snapshot.json
id: news
fetched_on: 2026-11-23
items:
  - title: "Newest: 5 < 6 for (all)"
    link: "https://news.example.org/3"
    date: 2026-11-23
  - title: "\\"Older\\""
    link: "https://news.example.org/1"
    date: 2026-11-21
  - title: "Undated"
    link: "https://fr.example.org/2?a=1&b=2"
    date: unknown
"""
ITEMS = [
    ("Undated", "https://fr.example.org/2?a=1&amp;b=2", ""),
    ('"Older"', "https://news.example.org/1", "Sat, 21 Nov 2026 09:00:00 GMT"),
    ("*Newest*: 5 &lt; 6 for {all}", "https://NEWS.example.org/3", "Mon, 23 Nov 2026 09:00:00 GMT"),
    ("Again", "https://news.example.org/3", "Mon, 23 Nov 2026 08:00:00 GMT"),
    ("Elsewhere", "https://evil.example.org/4", "Mon, 23 Nov 2026 09:00:00 GMT"),
    ("In the open", "http://news.example.org/5", "Mon, 23 Nov 2026 09:00:00 GMT"),
    ("An odd headline", "https://news.example.org/6", "Mon, 23 Nov 2026 09:00:00 GMT"),
    ("***", "https://news.example.org/7", "Mon, 23 Nov 2026 09:00:00 GMT"),
]


def rss(items: list[tuple[str, str, str]]) -> bytes:
    made = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"
        for title, link, day in items
    )
    return f"<rss version='2.0'><channel><title>T</title>{made}</channel></rss>".encode()


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    # Feeds are read in this process; test_feed_import.py shows that the other says the same.
    read = outside_feed.read
    monkeypatch.setattr(outside_feed, "confined", lambda task, data, limits: read(data))
    write(project, "news.xml", rss(ITEMS))
    return project


def shown(project: Path, lang: Language = "en") -> list[str]:
    """Return what stands on the front page below the heading, as HTML."""
    blocks = list(front(load(project), lang, ON))
    headings = [block.anchor if isinstance(block, Heading) else "" for block in blocks]
    begun = headings.index("un-system") if "un-system" in headings else len(blocks)
    return blocks_html(blocks[begun:], addresses_from("habpost/index"), lang)


def test_the_newest_headlines_are_kept_as_plain_words(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Newest first, each once, on listed hosts, none that the language rules block; sound."""
    assert main(["habpost", "feeds", "update", "news", "--from", "news.xml"]) == 0
    told = capsys.readouterr().out
    library, problems = read_all(at_home)

    assert (at_home / NEWS).read_text(encoding="utf-8") == KEPT
    assert errors([*problems, *check(library, ON)]) == []
    assert told.splitlines() == [
        "news: 3 of 8 items.",
        "   left out: “Elsewhere” leads to no host of content/habpost/feeds.yml",
        "   left out: “In the open” leads to no host of content/habpost/feeds.yml",
        "   left out: “An odd headline” is blocked by the language rule en-odd",
        "   left out: “***” has no title",
        f"written: {NEWS}",
    ]
    assert main(["habpost", "feeds", "update", "news", "--from", "news.xml"]) == 0
    assert (at_home / NEWS).read_text(encoding="utf-8") == KEPT


def test_ten_headlines_are_enough(at_home: Path) -> None:
    many = [(f"Item {n}", f"https://news.example.org/{n}", "") for n in range(30)]
    write(at_home, "news.xml", rss(many))

    assert main(["habpost", "feeds", "update", "news", "--from", "news.xml"]) == 0
    assert [item.title for item in load(at_home).snapshots["news"].items] == [
        f"Item {n}" for n in range(10)
    ]


def test_a_feed_that_fails_keeps_no_other_from_being_read(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All listed hosts, and only those, are handed on; what failed is told, what stood stays."""
    asked = []

    def fetched(url: str, hosts: frozenset[str]) -> bytes:
        asked.append((url, sorted(hosts)))
        if "news." in url:
            raise Refused("answers with status 500")
        return rss([("Un titre", "https://fr.example.org/1", "")])

    write(at_home, NEWS, KEPT)
    monkeypatch.setattr(feed_source, "fetched", fetched)

    assert main(["habpost", "feeds", "update"]) == 1
    told = capsys.readouterr()
    hosts = ["fr.example.org", "news.example.org"]
    assert asked == [(f"https://{host}/feed.xml", hosts) for host in reversed(hosts)]
    assert told.err == (
        "https://news.example.org/feed.xml:1: answers with status 500"
        " (its address is to be confirmed).\n1 error.\n"
    )
    assert (at_home / NEWS).read_text(encoding="utf-8") == KEPT
    assert [*load(at_home).snapshots] == ["news", "nouvelles"]


@pytest.mark.parametrize("items", [[], ITEMS[4:]])
def test_a_feed_with_nothing_to_show_changes_nothing(
    at_home: Path, capsys: pytest.CaptureFixture[str], items: list[tuple[str, str, str]]
) -> None:
    write(at_home, NEWS, KEPT)
    write(at_home, "news.xml", rss(items))

    assert main(["habpost", "feeds", "update", "news", "--from", "news.xml"]) == 1
    assert f"{NEWS}:1: has no item that may be shown" in capsys.readouterr().err
    assert (at_home / NEWS).read_text(encoding="utf-8") == KEPT


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["new", "--from", "news.xml"], 2, "Did you mean `news`?"),
        (["--from", "news.xml"], 2, "name the feed that it is of"),
        (["news", "--from", "nowhere.xml"], 2, "nowhere.xml"),
        (["news", "--from", "mkdocs.yml"], 1, "mkdocs.yml:1: is no feed"),
    ],
)
def test_what_cannot_be_read_is_told(
    at_home: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, says: str
) -> None:
    assert main(["habpost", "feeds", "update", *words]) == code
    assert says in capsys.readouterr().err
    assert not (at_home / NEWS).exists()


def test_headlines_stand_on_the_front_page_marked_as_a_way_out(project: Path) -> None:
    """With their day, as links that say so and tell the other site nothing."""
    write(project, NEWS, KEPT)
    title, name, day, items = shown(project)

    assert title == '<h2 id="un-system">From across the UN system</h2>'
    assert name == '<h3 id="feed-news">System news</h3>'
    assert day == "<p>As it stood on 23 November 2026.</p>"
    assert items == (
        '<ul><li><a href="https://news.example.org/3" rel="noreferrer">Newest: 5 &lt; 6 for (all)'
        " (another site)</a> · 23 November 2026</li>"
        '<li><a href="https://news.example.org/1" rel="noreferrer">"Older" (another site)</a>'
        " · 21 November 2026</li>"
        '<li><a href="https://fr.example.org/2?a=1&amp;b=2" rel="noreferrer">Undated'
        " (another site)</a></li></ul>"
    )


def test_readers_see_the_feeds_of_their_language(project: Path) -> None:
    """Where nothing was read in it, there is no such section at all."""
    write(project, NEWS, KEPT)
    assert [shown(project, lang) for lang in ("fr", "es", "ar")] == [[], [], []]

    write(
        project,
        NEWS.replace("news.yml", "nouvelles.yml"),
        KEPT.replace("id: news", "id: nouvelles"),
    )
    assert [len(shown(project, lang)) for lang in ("en", "fr", "es", "ar")] == [4, 4, 0, 0]
    assert "(autre site)" in shown(project, "fr")[3]
    assert shown(PROJECT) == []


def test_the_order_of_feeds_is_that_of_their_list(project: Path) -> None:
    change(project, "content/habpost/feeds.yml", "lang: fr", "lang: en")
    write(
        project,
        NEWS.replace("news.yml", "nouvelles.yml"),
        KEPT.replace("id: news", "id: nouvelles"),
    )
    write(project, NEWS, KEPT)
    blocks = list(front(load(project), "en", ON))

    names = [block.anchor for block in blocks if isinstance(block, Heading)]
    assert names[names.index("un-system") :] == ["un-system", "feed-news", "feed-nouvelles"]


def test_only_https_leads_out_of_the_site() -> None:
    """A target of another scheme is a fault of the program."""
    link = Link(f'{OUTSIDE}https://example.org/a?b="c"&d', (Text("Out"),))
    address = addresses_from("habpost/index")

    assert blocks_html([Paragraph((link,))], address) == [
        '<p><a href="https://example.org/a?b=&quot;c&quot;&amp;d" rel="noreferrer">Out</a></p>'
    ]
    for scheme in ("http", "javascript", "data"):
        with pytest.raises(KeyError):
            address(f"{OUTSIDE}{scheme}://example.org/")
