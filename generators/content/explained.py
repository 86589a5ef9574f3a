"""What is wrong in a file of content, in words that an editor understands."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generators.content.record import Record
from generators.content.source import Location, nearest

PATTERNS = {
    r"^[^\n\r{}*]+$": "words on one line, without braces or stars",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits, hyphens between, as in `focal-point`",
    r"^[a-z][a-z0-9_]*$": "small letters, digits and `_`, a letter first",
    r"^\d{4}(-\d{2}(-\d{2})?)?$": "a day as 2026-11-23, a month as 2026-11 or a year as 2026",
    r"^[^@\s]+@[^@\s]+\.[^@\s]+$": "a mailbox, as in `name@example.org`",
    r"^\+?[0-9][0-9 ()-]{3,30}$": "a phone number: digits, with blanks, hyphens or brackets"
    " between, and a plus sign first where it has one",
    r"^[a-z0-9-]+(\.[a-z0-9-]+)+$": "small letters, digits and hyphens with full stops between, as"
    " in `habpost.example.org`",
    r"^[a-z]{2,3}$": "the code of a language, as in `sw`",
    r"^[A-Z]{2}$": "the code of a country in two capitals, as in `KE`",
    r"^[A-Z]{3}$": "the code of a currency in three capitals, as in `USD`",
    r"^[a-z0-9]+(-[a-z0-9]+)*\.(jpg|png)$": "the name of a picture that `psea habpost picture` put"
    " in: small letters, digits, hyphens, and `.jpg` or `.png` at the end",
    r"^[0-9a-f]{64}$": "a hash of 64 digits from 0 to f, which a command writes",
    r"^([01]\d|2[0-3]):[0-5]\d$": "a time of day from 00:00 to 23:59, as in `14:30`",
    r"^C\d{2}$": "the number of a topic, as in `C04`",
}
"""What each pattern of a field asks for."""
WANTED = {
    "bool_type": "it should be true or false, without quotation marks",
    "model_type": "it should be fields of its own, each on a line, two spaces further in",
}
"""What is asked for where the usual words speak of the program and not of the file."""
ADDRESS = "an https address with nothing in it but letters, digits and usual signs"


def explained(
    error: ValidationError, lines: dict[Location, int], model: type[Record]
) -> Iterator[tuple[Location, str]]:
    """Yield each thing that is wrong: where, and what, with both sides of it.

    Where a field may be one of several things, what is wrong inside of it tells more than that it
    is none of the others.
    """
    told: dict[Location, list[ErrorDetails]] = {}
    for detail in error.errors():
        told.setdefault(_written(detail, lines), []).append(detail)
    for loc, details in told.items():
        inside = any(other[: len(loc)] == loc for other in told if other != loc)
        if not inside or details[0]["type"] in ("missing", "extra_forbidden"):
            yield loc, _explain(loc, details, model)


def _written(detail: ErrorDetails, lines: dict[Location, int]) -> Location:
    """Return a location as the writer knows it, without what pydantic calls its alternatives."""
    if detail["type"] in ("missing", "extra_forbidden"):
        return (*_there(detail["loc"][:-1], lines), detail["loc"][-1])
    return _there(detail["loc"], lines)


def _there(loc: Location, lines: dict[Location, int]) -> Location:
    written: Location = ()
    for step in loc:
        if (*written, step) in lines:
            written = (*written, step)
    return written


def _explain(loc: Location, details: list[ErrorDetails], model: type[Record]) -> str:
    detail = details[0]
    where = ".".join(str(part) for part in loc) or "the file"
    given = detail.get("input")
    match detail["type"]:
        case "missing":
            return f"`{where}` is missing. Add it."
        case "extra_forbidden":
            known = list(model.model_fields) if len(detail["loc"]) == 1 else []
            hint = nearest(str(detail["loc"][-1]), known)
            return f"`{where}` is not a field of this kind of file.{hint} Correct or remove it."
        case "string_too_short" if not loc and detail["loc"] == ("body",):
            return "has no text below its front matter. Write it there."
        case "string_type" | "string_too_short" if _blank(given):
            return f"`{where}` is empty. Fill it in, or remove the line if it is optional."
        case _:
            wanted = " or ".join(dict.fromkeys(map(_wanted, details)))
            return f"`{where}` is {_shown(given)}: {wanted}. Correct it."


def _wanted(detail: ErrorDetails) -> str:
    if detail["type"] == "string_pattern_mismatch":
        return f"it should be {PATTERNS.get(detail['ctx']['pattern'], ADDRESS)}"
    return WANTED.get(detail["type"]) or detail["msg"][:1].lower() + detail["msg"][1:]


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _shown(value: object) -> str:
    text = f"`{value}`" if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
