"""What every section of a plan's document is made from, and how it says what nobody knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from generators.content.library import Library
from generators.content.plan import Line, Plan
from generators.content.prose import BulletList, Heading, Inline, Text
from generators.content.record import Language
from generators.document.marks import to_confirm, told
from generators.document.model import Facts
from generators.document.phrases import Say, phrases
from generators.plan.names import FIELDS, STATUSES, activity_name
from generators.plan.status import PlanStatus, plan_status


@dataclass(frozen=True)
class PlanYear:
    """A plan as it stands on a day, to be told in a language."""

    library: Library
    plan: Plan
    lang: Language
    on: dt.date

    @property
    def say(self) -> Say:
        """Return what says the program's words in the language."""
        return phrases(self.lang)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of the plan in the order of the areas."""
        return tuple(self.library.plan_lines(self.plan))

    @cached_property
    def status(self) -> PlanStatus:
        """Return how the plan stands on the day."""
        return plan_status(self.library, self.plan, self.on)

    def heading(self, words: str, anchor: str, level: int = 2) -> Heading:
        """Return the heading of a section."""
        return Heading(level, (Text(words),), anchor=anchor)

    def heads(self, *names: str) -> tuple[tuple[Inline, ...], ...]:
        """Return the header of a table."""
        return tuple((Text(name),) for name in names)

    def field(self, name: str) -> str:
        """Return what a field of a line is called."""
        return self.say(FIELDS[name])

    def status_of(self, line: Line) -> str:
        """Return the status of a line in words."""
        return self.status_words(line.activity.status or "")

    def status_words(self, status: str) -> str:
        """Return a status in words; that of a line without one is the empty string."""
        return self.say(STATUSES[status])

    def open_points(self, *points: str) -> Facts:
        """Return what a section should say and the content does not hold."""
        say = self.say
        return Facts(((say("To be confirmed"), (Text("; ".join(points)),)),))

    def unknown(self) -> tuple[Inline, ...]:
        """Return what stands in the place of a value that nobody has given."""
        return to_confirm(self.lang)[1:]

    def role(self, ident: str | None) -> tuple[Inline, ...]:
        """Return the title of a role; roles stand for people everywhere."""
        role = self.library.roles.get(ident or "")
        return told(role.title, self.lang) if role else self.unknown()

    def listed(self, areas: Iterable[str]) -> list[BulletList]:
        """Return the activities of some areas, each with the reference that the matrix gives it."""
        chosen = {*areas}
        items = [
            (*activity_name(line, self.lang), Text(f" [{line.activity.id}]"))
            for line in self.lines
            if line.output.area in chosen
        ]
        return [BulletList(tuple(items))] if items else []
