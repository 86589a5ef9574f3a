"""The same words in Word, PDF and HTML, marked for their audience, whole by the formats' rules."""

import io
import re
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest

from generators.commands.documents import files_of
from generators.content.loader import load
from generators.content.record import Language
from generators.document.letterhead import blank_base
from generators.document.model import Document
from generators.document.wording import wording, wording_hash
from generators.reporting.clearance import sheet
from generators.reporting.counts import exact_counts
from generators.reporting.hashes import hashes_of
from generators.reporting.letter import letter_document
from generators.reporting.report import report_document
from generators.reporting.year import year_of
from tests.conftest import ON, ROOT
from tests.document.test_word import findings
from tests.reporting.figures_for_reports import table, training

LIBRARY = load(ROOT)
PLAN = LIBRARY.plans["2026"]
TABLES = [table("sea", "allegations", "reported", [2, 3, 7]), training([613, 287], [41, 23])]
FIGURES = exact_counts(TABLES)
FORMATS = ["docx", "pdf", "html"]


def report(lang: Language = "en") -> Document:
    return report_document(year_of(LIBRARY, PLAN, FIGURES, "eosg", lang), ON)


def letter(lang: Language = "en") -> Document:
    return letter_document(LIBRARY, LIBRARY.certifications["2026"], lang, ON)


def clearance_sheet(lang: Language = "en") -> Document:
    hashes = hashes_of(LIBRARY, PLAN, TABLES)
    return sheet(LIBRARY, PLAN, hashes, [], lang, ON)


def letters(words: str) -> str:
    """Return letters and digits alone: what lies between them differs from format to format."""
    return "".join(sign for sign in words if sign.isalnum())


class Words(HTMLParser):
    """Collects the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def words_in(name: str, data: bytes, tmp_path: Path) -> str:
    """Return all words of a file as a program for it shows them, without heads of PDF pages."""
    if name.endswith(".html"):
        page = Words()
        page.feed(data.decode())
        return letters("".join(page.said))
    if name.endswith(".pdf"):
        (tmp_path / name).write_bytes(data)
        run = ["pdftotext", "-raw", str(tmp_path / name), "-"]
        told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
        return letters(re.sub(r"\d+ / \d+\n\f(.*\n){2}", "", told))
    body = docx.Document(io.BytesIO(data)).element.body
    return letters("".join(each.text or "" for each in body.iter("{*}t")))


@pytest.mark.parametrize("made", [report, letter, clearance_sheet], ids=lambda made: made.__name__)
def test_word_pdf_and_html_say_the_same_words(made: object, tmp_path: Path) -> None:
    """Every line of the document stands in each file, letter by letter."""
    document: Document = made()  # type: ignore[operator]
    lines = [line for line in wording(document.plain_blocks) if letters(line)]

    assert len(lines) >= 18
    for name, data in files_of(document, "same", FORMATS, None).items():
        there = words_in(name, data, tmp_path)
        assert [line for line in lines if letters(line) not in there] == [], name


def test_the_same_content_gives_the_same_bytes() -> None:
    assert files_of(report(), "a", FORMATS, None) == files_of(report(), "a", FORMATS, None)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("made", [report, letter, clearance_sheet], ids=lambda made: made.__name__)
def test_the_open_xml_validator_finds_nothing(made: object, lang: str, tmp_path: Path) -> None:
    [(name, data)] = files_of(made(lang), "checked", ["docx"], None).items()  # type: ignore[operator]
    (tmp_path / name).write_bytes(data)

    assert findings(tmp_path / name) == []


def test_each_page_and_the_properties_say_for_whom_it_is(tmp_path: Path) -> None:
    marking = "Confidential – For the Executive Office of the Secretary-General only"
    files = files_of(report(), "marked", FORMATS, None)
    parts = zipfile.ZipFile(io.BytesIO(files["marked.docx"]))
    headers = [name for name in parts.namelist() if name.startswith("word/header")]
    (tmp_path / "marked.pdf").write_bytes(files["marked.pdf"])
    run = ["pdftotext", str(tmp_path / "marked.pdf"), "-"]
    pages = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]

    assert headers
    assert all(marking in parts.read(name).decode() for name in headers)
    assert marking in parts.read("docProps/core.xml").decode()
    assert ">eosg<" in parts.read("docProps/custom.xml").decode()
    assert len(pages) > 4
    assert all(marking in page for page in pages)
    assert marking.encode() in files["marked.pdf"]
    assert files["marked.html"].decode().count(marking) >= 2


def test_the_pdf_declares_both_standards() -> None:
    data = files_of(report(), "declared", ["pdf"], None)["declared.pdf"]

    assert b"pdfuaid:part" in data
    assert b"pdfaid:conformance" in data


def test_the_report_is_set_on_the_letterhead_of_the_organization(tmp_path: Path) -> None:
    base = tmp_path / "base.docx"
    base.write_bytes(blank_base())
    data = files_of(report(), "letterhead", ["docx"], str(base))["letterhead.docx"]
    path = tmp_path / "letterhead.docx"
    path.write_bytes(data)

    assert findings(path) == []
    assert "Planagainstactual" in words_in(path.name, data, tmp_path)


def test_a_changed_word_changes_the_hash_and_the_day_of_making_does_not() -> None:
    year = year_of(LIBRARY, PLAN, FIGURES, "eosg", "en")
    before = wording_hash(report_document(year, ON))
    other = exact_counts([table("sea", "allegations", "reported", [2, 4, 7])])

    assert wording_hash(report_document(year, year.report.as_of, cleared=True)) == before
    changed = year_of(LIBRARY, PLAN, other, "eosg", "en")
    assert wording_hash(report_document(changed, ON)) != before
