"""Makes a broadcast ready: letters, plan, the rows of the ledger, and the files for people."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generators.content.broadcast import Broadcast
from generators.content.record import Language
from generators.habpost.ledger import Excluded, Planned, recipients_hash
from generators.habpost.letters import Letter
from generators.habpost.mail_html import copy_page, mail_html
from generators.habpost.mail_text import mail_text
from generators.habpost.mime import letter_bytes, unsent
from generators.habpost.preflight import waiting
from generators.habpost.prepared import ID_MARK, PLAN, Plan, copy_of, letter_name, message_id
from generators.habpost.recipients import LeftOut, Recipient


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in its three forms; `mime` still bears the marks that each copy fills in."""

    letter: Letter
    html: str
    text: str
    mime: bytes

    @property
    def sha256(self) -> str:
        """Return the hash by which the plan names the letter."""
        return hashlib.sha256(self.mime).hexdigest()


@dataclass(frozen=True, slots=True)
class Ready:
    """A broadcast that is ready: its plan, its rows, and its files but for the ledger."""

    plan: Plan
    planned: list[Planned]
    excluded: list[Excluded]
    files: dict[str, bytes]


def written(letter: Letter, sender: Broadcast, base: str, picture: bytes | None) -> Written:
    """Return a letter as HTML, text and mail."""
    html = mail_html(letter, sender, base)
    text = mail_text(letter, sender.sender_name, base)
    mime = letter_bytes(letter.subject, text, html, sender, letter.date, picture)
    return Written(letter, html, text, mime)


def for_the_list(one: Written, sender: Broadcast) -> Ready:
    """Return one message to the distribution list, which the mail server expands."""
    letters = {one.letter.lang: one}
    return _ready(letters, sender, sender.list, [Recipient(sender.list, one.letter.lang)], [])


def one_by_one(
    letters: Mapping[Language, Written],
    sender: Broadcast,
    audience: str,
    found: Sequence[Recipient | LeftOut],
) -> Ready:
    """Return a message for each recipient; `audience` is the name of their file."""
    to = [each for each in found if isinstance(each, Recipient)]
    return _ready(letters, sender, audience, to, [e for e in found if isinstance(e, LeftOut)])


def _ready(
    letters: Mapping[Language, Written],
    sender: Broadcast,
    audience: str,
    to: Sequence[Recipient],
    out: Sequence[LeftOut],
) -> Ready:
    only = next(iter(letters.values()))
    planned = [_copy(letters.get(each.lang, only), each.mailbox, sender) for each in to]
    excluded = [Excluded(each.row, each.given, each.reason) for each in out]
    plan = Plan(
        name=only.letter.name,
        subjects={lang: one.letter.subject for lang, one in letters.items()},
        sender=sender.sender,
        audience=audience,
        one_by_one=audience != sender.list,
        letters={lang: one.sha256 for lang, one in letters.items()},
        recipients=recipients_hash(planned, excluded),
        planned=len(planned),
        excluded=len(excluded),
        authors=sorted({role for one in letters.values() for role in _authors(one.letter)}),
        waits=sorted({why for one in letters.values() for why in waiting(one.letter, sender)}),
    )
    files = {PLAN: (plan.model_dump_json(indent=1) + "\n").encode()}
    for one in letters.values():
        files |= dict(_files(one, audience if audience == sender.list else sender.sender))
    return Ready(plan, planned, excluded, files)


def _authors(letter: Letter) -> Iterator[str]:
    for story in letter.stories:
        yield from story.authors


def _copy(one: Written, mailbox: str, sender: Broadcast) -> Planned:
    ident = message_id(one.sha256, mailbox, sender.sender.rpartition("@")[2])
    data = copy_of(one.mime, mailbox, ident)
    return Planned(mailbox, one.letter.lang, ident, hashlib.sha256(data).hexdigest())


def _files(one: Written, to: str) -> Iterator[tuple[str, bytes]]:
    """Yield the letter, and what a person opens: to look at it, or to send it by hand."""
    lang = one.letter.lang
    example = copy_of(one.mime, to, f"<example.{one.sha256[:24]}@example.org>")
    assert ID_MARK not in example
    yield letter_name(lang), one.mime
    yield f"message.{lang}.eml", example
    yield f"message.{lang}.unsent.eml", unsent(one.mime, to)
    yield f"message.{lang}.html", one.html.encode()
    yield f"message.{lang}.txt", one.text.encode()
    yield f"copy-for-outlook.{lang}.html", copy_page(one.letter, one.html, one.text, to).encode()
