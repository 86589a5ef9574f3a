"""What the commands that send a broadcast take in: a prepared folder, and a server."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import os
import re
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from generators.content.library import Library
from generators.content.record import Language
from generators.edge import Misused
from generators.habpost.ledger import Row, Unusable, opened
from generators.habpost.one_sender import Busy, alone
from generators.habpost.prepared import APPROVAL, LEDGER, PLAN, BroadcastApproval, Plan, letter_name
from generators.habpost.submission import TLS, Server

PASSWORD = "PSEA_SMTP_PASSWORD"
_SERVER = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)):(\d{1,5})")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Kept = TypeVar("Kept", bound=BaseModel)


def plan_in(folder: Path) -> Plan:
    """Return the plan of a prepared folder."""
    if not (folder / PLAN).is_file():
        raise Misused(f"{folder} was not prepared by psea habpost broadcast prepare: no {PLAN}.")
    return _read(folder / PLAN, Plan)


def ledger_rows(folder: Path, plan: Plan) -> list[Row]:
    """Return the rows of a folder's ledger, which must be whole and that of its plan."""
    try:
        with alone(folder), opened(folder / LEDGER, plan) as ledger:
            return ledger.rows()
    except (Busy, Unusable) as error:
        raise Misused(str(error)) from None


def sent_from(folder: Path, plan: Plan) -> int:
    """Return how many copies a folder's ledger knows to have been tried."""
    return sum(bool(row.moment) for row in ledger_rows(folder, plan))


def reached(folder: Path) -> frozenset[str]:
    """Return the mailboxes that have the message of a folder, or may have it."""
    rows = ledger_rows(folder, plan_in(folder))
    had = ("accepted", "sending", "uncertain")
    return frozenset(row.copy.recipient for row in rows if row.last.state in had)


def as_prepared(folder: Path, plan: Plan) -> None:
    """Raise `Misused` where what people looked at is not what was prepared."""
    for name, digest in {**plan.files, **_letters(plan)}.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise Misused(f"{path} is not what was prepared: nothing was sent. Prepare it again.")


def _letters(plan: Plan) -> dict[str, str]:
    return {letter_name(lang): digest for lang, digest in plan.letters.items()}


def still_sound(library: Library, plan: Plan, moment: dt.datetime) -> None:
    """Raise `Misused` where a story must not go out any more, or not yet.

    Consent can be taken back, and a story withdrawn, after a broadcast was approved.
    """
    if plan.waits:
        raise Misused("nothing was sent: " + " ".join(plan.waits))
    if plan.not_before and moment < plan.not_before:
        raise Misused(f"nothing was sent: it is for {plan.not_before.isoformat()} and later.")
    for ident in plan.stories:
        story = library.stories.get(ident)
        consent = story.consent if story else "none needed"
        over = not isinstance(consent, str) and consent.expires < moment.date()
        if story is None or over or story.not_asked or not story.visible(moment.date(), moment):
            raise Misused(
                f"nothing was sent: the story `{ident}` was withdrawn, has expired, or rests on"
                " consent that has, or that nobody was asked for. Prepare the broadcast again"
                " without it."
            )


def may_approve(library: Library, plan: Plan, role: str) -> None:
    """Raise `Misused` where a role may not approve a broadcast, or wrote what is in it."""
    able = [each.id for each in library.roles.values() if "habpost" in each.may_approve]
    if role not in able or role in plan.authors:
        free = ", ".join(each for each in able if each not in plan.authors) or "nobody"
        raise Misused(f"`{role}` wrote it, or may not approve broadcasts. May approve it: {free}.")


def approval_in(folder: Path) -> BroadcastApproval:
    """Return the approval of a prepared folder, of whatever plan it is."""
    if not (folder / APPROVAL).is_file():
        raise Misused("nothing was sent: nobody has approved this broadcast.")
    return _read(folder / APPROVAL, BroadcastApproval)


def letters_in(folder: Path, plan: Plan) -> dict[Language, bytes]:
    """Return the letters of a plan as they lie in its folder."""
    return {lang: (folder / letter_name(lang)).read_bytes() for lang in plan.letters}


def server_of(given: str | None, tls: str, user: str | None, password_file: str | None) -> Server:
    """Return the server to hand mail in at, with the password if there is a user."""
    found = _SERVER.fullmatch(given or "")
    if not found or not 0 < int(found[3]) < 65536:
        raise Misused(f"`{given or ''}` names no server: write --server mail.example.org:587.")
    way = next((each for each in TLS if each == tls), None)
    if way is None:
        raise Misused(f"`{tls}` is no way to protect mail: write --tls starttls or implicit.")
    password = _password(user, password_file) if user else ""
    server = Server(found[1] or found[2], int(found[3]), way, user or "", password)
    if server.in_the_clear:
        raise Misused("--tls none is for tests on this machine; nothing is sent unprotected.")
    return server


def rate_of(given: str) -> float:
    """Return how many messages a minute are allowed."""
    try:
        per_minute = float(given)
    except ValueError:
        per_minute = 0
    if not (per_minute > 0 and math.isfinite(per_minute)):
        raise Misused(f"--rate {given} is no number of messages a minute.")
    return per_minute


def _password(user: str, file: str | None) -> str:
    """Return the password from its file or the environment; it is never printed."""
    kept = Path(file).read_bytes() if file else os.environ.get(PASSWORD, "").encode()
    password = kept.removeprefix(_BYTE_ORDER_MARK).rstrip(b"\r\n")
    if not password:
        raise Misused(f"there is no password for {user}: set {PASSWORD}, or give --password-file.")
    if not (password.isascii() and user.isascii()):
        raise Misused("user name and password must be of plain ASCII letters, digits and signs.")
    return password.decode()


def _read(path: Path, kind: type[Kept]) -> Kept:
    try:
        return kind.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Misused(f"{path} cannot be read: {where} {first['msg']}. Restore it.") from None
