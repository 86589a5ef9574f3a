"""Which text is in force: approval is pinned to the words, and the last approved words hold.

A draft beside an approved text takes nothing away. An approval whose hash no longer fits its
text is void, and the check says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from generators.content.agreements import Agreement
from generators.content.record import LANGUAGES, MASTER, Day, Id, Language, Prose, Record
from generators.content.texts import Sha256, TextVersion

VersionText = TextVersion | Agreement
State = Literal["in force", "draft"]
T = TypeVar("T", TextVersion, Agreement)


class Approval(Record):
    """One act of approval: a role cleared exactly these words on a day.

    `original` is the hash of the text that an approved translation translates.
    """

    item: Prose
    approved_by: Id
    approved_on: Day
    sha256: Sha256
    original: Sha256 | None = None


@dataclass(frozen=True, slots=True)
class Standing(Generic[T]):
    """How a text stands on a day: the words to print, and what must be said about them.

    `newer_draft` is a later version that nobody has approved yet; `out_of_date` marks a
    translation whose original has moved since it was made.
    """

    text: T
    state: State
    approval: Approval | None = None
    newer_draft: T | None = None
    out_of_date: bool = False


def approval_key(item: str, version: int, lang: Language) -> str:
    """Return the name of one version in one language: `clauses/reporting/2.en`."""
    return f"{item}/{version}.{lang}"


def language_of(key: str) -> Language:
    """Return the language of an approval key."""
    code = key.rsplit(".", 1)[-1]
    return next(lang for lang in LANGUAGES if lang == code)


def words_hash(text: VersionText, lang: Language) -> str:
    """Return the hash of the words that this version prints in a language."""
    return text.sha256 if isinstance(text, TextVersion) else text.sha256_in(lang)


def standing(
    item: str,
    versions: Sequence[T],
    approvals: Mapping[str, Approval],
    lang: Language,
    on: dt.date,
) -> Standing[T] | None:
    """Return how a text stands in a language on a day; None when it has no words in it.

    In force is the highest version that is approved, whose words still carry the approved hash,
    and whose effective date has come. Without one, the highest version stands as a draft.
    """
    mine = sorted((v for v in versions if _in_language(v, lang)), key=lambda v: v.version)
    if not mine:
        return None
    cleared = {
        version.version
        for version in mine
        if (approval := approvals.get(approval_key(item, version.version, lang)))
        and approval.sha256 == words_hash(version, lang)
    }
    held = [
        (version, approval)
        for version in mine
        if (approval := approvals.get(approval_key(item, version.version, lang)))
        and approval.sha256 == words_hash(version, lang)
        and version.effective_from <= on
        and approval.approved_on <= on
    ]
    newest = mine[-1]
    if not held:
        return Standing(newest, "draft", out_of_date=_moved(item, newest, versions, approvals, on))
    text, approval = held[-1]
    return Standing(
        text,
        "in force",
        approval,
        next(
            (v for v in mine[::-1] if v.version > text.version and v.version not in cleared), None
        ),
        _moved(item, text, versions, approvals, on),
    )


def _in_language(version: VersionText, lang: Language) -> bool:
    return isinstance(version, Agreement) or version.lang == lang


def _moved(
    item: str,
    text: VersionText,
    versions: Sequence[T],
    approvals: Mapping[str, Approval],
    on: dt.date,
) -> bool:
    """Return whether a translation was made from other words than the original has now."""
    if isinstance(text, Agreement) or text.lang == MASTER:
        return False
    original = standing(item, versions, approvals, MASTER, on)
    return original is None or words_hash(original.text, MASTER) != text.translates
