"""One annex in three formats: the same words in the same order, and why each clause is in it."""

import datetime as dt
import re
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from generators.annex.answers import check_answers
from generators.annex.compose import compose
from generators.annex.edition import edition
from generators.annex.reasons import explained, obstacles
from generators.annex.resolve import resolved
from generators.annex.sample import sample_answers
from generators.annex.values import Value
from generators.cli import main
from generators.content.approvals import Approval, key_language, words_hash
from generators.content.authority import original_of
from generators.content.loader import load
from generators.content.prose import Paragraph
from generators.content.record import Language
from generators.content.source import parse_yaml
from generators.document.html_file import write_html
from generators.document.model import (
    Clause,
    Document,
    Notice,
    SubClause,
    SubItem,
    Table,
    text,
)
from generators.document.pdf import write_pdf
from generators.document.word import word_parts
from tests.conftest import ON, ROOT

LIBRARY = load(ROOT)
AGREEMENT = LIBRARY.agreements["agreement-of-cooperation"][-1]


def answers(lang: Language, **changed: str) -> dict[str, Value]:
    sample = sample_answers(AGREEMENT, LIBRARY, lang)
    given = parse_yaml(sample, "").value
    assert isinstance(given, dict)
    return check_answers(AGREEMENT, LIBRARY, given | changed, lang).used


def document(lang: Language) -> Document:
    made = edition(LIBRARY, AGREEMENT.id, lang, ON)
    return resolved(made, answers(lang))


def printed(made: Document) -> list[str]:
    """Return the words of every block, in order."""
    found = [made.title, text(made.subtitle)]
    for block in made.plain_blocks:
        match block:
            case Paragraph(inlines) | Notice(_, inlines) | SubClause(inlines) | SubItem(inlines):
                found.append(text(inlines))
            case Clause(_, title):
                found.append(text(title))
            case Table(header, rows):
                found += [text(cell) for cell in header]
                found += [text(cell) for row in rows for cell in row.cells]
    return [flat(words) for words in found if words]


def flat(words: str) -> str:
    """Return words without blanks and direction marks, which each format has its own of."""
    return re.sub(r"[\s\u00ad\u200b\u2066-\u2069\u200e\u200f]", "", words)


def missing(wanted: list[str], shown: str) -> list[str]:
    """Return what is not there, looked for one after the other."""
    lost, at = [], 0
    for words in wanted:
        found = shown.find(words, at)
        if found < 0:
            lost.append(words)
        else:
            at = found + len(words)
    return lost


@pytest.mark.parametrize("lang", ["en", "fr", "es", "ar"])
def test_html_says_what_the_document_says(lang: Language) -> None:
    """Every block, in order, in the direction of its language, and nothing is fetched."""
    made = document(lang)
    html = write_html(made).decode()
    body = re.sub(r"<[^>]+>", "", html[html.index("<body>") :])

    assert missing(printed(made), flat(unescape(body))) == []
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in html
    assert not re.search(r"(src|href)=", html.replace('href="#', ""))
    assert "overflow-wrap: anywhere" in html  # a word longer than its line is cut off on paper


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_pdf_says_what_the_document_says(lang: Language, tmp_path: Path) -> None:
    """Every block, in order, once what each page repeats is taken out."""
    made = document(lang)
    path = tmp_path / "annex.pdf"
    path.write_bytes(write_pdf(made))
    command = ["pdftotext", "-raw", "-x", "0", "-y", "75", "-W", "600", "-H", "700", str(path), "-"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    numbers = re.compile(r"^(\d+\.|\d+\.\d+|\([a-z]{1,2}\))(?= \S)", re.M)

    assert missing(printed(made), flat(numbers.sub("", shown))) == []


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_nobody_signs_a_page_without_a_word_of_the_annex(lang: Language, tmp_path: Path) -> None:
    """The last sub-clause stands on the page of the signatures, in the PDF and in Word."""
    made = document(lang)
    *_, last = [block for block in made.plain_blocks if isinstance(block, SubClause)]
    path = tmp_path / "annex.pdf"
    path.write_bytes(write_pdf(made))
    pages = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    *_, signed, _ = pages.stdout.split("\f")

    assert flat(text(last.inlines)) in flat(signed)
    body = word_parts(made)["word/document.xml"].decode()
    *_, before, heading = re.findall(r"<w:p>.*?</w:p>", body.rpartition("<w:tbl>")[0])
    assert '"ClauseLead"' in before
    assert '"PartHeading"' in heading


def test_arabic_items_are_lettered_by_the_abjad() -> None:
    """The third item is jim, as in the legal texts of the United Nations, not c."""
    html = write_html(document("ar")).decode()

    assert '<p class="sub-item"><span class="number">(ج)</span>' in html
    assert "(c)" not in html


def test_a_caption_that_repeats_its_heading_is_not_printed() -> None:
    """“Data sheet” stands once above the data sheet."""
    html = write_html(document("en")).decode()

    assert html.count("Data sheet</") == 1


def test_each_clause_is_explained_in_plain_words() -> None:
    """In or out, and by which answer; a number only for what stands."""
    composed = compose(LIBRARY, AGREEMENT.id, "en", ON)
    lines = list(explained(composed, LIBRARY, answers("en", children_contact="no")))
    [children] = [line for line in lines if "Safeguarding of every Child" in line]

    assert len(lines) == len(AGREEMENT.clauses) + 1
    assert lines[-1].startswith("     draft, as it rests on Earlier United Nations tool")
    assert children.endswith("out  Safeguarding of every Child: “Contact with children” is no")
    assert lines[0] == "  1. in   Definitions: always stands"


def test_what_is_not_approved_is_listed_on_page_one() -> None:
    """Each draft in the annex by its title, and none that is left out of it."""
    composed = compose(LIBRARY, AGREEMENT.id, "en", ON)
    given = answers("en", children_contact="no")
    made = resolved(edition(LIBRARY, AGREEMENT.id, "en", ON), given)
    notice = text(next(b for b in made.plain_blocks if isinstance(b, Notice)).inlines)

    assert "Not approved or confirmed yet: Annex: Protection" in notice
    assert "; Definitions; " in notice
    assert "Safeguarding of every Child" not in notice
    assert len(list(obstacles(composed, LIBRARY, given))) == notice.count(";") + 1


def cleared(key: str, day: str) -> Approval:
    """Return an approval of a text as it stands, given on a day."""
    item = LIBRARY.approvable[key]
    return Approval(
        item=key,
        approved_by="legal-unit",
        approved_on=dt.date.fromisoformat(day),
        effective_from=item.effective_from,
        sha256=words_hash(item, key_language(key)),
        original=original_of(item),
    )


def test_each_obstacle_is_told_by_its_cause() -> None:
    """What is approved for later, and what translates words not in force, is not “by nobody”."""
    days = {
        "agreements/agreement-of-cooperation/1.en": "2026-11-24",
        "clauses/training/1.en": "2026-11-24",
        "clauses/training/1.fr": "2026-11-20",
        "clauses/reporting/1.en": "2026-11-20",
    }
    approvals = {key: cleared(key, day) for key, day in days.items()}
    library = replace(LIBRARY, approvals=approvals)
    said = {
        lang: " ".join(why for _, why in obstacles(composed, library, answers(lang)))
        for lang in ("en", "fr")
        for composed in [compose(library, AGREEMENT.id, lang, ON)]
    }

    assert "the annex itself, its order and conditions, is approved, but only in" in said["en"]
    assert "“Training” is approved, but only in force from 2026-11-24" in said["en"]
    assert "“Reporting to UN-Habitat” is" not in said["en"]
    assert "“Formation” is approved, but the text that it translates is not in" in said["fr"]
    assert "conditions, is approved by nobody yet. Whoever may: psea approve" in said["fr"]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    path = tmp_path / "answers.yml"
    path.write_text(sample_answers(AGREEMENT, LIBRARY, "en"), encoding="utf-8")
    return path


def new(sample: Path, *options: str) -> int:
    out = str(sample.parent / "out")
    return main(["annex", "new", AGREEMENT.id, "--answers", str(sample), "--out", out, *options])


def test_all_formats_lie_beside_each_other(sample: Path) -> None:
    """One command, one name, three endings; a second run gives the same bytes."""
    assert new(sample, "--pdf", "--html") == 0
    made = {path.name: path.read_bytes() for path in (sample.parent / "out").iterdir()}
    assert new(sample, "--pdf", "--html") == 0

    assert sorted(Path(name).suffix for name in made) == [".docx", ".html", ".pdf"]
    assert made == {path.name: path.read_bytes() for path in (sample.parent / "out").iterdir()}
    assert b"pdfuaid:part" in made[next(name for name in made if name.endswith(".pdf"))]


def test_a_final_copy_is_refused_and_every_cause_is_named(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The shipped library is a draft: exit code 1, nothing written, each text and its way out."""
    assert new(sample, "--final") == 1
    told = capsys.readouterr().err

    assert "psea approve clauses/reporting/1.en --as ROLE" in told
    assert "28 errors." in told
    assert "content/assessments/earlier-tool.yml:1: of “Earlier" in told
    assert not (sample.parent / "out").exists()


def test_nothing_is_written_when_one_format_is_in_the_way(sample: Path) -> None:
    """A file of the same name with other words stops all three."""
    assert new(sample, "--html") == 0
    folder = sample.parent / "out"
    [page] = folder.glob("*.html")
    page.write_text("mine", encoding="utf-8")
    for other in folder.glob("*.docx"):
        other.unlink()

    assert new(sample, "--html") == 2
    assert [path.name for path in folder.iterdir()] == [page.name]
