"""The register: every issued annex can be found, shown to be unchanged, and made again."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.annex import compose
from generators.annex.answers import check_answers
from generators.annex.edition import edition
from generators.annex.identity import NoAnnex, identity_of
from generators.annex.issue import issue
from generators.annex.register import Issue, NoEntry, entry_of, moved, read_entry, sha256
from generators.annex.sample import asked, plain_example
from generators.cli import main
from generators.content.library import Library
from generators.content.loader import load
from generators.document.package import read_package, write_package
from tests.conftest import ON, ROOT, change

KIND = "cooperation"


@pytest.fixture
def place(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a register, to work in; the project is the dummy one."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setenv("PSEA_REGISTER", str(tmp_path / "register"))
    (tmp_path / "register").mkdir()
    assert main(["annex", "sample", KIND, "--out", str(tmp_path / "answers.yml")]) == 0
    return tmp_path


def new(place: Path, *more: str) -> int:
    answers, out = str(place / "answers.yml"), str(place / "out")
    return main(["annex", "new", KIND, "--answers", answers, "--out", out, *more])


def entry(place: Path) -> Path:
    [path] = (place / "register").glob("*/*.zip")
    return path


def code(place: Path) -> str:
    return entry(place).stem.rpartition(".")[2]


def test_the_entry_holds_answers_decisions_hashes_and_the_file(place: Path) -> None:
    """Any program that opens a zip shows them; a second run leaves the same bytes."""
    assert new(place) == 0
    first = entry(place).read_bytes()
    with zipfile.ZipFile(BytesIO(first)) as opened:
        record = json.loads(opened.read("record.json"))
        assert opened.read("AOC-KEN-1.en.docx") == (place / "out/AOC-KEN-1.en.docx").read_bytes()

    assert entry(place).relative_to(place / "register").as_posix() == (
        f"2026/AOC-KEN-1.en.{record['code']}.zip"
    )
    assert record["answers"]["reporting_hours"] == 24
    assert record["state"] == "draft"
    assert set(record["texts"]) == {
        "agreements/cooperation/1.en",
        "clauses/definitions/1.en",
        "clauses/sub-partners/1.en",
        "clauses/reporting/1.en",
    }
    assert any("No Sub-partners" in line and " out " in line for line in record["decisions"])
    assert new(place) == 0
    assert entry(place).read_bytes() == first


def test_an_entry_whose_files_were_changed_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bytes that were issued are proved by their hash; another file in their place is told."""
    new(place)
    parts = read_package(entry(place).read_bytes())
    entry(place).write_bytes(write_package(parts | {"AOC-KEN-1.en.docx": b"another"}))

    assert main(["annex", "register", "show", code(place)]) == 2
    assert "somebody has changed it" in capsys.readouterr().err
    assert new(place) == 2


def test_other_answers_that_do_not_print_never_replace_those_recorded(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The partner's file would be the same, and the record of why would be lost."""
    new(place)
    before = entry(place).read_bytes()
    said = read_entry(before)
    hidden = said.issue.model_copy(update={"answers": said.issue.answers | {"more": "hidden"}})
    entry(place).write_bytes(type(said)(hidden, said.files).data())

    assert new(place) == 2
    assert "with other answers that do not print" in capsys.readouterr().err
    assert read_entry(entry(place).read_bytes()).issue.answers["more"] == "hidden"


def test_further_formats_join_the_entry(place: Path) -> None:
    """The Word file alone first, then with a PDF: one entry, both files."""
    assert new(place) == 0
    assert new(place, "--pdf") == 0

    kept = read_entry(entry(place).read_bytes())
    assert sorted(kept.files) == ["AOC-KEN-1.en.docx", "AOC-KEN-1.en.pdf"]


def test_without_the_drive_nothing_is_issued(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A register that cannot be reached stops everything; no folder is made in its place."""
    monkeypatch.setenv("PSEA_REGISTER", str(place / "gone"))

    assert new(place) == 2
    assert "cannot be reached. Connect the drive" in capsys.readouterr().err
    assert not (place / "gone").exists()
    assert not (place / "out").exists()


def test_inspect_knows_the_file_and_sees_a_change(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One changed word in the file is seen; the properties still lead to the entry."""
    new(place)
    path = place / "out/AOC-KEN-1.en.docx"
    assert main(["annex", "inspect", str(path)]) == 0
    assert "It is exactly the file that was issued." in capsys.readouterr().out

    parts = read_package(path.read_bytes())
    body = parts["word/document.xml"].replace(b"24", b"72", 1)
    path.write_bytes(write_package(parts | {"word/document.xml": body}))
    assert main(["annex", "inspect", str(path)]) == 1
    told = capsys.readouterr().out
    assert "It is not the file that was issued" in told
    assert code(place) in told


def test_a_pdf_and_a_page_are_known_by_their_bytes(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What they are made of says nothing; the register knows the files that were issued."""
    new(place, "--pdf", "--html")
    for ending in ("pdf", "html"):
        path = place / f"out/AOC-KEN-1.en.{ending}"
        assert main(["annex", "inspect", str(path)]) == 0
        told = capsys.readouterr().out
        assert f"code {code(place)}, cooperation version 1" in told
        assert "It is exactly the file that was issued." in told

        path.write_bytes(path.read_bytes() + b" ")
        assert main(["annex", "inspect", str(path)]) == 2
        assert "The code in its footer leads to it" in capsys.readouterr().err


def test_a_code_may_be_typed_in_small_letters(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads it off paper types it as they like."""
    new(place)

    assert main(["annex", "register", "show", code(place).lower()]) == 0
    assert code(place) in capsys.readouterr().out


@pytest.mark.parametrize("by", ["code", "file"])
def test_an_annex_is_made_again_byte_for_byte(place: Path, by: str) -> None:
    """From its code, or from a file that bears it."""
    new(place)
    path = place / "out/AOC-KEN-1.en.docx"
    named = code(place) if by == "code" else str(path)
    assert main(["annex", "reissue", named, "--out", str(place / "again")]) == 0

    assert (place / "again/AOC-KEN-1.en.docx").read_bytes() == path.read_bytes()


MOVED = [
    (
        "content/clauses/reporting/1.en.md",
        "- what happened;",
        "- what happened there;",
        "the text clauses/reporting/1.en changed",
    ),
    (
        "content/agreements/cooperation/1.yml",
        'introduction: {en: "This Annex is part of the Agreement."}',
        'introduction: {en: "This Annex is part of the agreement."}',
        "the agreement cooperation/1.en changed",
    ),
]


@pytest.mark.parametrize(("path", "old", "new_words", "says"), MOVED)
def test_what_has_moved_is_named(
    place: Path, path: str, old: str, new_words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clause or the agreement that changed since is named, and nothing is written."""
    new(place)
    change(place / "project", path, old, new_words)

    assert main(["annex", "reissue", code(place), "--out", str(place / "again")]) == 1
    assert says in capsys.readouterr().err
    assert not (place / "again").exists()


@pytest.mark.parametrize(
    ("update", "says"),
    [
        ({"layout": "0" * 8}, "the layout changed"),
        ({"base": "0" * 64}, "the base document is another one"),
        ({"program": "0" * 8}, "the program changed, from 00000000 to "),
        ({"library": "0" * 8}, "titles of instruments, or words that all annexes share, changed"),
        ({"state": "final"}, "it was final, and would be draft now"),
        (
            {"texts": {"clauses/reporting/1.en": "0" * 64}},
            "the text clauses/reporting/1.en changed",
        ),
    ],
)
def test_each_kind_of_move_is_told_apart(place: Path, update: dict[str, object], says: str) -> None:
    """Words, layout, base document, program and approval each have their sentence."""
    new(place)
    said = read_entry(entry(place).read_bytes()).issue

    assert moved(said, said) == []
    assert any(says in told for told in moved(said.model_copy(update=update), said))


def issued(library: Library, program: str) -> Issue:
    """Return what the register says of the sample of a real agreement."""
    agreement = library.agreements["agreement-of-cooperation"][-1]
    sample = {q.id: plain_example(q) for q in asked(agreement)}
    used = check_answers(agreement, library, sample, "en").used
    made = edition(library, agreement.id, "en", ON)
    annex = issue(made, used)
    return entry_of((made,), annex, used, {annex.file_name: annex.data}, program).issue


def test_a_threshold_that_moved_is_named_and_not_the_clause_that_went_with_it() -> None:
    """With other points for full capacity, the sample needs no corrective plan any more."""
    library = load(ROOT)
    before = issued(library, "a" * 8)
    easy = library.tools["earlier-tool"].model_copy(update={"full_from": 6})
    after = issued(replace(library, tools={**library.tools, "earlier-tool": easy}), "a" * 8)

    assert moved(before, after) == [
        "the assessment tool earlier-tool.en changed, so that"
        " the text clauses/corrective-plan/1.en is gone"
    ]
    old = {key: value for key, value in before.texts.items() if not key.startswith("assess")}
    assert moved(before.model_copy(update={"texts": old}), before) == []


def test_the_width_of_a_column_is_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """No words moved, so none are named; the code is another, since readers see it."""
    library = load(ROOT)
    before, sheet = issued(library, "a" * 8), compose._data_sheet
    monkeypatch.setattr(
        compose, "_data_sheet", lambda *given: replace(sheet(*given), widths=(50, 50))
    )
    after = issued(library, "b" * 8)

    assert moved(before, after) == [
        "the layout changed",
        f"the program changed, from {'a' * 8} to {'b' * 8}",
    ]
    assert before.code != after.code


def test_a_clause_that_comes_or_goes_with_the_agreement_is_told_as_its_effect(place: Path) -> None:
    """Its conditions decide; a clause that goes for no such cause is told by itself."""
    new(place)
    said = read_entry(entry(place).read_bytes()).issue
    fewer = {key: value for key, value in said.texts.items() if "sub-partners" not in key}
    gone = "the text clauses/sub-partners/1.en is gone"

    assert moved(said, said.model_copy(update={"texts": fewer})) == [gone]
    changed = fewer | {"agreements/cooperation/1.en": "0" * 64, "clauses/new/1.en": "0" * 64}
    assert moved(said, said.model_copy(update={"texts": changed})) == [
        f"the agreement cooperation/1.en changed, so that the text clauses/new/1.en is new in it"
        f" and {gone}"
    ]


def test_an_annex_from_before_the_register_is_added(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its answers, if they make the same file; with others, nothing is registered."""
    register = str(place / "register")
    monkeypatch.delenv("PSEA_REGISTER")
    assert new(place) == 0
    assert "not registered" in capsys.readouterr().out
    monkeypatch.setenv("PSEA_REGISTER", register)
    path, answers = str(place / "out/AOC-KEN-1.en.docx"), str(place / "answers.yml")
    assert main(["annex", "register", "add", path, "--answers", answers]) == 0
    assert main(["annex", "register", "list"]) == 0
    assert f"{code(place)}  2026-11-23  en    draft" in capsys.readouterr().out

    entry(place).unlink()
    other = (place / "answers.yml").read_text("utf-8").replace("hours: 24", "hours: 48")
    (place / "answers.yml").write_text(other, "utf-8")
    assert main(["annex", "register", "add", path, "--answers", answers]) == 2
    assert "Nothing was registered" in capsys.readouterr().err
    assert not list((place / "register").glob("*/*.zip"))


def test_the_issued_files_come_back_from_the_register(place: Path) -> None:
    """Also when what the partner got is lost."""
    new(place, "--html")
    issued = {path.name: path.read_bytes() for path in (place / "out").iterdir()}
    assert main(["annex", "register", "show", code(place), "--out", str(place / "back")]) == 0

    assert {path.name: path.read_bytes() for path in (place / "back").iterdir()} == issued


def test_the_register_shows_answers_as_a_person_reads_them(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lists, scores and actions with a line an entry, and nothing of how a program writes them."""
    monkeypatch.chdir(ROOT)
    kind, answers = "agreement-of-cooperation", str(place / "real.yml")
    assert main(["annex", "sample", kind, "--out", answers]) == 0
    assert main(["annex", "new", kind, "--answers", answers, "--out", str(place / "out")]) == 0
    capsys.readouterr()
    assert main(["annex", "register", "show", code(place)]) == 0
    told = capsys.readouterr().out

    assert "  assessment_scores:\n    - policy: adequate\n    - human-resources: adequate" in told
    assert "  accepted_fallbacks: none\n" in told
    assert "  corrective_actions:\n    - training | " in told
    assert not set("{}[]") & set(told.partition("Decisions")[0])


def test_a_final_copy_needs_the_register(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With every text approved: refused without a register, issued and recorded with one."""
    items = (
        "agreements/cooperation",
        "clauses/definitions",
        "clauses/reporting",
        "clauses/sub-partners",
    )
    for item in items:
        approval = ["approve", f"{item}/1.en", "--as", "legal-unit", "--on", "2026-11-20"]
        assert main(approval) == 0
    monkeypatch.delenv("PSEA_REGISTER")
    assert new(place, "--final") == 2
    assert "a final copy must be in the register" in capsys.readouterr().err
    monkeypatch.setenv("PSEA_REGISTER", str(place / "register"))
    assert new(place, "--final") == 0

    assert read_entry(entry(place).read_bytes()).issue.state == "final"


def test_a_damaged_entry_is_told_in_the_list(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are listed all the same."""
    new(place)
    (place / "register/2026/x.zip").write_bytes(b"PK\x03\x04")

    assert main(["annex", "register", "list"]) == 1
    told = capsys.readouterr()
    assert "1 in " in told.out
    assert "is no entry of the register" in told.err


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Neither a file from a partner nor a broken entry ends in a traceback."""
    for read, refusal in ((read_entry, NoEntry), (identity_of, NoAnnex)):
        with pytest.raises(refusal):
            read(data)


def test_nothing_of_the_register_is_in_the_partner_s_file(place: Path) -> None:
    """The file says which annex it is; it names no decision and no answer that does not print."""
    new(place)
    parts = read_package((place / "out/AOC-KEN-1.en.docx").read_bytes())
    said = identity_of((place / "out/AOC-KEN-1.en.docx").read_bytes())

    assert set(said) == {"agreement", "library", "code", "lang"}
    assert not any(b"always stands" in part for part in parts.values())


def test_a_name_that_leads_elsewhere_is_refused(place: Path) -> None:
    """Nobody can have a file written outside the folder by way of the register."""
    new(place)
    kept = read_entry(entry(place).read_bytes())
    name = "../../evil.txt"
    update = {"files": {name: sha256(b"x")}}
    evil = type(kept)(kept.issue.model_copy(update=update), {name: b"x"})

    with pytest.raises(NoEntry, match="leads elsewhere"):
        read_entry(evil.data())
