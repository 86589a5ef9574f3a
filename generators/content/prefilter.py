"""Which expressions can match in a sentence at all, by words that they cannot do without.

To ask each of every sentence takes most of the time of a check, and nearly always in vain. So what
must stand in a sentence is read off the expressions, and looked for in one pass over it (Cox, 2012,
https://swtch.com/~rsc/regexp/regexp4.html; RE2 has it as FilteredRE2). What cannot be read off
counts as there: an expression may be asked in vain, and is never left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, reduce
from math import log
from operator import or_
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

T = TypeVar("T")
Literals = frozenset[str]
Way = tuple[Literals, ...]
Needed = tuple[Way, ...]
"""Of one of the ways to match, something of each set must be there; no way: that is not known."""
_UNKNOWN: Needed = ()
_MOST = 1400
"""Literals of one part, as two letters with a full stop or a blank between; beyond that, what it
must hold is read off another."""
_MOST_SIGNS = 100
"""Signs of a class as `[a-z]`; of a larger one nothing is read."""
_MOST_WAYS = 40
"""Ways of one sequence; beyond that, the parts that tell least are not asked for."""
_LEAST = 0.5
"""Letters (see `_telling`) below which a part stands nearly everywhere, and is not asked for."""
_TELLING = 2.5
"""Letters that make a part worth asking for beside one that tells more."""

_PART = re.compile(
    r"(?P<text>(?:[\w ’'-](?![?*+{]))+)"
    r"|(?P<look>\(\?<?[=!])"
    r"|(?P<group>\(\?:|\((?!\?))"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<maybe>\?)"
    r"|(?P<many>[*+]|\{0*(?P<least>\d*),?\d*\})"
    r"|\{(?P<words>[a-z_]+)\}"
    r"|(?P<edge>[\^$]|\\[AbBZ])"
    r"|(?P<digit>\\d)"
    r"|\[(?P<few>[^\]\\^{]+)\]"
    r"|(?P<any>\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\\[DsSwW])"
    r"|(?P<unknown>\(|\\[a-zA-Z0-9])"
    r"|\\?(?P<sign>.)",
    re.DOTALL,
)
"""The part of Python's syntax that rules are written in; of other expressions nothing is read."""
ONLY_WORDS = re.compile(r"[\w ’'-]+")
"""An expression, as most are, in which each sign stands for itself."""
_DIGIT = re.compile(r"\d")
_RANGE = re.compile(r"(.)-(.)", re.DOTALL)
_START, _END = "\x02", "\x03"
"""Signs for both ends of a sentence, so that what stands there is told from what stands inside."""
_TWICE = re.compile(f"([{_START}{_END}])\\1+")
_EDGES = {"^": _START, r"\A": _START, "$": _END, r"\Z": _END}


class Prefilter(Generic[T]):
    """Says of which things all expressions may match somewhere in a sentence.

    `{name}` in an expression stands for one of the list of expressions of that name.
    """

    def __init__(
        self,
        things: Iterable[tuple[T, Iterable[str]]],
        lists: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        read = reader(lists or {})
        numbers: dict[Literals, int] = {}  # of each set of literals that is asked for
        self.needed = [
            (*_asked([read(each).needed for each in expressions], numbers), thing)
            for thing, expressions in things
        ]
        bits: defaultdict[str, int] = defaultdict(int)
        for literals, number in numbers.items():
            bit = 1 << number
            for literal in literals:
                bits[literal] |= bit
        self.bits = list(bits.values())
        self.literals = AhoCorasick(bits)

    def candidates(self, sentence: str) -> list[T]:
        """Return the things that may match, in the order in which they were given."""
        there = 0
        if sentence.endswith("\n"):
            sentence = f"{sentence[:-1]}{_END}\n"  # `$` stands on either side of it
        whole = f"{_START}{folded(sentence)}{_END}"
        found = self.literals.find_matches_as_indexes(whole, overlapping=True)
        for literal, _, _ in found:
            there |= self.bits[literal]
        return [
            thing
            for needed, ways, thing in self.needed
            if needed & there == needed and (not ways or _any_of_each(ways, there))
        ]


def _asked(
    expressions: Iterable[Needed], numbers: dict[Literals, int]
) -> tuple[int, list[list[int]]]:
    """Return what must be there, in bits: all of the first, and of each of the others one way.

    The first asks for the longest literals of all ways together: that tells most things at once.
    """

    def bits(*way: Literals) -> int:
        return reduce(or_, (1 << numbers.setdefault(each, len(numbers)) for each in way))

    known = [ways for ways in expressions if ways]
    longest = [frozenset().union(*(max(way, key=_telling) for way in ways)) for ways in known]
    several = [ways for ways in known if any(len(way) > 1 for way in ways)]
    return bits(*longest) if longest else 0, [[bits(*way) for way in ways] for ways in several]


def _any_of_each(expressions: list[list[int]], there: int) -> bool:
    """Return whether of each expression one way is there whole."""
    return all(any(way & there == way for way in ways) for ways in expressions)


def folded(words: str) -> str:
    r"""Return words in which all is one sign that `re.IGNORECASE`, or `\d`, takes for one."""
    one_i = words.replace("\u0130", "i").replace("\u0131", "i")  # as `re` has it, of Turkish
    return _DIGIT.sub("0", one_i.casefold())


class _Read:
    """All that a part of an expression can match, if that is not much; and what it must hold.

    Of most parts only the first is asked for: what they must hold is worked out when it is.
    """

    __slots__ = ("_needed", "exact")

    def __init__(self, exact: Literals | None, needed: Needed | None = None) -> None:
        self.exact, self._needed = exact, needed

    @property
    def needed(self) -> Needed:
        """Return the ways to hold what any match holds."""
        if self._needed is None:
            self._needed = _UNKNOWN if self.exact is None else _needed(self.exact)
        return self._needed


_ANYTHING = _Read(None)
_EMPTY = frozenset({""})
_Reader = Callable[[str], _Read]


def reader(lists: Mapping[str, Iterable[str]]) -> _Reader:
    """Return what reads off an expression what any match of it holds, in folded strings.

    Each list is read once, however often it is named.
    """

    @cache
    def words(name: str) -> _Read:
        return _either([read(each) for each in lists[name]]) if name in lists else _ANYTHING

    def read(expression: str) -> _Read:
        if ONLY_WORDS.fullmatch(expression):
            return _Read(frozenset({folded(expression)}))
        parts = list(_PART.finditer(expression))
        return _ANYTHING if any(part["unknown"] for part in parts) else _group(iter(parts), words)

    return read


def _group(parts: Iterator[re.Match[str]], words: _Reader) -> _Read:
    """Read to the end of a group; it must hold something if each of its alternatives must."""
    found: list[_Read] = []
    items: list[_Read] = []
    for part in parts:
        match part.lastgroup:
            case "text":
                items.append(_Read(frozenset({folded(part[0])})))
            case "close":
                break
            case "bar":
                found.append(_sequence(items))
                items = []
            case "group":
                items.append(_group(parts, words))
            case "look":  # what stands around is not asked for: no match is lost by that
                _group(parts, words)
                items.append(_Read(_EMPTY))
            case "edge":
                items.append(_Read(frozenset({_EDGES.get(part[0], "")})))
            case "maybe":
                exact = items.pop().exact
                items.append(_Read(exact | _EMPTY) if exact else _ANYTHING)
            case "many":
                least = 1 if part[0] == "+" else int(part["least"] or 0)
                more = [] if part[0].strip("{}").isdecimal() else [_ANYTHING]
                items += [items.pop()] * least + more
            case "any":
                items.append(_ANYTHING)
            case "words":
                items.append(words(part["words"]))
            case "few":
                signs = frozenset(map(folded, _RANGE.sub(_between, part["few"])))
                items.append(_Read(signs) if len(signs) <= _MOST_SIGNS else _ANYTHING)
            case _:
                items.append(_Read(frozenset({folded(part["sign"] or "0")})))
    found.append(_sequence(items))
    return _either(found)


def _between(ends: re.Match[str]) -> str:
    return "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1)))


def _either(found: list[_Read]) -> _Read:
    """Join alternatives; those that need one piece are one way, with the literals of all."""
    exact = [each.exact for each in found if each.exact is not None]
    if len(exact) == len(found):
        return _Read(frozenset().union(*exact))
    if not all(each.needed for each in found):
        return _ANYTHING
    ways = dict.fromkeys(way for each in found for way in each.needed)
    single = frozenset().union(*(way[0] for way in ways if len(way) == 1))
    longer = [way for way in ways if len(way) > 1]
    return _Read(None, (*longer, (single,)) if single else tuple(longer))


def _sequence(items: list[_Read]) -> _Read:
    """Join what stands in sequence: a match holds each piece."""
    run, pieces = _EMPTY, list[Needed]()
    for item in items:
        exact = item.exact
        if exact is not None and len(run) * len(exact) <= _MOST:
            joined = (before + after for before in run for after in exact)
            run = exact if run is _EMPTY else frozenset(joined)
        else:
            pieces += [_needed(run), item.needed]
            run = exact or _EMPTY
    if not pieces:
        return _Read(run)
    return _Read(None, _all_of([*pieces, _needed(run)]))


def _needed(literals: Literals) -> Needed:
    """Return that one must be there; an end that is asked for twice is there once."""
    together = "".join(literals)
    ends = _START in together or _END in together
    once = frozenset(_TWICE.sub(r"\1", each) for each in literals) if ends else literals
    return ((once,),) if _telling(once) > _LEAST else _UNKNOWN


def _all_of(pieces: list[Needed]) -> Needed:
    """Return the ways to hold all pieces: the longest, or the last, and what else tells much."""
    ranked = sorted(filter(None, reversed(pieces)), key=_strength, reverse=True)
    ways, *others = ranked or [_UNKNOWN]
    for other in others:
        if _strength(other) >= _TELLING and len(ways) * len(other) <= _MOST_WAYS:
            ways = tuple(dict.fromkeys(one + another for one in ways for another in other))
    return ways


def _strength(ways: Needed) -> float:
    return min(max(map(_telling, way)) for way in ways)


@cache
def _telling(literals: Literals) -> float:
    """Return how much it tells that one is there, in letters: those of the shortest, if it is one.

    A choice of 26 takes one letter away. Blanks count for nothing, they stand everywhere.
    """
    return min(map(_length, literals), default=0) - log(len(literals) or 1, 26)


def _length(literal: str) -> int:
    return len(literal.strip()) if literal.strip(f" {_START}{_END}") else 0
