"""What readers call dimensions, categories and roles; and which categories there are at all."""

from __future__ import annotations

from generators.content.library import Library
from generators.content.record import Language, words
from generators.figures.blocks import Names
from generators.figures.mapping import Categories

OFFICE = "office"
"""The dimension whose categories are the offices of the directory, beside those of its own."""


def known_categories(library: Library) -> Categories:
    """Return the categories of each dimension."""
    dimensions = library.categories.dimensions if library.categories else []
    found = {each.id: frozenset(one.id for one in each.categories) for each in dimensions}
    if OFFICE in found:
        found[OFFICE] |= frozenset(library.directory)
    return found


def reader_names(library: Library, lang: Language) -> Names:
    """Return the names of all dimensions, categories and roles in a language."""
    names: dict[tuple[str, str], str] = {}
    names |= {(OFFICE, key): words(each.name, lang) for key, each in library.directory.items()}
    for dimension in library.categories.dimensions if library.categories else []:
        names[dimension.id, ""] = words(dimension.name, lang)
        for each in dimension.categories:
            names[dimension.id, each.id] = words(each.name, lang)
    names |= {("role", key): words(each.title, lang) for key, each in library.roles.items()}
    return names
