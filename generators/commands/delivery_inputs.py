"""What the commands that send a broadcast take in: a prepared folder, and a server."""

from __future__ import annotations

import math
import os
import re
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from generators.content.record import Language
from generators.edge import Misused
from generators.habpost.prepared import APPROVAL, PLAN, BroadcastApproval, Plan, letter_name
from generators.habpost.submission import TLS, Server

PASSWORD = "PSEA_SMTP_PASSWORD"
_SERVER = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)):(\d{1,5})")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
Kept = TypeVar("Kept", bound=BaseModel)


def plan_in(folder: Path) -> Plan:
    """Return the plan of a prepared folder."""
    return _read(folder / PLAN, Plan)


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
