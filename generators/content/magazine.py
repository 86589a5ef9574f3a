"""HabPost as a magazine: numbered issues, and the subjects under which stories are found."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generators.content.record import Id, Language, Record, ToConfirm, Whole, Words
from generators.content.stories import Moment


class Corner(Record):
    """A standing corner of an issue: a story, or a few words of its own."""

    id: Id
    title: Words
    story: Id | None = None
    text: Words | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.story is None) == (self.text is None):
            raise PydanticCustomError("corner", "give either `story:` or `text:`")
        return self


class MagazineIssue(Record):
    """One issue of HabPost: introduction, feature story, standing corners.

    `date` is when it appears; before that it is on no page.
    """

    number: Annotated[Whole, Field(ge=1, le=9999)]
    date: Moment
    introduction: Words
    feature: Id
    corners: list[Corner] = Field(default_factory=list)
    to_confirm: ToConfirm

    @property
    def stories(self) -> list[str]:
        """Return the stories of the issue, the feature first."""
        return [self.feature, *(corner.story for corner in self.corners if corner.story)]


class Withdrawal(Record):
    """What is left of a story that was withdrawn: which one, in which language, and when.

    It holds no word of the story. Feeds tell readers' programs to forget it.
    """

    id: Id
    lang: Language
    withdrawn_on: Moment


class Subjects(Record):
    """The subjects that stories may bear as tags, by their ids, in the words readers see."""

    names: dict[Id, Words]
