"""The clause library as it ships: every sample is an annex, and what must never be in it is not."""

import re
from pathlib import Path

import docx
import pytest

from generators.annex.answers import check_answers
from generators.annex.edition import edition
from generators.annex.issue import issue
from generators.annex.sample import sample_answers
from generators.content.loader import load
from generators.content.record import LANGUAGES, Language
from generators.content.source import parse_yaml
from tests.conftest import ON, ROOT
from tests.document.test_word import findings

LIBRARY = load(ROOT)
KINDS = sorted(LIBRARY.agreements)
CATALOGUE = {f"C{number:02}" for number in range(1, 29)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_of_every_agreement_is_an_annex(
    kind: str, lang: Language, tmp_path: Path
) -> None:
    """As printed by `psea annex sample`: accepted, issued as a draft, valid, no place left open."""
    agreement = LIBRARY.agreements[kind][-1]
    given = parse_yaml(sample_answers(agreement, LIBRARY, lang), "").value
    assert isinstance(given, dict)
    checked = check_answers(agreement, LIBRARY, given, lang)
    assert checked.refused == ()
    annex = issue(edition(LIBRARY, kind, lang, ON), checked.used)
    path = tmp_path / annex.file_name
    path.write_bytes(annex.data)
    words = "\n".join(node.text or "" for node in docx.Document(str(path)).element.body.iter())

    assert annex.draft
    assert findings(path) == []
    assert not re.search(r"\{\w+\}", words)


def test_every_topic_of_the_catalogue_stands_in_the_full_annex() -> None:
    """All 28, under some answers."""
    places = LIBRARY.agreements["agreement-of-cooperation"][-1].clauses

    assert {LIBRARY.clauses[place.clause].catalogue for place in places} == CATALOGUE


def test_no_clause_asks_a_partner_to_query_clearcheck() -> None:
    """Partners have no access to it."""
    texts = (
        text
        for item, texts in LIBRARY.texts.items()
        if item.startswith("clauses/")
        for text in texts
    )

    assert [text.path for text in texts if "clearcheck" in text.body.lower()] == []


def test_nothing_that_ships_tells_why_a_partner_is_assessed_again() -> None:
    """The answer is yes or no; what lies behind it stands in no file, in any language."""
    why = ("new allegation", "nouvelle allégation", "nueva acusación", "ادعاء جديد")
    kinds = {".py", ".md", ".yml", ".po", ".html", ".js", ".json", ".typ"}
    for folder in ("content", "docs", "generators", "overrides"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in kinds:
                words = path.read_text("utf-8").lower()
                assert not any(each in words for each in why), path


def test_the_reporting_limit_is_asked_for_and_has_no_default() -> None:
    """The hours are a number that the Legal Unit sets; no clause states one."""
    for item, texts in LIBRARY.texts.items():
        if item.startswith("clauses/") and LIBRARY.clauses[item[8:]].topic == "reporting":
            for text in texts:
                assert "reporting_hours" in text.answers
                assert not re.search(r"\b(24|48|72)\b", text.body)
    for kind in KINDS:
        agreement = LIBRARY.agreements[kind][-1]
        given = parse_yaml(sample_answers(agreement, LIBRARY, "en"), "").value
        assert isinstance(given, dict)
        if "reporting_hours" in given:
            del given["reporting_hours"]
            refused = check_answers(agreement, LIBRARY, given, "en").refused
            assert [each.question for each in refused] == ["reporting_hours"]


def test_the_age_of_eighteen_is_never_an_answer() -> None:
    """It stands in the words of the clauses; no question asks for it."""
    for kind in KINDS:
        for question in LIBRARY.agreements[kind][-1].questions:
            assert question.id != "child_age"
            if question.maximum is not None and "age" in question.id.split("_"):
                assert question.id == "minimum_working_age"


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_can_be_final_yet(kind: str) -> None:
    """Nobody has approved anything: whatever is shipped prints as a draft."""
    for lang in LANGUAGES:
        standing = LIBRARY.agreement(kind, lang, ON)
        assert standing is not None
        assert standing.state == "draft"
