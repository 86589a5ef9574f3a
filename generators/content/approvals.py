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
State = Literal["in force", "approved", "draft"]
T = TypeVar("T", TextVersion, Agreement)


class Approval(Record):
    """One act of approval: a role cleared exactly these words, from a day on.

    `original` is the hash of the text that an approved translation translates.
    """

    item: Prose
    approved_by: Id
    approved_on: Day
    effective_from: Day
    sha256: Sha256
    original: Sha256 | None = None

    @property
    def since(self) -> dt.date:
        """Return the first day on which the text can be in force."""
        return max(self.approved_on, self.effective_from)


@dataclass(frozen=True, slots=True)
class Standing(Generic[T]):
    """How a text stands on a day: the words to print, and what must be said about them.

    `approved` is a text that is cleared but not in force, because its day has not come;
    `newer_draft` is a later version that nobody has approved yet; `out_of_date` marks a
    translation whose original has moved since it was made. A translation is in force only while
    it translates what is in force.
    """

    text: T
    state: State
    approval: Approval | None = None
    newer_draft: T | None = None
    out_of_date: bool = False


def approval_key(item: str, version: int, lang: Language) -> str:
    """Return the name of one version in one language: `clauses/reporting/2.en`."""
    return f"{item}/{version}.{lang}"


def key_language(key: str) -> Language:
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
    and whose day has come. Without one, the highest version stands, as a draft or as approved
    for later.
    """
    mine = sorted((v for v in versions if _in_language(v, lang)), key=lambda v: v.version)
    if not mine:
        return None
    cleared = {v.version: a for v in mine if (a := _clearance(item, v, approvals, lang))}
    held = [v for v in mine if v.version in cleared and cleared[v.version].since <= on]
    original = None if lang == MASTER else standing(item, versions, approvals, MASTER, on)
    if original and original.state == "in force":  # an older translation may be the one of it
        held = [v for v in held if not _translates_other(v, original.text)] or held
    text = held[-1] if held else mine[-1]
    later = [v for v in mine if v.version > text.version and v.version not in cleared]
    state: State = "in force" if held else "approved" if text.version in cleared else "draft"
    newer = later[-1] if later else None
    if lang == MASTER:
        return Standing(text, state, cleared.get(text.version), newer)
    moved = original is None or _translates_other(text, original.text)
    if moved or original is None or original.state != "in force":
        state = "draft"
    return Standing(text, state, cleared.get(text.version), newer, moved)


def _in_language(version: VersionText, lang: Language) -> bool:
    return isinstance(version, Agreement) or version.lang == lang


def _clearance(
    item: str, version: VersionText, approvals: Mapping[str, Approval], lang: Language
) -> Approval | None:
    approval = approvals.get(approval_key(item, version.version, lang))
    sound = (
        approval is not None
        and approval.sha256 == words_hash(version, lang)
        and approval.effective_from == version.effective_from
    )
    return approval if sound else None


def _translates_other(text: VersionText, original: VersionText) -> bool:
    """Return whether a translation was made from other words than the original has now."""
    if isinstance(text, TextVersion):
        return text.translates != words_hash(original, MASTER)
    return text.version != original.version
