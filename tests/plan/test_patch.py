"""YAML is changed at its places: whatever is to be said is said, and nothing else moves."""

import difflib
import itertools
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generators.content.source import parse_yaml
from generators.plan.patch import Unpatchable, comments, patched
from tests.conftest import ROOT

TEXT = """\
# about the file
id: training   # the name of the output
activities:
  # the first one
  - id: course
    activity: {en: "Courses: for everybody."}  # as agreed
    indicator:
      unit: percent
      baseline: {value: 40, date: 2025-12-31, source: {en: Count}}
    progress:
      en: >-  # told by phone
        Half of them
        are done.

    # two of them
    evidence:
      - reference: Note 1 # in the file
        date: 2026-01-01
      # and this
      - reference: Note 2
        date: 2026-01-02
    to_confirm: [start, end, funding]
    updated: 2026-11-01
  - {id: desk, updated: 2026-11-01}
source: For the tests # the end
"""


def value(text: str = TEXT) -> Any:
    parsed = parse_yaml(text, "")
    assert parsed.problems == []
    return parsed.value


def lines_that_differ(before: str, after: str) -> tuple[list[str], list[str]]:
    found = list(difflib.ndiff(before.split("\n"), after.split("\n")))
    return [x[2:] for x in found if x[0] == "-"], [x[2:] for x in found if x[0] == "+"]


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/plan/*/*.yml")), ids=lambda p: p.name)
def test_what_says_it_already_stays_byte_for_byte(path: Any) -> None:
    """Also the folded lines, quotes and brackets of every plan that there is."""
    text = path.read_text(encoding="utf-8")

    assert patched(text, value(text)) == text


def change(name: str) -> Any:
    """Return the text's value with one change of those below."""
    wanted = value()
    course, desk = wanted["activities"]
    match name:
        case "a word in braces":
            course["activity"]["en"] = "Courses, for all"
        case "a number in braces":
            course["indicator"]["baseline"]["value"] = 41
        case "folded words":
            course["progress"]["en"] = "All of them are done."
        case "a new key":
            wanted["activities"][0] = (
                {"id": "course", "activity": course["activity"]} | {"start": "2026-01-01"} | course
            )
        case "a key less":
            del course["progress"]
        case "an entry less":
            del course["evidence"][0]
        case "an entry more":
            course["evidence"].append({"reference": "yes", "date": "2026-02-02"})
        case "several names less":
            course["to_confirm"] = ["end"]
        case "a name less":
            course["to_confirm"] = ["end", "funding"]
        case "a key in braces":
            desk["status"] = "under-way"
        case "a line in brackets less":
            del wanted["activities"][1]
        case "a line more":
            wanted["activities"].append({"id": "new", "activity": {"en": "null"}})
        case "the last line":
            wanted["source"] = "Another # source"
    assert wanted != value()
    return wanted


CHANGES = {
    "a word in braces": (
        ['    activity: {en: "Courses: for everybody."}  # as agreed'],
        ['    activity: {en: "Courses, for all"}  # as agreed'],
    ),
    "a number in braces": (
        ["      baseline: {value: 40, date: 2025-12-31, source: {en: Count}}"],
        ["      baseline: {value: 41, date: 2025-12-31, source: {en: Count}}"],
    ),
    "folded words": (
        ["        Half of them", "        are done."],
        ["        All of them are done."],
    ),
    "a new key": ([], ["    start: 2026-01-01"]),
    "a key less": (
        [
            "    progress:",
            "      en: >-  # told by phone",
            "        Half of them",
            "        are done.",
        ],
        ["    # told by phone"],
    ),
    "an entry less": (
        ["      - reference: Note 1 # in the file", "        date: 2026-01-01"],
        ["      # in the file"],
    ),
    "an entry more": ([], ['      - reference: "yes"', "        date: 2026-02-02"]),
    "several names less": (
        ["    to_confirm: [start, end, funding]"],
        ["    to_confirm: [end]"],
    ),
    "a name less": (["    to_confirm: [start, end, funding]"], ["    to_confirm: [end, funding]"]),
    "a key in braces": (
        ["  - {id: desk, updated: 2026-11-01}"],
        ["  - {id: desk, updated: 2026-11-01, status: under-way}"],
    ),
    "a line in brackets less": (["  - {id: desk, updated: 2026-11-01}"], []),
    "a line more": ([], ["  - id: new", "    activity:", '      en: "null"']),
    "the last line": (
        ["source: For the tests # the end"],
        ['source: "Another # source" # the end'],
    ),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_its_own_lines_and_keeps_every_comment(name: str, ending: str) -> None:
    """In whatever style a value is written; line ends stay what they are."""
    wanted = change(name)
    made = patched(TEXT.replace("\n", ending), wanted)

    assert value(made) == wanted
    assert made.count("\r\n") == (made.count("\n") if ending == "\r\n" else 0)
    assert lines_that_differ(TEXT, made.replace("\r\n", "\n")) == CHANGES[name]
    assert not comments(TEXT) - comments(made)


def test_a_file_without_a_last_line_end_gets_none_in_the_middle() -> None:
    """What is added at the end begins on a line of its own."""
    text = "a:\n  - id: x"
    wanted = {"a": [{"id": "x", "b": 1}, {"id": "y"}]}

    assert patched(text, wanted) == "a:\n  - id: x\n    b: 1\n  - id: y"


@pytest.mark.parametrize("text", ["a: &x {b: 1}\nc: *x\n", "a: {b: 1,\n  # why\n  c: 2, d: 3}\n"])
def test_what_cannot_be_changed_without_a_loss_is_refused(text: str) -> None:
    """An anchor would change two places, and a comment inside braces would go."""
    wanted = {"a": {"d": 3}} if "why" in text else {"a": {"b": 2}, "c": {"b": 1}}
    with pytest.raises(Unpatchable):
        patched(text, wanted)


WORDS = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=30),
    st.lists(
        st.sampled_from(["a", "#", "b:", "- c", "  ", "&d", "é", "نص", "'", '"']), max_size=60
    ).map(" ".join),
    st.sampled_from(
        ["", "yes", "null", "0x1", "1e3", "2026-01-01", "12:30", "~", "a\nb", "a\n\n- b"]
    ),
)
PLAIN = st.one_of(WORDS, st.integers(-9, 10**6), st.booleans())
NAMES = st.sampled_from(["a", "b", "c", "d"])
VALUE = st.recursive(
    PLAIN,
    lambda inner: (
        st.dictionaries(NAMES, inner, min_size=1, max_size=3)
        | st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
RECORD = st.dictionaries(NAMES, VALUE, min_size=1).map(lambda each: {"id": "x", **each})


def source(old: Any, styles: list[bool]) -> str:
    """Return a value as YAML with comments in it."""
    lines = written(old, 0, itertools.chain([True], itertools.cycle(styles)), itertools.count())
    text = "\n".join([*lines, ""])
    assume(not parse_yaml(text, "").problems and value(text) == old)
    return text


def written(value: object, indent: int, styles: Any, notes: Any) -> list[str]:
    """Return a value in block style with a comment at each place, or in one line of JSON."""
    pad = " " * indent
    if not isinstance(value, dict | list) or not next(styles):
        return [pad + json.dumps(value, ensure_ascii=False)]
    lines: list[str] = []
    entries = value.items() if isinstance(value, dict) else [("-", each) for each in value]
    for key, each in entries:
        note, inner = f"# note {next(notes)}", written(each, indent + 2, styles, notes)
        lines += [f"{pad}{key}{'' if key == '-' else ':'}  {note}", *inner]
    return lines


@st.composite
def other(draw: st.DrawFn, value: Any) -> Any:
    """Return a value with some of its parts changed, left out or added, maps still maps."""
    match value:
        case dict():
            kept = {k: v for k, v in value.items() if k == "id" or draw(st.integers(0, 3))}
            made = {k: draw(other(v)) if k != "id" else v for k, v in kept.items()}
            more = draw(st.dictionaries(NAMES, VALUE, max_size=2))
            return made | {k: v for k, v in more.items() if k not in value} or value
        case list():
            kept_items = [draw(other(v)) for v in value if draw(st.integers(0, 3))]
            return [*kept_items, *draw(st.lists(VALUE, max_size=1))] or value
        case _:
            return value if draw(st.booleans()) else draw(PLAIN)


PAIRS = RECORD.flatmap(lambda old: st.tuples(st.just(old), other(old)))
STYLES = st.lists(st.booleans(), min_size=1, max_size=20)


@settings(max_examples=250)
@given(PAIRS, STYLES)
def test_any_value_becomes_any_other(pair: tuple[Any, Any], styles: list[bool]) -> None:
    """It says what was wanted, keeps each comment, and lines that say the same stay."""
    old, new = pair
    text = source(old, styles)
    made = patched(text, new)

    assert value(made) == new
    assert not comments(text) - comments(made)
    same = [k for k in old if k in new and repr(old[k]) == repr(new[k])]
    for line in text.split("\n"):
        if line.startswith(tuple(f"{key}:" for key in same)):
            assert line in made.split("\n")
