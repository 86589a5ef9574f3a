"""A map of an export as it was written: read, and held against what figures may be broken down by.

What is wrong in a map is told with its words, since a map is configuration; an export never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.content.figure_map import KINDS, CaseMap, CountMap, DimensionColumn, FigureMap
from generators.content.figures import FigureRule
from generators.content.loader import read_record
from generators.content.problems import Problem, ProblemsFound
from generators.content.source import Location, decode, nearest, parse_yaml

Categories = Mapping[str, frozenset[str]]
"""The categories of each dimension that have a name for readers."""


def read_map(data: bytes, shown: str, rule: FigureRule, known: Categories) -> FigureMap:
    """Return the map in a file; raises `ProblemsFound` with all that is wrong in it."""
    text, problems = decode(data, shown)
    value = parse_yaml(text, shown).value if not problems else None
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind not in KINDS:
        wanted = " or ".join(f"`kind: {each}`" for each in KINDS)
        told = f"does not say what its rows are: begin with {wanted}. See --explain."
        raise ProblemsFound([*problems, Problem(shown, 1, told)])
    given, problems = read_record(data, shown, KINDS[str(kind)])
    if given is None:
        raise ProblemsFound(problems)
    assert isinstance(given, CaseMap | CountMap)
    if found := [Problem(shown, given.line(*at), told) for at, told in faults(given, rule, known)]:
        raise ProblemsFound(found)
    return given


def faults(given: FigureMap, rule: FigureRule, known: Categories) -> Iterator[tuple[Location, str]]:
    """Yield what is wrong in a map, and where."""
    seen: set[str] = set()
    for name, at in given.columns():
        if name in seen:
            yield at, f"the column `{name}` is named twice. Count it once, or ignore it."
        seen.add(name)
    for dimension, categories, at in _dimensions(given):
        if dimension not in rule.dimensions:
            allowed = ", ".join(rule.dimensions)
            yield at, f"`{dimension}` is no dimension of content/figures/rule.yml ({allowed})."
            continue
        for category in categories:
            if category not in known.get(dimension, ()):
                hint = nearest(category, sorted(known.get(dimension, ())))
                yield (
                    at,
                    f"`{category}` is no category of `{dimension}` in"
                    f" content/figures/categories.yml.{hint} Correct it, or add its name there.",
                )
    yield from _tables(given) if isinstance(given, CaseMap) else _numbers(given)


def _dimensions(given: FigureMap) -> Iterator[tuple[str, tuple[str, ...], Location]]:
    """Yield each dimension of a map with its categories, and where they stand."""
    if isinstance(given, CaseMap):
        for at, each in enumerate(given.dimensions):
            yield each.dimension, each.categories, ("dimensions", at, "dimension")
        return
    yield given.rows.dimension, given.rows.categories, ("rows", "dimension")
    if given.across:
        yield given.across.dimension, given.across.categories, ("across", "dimension")
    for dimension, category in given.scope.items():
        yield dimension, (category,), ("scope", dimension)


def _tables(given: CaseMap) -> Iterator[tuple[Location, str]]:
    by_name: dict[str, DimensionColumn] = {each.dimension: each for each in given.dimensions}
    if len(by_name) < len(given.dimensions):
        yield ("dimensions",), "a dimension is counted from two columns: leave one out."
    for at, table in enumerate(given.tables):
        used = [table.rows, *([table.columns] if table.columns else []), *table.only]
        if len(set(used)) < len(used):
            yield ("tables", at), "uses a dimension twice: rows, columns and `only` must differ."
        for name in used:
            if name not in by_name:
                counted = ", ".join(by_name)
                yield ("tables", at), f"`{name}` is counted from no column ({counted})."
        for name, category in table.only.items():
            if name in by_name and category not in by_name[name].categories:
                yield ("tables", at, "only", name), f"no value means `{category}`. Correct it."


def _numbers(given: CountMap) -> Iterator[tuple[Location, str]]:
    if bool(given.number) == bool(given.across):
        yield (), "give `number`, for one column of numbers, or `across`, for several: one of both."
    if across := given.across:
        if bool(across.out_of) != bool(across.rest):
            yield ("across",), "`out_of` needs `rest`, the category of what is left, and `rest` it."
        if across.rest in across.numbers:
            yield ("across", "rest"), f"`{across.rest}` has a column of its own. Drop one."
    used = [given.rows.dimension, *([given.across.dimension] if given.across else []), *given.scope]
    if len(set(used)) < len(used):
        yield (), "uses a dimension twice: `rows`, `across` and `scope` must differ."
