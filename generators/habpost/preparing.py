"""Makes a broadcast ready: letters, plan, the rows of the ledger, and the files for people."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generators.content.broadcast import Broadcast
from generators.content.record import Language
from generators.habpost.ledger import Excluded, Planned, recipients_hash
from generators.habpost.letters import Letter
from generators.habpost.mail_html import PICTURE_ID, copy_page, mail_html
from generators.habpost.mail_text import mail_text
from generators.habpost.mime import letter_bytes, unsent
from generators.habpost.preflight import waiting
from generators.habpost.prepared import PLAN, Plan, copy_of, letter_name, message_id
from generators.habpost.recipients import LeftOut, Recipient


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in its three forms; `mime` still bears the marks that each copy fills in."""

    letter: Letter
    html: str
    text: str
    mime: bytes
    picture: bytes | None = None

    @property
    def shown(self) -> str:
        """Return the HTML as a browser shows it by itself, its picture inside."""
        if self.picture is None:
            return self.html
        kind = "png" if self.picture.startswith(b"\x89PNG") else "jpeg"
        data = f"data:image/{kind};base64,{base64.b64encode(self.picture).decode()}"
        return self.html.replace(f'src="cid:{PICTURE_ID}"', f'src="{data}"')

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


def written(
    letter: Letter, sender: Broadcast, base: str, picture: bytes | None, on: dt.date
) -> Written:
    """Return a letter as HTML, text and mail, dated on the day of preparing it.

    A message dated on the day of its story would lie weeks back among others.
    """
    dated = max(letter.date, dt.datetime.combine(on, letter.date.timetz()))
    html = mail_html(letter, sender, base)
    text = mail_text(letter, sender.sender_name, base)
    mime = letter_bytes(letter.subject, text, html, sender, dated, picture)
    return Written(letter, html, text, mime, picture)


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
    waits = sorted({why for one in letters.values() for why in waiting(one.letter, sender)})
    to_show = sender.list if audience == sender.list else sender.sender
    files: dict[str, bytes] = {}
    for one in letters.values():
        files |= dict(_files(one, sender, to_show, by_hand=not waits))
    shown = [story for one in letters.values() for story in one.letter.stories]
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
        waits=waits,
        stories=sorted({story.id for story in shown}),
        not_before=max(one.letter.date for one in letters.values()),
        files={name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())},
    )
    files[PLAN] = (plan.model_dump_json(indent=1) + "\n").encode()
    return Ready(plan, planned, excluded, files)


def _authors(letter: Letter) -> Iterator[str]:
    for story in letter.stories:
        yield from story.authors


def _copy(one: Written, mailbox: str, sender: Broadcast) -> Planned:
    ident = _ident(one, mailbox, sender)
    data = copy_of(one.mime, mailbox, ident)
    return Planned(mailbox, one.letter.lang, ident, hashlib.sha256(data).hexdigest())


def _ident(one: Written, mailbox: str, sender: Broadcast) -> str:
    return message_id(one.sha256, mailbox, sender.sender.rpartition("@")[2])


def _files(
    one: Written, sender: Broadcast, to: str, *, by_hand: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield the letter, what a person looks at, and what can be sent by hand.

    What still waits for somebody is not there to be sent by hand either.
    """
    lang = one.letter.lang
    yield letter_name(lang), one.mime
    yield f"message.{lang}.eml", copy_of(one.mime, to, _ident(one, to, sender))
    yield f"message.{lang}.html", one.shown.encode()
    yield f"message.{lang}.txt", one.text.encode()
    if by_hand:
        page = copy_page(one.letter, one.shown, one.text, to)
        yield f"message.{lang}.unsent.eml", unsent(one.mime, to)
        yield f"copy-for-outlook.{lang}.html", page.encode()
