"""The rule by which figures are published without telling of single persons (disclosure control).

Terms are those of the Handbook on Statistical Disclosure Control: a small count is a primary
suppression, what is hidden so that nobody can work it out is a complementary one.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generators.content.record import Flag, Id, Record, Whole


class FigureRule(Record):
    """What may be told.

    In a breakdown, counts from 1 to one below `fewer_than` print as "fewer than", and so do zeros
    of tables that are not declared structurally public. Of every count that is hidden at least
    `values_left` values must remain possible, for a reader who knows this rule and everything that
    was ever published. The default is 3: somebody who took part in one case knows that the count
    is not 0, and two values are left even so. `exact_annual_total` says that the total for the
    whole entity and a calendar year is always told. Tables break down by `dimensions` only, and
    cover at least `months_least` months.
    """

    fewer_than: Annotated[Whole, Field(ge=3)] = 5
    values_left: Annotated[Whole, Field(ge=2)] = 3
    exact_annual_total: Flag = True
    months_least: Annotated[Whole, Field(ge=3)] = 3
    dimensions: Annotated[list[Id], Field(min_length=1)]
