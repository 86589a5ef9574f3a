"""Changes of texts: tracked for Word, told in the terminal, packed for whoever approves."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generators.annex.review import redline_document, review_pack
from generators.annex.revisions import lines_of, pairs, redline, shown
from generators.cli import main
from generators.content.loader import load
from generators.content.prose import Text, plain
from generators.content.record import Language
from generators.document.word import write_word
from tests.conftest import ON, ROOT, write
from tests.document.test_word import findings

PATH = "content/clauses/reporting/2.en.md"


@pytest.fixture
def changed(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the dummy project with a second version of a clause."""
    first = (project / "content/clauses/reporting/1.en.md").read_text("utf-8")
    second = first.replace("version: 1", "version: 2").replace(
        "effective_from: 2026-01-01", "effective_from: 2026-12-01"
    )
    second = second.replace("- what happened;", "- what has happened;\n- and to whom;")
    write(project, PATH, second.replace("The Partner reports", "The Partner must report"))
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    return project


def settled(data: bytes, *, accept: bool) -> list[str]:
    """Return the paragraphs of a file with all its changes accepted, or all rejected."""
    body = docx.Document(BytesIO(data)).element.body
    gone, stays = ("del", "ins") if accept else ("ins", "del")
    found: list[str] = []
    for paragraph in body.iter(qn("w:p")):
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{gone}')}")
        texts = [
            node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:delText"))
            if not any(above.tag == qn(f"w:{gone}") for above in node.iterancestors())
        ]
        if mark is None:
            found.append("".join(texts).strip())
    assert stays
    return found


def test_accepting_gives_the_new_text_and_rejecting_the_old(changed: Path, tmp_path: Path) -> None:
    """The tracked changes are real: Word's own buttons lead from one version to the other."""
    library = load(changed)
    old, new = sorted(library.texts["clauses/reporting"], key=lambda text: text.version)
    data = write_word(redline_document(library, "reporting", old, new, ON))
    path = tmp_path / "changes.docx"
    path.write_bytes(data)

    assert findings(path) == []
    for text, accept in ((old, False), (new, True)):
        wanted = [plain(line).strip() for line in lines_of(library, text, "en", ON)]
        assert settled(data, accept=accept)[-len(wanted) :] == wanted


WORDS = st.lists(
    st.sampled_from(["The", "Partner", "shall", "may", "report", "not", "within", "hours"]),
    max_size=8,
)
LINES = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


@given(LINES, LINES)
def test_every_redline_holds_both_texts(before: list[str], after: list[str]) -> None:
    """Whatever changed: without what was put in it is the old text, without what went the new."""
    old, new = ([(Text(line),) for line in lines] for lines in (before, after))
    lines = [redline(*pair) for pair in pairs(old, new)]

    kinds = (("Inserted", before), ("Deleted", after))
    for gone, wanted in kinds:
        left = [plain(tuple(i for i in line if type(i).__name__ != gone)) for line in lines]
        assert [line for line in left if line] == [line for line in wanted if line]


def test_the_terminal_shows_words_out_and_in(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And where the clause stands, and when."""
    out = changed / "out.docx"
    assert main(["clauses", "diff", "reporting", "1", "2", "--out", str(out)]) == 0
    told = capsys.readouterr().out

    assert "Cooperation: Always" in told
    assert "[-reports-]{+must report+}" in told
    assert "± • what {+has +}happened;" in told
    assert "± {+• and to whom;+}" in told
    assert out.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["reportin", "1", "2"], "Did you mean `reporting`?"),
        (["reporting", "1", "3"], "has no version 3 in `en`; there is: 1, 2."),
        (["reporting", "1", "2", "--lang", "fr"], "has no version 1 in `fr`; there is: none."),
    ],
)
def test_a_version_that_is_not_there_is_told(
    changed: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """With what there is instead."""
    assert main(["clauses", "diff", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_the_pack_shows_the_text_in_force_beside_the_new_one(changed: Path, tmp_path: Path) -> None:
    """Once the first version is approved, the second is compared with it."""
    approving = ["approve", "clauses/reporting/1.en", "--as", "legal-unit", "--on", "2026-11-20"]
    assert main(approving) == 0
    path = tmp_path / "pack.docx"
    assert main(["clauses", "review", "clauses/reporting/2.en", "--out", str(path)]) == 0
    made = docx.Document(str(path))
    cells = [[cell.text for cell in row.cells] for row in made.tables[1].rows]

    assert findings(path) == []
    assert ["• what happened;", "• what has happened;"] in cells
    assert ["", "• and to whom;"] in cells
    assert any(etree.QName(each).localname == "ins" for each in made.element.iter(etree.Element))
    assert "psea approve clauses/reporting/2.en" in "".join(p.text for p in made.paragraphs)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("item", ["clauses/reporting/1", "agreements/un-to-un-agreement/1"])
def test_a_pack_can_be_made_of_every_text(item: str, lang: Language, tmp_path: Path) -> None:
    """A clause or an agreement, in any language, before anything is in force."""
    library = load(ROOT)
    key = f"{item}.{lang}"
    path = tmp_path / "pack.docx"
    path.write_bytes(write_word(review_pack(library, key, library.approvable[key], None, ON)))

    assert findings(path) == []
    beside = "There is no text in force" if lang == "en" else "Original, and translation"
    assert beside in docx.Document(str(path)).element.xml


def test_what_stays_is_not_marked() -> None:
    """A line that did not change is the same line."""
    line = (Text("No word of this changed."),)

    assert redline(line, line) == line
    assert shown(line) == "No word of this changed."
