"""The proof that all rules can run: by parts, and as strict as compiling what they amount to."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.content.language import LanguageRules
from generators.content.loader import load
from tests.conftest import ROOT

PARTS = [
    *("a", "b ", "é", "^", "$", "-", "|", "(?:", ")", "(", "[ab]", r"\b", r"\w", "{one}"),
    *("?", "*", "+", "??", "{3}", "{0,3}", "{2,12}", "{1,0}", "{2,01}"),
]


def rules(token: str, **lists: list[str]) -> LanguageRules:
    """Return rules of which the only one has a token."""
    said = {"message": "m", "reason": "r", "source": "s", "good": ["g"], "bad": ["b"]}
    rule = {"id": "en-one", "extends": "existence", "about": "one", "level": "warn", **said}
    return LanguageRules.model_validate(
        {"lang": "en", "lists": lists, "rules": [{**rule, "tokens": [token]}]}
    )


@pytest.mark.parametrize(
    ("token", "word"),
    [
        *[("a(", "b"), ("{one}", "b("), ("{one} x", "b["), (r"\{one}", "b"), ("{one}", "*")],
        *[("(?<!{one})c", "bb|b"), ("[{one}]", "z-a"), ("{one}", "(?i)b"), ("{one}?+*", "b")],
        *[("{one} {one}", "(?P<b>b)"), ("{one}", r"(b)\1")],
    ],
)
def test_what_cannot_run_is_not_proven(token: str, word: str) -> None:
    """Whether the token is at fault, a word of a list, or both together."""
    broken = rules(token, one=["well", word])

    with pytest.raises(re.error):
        broken.prove(broken.rules[0])


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=8))
def test_what_is_proven_compiles_whatever_it_is_made_of(parts: list[str]) -> None:
    """What is taken for sound by its look, and never compiled, is no less so."""
    token = "".join(parts)
    made = rules(token if token.strip() else "a", one=["x", "y z"])
    try:
        made.prove(made.rules[0])
    except re.error:
        return
    made.pattern(made.rules[0].tokens[0], ignorecase=True)


def test_lists_that_are_not_there_or_lead_back_are_not_proven() -> None:
    """Through other lists, too."""
    missing, circle = rules("{a}", a=["{b}"]), rules("{a}", a=["{b}"], b=["x{a}"])

    with pytest.raises(KeyError, match="b"):
        missing.prove(missing.rules[0])
    with pytest.raises(RecursionError):
        circle.prove(circle.rules[0])


def test_all_that_is_shipped_compiles_as_it_is_proven() -> None:
    """Each whole expression, which a check compiles only where it may match."""
    for each in load(ROOT).rules.values():
        for rule in each.compiled:
            each.prove(rule.rule)
            assert rule.wanted.pattern
            assert len(rule.beside) == len(rule.rule.beside)
            assert len(rule.unless) == len(rule.rule.unless)
