"""HabPost pages: who sees which story, what stands around it, and help at the end of each."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from generators.content.facts import Channel
from generators.content.library import Library
from generators.content.loader import load
from generators.content.magazine import Corner
from generators.content.prose import BulletList, Foreign, Heading, Isolate, Link, Paragraph
from generators.content.record import LANGUAGES, Language
from generators.content.stories import Story
from generators.document.html import blocks_html
from generators.document.model import Facts, Notice, PlainBlock, text
from generators.document.page import Page
from generators.habpost.issues import front, issue_blocks, issue_pages, subject_pages
from generators.habpost.pages import help_box, story_list, story_pages
from tests.conftest import ON, PROJECT

LATER = dt.date(2027, 3, 1)
MARK = " (to be confirmed)"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(PROJECT)


def story(library: Library, ident: str, **fields: object) -> Story:
    """Return the story that is seen, under another name and with other fields."""
    seen = library.stories["2026-seen"]
    given = {**seen.model_dump(), "date": seen.date.isoformat(), "id": ident, **fields}
    made = Story.model_validate(given)
    year, _, slug = ident.partition("-")
    made.read_from(f"content/habpost/{year}/{slug}.md", {})
    return made


def told(library: Library, *stories: Story) -> Library:
    return replace(library, stories={story.id: story for story in stories})


def channel(library: Library, ident: str, **fields: object) -> Channel:
    hotline = library.channels["hotline"].model_dump()
    return Channel.model_validate({**hotline, "id": ident, "name": {"en": ident}, **fields})


def page(library: Library, lang: Language = "en", on: dt.date = ON) -> Page:
    [found] = story_pages(library, lang, on)
    return found


def anchors(blocks: tuple[PlainBlock, ...] | list[PlainBlock]) -> list[str]:
    return [block.anchor for block in blocks if isinstance(block, Heading)]


def notices(library: Library) -> list[str]:
    return [text(b.inlines) for b in page(library).blocks if isinstance(b, Notice)]


def box(library: Library, lang: Language = "en", on: dt.date = ON) -> list[tuple[str, str]]:
    [facts] = [block for block in help_box(library, lang, on) if isinstance(block, Facts)]
    return [(name, text(value)) for name, value in facts.entries]


def test_only_what_readers_may_see_has_a_page(library: Library) -> None:
    """Drafts and stories whose day has not come leave no trace, neither page nor entry."""
    for on, seen in ((ON, ["2026/seen"]), (LATER, ["2027/later", "2026/seen"])):
        pages = [made.path for made in story_pages(library, "en", on)]
        entries = anchors(list(story_list(library, "en", on, 2)))

        assert pages == [f"habpost/{address}" for address in seen]
        assert entries == [f"story-{address.replace('/', '-')}" for address in seen]


def test_a_list_can_be_short(library: Library) -> None:
    """Where only the newest are wanted, the others are left out."""
    assert anchors(list(story_list(library, "en", LATER, 3, most=1))) == ["story-2027-later"]
    assert anchors(list(story_list(library, "en", LATER, 3, most=0))) == []


def test_a_page_knows_its_story(library: Library) -> None:
    """Title, summary and file go with the page."""
    made = page(library)

    assert made.title == "A story that is seen"
    assert made.description == "A story about seen."
    assert made.origin == "content/habpost/2026/seen.md"
    assert isinstance(made.blocks[0], Paragraph)
    assert text(made.blocks[0].inlines) == "1 October 2026 · Drafter · 1 minute to read"


def test_a_story_that_nobody_cleared_says_so(library: Library) -> None:
    """The notice stands until a role with authority has reviewed the story."""
    cleared = told(library, story(library, "2026-seen", reviewed_by=["coordinator"]))

    assert notices(library) == ["Not yet cleared: nobody with authority has reviewed this story."]
    assert notices(cleared) == []


def test_a_content_note_stands_before_the_story(library: Library) -> None:
    """Readers are warned before the first sentence, not after it."""
    noted = told(library, story(library, "2026-seen", content_note="Speaks of violence."))
    blocks = page(noted).blocks
    at = [isinstance(b, Notice) and b.kind == "note" for b in blocks].index(True)

    assert "Speaks of violence." in notices(noted)
    assert all(isinstance(b, Notice) for b in blocks[1:at])
    assert isinstance(blocks[at + 1], Paragraph)


def test_sources_are_numbered(library: Library) -> None:
    """`[2]` in a story leads to the second source of an ordered list, in the order of the file."""
    blocks = page(library).blocks
    at = anchors_of(blocks).index("sources")
    sources = blocks[at + 1]

    assert isinstance(sources, BulletList)
    assert sources.ordered
    assert [text(item) for item in sources.items] == [
        "ST/SGB/2003/13, Special measures",
        "A public page",
    ]
    [html] = blocks_html([sources], str)
    assert html.startswith("<ol>")


def test_sources_are_set_in_the_signs_of_their_language(library: Library) -> None:
    """In Arabic, the Arabic comma stands between a symbol and the title of the instrument."""
    arabic = story(library, "2026-seen-ar", lang="ar", translation_of="2026-seen")
    made = told(library, library.stories["2026-seen"], arabic)
    [page_made] = story_pages(made, "ar", ON)
    listed = page_made.blocks[anchors_of(page_made.blocks).index("sources") + 1]
    assert isinstance(listed, BulletList)

    assert text(listed.items[0]).startswith("ST/SGB/2003/13، ")


def anchors_of(blocks: tuple[PlainBlock, ...]) -> list[str]:
    return [block.anchor if isinstance(block, Heading) else "" for block in blocks]


def test_a_source_without_a_symbol_is_named_once(library: Library) -> None:
    """An instrument that has no symbol is printed by its title, and not a second time after it."""
    sources = [{"instrument": "protocol"}]
    blocks = page(told(library, story(library, "2026-seen", sources=sources))).blocks
    listed = blocks[anchors_of(blocks).index("sources") + 1]
    assert isinstance(listed, BulletList)

    assert [text(item) for item in listed.items] == ["Protocol & rules"]


@pytest.mark.parametrize(
    "body",
    [
        "## Sources\n\nOne.\n\n## Sources\n\nTwo.",
        "## Get help\n\nOne.\n\n## get-help\n\nTwo.",
        "## Part 2\n\nOne.\n\n### Part 0\n\nTwo.",
        "## !\n\nOne.\n\n## ?\n\nTwo.",
        "One.\n\n> ## Quoted\n\n## Quoted\n\nTwo.",
    ],
)
def test_anchors_stand_once_on_a_page(library: Library, body: str) -> None:
    """Headings that read alike, or like those of the page, keep their own anchors."""
    found = Counter(anchors(page(told(library, story(library, "2026-seen", body=body))).blocks))

    assert {"sources", "get-help"} <= set(found)
    assert set(found.values()) == {1}


def test_anchors_stand_once_in_a_list(library: Library) -> None:
    """Two stories of one title have two anchors, and none is one of the page's own."""
    twins = told(library, story(library, "2026-seen"), story(library, "2026-twin"))
    found = anchors(list(story_list(twins, "en", ON, 2)))

    assert sorted(found) == ["story-2026-seen", "story-2026-twin"]


@pytest.mark.parametrize("lang", ["fr", "es", "ar"])
def test_stories_in_another_language_are_marked(library: Library, lang: Language) -> None:
    """Where a language has no stories, English ones stand, marked and linked as such."""
    note, heading, day, summary = story_list(library, lang, ON, 2)
    assert isinstance(note, Paragraph)
    assert isinstance(heading, Heading)
    assert isinstance(day, Paragraph)
    assert isinstance(summary, Paragraph)
    [link] = heading.inlines

    assert isinstance(link, Link)
    assert link.target == "en:habpost/2026/seen"
    for inlines in (link.inlines, summary.inlines):
        [foreign] = inlines
        assert isinstance(foreign, Foreign)
        assert foreign.lang == "en"
    assert not any(isinstance(inline, Foreign) for inline in (*note.inlines, *day.inlines))
    assert list(story_pages(library, lang, ON)) == []


def test_a_translated_story_stands_in_its_language(library: Library) -> None:
    """Each story once: translated and unmarked where it is, else in English and marked."""
    french = story(library, "2026-seen-fr", lang="fr", title="Un récit", translation_of="2026-seen")
    other = story(library, "2026-other", title="Another")
    made = told(library, library.stories["2026-seen"], french, other)
    blocks = list(story_list(made, "fr", ON, 2))
    links = [b.inlines[0] for b in blocks if isinstance(b, Heading)]

    assert [link.target for link in links if isinstance(link, Link)] == [
        "story:2026/seen",
        "en:habpost/2026/other",
    ]
    assert not any(
        isinstance(block, Paragraph) and "no stories" in text(block.inlines) for block in blocks
    )
    assert [made.path for made in story_pages(made, "fr", ON)] == ["habpost/2026/seen"]
    assert len([b for b in story_list(made, "en", ON, 2) if isinstance(b, Heading)]) == 2


def test_a_page_leads_on(library: Library) -> None:
    """Subjects, stories that share one, the story before and the one after."""
    earlier = story(library, "2026-earlier", title="Earlier", date="2026-09-01T09:00:00+03:00")
    apart = story(
        library, "2026-apart", title="Apart", tags=["training"], date="2026-08-01T09:00:00+03:00"
    )
    made = told(library, library.stories["2026-seen"], earlier, apart)
    page_ = next(p for p in story_pages(made, "en", ON) if p.path == "habpost/2026/seen")
    at = anchors_of(page_.blocks)
    lists = {name: page_.blocks[at.index(name) + 1] for name in ("subjects", "related", "more")}

    assert all(isinstance(block, BulletList) for block in lists.values())
    told_ = {
        name: [text(item) for item in block.items]
        for name, block in lists.items()
        if isinstance(block, BulletList)
    }
    assert told_ == {
        "subjects": ["Reporting"],
        "related": ["Earlier"],
        "more": ["Earlier story: Earlier"],
    }


def test_an_issue_holds_its_stories_and_its_corners(library: Library) -> None:
    """Once its day has come: introduction, feature, corners; before that it is on no page."""
    after = dt.date(2099, 4, 1)
    [made] = issue_pages(library, "en", after)
    words = [text(b.inlines) for b in made.blocks if isinstance(b, Paragraph | Heading)]

    assert list(issue_pages(library, "en", ON)) == []
    assert made.path == "habpost/issues/007"
    assert made.title == "HabPost, issue 7"
    assert words[1] == "An issue for the test."
    assert "A story that is seen" in words
    assert words[-2:] == ["A word", "Only a few words."]


def test_a_corner_whose_story_is_seen_no_more_leaves_no_heading(library: Library) -> None:
    """The story of the first corner expired; the second has words of its own."""
    over = story(library, "2026-over", expires="2099-03-31")
    given = {"id": "over", "title": {"en": "A corner"}, "story": over.id}
    corners = [Corner.model_validate(given), *library.issues["007"].corners]
    issue = library.issues["007"].model_copy(update={"corners": corners})
    made = told(library, library.stories["2026-seen"], over)

    for day, seen in ((31, ["corner-over", "corner-words"]), (32, ["corner-words"])):
        on = dt.date(2099, 3, 1) + dt.timedelta(days=day - 1)
        found = anchors(list(issue_blocks(made, issue, "en", on)))
        assert [each for each in found if each.startswith("corner-")] == seen


def test_the_front_leads_everywhere(library: Library) -> None:
    """The newest issue, all stories, the subjects that are in use, all issues."""
    found = anchors(list(front(library, "en", dt.date(2099, 4, 1))))

    assert [each for each in found if not each.startswith("story-")] == [
        "newest-issue",
        "all-stories",
        "subjects",
        "issues",
    ]
    assert [page.path for page in subject_pages(library, "en", ON)] == [
        "habpost/subjects/reporting"
    ]


def test_no_story_at_all_is_no_fault(library: Library) -> None:
    """An empty magazine has an empty list; other languages say that there is none."""
    assert list(story_list(told(library), "en", ON, 2)) == []
    assert len(list(story_list(told(library), "fr", ON, 2))) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_story_ends_with_help(library: Library, lang: Language) -> None:
    """The box is the end of each story in its language, and begins with danger and care."""
    made = page(told(library, story(library, "2026-seen", lang=lang)), lang)
    shown = tuple(help_box(library, lang, ON))
    [danger_and_care] = [block for block in shown if isinstance(block, Paragraph)]

    assert made.blocks[-len(shown) :] == shown
    assert anchors(list(shown)) == ["get-help"]
    assert [i.target for i in danger_and_care.inlines if isinstance(i, Link)] == ["page:contacts"]


def test_help_begins_with_danger() -> None:
    """The first words are for whoever is in danger now."""
    _, line, *_ = help_box(Library(), "en", ON)

    assert isinstance(line, Paragraph)
    assert text(line.inlines).startswith("In danger, call the local emergency service first.")


def test_in_the_help_box_care_comes_before_reporting(library: Library) -> None:
    """Support, advice, report, protection; within each, the order of the files."""
    given = [
        channel(library, "protects", kind="protection", order=1),
        channel(library, "second", kind="report", order=3),
        channel(library, "first", kind="report", order=2),
        channel(library, "advises", kind="advice", order=8),
        channel(library, "cares", kind="support", order=9),
        channel(library, "informs", kind="information", order=0),
        channel(library, "silent", kind="support", order=0, phones=[]),
    ]
    made = box(replace(library, channels={c.id: c for c in given}))

    assert [name for name, _ in made] == ["cares", "advises", "first", "second", "protects"]
    assert [line.rpartition(" – ")[2] for _, line in made] == [
        "support",
        "advice on sexual harassment; a call is not a report",
        "a call is a report",
        "a call is a report",
        "requests for protection from retaliation",
    ]


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"verified_on": ON}, False),
        ({"verified_on": ON - dt.timedelta(180)}, False),
        ({"verified_on": ON - dt.timedelta(181)}, True),
        ({"verified_on": "never"}, True),
        ({"verified_on": ON, "to_confirm": ["phones"]}, True),
        ({"verified_on": ON, "to_confirm": ["everything"]}, True),
        ({"verified_on": ON, "to_confirm": ["hours"]}, False),
    ],
)
def test_a_number_in_the_box_is_marked_unless_it_is_sure(
    library: Library, fields: dict[str, object], marked: bool
) -> None:
    """The box marks a number as the page of all channels does."""
    made = replace(library, channels={"line": channel(library, "line", **fields)})
    [(_, line)] = box(made)

    assert line == f"+1 555 0100 200{MARK if marked else ''} – a call is a report"


def test_numbers_in_the_box_keep_their_order_in_arabic(library: Library) -> None:
    """Each number is isolated, so that it reads left to right."""
    [facts] = [block for block in help_box(library, "ar", ON) if isinstance(block, Facts)]

    assert [type(value[0]) for _, value in facts.entries] == [Isolate]
    assert '<bdi dir="ltr"' in "".join(blocks_html([facts], str))
