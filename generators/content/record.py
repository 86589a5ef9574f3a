"""What all typed content shares: strict fields, and the memory of where each was written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generators.content.source import Location, line_of

Language = Literal["en", "fr", "es", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
MASTER: Language = "en"
"""The language in which texts are written first; the others are translations of it."""
RIGHT_TO_LEFT = frozenset({"ar"})

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso_date(value: object) -> object:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError("date", f"no such day: {error}") from None
    if isinstance(value, dt.date):
        return value
    raise PydanticCustomError("date", "write a date as 2026-11-23 (year-month-day)")


def _as_written(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _has_master(value: dict[Language, str]) -> dict[Language, str]:
    if MASTER not in value:
        raise PydanticCustomError("master", f"the {MASTER} text is missing; write it first")
    return value


Flag = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Line = Annotated[
    str, StringConstraints(min_length=1, strip_whitespace=True, pattern=r"^[^\n\r{}*]+$")
]
"""Words on one line, without braces or stars: titles print as they are."""
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""The name of an answer, as it stands between braces in a clause: `{reporting_hours}`."""
Day = Annotated[
    dt.date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})
]
DayOrMonthOrYear = Annotated[
    str,
    BeforeValidator(_as_written),
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
Words = Annotated[
    dict[Language, Prose],
    AfterValidator(_has_master),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {code: {"type": "string", "minLength": 1} for code in LANGUAGES},
            "required": [MASTER],
            "additionalProperties": False,
        }
    ),
]
"""A text that readers see, by language; the master language is always there."""
MAILBOX = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
Mailbox = Annotated[str, StringConstraints(pattern=MAILBOX, max_length=254)]
Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]{3,30}$")]
YesNoUnknown = Literal["yes", "no", "unknown"]
ToConfirm = Annotated[list[str], Field(default_factory=list)]


class Record(BaseModel):
    """One item of content: strict, unchangeable, and able to say where it was written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    _path: str = PrivateAttr("")
    _lines: dict[Location, int] = PrivateAttr(default_factory=dict)

    @property
    def path(self) -> str:
        """Return the file this was read from, relative to the project."""
        return self._path

    def line(self, *location: str | int) -> int:
        """Return the line on which a field, or the nearest part of it, is written."""
        return line_of(self._lines, location)

    def read_from(self, path: str, lines: dict[Location, int]) -> None:
        """Note the origin; called once, by the loader."""
        self._path, self._lines = path, lines

    def fields(self) -> dict[str, Any]:
        """Return the fields by name, without what was computed from them."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values; what was computed from the old ones stays behind."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields:
            del copied.__dict__[name]
        return copied

    def __eq__(self, other: object) -> bool:
        """Two records are equal when their content is, wherever it was written."""
        return (
            isinstance(other, Record)
            and type(other) is type(self)
            and self.fields() == other.fields()
        )

    __hash__ = None  # type: ignore[assignment]  # records hold lists and maps


def words(value: dict[Language, str], lang: Language) -> str:
    """Return the text in a language, or in the master language where it is not translated."""
    return value.get(lang, value[MASTER])


def json_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file, for completion in editors."""
    return model.model_json_schema()
