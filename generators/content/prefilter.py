"""Which expressions can match in a sentence at all, by words that they cannot do without.

To ask each of every sentence takes most of the time of a check, and nearly always in vain. So what
must stand in a sentence is read off the expressions, and looked for in one pass over it (Cox, 2012,
https://swtch.com/~rsc/regexp/regexp4.html; RE2 has it as FilteredRE2). What cannot be read off
counts as there: an expression may be asked in vain, and is never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

T = TypeVar("T")
Literals = frozenset[str]
_UNKNOWN: Literals = frozenset()
_MOST = 200
"""Literals of one part; beyond that, what it must hold is read off another."""

_PART = re.compile(
    r"(?P<look>\(\?<?[=!])"
    r"|(?P<group>\(\?:|\((?!\?))"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<maybe>\?)"
    r"|(?P<many>[*+]|\{0*(?P<least>\d*),?\d*\})"
    r"|(?P<edge>[\^$]|\\[AbBZ])"
    r"|(?P<digit>\\d)"
    r"|\[(?P<few>[^\]\\^-]+)\]"
    r"|(?P<any>\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\\[DsSwW])"
    r"|(?P<unknown>\(|\\[a-zA-Z0-9])"
    r"|\\?(?P<sign>.)",
    re.DOTALL,
)
"""The part of Python's syntax that rules are written in; of other expressions nothing is read."""
_DIGIT = re.compile(r"\d")


class Prefilter(Generic[T]):
    """Says of which things all expressions may match somewhere in a sentence."""

    def __init__(self, things: Iterable[tuple[T, Iterable[str]]]) -> None:
        bits: dict[str, int] = {}
        self.needed: list[tuple[int, T]] = []
        bit = 1
        for thing, expressions in things:
            needed = 0
            for literals in filter(None, map(literals_of, expressions)):
                bits |= {literal: bits.get(literal, 0) | bit for literal in literals}
                needed |= bit
                bit <<= 1
            self.needed.append((needed, thing))
        self.bits = list(bits.values())
        self.literals = AhoCorasick(bits)

    def candidates(self, sentence: str) -> list[T]:
        """Return the things that may match, in the order in which they were given."""
        there = 0
        found = self.literals.find_matches_as_indexes(folded(sentence), overlapping=True)
        for literal, _, _ in found:
            there |= self.bits[literal]
        return [thing for needed, thing in self.needed if needed & there == needed]


def folded(words: str) -> str:
    r"""Return words in which all is one sign that `re.IGNORECASE`, or `\d`, takes for one."""
    one_i = words.replace("\u0130", "i").replace("\u0131", "i")  # as `re` has it, of Turkish
    return _DIGIT.sub("0", one_i.casefold())


def literals_of(expression: str) -> Literals:
    """Return folded strings, of which any match holds at least one; none if that is not known."""
    parts = list(_PART.finditer(expression))
    if any(part["unknown"] for part in parts):
        return _UNKNOWN
    return frozenset(map(folded, _group(iter(parts)).needed))


class _Read(NamedTuple):
    """All that a part of an expression can match, if that is not much; and what it must hold."""

    exact: Literals | None
    needed: Literals = _UNKNOWN


_ANYTHING = _Read(None)
_EMPTY = frozenset({""})


def _group(parts: Iterator[re.Match[str]]) -> _Read:
    """Read to the end of a group; it must hold something if each of its alternatives must."""
    found: list[_Read] = []
    items: list[_Read] = []
    for part in parts:
        match part.lastgroup:
            case "close":
                break
            case "bar":
                found.append(_sequence(items))
                items = []
            case "group":
                items.append(_group(parts))
            case "look":  # what stands around is not asked for: no match is lost by that
                _group(parts)
                items.append(_Read(_EMPTY))
            case "edge":
                items.append(_Read(_EMPTY))
            case "maybe":
                exact = items.pop().exact
                items.append(_Read(exact | _EMPTY) if exact else _ANYTHING)
            case "many":
                if part[0] == "*" or part["least"] == "":
                    items.pop()
                items.append(_ANYTHING)
            case "any":
                items.append(_ANYTHING)
            case _:
                items.append(_Read(frozenset(part["few"] or part["sign"] or "0")))
    found.append(_sequence(items))
    return _either(found)


def _either(found: list[_Read]) -> _Read:
    exact = [each.exact for each in found if each.exact is not None]
    needed = [each.needed for each in found]
    return _Read(
        frozenset().union(*exact) if len(exact) == len(found) else None,
        frozenset().union(*needed) if all(needed) else _UNKNOWN,
    )


def _sequence(items: list[_Read]) -> _Read:
    """Join what stands in sequence; a match holds each piece, so take the longest, or the last."""
    run, pieces = _EMPTY, list[Literals]()
    for exact, needed in items:
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(before + after for before in run for after in exact)
        else:
            pieces += [run, needed]
            run = exact or _EMPTY
    longest = max([run, *reversed(pieces)], key=_length)
    return _Read(None if pieces else run, longest if _length(longest) else _UNKNOWN)


def _length(literals: Literals) -> int:
    """Return the length of the shortest; blanks count for nothing, they stand everywhere."""
    return min((len(literal.strip()) for literal in literals), default=0)
