"""Who gets a broadcast one by one: a list as an office keeps it, made fit to be sent to, once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import idna

from generators.content.record import LANGUAGES, MASTER, Language
from generators.document.sheet import SheetRow

MAILBOX_COLUMNS = ("mailbox", "e-mail", "email", "e-mail address", "email address")
LANGUAGE_COLUMNS = ("language", "lang")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""A dot-atom (RFC 5322, 3.2.3); a quoted one is nobody's mailbox in practice."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A mailbox in the one form in which it is compared and sent to, and its letter's language."""

    mailbox: str
    lang: Language
    asked: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that nobody is written to for: where it stands, what it holds, and why."""

    row: int
    given: str
    reason: str


def column(header: Iterable[str], names: Iterable[str]) -> str:
    """Return the first column that has one of these names in any case; empty if there is none."""
    found = {name.lower(): name for name in header}
    return next((found[name] for name in names if name in found), "")


def recipients(
    header: list[str], rows: Iterable[SheetRow], letters: Collection[Language]
) -> Iterator[Recipient | LeftOut]:
    """Yield each recipient once, and each row that is left out, with the reason.

    Whoever asks for a language without a letter of its own gets the master's; `asked` says for
    what.
    """
    mailboxes, tongue = column(header, MAILBOX_COLUMNS), column(header, LANGUAGE_COLUMNS)
    first: dict[str, int] = {}
    for row in rows:
        given = row.cells.get(mailboxes, "")
        try:
            mailbox = normal(given)
        except ValueError as reason:
            yield LeftOut(row.number, given, row.broken or str(reason))
            continue
        if mailbox in first:
            yield LeftOut(row.number, given, f"stands in row {first[mailbox]} already")
            continue
        first[mailbox] = row.number
        asked = row.cells.get(tongue, "").lower()
        wanted = next((lang for lang in LANGUAGES if lang == asked[:2]), MASTER)
        yield Recipient(mailbox, wanted if wanted in letters else MASTER, asked)


def normal(given: str) -> str:
    """Return a mailbox in small letters, its domain in ASCII (RFC 5891); raises `ValueError`."""
    text = unicodedata.normalize("NFKC", given).strip().strip("<>").strip().lower()
    local, at, domain = text.rpartition("@")
    if not text:
        raise ValueError("no mailbox stands in the row")
    if not at or not local or "." not in domain:
        raise ValueError("that is no mailbox: it needs a name, an @ and a domain")
    if not local.isascii():
        raise ValueError("the name before the @ has letters that many mail servers refuse")
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        raise ValueError("the name before the @ has a sign that stands in no mailbox")
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError("that domain cannot exist") from None
    return f"{local}@{ascii_domain}"
