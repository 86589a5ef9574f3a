"""What a reader of Arabic sees: the order of digits on the page, in Word, PDF and HTML."""

import re
import subprocess
from pathlib import Path

import pytest

from generators.content.prose import Foreign, Heading, Paragraph, Text
from generators.content.record import Language
from generators.document.html import blocks_html
from generators.document.model import Document, Row, Table, words
from generators.document.pdf import PdfRefused, write_pdf
from generators.document.word import write_word

PHONE = ["+254", "20", "762", "5003"]
ARABIC = Document(
    title="ملحق: الحماية",
    lang="ar",
    created=words("2026-11-23"),
    blocks=(
        Paragraph(
            words(f"للإبلاغ اتصل بالرقم {' '.join(PHONE)} أو اكتب إلى psea@example.org فورا.")
        ),
        Heading(2, words("الجدول")),
        Table(
            (words("البند"), words("القيمة")),
            (Row((words("الهاتف"), words(" ".join(PHONE)))),),
            (40, 60),
        ),
    ),
)


def groups_in_sight(pdf: Path) -> list[list[str]]:
    """Return the groups of each printed phone number in the order in which they stand on paper."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<', boxes)
    lines: dict[int, list[tuple[float, str]]] = {}
    for x, y, word in found:
        bare = re.sub("[\u2066-\u2069\u200e\u200f]", "", word)
        if bare in PHONE:
            lines.setdefault(round(float(y) / 4), []).append((float(x), bare))
    return [[word for _, word in sorted(line)] for line in lines.values()]


def test_a_phone_number_reads_left_to_right_in_an_arabic_pdf(tmp_path: Path) -> None:
    """In the sentence and in the table, the plus comes first and the groups keep their order."""
    path = tmp_path / "arabic.pdf"
    path.write_bytes(write_pdf(ARABIC))

    assert groups_in_sight(path) == [PHONE, PHONE]


def test_a_day_after_english_words_stays_outside_them_in_an_arabic_pdf(tmp_path: Path) -> None:
    """The number of the day stands beside its month, to the left of the title."""
    title = Foreign("en", (Text("Example minutes"),))
    line = Paragraph((Text("الإثبات: "), title, Text("، 27 مارس 2026.")))
    path = tmp_path / "arabic.pdf"
    path.write_bytes(write_pdf(Document("ملحق", "ar", (line,), created=words("2026-11-23"))))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    at = {
        re.sub(r"[^A-Za-z0-9]", "", word): float(x)
        for x, word in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]*)<', boxes)
    }

    assert at["2026"] < at["27"] < at["Example"] < at["minutes"]


def test_a_phone_number_reads_left_to_right_in_an_arabic_word_file(tmp_path: Path) -> None:
    """As LibreOffice sets the Word file."""
    path = tmp_path / "arabic.docx"
    path.write_bytes(write_word(ARABIC))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )

    assert groups_in_sight(tmp_path / "arabic.pdf") == [PHONE, PHONE]


def test_html_isolates_numbers_mailboxes_and_symbols() -> None:
    """Each stands in an element with its own direction."""
    html = "".join(blocks_html([Paragraph(words("Call +254 20 762 5003, see ST/AI/2017/1"))], str))

    assert '<bdi dir="ltr" class="whole">+254 20 762 5003</bdi>' in html
    assert '<bdi dir="ltr">ST/AI/2017/1</bdi>' in html


def test_a_pdf_declares_both_standards_and_is_the_same_twice() -> None:
    """PDF/UA-1 and PDF/A-2a stand in the metadata; no clock, no machine."""
    first = write_pdf(ARABIC)

    assert b"pdfuaid:part" in first
    assert b"pdfaid:part" in first
    assert first == write_pdf(ARABIC)


LONG = ["x" * 1000, "a.long.name.of.a.mailbox@an.office.in.a.country.of.the.partner.example.org"]


@pytest.mark.parametrize("word", LONG)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_word_longer_than_its_line_stays_on_the_page(
    word: str, lang: Language, tmp_path: Path
) -> None:
    """In text and in a narrow column nothing is cut off, and what is copied is what was given."""
    row = Row((words("Mailbox"), words(word)))
    blocks = (Paragraph(words(f"To {word} only.")), Table((words("A"), words("B")), (row,), (3, 1)))
    path = tmp_path / "long.pdf"
    path.write_bytes(write_pdf(Document("T", lang, blocks, created=words("2026-11-23"))))
    boxes, raw = (
        subprocess.run(
            ["pdftotext", option, path, "-"], capture_output=True, text=True, check=True
        ).stdout
        for option in ("-bbox", "-raw")
    )
    edges = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', boxes)

    assert min(float(left) for left, _ in edges) > 60
    assert max(float(right) for _, right in edges) < 595 - 60
    assert re.sub(r"[\s\u2066-\u2069\u200e\u200f\u202a-\u202e]", "", raw).count(word) == 2


@pytest.mark.parametrize("word", ["漢字", "♞"])
def test_a_letter_that_our_font_lacks_is_refused(word: str) -> None:
    """A box, an empty spot or a letter of some other font never reaches a reader.

    The knight stands in the fonts that typst brings along, the others in none.
    """
    document = Document("T", "en", (Paragraph(words(word)),), created=words("2026-11-23"))

    with pytest.raises(PdfRefused):
        write_pdf(document)
