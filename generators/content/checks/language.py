"""Checks of the language of stories, and of the rules themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generators.content.language_check import Piece, findings, findings_in
from generators.content.library import Library
from generators.content.problems import Level, Problem
from generators.content.record import Words
from generators.content.source import Location, nearest
from generators.content.stories import OUT


def rules_can_run(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that the expressions of each rule are sound and name lists that there are."""
    for rules in library.rules.values():
        for index, rule in enumerate(rules.rules):
            try:
                rules.prove(rule)
            except KeyError as error:
                name = str(error.args[0])
                why = f"names the list `{name}`, which is not there.{nearest(name, [*rules.lists])}"
            except RecursionError:
                why = "names a list that leads back to itself."
            except re.error as error:
                why = f"has an expression that cannot be read ({error})."
            else:
                continue
            at = rules.line("rules", index, "id")
            yield Problem(rules.path, at, f"`{rule.id}` {why} Correct it.")


def _sound(library: Library) -> bool:
    """Return whether all rules can run; what is wrong with others is told once, above."""
    return not any(rules_can_run(library, dt.date.min))


def language_harms_nobody(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no approved story holds what the rules block; warn of the rest.

    What can identify a survivor or a person who reported is blocked; a draft is only warned.
    """
    if not _sound(library):
        return
    for story in library.stories.values():
        for found in findings_in(library, story):
            if found.level == "note":
                continue
            out = story.status in OUT
            level: Level = "error" if found.level == "block" and out else "warning"
            yield Problem(
                story.path,
                found.line,
                f"{found.message} ({found.rule}; if it must stand, list it under `accepted` with"
                " the reason)",
                level,
            )


def accepted_words_are_flagged(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of words that a story accepts although nothing flags them, or nothing any more."""
    if not _sound(library):
        return
    for story in library.stories.values():
        if not story.accepted:
            continue
        plain = story.model_copy(update={"accepted": []})
        plain.read_from(story.path, {})
        flagged = {(found.rule, found.words) for found in findings_in(library, plain)}
        for index, accepted in enumerate(story.accepted):
            if (accepted.rule, accepted.words) not in flagged:
                yield Problem(
                    story.path,
                    story.line("accepted", index, "rule"),
                    f"accepts “{accepted.words}” for `{accepted.rule}`, which flags no such words"
                    " in it. Remove the entry, or correct it.",
                    "warning",
                )


def issues_harm_nobody(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure the same of what issues of the magazine say themselves, in every language."""
    if not _sound(library):
        return
    for issue in library.issues.values():
        maps: list[tuple[Location, Words]] = [(("introduction",), issue.introduction)]
        maps += [(("corners", n, "text"), c.text) for n, c in enumerate(issue.corners) if c.text]
        maps += [(("corners", n, "title"), c.title) for n, c in enumerate(issue.corners)]
        for at, told in maps:
            for lang, rules in library.rules.items():
                words = told.get(rules.lang)
                for found in findings(rules, [Piece("text", words)]) if words else ():
                    level: Level = "error" if found.level == "block" else "warning"
                    message = f"{found.message} ({found.rule}, in `{lang}`)"
                    yield Problem(issue.path, issue.line(*at), message, level)
