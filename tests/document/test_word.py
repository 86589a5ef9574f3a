"""Word files: schema-true, numbered natively, right in Arabic."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from generators.content.prose import (
    BulletList,
    ClauseNumber,
    Emphasis,
    Heading,
    Inline,
    Link,
    Paragraph,
    Quote,
    Strong,
    Text,
)
from generators.document.model import (
    Clause,
    Document,
    Facts,
    Notice,
    Row,
    SubClause,
    SubItem,
    Table,
    words,
)
from generators.document.package import write_package
from generators.document.word import word_parts, write_word
from generators.document.wordml import bookmark_name
from tests.tools.provision import ooxml_validator

PHONE = "+254 20 762 5003"
EVERY_INLINE: tuple[Inline, ...] = (
    Text("Plain & <angled>, "),
    Emphasis((Text("stressed"),)),
    Strong((Text("bold"),)),
    Link("page:help", (Text("linked"),)),
    *words(f" call {PHONE} under ST/SGB/2003/13, clause "),
    ClauseNumber("reporting", "1"),
)


def every_block(lang: str) -> Document:
    """Return a document with one of each block."""
    return Document(
        title='A "title" & more',
        lang=lang,  # type: ignore[arg-type]
        subtitle=(Text("Under it"),),
        footer=(Text("Code "), *words("AB12")),
        created=(Text("2026-11-23"),),
        draft_mark="DRAFT",
        identity=(("code", (Text("AB12 & <x>"),)),),
        blocks=(
            Notice("draft", EVERY_INLINE),
            Paragraph(EVERY_INLINE),
            Heading(2, (Text("Part"),)),
            BulletList((EVERY_INLINE, (Text("two"),))),
            Quote((Paragraph((Text("quoted"),)),)),
            Facts((("Hours", (Text("always"),)),)),
            Clause("reporting", (Text("Reporting"),)),
            SubClause(EVERY_INLINE, leads=True),
            SubItem(EVERY_INLINE),
            Table(
                ((Text("Name"),), (Text("Value"),)),
                (Row(((Text("Phone"),), words(PHONE))), Row(((Text("Empty"),), ()))),
                (40, 60),
                caption='What "it" is',
                to_fill=True,
            ),
        ),
    )


def findings(path: Path) -> list[dict[str, str]]:
    """Return what Microsoft's Open XML validator finds wrong in a file."""
    run = subprocess.run([ooxml_validator(), path], capture_output=True, text=True, check=False)
    found: list[dict[str, str]] = json.loads(run.stdout)["errors"]
    return found


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar"])
def test_every_block_passes_the_open_xml_validator(lang: str, tmp_path: Path) -> None:
    """Word refuses what other programs forgive, so Microsoft's own rules decide."""
    path = tmp_path / "every.docx"
    path.write_bytes(write_word(every_block(lang)))

    assert findings(path) == []


def test_the_validator_itself_finds_a_planted_fault(tmp_path: Path) -> None:
    """Elements out of their order are reported; otherwise the tests above would prove nothing."""
    parts = word_parts(every_block("en"))
    sound = parts["word/document.xml"]
    parts["word/document.xml"] = sound.replace(b"<w:cantSplit/>", b"<w:cantSplot/>", 1)
    path = tmp_path / "broken.docx"
    path.write_bytes(write_package(parts))

    assert findings(path)


def test_numbers_come_from_styles_and_are_never_typed() -> None:
    """Paragraphs name a style; the style carries the numbering; no digit stands in the text."""
    document = word_parts(every_block("en"))["word/document.xml"].decode()

    assert "w:numPr" not in document
    assert '<w:pStyle w:val="Heading1"/>' in document
    assert '<w:pStyle w:val="ClauseLead"/>' in document
    assert ">1.<" not in document


def test_a_reference_is_a_field_with_its_number_in_it() -> None:
    """The field points at the clause's bookmark, and readers see the number without updating."""
    document = word_parts(every_block("en"))["word/document.xml"].decode()

    assert r"REF clause_reporting \w \h" in document
    assert 'w:name="clause_reporting"' in document
    result = re.search(r'"separate"/></w:r><w:r><w:t[^>]*>([^<]*)<', document)
    assert result
    assert result[1] == "1"


def test_arabic_paragraphs_run_right_to_left_and_numbers_do_not() -> None:
    """Each paragraph says so, each run of words says so, and an isolate says the opposite."""
    document = word_parts(every_block("ar"))["word/document.xml"].decode()
    paragraphs = re.findall(r"<w:p>.*?</w:p>", document)

    assert paragraphs
    assert all("<w:bidi/>" in paragraph for paragraph in paragraphs)
    assert "<w:bidiVisual/>" in document
    runs = [run for run in re.findall(r"<w:r>.*?</w:r>", document) if PHONE in run]
    assert runs
    for run in runs:
        assert "<w:rtl/>" not in run
        assert f"\u2066{PHONE}\u2069" in run


def test_a_topic_too_long_for_a_bookmark_is_refused() -> None:
    """Word cuts names after 40 characters, and the reference would lead nowhere."""
    with pytest.raises(ValueError, match="33 characters"):
        bookmark_name("a" * 34)


def test_the_file_says_what_it_is_and_nothing_about_its_maker() -> None:
    """Title, language and day are set; no author's name, no program's name, no clock."""
    core = word_parts(every_block("en"))["docProps/core.xml"].decode()

    assert '<dc:title>A "title" &amp; more</dc:title>' in core
    assert "<dc:language>en-GB</dc:language>" in core
    assert core.count("2026-11-23T00:00:00Z") == 2
    assert "python" not in core


def test_a_place_that_is_not_filled_in_cannot_be_written() -> None:
    """A forgotten citation is an error, never an empty spot in a contract."""
    from generators.content.prose import Citation

    document = Document("T", "en", (Paragraph((Citation("st-sgb-2003-13"),)),))

    with pytest.raises(TypeError, match="must be filled in"):
        write_word(document)
