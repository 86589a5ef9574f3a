"""One annex as a resolved document, for the formats that are not stamped: PDF and HTML."""

from __future__ import annotations

from collections.abc import Mapping

from generators.annex.compose import DRAFT
from generators.annex.edition import Edition
from generators.annex.issue import annex_values, lists_of
from generators.annex.template import NUMBER
from generators.annex.values import Value
from generators.content.prose import Inline, Isolate, Text
from generators.document.filling import fill, keep
from generators.document.model import Document


def resolved(
    edition: Edition,
    answers: dict[str, Value],
    said: Mapping[str, str] | None = None,
    *,
    draft: bool = False,
) -> Document:
    """Return the annex for checked answers with every choice made and every place filled in.

    It says what the stamped Word file says: both come from one composed document. `said` replaces
    what is computed for an annex that stands alone, such as its code; `draft` marks it as one
    because of a text that stands beside it.
    """
    standing = edition.standing(answers)
    values = annex_values(edition, standing, answers) | dict(said or {})

    def put(name: str) -> tuple[Inline, ...]:
        return (Isolate(values[name]) if name in edition.isolated else Text(values[name]),)

    lists = lists_of(edition, standing, answers)
    keys = standing.keys | {DRAFT} if draft else standing.keys
    kept = keep(edition.composed.document, keys, lists)
    return fill(kept, put, lambda topic: values[f"{NUMBER}{topic}"])
