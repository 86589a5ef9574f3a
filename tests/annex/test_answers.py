"""Answers: typed at the border, refused in words that name the question."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.annex.answers import Asking, check_answers
from generators.annex.interview import interview
from generators.annex.reading import LONGEST, read_answer
from generators.annex.sample import sample_answers
from generators.annex.values import Refused
from generators.content.agreements import Agreement, Question
from generators.content.library import Library
from generators.content.loader import load
from generators.content.source import parse_yaml
from tests.conftest import ROOT

PROJECT = Path(__file__).parent.parent / "fixtures" / "project"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(PROJECT)


@pytest.fixture(scope="module")
def agreement(library: Library) -> Agreement:
    return library.agreements["cooperation"][0]


def question(kind: str, **more: Any) -> Question:
    return Question.model_validate(
        {"id": "q", "type": kind, "label": {"en": "L"}, "help": {"en": "H"}, "example": "x", **more}
    )


HOURS = question("whole number", minimum=1, maximum=720)
CHOICE = question("choice", options={"direct": {"en": "D"}, "none": {"en": "N"}})


@pytest.mark.parametrize(
    ("asked", "value", "expected"),
    [
        (question("text"), "  Friends & Co  ", "Friends & Co"),
        (question("text"), "e\u0301cole", "école"),
        (question("text"), "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        (question("text"), "{{ 7 }} {reporting_hours}", "{{ 7 }} {reporting_hours}"),
        (question("text"), "🙂 \u200f", "🙂 \u200f"),
        (question("e-mail"), "a.b@example.org", "a.b@example.org"),
        (HOURS, 24, 24),
        (HOURS, "24", 24),
        (question("date"), "2026-02-28", dt.date(2026, 2, 28)),
        (CHOICE, "direct", "direct"),
        (question("yes or no"), "no", "no"),
        (question("list"), ["a", " b "], ("a", "b")),
        (question("list"), "a; b", ("a", "b")),
    ],
)
def test_right_answers_come_back_as_their_type(
    asked: Question, value: object, expected: object
) -> None:
    """Blanks around them go, letters are composed, digits become numbers."""
    assert expected == read_answer(asked, value, Library(), {})


@pytest.mark.parametrize(
    ("asked", "value", "told"),
    [
        (question("text"), None, "wants text; given was nothing"),
        (question("text"), "   ", "wants text"),
        (question("text"), 7, "wants text; given was 7"),
        (question("text"), "two\nlines", "a line break"),
        (question("text"), "bell\x07", "U+0007"),
        (question("text"), "\ud800", "U+D800"),
        (question("text"), "x\ufffe", "U+FFFE"),
        (question("text"), "a\u202eb", "U+202E"),
        (question("text"), "\ue000x\ue001", "U+E000"),
        (question("text"), "x" * (LONGEST + 1), "1,001 characters"),
        (question("e-mail"), "office at example.org", "an e-mail address"),
        (question("e-mail"), "a@b@example.org", "an e-mail address"),
        (HOURS, 0, "from 1 to 720; given was 0"),
        (HOURS, "soon", "a whole number from 1 to 720; given was 'soon'"),
        (HOURS, True, "a whole number"),
        (HOURS, 1.5, "a whole number"),
        (question("date"), "23/11/2026", "year-month-day"),
        (question("date"), "2026-02-30", "a date that exists"),
        (CHOICE, "sometimes", "one of: direct, none; given was 'sometimes'"),
        (question("yes or no"), True, "one of: yes, no; given was True"),
        (question("list"), [], "a list with at least one entry"),
        (question("list"), ["a", ""], "wants text"),
        (question("list"), 3, "a list"),
    ],
)
def test_wrong_answers_are_refused_with_type_and_value(
    asked: Question, value: object, told: str
) -> None:
    """The message names the question, what it wants and what was given."""
    with pytest.raises(Refused) as refused:
        read_answer(asked, value, Library(), {})

    assert "`q`" in str(refused.value)
    assert told in str(refused.value)


@given(st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.lists(st.text())))
def test_any_value_is_an_answer_or_a_refusal(value: object) -> None:
    """Nothing else happens, whatever is given to whatever question."""
    for asked in (
        question("text"),
        question("e-mail"),
        HOURS,
        question("date"),
        CHOICE,
        question("yes or no"),
        question("list"),
    ):
        try:
            read_answer(asked, value, Library(), {})
        except Refused as refused:
            assert str(refused)


def sample(agreement: Agreement) -> dict[str, object]:
    return {asked.id: asked.example for asked in agreement.questions}


def test_only_what_the_chosen_clauses_need_is_asked(agreement: Agreement, library: Library) -> None:
    """Without sub-partners nobody is asked which they are, and an answer to it is set aside."""
    given_answers = {**sample(agreement), "sub_partners": "no"}
    checked = check_answers(agreement, library, given_answers, "en")

    assert checked.refused == ()
    assert "sub_partner_list" not in checked.used
    assert checked.unused == ("sub_partner_list",)


def test_before_the_conditions_are_answered_nothing_else_is_asked(
    agreement: Agreement, library: Library
) -> None:
    """The first questions are the day and the inputs of conditions."""
    assert Asking(agreement, library, "en").needed({}) == ("issued_on", "sub_partners")


def test_everything_wrong_is_told_at_once(agreement: Agreement, library: Library) -> None:
    """A missing, a wrong and an unknown answer come back together, with a suggestion."""
    given_answers = {**sample(agreement), "reporting_hours": 0, "partner_nam": "x"}
    del given_answers["mailbox"]
    refused = [str(each) for each in check_answers(agreement, library, given_answers, "en").refused]

    assert len(refused) == 3
    assert any("`partner_nam` is not a question" in each for each in refused)
    assert any("Did you mean `partner_name`?" in each for each in refused)
    assert any(
        "`mailbox` wants an e-mail address" in each or "`mailbox` wants text" in each
        for each in refused
    )


def test_the_sample_is_a_complete_answers_file(agreement: Agreement, library: Library) -> None:
    """What `psea annex sample` prints can be used as it is."""
    parsed = parse_yaml(sample_answers(agreement, library, "en"), "answers.yml")

    assert parsed.problems == []
    assert isinstance(parsed.value, dict)
    assert check_answers(agreement, library, parsed.value, "en").refused == ()


def test_the_interview_asks_again_after_a_wrong_answer(
    agreement: Agreement, library: Library
) -> None:
    """A refused answer is explained; questions that no clause needs are never put."""
    replies = iter(
        ["2026-11-23", "maybe", "no", "AOC/1", "Friends", "soon", "24", "a@example.org", "X", "Y"]
    )
    asked: list[str] = []
    said: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt.split(" ")[0])
        return next(replies)

    answers = interview(agreement, library, "en", ask, said.append)

    assert dt.date(2026, 11, 23) == answers["issued_on"]
    assert answers["reporting_hours"] == 24
    assert asked.count("reporting_hours") == 2
    assert "sub_partner_list" not in asked
    assert any("given was 'soon'" in line for line in said)


def test_the_name_that_may_be_meant_is_told_last() -> None:
    """After what is wanted and what was given, as a sentence of its own."""
    with pytest.raises(Refused) as refusal:
        read_answer(question("tool"), "un-comon-tool", load(ROOT), {})

    assert str(refusal.value) == (
        "`q` wants one of: earlier-tool, un-common-tool; given was 'un-comon-tool'."
        " Did you mean `un-common-tool`?"
    )
