"""Issued annexes: the same words by either way, the same bytes each time, safe file names."""

import datetime as dt
import itertools
import random
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generators.annex.answers import check_answers
from generators.annex.compose import NoText, compose
from generators.annex.edition import edition
from generators.annex.issue import file_stem, issue
from generators.annex.resolve import resolved
from generators.annex.sample import asked, plain_example
from generators.annex.values import Value
from generators.content.combinations import chosen_clauses, clause_sets
from generators.content.library import Library
from generators.content.loader import load
from generators.document.package import read_package
from generators.document.word import word_parts
from tests.document.test_word import findings

ROOT = Path(__file__).parent.parent.parent
FIXTURE = ROOT / "tests" / "fixtures" / "project"
ON = dt.date(2026, 11, 23)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


def answers_for(library: Library, ident: str, **changed: object) -> dict[str, Value]:
    agreement = library.agreements[ident][0]
    given_answers = {q.id: plain_example(q) for q in asked(agreement)} | changed
    checked = check_answers(agreement, library, given_answers, "en")
    assert checked.refused == ()
    return checked.used


def stamped(library: Library, ident: str, answers: dict[str, Value]) -> dict[str, bytes]:
    return read_package(issue(edition(library, ident, "en", ON), answers).data)


def written(library: Library, ident: str, answers: dict[str, Value]) -> dict[str, bytes]:
    """Write the resolved annex directly, without the compiled template."""
    return word_parts(resolved(edition(library, ident, "en", ON), answers))


def content(part: bytes) -> list[tuple[str, str | None]]:
    """Return elements and texts, with bookmark ids left out: they count every possible clause."""
    found = []
    for element in etree.fromstring(part).iter(etree.Element):
        name = etree.QName(element).localname
        attributes = {k: v for k, v in element.attrib.items() if not k.endswith("}id")}
        found.append((f"{name} {sorted(attributes.items())}", element.text))
    return found


@pytest.mark.parametrize("sub_partners", ["yes", "no"])
def test_stamping_and_writing_give_the_same_document(library: Library, sub_partners: str) -> None:
    """The fast way is only fast: every part says what the plain writer says."""
    answers = answers_for(library, "cooperation", sub_partners=sub_partners)
    fast, plain = stamped(library, "cooperation", answers), written(library, "cooperation", answers)

    assert sorted(plain) == sorted(fast)
    for name in plain:
        assert content(plain[name]) == content(fast[name]), name


def test_references_carry_the_numbers_that_clauses_really_have(library: Library) -> None:
    """Counting the headings in the file gives the cached result of each reference."""
    answers = answers_for(library, "cooperation", sub_partners="no")
    body = etree.fromstring(stamped(library, "cooperation", answers)["word/document.xml"])
    text = etree.tostring(body, encoding="unicode")
    headings = re.findall(r'"Heading1"/></w:pPr><w:bookmarkStart [^>]*w:name="(\w+)"', text)
    numbers = {name: str(number) for number, name in enumerate(headings, 1)}
    fields = re.findall(
        r'REF (\w+) \\w \\h .*?"separate"/></w:r><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>(\d+)<',
        text,
    )

    assert len(fields) == 2
    assert all(numbers[name] == number for name, number in fields)


def test_the_same_answers_give_the_same_bytes(library: Library) -> None:
    """Twice in a row, and from a template compiled anew."""
    answers = answers_for(library, "cooperation")
    first = edition(library, "cooperation", "en", ON)
    again = edition(library, "cooperation", "en", ON)

    assert issue(first, answers) == issue(first, answers) == issue(again, answers)


def test_another_answer_gives_another_code(library: Library) -> None:
    """The code in the footer tells two annexes apart."""
    made = edition(library, "cooperation", "en", ON)
    codes = {
        issue(made, answers_for(library, "cooperation", reporting_hours=hours)).code
        for hours in (24, 48)
    }

    assert len(codes) == 2


def test_an_unapproved_annex_says_so_on_every_page(library: Library) -> None:
    """The header of each page and the first page carry the mark."""
    parts = stamped(library, "cooperation", answers_for(library, "cooperation"))

    assert "DRAFT – not for signature" in parts["word/header1.xml"].decode()
    assert "DraftNotice" in parts["word/document.xml"].decode()


def test_an_annex_in_a_language_without_text_is_refused(library: Library) -> None:
    """No English clause ever stands in a French annex."""
    with pytest.raises(NoText, match="`fr`"):
        compose(library, "cooperation", "fr", ON)


NASTY = [
    "<b>&amp;\"'</b>",
    "]]><!-- -->",
    "<?unit draft?>",
    "{reporting_hours} {{ x }}",
    "=cmd|' /C calc'!A0",
    "x" * 1000,
    "🙂‏עברית العربية",
    "C:\\Users\\..\\..\\etc/passwd",
]


@pytest.mark.parametrize("value", NASTY)
def test_any_text_prints_as_it_was_given(library: Library, value: str, tmp_path: Path) -> None:
    """Markup, template signs and path signs stay words, and Word can open the file."""
    answers = answers_for(library, "cooperation", partner_name=value)
    parts = stamped(library, "cooperation", answers)
    texts = [element.text for element in etree.fromstring(parts["word/document.xml"]).iter(f"{W}t")]

    assert value in texts
    path = tmp_path / "nasty.docx"
    path.write_bytes(issue(edition(library, "cooperation", "en", ON), answers).data)
    assert findings(path) == []


LIBRARY = load(FIXTURE)
EDITION = edition(LIBRARY, "cooperation", "en", ON)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_whatever_passes_the_border_makes_well_formed_parts(value: str) -> None:
    """Any name is either refused or printed exactly, in a file whose parts are well-formed."""
    agreement = EDITION.agreement
    given_answers = {asked.id: asked.example for asked in agreement.questions}
    checked = check_answers(agreement, LIBRARY, {**given_answers, "partner_name": value}, "en")
    if checked.refused:
        return
    parts = read_package(issue(EDITION, checked.used).data)
    for name, part in parts.items():
        root = etree.fromstring(part)
        if name == "word/document.xml":
            assert checked.used["partner_name"] in [e.text for e in root.iter(f"{W}t")]


@pytest.mark.parametrize(
    "reference", ["CON", "nul.txt", "../../x", "a/b\\c", "", "....", "é" * 200]
)
def test_a_reference_becomes_a_name_that_any_system_takes(reference: str) -> None:
    """No separators, no reserved device names, no dots at the ends, never too long."""
    stem = file_stem(reference)

    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", stem)
    assert stem.split(".")[0].split("-")[0].lower() not in {"con", "nul"}


@given(st.lists(st.text(max_size=40), min_size=2, max_size=2, unique=True))
@example(["AOC/1", "AOC-1"])
@example(["AOC/1", "aoc/1"])
@example(["a b", "a-b"])
def test_two_references_never_share_a_file(references: list[str]) -> None:
    """Also on file systems that take upper and lower case for the same."""
    first, second = (file_stem(reference).lower() for reference in references)

    assert first != second


CHANGES: dict[str, tuple[dict[str, object], ...]] = {
    "partner": ({"partner_type": "government"}, {"partner_type": "un-entity"}, {}),
    "funds": ({"funds_transferred": "no"}, {}),
    "amendment": ({"amendment": "yes"}, {}),
    "contact": ({"beneficiary_contact": "none", "children_contact": "no"}, {}),
    "children": ({"children_contact": "no"}, {}),
    "data": ({"personal_data": "yes"}, {}),
    "risk": ({"high_risk": "yes"}, {}),
    "state": ({"assessment_state": "emergency"}, {"assessment_state": "not-assessed"}, {}),
    "translation": ({"translation_attached": "yes"}, {}),
    "sub": ({"sub_partners": "no"}, {}),
    "policy": ({"own_policy": "yes"}, {}),
}
"""What can be answered otherwise than in the sample, one of each at a time."""


def drawn(library: Library, number: int) -> list[dict[str, Value]]:
    """Return answers that change much at once, the same ones each time."""
    chance = random.Random(20261128)  # not for secrets: the same draw on every machine
    found: list[dict[str, Value]] = []
    while len(found) < number:
        changed: dict[str, object] = {}
        for choices in CHANGES.values():
            changed |= chance.choice(choices)
        if changed.get("assessment_state") == "emergency":
            changed["corrective_actions"] = [
                {"standard": standard.id, "action": "Do it", "role": "Head", "due": "2027-03-01"}
                for standard in library.tools["earlier-tool"].standards
            ]
        found.append(answers_for(library, "agreement-of-cooperation", **changed))
    return found


def test_annexes_with_every_pair_of_clauses_are_valid_files(tmp_path: Path) -> None:
    """Each two clauses that can stand together do so in a file that the validator passes.

    What stands in a file is joined of whole units, so pairs show what thousands of sets would.
    """
    library = load(ROOT)
    made = edition(library, "agreement-of-cooperation", "en", ON)
    wanted = {
        pair
        for clauses in clause_sets(made.agreement)
        for pair in itertools.combinations(clauses, 2)
    }
    seen: set[tuple[str, str]] = set()
    for answers in drawn(library, 150):
        clauses = chosen_clauses(made.agreement, answers)
        pairs = set(itertools.combinations(clauses, 2))
        if pairs <= seen:
            continue
        seen |= pairs
        path = tmp_path / f"{len(seen)}.docx"
        path.write_bytes(issue(made, answers).data)
        assert findings(path) == []

    # Computed answers exclude each other further than their conditions say: no low rating and no
    # closer monitoring at once, for instance.
    assert len(seen) / len(wanted) > 0.95
