"""Words from a word processor: what nobody sees goes, the words stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.content.prose import Picture
from generators.content.prose_parser import parse
from generators.habpost.markdown_out import one_line
from generators.habpost.tidy_words import PRIVATE, picture_line, tidy

SIGNS = st.text(
    st.sampled_from("ab1 \t\n\\`*_{}[]()<>#+-=.!&;:|~\"'@é«»عم\u00a0\u202f\u200b\u200d")
)
WORDS = st.one_of(st.text(), SIGNS, st.from_regex(r"\A[{}a-z:&;<>/ *_-]{1,20}\Z")).filter(
    lambda words: not PRIVATE.search(words)
)


@given(WORDS)
def test_tidy_words_are_tidied_once(text: str) -> None:
    """They hold no control and no double blank, and whoever writes them changes nothing more."""
    words = tidy(text)

    assert tidy(words) == words
    assert not [s for s in words if unicodedata.category(s) in ("Cc", "Zl", "Zp")]
    assert "  " not in words
    assert one_line(words) == words.strip()


@given(WORDS)
def test_what_a_picture_shows_is_read_back_as_it_is(text: str) -> None:
    words = tidy(text).strip()
    read = parse(picture_line("a-1.jpg", words), pictures=True)

    assert read.unreadable == ()
    assert [(b.alt, b.file) for b in read.blocks if isinstance(b, Picture)] == [(words, "a-1.jpg")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\u00a0b\u00a0c", "a b c"),
        (
            "10\u00a0% de «\u202fceci\u202f»\u00a0: oui",
            "10\u00a0% de «\u202fceci\u202f»\u00a0: oui",
        ),
        ("sur\u00advi\u200bvor", "survivor"),
        ("\u202eabc\u202c \u200fa\u200e \u2067b\u2069", "abc a b"),
        ("non\u2011staff", "non-staff"),
        ("e\u0301", "é"),
        ("سنة 1447 ه\u200d", "سنة 1447 ه\u200d"),
        ("sur\u200dvivor", "survivor"),
        ("a\u2028b\x0bc\x85d", "a b c d"),
    ],
)
def test_signs_that_nobody_sees_stay_only_where_they_are_of_use(text: str, words: str) -> None:
    """What hides a word from the search and the language check goes."""
    assert tidy(text) == words


def test_signs_of_private_use_are_found() -> None:
    assert PRIVATE.search("a \uf0b7 b")
    assert not PRIVATE.search("a • b")
