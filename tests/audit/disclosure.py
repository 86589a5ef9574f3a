"""`python -m tests.audit.disclosure`: random tables go through each method, then are attacked.

10,000 tables of 2 x 2 to 12 x 6 counts with all totals, a third each with a mean count of 3, 10 and
30; half are Poisson, half negative binomial with a variance of mean + mean^2 / 2, as counts of
events that come in clusters. Half are of a region, half of the whole entity, whose annual total is
told. Then 500 releases that are linked: two or three tables that share margins, a region with its
offices, halves of a year after each other, and tables that follow an earlier one.

At last an intruder is tried who knows not only the rule but runs the program itself, for every
world that agrees with a small table, and rules out those for which it publishes something else.
What he finds is told and makes nothing fail: see CONTRIBUTING.md.

All methods get the same tables and the same attack, by an intruder who knows the method's rule.
Exit codes: 0 nothing pinned, 1 something was.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from typing import NamedTuple

from generators.figures.audit import audit, closed
from generators.figures.counted import Counted
from generators.figures.knowledge import Statement, Told, knowledge, statements
from generators.figures.release import Mark, Published, Quantity, Release, lines, placed, quantities
from generators.figures.suppress import Disclosive, suppress
from generators.figures.tables import Count, Table
from tests.figures.tables import FIRST_HALF, REGION, RULE, SECOND_HALF, YEAR, subject, table, worlds

MEANS = (3, 10, 30)
WORLDS = 300
"""A table with so many worlds is not replayed: it would take minutes."""
SMALL = range(1, 8)
"""The counts that NHS Digital hides; others are rounded to the nearest 5, zeros shown."""


class Result(NamedTuple):
    """The share of cells that are shown, whether a small count is pinned, and whether all is told.

    `whole` is false where only the total, or not even that, could be published.
    """

    shown: float
    pinned: bool
    whole: bool = True


class Linked(NamedTuple):
    """What became of linked releases: sound, refused or pinned; cells shown, and all cells."""

    end: str
    shown: int = 0
    cells: int = 0


def drawn(rng: random.Random, rows: int, columns: int, mean: float, *, clustered: bool) -> Table:
    """Return a table of random counts."""
    counts = [
        [poisson(rng, rng.gammavariate(2, mean / 2) if clustered else mean) for _ in range(columns)]
        for _ in range(rows)
    ]
    return table(counts, subject(scope=REGION if rng.random() < 0.5 else ()))


def poisson(rng: random.Random, mean: float) -> int:
    """Return a Poisson count, by counting exponential waits."""
    count, waited = 0, rng.expovariate(1)
    while waited < mean:
        count, waited = count + 1, waited + rng.expovariate(1)
    return count


def pinned(given: Sequence[Statement]) -> bool:
    """Return whether an intruder learns a small count that is hidden."""
    rule = RULE.model_copy(update={"values_left": 2})
    found = closed(knowledge(given), rule)
    return any(values and max(values) < 8 for _, values in found)


def ours(each: Table) -> Result:
    """Return the share of cells that we show, and whether something can be worked out."""
    release = suppress([each], RULE)
    (made,) = release.tables
    shown = sum(isinstance(cell, int) for _, cell in placed(made))
    return Result(shown / cells(each), bool(audit(release, RULE)), made.whole)


def cells(each: Table) -> int:
    """Return the number of cells of a table with its totals."""
    return len(Counted(each, RULE).entries)


def nhs(each: Table) -> Result:
    """NHS Digital since 2018: 1 to 7 hidden, all others rounded to 5, totals by themselves."""
    told: Told = {}
    for quantity, entry in Counted(each, RULE).entries.items():
        assert isinstance(entry, Count)
        near = 5 * round(entry.value / 5)
        told[quantity] = (1, 7) if entry.value in SMALL else (max(8, near - 2), near + 2)
        if entry.value == 0:
            told[quantity] = 0, 0
    shown = sum(limits != (1, 7) for limits in told.values())
    sums = tuple(lines(Counted(each, RULE).published(set())))
    return Result(shown / len(told), pinned([Statement(each.subject.as_of, told, sums)]))


def small_only(each: Table) -> Result:
    """Hide small counts, and nothing else."""
    return _hidden(Counted(each, RULE), set())


def two_a_line(each: Table) -> Result:
    """Hide small counts, and the next smallest where one would be alone in a line."""
    counted, hidden = Counted(each, RULE), set[Quantity]()
    while (lonely := _lonely(counted, hidden)) is not None:
        hidden.add(lonely)
    return _hidden(counted, hidden)


def _lonely(counted: Counted, hidden: set[Quantity]) -> Quantity | None:
    published = counted.published(hidden)
    known = dict(placed(published))
    for whole, parts in lines(published):
        line = [*parts, whole]
        if sum(isinstance(known[each], Mark) for each in line) == 1:
            free = [each for each in line if each in counted.loose and each not in hidden]
            if free:
                return min(free, key=lambda each: (counted.loose[each][0], each))
    return None


def _hidden(counted: Counted, hidden: set[Quantity]) -> Result:
    release = Release((counted.published(hidden),), RULE.fewer_than)
    marks = [isinstance(cell, Mark) for _, cell in placed(release.tables[0])]
    return Result(1 - sum(marks) / len(marks), pinned(statements([release])))


METHODS: dict[str, Callable[[Table], Result]] = {
    "this project": ours,
    "NHS Digital (rounded to 5)": nhs,
    "two hidden in a line": two_a_line,
    "small counts only": small_only,
}


def attacked(number: int) -> tuple[int, dict[str, Result]]:
    """Return the mean count of one random table, and what became of it by each method."""
    rng = random.Random(f"table {number}")
    mean = MEANS[number % len(MEANS)]
    rows, columns = rng.randint(2, 12), rng.randint(2, 6)
    each = drawn(rng, rows, columns, mean, clustered=number // 3 % 2 == 1)
    return mean, {name: method(each) for name, method in METHODS.items()}


def linked(number: int) -> Linked:
    """Return what became of releases that share counts, margins or time."""
    rng = random.Random(f"linked {number}")
    mean = rng.choice(MEANS)
    releases: list[Release] = []
    count = 0
    try:
        for together in KINDS[number % len(KINDS)](rng, mean):
            releases.append(suppress(together, RULE, releases))
            count += sum(map(cells, together))
    except Disclosive:
        return Linked("refused")
    *earlier, last = releases
    told = [cell for each in releases for made in each.tables for _, cell in placed(made)]
    shown = sum(isinstance(cell, int) for cell in told)
    return Linked("pinned" if audit(last, RULE, earlier) else "sound", shown, count)


def replayed(number: int) -> int | None:
    """Return how many values of a hidden count are left to one who runs the program himself.

    None for a table in which nothing is hidden but small counts, or that has very many worlds.
    """
    rng = random.Random(f"replayed {number}")
    counts = [[poisson(rng, (7, 10)[number % 2]) for _ in range(3)] for _ in range(2)]
    release = suppress([table(counts)], RULE)
    (made,) = release.tables
    hidden = [quantity for quantity, cell in placed(made) if isinstance(cell, Mark)]
    if Mark.WITHHELD not in {cell for _, cell in placed(made)}:
        return None
    found = list(islice(worlds([release], 100), WORLDS))
    left: dict[Quantity, set[int]] = {quantity: set() for quantity in hidden}
    for world in found:
        inner = [[world[each] for each in row[:-1]] for row in _shape(made)[:-1]]
        if suppress([table(inner)], RULE) == release:
            for quantity in hidden:
                left[quantity].add(world[quantity])
    return min(map(len, left.values())) if len(found) < WORLDS else None


def _shape(made: Published) -> tuple[tuple[Quantity, ...], ...]:
    return quantities(made.subject, made.rows, made.columns)


def _split(rng: random.Random, whole: Table, dimension: str, parts: int) -> Table:
    """Return a table with the same row totals, in other columns."""
    counts = []
    for row in whole.cells:
        shares = [0] * parts
        for entry in row:
            assert isinstance(entry, Count)
            for _ in range(entry.value):
                shares[rng.randrange(parts)] += 1
        counts.append(shares)
    return table(counts, whole.subject, (whole.rows.dimension, dimension))


def _margins(rng: random.Random, mean: float) -> Iterator[list[Table]]:
    first = drawn(rng, rng.randint(2, 6), rng.randint(2, 4), mean, clustered=True)
    yield [first, _split(rng, first, "type", rng.randint(2, 4))]


def _three(rng: random.Random, mean: float) -> Iterator[list[Table]]:
    first = drawn(rng, rng.randint(2, 6), rng.randint(2, 4), mean, clustered=True)
    yield [first, *(_split(rng, first, name, 3) for name in ("type", "region"))]


def _followed(rng: random.Random, mean: float) -> Iterator[list[Table]]:
    (first, second), *_ = _margins(rng, mean)
    yield [first]
    yield [second]


def _halves(rng: random.Random, mean: float) -> Iterator[list[Table]]:
    size = rng.randint(2, 6), rng.randint(2, 4)
    one, two = (drawn(rng, *size, mean / 2, clustered=True) for _ in range(2))
    sums = [
        [a.value + b.value for a, b in zip(*rows, strict=True)]
        for rows in zip(one.cells, two.cells, strict=True)
    ]
    yield [replace(one, subject=subject(FIRST_HALF))]
    yield [table(sums, subject(YEAR))]
    yield [replace(two, subject=subject(SECOND_HALF))]


def _region(rng: random.Random, mean: float) -> Iterator[list[Table]]:
    offices = drawn(rng, rng.randint(2, 6), 3, mean, clustered=True)
    offices = replace(offices, subject=subject(scope=(("region", "region-0"),)))
    sums = [sum(e.value for e in column) for column in zip(*offices.cells, strict=True)]
    others = [[poisson(rng, 2 * mean) for _ in sums] for _ in range(rng.randint(1, 4))]
    yield [table([sums, *others], subject(scope=()), ("region", "status"))]
    yield [offices]


KINDS = (_margins, _three, _followed, _halves, _region)


def told(results: Sequence[tuple[int, dict[str, Result]]]) -> Iterator[str]:
    """Yield a line a method: the share of cells shown by mean count, and tables with one pinned."""
    total = sum(not done["this project"].whole for _, done in results)
    yield f"{len(results)} tables, of which the total alone is told: {total}"
    yield f"{'shown at a mean count of':28}{''.join(f'{mean:>8}' for mean in MEANS)}{'pinned':>9}"
    for name in METHODS:
        shares = [[done[name].shown for mean, done in results if mean == at] for at in MEANS]
        bad = sum(done[name].pinned for _, done in results)
        shown = "".join(f"{sum(each) / len(each):8.1%}" if each else " " * 8 for each in shares)
        yield f"{name:28}{shown}{bad:9}"


def main(arguments: Sequence[str]) -> int:
    """Attack everything, then print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.audit.disclosure")
    parser.add_argument("--tables", type=int, default=10_000)
    parser.add_argument("--linked", type=int, default=500)
    parser.add_argument("--replayed", type=int, default=300, help="small tables to replay")
    given = parser.parse_args(arguments)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:  # as on Windows
        results = list(pool.map(attacked, range(given.tables), chunksize=16))
        releases = list(pool.map(linked, range(given.linked), chunksize=4))
        left = [n for n in pool.map(replayed, range(given.replayed), chunksize=4) if n is not None]
    print("\n".join(told(results)))
    ends = Counter(each.end for each in releases)
    share = sum(each.shown for each in releases) / max(1, sum(each.cells for each in releases))
    said = ", ".join(f"{ends[end]} {end}" for end in ("sound", "refused", "pinned"))
    print(f"{given.linked} linked or successive: {said}; {share:.1%} of their cells shown")
    few = sum(n < RULE.values_left for n in left)
    print(
        f"{given.replayed} tables of 2 x 3, {len(left)} with more than small counts hidden, to one"
        f" who runs the program: {few} leave fewer than {RULE.values_left} values,"
        f" {left.count(1)} a single one"
    )
    bad = sum(done["this project"].pinned for _, done in results) + ends["pinned"]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
