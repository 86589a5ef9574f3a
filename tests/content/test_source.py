"""Text as people save it: any encoding, any line end, YAML without surprises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.content.source import (
    Location,
    decode,
    nearest,
    parse_yaml,
    read,
    split_front_matter,
)

HERE = "content/x.yml"
FRENCH = "a: 1\nb: allégation\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a: b\n", "a: b\n"),
        (b"\xef\xbb\xbfa: b\n", "a: b\n"),
        (b"a: b\r\nc: d\r\n", "a: b\nc: d\n"),
        (b"a: b\rc: d\r", "a: b\nc: d\n"),
        (b"\xef\xbb\xbfa\r\nb\rc\nd", "a\nb\nc\nd"),
        ("ادعاء é\tñ".encode(), "ادعاء é\tñ"),
        ("\u200f\u200e\u00a0".encode(), "\u200f\u200e\u00a0"),
    ],
)
def test_line_ends_and_byte_order_marks_make_no_difference(data: bytes, text: str) -> None:
    """UTF-8 in any dress of the day comes out with LF line ends and no byte-order mark."""
    assert (text, []) == decode(data, HERE)


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (FRENCH.encode("utf-16"), 1, "UTF-16"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), 1, "UTF-16"),
        (FRENCH.encode("utf-16-le"), 1, "UTF-16"),
        (FRENCH.encode("utf-16-be"), 1, "UTF-16"),
        ("a: b\n".encode("utf-16-le"), 1, "UTF-16"),
        (FRENCH.encode("windows-1252"), 2, "another encoding"),
        (FRENCH.encode("windows-1252").replace(b"\n", b"\r\n"), 2, "another encoding"),
        ("a: “b”\n".encode("windows-1252"), 1, "another encoding"),
        (FRENCH.encode()[:-8], 2, "another encoding"),
        (b"\xed\xa0\x80", 1, "another encoding"),
    ],
    ids=str,
)
def test_another_encoding_is_named_once_with_what_to_do(data: bytes, line: int, says: str) -> None:
    """A file that is not UTF-8 gives one problem, on the first line that cannot be read."""
    text, problems = decode(data, HERE)

    assert ("", [(HERE, line)]) == (text, [(p.path, p.line) for p in problems])
    assert says in problems[0].message
    assert "UTF-8" in problems[0].message


@pytest.mark.parametrize(
    "sign",
    # Controls, line ends that only some programs know, code points that are no characters, and
    # those of private use, which show another sign on each machine.
    [
        *"\x01\x08\x0b\x0c\x1b\x7f\x80\x85\x92\x9f\u2028\u2029\ufffe\uffff",
        *"\ue000\uf0b7\uf8ff\U000f0000\U0010fffd",
    ],
    ids=lambda sign: f"U+{ord(sign):04X}",
)
def test_what_no_reader_could_show_is_named(sign: str) -> None:
    """An invisible control character is reported with its line and its number."""
    _, problems = decode(f"a: b\r\nc: d{sign}e\r\n".encode(), HERE)

    assert [(p.path, p.line) for p in problems] == [(HERE, 2)]
    assert f"U+{ord(sign):04X}" in problems[0].message


def test_a_file_is_read_under_the_name_that_is_shown(tmp_path: Path) -> None:
    """Problems carry the path below the project, not where the file happens to lie."""
    (tmp_path / "x.yml").write_bytes(b"a: b\x07")
    text, [problem] = read(tmp_path / "x.yml", HERE)

    assert text == "a: b\x07"
    assert problem.path == HERE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\na: b\n---\nBody\n", ("a: b\n", "Body\n", 4)),
        ("---  \na: b\n---  \n\nBody", ("a: b\n", "\nBody", 4)),
        ("---\na: b\n---", ("a: b\n", "", 3)),
        (
            "---\na: |\n  x --- y\n---\nBody\n\n---\nmore",
            ("a: |\n  x --- y\n", "Body\n\n---\nmore", 5),
        ),
        ("Body only\n", (None, "Body only\n", 1)),
        ("\n---\na: b\n---\n", (None, "\n---\na: b\n---\n", 1)),
        ("---\na: b\n", (None, "---\na: b\n", 1)),
        ("", (None, "", 1)),
    ],
)
def test_front_matter_stands_between_the_first_two_rules(
    text: str, expected: tuple[str | None, str, int]
) -> None:
    """The block, the body and the body's first line come apart at `---`, or not at all."""
    assert expected == split_front_matter(text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("false", False),
        ('"true"', "true"),
        ("'no'", "no"),
        ("null", None),
        ("~", None),
        ("", None),
        ('""', ""),
        ("0", 0),
        ("41", 41),
        ("-7", -7),
        ("1.5", 1.5),
        ('"41"', "41"),
        ("041", "041"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("0o14", "0o14"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("12:30", "12:30"),
        ("1:20:00", "1:20:00"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11-23T09:00:00+03:00", "2026-11-23T09:00:00+03:00"),
        ("+254 20 762 5003", "+254 20 762 5003"),
        ("ST/SGB/2003/13", "ST/SGB/2003/13"),
        ("=", "="),
        ("<<", "<<"),
        ("[NO, 041]", ["NO", "041"]),
        ("{a: NO}", {"a": "NO"}),
        ("|\n  one\n  two\n", "one\ntwo\n"),
        (">-\n  one\n  two\n", "one two"),
    ],
)
def test_a_plain_value_means_what_was_typed(written: str, value: object) -> None:
    """Only true, false, null and plain numbers are more than text; quotes make anything text."""
    parsed = parse_yaml(f"key: {written}", HERE)

    assert parsed.problems == []
    assert {"key": value} == parsed.value


@pytest.mark.parametrize("word", ["NO", "on", "041", "2026-11-23", "1.5"])
def test_a_key_is_always_the_text_that_was_typed(word: str) -> None:
    """No key becomes a boolean, a number or a date."""
    assert {word: "x"} == parse_yaml(f"{word}: x", HERE).value


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n"])
def test_an_empty_text_has_no_value_and_no_problem(text: str) -> None:
    """Whether a file may be empty is for the loader to say."""
    parsed = parse_yaml(text, HERE)

    assert (parsed.value, parsed.problems) == (None, [])


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ((), 12),
        (("a",), 12),
        (("b",), 14),
        (("b", 0), 15),
        (("b", 1), 16),
        (("b", 1, "d"), 17),
        (("b", 1, "d", "x", 7), 17),
        (("b", 9), 14),
        (("e", 1), 19),
        (("nowhere",), 12),
    ],
)
def test_each_part_knows_its_line(location: Location, line: int) -> None:
    """A location gives its own line, or that of the nearest part above it."""
    text = "# remark\na: 1\n\nb:\n  - x\n  - c: 2\n    d: 3\n\ne: [y, z]\n"
    assert line == parse_yaml(text, HERE, first_line=11).line(location)


def test_where_nothing_was_read_the_line_is_the_first() -> None:
    """A location in an empty text is on line 1."""
    assert parse_yaml("", HERE).line(("a", 0)) == 1


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "`a` is given a second time; line 1 has it too"),
        ("x:\n  a: 1\n  a: 2\n", 3, "`a` is given a second time; line 2 has it too"),
        ("x: [{a: 1,\n  a: 2}]\n", 2, "`a` is given a second time; line 1 has it too"),
        ('a: 1\n"a": 2\n', 2, "`a` is given a second time; line 1 has it too"),
        ("a:\n\tb: 1\n", 2, "tab"),
        ("a:\n  \t- b\n", 2, "tab"),
        ("a: &x 1\n", 1, "anchor"),
        ("&x a: 1\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias `*x`"),
        ("*x : 1\n", 1, "alias `*x`"),
        ("a: !!int 1\n", 1, "tag"),
        ("!!str a: 1\n", 1, "tag"),
        ("a: !secret x\n", 1, "tag"),
        ("a: !!python/object/apply:os.system ['x']\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a]\n: 1\n", 1, "list or a map as a key"),
        ("{a: 1}: 2\n", 1, "list or a map as a key"),
        ('a: "open\nb: 1\n', 3, "not valid YAML"),
        ("a: reports: late\n", 1, "not valid YAML"),
        ("a: 1\n  b: 2\n", 2, "not valid YAML"),
        ("a: [1, 2\n", 2, "not valid YAML"),
        ("a: @b\n", 1, "not valid YAML"),
        ('a: 1\nb: "x\\x07y"\n', 2, "U+0007"),
        ('a: "x\\0y"\n', 1, "U+0000"),
        ('a: "x\\u2028y"\n', 1, "U+2028"),
        ('a: "x\\uf0b7y"\n', 1, "U+F0B7"),
    ],
)
def test_writing_that_could_be_misread_is_refused_where_it_stands(
    text: str, line: int, says: str
) -> None:
    """Duplicate keys, tabs, anchors, tags, second documents and slips are told with their line."""
    problems = parse_yaml(text, HERE).problems

    assert (HERE, line) in [(p.path, p.line) for p in problems]
    assert says in "\n".join(p.message for p in problems if p.line == line)


@pytest.mark.parametrize(
    "text",
    [
        "a: {x: 1}\nb: {x: 2}\n",
        "- a: 1\n- a: 2\n",
        "a: 1\nA: 2\n",
        "a: x\tb\n",
        'a: "tab\\there"\n',
    ],
)
def test_what_only_looks_like_a_fault_is_taken(text: str) -> None:
    """The same key in two maps, other letters, and a tab inside a value are all right."""
    assert parse_yaml(text, HERE).problems == []


def test_every_duplicate_and_every_tab_is_told_at_once() -> None:
    """Somebody who corrects a file sees all its places in one go."""
    assert [p.line for p in parse_yaml("a: 1\na: 2\na: 3\n", HERE).problems] == [2, 3]
    assert [p.line for p in parse_yaml("a:\n\tb: 1\n\tc: 1\n", HERE).problems] == [2, 3]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "[" * 5000 + "]" * 5000,
        "{a: " * 5000 + "}" * 5000,
        "- " * 5000 + "x",
        "\n".join(" " * depth + "a:" for depth in range(2000)),
        "? " * 5000,
    ],
    ids=["open", "lists", "maps", "dashes", "indents", "keys"],
)
def test_deep_nesting_ends_in_a_problem(text: str) -> None:
    """A file nested thousands of levels deep is refused, not a crash."""
    problems = parse_yaml(text, HERE).problems

    assert sorted({p.path for p in problems}) == [HERE]


@pytest.mark.parametrize("digits", [20, 5000])
def test_a_number_of_any_length_is_read(digits: int) -> None:
    """Python converts at most 4300 digits; a longer row of digits is still no crash."""
    parsed = parse_yaml(f"a: {'9' * digits}\n", HERE)

    assert parsed.value or parsed.problems


YAML_LIKE = st.text(alphabet="ab:-?,[]{}&*!|>'\"%@`#~0. \n\t\\x", max_size=60)


@given(data=st.binary(max_size=200))
def test_arbitrary_bytes_only_ever_give_problems(data: bytes) -> None:
    """Whatever lies in a file, reading it ends in text and problems, never in an exception."""
    text, problems = decode(data, HERE)
    problems += parse_yaml(text, HERE).problems

    assert {p.path for p in problems} <= {HERE}
    assert all(p.line >= 1 for p in problems)


@given(text=YAML_LIKE | st.text(max_size=60))
def test_arbitrary_text_only_ever_gives_problems(text: str) -> None:
    """Any text is a value or a list of problems on lines that the text has, or just below it."""
    parsed = parse_yaml(text, HERE, first_line=5)
    lines = len(text.splitlines())

    assert all(5 <= p.line <= 6 + lines for p in parsed.problems)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("reportng", " Did you mean `reporting`?"),
        ("report", " Did you mean `reporting`?"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_word_is_suggested_when_it_is_near(word: str, hint: str) -> None:
    """A slip gets a suggestion; a word like nothing known gets none."""
    assert hint == nearest(word, iter(["training", "reporting"]))
