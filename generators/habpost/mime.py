"""Puts a letter into the form of mail: the same letter gives the same bytes, whenever it is made.

Message-ID and recipient are marks, which each copy fills in (`prepared.copy_of`). There is no
address to unsubscribe at, since a broadcast to all personnel leaves no such choice, no wish for a
receipt, and nothing that tells who has read it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from generators.content.broadcast import Broadcast
from generators.habpost.mail_html import PICTURE_ID
from generators.habpost.prepared import ID_MARK, TO_MARK

_TO, _ID = "to@mark.invalid", "<id@mark.invalid>"
"""What stands in the place of the marks while the headers are checked and folded."""
_WIDEST = 78  # RFC 5322, 2.1.1
_FIRST_LINE = re.compile(rb"(?<=\r\n)([A-Za-z-]+):\r\n (.+)\r\n")
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
    message["From"] = Address(sender.sender_name, addr_spec=sender.sender)
    message["To"] = _TO
    message["Subject"] = subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = _ID
    message["List-Id"] = f"{sender.sender_name} <{sender.list_id}>"  # RFC 2919
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # MS-OXCMAIL, 2.1.3.2.20
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if picture is not None:
        kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
        page = message.get_payload()[-1]  # type: ignore[index]
        page.add_related(picture, "image", kind, cid=f"<{PICTURE_ID}>", disposition="inline")  # type: ignore[union-attr]
    _bounded(message, hashlib.sha256(f"{subject}\n{text}\n{html}".encode()).hexdigest()[:24])
    made = _FIRST_LINE.sub(_refolded, message.as_bytes())
    return made.replace(_TO.encode(), TO_MARK, 1).replace(_ID.encode(), ID_MARK, 1)


def _refolded(found: re.Match[bytes]) -> bytes:
    """Fold a header at its last space, where the library leaves its first line empty.

    Some programs would show the title with a space before it.
    """
    line = b"%s: %s" % (found[1], found[2])
    at = line.rfind(b" ", 0, _WIDEST)
    return b"%s\r\n %s\r\n" % (line[:at], line[at + 1 :])


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
    lines = head.replace(TO_MARK, audience.encode("ascii")).split(b"\r\n")
    dropped = (b"From:", b"Date:", b"Message-ID:")
    kept = [line for line in lines if not line.startswith(dropped)]
    return b"\r\n".join([b"X-Unsent: 1", *kept]) + gap + body
