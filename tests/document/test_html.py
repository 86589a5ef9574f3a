"""HTML and page sources: escaped by construction, links right from any page."""

import pytest
from markdown import Markdown

from generators.content.prose import BulletList, Heading, Link, Paragraph, Strong, Text
from generators.document.addresses import addresses_from
from generators.document.html import blocks_html
from generators.document.model import Clause, PlainBlock, Row, SubClause, SubItem, Table
from generators.document.page import Page, page_source

NASTY = (
    "<script>alert('x')</script> & \"quoted\" `code` *stars* _under_ {{ 7 * 7 }} {% x %} [a](b) #"
)


def test_nothing_that_is_written_becomes_markup() -> None:
    """Angle brackets, ampersands and quotes come out as text everywhere."""
    blocks: list[PlainBlock] = [
        Paragraph((Text(NASTY),)),
        BulletList(((Strong((Text(NASTY),)),),)),
        Table(((Text(NASTY),),), (Row(((Text(NASTY),),)),), (100,), caption=NASTY),
    ]
    html = "\n".join(blocks_html(blocks, str))

    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 5


def test_a_title_with_signs_survives_markdown() -> None:
    """What Markdown would read as markup is shown as it was written."""
    page = Page("x", NASTY, (Paragraph((Text("body"),)),), "content/x.md")
    source = page_source(page).split("---\n", 2)[2]
    html = Markdown(extensions=["attr_list", "toc"]).convert(source)

    shown = "&lt;script&gt;alert('x')&lt;/script&gt; &amp; \"quoted\" `code` *stars* _under_"
    assert shown in html
    assert "<em>" not in html
    assert "<code>" not in html


def test_front_matter_cannot_be_broken_out_of() -> None:
    """Title and description are JSON strings, which are YAML strings."""
    page = Page("x", 'a"\n---\nrender_macros: true', (), "content/x.md", "d")

    assert 'title: "a\\"\\n---\\nrender_macros: true"' in page_source(page)


def test_clauses_count_as_word_counts() -> None:
    """1., 1.1, (a), then 2. and 2.1 begin again; after (z) comes (aa)."""
    blocks: list[PlainBlock] = [Clause("a", (Text("A"),)), SubClause((Text("x"),))]
    blocks += [SubItem((Text("i"),)) for _ in range(27)]
    html = "\n".join(blocks_html([*blocks, Clause("b", ()), SubClause(())], str))

    for number in ("1. A", ">1.1<", ">(a)<", ">(z)<", ">(aa)<", "2. ", ">2.1<"):
        assert number in html


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("index", "page:contacts", "contacts.html"),
        ("index", "channel:oios", "contacts.html#oios"),
        ("contacts", "channel:oios", "#oios"),
        ("partners/clauses/a", "clause:b", "b.html"),
        ("partners/clauses/a", "clause:a", "a.html"),
        ("partners/clauses/a", "instrument:x", "../../instruments.html#x"),
        ("habpost/2026/a", "page:index", "../../index.html"),
        ("directory/index", "office:no-oslo", "no-oslo.html"),
    ],
)
def test_addresses_lead_from_page_to_page(page: str, target: str, expected: str) -> None:
    """Links are relative, so that the site works below any folder and without a server."""
    assert expected == addresses_from(page)(target)


def test_headings_are_markdown_for_the_table_of_contents() -> None:
    """A heading keeps its anchor, and its link stays a link."""
    link = Link("page:contacts", (Text("Help"),))
    page = Page("a", "A", (Heading(2, (link,), anchor="here"),), "content/a.md")

    assert '## <a href="contacts.html">Help</a> {: #here }' in page_source(page)
