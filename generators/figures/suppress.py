"""Disclosure control: which counts a release hides, so that no small one can be worked out.

Small counts are hidden first (primary suppression), then others by the places of these (see
`pattern`). Then, as long as the audit finds a count with too few possible values, the cheapest
world is looked for in which it has another one, and the shown cells that differ there are hidden
with it (complementary suppression, count by count; the idea is that of M. Fischetti and J. J.
Salazar, Management Science 47 (2001), 1008-1027).

The intruder who is reckoned with knows the rule. One who also runs this program, for every world
that agrees with a small table, may rule out worlds for which it would have hidden something else:
how often that is so is measured by `python -m tests.audit.disclosure`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

from generators.content.figures import FigureRule
from generators.figures.audit import Finding, Question, closed, narrow
from generators.figures.counted import Counted, refusals
from generators.figures.knowledge import Statement, knowledge, statements
from generators.figures.pattern import by_pattern
from generators.figures.release import Quantity, Release
from generators.figures.search import Search
from generators.figures.tables import NotAllowed, Table

Hidden = set[Quantity]


class Disclosive(Exception):
    """Raised where hiding does not help: what was published, or must be, tells too much."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        told = "\n".join(map(str, findings))
        super().__init__(
            f"{told}\nToo little is left open, whatever is hidden in the new tables. Publish these"
            " figures over a longer time, or for larger groups."
        )


def suppress(tables: Sequence[Table], rule: FigureRule, earlier: Sequence[Release] = ()) -> Release:
    """Return tables as they may be published, together and after all earlier releases.

    The same input gives the same release. A table of which no breakdown can be told keeps its
    total only, or not even that. Raises `NotAllowed` for tables against the rule, `Disclosive`
    where earlier releases, or totals that are always told, tell too much already.
    """
    if wrong := refusals(tables, rule):
        raise NotAllowed("\n".join(wrong))
    attempt = Attempt([Counted(table, rule) for table in tables], rule, earlier)
    while (stuck := attempt.close()) is not None:
        attempt = attempt.coarser(stuck)
    attempt.show_what_need_not_hide()
    return attempt.release()


class Attempt:
    """Tables in some detail, and the counts that are hidden in them by now."""

    def __init__(self, tables: list[Counted], rule: FigureRule, earlier: Sequence[Release]) -> None:
        self.tables, self.rule, self.earlier = tables, rule, earlier
        self.before = statements(earlier)
        self.loose = {q: told for each in tables for q, told in each.loose.items()}
        first = statements([Release(tuple(t.published(set()) for t in tables), rule.fewer_than)])
        self.pattern = by_pattern(self.before, first, self.loose)
        self.hidden: Hidden = {*self.pattern}

    def release(self) -> Release:
        """Return the release with what is hidden by now."""
        published = (table.published(self.hidden) for table in self.tables)
        return Release(tuple(published), self.rule.fewer_than)

    def told(self) -> list[Statement]:
        """Return what is told by now, by earlier releases too."""
        return [*self.before, *statements([self.release()])]

    def close(self) -> Question | None:
        """Hide counts until nothing can be worked out; return a question that none can help."""
        while found := closed(knowledge(self.told()), self.rule):
            before = len(self.hidden)
            for question, values in found:
                more = self.opened(question, values)
                if more is None:
                    return question
                self.hidden |= more
            if len(self.hidden) == before:
                return found[0][0]
        return None

    def opened(self, question: Question, values: Collection[int]) -> Hidden | None:
        """Return what to hide so that a count has one more possible value; None if nothing helps.

        Counts that may be hidden can have any value from the threshold on; each step away from the
        true one has its price.
        """
        if not values:
            return None
        free = {q: told for q, told in self.loose.items() if q not in self.hidden}
        search = Search(self._loosened(free.keys()), free, question)
        around = search.within((max(values) + 1, None), (0, min(values) - 1))
        if around is None:
            holes = set(range(min(values) + 1, max(values))) - set(values)
            return search.within(*((value, value) for value in sorted(holes)))
        return around

    def _loosened(self, free: Set[Quantity]) -> list[Statement]:
        """Return what is told if each of these counts is hidden."""
        given = statements([self.release()])
        for each in given:
            hidden = dict.fromkeys(free & each.told.keys(), (self.rule.fewer_than, None))
            each.told.update(hidden)
        return [*self.before, *given]

    def coarser(self, stuck: Question) -> Attempt:
        """Return a new attempt in which one table tells less: one with that count, else the last.

        Raises `Disclosive` where none can.
        """
        named = {stuck.quantity, stuck.less}

        def likely(at: int) -> tuple[bool, bool, int]:
            table = self.tables[at]
            return table.detail == "breakdown", bool(named & table.entries.keys()), at

        for at in sorted(range(len(self.tables)), key=likely, reverse=True):
            if less := self.tables[at].coarser():
                tables = [*self.tables[:at], less, *self.tables[at + 1 :]]
                return Attempt(tables, self.rule, self.earlier)
        raise Disclosive(narrow(self.told(), self.rule))

    def show_what_need_not_hide(self) -> None:
        """Show each count again, the dearest first, where everything stays open even so.

        What the pattern hides stays: to show some of it would tell that it need not hide.
        """
        for quantity in sorted(self.hidden - self.pattern, key=lambda q: (-self.loose[q][1], q)):
            self.hidden.remove(quantity)
            if closed(knowledge(self.told()), self.rule):
                self.hidden.add(quantity)
