"""What is wrong, where, and what to do next: the one form in which this project reports faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One fault in one place.

    `path` is relative to the project and uses forward slashes on every system, `line` counts
    from 1, and `message` says what is wrong, both sides of it, and what to do next.
    """

    path: str
    line: int
    message: str
    level: Level = "error"

    def __str__(self) -> str:
        note = "" if self.level == "error" else "warning: "
        return f"{self.path}:{self.line}: {note}{self.message}"


class ProblemsFound(Exception):
    """Raised once all faults of a step are collected; carries them sorted, without repeats."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop a build; warnings do not."""
    return [problem for problem in problems if problem.level == "error"]


def report(problems: Iterable[Problem]) -> str:
    """Return one line a problem, sorted, and a last line that counts them."""
    found = sorted(set(problems))
    wrong = len(errors(found))
    counts = [counted(wrong, "error")] if wrong else []
    if warnings := len(found) - wrong:
        counts.append(counted(warnings, "warning"))
    return "\n".join([*map(str, found), ", ".join(counts) + "."]) if found else "No problems."


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: `1 line`, `2 lines`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
