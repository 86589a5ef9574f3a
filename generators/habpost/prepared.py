"""A broadcast as it lies prepared in a folder: the plan, the letters, who approved, the ledger.

```text
plan.json           what would be sent, to how many, and the hash of each part
letters/en.eml      the message in a language, with marks where one copy differs from another
ledger.sqlite       one row a recipient, and how far it has come (ledger.lock: who is at work on it)
approval.json       who approved exactly this plan, and until when it may go out
```

Every copy is made from letter and row alone, so the bytes that are sent are those that were
prepared, and their hash stands in the ledger before anything is sent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from generators.content.record import Language

PLAN, APPROVAL, LEDGER = "plan.json", "approval.json", "ledger.sqlite"
TO_MARK, ID_MARK = b"{{to}}", b"{{message-id}}"
"""Where a letter takes the mailbox of its recipient and its own id; braces stand in no header."""
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Plan(BaseModel):
    """What would be sent: nothing else may go out under it.

    `name` is `issue-042` or the id of a story; `audience` the mailbox of the distribution list, or
    the name of the file of recipients, which whoever sends must repeat. `letters` holds the hash
    of each letter, `recipients` that of all rows of the ledger, those that are excluded too.
    `stories` are the ids of those whose words it shows, `not_before` the moment at which all of
    them have appeared, `files` the hashes of what people look at before they approve.
    `authors` are the roles that wrote what is sent, and so cannot approve it; `waits` says what
    must be done before anybody can.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal[1] = 1
    name: str
    subjects: dict[Language, str]
    sender: str
    audience: str
    one_by_one: bool
    letters: dict[Language, Hash]
    recipients: Hash
    planned: int
    excluded: int
    authors: list[str] = []
    waits: list[str] = []
    stories: list[str] = []
    not_before: AwareDatetime | None = None
    files: dict[str, Hash] = {}

    @property
    def identity(self) -> str:
        """Return the hash by which an approval names this plan and no other."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class BroadcastApproval(BaseModel):
    """Who approved a plan, by its hash, and the moment after which it must not go out any more."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    plan: Hash
    approved_by: str
    approved_on: dt.date
    not_after: AwareDatetime


def letter_name(lang: Language) -> str:
    """Return where the letter of a language lies in the folder."""
    return f"letters/{lang}.eml"


def message_id(letter: str, recipient: str, domain: str) -> str:
    """Return the id of one copy (RFC 5322, 3.6.4): the same copy has the same id whenever made.

    `letter` is the hash of the letter. A server that sees an id twice may drop the second copy.
    """
    digest = hashlib.sha256(f"{letter}\n{recipient}".encode()).hexdigest()
    return f"<{digest[:40]}@{domain}>"


def copy_of(letter: bytes, recipient: str, ident: str) -> bytes:
    """Return one copy of a letter, for one recipient."""
    head, gap, body = letter.partition(b"\r\n\r\n")
    head = head.replace(TO_MARK, recipient.encode("ascii"))
    return head.replace(ID_MARK, ident.encode("ascii")) + gap + body
