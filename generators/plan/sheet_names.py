"""Names of the sheets of a plan's workbook."""

from __future__ import annotations

import re
from collections.abc import Iterable

INSTRUCTIONS, LISTS, STATE = "Instructions", "Lists", "State"
OWN = (INSTRUCTIONS, LISTS, STATE)
"""The sheets that are read and not filled in."""
NO_ROLE = "No role yet"
LONGEST_NAME = 31
"""Signs in the name of a sheet (Excel specifications and limits)."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TAKEN = (*OWN, "History")  # Excel keeps that one to itself


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a name for each title: what Excel allows, and no two alike in any case of letters."""
    names: list[str] = []
    taken = {name.casefold() for name in _TAKEN}
    for title in titles:
        plain = " ".join(_FORBIDDEN.sub(" ", title).split()).strip("'") or "Sheet"
        name, number = _cut(plain, LONGEST_NAME), 2
        while name.casefold() in taken:
            end = f" {number}"
            name, number = _cut(plain, LONGEST_NAME - len(end)) + end, number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(words: str, longest: int) -> str:
    """Return words that are short enough, cut between two of them where that leaves enough."""
    if len(words) <= longest:
        return words
    whole = words[: longest + 1].rpartition(" ")[0]
    return (whole if len(whole) > longest // 2 else words[:longest]).strip(" '")


def place(sheet: str, cell: str) -> str:
    """Return a place as Excel writes it: `Lists!A4`, `'Legal Unit'!F7`."""
    if re.fullmatch(r"[^\W\d]\w*", sheet):
        return f"{sheet}!{cell}"
    return "'" + sheet.replace("'", "''") + f"'!{cell}"
