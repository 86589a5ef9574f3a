"""The labelled sentences by which the language check is measured: enough of each, and as agreed."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from generators.content.record import LANGUAGES
from tests.conftest import TESTS

FOLDER = TESTS / "fixtures" / "language"
SETS = sorted(FOLDER.glob("*.yml"))
EXPECT = {"block", "warn", "fine"}
SCOPES = {"text", "heading", "summary", "alt"}


def sentences(path: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", SETS, ids=[path.stem for path in SETS])
def test_every_sentence_is_labelled(path: Path) -> None:
    """Language, scope, words, what is expected, what it is about and why; no sentence twice."""
    found = sentences(path)

    for each in found:
        assert set(each) == {"lang", "scope", "words", "expect", "about", "why"}
        assert each["lang"] in LANGUAGES
        assert each["expect"] in EXPECT
        assert each["scope"] in SCOPES
    assert len({each["words"] for each in found}) == len(found)


def test_there_are_enough_and_many_were_written_blind() -> None:
    """At least 300, and more than 300 by people who had seen neither rules nor other sentences.

    Sentences that grow with the rules are added to the seen ones: they take nothing from the blind.
    """
    seen, unseen, blind = (
        sentences(FOLDER / f"{name}.yml") for name in ("seen", "unseen", "blind")
    )
    counts = Counter((each["lang"], each["expect"]) for each in (*seen, *unseen, *blind))

    assert len(seen) + len(unseen) + len(blind) >= 300
    assert len(unseen) + len(blind) >= 300
    assert min(counts[lang, expect] for lang in LANGUAGES for expect in EXPECT) >= 25


def test_no_sentence_stands_in_two_sets() -> None:
    """What was written blind is not also among the sentences that rules were written for."""
    words = [each["words"] for path in SETS for each in sentences(path)]

    assert len(set(words)) == len(words)
