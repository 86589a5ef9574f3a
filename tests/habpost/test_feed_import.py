"""Importing from feeds: sound ones become drafts, whatever else comes ends in one clear line."""

import argparse
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.commands import feed_source
from generators.commands.feed_import import feed
from generators.confined import Limits, Refused, confined
from generators.content.checks import check
from generators.content.loader import read_all
from generators.content.problems import errors
from generators.content.prose import BulletList, Heading, Paragraph, ProseBlock, Quote, plain
from generators.content.prose_parser import parse
from generators.document.html import blocks_html
from generators.habpost import outside_feed
from generators.habpost.markdown_out import (
    Run,
    bullets,
    escaped,
    heading,
    one_line,
    paragraph,
    quote,
)
from generators.habpost.outside_feed import cut, feed_in, read
from generators.habpost.outside_html import DEEPEST, cleaned, depth
from tests.conftest import ON, TESTS, change, write
from tests.habpost.hostile_feeds import SOUND, VECTORS, mutants, with_vector

TASK = "generators.habpost.outside_feed:read"
FEEDS = TESTS / "fixtures" / "feeds"
LISTED = "https://fr.example.org/feed.xml"
RSS = str(FEEDS / "rss-2.0.xml")
TRAINING = "content/habpost/2026/training-for-partners-begins-1-2-at-r-d.md"
SECOND = "content/habpost/2026/second-of-the-day.md"
SIGNS = st.text(st.sampled_from("ab \\`*_[](){}<>&#;:!~+-=.|'\"@/19\n\t\u00a0é ا"), max_size=40)
WORDS = st.one_of(st.text(max_size=60), SIGNS)
LINK = re.compile(r"https://[a-z0-9.-]+[/?#][!-~]*$")
SHOWN = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em", "strong", "bdi"}
BODY = """\
## What is new

Everybody **must** know *where* to turn, says the guide [2] (here, there, old).

Costs: 5 \\* 3 = 15; \\{braces\\} stay, 1 &lt; 2, and so do \\_lines\\_, \\`ticks\\` and [1\\](2).

- First
- Second
- Within

1. One and more

> We listen.
>
> We act.

### And then

Year; People

2025; 12

\\# No heading

\\- no list

1\\. no number

See it [2] again."""


def item(data: bytes, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(read(data))["items"][number]
    return found


def rss(content: str, title: str = "A title") -> bytes:
    return (
        f"<rss version='2.0'><channel><title>T</title><item><title>{title}</title>"
        f"<description><![CDATA[{content}]]></description></item></channel></rss>"
    ).encode()


def body(html: str) -> str:
    return str(item(rss(html))["body"])


class Tags(HTMLParser):
    """Every start tag that a text holds, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes |= {name for name, _ in attrs}


def harmless(found: Mapping[str, Any]) -> None:
    """Assert that nothing in an item is active: as words, as Markdown, as a page, as an address."""
    words = " ".join([found["title"], found["summary"], found["refused"], found["body"]])
    links = [*found["links"], found["link"] or "https://example.org/"]
    made = parse(found["body"])
    page = Tags("\n".join(blocks_html(made.blocks, lambda target: target)))

    assert Tags(words).found == []
    assert [link for link in links if not LINK.match(link)] == []
    assert made.unreadable == ()
    assert set(page.found) <= SHOWN
    assert page.attributes <= {"id", "dir", "class"}


# Words from elsewhere as Markdown


@given(WORDS)
@settings(max_examples=400)
def test_any_words_come_out_of_the_parser_as_they_went_in(text: str) -> None:
    """As a paragraph, a heading, an item, a quote: no sign of theirs becomes a mark."""
    words = one_line(text)
    for read_as, made in (
        ([words] if words else [], escaped(text)),
        (["##", words] if words else [], heading(2, text) if words else ""),
        (["-", words] if words else [], bullets([escaped(text)]) if words else ""),
        (["1.", words] if words else [], bullets([escaped(text)], ordered=True) if words else ""),
        ([">", words] if words else [], quote([escaped(text)]) if words else ""),
    ):
        body = parse(made)
        assert body.unreadable == ()
        assert [part for block in body.blocks for part in said(block)] == read_as


def said(block: ProseBlock) -> list[str]:
    """Return what kind of block it is, and its words."""
    match block:
        case Heading(level, inlines):
            return ["#" * level, plain(inlines)]
        case BulletList([item], _, ordered):
            return ["1." if ordered else "-", plain(item)]
        case Quote((Paragraph(inlines),)):
            return [">", plain(inlines)]
        case Paragraph(inlines):
            return [plain(inlines)]
        case _:
            raise AssertionError(f"{block} is none of them")


@given(st.lists(st.builds(Run, WORDS, st.sampled_from(["", "*", "**", "***"])), max_size=5))
@settings(max_examples=400)
def test_no_stress_costs_a_word(runs: list[Run]) -> None:
    made = parse(paragraph(runs))

    assert made.unreadable == ()
    assert "".join(
        plain(block.inlines) for block in made.blocks if isinstance(block, Paragraph)
    ) == (one_line("".join(run.words for run in runs)))


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_only_what_cannot_be_seen_is_taken_from_words(text: str) -> None:
    """Every letter, figure and sign stays, in its order."""
    assert [s for s in one_line(text) if s.isalnum()] == [s for s in text if s.isalnum()]


def test_stress_is_kept_where_it_is_read_as_stress() -> None:
    """Blanks move out of it; where the rules of Markdown read it otherwise, the words go alone."""
    assert paragraph([Run("So "), Run(" be ", "**"), Run("it", "*"), Run(".")]) == "So **be** *it*."
    assert paragraph([Run("a"), Run('"b"', "*"), Run("c")]) == 'a"b"c'


# What a feed holds


def test_a_feed_becomes_words_in_order() -> None:
    """Headings, stress, lists, quotes, tables; links as numbers, pictures named, the rest left."""
    first = item(SOUND["rss-2.0.xml"])

    assert first == {
        "title": "Training for {partners} *begins*: 1 < 2 at R&D",
        "link": "https://news.example.org/stories/training?a=1&b=2",
        "day": "2026-11-23",
        "summary": "Partners learn how to report.",
        "body": BODY,
        "links": ["https://un.example.org/guide"],
        "pictures": ["People in a room"],
        "refused": "",
    }


@pytest.mark.parametrize(
    ("name", "number", "title", "link", "day", "written"),
    [
        ("rss-0.91.xml", 0, "Clean water", "https://old.example.org/water", "", "A well was dug."),
        (
            "rss-1.0.rdf",
            0,
            "A new clinic",
            "https://rdf.example.org/1",
            "2026-11-20",
            "It opens on Monday.",
        ),
        ("rss-2.0.xml", 2, "Second of the day", "", "", "Another one with the same title."),
        (
            "atom-0.3.xml",
            0,
            "A bold step",
            "https://a3.example.org/1",
            "2026-11-20",
            "Said & done.",
        ),
        (
            "atom-1.0.xml",
            0,
            "Signaler : ‹où> et comment",  # noqa: RUF001 (in the place of what would begin a tag)
            "https://a1.example.org/1",
            "2026-11-21",
            "Un texte, *enfin*.",
        ),
        (
            "atom-1.0.xml",
            1,
            "Sans lien",
            "https://a1.example.org/id/2",
            "2026-11-20",
            "Première ligne.\n\n&lt;script>alert(1)&lt;/script> est un mot.",
        ),
        ("feed-1.json", 0, "Plain. Two.", "https://j1.example.org/7", "", "Plain.\n\nTwo."),
        (
            "feed-1.1.json",
            0,
            "Ein ‹b>Tag‹/b>",  # noqa: RUF001
            "https://j2.example.org/1",
            "2026-11-20",
            "Long *words*.",
        ),
        ("feed-1.1.json", 1, "Only text {here}.", "", "", "Only text \\{here\\}."),
    ],
)
def test_every_format_is_read(
    name: str, number: int, title: str, link: str, day: str, written: str
) -> None:
    found = item(SOUND[name], number)

    assert (found["title"], found["link"], found["day"]) == (title, link, day)
    assert found["body"] == written


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("iso-8859-1", "iso-8859-1"),
        ("cp1252", "windows-1252"),
        ("cp1252", "utf-8"),
        ("utf-8", "us-ascii"),
    ],
)
def test_words_survive_their_encoding(encoding: str, declared: str) -> None:
    """Also where a feed says another than it has, as many do."""
    text = rss("Une école à Nairobi").decode()
    data = f"<?xml version='1.0' encoding='{declared}'?>{text}".encode(encoding)

    assert item(data)["body"] == "Une école à Nairobi"


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("one<br>two<br/><br>three", "one two\n\nthree"),
        ("<div>a</div>b<hr>c", "a\n\nb\n\nc"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<ul>loose<li><p>a</p><p>b</p></li><li></li></ul>", "- loose\n- a b"),
        ("<blockquote><h3>a</h3><ul><li>b</li></ul></blockquote>", "> a\n>\n> b"),
        ("<h4>a</h4><h1>b</h1><h3>c #</h3>", "## a\n\n## b\n\n### c \\#"),
        ("<table><tr><td>a</td><td><p>b</p></td></tr></table>", "a; b"),
        ("<b>a <i>b</i></b><i>c</i>", "**a** ***b****c*"),
        ("<a href='https://example.org/'><h2>a</h2><p>b</p></a>", "## a\n\nb [2]"),
        ("<a href='https://example.org/'><p>a</p><ul></ul> </a>b", "a [2]\n\nb"),
        ("<a href='https://example.org/'><img alt='x'></a>c", "c"),
        ("<p>a\u00adb\u200bc</p>\u202e<p>\ue000</p>", "abc"),
        ("a<style>b</style><select><option>c</select>d", "ad"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
    ],
)
def test_html_becomes_the_small_markdown(html: str, written: str) -> None:
    assert body(html) == written


def test_a_summary_ends_after_a_word() -> None:
    long = item(rss(" ".join(["word"] * 100)))["summary"]

    assert long == " ".join(["word"] * 51) + "…"
    assert [cut("ab cd", 5), cut("ab cd", 4), cut("abcd", 3)] == ["ab cd", "ab…", "ab…"]


def test_of_many_items_the_first_are_read_and_the_others_counted() -> None:
    one = "<item><title>x</title></item>"
    found = json.loads(read(f"<rss version='2.0'><channel>{one * 300}</channel></rss>".encode()))

    assert (len(found["items"]), found["more"]) == (200, 100)


# What a feed should not hold


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_active_is_left_in_any_field(vector: str) -> None:
    """Titles, addresses, names, summaries and texts of every format, as each type of text."""
    for _, data in with_vector(vector):
        try:
            found = json.loads(read(data))
        except Refused:
            continue
        assert Tags(found["title"]).found == []
        for each in found["items"]:
            harmless(each)


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<a href='/x' onclick=y class=z>a</a>", "<a>a</a>"),
        ("<a href='http://example.org/'>a</a>", "<a>a</a>"),
        ("<a href='https://example.org/'>a</a>", '<a href="https://example.org/">a</a>'),
        ("<img src='https://example.org/x.png' alt='b' style='c'>", '<img alt="b">'),
        ("<p><svg><desc><p>a</p></desc></svg>b<math><mi>c</mi></math></p>", "<p>b</p>"),
        ("<a>\n<marquee>x<a>\n", "<a>\nx</a><a>\n</a>"),
        ("<h1>x<form>\n</marquee><h1>", "<h1>x\n</h1><h1></h1>"),
    ],
)
def test_html_is_cleaned_until_cleaning_changes_nothing(html: str, left: str) -> None:
    """The last two come out otherwise when they are cleaned once, and again."""
    assert cleaned(html) == cleaned(left) == left


def test_what_is_nested_deep_is_refused_before_it_is_parsed() -> None:
    """The count is never too small: from what can be read in two ways on, no end counts."""
    assert depth("<div>" * DEEPEST) == DEEPEST
    assert depth("<p>a</p>" * 500) == depth("<p>a" * 500) == 1
    assert depth("<div><!-- </div> --></div>" * 500) == 1
    for trick in (
        "<div><object></div></object>",
        "<div><img title='></div>'>",
        "<div><!--></div>-->",
        "<div><!-- --!></div> -->",
        "<xmp><!-- </xmp><div><!-- --></div>",
        "<svg><col></svg>",
        "<div></p>",
        "<b></i>",
    ):
        assert depth(trick * 500) >= 500, trick
    for deep in ("<div>" * 101, "<b>" * 100_000, "<svg><g>" * 60):
        with pytest.raises(Refused, match="nested more than 100 deep"):
            cleaned(deep)
    assert "nested" in item(rss("<div>" * 5000))["refused"]


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no feed"),
    "noise": (bytes(range(256)) * 40, "no feed"),
    "a page": (b"<!DOCTYPE html><html><title>x</title><body>Hello</body></html>", "no feed"),
    "a zip": (b"PK\x03\x04" + bytes(500), "no feed"),
    "a reference beyond the signs": (rss("x").replace(b"<![CDATA[x]]>", b"&#x110000;"), "no feed"),
    "JSON of no feed": (b'{"version": "2", "items": []}', "`version`"),
    "JSON with a wrong type": (
        b'{"version": "https://jsonfeed.org/version/1", "title": "x", "items": [{"id": []}]}',
        "`items.0.id",
    ),
    "JSON that is cut off": (SOUND["feed-1.1.json"][:-30], "is not JSON"),
    "JSON with a name twice": (b'{"version": "a", "version": "b"}', "is not JSON"),
    "JSON with no number": (b'{"version": NaN}', "is not JSON"),
    "JSON with a number of 5,000 figures": (b'{"version": ' + b"9" * 5000 + b"}", "is not JSON"),
    "JSON in JSON": (b'{"a":' * 100_000, "is not JSON"),
    "JSON in Latin-1": ('{"title": "é"}'.encode("latin-1"), "UTF-8"),
}


@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_feed_is_told_in_one_line(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as told:
        read(data)

    assert "\n" not in str(told.value)


def test_half_a_sign_is_a_question_mark() -> None:
    """JSON can hold halves of signs (RFC 8259, section 8.2), which nothing can write."""
    half = SOUND["feed-1.1.json"].replace(b"Long", b"\\ud800").replace(b"Short", b"\\udfff")

    assert item(half)["body"] == "? *words*."


def test_entities_are_never_expanded() -> None:
    """Neither a billion of them nor a file of this machine."""
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
    bomb = f"<!DOCTYPE x [<!ENTITY l0 'lol'>{laughs}]>{rss('x').decode()}".replace(
        "<![CDATA[x]]>", "&l9;"
    )
    file = f"<!DOCTYPE x [<!ENTITY f SYSTEM '{RSS}'>]>{rss('x').decode()}".replace(
        "<![CDATA[x]]>", "&f;"
    )
    for data in (bomb, file):
        made = read(data.encode())
        assert len(made) < 2000
        assert b"Everybody" not in made


def test_an_author_that_takes_minutes_ends_with_the_time() -> None:
    """The library that reads feeds needs the square of its length (16 KB: half a second)."""
    endless = rss("x").replace(b"<item>", b"<item><author>a@" + b"a." * 100_000 + b"</author>")
    with pytest.raises(Refused, match="takes more than 2 seconds"):
        confined(TASK, endless, Limits(seconds=2))


def test_a_path_in_a_feed_opens_nothing(tmp_path: Path) -> None:
    """Bytes that read as the path of a file, or as an address, are bytes."""
    file = tmp_path / "feed.xml"
    file.write_bytes(SOUND["rss-2.0.xml"])
    for data in (str(file).encode(), file.as_uri().encode(), b"https://example.org/feed.xml"):
        with pytest.raises(Refused, match="no feed"):
            read(data)


def test_damaged_feeds_end_in_items_or_in_one_line() -> None:
    """Eight hundred mutants of sound feeds: no other exception, nothing active, no brace unread."""
    taken = 0
    for data in mutants(seed=1, count=800):
        try:
            found = json.loads(read(data))
        except Refused as reason:
            assert "\n" not in str(reason)
            continue
        for each in found["items"]:
            harmless(each)
            taken += 1
    assert taken > 400  # most mutants still hold items: the rest of this test was not idle


def test_in_a_process_of_its_own_the_same_comes_out() -> None:
    for data in (SOUND["rss-2.0.xml"], SOUND["feed-1.1.json"], b"no feed"):
        try:
            told: object = json.loads(read(data))
        except Refused as reason:
            told = str(reason)
        try:
            found = feed_in(data)
        except Refused as reason:
            assert str(reason) == told
        else:
            assert isinstance(told, dict)
            assert [each.body for each in found.items] == [each["body"] for each in told["items"]]


# The command


def given_(source: str, /, **more: object) -> argparse.Namespace:
    options = {"lang": None, "author": "drafter", "tag": None, "item": None, "all": False}
    return argparse.Namespace(**{"source": source, **options, **more})


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in the dummy project; feeds are read in this process, which saves half a second each.

    That the other process says the same is shown above, and by the first test of the command.
    """
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setattr(outside_feed, "confined", lambda task, data, limits: read(data))
    return project


def written(project: Path) -> set[str]:
    return {path.relative_to(project).as_posix() for path in project.rglob("*.md")}


def test_items_are_listed_and_nothing_is_written(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = written(at_home)
    monkeypatch.setattr(outside_feed, "confined", confined)

    assert feed(given_(RSS)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "   1  2026-11-23  Training for {partners} *begins*: 1 < 2 at R&D",
        "   2  2026-11-22  Second of the day",
        "   3   no date    Second of the day",
        "System & partners: 3 items. Take one with --item, or --all.",
    ]
    assert written(at_home) == before


def test_items_land_as_drafts_with_their_source(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Never published, by a role, with feed, title and address; what is left out is told."""
    before = written(at_home)
    assert feed(given_(RSS, all=True, tag="training")) == 0
    told = capsys.readouterr().out
    library, problems = read_all(at_home)
    story = library.stories["2026-training-for-partners-begins-1-2-at-r-d"]

    assert written(at_home) - before == {TRAINING, SECOND, SECOND.replace(".md", "-2.md")}
    assert errors([*problems, *check(library, ON)]) == []
    assert story.title == "Training for (partners) begins: 1 < 2 at R&D"
    assert (story.status, story.authors, story.tags) == ("draft", ["drafter"], ["training"])
    assert story.not_asked == ["consent", "ongoing_case"]
    assert (story.summary, story.body) == ("Partners learn how to report.", BODY)
    assert [source.source for source in story.sources] == [
        'System & partners, "Training for {partners} *begins*: 1 < 2 at R&D",'
        " https://news.example.org/stories/training?a=1&b=2",
        "https://un.example.org/guide",
    ]
    assert "left out: a picture (People in a room)" in told
    assert b"Writer" not in (at_home / TRAINING).read_bytes()


def test_a_listed_feed_is_named_and_its_language_known(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its id or its address; what it calls itself does not count."""

    def fetched(url: str, hosts: frozenset[str]) -> bytes:
        assert (url, sorted(hosts)) == (LISTED, ["fr.example.org", "news.example.org"])
        return SOUND["atom-1.0.xml"]

    monkeypatch.setattr(feed_source, "fetched", fetched)

    assert feed(given_("nouvelles", item="2", lang="en")) == 0
    assert feed(given_(LISTED, item="1", lang="en")) == 0
    library, _ = read_all(at_home)
    first, second = (
        library.stories[f"2026-{name}"] for name in ("sans-lien", "signaler-ou-et-comment")
    )
    assert (first.lang, second.lang) == ("fr", "fr")
    assert first.sources[0].source == (
        'System news, French, "Sans lien", https://a1.example.org/id/2'
    )


def test_one_item_is_taken_and_none_a_second_time(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feed(given_(RSS, item="2")) == 0
    before = (at_home / SECOND).read_bytes()
    assert feed(given_(RSS, all=True)) == 0
    assert "passed over: “Second of the day” is 2026-second-of-the-day." in capsys.readouterr().out
    assert feed(given_(RSS)) == 0
    assert "Second of the day (is 2026-second-of-the-day-2)" in capsys.readouterr().out

    assert (at_home / SECOND).read_bytes() == before
    assert len(list(at_home.glob("content/habpost/2026/second-of-the-day*"))) == 2


def test_no_item_takes_the_name_of_a_story_that_was_withdrawn(at_home: Path) -> None:
    gone = "id: 2026-second-of-the-day\nlang: en\nwithdrawn_on: 2026-11-01T09:00:00+03:00\n"
    write(at_home, "content/habpost/withdrawn/2026-second-of-the-day.yml", gone)

    assert feed(given_(RSS, item="2")) == 0
    assert (at_home / SECOND.replace(".md", "-2.md")).is_file()


def test_what_cannot_be_taken_is_told_and_the_rest_lands(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An item too deep, one that cites what nobody listed; the one between is a draft."""
    text = "".join(
        f"<item><title>{title}</title><description><![CDATA[{words}]]></description></item>"
        for title, words in (("Deep", "<div>" * 500), ("Well", "Odd."), ("Cites", "ST/SGB/2003/1"))
    )
    write(at_home, "f.xml", f"<rss version='2.0'><channel>{text}</channel></rss>")

    assert feed(given_("f.xml", all=True)) == 1
    told = capsys.readouterr()
    assert "f.xml:1: item 1, “Deep”: holds HTML nested more than 100 deep" in told.err
    assert "f.xml:1: item 3, “Cites”: cites `ST/SGB/2003/1`, a frequent typing error" in told.err
    assert told.err.endswith("2 errors.\n")
    assert "well.md:20:1: block: “Odd” is odd." in told.out
    assert [path.name for path in at_home.glob("content/habpost/2026/[cdw]*")] == ["well.md"]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ({"author": "draftr"}, 2, "`draftr` is no role of this project. Did you mean `drafter`?"),
        ({"author": None}, 2, "`communications-team` is no role"),
        ({"tag": "training,trainng"}, 2, "`trainng` is no subject"),
        ({"lang": "de"}, 2, "`de` is not a language"),
        ({"item": "4"}, 2, "--item 4 is no item of this feed; it has 3"),
        ({"item": "0"}, 2, "--item 0"),
        ({"item": "²"}, 2, "--item ²"),
        ({"source": "nowhere.xml"}, 2, "nowhere.xml"),
        ({"source": "content"}, 2, "content"),
        ({"source": "mkdocs.yml"}, 1, "mkdocs.yml:1: is no feed that can be read"),
        ({"source": "http://news.example.org/feed.xml"}, 1, "is no plain https address"),
        ({"source": "https://evil.example.org/"}, 1, "evil.example.org, which is no host of"),
        ({"source": "file:///etc/passwd"}, 1, "is no plain https address"),
    ],
)
def test_what_cannot_be_done_is_told(
    at_home: Path,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, object],
    code: int,
    says: str,
) -> None:
    before = written(at_home)

    assert feed(given_(RSS, **{"all": "item" not in options, **options})) == code
    assert says in capsys.readouterr().err
    assert written(at_home) == before


def test_a_file_that_is_too_large_is_not_read(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(at_home, "f.xml", SOUND["rss-2.0.xml"] + b" " * 5_000_000)

    assert feed(given_("f.xml")) == 1
    assert capsys.readouterr().err == "f.xml:1: is larger than 5 MB.\n1 error.\n"


def test_a_fault_elsewhere_leaves_the_content_as_it_was(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(at_home, "content/habpost/subjects.yml", "{en: Training}", "{fr: Formation}")
    before = written(at_home)

    assert feed(given_(RSS, all=True)) == 1
    assert "content/habpost/subjects.yml" in capsys.readouterr().err
    assert written(at_home) == before
