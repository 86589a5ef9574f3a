"""What readers call dimensions, categories and roles; and which categories there are at all."""

from __future__ import annotations

from collections.abc import Iterator

from generators.content.library import Library
from generators.content.record import Language, words
from generators.figures.blocks import Names
from generators.figures.mapping import Categories

OFFICE = "office"
"""The dimension whose categories are the offices of the directory, beside those of its own."""


def known_categories(library: Library) -> Categories:
    """Return the categories of each dimension."""
    found: dict[str, set[str]] = {}
    for dimension, category, _ in _named(library):
        if dimension != "role":
            found.setdefault(dimension, set()).update({category} - {""})
    return {dimension: frozenset(names) for dimension, names in found.items()}


def reader_names(library: Library, lang: Language) -> Names:
    """Return the names of all dimensions, categories and roles in a language."""
    return {(of, name): words(said, lang) for of, name, said in _named(library)}


def _named(library: Library) -> Iterator[tuple[str, str, dict[Language, str]]]:
    """Yield dimension, category (empty for the dimension itself) and what both are called."""
    for dimension in library.categories.dimensions if library.categories else []:
        yield dimension.id, "", dimension.name
        yield from ((dimension.id, each.id, each.name) for each in dimension.categories)
    yield from ((OFFICE, key, each.name) for key, each in library.directory.items())
    yield from (("course", key, each.title) for key, each in library.courses.items())
    yield from (("role", key, each.title) for key, each in library.roles.items())
