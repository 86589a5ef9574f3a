"""The hand-off as a whole: out as XLIFF or Word, back, and what is refused on the way."""

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from lxml import etree

from generators.cli import main
from generators.content.loader import load
from generators.document.package import read_package, write_package
from generators.translation.segments import item_of, items
from generators.translation.table import SO_FAR
from generators.translation.xliff import NAMESPACE
from tests.conftest import ROOT, change
from tests.document.test_word import findings
from tests.site.conftest import copy_project

Q = f"{{{NAMESPACE}}}"
PAGE = "docs/en/leaving.md"
OLD = "- To return, open the site by its address or from a bookmark."
NEW = "- To return, open the site anew, by its address or from a bookmark; 3 ways lead back."
CLAUSE = "content/clauses/reporting/1.en.md"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the real project, one paragraph of a page changed in English."""
    tree = copy_project(tmp_path / "project")
    change(tree, PAGE, OLD, NEW)
    monkeypatch.chdir(tree)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    return tree


def run(*arguments: str) -> int:
    return main(["translate", *arguments])


def exported(tree: Path, lang: str = "fr") -> Path:
    assert run("export", "--lang", lang, "--out", str(tree / "out")) == 0
    return tree / "out"


def found(element: etree._Element, path: str) -> etree._Element:
    """Return what must be there."""
    inner = element.find(path)
    assert inner is not None
    return inner


def fill(path: Path, words: dict[str, str]) -> None:
    """Fill targets as a translator's program does, by the words of the source."""
    root = etree.fromstring(path.read_bytes())
    for unit in root.iter(f"{Q}trans-unit"):
        source = "".join(str(text) for text in found(unit, f"{Q}source").itertext())
        if source in words:
            found(unit, f"{Q}target").text = words[source]
    path.write_bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


FRENCH = "Pour revenir, ouvrez de nouveau le site, par son adresse ou un favori ; 3 voies y mènent."


SO_FAR_FRENCH = "Pour revenir, ouvrez le site par son adresse ou à partir d’un favori."


def test_only_the_changed_paragraph_goes_out(tree: Path) -> None:
    """One line of a page changed: one segment, with the translation so far beside it."""
    root = etree.fromstring((exported(tree) / "translate-fr.xlf").read_bytes())
    [unit] = root.iter(f"{Q}trans-unit")

    assert found(unit, f"{Q}source").text == NEW.removeprefix("- ")
    assert not found(unit, f"{Q}target").text
    former = found(unit, f"{Q}alt-trans/{Q}target")
    assert (former.text or "").startswith("Pour revenir")
    assert found(root, f"{Q}file").get("original") == "docs/leaving"


@pytest.mark.parametrize(
    ("origin", "said"), [("human", "human"), ("machine-draft", "machine draft")]
)
def test_a_filled_file_comes_back_into_its_place(tree: Path, origin: str, said: str) -> None:
    """The paragraph is replaced, the rest of the page stays, hash and origin are recorded."""
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {NEW.removeprefix("- "): FRENCH})
    before = (tree / "docs/fr/leaving.md").read_text(encoding="utf-8")
    assert run("import", str(out), "--lang", "fr", "--origin", origin) == 0
    page = load(tree).pages["fr/leaving"]

    assert page.translates == load(tree).pages["en/leaving"].sha256
    assert page.origin == said
    kept = " ".join(before.split("---", 2)[2].split())
    assert " ".join(page.body.split()) == kept.replace(SO_FAR_FRENCH, FRENCH)
    assert main(["check", "--on", "2026-11-23"]) == 0


def test_importing_twice_changes_nothing(tree: Path) -> None:
    """The same file again gives the same bytes, and nothing more to translate."""
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {NEW.removeprefix("- "): FRENCH})
    run("import", str(out), "--lang", "fr", "--origin", "human")
    once = {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    run("import", str(out), "--lang", "fr", "--origin", "human")

    assert once == {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    assert all(item.in_sync for item in items(load(tree), "fr"))


def test_the_word_table_carries_the_same(tree: Path) -> None:
    """Arabic written into the right-hand column comes back; the validator finds no fault."""
    path = exported(tree, "ar") / "translate-ar.docx"
    assert findings(path) == []
    document = docx.Document(str(path))
    [table] = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][0] == SO_FAR
    assert rows[2] == [NEW.removeprefix("- "), ""]
    table.rows[2].cells[1].paragraphs[0].add_run("للعودة، افتحوا الموقع من جديد؛ 3 طرق تعيدكم.")
    document.save(str(path))
    assert run("import", str(path), "--lang", "ar", "--origin", "human") == 0

    assert "3 طرق تعيدكم" in load(tree).pages["ar/leaving"].body


def test_a_table_survives_libreoffice(tree: Path) -> None:
    """Translators without Word save with LibreOffice; the same segments are read."""
    path = exported(tree, "ar") / "translate-ar.docx"
    document = docx.Document(str(path))
    document.tables[0].rows[2].cells[1].paragraphs[0].add_run("للعودة 3 مرات.")
    document.save(str(path))
    away = tree / "away"
    command = ["soffice", "--headless", f"-env:UserInstallation={(tree / 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(away), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert run("import", str(away / path.name), "--lang", "ar", "--origin", "human") == 0

    assert "للعودة 3 مرات" in load(tree).pages["ar/leaving"].body


def test_what_was_made_from_other_words_is_refused(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The English moved while the translator worked: nothing is written, the words are quoted."""
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {NEW.removeprefix("- "): FRENCH})
    change(tree, PAGE, "3 ways lead back", "4 ways lead back")
    before = (tree / "docs/fr/leaving.md").read_bytes()
    capsys.readouterr()

    assert run("import", str(out), "--lang", "fr", "--origin", "human") == 1
    told = capsys.readouterr().err
    assert "`docs/leaving`: was translated from “To return, open the site anew" in told
    assert "Export again" in told
    assert before == (tree / "docs/fr/leaving.md").read_bytes()


def test_another_paragraph_that_moved_is_noticed_too(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page is taken whole or not at all: what was not sent out may have changed as well."""
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {NEW.removeprefix("- "): FRENCH})
    change(tree, PAGE, "Pressing it hides this site at once", "Pressing it hides this site now")
    capsys.readouterr()

    assert run("import", str(out), "--lang", "fr", "--origin", "human") == 1
    assert "lacks a translation of “Pressing it hides" in capsys.readouterr().err


def test_a_translation_that_loses_a_number_is_refused(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The checks of the content judge it before a byte is written."""
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {NEW.removeprefix("- "): "Pour revenir, ouvrez de nouveau le site."})
    before = (tree / "docs/fr/leaving.md").read_bytes()
    capsys.readouterr()

    assert run("import", str(out), "--lang", "fr", "--origin", "human") == 1
    assert "lacks `3`, which docs/en/leaving.md has" in capsys.readouterr().err
    assert before == (tree / "docs/fr/leaving.md").read_bytes()


def test_an_approved_translation_is_never_overwritten(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its approval is pinned to its words; other words would be a new version."""
    clause = load(tree).texts["clauses/reporting"]
    french = next(text for text in clause if text.lang == "fr")
    english = next(text for text in clause if text.lang == "en")
    for lang, text, original in (("en", english, ""), ("fr", french, english.sha256)):
        pinned = f"original: {original}\n" if original else ""
        (tree / f"content/approvals/clauses/reporting/1.{lang}.yml").parent.mkdir(
            parents=True, exist_ok=True
        )
        (tree / f"content/approvals/clauses/reporting/1.{lang}.yml").write_text(
            f"item: clauses/reporting/1.{lang}\napproved_by: legal-unit\n"
            f"approved_on: 2026-11-23\neffective_from: 2026-11-23\nsha256: {text.sha256}\n{pinned}"
        )
    run("export", "--lang", "fr", "--out", str(tree / "out"), "--all")
    out = tree / "out/translate-fr.xlf"
    fill(out, {english.title: "Un autre titre"})
    capsys.readouterr()
    code = run("import", str(out), "--lang", "fr", "--origin", "human")

    assert code == 1
    assert "content/approvals/clauses/reporting/1.fr.yml" in capsys.readouterr().err
    assert load(tree).texts["clauses/reporting"] == clause


def test_a_new_version_takes_over_the_paragraphs_that_stayed(tree: Path) -> None:
    """Version 2 of a clause with one new sentence asks for that paragraph alone."""
    text = (tree / CLAUSE).read_text(encoding="utf-8")
    text = text.replace("version: 1", "version: 2").replace("does not matter", "matters not")
    text = text.rstrip() + "\n\nOne more paragraph.\n"
    (tree / CLAUSE.replace("1.en", "2.en")).write_text(text, encoding="utf-8")
    item = item_of(load(tree), "fr", "clauses/reporting/2")
    assert item
    assert [segment.source for segment in item.open] == ["One more paragraph."]
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {"One more paragraph.": "Un paragraphe de plus.", NEW.removeprefix("- "): FRENCH})
    assert run("import", str(out), "--lang", "fr", "--origin", "machine-draft") == 0

    made = next(
        t for t in load(tree).texts["clauses/reporting"] if (t.version, t.lang) == (2, "fr")
    )
    assert made.body.endswith("\n\nUn paragraphe de plus.")
    assert made.reason == "Traduction de la version 2."


def test_nothing_is_exported_over_a_translators_work(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is there and differs is kept."""
    out = exported(tree) / "translate-fr.xlf"
    fill(out, {NEW.removeprefix("- "): FRENCH})
    kept = out.read_bytes()

    assert run("export", "--lang", "fr", "--out", str(tree / "out")) == 2
    assert "may hold a translator's work" in capsys.readouterr().err
    assert out.read_bytes() == kept


def test_an_empty_file_that_comes_back_changes_nothing(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Items without a single translation are passed over, and counted."""
    out = exported(tree) / "translate-fr.xlf"
    before = {p: p.read_bytes() for p in (tree / "docs").rglob("*") if p.is_file()}

    assert run("import", str(out), "--lang", "fr", "--origin", "human") == 0
    assert "1 came back empty" in capsys.readouterr().out
    assert before == {p: p.read_bytes() for p in (tree / "docs").rglob("*") if p.is_file()}


def test_tracked_changes_are_refused(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which words are meant is for the translator to say."""
    path = exported(tree) / "translate-fr.docx"
    parts = read_package(path.read_bytes())
    start = rb'<w:ins w:id="1" w:author="x">\1'
    changed = re.sub(rb"(<w:r>(?:(?!</w:r>).)*To return)", start, parts["word/document.xml"])
    end = b"3 ways lead back.</w:t></w:r>"
    changed = changed.replace(end, end + b"</w:ins>")
    assert changed != parts["word/document.xml"]
    path.write_bytes(write_package(parts | {"word/document.xml": changed}))
    capsys.readouterr()

    assert run("import", str(path), "--lang", "fr", "--origin", "human") == 1
    assert "tracked changes, the first at “To return" in capsys.readouterr().err


BILLION = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">&b;</xliff>'
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlf", b""),
        ("a.xlf", b"not xml"),
        ("a.xlf", b"<html/>"),
        ("a.xlf", BILLION),
        ("a.xlf", b"\xff\xfe\x00"),
        ("a.docx", b""),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.docx", write_package({"[Content_Types].xml": b"<Types/>"})),
    ],
)
def test_any_other_file_gives_one_clear_line(
    tree: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    """No traceback, nothing written, exit code 1."""
    (tree / name).write_bytes(data)
    before = {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}

    assert run("import", name, "--lang", "fr", "--origin", "human") == 1
    told = capsys.readouterr().err
    assert told.startswith(f"{name}:1: ")
    assert "1 error." in told
    assert before == {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("export", "--lang", "en", "--out", "o"), "`en` is no language to translate into"),
        (("export", "--lang", "de", "--out", "o"), "`de` is no language to translate into"),
        (("import", "none.xlf", "--lang", "fr", "--origin", "human"), "cannot read"),
        (("import", "a.xlf", "--lang", "fr", "--origin", "me"), "`me` is no origin"),
        (("pin", "docs/fr/leavin.md"), "Did you mean `docs/fr/leaving.md`?"),
        (("pin", "docs/en/leaving.md"), "is no translation's file"),
    ],
)
def test_wrong_words_are_told(
    tree: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    """Exit code 2 and one sentence."""
    assert run(*arguments) == 2
    assert says in capsys.readouterr().err


def test_a_file_of_another_language_is_refused(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """French words never become a Spanish page."""
    out = exported(tree, "fr") / "translate-fr.xlf"

    assert run("import", str(out), "--lang", "es", "--origin", "human") == 2
    assert "is a translation into fr, not es" in capsys.readouterr().err


def test_pinning_says_that_a_hand_edited_page_is_up_to_date(tree: Path) -> None:
    """The hash is written in its place, the memory is renewed, the warning is gone."""
    change(tree, "docs/fr/leaving.md", "- Pour revenir", "- Pour revenir (3 voies)")
    assert run("pin", "docs/fr/leaving.md") == 0
    item = item_of(load(tree), "fr", "docs/leaving")

    assert item
    assert item.in_sync
    assert load(tree).memories["fr"].items["docs/leaving"].translates == item.sha256


def test_a_page_with_other_parts_cannot_be_pinned(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing paragraph would stand for the next one ever after."""
    change(tree, "docs/fr/leaving.md", "\n\n## Avant", "\n\nUn de plus.\n\n## Avant")

    assert run("pin", "docs/fr/leaving.md") == 2
    assert "has other parts than its master" in capsys.readouterr().err


def test_status_counts_what_is_to_be_done(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One changed paragraph is one segment in each language."""
    shutil.rmtree(tree / "content/translations/es/roles")
    assert run("status") == 0
    french = re.search(r"French +(\d+) +(\d+) +(\d+) +(\d+)", capsys.readouterr().out)

    assert french
    assert french.groups()[1:] == ("1", "0", "1")


def test_the_shipped_memory_holds_every_translation() -> None:
    """Whatever is in sync today can be asked for paragraph by paragraph tomorrow."""
    library = load(ROOT)
    for lang in ("fr", "es", "ar"):
        known = library.memories[lang].items
        for item in items(library, lang):
            if item.in_sync:
                assert known[item.name].translates == item.sha256, f"{lang} {item.name}"
