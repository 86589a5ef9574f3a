"""With every text approved, an annex that rests on an unconfirmed assessment tool is a draft."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generators.annex.answers import check_answers
from generators.annex.edition import Edition, edition
from generators.annex.parallel import issue_in, parallel
from generators.annex.register import Issue, read_entry
from generators.annex.resolve import resolved
from generators.annex.sample import asked, plain_example
from generators.annex.values import Value
from generators.cli import main
from generators.content.approvals import Approval, key_language, words_hash
from generators.content.assessments import Tool
from generators.content.authority import original_of
from generators.content.library import Library
from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.document.model import Document, Notice, Parallel, text
from generators.document.sheet import read_sheet
from tests.conftest import ROOT

DRAFTS = load(ROOT)
KIND = "agreement-of-cooperation"
ISSUED = dt.date(2026, 11, 30)
"""A day on which every version has come into effect."""
AGREEMENT = DRAFTS.agreements[KIND][-1]
COMMON = dict.fromkeys([each.id for each in DRAFTS.tools["un-common-tool"].standards], "met")
WITH_COMMON = {"assessment_tool": "un-common-tool", "assessment_scores": COMMON}
UNASSESSED = {"assessment_state": "no-contact", "beneficiary_contact": "none"}
UNASSESSED |= {"children_contact": "no"}


def cleared(key: str) -> Approval:
    item = DRAFTS.approvable[key]
    return Approval(
        item=key,
        approved_by="legal-unit",
        approved_on=dt.date(2026, 11, 20),
        effective_from=item.effective_from,
        sha256=words_hash(item, key_language(key)),
        original=original_of(item),
    )


ALL = {key: cleared(key) for key in DRAFTS.approvable if key.startswith(("clauses", "agreements"))}
LIBRARY = replace(DRAFTS, approvals=ALL)


def confirmed(library: Library) -> Library:
    tools: dict[str, Tool] = {
        name: each.model_copy(update={"to_confirm": []}) for name, each in library.tools.items()
    }
    return replace(library, tools=tools)


def given(**changed: object) -> dict[str, object]:
    """Return the sample as an answers file gives it, all of it, with some answers changed."""
    sample = {q.id: plain_example(q) for q in asked(AGREEMENT)} | {"issued_on": f"{ISSUED}"}
    used = check_answers(AGREEMENT, LIBRARY, sample | changed, "en")
    assert used.refused == ()
    return {name: value for name, value in (sample | changed).items() if name in used.used}


def answers(lang: Language, **changed: object) -> dict[str, Value]:
    return check_answers(AGREEMENT, LIBRARY, given(**changed), lang).used


def made(lang: Language, library: Library = LIBRARY) -> Edition:
    return edition(library, KIND, lang, ISSUED)


def notice(document: Document) -> str:
    return text(next(b for b in document.plain_blocks if isinstance(b, Notice)).inlines)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (
            {},
            "Earlier United Nations tool of 2020, six standards"
            " (to be confirmed: how long a plan may run).",
        ),
        (WITH_COMMON, "Common United Nations tool, eight standards (to be confirmed: all of it)."),
    ],
)
def test_the_tool_stands_on_page_one_with_what_is_to_be_confirmed(
    changed: dict[str, object], says: str
) -> None:
    """Nothing else is open, so nothing else is listed; once confirmed, it is no draft."""
    used = answers("en", **changed)

    assert made("en").standing(used).draft
    assert notice(resolved(made("en"), used)).endswith(f"Not approved or confirmed yet: {says}")
    assert not made("en", confirmed(LIBRARY)).standing(used).draft


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_names_the_tool_in_its_own_words(lang: Language) -> None:
    """The words of the list are no English ones in another language."""
    told = notice(resolved(made(lang), answers(lang, controlling_language=lang)))

    assert (DRAFTS.tools["earlier-tool"].title[lang]) in told
    assert ("to be confirmed" in told) == (lang == "en")


def test_a_tool_that_the_annex_does_not_use_leaves_it_final() -> None:
    """One edition, three sets of answers: each is judged by its own tool."""
    english = made("en")
    states = [
        english.standing(answers("en", **changed)).draft
        for changed in ({}, UNASSESSED, WITH_COMMON, UNASSESSED)
    ]

    assert states == [True, False, True, False]


def test_both_columns_name_the_tool() -> None:
    """Side by side, each text lists it in its language."""
    used = answers("en", translation_attached="yes", controlling_language="en")
    editions = (made("en"), made("fr"))
    [first, *_] = [b for b in parallel(*editions, used).blocks if isinstance(b, Parallel)]
    columns = [
        " ".join(text(b.inlines) for row in first.rows for b in row[at] if isinstance(b, Notice))
        for at in (0, 1)
    ]

    assert "six standards (to be confirmed: how long a plan may run)" in columns[0]
    assert "six normes (à confirmer : la durée d’un plan)" in columns[1]
    assert issue_in(editions, used)[0].draft


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a register, in a project of which every text is approved."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    monkeypatch.setenv("PSEA_REGISTER", str(tmp_path / "register"))
    (tmp_path / "register").mkdir()
    for module in ("annex_inputs", "batch"):
        use(monkeypatch, module, LIBRARY)
    return tmp_path


def use(monkeypatch: pytest.MonkeyPatch, module: str, library: Library) -> None:
    name = f"generators.commands.{module}.checked_library"
    monkeypatch.setattr(name, lambda root, on: (library, []))


def new(place: Path, *options: str, **changed: object) -> int:
    path = place / "answers.yml"
    path.write_text(yaml.safe_dump(given(**changed), allow_unicode=True), encoding="utf-8")
    return main(
        ["annex", "new", KIND, "--answers", str(path), "--out", str(place / "out"), *options]
    )


def registered(place: Path) -> list[Issue]:
    entries = sorted(place.glob("register/*/*.zip"))
    return [read_entry(path.read_bytes()).issue for path in entries]


def test_no_final_copy_rests_on_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Refused by the file of the tool and what of it is open; without --final it is a draft."""
    assert new(place, "--final") == 1
    told = capsys.readouterr().err
    assert "content/assessments/earlier-tool.yml:1: of “Earlier" in told
    assert "how long a plan may run is to be confirmed" in told
    assert "1 error." in told
    assert not (place / "out").exists()

    assert new(place, "--explain") == 0
    told = capsys.readouterr().out
    assert "draft, as it rests on Earlier United Nations tool of 2020" in told
    assert "DRAFT, not for signature" in told
    assert [said.state for said in registered(place)] == ["draft"]


def test_a_final_copy_is_given_where_no_tool_is_in_doubt(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a tool at once, with one when it is confirmed."""
    assert new(place, "--final", **UNASSESSED, agreement_reference="AOC/1") == 0
    use(monkeypatch, "annex_inputs", confirmed(LIBRARY))
    assert new(place, "--final", agreement_reference="AOC/2") == 0

    assert [said.state for said in registered(place)] == ["final", "final"]
    assert capsys.readouterr().out.count("all texts approved") == 2


def test_each_row_of_a_batch_is_a_draft_or_final_by_its_own_tool(place: Path) -> None:
    """One with the tool, one without."""
    assert main(["annex", "template", KIND, "--out", str(place / "w.xlsx")]) == 0
    with (place / "w.xlsx").open("rb") as book:
        sample = next(read_sheet(book, "w.xlsx").rows).cells | {"issued_on": f"{ISSUED}"}
    scores = "; ".join(f"{name}: met" for name in COMMON)
    rows = [
        sample | {"assessment_tool": "un-common-tool", "assessment_scores": scores},
        sample | {"agreement_reference": "AOC/2"} | UNASSESSED,
    ]
    with (place / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(sample))
        writer.writeheader()
        writer.writerows(rows)
    code = main(["annex", "batch", str(place / "a.csv"), "--out", str(place / "out")])

    assert code == 0
    states = {said.reference: said.state for said in registered(place)}
    assert states == {sample["agreement_reference"]: "draft", "AOC/2": "final"}
