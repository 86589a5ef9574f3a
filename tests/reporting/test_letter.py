"""The management letter: a draft until its signatory signs off exactly its words."""

from pathlib import Path

import pytest

from generators.cli import main
from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.document.model import Document, text
from generators.document.wording import wording
from generators.reporting.letter import letter_document, sign_off
from tests.conftest import ON, ROOT, change

LETTER = "content/plan/2026/certification.yml"
SIGN = [
    "plan",
    "clearance",
    "2026",
    "certification",
    "--as",
    "executive-director",
    "--on",
    "2027-01-20",
]


def written(out: Path, *more: str) -> int:
    return main(["plan", "certification", "2026", "--out", str(out), "--on", "2027-01-25", *more])


def letter_now(home: Path, lang: Language = "en") -> Document:
    library = load(home)
    return letter_document(library, library.certifications["2026"], lang, ON)


def test_the_letter_is_a_draft_until_it_is_signed_off(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unsigned it has no day; signed off it has the day of that act, and the mark is gone."""
    before = letter_now(home)
    assert before.draft_mark == "DRAFT – not signed"
    assert "Date: the day of signature" in list(wording(before.plain_blocks))

    assert main(SIGN) == 0
    after = letter_now(home)
    assert after.draft_mark == ""
    assert "Date: 20 January 2027" in list(wording(after.plain_blocks))
    assert written(tmp_path / "out") == 0
    assert "signed off by executive-director on 2027-01-20" in capsys.readouterr().out


def test_a_changed_word_makes_the_letter_a_draft_again(home: Path) -> None:
    """Whichever word it is, or the period: but not a comment in the file."""
    assert main(SIGN) == 0
    change(home, LETTER, "source: For the tests", "source: For the tests  # as before")
    assert letter_now(home).draft_mark == ""

    change(home, LETTER, "Nothing else.", "Nothing more.")
    assert letter_now(home).draft_mark == "DRAFT – not signed"
    change(home, LETTER, "Nothing more.", "Nothing else.")
    assert letter_now(home).draft_mark == ""


def test_a_translation_is_never_the_signed_letter(home: Path) -> None:
    assert main(SIGN) == 0
    for lang in LANGUAGES[1:]:
        assert letter_now(home, lang).draft_mark
    assert "The English letter is the one that is signed." not in " ".join(
        wording(letter_now(home).plain_blocks)
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        (LETTER, "author: coordinator", "author: executive-director", "is also the author of"),
        (
            LETTER,
            "signatory: executive-director",
            "signatory: legal-unit",
            "signed by `legal-unit`, not",
        ),
        (LETTER, "source: For", "to_confirm: [reported]\nsource: For", "to be confirmed: reported"),
        (
            "content/roles/executive-director.yml",
            "[reports, certifications]",
            "[reports]",
            "`executive-director` may not clear certifications",
        ),
    ],
)
def test_nobody_signs_without_the_right_to(
    home: Path, capsys: pytest.CaptureFixture[str], path: str, old: str, new: str, says: str
) -> None:
    change(home, path, old, new)

    assert main(SIGN) == 1
    assert says in capsys.readouterr().err
    assert not (home / "content/clearances").exists()


def test_the_letter_is_refused_while_a_check_fails_and_every_fault_is_listed(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(home, LETTER, "[st-sgb-2003-13]", "[st-sgb-2003-31]")
    change(home, "content/plan/2026/report.yml", "value: 60", "value: 160")

    assert written(tmp_path / "out") == 1
    told = capsys.readouterr().err
    assert "st-sgb-2003-31" in told
    assert "`course` has the value 160" in told
    assert not (tmp_path / "out").exists()


def test_the_letter_is_refused_while_it_and_the_report_disagree_on_the_period(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(home, LETTER, "start: 2026-01-01, end: 2026-12-31", "start: 2026-01-01, end: 2026-06-30")

    assert written(tmp_path / "out") == 1
    assert "certifies 2026-01-01 to 2026-06-30, but content/plan/2026/report.yml covers" in (
        capsys.readouterr().err
    )


def test_the_shipped_letter_is_an_example_that_nobody_has_confirmed() -> None:
    """Each statement is marked; the signatory is a role, never a person."""
    library = load(ROOT)
    letter = library.certifications["2026"]
    document = letter_document(library, letter, "en", ON)
    lines = list(wording(document.plain_blocks))

    assert sign_off(library, letter) is None
    assert sorted(letter.to_confirm) == sorted(each.id for each in letter.statements)
    marked = [line for line in lines if line.endswith("(to be confirmed)")]
    assert len(marked) == len(letter.statements)
    assert "From: Executive Director, UN-Habitat" in lines
    assert "Example: nobody certifies this, and nobody will sign it." in lines[0]
    assert text(document.subtitle) == "UN-Habitat"


def test_a_translated_letter_names_the_organization_in_its_language(home: Path) -> None:
    """Below the title and after the function that signs, with the comma of that language."""
    document = letter_now(home, "ar")

    assert text(document.subtitle) == "موئل الأمم المتحدة"
    assert any(line.endswith("، موئل الأمم المتحدة") for line in wording(document.plain_blocks))
