"""What whoever imports a story says of it: whose it is, what it is about, when it lands."""

from __future__ import annotations

import argparse
import datetime as dt

from generators.commands.habpost import NAIROBI
from generators.content.library import Library
from generators.content.source import nearest
from generators.edge import Misused, day

AUTHOR = "communications-team"
"""The role that answers for what is taken over, unless another is named."""


def author_of(given: argparse.Namespace, library: Library) -> str:
    """Return the role that is named as the author."""
    return _known(given.author or AUTHOR, [*library.roles], "role", "--author")


def tags_of(given: argparse.Namespace, library: Library) -> tuple[str, ...]:
    """Return the subjects that are named, with commas between them."""
    subjects = [*library.subjects.names] if library.subjects else []
    named = [tag.strip() for tag in (given.tag or "").split(",") if tag.strip()]
    return tuple(_known(tag, subjects, "subject", "--tag") for tag in named)


def morning() -> dt.datetime:
    """Return when a draft is dated: the morning of the day that is worked for."""
    return dt.datetime.combine(day(None), dt.time(9), NAIROBI)


def _known(given: str, known: list[str], what: str, option: str) -> str:
    if given in known:
        return given
    hint = f"{nearest(given, known)} Give {option} one of these: {', '.join(known)}."
    raise Misused(f"`{given}` is no {what} of this project.{hint}")
