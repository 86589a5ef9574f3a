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
TONGUES: dict[str, Language] = {
    "english": "en",
    "french": "fr",
    "français": "fr",
    "francais": "fr",
    "spanish": "es",
    "español": "es",
    "espanol": "es",
    "castellano": "es",
    "arabic": "ar",
    "العربية": "ar",
    "عربي": "ar",
}
"""The names of languages as people fill them in, in small letters."""
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
"""A dot-atom (RFC 5322, 3.2.3); a quoted one is nobody's mailbox in practice."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A mailbox in the one form in which it is compared and sent to, and its letter's language.

    `asked` is what stands in its row for a language in which there is no letter.
    """

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
    header: list[str],
    rows: Iterable[SheetRow],
    letters: Collection[Language],
    had: Collection[str] = (),
) -> Iterator[Recipient | LeftOut]:
    """Yield each recipient once, and each row that is left out, with the reason.

    `had` are mailboxes that an earlier broadcast has reached, or may have.

    Whoever asks for a language without a letter of its own gets the master's.
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
        if mailbox in had:
            yield LeftOut(row.number, given, "has it already")
            continue
        given = row.cells.get(tongue, "")
        wanted = _language(given)
        if wanted and wanted in letters:
            yield Recipient(mailbox, wanted)
        else:
            yield Recipient(mailbox, MASTER, given)


def _language(given: str) -> Language | None:
    """Return the language that a cell names, by code (BCP 47) or by name; an empty one is none."""
    small = given.strip().lower()
    code = _CODE.fullmatch(small)
    known = (lang for lang in LANGUAGES if code and lang == code[1])
    return TONGUES.get(small) or next(known, None)


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
