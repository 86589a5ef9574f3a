"""One annex as a resolved document, for the formats that are not stamped: PDF and HTML."""

from __future__ import annotations

from generators.annex.compose import Composed
from generators.annex.issue import annex_keys, annex_lists, annex_values, isolated_answers
from generators.annex.template import NUMBER
from generators.annex.values import Value
from generators.content.combinations import chosen_clauses
from generators.content.library import Library
from generators.content.prose import Inline, Isolate, Text
from generators.document.filling import fill, keep
from generators.document.model import Document


def resolved(composed: Composed, library: Library, answers: dict[str, Value]) -> Document:
    """Return the annex for checked answers with every choice made and every place filled in.

    It says what the stamped Word file says: both come from one composed document.
    """
    clauses = chosen_clauses(composed.agreement, dict(answers))
    values = annex_values(composed, library, clauses, answers)
    isolated = isolated_answers(composed.agreement)

    def put(name: str) -> tuple[Inline, ...]:
        return (Isolate(values[name]) if name in isolated else Text(values[name]),)

    lists = annex_lists(composed, library, answers)
    kept = keep(composed.document, annex_keys(composed, clauses), lists)
    return fill(kept, put, lambda topic: values[f"{NUMBER}{topic}"])
