"""Checks of HabPost stories."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.magazine import MagazineIssue
from generators.content.problems import Problem
from generators.content.source import Location, nearest
from generators.content.stories import appeared

OUT = ("approved", "published")
"""What readers see, or will: here a fault keeps the site from being built."""
_CITED = re.compile(r"(?<![\\!])\[(\d{1,2})\](?!\()")
"""A source by its number; three and more digits are a year or the like."""

_ASK = {
    "consent": "nobody has been asked yet. If no person in it can be recognised, write `none"
    " needed`; else ask them, and write reference, expires and scope.",
    "ongoing_case": "nobody has been asked yet whether it touches a case that is still open. Ask"
    " the PSEA coordinator, then write `false`; if it does, leave the story out.",
}


def no_ongoing_case(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no story touches a case that is still open."""
    for story in library.stories.values():
        if story.ongoing_case is True:
            yield Problem(
                story.path,
                story.line("ongoing_case"),
                "touches an ongoing case. HabPost does not write about open cases at all: leave"
                " the story out until the case is closed, and ask the PSEA coordinator.",
            )


def what_is_unknown_is_asked(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that case and consent are known before a story is approved; warn of it earlier."""
    for story in library.stories.values():
        for name in story.not_asked:
            yield Problem(
                story.path,
                story.line(name),
                f"says `{name}: unknown`: {_ASK[name]}",
                "error" if story.status in OUT else "warning",
            )


def stories_lie_in_their_year(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a story lies in the folder of its year, so that no two share an address.

    A translation lies beside its original, whenever it was made.
    """
    for story in library.stories.values():
        folder = story.path.split("/")[-2]
        if folder != str(story.date.year) and not story.translation_of:
            yield Problem(
                story.path,
                story.line("date"),
                f"is dated {story.date.date().isoformat()}, but lies in {folder}/. Move the file"
                " to the folder of its year, or correct the date.",
            )


def reviewers_have_authority(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that those who cleared a story may, and did not write it."""
    for story in library.stories.values():
        for index, ident in enumerate(story.reviewed_by):
            role = library.roles.get(ident)
            if ident in story.authors or (role and "habpost" not in role.may_approve):
                able = [r.id for r in library.roles.values() if "habpost" in r.may_approve]
                yield Problem(
                    story.path,
                    story.line("reviewed_by", index),
                    f"is cleared by `{ident}`, who wrote it or may not clear stories. These roles"
                    f" may, unless they wrote it: {', '.join(able) or 'none'}.",
                )


def consent_holds(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that recorded consent has not run out and covers the intranet, where stories stand."""
    for story in library.stories.values():
        consent = story.consent
        if isinstance(consent, str) or not library.shows(story, on):
            continue
        if consent.expires < on:
            yield Problem(
                story.path,
                story.line("consent", "expires"),
                f"rests on consent that ran out on {consent.expires}. Withdraw the story, or have"
                " the consent renewed.",
            )
        if "intranet" not in consent.scope:
            yield Problem(
                story.path,
                story.line("consent", "scope"),
                f"is published on the intranet, but consent covers {', '.join(consent.scope)}."
                " Withdraw the story, or ask for consent.",
            )


def what_is_withdrawn_stays_away(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no story comes back under the name of one that was withdrawn."""
    for ident in library.withdrawn:
        if story := library.stories.get(ident):
            yield Problem(
                story.path,
                story.line("id"),
                f"has the id of a story that was withdrawn ({library.withdrawn[ident].path}). Give"
                " it another, or delete the file.",
            )


def tags_are_subjects(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a story is filed under subjects that there are, so that it is found by them."""
    known = library.subjects.names if library.subjects else {}
    for story in library.stories.values():
        for index, tag in enumerate(story.tags):
            if tag not in known:
                yield Problem(
                    story.path,
                    story.line("tags", index),
                    f"has the tag `{tag}`, no subject of content/habpost/subjects.yml."
                    f"{nearest(tag, list(known))} Correct it, or add the subject.",
                )


def what_is_cited_is_a_source(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each number in brackets leads to a source; in a draft it is only warned of."""
    for story in library.stories.values():
        for number, line in enumerate(story.body.splitlines(), start=1):
            for cited in _CITED.findall(line):
                if not 1 <= int(cited) <= len(story.sources):
                    yield Problem(
                        story.path,
                        story.body_position(number),
                        f"cites [{cited}], but `sources` has {len(story.sources)}. Correct the"
                        " number, or add the source.",
                        "error" if story.status in OUT else "warning",
                    )


def updates_have_happened(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a change lies after the story and not after today: feeds sort by it."""
    for story in library.stories.values():
        if story.updated and not (
            story.date <= story.updated.on and story.updated.on.date() <= max(on, story.date.date())
        ):
            yield Problem(
                story.path,
                story.line("updated", "on"),
                f"was changed on {story.updated.on.date().isoformat()}, which is before the story"
                " appeared or still to come. Correct the moment.",
            )


def summaries_are_plain(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a summary is one line of plain words, as feeds and mail programs show it.

    In a draft, which may come from elsewhere, it is only warned of.
    """
    for story in library.stories.values():
        if found := re.search(r"\n(?!\Z)|\{\w+:|\*\*", story.summary):
            what = "more than one line" if found[0] == "\n" else f"`{found[0]}`"
            yield Problem(
                story.path,
                story.line("summary"),
                f"has {what} in its summary, which is shown as it is. Write plain words there.",
                "error" if story.status in OUT else "warning",
            )


def translations_name_their_story(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that a translated story names another that is none, and is called after it."""
    for story in library.stories.values():
        if story.translation_of is None:
            continue
        first = library.stories.get(story.translation_of)
        if first is None or first.translation_of or first.lang == story.lang:
            yield Problem(
                story.path,
                story.line("translation_of"),
                f"translates `{story.translation_of}`, which is no story in another language."
                f"{nearest(story.translation_of, list(library.stories))} Correct the name.",
            )
        elif story.id != f"{first.id}-{story.lang}":
            yield Problem(
                story.path,
                story.line("id"),
                f"is called `{story.id}`, but translates `{first.id}` into {story.lang}. Call the"
                f" file {first.id[5:]}-{story.lang}.md and the story `{first.id}-{story.lang}`.",
            )


def translated_stories_are_up_to_date(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a translated story whose original has moved; refuse one that pins nothing."""
    for story in library.stories.values():
        first = library.stories.get(story.translation_of or "")
        if first is None or first.lang == story.lang or story.translates == first.sha256:
            continue
        pin = f"psea translate pin {story.path}"
        if story.translates is None:
            message = f"does not say which words it translates. When it says what {first.path} says"
            yield Problem(story.path, story.line("translation_of"), f"{message}: {pin}")
        else:
            message = (
                f"translates other words than {first.path} has now. Readers are told that it is out"
                f" of date; when it says the same again: {pin}"
            )
            yield Problem(story.path, story.line("translates"), message, "warning")


def issues_name_stories(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that an issue that has appeared holds stories that readers may see."""
    for issue in library.issues.values():
        for at, ident in _named(issue):
            story = library.stories.get(ident)
            if ident in library.withdrawn:
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"names the story `{ident}`, which was withdrawn; readers do not see it. Take"
                    " it out of the issue.",
                    "warning",
                )
            elif story is None:
                hint = nearest(ident, list(library.stories))
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"names the story `{ident}`, which is not"
                    f" there.{hint} Correct the name, or write the story.",
                )
            elif story.expires and story.expires < on:
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"names the story `{ident}`, which expired on {story.expires}; readers do not"
                    " see it. Take it out of the issue.",
                    "warning",
                )
            elif appeared(issue.date, on, library.until) and not library.shows(story, on):
                yield Problem(
                    issue.path,
                    issue.line(*at),
                    f"has appeared, but its story `{ident}` is {story.status}, dated"
                    f" {story.date.isoformat()}. Take it out of the issue.",
                )


def _named(issue: MagazineIssue) -> Iterator[tuple[Location, str]]:
    yield ("feature",), issue.feature
    for index, corner in enumerate(issue.corners):
        if corner.story:
            yield ("corners", index, "story"), corner.story


def future_stories_are_known(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a published story whose moment has not come; readers do not see it yet."""
    now = f"{library.until:%Y-%m-%dT%H:%M:%SZ}" if library.until else on.isoformat()
    for story in library.stories.values():
        if story.status == "published" and not appeared(story.date, on, library.until):
            yield Problem(
                story.path,
                story.line("date"),
                f"is published, but its date, {story.date.isoformat()}, is after {now}: nobody sees"
                " it before a build at that time or later.",
                "warning",
            )
