"""What readers call the categories of the figures in a report."""

from __future__ import annotations

from generators.content.library import Library
from generators.content.record import Language, words
from generators.figures.blocks import Names
from generators.figures.release import Published


def names_of(tables: tuple[Published, ...], library: Library, lang: Language) -> Names:
    """Return the names of all dimensions, categories and roles in a language."""
    names: dict[tuple[str, str], str] = {}
    for table in tables:
        for axis in (table.rows, table.columns):
            names[axis.dimension, ""] = _plain(axis.dimension)
            names |= {(axis.dimension, each): _plain(each) for each in axis.categories}
        names |= {pair: _plain(pair[1]) for pair in table.subject.scope}
    names |= {("office", key): words(each.name, lang) for key, each in library.directory.items()}
    return names | {("role", key): words(each.title, lang) for key, each in library.roles.items()}


def _plain(ident: str) -> str:
    return ident.replace("-", " ").capitalize()
