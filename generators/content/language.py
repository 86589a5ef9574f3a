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
_DEPENDS = re.compile(r"\(\?[<(#]|\[[^\]]*\{[a-z_]+\}")
"""Whether such an expression is sound depends on the words of a list that is put in."""
_TIMES = r"(?:(?:[?*+]|\{[01],1\}|\{[0-2],(?:[2-9]|[1-9]\d)\}|\{[1-9]\d?\})\??)?"
_PLAIN = rf"(?:[\w ’',;:@!\"-]|\\[wWdDsS.]|\[[\w ’'.]+\]|\{{[a-z_]+\}}){_TIMES}|\\b|[|^$]"
_GROUPS = rf"(?:{_PLAIN}|\(\?:(?:{_PLAIN}|\(\?:(?:{_PLAIN})*\){_TIMES})*\){_TIMES})*"
_SOUND = re.compile(_GROUPS)
"""Most expressions are of such parts, and cannot be wrong: to compile them would tell nothing."""
_REFERS = re.compile(r"\(\?P|\\[1-9]")
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
        lists = {name: map(without_marks, words) for name, words in self.lists.items()}
        return Prefilter(((rule, rule.written) for rule in self.compiled), lists)

    @cached_property
    def _proven(self) -> set[str]:
        return set()

    def prove(self, rule: LanguageRule) -> None:
        """Raise `re.error`, `KeyError` or `RecursionError` if a rule cannot run.

        To compile what its expressions amount to would take most of the time of a check. So each
        text of the file is compiled once, with a sign in place of the lists that it names.
        """
        for part in (*rule.swap, *rule.tokens, *rule.beside, *rule.unless):
            self._prove(part)

    def _prove(self, part: str) -> None:
        if part in self._proven:
            return
        if _REFERS.search(part):
            raise re.error("a group with a name or a number may come twice, as lists do")
        for name in _LIST.findall(part):
            for word in self.lists[name]:
                self._prove(word)
        if not _SOUND.fullmatch(part):
            whole = self._expanded(part) if _DEPENDS.search(part) else _LIST.sub("(?:x)", part)
            re.compile(f"(?:{without_marks(whole)})")
        self._proven.add(part)

    def pattern(self, written: str, *, ignorecase: bool) -> re.Pattern[str]:
        """Return an expression with the lists of words put in; raises `re.error`."""
        flags = re.IGNORECASE if ignorecase else 0
        return re.compile(without_marks(self._expanded(written)), flags)

    def _expanded(self, part: str) -> str:
        return _LIST.sub(lambda found: self._words(found[1]), part)

    def _words(self, name: str) -> str:
        return f"(?:{'|'.join(map(self._expanded, self.lists[name]))})"


def without_marks(words: str) -> str:
    """Return words without vowel signs and other marks: writers of Arabic set them or not."""
    if _MAYBE_MARKS.search(words):
        for sign in set(words):
            if unicodedata.category(sign) == "Mn":
                words = words.replace(sign, "")
    return words


class CompiledRule:
    """A rule and its expressions, each compiled when it is first asked for."""

    def __init__(self, rule: LanguageRule, rules: LanguageRules) -> None:
        self.rule, self.rules = rule, rules

    @cached_property
    def written(self) -> list[str]:
        """Return all that must match, lists not put in: what is wanted, and what stands beside."""
        wanted = "|".join(f"(?:{part})" for part in self.rule.swap or self.rule.tokens)
        return [without_marks(part) for part in (wanted, *self.rule.beside)]

    @cached_property
    def wanted(self) -> re.Pattern[str]:
        """Return what is found."""
        return self.rules.pattern(self.written[0], ignorecase=self.rule.ignorecase)

    @cached_property
    def beside(self) -> list[re.Pattern[str]]:
        """Return of what each must stand in the same sentence."""
        return [self.rules.pattern(part, ignorecase=True) for part in self.written[1:]]

    @cached_property
    def unless(self) -> list[re.Pattern[str]]:
        """Return of what nothing may."""
        return [self.rules.pattern(part, ignorecase=True) for part in self.rule.unless]
