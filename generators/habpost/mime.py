"""Puts a letter into the form of mail: the same letter gives the same bytes, whenever it is made.

Message-ID and recipient are marks, which each copy fills in (`prepared.copy_of`). There is no
address to unsubscribe at, since a broadcast to all personnel leaves no such choice, no wish for a
receipt, and nothing that tells who has read it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from generators.content.broadcast import Broadcast
from generators.habpost.header_words import header
from generators.habpost.mail_html import PICTURE_ID
from generators.habpost.prepared import ID_MARK, TO_MARK

_BOUNDARY = "=_psea_{}_{}"


def letter_bytes(
    subject: str,
    text: str,
    html: str,
    sender: Broadcast,
    date: dt.datetime,
    picture: bytes | None = None,
) -> bytes:
    """Return a letter as 7-bit MIME (RFC 2045), with marks for recipient and id."""
    message = EmailMessage(policy=SMTP)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if picture is not None:
        kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
        page = message.get_body(("html",))
        assert isinstance(page, EmailMessage)  # it was added just above
        page.add_related(picture, "image", kind, cid=f"<{PICTURE_ID}>", disposition="inline")
    _bounded(message, hashlib.sha256(f"{subject}\n{text}\n{html}".encode()).hexdigest()[:24])
    return _head(subject, sender, date) + message.as_bytes()


def _head(subject: str, sender: Broadcast, date: dt.datetime) -> bytes:
    return b"".join(
        (
            header("From", sender.sender_name, sender.sender),
            b"To: %s\r\n" % TO_MARK,
            header("Subject", subject),
            b"Date: %s\r\n" % format_datetime(date).encode("ascii"),
            b"Message-ID: %s\r\n" % ID_MARK,
            header("List-Id", sender.sender_name, sender.list_id),  # RFC 2919
            b"Auto-Submitted: auto-generated\r\n",  # RFC 3834
            b"X-Auto-Response-Suppress: OOF, AutoReply\r\n",  # MS-OXCMAIL, 2.1.3.2.20
        )
    )


def _bounded(message: EmailMessage, seed: str) -> None:
    """Give each part that holds others a boundary that depends on the words alone."""
    holding = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(holding):
        part.set_boundary(_BOUNDARY.format(seed, number))


def unsent(letter: bytes, audience: str) -> bytes:
    """Return a letter that classic Outlook opens as a draft, ready to send by hand.

    Outlook sets sender, date and id itself.
    """
    head, gap, body = letter.partition(b"\r\n\r\n")
    fields = re.split(rb"\r\n(?! )", head.replace(TO_MARK, audience.encode("ascii")))
    dropped = (b"From:", b"Date:", b"Message-ID:")
    kept = [field for field in fields if not field.startswith(dropped)]
    return b"\r\n".join([b"X-Unsent: 1", *kept]) + gap + body
