"""Who may approve what: the rules that an approval must keep, when it is given and ever after."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.approvals import Approval, VersionText, key_language, words_hash
from generators.content.library import Library
from generators.content.record import MASTER
from generators.content.source import nearest
from generators.content.texts import TextVersion


def kind_of(key: str) -> str:
    """Return what is approved under a key: a kind of master text, or translations."""
    return key.split("/")[0] if key_language(key) == MASTER else "translations"


def original_of(text: VersionText) -> str | None:
    """Return the hash of the words that a translation pins, if it pins any."""
    pinned = text.translates if isinstance(text, TextVersion) else None
    return None if pinned == "pending" else pinned


def faults(library: Library, approval: Approval, text: VersionText) -> Iterator[tuple[str, str]]:
    """Yield each field of an approval that breaks a rule, and how.

    The words, their effective date and, for a translation, the original must be those that were
    cleared; the approver is a role with authority for this kind, and not the author.
    """
    yield from _text_faults(approval, text)
    role = library.roles.get(approval.approved_by)
    kind = kind_of(approval.item)
    if role is None:
        hint = nearest(approval.approved_by, list(library.roles))
        yield "approved_by", f"`{approval.approved_by}` is no role in content/roles/.{hint}"
    elif kind not in role.may_approve:
        allowed = (
            f"{', '.join(role.may_approve)}, but not {kind}" if role.may_approve else "nothing"
        )
        able = ", ".join(r.id for r in library.roles.values() if kind in r.may_approve)
        yield (
            "approved_by",
            f"`{role.id}` may approve {allowed} ({role.path}). These roles may: {able or 'none'}.",
        )
    if approval.approved_by == text.author:
        yield (
            "approved_by",
            f"`{approval.approved_by}` is also the author of {text.path}. Two roles must see a"
            " text: let another one approve it.",
        )


def _text_faults(approval: Approval, text: VersionText) -> Iterator[tuple[str, str]]:
    sha256 = words_hash(text, key_language(approval.item))
    never = (
        f"An approved text never changes: restore {text.path}, and write the new one as version"
        f" {text.version + 1}."
    )
    if approval.sha256 != sha256:
        yield (
            "sha256",
            f"approved {approval.item} when its words had the hash {approval.sha256[:12]}…; they"
            f" now have {sha256[:12]}…. {never}",
        )
    if approval.effective_from != text.effective_from:
        yield (
            "effective_from",
            f"approved {approval.item} from {approval.effective_from} on; the text now says"
            f" {text.effective_from}. {never}",
        )
    original = original_of(text)
    if approval.original != original:
        yield (
            "original",
            f"cleared {approval.item} as a translation of {(approval.original or 'nothing')[:12]}…,"
            f" but it now translates {(original or 'nothing')[:12]}…. Restore `translates`.",
        )
