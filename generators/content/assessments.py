"""Tools by which a partner's capacity is assessed; the rating is computed from scores, never typed.

The tools are configuration: standards, scale and thresholds differ, and both in use are kept
(United Nations Implementing Partner PSEA Capacity Assessment; the earlier tool of 2020).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from generators.content.facts import Fact
from generators.content.record import Flag, Id, Language, Prose, Record, Whole, Words, words
from generators.content.texts import text_hash

RATINGS = ("full", "medium", "low")
"""The ratings that scores can give, best first."""
NOT_APPLICABLE = "not applicable"
COMPUTED: dict[str, tuple[str, ...]] = {
    "assessment_rating": ("assessment_state", "assessment_tool", "assessment_scores"),
    "assessment_valid_until": ("assessment_tool", "assessment_date"),
    "closer_monitoring": ("assessment_rating", "funds_transferred", "high_risk"),
    "project_risks": ("beneficiary_contact", "high_risk"),
    "corrective_plan_end": ("corrective_actions",),
    "corrective_months_most": ("assessment_tool",),
}
"""What an annex computes from other answers, and from which."""


class Standard(Record):
    """One standard of a tool; some do not apply to every partner."""

    id: Id
    name: Words
    can_be_not_applicable: Flag = False


class Tool(Fact):
    """One assessment tool.

    `scale` maps the word for each score to its points; from `met_from` points a standard counts as
    met. A partner is rated `full` or `medium` from that many points in all, else low. A standard
    that does not apply counts as met. `valid_years` is how long a result holds, `plan_months_most`
    how long a corrective plan may run in all.
    """

    title: Words
    instrument: Id
    standards: Annotated[list[Standard], Field(min_length=1)]
    scale: Annotated[dict[Prose, Whole], Field(min_length=2)]
    met_from: Whole
    full_from: Whole
    medium_from: Whole
    valid_years: Annotated[Whole, Field(ge=1)]
    plan_months: Annotated[Whole, Field(ge=1)]
    plan_months_most: Annotated[Whole, Field(ge=1)]

    def sha256_in(self, lang: Language) -> str:
        """Return the hash of what decides on a rating and on dates, and of the words that print."""
        no_words = self.model_dump(
            mode="json", exclude={"source": True, "title": True, "standards": {"__all__": {"name"}}}
        )
        decides = json.dumps(no_words, sort_keys=True)
        names = [words(each.name, lang) for each in self.standards]
        return text_hash([words(self.title, lang), *names, decides])

    def words_for(self, standard: Standard) -> list[str]:
        """Return the scores that a standard can be given, in words."""
        extra = [NOT_APPLICABLE] if standard.can_be_not_applicable else []
        return [*self.scale, *extra]

    def rating(self, scores: Mapping[str, str]) -> str:
        """Return the rating that scores give, by standard; every standard must have one."""
        best = max(self.scale.values())
        points = sum(self.scale.get(scores[s.id], best) for s in self.standards)
        if points >= self.full_from:
            return "full"
        return "medium" if points >= self.medium_from else "low"

    def unmet(self, scores: Mapping[str, str]) -> list[str]:
        """Return the standards that are not met, in the order of the tool."""
        best = max(self.scale.values())
        given = {s.id: self.scale.get(scores[s.id], best) for s in self.standards}
        return [ident for ident, points in given.items() if points < self.met_from]

    def valid_until(self, assessed_on: dt.date) -> dt.date:
        """Return the last day on which a result holds."""
        try:
            end = assessed_on.replace(year=assessed_on.year + self.valid_years)
        except ValueError:  # 29 February
            end = assessed_on.replace(year=assessed_on.year + self.valid_years, day=28)
        return end - dt.timedelta(days=1)
