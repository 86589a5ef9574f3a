"""A Word file of the organization as base: its look is taken, and nothing else of it."""

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generators.annex.answers import check_answers
from generators.annex.edition import edition
from generators.annex.issue import issue
from generators.annex.sample import asked, plain_example
from generators.content.loader import load
from generators.document.foreign_parts import Unfit
from generators.document.letterhead import NUMBERED, blank_base, letterhead
from generators.document.package import read_package, write_package
from generators.document.word import word_parts
from tests.conftest import ON, PROJECT
from tests.document.test_word import every_block, findings

SECRET = "Words that stay behind"


def picture() -> BytesIO:
    """Return the smallest PNG: one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\x14\x40\x6b")
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def restyled() -> WordDocument:
    """Return our base as somebody in Word made it theirs: a logo, other type, a first page."""
    made = docx.Document(BytesIO(blank_base()))
    made.styles["Clause Text"].font.size = Pt(11)
    section = made.sections[0]
    section.left_margin = section.right_margin = Cm(3)
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header):
        header.paragraphs[0].add_run("UN-HABITAT ").add_picture(picture(), width=Cm(1))
    section.footer.paragraphs[0].add_run("www.unhabitat.org")
    made.add_paragraph(SECRET)
    made.core_properties.author = SECRET
    made.core_properties.comments = SECRET
    made.add_comment(made.paragraphs[0].add_run("x"), SECRET, author=SECRET)
    return made


def saved(made: WordDocument) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_look_is_taken_and_nothing_else(lang: str, tmp_path: Path) -> None:
    """Styles, margins, logo and footer come along; text, notes and properties stay behind."""
    parts = word_parts(every_block(lang), letterhead(saved(restyled())))
    path = tmp_path / "on-letterhead.docx"
    path.write_bytes(write_package(parts))
    made = docx.Document(str(path))

    assert findings(path) == []
    assert not any(SECRET.encode() in part for part in parts.values())
    assert made.styles["Clause Text"].font.size == Pt(11)
    section = made.sections[0]
    for header in (section.header, section.first_page_header):
        assert header.paragraphs[0].text.startswith("UN-HABITAT")
        assert header.paragraphs[-1].text.endswith("DRAFT")
        assert list(header._element.iter(qn("a:blip")))
    assert section.footer.paragraphs[0].text == "www.unhabitat.org"
    assert "Code" in section.footer.paragraphs[-1].text
    assert "Code" in section.first_page_footer.paragraphs[-1].text


def test_tables_fit_the_page_of_the_letterhead() -> None:
    """Wider margins make narrower tables: A4, 3 cm on each side, leaves 15 cm."""
    parts = word_parts(every_block("en"), letterhead(saved(restyled())))
    made = docx.Document(BytesIO(write_package(parts)))

    widths = [column.width.twips for column in made.tables[0].columns]
    assert abs(sum(widths) - 15 / 2.54 * 1440) < 10


def test_our_own_base_as_it_is_gives_the_same_document() -> None:
    """Whoever changes nothing gets what they would have got without."""
    plain = word_parts(every_block("en"))
    based = word_parts(every_block("en"), letterhead(blank_base()))

    assert plain["word/document.xml"].count(b"<w:p>") == based["word/document.xml"].count(b"<w:p>")
    assert plain["word/numbering.xml"] == based["word/numbering.xml"]


def without(style: str) -> bytes:
    made = restyled()
    element = made.styles[style].element
    element.getparent().remove(element)
    return saved(made)


def unnumbered(style: str) -> bytes:
    made = restyled()
    found = next(each for each in made.styles if each.style_id == style)
    number = found.element.find(f".//{qn('w:numPr')}")
    number.getparent().remove(number)
    return saved(made)


@pytest.mark.parametrize("style", ["Clause Text", "Draft Mark", "Data Sheet", "Title"])
def test_a_missing_style_is_named(style: str) -> None:
    """The message says which, and where to get a file that has it."""
    with pytest.raises(Unfit, match=f"lacks the style `{style}`.*psea annex base"):
        letterhead(without(style))


@pytest.mark.parametrize("style", NUMBERED)
def test_a_style_that_lost_its_number_is_named(style: str) -> None:
    """Clauses without numbers, and references to them, would be wrong without a word."""
    with pytest.raises(Unfit, match="without a number"):
        letterhead(unnumbered(style))


def test_what_nobody_decided_on_is_refused() -> None:
    """Tracked changes in the header would go out with every annex."""
    made = restyled()
    paragraph = made.sections[0].header.paragraphs[0]._p
    paragraph.append(paragraph.makeelement(qn("w:ins"), {qn("w:id"): "1", qn("w:author"): "x"}))

    with pytest.raises(Unfit, match="tracked changes"):
        letterhead(saved(made))


def test_a_picture_that_lies_elsewhere_is_refused() -> None:
    """Whoever opens the annex would ask a foreign server for it."""
    made = restyled()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    made.sections[0].header.part.relate_to("https://example.org/x.png", kind, is_external=True)

    with pytest.raises(Unfit, match="kept in another file"):
        letterhead(saved(made))


@given(st.binary(max_size=300))
def test_any_other_file_is_refused_in_a_sentence(data: bytes) -> None:
    """No traceback, whatever the file holds."""
    with pytest.raises(Unfit, match="is no Word document"):
        letterhead(data)


def test_a_package_that_is_no_document_is_refused() -> None:
    """A workbook renamed, for instance."""
    parts = read_package(blank_base())
    del parts["word/document.xml"]

    with pytest.raises(Unfit, match="is no Word document"):
        letterhead(write_package(parts))


def with_theme(made: WordDocument) -> bytes:
    """Return a file as Word saves it: with a theme, formatting that was tracked, and its author."""
    parts = read_package(saved(made))
    theme = b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="x"/>'
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd'
        b'.openxmlformats-officedocument.theme+xml"/></Types>',
    )
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    links = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Type="%s" Target="theme/theme1.xml"/></Relationships>' % kind,
    )
    changed = f'<w:rPrChange w:id="9" w:author="{SECRET}"><w:rPr/></w:rPrChange></w:rPr>'.encode()
    styles = parts["word/styles.xml"].replace(b"</w:rPr>", changed, 1)
    return write_package(
        parts
        | {
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": links,
            "word/theme/theme1.xml": theme,
            "word/styles.xml": styles,
        }
    )


def test_a_letterhead_as_word_saves_it_carries_a_whole_annex(tmp_path: Path) -> None:
    """Theme, logo and tracked formatting: the annex is stamped on it, and no author travels."""
    made = edition(load(PROJECT), "cooperation", "en", ON, with_theme(restyled()))
    agreement = made.agreement
    given_answers = {q.id: plain_example(q) for q in asked(agreement)}
    answers = check_answers(agreement, made.library, given_answers, "en").used
    path = tmp_path / "annex.docx"
    path.write_bytes(issue(made, answers).data)
    parts = read_package(path.read_bytes())

    assert "word/theme/theme1.xml" in parts
    assert any(name.endswith(".png") for name in parts)
    assert not any(SECRET.encode() in part for part in parts.values())
    assert [each for each in findings(path) if "theme" not in str(each)] == []
    assert docx.Document(str(path)).sections[0].header.paragraphs[0].text.startswith("UN-HABITAT")


FRENCH = {
    "Heading1": "Titre1",
    "Title": "Titre",
    "Header": "En-tte",
    "Footer": "Pieddepage",
    "ListBullet": "Listepuces",
    "Emphasis": "Accentuation",
    "DefaultParagraphFont": "Policepardfaut",
    "TableNormal": "TableauNormal",
}
"""The ids under which a French Word saves some of its built-in styles."""


def in_french(data: bytes) -> bytes:
    """Return a file as a French Word saves it: its ids translated, the names of styles not."""
    parts = read_package(data)
    naming = r'(w:styleId|<w:(?:basedOn|next|link|pStyle|rStyle|tblStyle) w:val)="{}"'
    for name in parts:
        words = parts[name].decode() if re.match(r"word/\w+\.xml$", name) else ""
        for ours, theirs in FRENCH.items():
            words = re.sub(naming.format(ours), rf'\1="{theirs}"', words)
        parts[name] = words.encode() or parts[name]
    return write_package(parts)


def test_a_letterhead_saved_by_a_french_word_is_the_same_letterhead() -> None:
    """Styles are known by their names, which no language of Word translates."""
    data = saved(restyled())
    french = in_french(data)

    assert b"Titre1" in read_package(french)["word/styles.xml"]
    assert b"En-tte" in read_package(french)["word/header1.xml"]
    for name, part in letterhead(data).items():
        if name.endswith(".xml"):
            theirs = letterhead(french)[name]
            assert etree.tostring(etree.fromstring(part), method="c14n") == etree.tostring(
                etree.fromstring(theirs), method="c14n"
            ), name


def test_two_letterheads_give_two_codes() -> None:
    """A code stands for what readers see, the letterhead included."""
    library = load(PROJECT)
    codes = set()
    for office in ("Nairobi office", "Geneva office"):
        base = restyled()
        base.sections[0].footer.paragraphs[0].add_run(office)
        made = edition(library, "cooperation", "en", ON, saved(base))
        given_answers = {q.id: plain_example(q) for q in asked(made.agreement)}
        answers = check_answers(made.agreement, library, given_answers, "en").used
        codes.add(issue(made, answers).code)

    assert len(codes) == 2


@pytest.mark.parametrize("number", [b'w:val="0"', b'w:val="77"'])
def test_a_number_that_leads_nowhere_is_refused(number: bytes) -> None:
    """Numbering switched off, or of a list that is not there, would print bare clauses."""
    parts = read_package(blank_base())
    styles = parts["word/styles.xml"].replace(
        b'<w:numId w:val="1"/>', b"<w:numId " + number + b"/>"
    )

    with pytest.raises(Unfit, match="without a number"):
        letterhead(write_package(parts | {"word/styles.xml": styles}))


@pytest.mark.parametrize("name", ["word/styles.xml", "word/header1.xml", "word/numbering.xml"])
def test_a_damaged_part_is_refused_in_a_sentence(name: str) -> None:
    """No traceback for XML that breaks off."""
    parts = read_package(blank_base())
    with pytest.raises(Unfit):
        letterhead(write_package(parts | {name: parts[name][:40]}))
