"""Rules on the language of stories, as data: what to flag, why, and examples that are their tests.

The form is a subset of Vale's YAML (https://vale.sh/docs, existence, substitution, occurrence);
`beside` and `unless` are ours, since what identifies a person is seldom one word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generators.content.prefilter import Prefilter
from generators.content.record import Flag, Id, Language, Name, Prose, Record, Whole

Level = Literal["block", "warn", "note"]
TextScope = Literal["text", "heading", "summary", "alt"]
_LIST = re.compile(r"\{([a-z_]+)\}")
_MAYBE_MARKS = re.compile(r"[^\0-\u02ff\u2000-\u20cf]")
"""Letters of most Latin scripts and general punctuation stand before and between the marks."""


class LanguageRule(Record):
    """One rule: what it finds, how grave that is, and why.

    `tokens` are regular expressions, in which `{survivor}` stands for a list of words of the file;
    `swap` maps what is found to what is better. Something in each of `beside` must stand in the
    same sentence, nothing of `unless` may. `message` takes the words found in place of `%s`.
    """

    id: Id
    extends: Literal["existence", "substitution", "occurrence"]
    about: Id
    level: Level
    message: Prose
    reason: Prose
    source: Prose
    scope: list[TextScope] = Field(default_factory=lambda: list(get_args(TextScope)))
    ignorecase: Flag = True
    tokens: list[Prose] = Field(default_factory=list)
    swap: dict[str, Prose] = Field(default_factory=dict)
    most: Whole = 0
    beside: list[Prose] = Field(default_factory=list)
    unless: list[Prose] = Field(default_factory=list)
    good: Annotated[list[Prose], Field(min_length=1)]
    bad: Annotated[list[Prose], Field(min_length=1)]

    @model_validator(mode="after")
    def _finds_something(self) -> Self:
        if (self.extends == "substitution") != bool(self.swap) or bool(self.swap) == bool(
            self.tokens
        ):
            raise PydanticCustomError("rule", "give `swap` for substitution, else `tokens`")
        return self


class LanguageRules(Record):
    """The rules of one language, and the lists of words that they share."""

    lang: Language
    lists: dict[Name, list[Prose]] = Field(default_factory=dict)
    rules: Annotated[list[LanguageRule], Field(min_length=1)]

    @cached_property
    def compiled(self) -> list[CompiledRule]:
        """Return the rules ready to run."""
        return [CompiledRule(rule, self) for rule in self.rules]

    @cached_property
    def prefilter(self) -> Prefilter[CompiledRule]:
        """Return what tells the rules that may find something in a sentence."""
        return Prefilter(
            (rule, [part.pattern for part in (rule.wanted, *rule.beside)]) for rule in self.compiled
        )

    def pattern(self, parts: list[str], *, ignorecase: bool) -> re.Pattern[str]:
        """Return alternatives as one expression, lists of words put in; raises `re.error`."""
        flags = re.IGNORECASE if ignorecase else 0
        written = "|".join(f"(?:{self._expanded(part)})" for part in parts)
        return re.compile(without_marks(written), flags)

    def _expanded(self, part: str) -> str:
        def words(found: re.Match[str]) -> str:
            return f"(?:{'|'.join(self._expanded(word) for word in self.lists[found[1]])})"

        return _LIST.sub(words, part)


def without_marks(words: str) -> str:
    """Return words without vowel signs and other marks: writers of Arabic set them or not."""
    if _MAYBE_MARKS.search(words):
        for sign in set(words):
            if unicodedata.category(sign) == "Mn":
                words = words.replace(sign, "")
    return words


class CompiledRule:
    """A rule with its expressions compiled."""

    def __init__(self, rule: LanguageRule, rules: LanguageRules) -> None:
        self.rule = rule
        found = list(rule.swap) or rule.tokens
        self.wanted = rules.pattern(found, ignorecase=rule.ignorecase)
        self.beside = [rules.pattern([part], ignorecase=True) for part in rule.beside]
        self.unless = [rules.pattern([part], ignorecase=True) for part in rule.unless]
