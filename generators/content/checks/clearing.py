"""Checks of what must be settled before readers see a story: open case, consent, review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.stories import OUT

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
