"""The prefilter of the language check: it may ask a rule in vain, and never leaves one out."""

import re
import sys
import unicodedata
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generators.content.language import CompiledRule, LanguageRules, TextScope, without_marks
from generators.content.language_check import Finding, Piece, findings, pieces_of
from generators.content.loader import load
from generators.content.prefilter import Prefilter, folded, reader
from generators.content.record import LANGUAGES, words
from tests.conftest import ROOT, TESTS

LIBRARY = load(ROOT)
WRITTEN = [
    (rules, written, expression)
    for rules in LIBRARY.rules.values()
    for rule in rules.compiled
    for written, expression in zip(rule.written, (rule.wanted, *rule.beside), strict=True)
]
EXPRESSIONS = [expression for _, _, expression in WRITTEN]
EVERY_SIGN = "".join(chr(at) for at in range(sys.maxunicode + 1) if not 0xD800 <= at < 0xE000)


@pytest.mark.parametrize(
    ("expression", "literals"),
    [
        ("victims?", {"victim", "victims"}),
        (r"\b(?:the|our) (?:nurse|cook)\b", {"the nurse", "our nurse", "the cook", "our cook"}),
        (r"harass\w*", {"harass"}),
        (r"\w+ed by", {"ed by"}),
        (r"aged? \d{1,2}", {"age 0", "aged 0"}),
        (r"[Hh]ad she", {"had she"}),
        (r"a+bc", {"bc"}),
        (r"ab{0,2}cde", {"cde"}),
        (r"ab{2}", {"abb"}),
        (r"a(?!b)c(?=d)", {"ac"}),
        (r"(ab)*cd", {"cd"}),
        (r"(?:ab)+c", {"ab"}),
        (r"a|(?:bc|d)e", {"a", "bce", "de"}),
        (r"[a-z]+\.[a-z]+@", {"@"}),
        (r"\(Sra\.\)", {"(sra.)"}),
        (r"^[a-c]b\.?$", {f"\x02{sign}b{end}\x03" for sign in "abc" for end in ("", ".")}),
        ("ÉTÉ", {"été"}),
    ],
)
def test_literals_are_read_off(expression: str, literals: set[str]) -> None:
    """Those of the longest piece, for each alternative; what may be missing is not needed."""
    assert reader({})(expression).needed == ((frozenset(literals),),)


def test_of_pieces_that_tell_much_all_are_needed() -> None:
    """So that common words alone let nothing through; lists of words are read as what they hold."""
    expression = r"\b(?:{kin}) \w+ (?:works|cooks)\b|alone"
    prefilter = Prefilter(
        [("rule", [expression])], {"kin": ["sisters?", "brother of {one}"], "one": ["one"]}
    )

    assert prefilter.candidates("The SISTERS who cooks") == ["rule"]
    assert prefilter.candidates("They left her alone.") == ["rule"]
    assert prefilter.candidates("The sister who left. The brother of one who works.") == ["rule"]
    assert prefilter.candidates("The sister who left.") == []
    assert prefilter.candidates("He works.") == []


@pytest.mark.parametrize("text", ["ab", "ab\n"])
@pytest.mark.parametrize("expression", ["ab$", "^ab$", "^^ab$$$", r"\Aab(?:$|c)$", r"ab$\n?\Z"])
def test_ends_of_a_sentence_are_where_an_expression_finds_them(expression: str, text: str) -> None:
    """Also before a line's end, and if they are asked for twice."""
    assert re.search(expression, text)
    assert Prefilter([("rule", [expression])]).candidates(text) == ["rule"]


@pytest.mark.parametrize(
    "expression",
    [
        *(r"\w+", "a|", "a|[^b]", "a?", "a*", "(?:ab)?", "(?:ab){0,3}", " ", "(?:a|b*)", "[^a]"),
        *(r"(?i)abc", r"(?P<name>abc)", r"(a)\1", r"\x61bc", r"\u0061bc", "(?>abc)", "(?#abc)"),
    ],
)
def test_nothing_is_read_off_where_nothing_is_needed_or_known(expression: str) -> None:
    """An expression that can match anything, or is written otherwise, counts as there."""
    re.compile(expression)

    assert reader({})(expression).needed == ()
    assert Prefilter([("always", [expression])]).candidates("") == ["always"]


def signs() -> Iterator[str]:
    """Yield each letter and other sign that literals hold, once."""
    yield from sorted({sign for each in EXPRESSIONS for sign in folded(each.pattern)})


def test_what_matches_without_regard_to_case_is_folded_alike() -> None:
    """As Python's `re` has it, of all signs of Unicode."""
    for sign in signs():
        for other in re.findall(re.escape(sign), EVERY_SIGN, re.IGNORECASE):
            assert folded(other) == folded(sign)
    assert set(map(folded, re.findall(r"\d", EVERY_SIGN))) == {"0"}


@given(data=st.data(), of=st.sampled_from(WRITTEN))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_a_rule_matches_holds_a_literal_of_it(
    data: st.DataObject, of: tuple[LanguageRules, str, re.Pattern[str]]
) -> None:
    """Whatever text an expression matches, the prefilter has it so, lists put in or not."""
    rules, written, expression = of
    text = data.draw(st.from_regex(expression))
    lists = {name: map(without_marks, words) for name, words in rules.lists.items()}

    assert Prefilter([("rule", [expression.pattern])]).candidates(text) == ["rule"]
    assert Prefilter([("rule", [written])], lists).candidates(text) == ["rule"]


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return larger expressions made of smaller ones."""
    many = st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,3}", "??", "*?"])
    return (
        st.lists(inner, max_size=4).map("".join)
        | st.lists(inner, min_size=1, max_size=3).map(lambda each: f"(?:{'|'.join(each)})")
        | st.tuples(inner, many).map(lambda pair: f"(?:{pair[0]}){pair[1]}")
        | st.tuples(st.sampled_from("abİß5"), many).map("".join)
    )


SMALL = st.sampled_from(
    [*"abcsß İK5\u0131", r"\d", r"\w", ".", "[ab]", "[^a]", "[a-c]", r"\b", r"\."]
)


@given(data=st.data(), expression=st.recursive(SMALL, grown, max_leaves=8))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_what_any_expression_matches_holds_a_literal_of_it(
    data: st.DataObject, expression: str
) -> None:
    """The same of expressions that nobody would write, in capitals and small letters."""
    text = data.draw(st.from_regex(re.compile(expression, re.IGNORECASE)))

    assert Prefilter([("rule", [expression])]).candidates(text) == ["rule"]


class AskAll(Prefilter[CompiledRule]):
    """A prefilter that leaves nothing out."""

    def candidates(self, sentence: str) -> list[CompiledRule]:
        """Return every rule."""
        return [rule for *_, rule in self.needed]


def both_ways(lang: str, pieces: list[Piece]) -> tuple[list[Finding], list[Finding]]:
    """Return what is found with the prefilter, and by asking each rule about each sentence."""
    rules = LIBRARY.rules[lang]
    asking = rules.model_copy()
    asking.__dict__["prefilter"] = AskAll((rule, []) for rule in rules.compiled)
    titles = [words(each.title, rules.lang) for each in LIBRARY.instruments.values()]
    return list(findings(rules, pieces, titles)), list(findings(asking, pieces, titles))


@pytest.mark.parametrize("name", ["seen", "unseen"])
def test_labelled_sentences_give_the_same_findings_as_asking_every_rule(name: str) -> None:
    """In every scope, as written and in capitals."""
    path, found = TESTS / "fixtures" / "language" / f"{name}.yml", 0
    for each in yaml.safe_load(path.read_text(encoding="utf-8")):
        scopes: tuple[TextScope, ...] = ("text", "heading", "summary", "alt")
        for written in (each["words"], each["words"].upper(), each["words"].title()):
            one, other = both_ways(each["lang"], [Piece(scope, written) for scope in scopes])
            assert one == other
            found += len(one)

    assert found > 300


def test_shipped_stories_give_the_same_findings_as_asking_every_rule() -> None:
    """In their own language and, since few hold anything to find, by the rules of the others."""
    for story in LIBRARY.stories.values():
        for lang in LANGUAGES:
            one, other = both_ways(lang, list(pieces_of(story)))
            assert one == other


FRAGMENTS = {
    lang: sorted(
        {
            fragment
            for rule in rules.rules
            for example in (*rule.good, *rule.bad)
            for fragment in re.findall(r"\w+|\W+", example)
        }
    )
    for lang, rules in LIBRARY.rules.items()
}


@given(data=st.data(), lang=st.sampled_from(LANGUAGES))
def test_mixed_words_of_the_examples_give_the_same_findings_as_asking_every_rule(
    data: st.DataObject, lang: str
) -> None:
    """However the words that rules look for are mixed with others, nothing is lost or added."""
    text = "".join(data.draw(st.lists(st.sampled_from(FRAGMENTS[lang]) | st.just(" "))))
    one, other = both_ways(lang, [Piece("text", text)])

    assert one == other


def test_few_rules_are_asked_about_a_sentence() -> None:
    """That is what it is for: of all that could be asked in the shipped stories, one in fifty.

    A rule has dozens of ways to say a thing; some, of an age or an initial, are any two digits or
    a letter before a full stop.
    """
    asked = could = 0
    for story in LIBRARY.stories.values():
        rules: LanguageRules = LIBRARY.rules[story.lang]
        for piece in pieces_of(story):
            for sentence in re.split(r"(?<=[.!?؟]) ", piece.words):
                asked += len(rules.prefilter.candidates(sentence))
                could += len(rules.compiled)

    assert asked * 50 <= could


def test_marks_are_taken_out_wherever_they_stand_in_unicode() -> None:
    """All of category Mn, alone or among letters of any script, and nothing else."""
    marks = [sign for sign in EVERY_SIGN if unicodedata.category(sign) == "Mn"]

    assert {without_marks(mark) for mark in marks} == {""}
    assert without_marks("".join(marks)) == ""
    assert without_marks("“Été” – naïve, niño, 1 € السَّلام") == "“Été” – naïve, niño, 1 € السلام"
