"""What the last full accessibility audit found, page by page; written by `make audit`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generators.content.record import Day, Prose, Record, Whole

Count = Annotated[Whole, Field(ge=0)]
PATH = "content/accessibility/results.yml"
_SCHEMA = "# yaml-language-server: $schema=../schemas/audit.json"


class Audit(Record):
    """Findings by page (`en/contacts`) over all views, and what looked for them.

    `engines` maps the name of a program to its version, `views` names the ways in which each page
    was looked at (`phone-dark`, `print`).
    """

    audited_on: Day
    engines: dict[str, Prose]
    views: list[str]
    pages: dict[str, Count]


def audit_file(audit: Audit) -> bytes:
    """Return the file that holds an audit."""
    lines = [
        _SCHEMA,
        "# Written by `make audit`; nothing to edit by hand.",
        f"audited_on: {audit.audited_on.isoformat()}",
        "engines:",
        *(f"  {name}: {version!r}" for name, version in sorted(audit.engines.items())),
        f"views: [{', '.join(audit.views)}]",
        "pages:",
        *(f"  {page}: {count}" for page, count in sorted(audit.pages.items())),
    ]
    return ("\n".join(lines) + "\n").encode()
