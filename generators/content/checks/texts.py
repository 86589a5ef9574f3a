"""Checks of approved texts: who wrote, who cleared, and whether the words are still those."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.authority import faults
from generators.content.library import Library
from generators.content.problems import Level, Problem
from generators.content.prose import (
    Answer,
    Citation,
    ClauseNumber,
    Heading,
    Inline,
    Paragraph,
    TermUse,
    plain,
    walk,
)
from generators.content.record import MASTER, Record
from generators.content.source import Location, nearest
from generators.content.stories import Story
from generators.content.texts import TextVersion


def roles_exist(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that authors, reviewers and approvers are roles in content/roles/."""
    for record, role, at in _named_roles(library):
        if role not in library.roles:
            yield Problem(
                record.path,
                record.line(*at),
                f"names the role `{role}`, which has no file in content/roles/."
                f"{nearest(role, list(library.roles))} Correct the name or add the role.",
            )


def _named_roles(library: Library) -> Iterator[tuple[Record, str, Location]]:
    for versions in (*library.texts.values(), *library.agreements.values()):
        yield from ((version, version.author, ("author",)) for version in versions)
    for story in library.stories.values():
        yield from ((story, role, ("authors", n)) for n, role in enumerate(story.authors))
        yield from ((story, role, ("reviewed_by", n)) for n, role in enumerate(story.reviewed_by))


def texts_have_a_home(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no text lies in a folder without its clause.yml or article.yml."""
    homes = {"clauses": library.clauses, "conduct": library.articles}
    for item, versions in library.texts.items():
        kind, ident = item.split("/")
        if ident not in homes[kind]:
            name = "clause.yml" if kind == "clauses" else "article.yml"
            for version in versions:
                yield Problem(
                    version.path,
                    1,
                    f"is a text without a home: content/{item}/{name} is missing. Add it.",
                )


def every_item_has_a_master_text(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each clause and article has words in the master language, in every version."""
    items: list[tuple[str, Record]] = [(f"clauses/{c.id}", c) for c in library.clauses.values()]
    items += [(f"conduct/{a.id}", a) for a in library.articles.values()]
    for item, record in items:
        versions = library.texts.get(item, ())
        masters = {version.version for version in versions if version.lang == MASTER}
        if not masters:
            yield Problem(record.path, 1, f"has no text. Write it in content/{item}/1.{MASTER}.md.")
        for version in versions:
            if masters and version.version not in masters:
                yield Problem(
                    version.path,
                    1,
                    f"translates version {version.version}, of which there is no"
                    f" {version.version}.{MASTER}.md. Write that first, or correct the number.",
                )


def prose_is_readable(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that bodies keep to the small Markdown and that what they name exists."""
    texts: list[TextVersion | Story] = [*library.stories.values()]
    for versions in library.texts.values():
        texts += versions
    for text in texts:
        for fault in text.prose.unreadable:
            yield Problem(
                text.path,
                text.body_position(fault.line),
                f"holds {fault.what}, which cannot be carried into Word, mail and pages alike."
                " Use paragraphs, `-` lists, *emphasis* and **strong** only.",
            )
        kind = text.path.split("/")[1] if "/" in text.path else ""
        if kind == "clauses" and not isinstance(next(iter(text.prose.blocks), None), Paragraph):
            first = "begins with a list or holds no paragraph. Begin with a sentence: it is 1.1."
            yield Problem(text.path, text.body_line, first)
        for block in text.prose.blocks if kind != "habpost" else ():
            if isinstance(block, Heading):
                yield Problem(
                    text.path,
                    text.body_position(block.line),
                    "holds a heading, which only stories may have. Use a paragraph.",
                )
        for line, inline in walk(text.prose.blocks):
            if message := _unknown(inline, library, kind):
                yield Problem(text.path, text.body_position(line), message)


def _unknown(inline: Inline, library: Library, kind: str) -> str | None:
    match inline:
        case Citation(ident) if ident not in library.instruments:
            hint = nearest(ident, list(library.instruments))
            return f"cites the instrument `{ident}`, which content/instruments/ lacks.{hint}"
        case TermUse(ident) if ident not in library.glossary:
            hint = nearest(ident, list(library.glossary))
            return f"uses the term `{ident}`, which content/glossary/ lacks.{hint}"
        case ClauseNumber(topic) if kind == "clauses" and topic not in library.topics:
            hint = nearest(topic, list(library.topics))
            return f"refers to a clause on `{topic}`, but no clause has that topic.{hint}"
        case Answer() | ClauseNumber() if kind != "clauses":
            return f"holds `{plain([inline])}`, which only clauses may use. Write the words out."
    return None


def code_lists_every_article(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that the code of conduct names each article exactly once, and only those."""
    if library.code is None:
        if library.articles:
            yield Problem("content/conduct", 1, "has articles but no code.yml. Add it.")
        return
    listed = library.code.articles
    for index, ident in enumerate(listed):
        if ident not in library.articles or ident in listed[:index]:
            why = "twice" if ident in listed[:index] else "but there is no such folder"
            yield Problem(
                library.code.path,
                library.code.line("articles", index),
                f"lists the article `{ident}` {why}.{nearest(ident, list(library.articles))}",
            )
    for ident in sorted(set(library.articles) - set(listed)):
        yield Problem(
            library.articles[ident].path,
            1,
            f"is not listed in {library.code.path}, so no reader would see `{ident}`. List it.",
        )


def approvals_fit_their_texts(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each approval names a text, its very words, and another role than the author."""
    for key, approval in library.approvals.items():
        text = library.approvable.get(key)
        if text is None:
            message = f"approves `{key}`, which does not exist. Restore that text."
            yield Problem(approval.path, approval.line("item"), message)
            continue
        for at, message in faults(library, approval, text):
            yield Problem(approval.path, approval.line(at), message)


def translations_follow_their_original(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a translation whose original has other words now; refuse one that pins nothing."""
    for item, versions in library.texts.items():
        masters = {text.version: text.sha256 for text in versions if text.lang == MASTER}
        for text in versions:
            if text.lang == MASTER or text.version not in masters:
                continue
            original = f"content/{item}/{text.version}.{MASTER}.md"
            if text.translates in (None, "pending"):
                message = (
                    "does not say which words it translates. When it says what"
                    f" {original} says: psea translate pin {text.path}"
                )
                level: Level = "warning" if text.translates else "error"
                yield Problem(text.path, text.line("translates"), message, level)
            elif text.translates != masters[text.version]:
                yield Problem(
                    text.path,
                    text.line("translates"),
                    f"translates other words than {original} has now. Readers are told that it is"
                    f" out of date; when it says the same again: psea translate pin {text.path}",
                    "warning",
                )
