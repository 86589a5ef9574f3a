"""Bodies cut into pieces: put together again they are what they were, in the shape they had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.content.loader import load
from generators.translation.body import kept_signs, pieces
from tests.conftest import ROOT

LIBRARY = load(ROOT)
BODIES = [text.body for versions in LIBRARY.texts.values() for text in versions]
BODIES += [page.body for page in LIBRARY.pages.values()]


def test_every_shipped_body_is_put_together_again() -> None:
    """Unbroken texts come back byte for byte; broken ones say the same in the same places."""
    assert len(BODIES) > 180
    for body in BODIES:
        cut = pieces(body)
        assert pieces(cut.filled(cut.words)) == cut
        assert pieces(cut.filled(cut.words, 100)) == cut
        assert max(map(len, cut.filled(cut.words, 100).split("\n"))) < 200


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("One.\n\nTwo.", ("One.", "Two.")),
        ("Broken over\ntwo lines.", ("Broken over two lines.",)),
        ("# Title\n\n- first\n  goes on\n- second", ("Title", "first goes on", "second")),
        ("{{ channels() }}\n\nText.", ("Text.",)),
        (
            '<div class="doors" markdown>\n\n- **[A](a.md)**\n\n    B.\n\n</div>',
            ("**[A](a.md)**", "B."),
        ),
        ("> Quoted\n> twice", ("Quoted twice",)),
        ("1. one\n2. two", ("one", "two")),
        ("2026 was a year.", ("2026 was a year.",)),
        ("", ()),
    ],
)
def test_pieces_are_paragraphs_items_and_headings(body: str, words: tuple[str, ...]) -> None:
    """Marks, macros and tags stand between them."""
    assert pieces(body).words == words


@given(st.text(alphabet="ab -*#>1.\n{}<>", max_size=60))
def test_no_text_is_lost_or_moved(body: str) -> None:
    """Cutting what was put together again finds the same pieces, whatever was written."""
    cut = pieces(body)

    assert pieces(cut.filled(cut.words)).words == cut.words
    assert pieces(cut.filled(cut.words, 20)).words == cut.words


def test_what_a_translator_must_keep_is_set_apart() -> None:
    """Places, macros, tags and addresses; the words of a link are for translating."""
    words = "See [us](a.md) in {term:report}, <kbd>Alt</kbd> {{ x() }}."
    runs = list(kept_signs(words))

    assert [run for run, kept in runs if kept] == [
        "](a.md)",
        "{term:report}",
        "<kbd>",
        "</kbd>",
        "{{ x() }}",
    ]
    assert (
        "".join(run for run, _ in runs)
        == "See [us](a.md) in {term:report}, <kbd>Alt</kbd> {{ x() }}."
    )
