"""Counts an export that holds numbers already: one table, a row a category or a part of one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.content.figure_map import CountMap
from generators.figures.tables import Axis, Count, Entry, Gap, Subject, Table, total
from generators.figures.tally import Cells, NotCounted, Span, meanings

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class Numbers:
    """The numbers of a list, by what its rows mean; an empty cell is a number not collected."""

    def __init__(self, given: CountMap, span: Span) -> None:
        self._map, self._span = given, span
        self._meanings = meanings(given.rows.values)
        self._seen: set[str] = set()
        self._found: dict[str, list[tuple[Entry, ...]]] = {}

    def take(self, cells: Cells) -> None:
        """Count a row; raises `NotCounted`."""
        name = self._map.rows.column
        value, meaning = cells[name], self._meanings.get(cells[name])
        if meaning is None or value in self._seen:
            raise NotCounted(name, "value" if meaning is None else "twice")
        entries = tuple(self._entries(cells))
        self._seen.add(value)
        self._found.setdefault(meaning, []).append(entries)

    def _entries(self, cells: Cells) -> Iterator[Entry]:
        """Yield the numbers of a row, and what they leave of the whole."""
        across = self._map.across
        names = [*across.numbers.values()] if across else [self._map.number or ""]
        entries = [self._entry(cells[name], name) for name in names]
        yield from entries
        if across and across.out_of:
            whole, parts = self._entry(cells[across.out_of], across.out_of), total(tuple(entries))
            if isinstance(whole, Count) and isinstance(parts, Count):
                if whole.value < parts.value:
                    raise NotCounted(across.out_of, "rest")
                yield Count(whole.value - parts.value, whole.series, whole.unit)
            else:
                yield Gap.NOT_COLLECTED

    def _entry(self, words: str, column: str) -> Entry:
        if not words:
            return Gap.NOT_COLLECTED
        if not _NUMBER.fullmatch(words):
            raise NotCounted(column, "number")
        return Count(int(words), self._map.series, self._map.unit)

    def tables(self) -> list[Table]:
        """Return the one table; a category that no row means was not collected."""
        given, span = self._map, self._span
        columns = Axis(given.across.dimension, given.across.categories) if given.across else Axis()
        missing = (Gap.NOT_COLLECTED,) * (len(columns.categories) or 1)
        cells = tuple(
            tuple(total(column) for column in zip(*self._found.get(row, [missing]), strict=True))
            for row in given.rows.categories
        )
        scope = tuple(sorted(given.scope.items()))
        about = Subject(given.series, given.unit, given.stage, span.period, span.as_of, scope)
        rows = Axis(given.rows.dimension, given.rows.categories)
        return [Table(about, rows, cells, columns, False, span.confirmed_by, span.confirmed_on)]
