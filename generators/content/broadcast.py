"""Who sends HabPost by mail, and to which distribution list."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from generators.content.record import Line, Mailbox, Record

EXAMPLE = (".example.org", "@example.org")
"""How a mailbox ends that is none; what is sent to one harms nobody, and reaches nobody."""


class Broadcast(Record):
    """The sender of HabPost, and the list of all personnel, which the mail server expands.

    `list_id` names the list to mail programs, which sort by it (RFC 2919).
    """

    sender_name: Line
    sender: Mailbox
    list: Mailbox
    list_id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]

    @property
    def is_example(self) -> bool:
        """Return whether nothing can be sent yet, since no real mailbox or list is given."""
        return any(each.endswith(EXAMPLE) for each in (self.sender, self.list, self.list_id))
