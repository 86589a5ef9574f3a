"""The language check: each rule by its own examples, and all of them by sentences not theirs."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generators.cli import main
from generators.content.language import LanguageRule, LanguageRules, TextScope
from generators.content.language_check import Finding, Piece, findings, findings_in
from generators.content.loader import load
from generators.content.record import LANGUAGES, words
from tests.conftest import ROOT, TESTS, Golden

LIBRARY = load(ROOT)
RULES = [(rules, rule) for rules in LIBRARY.rules.values() for rule in rules.rules]
IDS = [rule.id for _, rule in RULES]


def found(lang: str, sentence: str, scope: TextScope = "text") -> list[Finding]:
    code = next(each for each in LANGUAGES if each == lang)
    titles = [words(each.title, code) for each in LIBRARY.instruments.values()]
    piece = Piece(scope, sentence)
    return list(findings(LIBRARY.rules[code], [piece], titles))


def test_every_language_has_rules_on_everything() -> None:
    """What is blocked or warned of in one language is in the others."""
    about = {lang: {rule.about for rule in LIBRARY.rules[lang].rules} for lang in LANGUAGES}

    assert set(LIBRARY.rules) == set(LANGUAGES)
    assert all(each == about["en"] for each in about.values())


@pytest.mark.parametrize(("rules", "rule"), RULES, ids=IDS)
def test_a_rule_finds_its_bad_examples_and_leaves_the_good(
    rules: LanguageRules, rule: LanguageRule
) -> None:
    """The examples in the file are its tests."""
    for example in rule.bad:
        assert rule.id in [each.rule for each in found(rules.lang, example)], example
    for example in rule.good:
        assert found(rules.lang, example) == [], example


def test_the_figures_are_the_accepted_ones(golden: Golden) -> None:
    """Precision and recall by language and level.

    `seen` was written with the rules; `unseen` was not, but has been read since. `blind` is by
    somebody who knew neither rules nor other sentences, and nobody who wrote rules has read it.
    """
    lines = ["set     language level  precision recall  found/labelled  fine sentences flagged"]
    for name in ("seen", "unseen", "blind"):
        path = TESTS / "fixtures" / "language" / f"{name}.yml"
        labelled = yaml.safe_load(path.read_text(encoding="utf-8"))
        for lang in LANGUAGES:
            counts: Counter[tuple[str, str]] = Counter()
            for each in (one for one in labelled if one["lang"] == lang):
                counts[each["expect"], verdict(found(lang, each["words"], each["scope"]))] += 1
            lines += [row(name, lang, level, counts) for level in ("block", "warn")]
    golden("language/report.txt", "\n".join(lines) + "\n")


def verdict(found_: list[Finding]) -> str:
    levels = {each.level for each in found_}
    return next((level for level in ("block", "warn") if level in levels), "fine")


def row(name: str, lang: str, level: str, counts: Counter[tuple[str, str]]) -> str:
    right = counts[level, level]
    flagged = sum(number for (_, got), number in counts.items() if got == level)
    labelled = sum(number for (expect, _), number in counts.items() if expect == level)
    wrong = counts["fine", level]
    fine = sum(number for (expect, _), number in counts.items() if expect == "fine")
    return (
        f"{name:8}{lang:9}{level:7}{right / max(flagged, 1):9.2f} {right / max(labelled, 1):6.2f}"
        f"{right:9}/{labelled:<6}{wrong:12}/{fine}"
    )


def test_quotations_and_titles_of_instruments_are_passed_over() -> None:
    """Nobody else's words are corrected, and an instrument keeps its name."""
    assert found("en", "Write “subject of the report” instead of “the perpetrator”.") == []
    title = LIBRARY.instruments["un-protocol-victim-assistance"].title["en"]
    assert "Victims" in title
    assert found("en", f"The {title} was published.") == []


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("“I am Amina Example, the survivor”, she said.", "en-name-beside-survivor"),
        ("The survivor said: “I was raped on 3 May 2026.” She left.", "en-date-of-incident"),
        ("The survivor said: “I was 14 when he raped me.”", "en-age"),
        ('The survivor said: "Call me on 0722 123 456."', "en-personal-contact"),
    ],
)
def test_what_identifies_somebody_is_found_in_a_quotation(sentence: str, rule: str) -> None:
    """A survivor who is quoted can be recognised by what she says; so can one in a quoted block."""
    story = LIBRARY.stories["2026-ways-of-reporting"]
    quoted = story.model_copy(update={"body": f"Words.\n\n> {sentence}\n"})
    quoted.read_from(story.path, {})

    assert rule in [each.rule for each in found("en", sentence)]
    [first, *_] = [each for each in findings_in(LIBRARY, quoted) if each.rule == rule]
    assert first.line == story.body_position(3)


@pytest.mark.parametrize(
    "sentence",
    [
        "Amina Example, the survivor, said “I left.” No survivor is named here.",
        'The 5" pipe. Amina Example, the survivor, left. A 6" pipe.',
    ],
)
def test_quotation_marks_hide_nobody(sentence: str) -> None:
    """What stands between quotations is looked at, and the end of one ends its sentence."""
    assert "en-name-beside-survivor" in [each.rule for each in found("en", sentence)]


def test_letters_are_compared_as_one_however_they_are_composed() -> None:
    """An e and its accent are one letter, also where they come as two."""
    sentence = unicodedata.normalize("NFD", "Elle prétend que son supérieur lui écrivait.")

    assert [each.rule for each in found("fr", sentence)] == ["fr-doubt"]


@pytest.mark.parametrize(
    "words",
    [
        "child  prostitute",
        "child\u00a0prostitute",
        "child\u202f prostitute",
        "child-prostitute",
        "child\u2011prostitute",
        "chi\u00adld pros\u00adtitute",
    ],
    ids=ascii,
)
def test_words_are_compared_as_one_however_they_are_set_apart(words: str) -> None:
    """Two blanks, one that does not break, and a place where a word may break hide nothing."""
    assert "en-child-terms" in [each.rule for each in found("en", f"The {words} left.")]


def test_a_source_in_words_identifies_nobody_either() -> None:
    """It is printed below the story; the instruments beside it keep their titles."""
    story = LIBRARY.stories["2026-ways-of-reporting"]
    interview = "Interview with the survivor Maria Achieng, 14, raped on 3 May 2026"
    first, second, *others = story.sources
    sources = [first, second.model_copy(update={"source": interview}), *others]
    told = story.model_copy(update={"sources": sources})
    told.read_from(story.path, {("sources", 1, "source"): 17})
    named = {each.rule for each in findings_in(LIBRARY, told) if each.line == 17}

    assert first.instrument == "un-protocol-victim-assistance"
    assert {"en-name-beside-survivor", "en-age", "en-date-of-incident"} <= named
    assert [*findings_in(LIBRARY, story)] == []


def test_a_title_that_is_passed_over_joins_no_words() -> None:
    """What stands on either side of it stays apart."""
    title = LIBRARY.instruments["un-protocol-victim-assistance"].title["en"]
    assert found("en", f"For a child {title} prostitution is no word.") == []


def test_a_finding_says_where(tmp_path: Path) -> None:
    """Line and column are those of the words found, also behind signs that are passed over."""
    piece = Piece("text", "First sentence. The accuser left.", 7)
    [one] = findings(LIBRARY.rules["en"], [piece])
    marked = Piece("text", "مُنِحَ الجانِي إجازة.", 3)
    [other] = findings(LIBRARY.rules["ar"], [marked])

    assert (one.line, one.column, one.words) == (7, 21, "accuser")
    assert (other.line, other.words) == (3, "الجانِي")
    assert marked.words[other.column - 1 :].startswith("الجانِي")


@given(st.text(max_size=300), st.sampled_from(LANGUAGES))
def test_any_text_can_be_looked_at(text: str, lang: str) -> None:
    """Whatever is written, the check ends, and what it flags stands in the text."""
    for each in found(lang, text):
        assert re.sub(r"\s+", "", each.words) in re.sub(r"\s+", "", text)


@pytest.mark.parametrize("sign", ["a", "A", "7", " ", "ل", "a "], ids=repr)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_expression_goes_back_over_and_over(lang: str, sign: str) -> None:
    """20,000 signs take each expression a moment; one that tries each length again takes longer."""
    text = (sign * 20_000)[:20_000]
    for rule in LIBRARY.rules[lang].compiled:
        for expression in (rule.wanted, *rule.beside, *rule.unless):
            began = process_time()
            expression.search(text)
            assert process_time() - began < 0.25, (rule.rule.id, expression.pattern[:80])


def test_no_shipped_story_is_flagged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the command never calls a story safe."""
    monkeypatch.chdir(ROOT)
    assert main(["habpost", "check"]) == 0
    told = capsys.readouterr().out
    stories = len([*(ROOT / "content/habpost").glob("20??/*.md")])

    assert stories >= 14
    assert f"{stories} stories: 0 block, 0 warn, 0 note." in told
    assert "somebody has to read" in told
    assert "safe" not in told.lower()
