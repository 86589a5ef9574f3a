"""The small Markdown: what it has becomes blocks, what it has not is reported, nothing vanishes."""

import re
import subprocess
import sys
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.content.loader import load
from generators.content.plain_blocks import plain_blocks
from generators.content.prose import (
    Answer,
    BulletList,
    Citation,
    ClauseNumber,
    Emphasis,
    Heading,
    Inline,
    Isolate,
    Link,
    Paragraph,
    ProseBlock,
    Quote,
    Strong,
    TermUse,
    Text,
    isolated,
    plain,
    slug,
    walk,
)
from generators.content.prose_parser import Body, parse
from tests.conftest import ROOT


def one(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("\n\n", ()),
        ("One.", (Paragraph(one("One."), 1),)),
        ("One\ntwo.", (Paragraph(one("One two."), 1),)),
        ("One  \ntwo\\\nthree.", (Paragraph(one("One two three."), 1),)),
        ("One.\n\n\nTwo.", (Paragraph(one("One."), 1), Paragraph(one("Two."), 4))),
        ("- a\n- b", (BulletList((one("a"), one("b")), 1),)),
        ("Led:\n\n- a\n\n- b", (Paragraph(one("Led:"), 1), BulletList((one("a"), one("b")), 3))),
        ("* a\n  more", (BulletList((one("a more"),), 1),)),
        ("## What we know", (Heading(2, one("What we know"), 1, "what-we-know"),)),
        ("### Été – 2", (Heading(3, one("Été – 2"), 1, "été-2"),)),
        ("> Said.", (Quote((Paragraph(one("Said."), 1),), 1),)),
        ("> a\n>\n> b", (Quote((Paragraph(one("a"), 1), Paragraph(one("b"), 3)), 1),)),
        ("R&D &amp; more", (Paragraph(one("R&D & more"), 1),)),
        ("2 \\* 3", (Paragraph(one("2 * 3"), 1),)),
        ("\\{term:x\\} and &#123;y&#125;", (Paragraph(one("{term:x} and {y}"), 1),)),
        ("See [1] and (2).", (Paragraph(one("See [1] and (2)."), 1),)),
        ("1 < 2 > 0", (Paragraph(one("1 < 2 > 0"), 1),)),
        ("**Not** *this*", (Paragraph((Strong(one("Not")), Text(" "), Emphasis(one("this"))), 1),)),
        ("***Never***", (Paragraph((Emphasis((Strong(one("Never")),)),), 1),)),
        ("ادعاء *مهم*", (Paragraph((Text("ادعاء "), Emphasis(one("مهم"))), 1),)),
    ],
)
def test_the_small_markdown_becomes_blocks(text: str, blocks: tuple[ProseBlock, ...]) -> None:
    """Paragraphs, lists, headings, quotes and stress are read, each with the line it starts on."""
    body = parse(text)

    assert body.unreadable == ()
    assert blocks == body.blocks


@pytest.mark.parametrize(
    ("text", "inlines"),
    [
        ("{reporting_hours}", (Answer("reporting_hours"),)),
        ("{a}{b_2}", (Answer("a"), Answer("b_2"))),
        (
            "as {clause:sub-partners} says",
            (Text("as "), ClauseNumber("sub-partners"), Text(" says")),
        ),
        ("{instrument:st-sgb-2003-13}", (Citation("st-sgb-2003-13"),)),
        ("{term:allegation}", (TermUse("allegation"),)),
        ("*{a}*", (Emphasis((Answer("a"),)),)),
        ("**the {term:x}**", (Strong((Text("the "), TermUse("x"))),)),
        ("{a}\n{b}", (Answer("a"), Text(" "), Answer("b"))),
    ],
)
def test_braces_name_answers_clauses_instruments_and_terms(
    text: str, inlines: tuple[Inline, ...]
) -> None:
    """The four things in braces are read wherever words may stand."""
    assert ((Paragraph(inlines, 1),), ()) == (parse(text).blocks, parse(text).unreadable)


@pytest.mark.parametrize(
    ("text", "isolates"),
    [
        ("Call +254 20 762 5003 now", ["+254 20 762 5003"]),
        ("+1 (212) 963-1111.", ["+1 (212) 963-1111"]),
        ("Write to a.b+c@un-habitat.example.org.", ["a.b+c@un-habitat.example.org"]),
        ("ST/SGB/2003/13, section 6", ["ST/SGB/2003/13"]),
        ("ST/SGB/2017/2/Rev.1 holds", ["ST/SGB/2017/2/Rev.1"]),
        ("ST/AI/2017/1; ST/IC/2024/7", ["ST/AI/2017/1", "ST/IC/2024/7"]),
        ("A/RES/62/214 and A/71/818", ["A/RES/62/214", "A/71/818"]),
        ("S/RES/2272 (2016)", ["S/RES/2272 (2016)"]),
        ("clause 3 of 2026", []),
        ("USA/12/34 and 24/7", []),
        ("a @ b, @handle, a@b", []),
        ("+12", []),
        ("", []),
    ],
)
def test_numbers_mailboxes_and_symbols_are_isolated(text: str, isolates: list[str]) -> None:
    """What must keep its left-to-right order in Arabic stands apart, and no word is lost."""
    parts = list(isolated(text))

    assert isolates == [part.text for part in parts if isinstance(part, Isolate)]
    assert text == plain(parts)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("One.\n\n<b>Two</b>", 3, "HTML"),
        ("<div>\nOne\n</div>", 1, "HTML"),
        ("One <!-- remark --> two", 1, "HTML"),
        ("<script>alert(1)</script>", 1, "HTML"),
        ("![A face](face.png)", 1, "a picture"),
        ("See [here](https://example.org)", 1, "a link"),
        ("<https://example.org>", 1, "a link"),
        ("Type `psea`", 1, "code"),
        ("```\ncode\n```", 1, "a code block"),
        ("One.\n\n    indented", 3, "a code block"),
        ("One.\n\n---\n\nTwo.", 3, "a rule"),
        ("One.\n\n***", 3, "a rule"),
        ("# Title", 1, "first level"),
        ("Title\n===", 1, "first level"),
        ("- a\n  - b", 1, "list"),
        ("- a\n- b\n\n  c", 2, "list item"),
        ("-\n- a", 1, "list item"),
        ("- ## a", 1, "list item"),
        ("{}", 1, "brace"),
        ("a } b", 1, "brace"),
        ("{Reporting_hours}", 1, "brace"),
        ("{reporting hours}", 1, "brace"),
        ("{clauses:reporting}", 1, "brace"),
        ("{clause:Reporting}", 1, "brace"),
        ("{clause:*reporting*}", 1, "brace"),
        ("{{ figures() }}", 1, "brace"),
        ("{% include 'x' %}", 1, "brace"),
        ("One.\n\n- {", 3, "brace"),
        ("> <b>a</b>", 1, "HTML"),
        ("## <b>a</b>", 1, "HTML"),
        ("*a <b>b</b>*", 1, "HTML"),
    ],
)
def test_what_the_small_markdown_has_not_is_reported(text: str, line: int, what: str) -> None:
    """HTML, pictures, links, code and unknown braces are told with the line of their block."""
    unreadable = parse(text).unreadable

    assert line in [fault.line for fault in unreadable]
    assert what in "\n".join(fault.what for fault in unreadable if fault.line == line)


@pytest.mark.parametrize(
    "text",
    [
        "> - first\n> - second",
        "> ## Heading\n>\n> Words.",
        "> Outer.\n>\n> > Inner.",
        ">" * 30 + " words",
        "> 1. first",
        "[1]: https://example.org",
        "Words.\n\n[note]: this",
        '[note]: this "and that"',
        "2003. The bulletin applies.",
        "7) Seventh.",
    ],
)
def test_no_word_vanishes_without_being_reported(text: str) -> None:
    """What is written comes out in the blocks, or the body says that it could not be read."""
    body = parse(text)

    assert body.unreadable or letters(text) == letters(words_of(body.blocks))


WORDS = st.sampled_from(["word", "term", "ab", "cd"])
MARKS = st.sampled_from(
    ["\n", "\n\n", " ", "    ", " *", "* ", "**", "_", "> ", "- ", "## ", "===", "---\n", "`"]
) | st.sampled_from(["[", "]: ", "](", ")", "<", ">", "{", "}", "{term:x}", "!", "\\", "|", "~~"])


@given(parts=st.lists(WORDS | MARKS, max_size=14))
def test_words_between_any_marks_are_kept_or_reported(parts: list[str]) -> None:
    """However marks are mixed, the letters of a readable body are the letters of its source."""
    text = "".join(parts)
    body = parse(text)

    assert body.unreadable or letters(text) == letters(words_of(body.blocks))


def parsed(text: str) -> Body:
    """Return a body of which markdown-it has read every block and every word."""
    where = "generators.content.prose_parser"
    with patch(f"{where}.plain_blocks", lambda _: None), patch(f"{where}._MARKS", re.compile("")):
        return parse(text, pictures=True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "*",
            "**",
            "* a",
            "** a",
            "*a",
            "**a**",
            "***a",
            "* *",
            "**\n*",
            "*-a",
            "- *",
            "- **\n- a",
        ),
        *("+ a", "+ a\n+ b", "_ _ _", "~~~\na\n~~~", "<div>\n\na\n</div>", "1. a\n2. b", "1) a"),
        *("\0a", "a\0", "a\0b", "a\rb", "a\r\n\r\nb", "- a\n- \0", "\xa0a", "a\xa0", "a\tb"),
        *("## a #", "## a # b", "## a #\tb", "####### a", "#a", "##a", "## a\nb", "## a\n## b"),
        *("a\n- b", "a\n## b", "- a\nb", "- a\n- b\n\n- c", "- a\n\nb", "- a\n\n  b", "-a"),
        *("- ", "a\n=", "a\nb\n---", "- a\n---", "a\n\n\nb", "a\n \nb", " a", "a \nb", "a  \nb"),
        *("a\\\nb", "a \\[ b", "a _b_ c", "a <b> c", "![a](b.jpg)", "![a](b.jpg) c", "![a]"),
    ],
)
def test_what_looks_plain_and_is_not_goes_to_the_parser(text: str) -> None:
    """Signs that begin, end or continue a block only in some places."""
    assert parse(text, pictures=True) == parsed(text)


PLAIN = st.sampled_from(
    ["word", "Été", "(a)", "“b”", "[1]", ", c", "؟", "\nnext", "*d*", " #", "2."]
)
STARTS = st.sampled_from(["\n\n", "\n\n- ", "\n- ", "- ", "\n\n## ", "### ", "\n\n![a](b.jpg)"])
RARE = st.sampled_from(
    ["\n", "\0", "\r", "\t", "\xa0", "\x0b", "# ", "\n=", "> ", "1. ", "`", "~~~"]
)


@given(parts=st.lists(PLAIN | PLAIN | STARTS | STARTS | RARE | MARKS, max_size=12))
def test_a_plain_body_is_what_the_parser_would_make_of_it(parts: list[str]) -> None:
    """Blocks told by how their lines begin, and words without marks, are those of CommonMark."""
    text = "".join(parts)

    assert parse(text, pictures=True) == parsed(text)


def test_most_bodies_are_plain_and_all_are_what_the_parser_would_make_of_them() -> None:
    """Of those that ship; the parser is for the rest."""
    library = load(ROOT)
    texts = [text.body for versions in library.texts.values() for text in versions]
    texts += [story.body for story in library.stories.values()]

    assert all(parse(text, pictures=True) == parsed(text) for text in texts)
    assert sum(plain_blocks(text) is not None for text in texts) > 0.9 * len(texts)


@given(data=st.binary(max_size=120) | st.text(max_size=120).map(str.encode))
def test_arbitrary_bytes_only_ever_give_blocks_and_faults(data: bytes) -> None:
    """Reading a body never raises, and its lines lie in the text."""
    text = data.decode(errors="replace")
    body = parse(text)
    lines = text.count("\n") + text.count("\r") + 1

    assert all(1 <= fault.line <= lines for fault in body.unreadable)
    assert all(1 <= line <= lines for line, _ in walk(body.blocks))


@pytest.mark.parametrize(
    "text",
    [
        "*a " * 3000 + "a*" * 3000,
        "**a " * 3000 + "a**" * 3000,
        "- " * 3000 + "a",
        ">" * 3000 + " a",
        "[" * 3000,
        "![" * 3000 + "](x)" * 3000,
        "{" * 3000,
        "<b>" * 3000,
    ],
    ids=lambda text: text[:3],
)
def test_deep_nesting_ends_in_a_fault(text: str) -> None:
    """Marks nested thousands of levels deep are refused or read as words, not a crash."""
    body = parse(text)

    assert body.unreadable or letters(text) == letters(words_of(body.blocks))


@pytest.mark.parametrize("text", ["'a' * 300_000", "'A/' + '1' * 300_000", "'a@' + 'a.' * 150_000"])
def test_a_very_long_word_is_read_in_a_moment(text: str) -> None:
    """A body into which somebody pasted a file ends soon: reading grows with the length alone."""
    code = f"from generators.content.prose_parser import parse; parse({text})"

    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=10)


def test_plain_words_show_what_is_still_to_be_filled() -> None:
    """Places show as their braces, a clause number once it is known, and marks not at all."""
    written = "**A** *b* {c} {clause:d} {instrument:e} {term:f} ST/SGB/2003/13"
    [paragraph] = parse(written).blocks
    assert isinstance(paragraph, Paragraph)

    assert plain(paragraph.inlines) == "A b {c} {clause:d} {instrument:e} {term:f} ST/SGB/2003/13"
    assert plain([ClauseNumber("d", "4"), Text(" "), Link("term:x", one("x"))]) == "4 x"


def test_every_inline_is_met_with_the_line_of_its_block() -> None:
    """Walking goes through headings, lists, quotes and stress."""
    body = parse("## {a}\n\n- {b}\n- **{c}**\n\n> {d}\n\n*x {e}*")
    met = [(line, inline.name) for line, inline in walk(body.blocks) if isinstance(inline, Answer)]

    assert met == [(1, "a"), (3, "b"), (3, "c"), (6, "d"), (8, "e")]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("What we know", "what-we-know"),
        ("  A – B: (c)  ", "a-b-c"),
        ("ما نعرفه", "ما-نعرفه"),
        ("Été", "été"),
        ("…", "section"),
        ("", "section"),
    ],
)
def test_an_anchor_is_made_of_the_words(text: str, anchor: str) -> None:
    """Letters of any script stay, signs become one hyphen, and no anchor is empty."""
    assert anchor == slug(text)


def letters(text: str) -> list[str]:
    """Return the letters and digits of a text, in one order."""
    return sorted(sign for sign in text if sign.isalnum())


def words_of(blocks: Sequence[ProseBlock]) -> str:
    """Return all the words of blocks."""
    said = []
    for block in blocks:
        match block:
            case Paragraph(inlines) | Heading(_, inlines):
                said.append(plain(inlines))
            case BulletList(items):
                said += [plain(item) for item in items]
            case Quote(paragraphs):
                said.append(words_of(paragraphs))
    return "\n".join(said)
