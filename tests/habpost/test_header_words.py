"""Headers of mail: every word and blank comes through, in lines that every server takes."""

import email
import email.policy
import re
from base64 import b64decode
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generators.habpost.header_words import header

ARABIC = "HabPost، العدد 41: كيف يمكن الإبلاغ عن الاستغلال والانتهاك الجنسيين في مكان العمل"
FRENCH = "HabPost : à qui parler, où, et ce qui se passe après — l’essentiel en français"
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1
)
PLAIN = st.lists(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), min_size=1
)


def lines_of(made: bytes) -> list[bytes]:
    assert made.endswith(b"\r\n")
    return made.removesuffix(b"\r\n").split(b"\r\n")


@given(WORDS | PLAIN.map(" ".join))
@example(ARABIC)
@example(FRENCH)
@example("Two  blanks,   three, and some at the end  ")
@example("é" * 300)
@example("=?utf-8?q?no_word_of_ours?=")
@example("https://example.org/" + "long/" * 40)
def test_any_subject_comes_through_with_all_its_blanks(subject: str) -> None:
    made = header("Subject", subject)
    read = email.message_from_bytes(made + b"\r\n", policy=email.policy.SMTP)
    old = email.message_from_bytes(made + b"\r\n")

    assert read["Subject"] == subject
    assert str(make_header(decode_header(old["Subject"].replace("\r\n", "")))) == subject


@given(WORDS | PLAIN.map(" ".join))
def test_lines_and_encoded_words_are_as_short_as_the_standards_want(subject: str) -> None:
    """RFC 2047, section 2, and RFC 5322, section 2.1.1; no line is empty, the first not either."""
    made = header("Subject", subject)

    for number, line in enumerate(lines_of(made)):
        assert len(line) <= 76
        assert line.removeprefix(b"Subject:").startswith(b" ")
        assert line.removeprefix(b"Subject:" if number == 0 else b" ").strip()
    for word in re.findall(rb"=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=", made):
        assert len(word) + len("=?utf-8?b??=") <= 75
        assert b64decode(word).decode() in subject


def test_a_subject_is_folded_in_one_way() -> None:
    """What is written here is what every version of Python must make."""
    title = "HabPost: what happens after somebody reports, and who hears of it in the office"

    assert header("Subject", title) == (
        b"Subject: HabPost: what happens after somebody reports, and who hears of it\r\n"
        b" in the office\r\n"
    )
    assert header("Subject", FRENCH) == (
        b"Subject: =?utf-8?b?SGFiUG9zdCA6IMOgIHF1aSBwYXJsZXIsIG/DuSwgZXQgY2UgcXVp?=\r\n"
        b" =?utf-8?b?IHNlIHBhc3NlIGFwcsOocyDigJQgbOKAmWVzc2VudGllbCBlbiBmcmFuw6dh?=\r\n"
        b" =?utf-8?b?aXM=?=\r\n"
    )


@given(WORDS.filter(str.strip))
@example("HabPost, all of it")
@example("HabPost (UN)")
def test_any_name_stands_before_its_address(name: str) -> None:
    """Read without a policy: those of Python put blanks between the encoded words of a name."""
    made = header("From", name, "habpost@example.org")
    shown, address = parseaddr(email.message_from_bytes(made + b"\r\n")["From"])

    assert address == "habpost@example.org"
    assert str(make_header(decode_header(shown))) == name
    assert max(len(line) for line in lines_of(made)) <= 76


@pytest.mark.parametrize("between", ["\n", "\r", "\r\n", "\r\n ", "\x85", "\u2028"])
@pytest.mark.parametrize("after", ["Bcc: x@example.org", ""])
def test_a_newline_is_refused(between: str, after: str) -> None:
    with pytest.raises(ValueError, match="newline"):
        header("Subject", f"Hello{between}{after}")


def test_a_title_cannot_be_filled_in_like_a_mark() -> None:
    assert b"{{to}}" not in header("Subject", "What {{to}} means")
