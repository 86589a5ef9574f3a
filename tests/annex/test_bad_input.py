"""Answers as bad as they come: each ends in a clear refusal or in a right file, never between."""

import string
from pathlib import PurePosixPath

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generators.annex.answers import check_answers
from generators.annex.edition import edition
from generators.annex.issue import file_stem, issue
from generators.annex.resolve import resolved
from generators.annex.sample import asked, plain_example
from generators.content.loader import load
from generators.content.record import LANGUAGES
from generators.document.html_file import write_html
from generators.document.package import read_package
from generators.document.pdf import PdfRefused, write_pdf
from tests.conftest import ON, ROOT

LIBRARY = load(ROOT)
KINDS = sorted(LIBRARY.agreements)
EDITIONS = {(kind, lang): edition(LIBRARY, kind, lang, ON) for kind in KINDS for lang in LANGUAGES}
ODD = st.sampled_from(
    [
        "& < > \" '",
        "x" * 10_000,
        "\u202e\u2066\u2069\u200f",
        "\x00\x07\x1b",
        "\ud800",
        "🙂👩‍👩‍👧",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "../../etc/passwd",
        "C:\\Windows\\con",
        "CON",
        "NUL.txt",
        "{reporting_hours}",
        "<?unit draft?>",
        "]]>",
        "a\nb",
        "2026-02-30",
        "1e9",
        "٣",
    ]
)
ANYTHING = st.one_of(
    ODD,
    st.text(max_size=60),
    st.text(string.printable, max_size=60),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(ODD, max_size=3),
    st.dictionaries(ODD, ODD, max_size=3),
    st.lists(st.dictionaries(st.sampled_from(["standard", "action", "role", "due"]), ODD)),
)
WHERE = st.sampled_from(
    [(kind, q.id) for kind in KINDS for q in LIBRARY.agreements[kind][-1].questions]
)


@settings(max_examples=400)
@given(WHERE, ANYTHING, st.sampled_from(LANGUAGES))
@example(("agreement-of-cooperation", "agreement_reference"), "../x", "en")
@example(("agreement-of-cooperation", "corrective_actions"), [{"standard": "training"}], "ar")
def test_any_answer_is_refused_or_makes_a_right_file(
    where: tuple[str, str], value: object, lang: str
) -> None:
    """Whatever stands in one answer of any agreement, in any language."""
    kind, name = where
    code = next(each for each in LANGUAGES if each == lang)
    agreement = LIBRARY.agreements[kind][-1]
    answers = {q.id: plain_example(q) for q in asked(agreement)} | {name: value}
    checked = check_answers(agreement, LIBRARY, answers, code)
    if checked.refused:
        assert all(str(each).strip() and "\n" not in str(each) for each in checked.refused)
        return
    made = issue(EDITIONS[kind, code], checked.used)
    for part in read_package(made.data).values():
        etree.fromstring(part)
    path = PurePosixPath(made.file_name)
    assert path.name == made.file_name == made.file_name.strip(". ")
    document = resolved(EDITIONS[kind, code], checked.used)
    etree.HTML(write_html(document).decode())


@settings(max_examples=40)
@given(st.one_of(ODD, st.text(max_size=40)), st.sampled_from(LANGUAGES))
def test_a_pdf_is_made_or_refused_in_a_sentence(value: str, lang: str) -> None:
    """A letter that no font has is refused, never printed as a box."""
    code = next(each for each in LANGUAGES if each == lang)
    agreement = LIBRARY.agreements["un-to-un-agreement"][-1]
    answers = {q.id: plain_example(q) for q in asked(agreement)} | {"partner_name": value}
    checked = check_answers(agreement, LIBRARY, answers, code)
    if checked.refused:
        return
    try:
        made = write_pdf(resolved(EDITIONS[agreement.id, code], checked.used))
    except PdfRefused as refusal:
        assert str(refusal)
        return
    assert made.startswith(b"%PDF-")


@given(st.text())
def test_every_name_of_a_file_is_safe_on_every_system(reference: str) -> None:
    """ASCII, no separators, no reserved name, no dot or blank at the end, never too long."""
    stem = file_stem(reference)

    assert stem.isascii()
    assert not set(stem) & set('<>:"/\\|?* ')
    assert len(stem) <= 100
    assert stem == stem.rstrip(".") and stem.split(".")[0].upper() not in {"CON", "NUL", "AUX"}
