"""Long documents: contents that lead somewhere, pages that lie, charts that tell themselves."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from generators.content.prose import Heading, Paragraph, Text
from generators.content.record import LANGUAGES, Language
from generators.document.chart import chart_png, chart_svg
from generators.document.html_file import write_html
from generators.document.model import (
    Bar,
    Chart,
    Contents,
    Document,
    Part,
    PlainBlock,
    Row,
    Table,
    Wide,
    words,
)
from generators.document.package import base_parts, read_package, write_package
from generators.document.pdf import write_pdf
from generators.document.word import word_parts, write_word
from tests.document.test_word import findings

SVG = "{http://www.w3.org/2000/svg}"
CHART = Chart(
    caption="Lines <by> area & status",
    alt='Ten lines, of which three are "done".',
    unit="Number of lines",
    bars=(
        Bar("Training", (Part("Done", 3), Part("Open", 5))),
        Bar("Advocacy", (Part("Done", 0), Part("Open", 1234))),
    ),
)
TABLE = Table(
    (words("Area"), words("Lines")),
    (Row((words("Training"), words("8"))), Row((words("Advocacy"), words("1234")))),
    (60, 40),
    caption="Lines by area",
)
BLOCKS: tuple[PlainBlock, ...] = (
    Contents(),
    Heading(2, words("First part")),
    Paragraph(words("Some words. " * 300)),
    CHART,
    TABLE,
    Heading(3, words("Inside the first"), anchor="inside"),
    Heading(4, words("Too deep to be listed")),
    Paragraph(words("More words. " * 300)),
    Wide((Heading(2, words("Second part")), TABLE)),
    Heading(2, words("Third part")),
    Paragraph(words("The end.")),
)
LISTED = ["First part", "Inside the first", "Second part", "Third part"]


def long_document(lang: Language = "en", blocks: tuple[PlainBlock, ...] = BLOCKS) -> Document:
    return Document(
        "A long document",
        lang,
        blocks,
        footer=(Text("Foot"),),
        created=words("2026-11-23"),
        draft_mark="DRAFT",
        marking="CONFIDENTIAL & more",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_documents_pass_the_open_xml_validator(lang: Language, tmp_path: Path) -> None:
    """Sections, fields, pictures and added styles stand where the schema wants them."""
    path = tmp_path / "long.docx"
    path.write_bytes(write_word(long_document(lang)))

    assert findings(path) == []


def test_every_format_is_the_same_twice() -> None:
    """Pictures included, which the typesetter draws with the fonts of the program."""
    for write in (write_word, write_pdf, write_html):
        assert write(long_document()) == write(long_document())


def test_the_contents_of_word_lead_to_their_headings() -> None:
    """Each entry is a link to the bookmark of its heading, in order, without page numbers."""
    body = docx.Document(BytesIO(write_word(long_document()))).element.body
    links = {
        link.get(qn("w:anchor")): "".join(t.text for t in link.iter(qn("w:t")))
        for link in body.iter(qn("w:hyperlink"))
    }
    marks = {
        mark.get(qn("w:name")): "".join(t.text for t in mark.getparent().iter(qn("w:t")))
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    fields = [text.text.strip() for text in body.iter(qn("w:instrText"))]

    assert list(links.values()) == LISTED
    assert links == marks
    assert r'TOC \o "1-2" \n \h \z \u' in fields


def test_captions_of_word_are_counted_by_fields() -> None:
    """Tables and charts apart, with the number that readers see already in the field."""
    found = docx.Document(BytesIO(write_word(long_document())))
    captions = [p for p in found.paragraphs if p.style and p.style.name == "Caption"]
    fields = [
        (text.text or "").split()[1] for p in captions for text in p._p.iter(qn("w:instrText"))
    ]

    assert [p.text for p in captions] == [
        "Figure 1. Lines <by> area & status",
        "Table 1. Lines by area",
        "Table 2. Lines by area",
    ]
    assert fields == ["Figure", "Table", "Table"]


def test_a_chart_in_word_has_words_for_who_does_not_see_it() -> None:
    """The picture is in the package, and its description says what it shows."""
    parts = word_parts(long_document())
    found = docx.Document(BytesIO(write_package(parts)))
    [told] = [node.get("descr") for node in found.element.body.iter(qn("wp:docPr"))]

    assert told == CHART.alt
    assert parts["word/media/image1.png"] == chart_png(CHART, "en")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_only_the_wide_part_lies_and_every_page_keeps_header_and_footer(lang: Language) -> None:
    """Three sections; each has its header, footer, marking and direction."""
    found = docx.Document(BytesIO(write_word(long_document(lang))))
    sections = list(found.sections)

    assert [s.orientation for s in sections] == [0, 1, 0]
    for section in sections:
        head = [p.text for p in section.header.paragraphs]
        assert head[0] == "CONFIDENTIAL & more"
        assert head[1] == "A long document\tDRAFT"
        assert section.footer.paragraphs[-1].text.startswith("Foot\t")
        assert (section._sectPr.find(qn("w:bidi")) is not None) == (lang == "ar")
        assert section.page_width is not None
        assert section.page_height is not None
        assert (section.page_width > section.page_height) == (section.orientation == 1)


def test_the_far_end_of_a_header_follows_the_wider_page() -> None:
    """The tab stop of the base's style is cleared where the page is wider."""
    found = docx.Document(BytesIO(write_word(long_document())))
    line = found.sections[1].header.paragraphs[1]._p
    stops = [(t.get(qn("w:val")), t.get(qn("w:pos"))) for t in line.pPr.iter(qn("w:tab"))]

    assert stops == [("clear", "9412"), ("right", str(16838 - 2 * 1247))]


def test_a_document_that_ends_lying_has_no_empty_page_after_it(tmp_path: Path) -> None:
    """The last section is the wide one itself."""
    made = write_word(long_document(blocks=BLOCKS[:9]))
    path = tmp_path / "lying.docx"
    path.write_bytes(made)

    assert [s.orientation for s in docx.Document(BytesIO(made)).sections] == [0, 1]
    assert findings(path) == []


def test_a_letterhead_needs_no_style_of_long_documents(tmp_path: Path) -> None:
    """Styles come in where they are used; a first page of its own stays the first of all."""
    base = docx.Document(BytesIO(write_package(base_parts())))
    base.sections[0].different_first_page_header_footer = True
    base.sections[0].first_page_header.paragraphs[0].text = "Only once"
    saved = BytesIO()
    base.save(saved)
    parts = word_parts(long_document(), read_package(saved.getvalue()))
    path = tmp_path / "letterhead.docx"
    path.write_bytes(write_package(parts))
    firsts = [s.different_first_page_header_footer for s in docx.Document(str(path)).sections]

    assert firsts == [True, False, False]
    assert findings(path) == []


def test_a_style_that_the_letterhead_has_under_another_id_is_used() -> None:
    """Word in French writes `heading 2` as Titre2; two styles of one name would break the file."""
    base = base_parts()
    french = '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
    styles = base["word/styles.xml"].replace(b"</w:styles>", f"{french}</w:styles>".encode())
    parts = word_parts(long_document(), base | {"word/styles.xml": styles})
    document = parts["word/document.xml"]

    assert parts["word/styles.xml"].count(b'w:val="heading 2"') == 1
    assert b'<w:pStyle w:val="Titre2"/>' in document
    assert b"Heading2" not in document


def test_a_short_document_gets_none_of_the_added_styles() -> None:
    """What annexes are made of stays byte for byte."""
    plain = Document("T", "en", (Paragraph(words("x")),), created=words("2026-11-23"))

    assert b"Caption" not in word_parts(plain)["word/styles.xml"]


def test_pages_in_the_contents_of_the_pdf_are_right(tmp_path: Path) -> None:
    """Each entry ends with the page on which its heading is found."""
    path = tmp_path / "long.pdf"
    path.write_bytes(write_pdf(long_document()))
    shown = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True)
    pages = shown.stdout.split("\f")
    entries = dict(re.findall(r"^ *(\S.*?\S) *\.[ .\u2060]*(\d+)$", pages[0], re.M))

    assert list(entries) == LISTED
    for name, page in entries.items():
        assert re.search(rf"^ *{name}$", pages[int(page) - 1], re.M), name


def test_the_marking_stands_on_every_page_of_the_pdf_and_in_its_properties(
    tmp_path: Path,
) -> None:
    """And the file declares both standards, charts, wide pages and all."""
    path = tmp_path / "long.pdf"
    path.write_bytes(write_pdf(long_document()))
    shown = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True).stdout
    pages = [page for page in shown.split("\f") if page.strip()]
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout

    assert len(pages) > 3
    assert all("CONFIDENTIAL & more" in page for page in pages)
    assert re.search(r"Keywords: +CONFIDENTIAL & more", about)
    assert b"pdfuaid:part" in path.read_bytes()
    assert b"pdfaid:part" in path.read_bytes()


def test_the_marking_stands_in_word_properties_and_at_both_ends_of_html() -> None:
    """A file that is forwarded without its first page still says how sensitive it is."""
    core = word_parts(long_document())["docProps/core.xml"].decode()
    html = write_html(long_document()).decode()

    assert "<cp:keywords>CONFIDENTIAL &amp; more</cp:keywords>" in core
    assert html.count('<p class="marking">CONFIDENTIAL &amp; more</p>') == 2


def test_the_contents_of_html_lead_to_their_headings() -> None:
    """A list of links in a landmark with a name; every target is there once."""
    html = write_html(long_document()).decode()
    nav = re.search(r'<nav class="contents" aria-label="Contents">.*?</nav>', html)
    assert nav
    links = re.findall(r'href="#([^"]+)">([^<]+)<', nav[0])

    assert [name for _, name in links] == LISTED
    assert [html.count(f' id="{target}"') for target, _ in links] == [1] * len(LISTED)
    assert links[1][0] == "inside"


def test_a_chart_names_itself_and_its_numbers_are_words() -> None:
    """Title, description, each value and each total stand in it, escaped."""
    drawing = ElementTree.fromstring(chart_svg(CHART, "en"))
    shown = [node.text for node in drawing.iter(f"{SVG}text")]
    named = {node.get("id"): node.text for node in drawing.iter() if node.get("id")}

    assert drawing.get("role") == "img"
    assert named[drawing.get("aria-labelledby")] == CHART.caption
    assert named[drawing.get("aria-describedby")] == CHART.alt
    assert shown == [
        *("Number of lines", "Done", "Open"),
        *("Training", "8"),  # its pieces are too short beside the other bar to hold a number
        *("Advocacy", "1,234", "1,234"),
    ]


def test_series_differ_by_pattern_and_not_by_colour_alone() -> None:
    """No two of six series have the same marks."""
    parts = tuple(Part(f"Series {n}", 5) for n in range(6))
    drawing = ElementTree.fromstring(chart_svg(Chart("c", "a", "u", (Bar("b", parts),)), "en"))
    marks = [
        tuple((child.tag, child.get("d"), child.get("r")) for child in pattern)
        for pattern in drawing.iter(f"{SVG}pattern")
    ]

    assert len(marks) == len(set(marks)) == 6


def test_a_chart_in_arabic_reads_from_the_right() -> None:
    """The first piece of each bar ends where lines begin, and the total stands left of the bar."""
    chart = Chart("ع", "و", "ن", (Bar("تدريب", (Part("أ", 6), Part("ب", 4))),))
    drawn: dict[Language, list[tuple[float, float]]] = {}
    for lang in ("en", "ar"):
        boxes = [
            (float(node.get("x", 0)), float(node.get("width", 0)))
            for node in ElementTree.fromstring(chart_svg(chart, lang)).iter(f"{SVG}rect")
            if str(node.get("fill")).startswith("url") and float(node.get("width", 0)) > 20
        ]
        drawn[lang] = boxes
    (first, width), (second, _) = drawn["ar"]

    assert first + width == 640
    assert second < first
    assert [x for x, _ in drawn["en"]] == [0, 342]


def test_a_chart_of_nothing_is_drawn_without_a_division_by_zero() -> None:
    """A confirmed 0 is a number like others."""
    drawing = chart_svg(Chart("c", "a", "u", (Bar("b", (Part("s", 0),)),)), "en")

    assert ">0</text>" in drawing
