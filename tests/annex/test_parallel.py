"""Two languages side by side: both texts whole, each with its own numbers, one that prevails."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from generators.annex.answers import check_answers
from generators.annex.edition import edition
from generators.annex.parallel import issue_in, not_parallel, parallel
from generators.annex.resolve import resolved
from generators.annex.sample import asked, plain_example
from generators.annex.values import Value
from generators.cli import main
from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.document.html_file import write_html
from generators.document.model import Clause, SubClause, SubItem, text
from generators.document.pdf import write_pdf
from tests.conftest import ON, ROOT
from tests.document.test_word import findings

LIBRARY = load(ROOT)
TOOLS = LIBRARY.tools
KIND = "agreement-of-cooperation"
AGREEMENT = LIBRARY.agreements[KIND][-1]
PAIRS: list[tuple[Language, Language]] = [("en", "fr"), ("en", "ar"), ("ar", "es"), ("fr", "en")]


def answers(lang: Language, **changed: object) -> dict[str, Value]:
    given = {q.id: plain_example(q) for q in asked(AGREEMENT)}
    given |= {"translation_attached": "yes", "controlling_language": lang} | changed
    checked = check_answers(AGREEMENT, LIBRARY, given, lang)
    assert checked.refused == ()
    return checked.used


def clause_texts(lang: Language, given: dict[str, Value]) -> list[str]:
    """Return the words of the clauses of an annex that stands alone."""
    lines = []
    for block in resolved(edition(LIBRARY, KIND, lang, ON), given).plain_blocks:
        match block:
            case Clause(_, inlines) | SubClause(inlines) | SubItem(inlines):
                lines.append(re.sub("[\u2066\u2069]", "", text(inlines)))
    return lines


@pytest.mark.parametrize("pair", PAIRS)
def test_both_texts_are_whole_and_the_file_is_valid(
    pair: tuple[Language, Language], tmp_path: Path
) -> None:
    """Column by column, the Word file says what each annex alone says; the validator agrees."""
    given = answers(pair[0])
    editions = tuple(edition(LIBRARY, KIND, lang, ON) for lang in pair)
    annex, _ = issue_in(editions, given)
    path = tmp_path / annex.file_name
    path.write_bytes(annex.data)
    columns: tuple[list[str], list[str]] = ([], [])
    for table in docx.Document(str(path)).tables:
        for row in table.rows:
            if len(row.cells) == 2:
                for column, cell in zip(columns, row.cells, strict=True):
                    column.extend(re.sub("[\u2066\u2069]", "", p.text) for p in cell.paragraphs)

    assert findings(path) == []
    assert path.name == f"AOC-EXAMPLE-KEN-2026-001.{pair[0]}-{pair[1]}.docx"
    for lang, column in zip(pair, columns, strict=True):
        lines = clause_texts(lang, given)
        assert [line for line in column if line in set(lines)] == lines


def test_the_second_text_counts_by_itself() -> None:
    """Its numbers come from a list of its own, and its references lead to its own clauses."""
    given = answers("en")
    annex, _ = issue_in(tuple(edition(LIBRARY, KIND, lang, ON) for lang in ("en", "fr")), given)
    body = docx.Document(BytesIO(annex.data)).element
    names = [str(mark.get(qn("w:name"))) for mark in body.iter(qn("w:bookmarkStart"))]
    numbered = [each.get(qn("w:val")) for each in body.iter(qn("w:numId"))]
    kinds = [sum(name.startswith(kind) for name in names) for kind in ("clause_", "second_")]

    assert len(names) == len(set(names))
    assert kinds == [len(names) // 2] * 2
    assert set(numbered) == {"3"}
    assert len(numbered) == len(clause_texts("fr", given))
    targets = set(re.findall(r"REF (\w+) ", body.xml))
    assert targets <= set(names)


@pytest.mark.parametrize("pair", PAIRS)
def test_pdf_and_page_say_the_same(pair: tuple[Language, Language]) -> None:
    """The PDF keeps its standards; the page has every anchor once, and both directions."""
    first, second = (edition(LIBRARY, KIND, lang, ON) for lang in pair)
    document = parallel(first, second, answers(pair[0]))
    page = write_html(document).decode()
    anchors = re.findall(r' id="([^"]+)"', page)

    assert write_pdf(document).startswith(b"%PDF-")
    assert len(anchors) == len(set(anchors))
    assert f'<td lang="{pair[1]}"' in page


@pytest.mark.parametrize(
    ("lang", "second", "changed", "says"),
    [
        ("en", "en", {}, "the language of the annex. Name another"),
        ("en", "fr", {"translation_attached": "no"}, "is no, but two languages stand side by side"),
        ("en", "fr", {"controlling_language": "fr"}, "is fr, but the first text is `en`"),
    ],
)
def test_answers_that_say_otherwise_are_refused(
    lang: Language, second: Language, changed: dict[str, object], says: str
) -> None:
    """An annex that says another text prevails than its columns do would mislead."""
    first, other = (edition(LIBRARY, KIND, code, ON) for code in (lang, second))

    assert says in str(not_parallel(first, other, answers("en", **changed)))


def test_it_is_registered_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Byte for byte, from its code; the list names both languages."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setenv("PSEA_REGISTER", str(tmp_path))
    kind = "un-to-un-agreement"
    assert main(["annex", "sample", kind, "--out", str(tmp_path / "a.yml")]) == 0
    arguments = ["--answers", str(tmp_path / "a.yml"), "--out", str(tmp_path / "out")]
    assert main(["annex", "new", kind, "--parallel", "ar", *arguments]) == 0
    [entry] = tmp_path.glob("2026/*.zip")
    code = entry.stem.rpartition(".")[2]
    assert main(["annex", "reissue", code, "--out", str(tmp_path / "again")]) == 0

    [issued], [again] = ((tmp_path / name).iterdir() for name in ("out", "again"))
    assert issued.read_bytes() == again.read_bytes()
    assert ".en-ar." in entry.name
    assert main(["annex", "register", "list"]) == 0
    assert f"{code}  2026-11-23  en-ar draft" in capsys.readouterr().out


def test_a_translation_out_of_step_is_refused(project: Path) -> None:
    """Rows that pair other words would mislead both parties."""
    for name in ("definitions", "reporting", "sub-partners", "no-sub-partners"):
        folder = project / f"content/clauses/{name}"
        text = (folder / "1.en.md").read_text("utf-8").replace("lang: en", "lang: fr")
        (folder / "1.fr.md").write_text(text + "\nA paragraph more.\n", "utf-8")
    for name in ("agreements/cooperation/1.yml", "instruments/protocol.yml"):
        path = project / "content" / name
        words = re.sub(r'\{en: ("[^"]*")\}', r"{en: \1, fr: \1}", path.read_text("utf-8"))
        path.write_text(re.sub(r"(?m)^  en: (.*)$", r"  en: \1\n  fr: \1", words), "utf-8")
    library = load(project)
    agreement = library.agreements["cooperation"][-1]
    given = {q.id: plain_example(q) for q in asked(agreement)}
    used = check_answers(agreement, library, given, "en").used
    first, second = (edition(library, "cooperation", code, ON) for code in LANGUAGES[:2])

    assert "cannot pair the clause `definitions`" in str(not_parallel(first, second, used))


def test_a_draft_beside_an_approved_text_is_a_draft(project: Path) -> None:
    """English approved and French not: both columns and every page say DRAFT."""
    given = answers("en")
    first, second = (edition(LIBRARY, KIND, code, ON) for code in LANGUAGES[:2])
    approved = replace(first.composed, drafts=frozenset())
    tools = {name: each.model_copy(update={"to_confirm": []}) for name, each in TOOLS.items()}
    clean = replace(first, library=replace(LIBRARY, tools=tools), composed=approved, _known={})
    assert not clean.standing(given).draft

    document = parallel(clean, second, given)
    assert document.draft_mark
    assert issue_in((clean, second), given)[0].draft
