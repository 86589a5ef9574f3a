"""Directory pages: nobody is left alone, and nobody is sent to a mailbox that nobody reads."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TypeVar

import pytest

from generators.content.facts import FocalPoint, Office
from generators.content.library import Library
from generators.content.loader import load
from generators.content.prose import Heading, Inline, Isolate, Link, Paragraph
from generators.content.record import LANGUAGES, Language, Record
from generators.directory.pages import directory, last_resort, office_pages
from generators.document.model import Facts, Notice, PlainBlock, Table, text
from generators.document.page import Page, page_source
from tests.conftest import ON, PROJECT

R = TypeVar("R", bound=Record)
MAILBOX = "oslo@un.org"
POINT = {
    "role": "sea-focal-point",
    "rank": "focal-point",
    "mailbox": MAILBOX,
    "example": False,
    "languages": ["en", "fr"],
    "verified_on": ON,
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load(PROJECT)


def changed(record: R, **fields: object) -> R:
    """Return a record with other fields; its rules are kept."""
    made = type(record).model_validate({**record.model_dump(), **fields})
    made.read_from(record.path, {})
    return made


def staffed(library: Library, ident: str, *points: dict[str, object]) -> Library:
    """Return a library in which an office has these focal points, changed from a real one."""
    held = [FocalPoint.model_validate({**POINT, **given}) for given in points]
    return put(library, changed(library.directory[ident], focal_points=held))


def put(library: Library, *offices: Office) -> Library:
    held = {office.id: office for office in offices}
    return replace(library, directory={**library.directory, **held})


def page(library: Library, ident: str = "no-oslo", lang: Language = "en", on: dt.date = ON) -> Page:
    [found] = [p for p in office_pages(library, lang, on) if p.path == f"directory/{ident}"]
    return found


def said(block: PlainBlock) -> str:
    match block:
        case Facts(entries):
            return "\n".join(f"{name}: {text(value)}" for name, value in entries)
        case Table(header, rows):
            return "\n".join(
                " | ".join(map(text, row)) for row in [header, *(r.cells for r in rows)]
            )
        case Paragraph() | Heading() | Notice():
            return text(block.inlines)
    raise AssertionError(f"{block} is no block of these pages")


def whole(page: Page) -> str:
    return "\n".join(said(block) for block in page.blocks)


def links(page: Page) -> list[str]:
    paragraphs = [block.inlines for block in page.blocks if isinstance(block, Paragraph)]
    return [inline.target for line in paragraphs for inline in line if isinstance(inline, Link)]


def test_every_office_has_a_page_in_every_language(library: Library) -> None:
    """Each office has one address, and the page knows its file."""
    for lang in LANGUAGES:
        pages = {p.path: p.origin for p in office_pages(library, lang, ON)}

        assert pages == {
            f"directory/{ident}": f"content/directory/{ident}.yml" for ident in library.directory
        }


def test_help_comes_before_anything_else_to_turn_to(library: Library) -> None:
    """Danger and care stand first under the heading, whoever covers."""
    for made in (library, staffed(library, "no-oslo", {}), staffed(library, "headquarters", {})):
        blocks = page(made).blocks
        at = [getattr(block, "anchor", "") for block in blocks].index("whom-to-turn-to")

        assert said(blocks[at + 1]).startswith("In danger, call the local emergency service first.")
        assert links(page(made))[0] == "page:contacts"


def test_an_office_with_a_confirmed_focal_point_shows_it(library: Library) -> None:
    """Role, mailbox, languages and the day of the last try stand on the page; no excuse does."""
    shown = whole(page(staffed(library, "no-oslo", {})))

    assert f"Mailbox: {MAILBOX}" in shown
    assert "Languages: English, French" in shown
    assert "Last tried by us: 23 November 2026" in shown
    assert "no confirmed focal point" not in shown
    assert "A call there is a report" not in shown


def test_an_office_without_one_leads_to_the_nearest(library: Library) -> None:
    """The page names the office that covers, links to it, and shows its mailbox at once."""
    made = page(staffed(library, "headquarters", {"mailbox": "hq@un.org"}))

    assert links(made) == ["page:contacts", "office:headquarters"]
    assert "This office has no confirmed focal point yet." in whole(made)
    assert "The nearest confirmed one is at: Headquarters" in whole(made)
    assert "Mailbox: hq@un.org" in whole(made)


@pytest.mark.parametrize(
    "point",
    [
        {"verified_on": "never"},
        {"verified_on": ON - dt.timedelta(181)},
        {"verified_on": ON + dt.timedelta(1)},
    ],
)
def test_an_unconfirmed_mailbox_is_not_printed(library: Library, point: dict[str, object]) -> None:
    """A mailbox that nobody has tried lately stands on no page: it may reach nobody."""
    made = staffed(library, "no-oslo", point)

    assert MAILBOX not in "".join(page_source(p) for p in office_pages(made, "en", ON))


def test_only_the_confirmed_ones_of_several_are_shown(library: Library) -> None:
    """A confirmed alternate is shown without the focal point that went stale."""
    old = {"mailbox": "old@un.org", "verified_on": dt.date(2026, 1, 1)}
    made = page(staffed(library, "no-oslo", old, {"rank": "alternate"}))

    assert MAILBOX in whole(made)
    assert "old@un.org" not in whole(made)


def test_where_nobody_covers_the_line_for_reports_stands(library: Library) -> None:
    """The page says who does not answer either, then gives the number, and that a call counts."""
    made = page(library)

    assert links(made) == ["page:contacts", "office:headquarters", "channel:hotline"]
    assert "Neither have the offices that cover for it: Headquarters" in whole(made)
    assert "To report: Hotline +1 555 0100 200 (to be confirmed)." in whole(made)
    assert "A call there is a report, which may not be possible to take back." in whole(made)


def test_the_headquarters_has_nobody_behind_it(library: Library) -> None:
    """Where no office covers, none is listed."""
    assert "Neither have" not in whole(page(library, "headquarters"))
    assert links(page(library, "headquarters")) == ["page:contacts", "channel:hotline"]


def test_the_last_resort_takes_reports_by_phone(library: Library) -> None:
    """Of several lines the first in order stands; one without a number, or for advice, never."""
    hotline = library.channels["hotline"]
    others = [
        changed(hotline, id="late", order=9),
        changed(hotline, id="early", order=0),
        changed(hotline, id="silent", order=-1, phones=[]),
        changed(hotline, id="advice", order=-1, kind="advice"),
    ]
    found = last_resort(replace(library, channels={c.id: c for c in others}))

    assert found
    assert found.id == "early"
    assert last_resort(Library()) is None


def test_a_directory_without_any_channel_still_has_pages(library: Library) -> None:
    """Without a line for reports the page ends with the way to care, and does not fail."""
    assert links(page(replace(library, channels={}), "headquarters")) == ["page:contacts"]


def test_an_example_is_marked_and_stands_apart(library: Library) -> None:
    """An example comes last, under its own heading, and its address is said not to be in use."""
    blocks = page(library, "headquarters").blocks
    at = [getattr(block, "anchor", "") for block in blocks].index("example-entries")

    assert isinstance(blocks[at + 1], Notice)
    assert "reaches nobody" in said(blocks[at + 1])
    assert "hq@example.org (example address, not in use)" in said(blocks[at + 2])
    assert "hq@example.org" not in "".join(said(block) for block in blocks[:at])
    assert "Last tried" not in said(blocks[at + 2])


def test_a_name_from_the_offices_own_file_is_shown(library: Library) -> None:
    """A personal name stands beside its role, and never beside an example."""
    key = "sea-focal-point focal-point"
    named = replace(library, names={"no-oslo": {key: "A. Name"}, "headquarters": {key: "B. Name"}})
    pages = [whole(p) for p in office_pages(staffed(named, "no-oslo", {}), "en", ON)]

    assert sum("Name: A. Name" in shown for shown in pages) == 1
    assert not any("B. Name" in shown for shown in pages)


def test_mailboxes_and_numbers_keep_their_order_in_arabic(library: Library) -> None:
    """Each mailbox and number is isolated, so that it reads left to right in any paragraph."""
    made = staffed(library, "no-oslo", {})
    isolates: list[str] = []

    def gather(inlines: tuple[Inline, ...]) -> None:
        isolates.extend(inline.text for inline in inlines if isinstance(inline, Isolate))

    for shown in (page(made, lang="ar"), page(library, "headquarters", "ar")):
        for block in shown.blocks:
            if isinstance(block, Facts):
                for _, value in block.entries:
                    gather(value)
            elif isinstance(block, Paragraph):
                gather(block.inlines)

    assert {MAILBOX, "hq@example.org", "+1 555 0100 200"} <= set(isolates)


def test_the_list_says_of_each_office_whether_it_is_confirmed(library: Library) -> None:
    """Only an office with its own confirmed focal point counts, not one that is covered."""
    shown = "\n".join(map(said, directory(staffed(library, "headquarters", {}), "en", ON)))

    assert "Headquarters | Nairobi, Kenya | Confirmed" in shown
    assert "Oslo presence | Oslo, Norway | Not yet confirmed" in shown


def test_the_list_has_each_office_once_under_its_region(library: Library) -> None:
    """Regions without an office have no heading; the headquarters comes first."""
    blocks = list(directory(library, "en", ON))
    headings = [block.anchor for block in blocks if isinstance(block, Heading)]
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    targets = [i.target for row in rows for i in row.cells[0] if isinstance(i, Link)]

    assert headings == ["global", "europe"]
    assert targets == ["office:headquarters", "office:no-oslo"]


def test_what_nobody_has_checked_is_marked_in_list_and_page(library: Library) -> None:
    """An office with a field to confirm says so in both places."""
    made = put(library, changed(library.directory["no-oslo"], to_confirm=["station"]))

    assert "Oslo presence (to be confirmed) |" in "\n".join(map(said, directory(made, "en", ON)))
    assert "Duty station: Oslo (to be confirmed)" in whole(page(made))
    assert "Country: Norway (to be confirmed)" not in whole(page(made))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_anchors_stand_once_on_a_page(library: Library, lang: Language) -> None:
    """A link to a part of a page leads to one place."""
    for made in office_pages(staffed(library, "no-oslo", {}, {"example": True}), lang, ON):
        anchors = Counter(b.anchor for b in made.blocks if isinstance(b, Heading))

        assert set(anchors.values()) == {1}
