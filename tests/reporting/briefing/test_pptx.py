"""PowerPoint files: schema-true, made of placeholders, described, and never too full."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.oxml.ns import qn

from generators.content.record import LANGUAGES, Language
from generators.document.model import text
from generators.document.package import read_package, write_package
from generators.reporting.briefing.layout_room import POINT
from generators.reporting.briefing.pptx_file import write_pptx
from generators.reporting.briefing.slide_base import own_base
from tests.document.test_word import findings
from tests.reporting.briefing.decks import deck, slides

LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA"}


@cache
def opened(year: str, lang: Language) -> Any:
    return pptx.Presentation(BytesIO(slides(year, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_briefing_passes_the_open_xml_validator(lang: Language, tmp_path: Path) -> None:
    """PowerPoint refuses what other programs forgive, so Microsoft's own rules decide."""
    path = tmp_path / "briefing.pptx"
    path.write_bytes(slides("2026", lang))

    assert findings(path) == []


def test_the_validator_finds_a_planted_fault_in_slides(tmp_path: Path) -> None:
    """Otherwise the test above would prove nothing of slides."""
    parts = read_package(slides("2026", "en"))
    part = parts["ppt/slides/slide2.xml"]
    parts["ppt/slides/slide2.xml"] = part.replace(b"<a:pPr/>", b'<a:pPr algn="left"/>', 1)
    path = tmp_path / "broken.pptx"
    path.write_bytes(write_package(parts))

    assert findings(path)


@pytest.mark.parametrize("year", ["2023", "2026"])
def test_everything_on_a_slide_stands_in_a_placeholder_with_words(year: str) -> None:
    """No loose text box, and no empty placeholder that would ask to be filled in."""
    for slide in opened(year, "en").slides:
        for shape in slide.shapes:
            assert shape.is_placeholder
            assert not shape.has_text_frame or shape.text_frame.text.strip()
        assert slide.shapes.title.text_frame.text


def test_layouts_are_those_of_the_kind_of_slide() -> None:
    """Title, section, content, table and chart each have their own, by type."""
    made = zip(opened("2026", "en").slides, wide("2026", "en"), strict=True)
    used = {(slide.slide_layout._element.get("type"), kind) for slide, kind in made}

    assert used == {
        ("title", "title"),
        ("secHead", "section"),
        ("obj", "points"),
        ("tbl", "table"),
        ("chart", "chart"),
    }


def wide(year: str, lang: Language) -> list[str]:
    """Return the layouts of the slides as they are laid out."""
    from generators.reporting.briefing.fitting import fitted

    return [each.layout for each in fitted(deck(year, lang), own_base(lang).frame).slides]


def test_tables_and_charts_are_native_and_described() -> None:
    """A chart can be edited; header row and first column are marked as such."""
    frames = [f for slide in opened("2026", "en").slides for f in slide.shapes if graphic(f)]
    charts = [frame for frame in frames if frame.has_chart]
    tables = [frame for frame in frames if frame.has_table]

    assert len(charts) == 1
    assert tables
    for frame in frames:
        assert len(frame._element.find(f".//{qn('p:cNvPr')}").get("descr")) > 20
    for frame in tables:
        assert frame.table.first_row
        assert frame.table.first_col


def graphic(shape: Any) -> bool:
    return bool(getattr(shape, "has_chart", False) or getattr(shape, "has_table", False))


def test_the_workbook_in_a_chart_holds_what_the_chart_shows_and_nothing_else() -> None:
    """Whoever opens it sees areas, states and counts, and no date of its making."""
    import openpyxl

    [blob] = [d for n, d in read_package(slides("2026", "en")).items() if n.endswith(".xlsx")]
    book = openpyxl.load_workbook(BytesIO(blob))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]  # type: ignore[union-attr]
    [chart] = [slide.chart for slide in deck("2026", "en").slides if slide.chart]

    assert book.sheetnames == ["Sheet1"]
    assert rows[0][1:] == [part.series for part in chart.bars[0].parts]
    assert [row[0] for row in rows[1:]] == [bar.name for bar in chart.bars]
    assert [row[1:] for row in rows[1:]] == [[p.value for p in b.parts] for b in chart.bars]
    core = read_package(blob)["docProps/core.xml"].decode()
    assert set(re.findall(r">(\d{4})-", core)) == {"1980"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_run_names_its_language(lang: Language) -> None:
    """That of the briefing, or English where words are not translated."""
    found = set()
    for part in runs(slides("2026", lang)):
        found |= set(re.findall(r'<a:rPr lang="([^"]*)"', part))
        assert part.count("<a:r>") == len(re.findall(r"<a:r><a:rPr lang=", part))

    assert found <= {LOCALES[lang], "en-GB"}
    assert LOCALES[lang] in found


def runs(made: bytes) -> Iterator[str]:
    """Yield the parts of a file that are slides or notes."""
    for name, data in read_package(made).items():
        if re.fullmatch(r"ppt/(slides|notesSlides)/\w+\.xml", name):
            yield data.decode()


def test_arabic_runs_right_to_left_and_english_in_it_does_not() -> None:
    """Each paragraph says which way it runs; tables turn, too."""
    for part in runs(slides("2026", "ar")):
        for paragraph in re.findall(r"<a:p>.*?</a:p>", part):
            if '<a:r><a:rPr lang="ar-SA"' in paragraph:
                assert ' rtl="1"' in paragraph
            elif '<a:r><a:rPr lang="en-GB"' in paragraph:
                assert 'algn="l" rtl="0"' in paragraph
    assert any("<a:tblPr" in part and ' rtl="1"' in part for part in runs(slides("2026", "ar")))


def test_slide_numbers_are_fields_and_the_example_is_marked_on_every_slide() -> None:
    """Numbers stay right when slides move; the mark moves with its slide."""
    made = [part for part in runs(slides("2026", "en")) if "<p:sld " in part]

    assert len(made) > 15
    for part in made:
        assert part.count('type="slidenum"') == 1
        assert part.count(">EXAMPLE, not a real briefing<") >= 1


def test_notes_tell_the_speaker_who_answers_and_what_shows_it() -> None:
    """From the plan, and from the notes of the briefing."""
    notes = {
        slide.shapes.title.text_frame.text: slide.notes_slide.notes_text_frame.text
        for slide in opened("2026", "en").slides
        if slide.has_notes_slide
    }

    assert (
        "Responsible: Editor of HabPost Evidence: Example issue list" in notes["Actions: Advocacy"]
    )
    assert notes["Number of reports"].startswith("Do not add the two subjects up")


def test_the_same_briefing_has_the_same_bytes() -> None:
    """And its properties say what it is, not who or what made it."""
    again = write_pptx(deck("2026", "ar"), own_base("ar"))
    core = read_package(again)["docProps/core.xml"].decode()

    assert again == slides("2026", "ar")
    assert "<dc:language>ar-SA</dc:language>" in core
    assert "2026-11-23T00:00:00Z" in core
    assert "lastModifiedBy" not in core
    assert b"python-pptx" not in again


PAGES: list[tuple[str, Language]] = [("2023", "en"), *(("2026", lang) for lang in LANGUAGES)]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with each briefing as LibreOffice sets it, in its own wider fonts."""
    folder = tmp_path_factory.mktemp("printed")
    for year, lang in PAGES:
        (folder / f"{year}-{lang}.pptx").write_bytes(slides(year, lang))
    (folder / "overfull.pptx").write_bytes(overfull())
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, folder.glob("*.pptx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


@pytest.mark.parametrize(("year", "lang"), PAGES)
def test_no_word_leaves_its_placeholder(year: str, lang: Language, printed: Path) -> None:
    """Every word on paper lies in the place that its slide has for it, and none is left out."""
    assert outside(printed / f"{year}-{lang}.pdf", opened(year, lang)) == []


def test_a_slide_that_is_too_full_would_be_found(printed: Path) -> None:
    """Otherwise the test above would prove nothing."""
    made = pptx.Presentation(BytesIO(overfull()))

    assert {title for title, _ in outside(printed / "overfull.pdf", made)} == {"Background"}


def outside(pdf: Path, made: Any) -> list[tuple[str, str]]:
    """Return the words of a printed file that stand in no place of their slide, with its title."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages, found = boxes.split("<page ")[1:], []
    assert len(pages) == len(made.slides)
    for page, slide in zip(pages, made.slides, strict=True):
        title, places = slide.shapes.title.text_frame.text, [place(s) for s in slide.shapes]
        words = re.findall(_WORD, page)
        assert len(words) >= len(title.split())
        for box in words:
            left, top, right, bottom = map(float, box[:4])
            if not any(
                x <= (left + right) / 2 <= x + wide and y - 2 <= top and bottom <= y + high + 2
                for x, y, wide, high in places
            ):
                found.append((title, box[4]))
    return found


_WORD = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)<'


def overfull() -> bytes:
    """Return a briefing of which one slide says everything three times."""
    parts = read_package(slides("2026", "en"))
    name = "ppt/slides/slide2.xml"
    bodies = re.split(rb"(<a:lstStyle/>|</p:txBody>)", parts[name])
    longest = max(bodies, key=len)
    assert longest.count(b"<a:p>") == 3
    parts[name] = parts[name].replace(longest, longest * 3)
    return write_package(parts)


def place(shape: Any) -> tuple[float, float, float, float]:
    left, top, wide, high = shape.left, shape.top, shape.width, shape.height
    if getattr(shape, "has_table", False):  # grows with its rows: measured by its layout's place
        idx = shape._element.find(f".//{qn('p:ph')}").get("idx")
        slot = next(
            p
            for p in shape.part.slide.slide_layout.placeholders
            if str(p.placeholder_format.idx) == idx
        )
        left, top, wide, high = slot.left, slot.top, slot.width, slot.height
    return left / POINT, top / POINT, wide / POINT, high / POINT


@pytest.mark.parametrize(("year", "lang"), PAGES)
def test_a_pdf_has_a_page_for_each_slide(year: str, lang: Language, tmp_path: Path) -> None:
    """What is too much for a page would take another; standards are declared."""
    from generators.reporting.briefing.slides_pdf import write_slides_pdf

    made = write_slides_pdf(deck(year, lang))
    path = tmp_path / "briefing.pdf"
    path.write_bytes(made)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout

    assert f"Pages:           {len(wide(year, lang))}\n" in told
    assert b"pdfuaid:part" in made
    assert b"pdfaid:part" in made
    assert made == write_slides_pdf(deck(year, lang))
    assert text(deck(year, lang).slides[0].title)[:20] in deck(year, lang).title
