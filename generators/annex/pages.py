"""The clause library on the site: which annexes there are, and a page for each clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generators.content.agreements import Agreement, Place
from generators.content.library import Library
from generators.content.prose import (
    Answer,
    Citation,
    ClauseNumber,
    Emphasis,
    Heading,
    Inline,
    Link,
    Paragraph,
    Strong,
    Text,
)
from generators.content.record import MASTER, Language, words
from generators.content.texts import Clause
from generators.document.citing import citing
from generators.document.filling import Change
from generators.document.marks import spelled_day, standing_notice, told
from generators.document.model import Facts, Notice, PlainBlock, Row, Table
from generators.document.page import Page
from generators.document.phrases import phrases


def clause_library(library: Library, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    """Yield each annex with its clauses, what each asks, and when it stands."""
    say = phrases(lang)
    for ident in sorted(library.agreements):
        standing = library.agreement(ident, lang, on)
        if standing is None:
            continue
        agreement = standing.text
        yield Heading(2, told(agreement.title, lang), anchor=ident)
        yield standing_notice(standing, lang)
        for point in agreement.open_points:
            open_to = Strong((Text(say("To be confirmed by the Legal Unit: ")),))
            yield Notice("note", (open_to, *told({MASTER: point}, lang)))
        titles = (say("Clause"), say("What it asks"), say("Stands"))
        header = tuple((Text(title),) for title in titles)
        rows = tuple(
            _row(library, agreement, place, ident, lang, on)
            for place in agreement.clauses
            for ident in place.clauses
        )
        yield Table(header, rows, (28, 47, 25), caption=words(agreement.annex_title, lang))


def _row(
    library: Library, agreement: Agreement, place: Place, ident: str, lang: Language, on: dt.date
) -> Row:
    clause, say = library.clauses[ident], phrases(lang)
    standing = library.text(f"clauses/{clause.id}", lang, on)
    title = standing.text.title if standing else clause.id
    link = Link(f"clause:{clause.id}", (Text(title),))
    about = told(clause.about, lang)
    when = told_condition(agreement, place, lang)
    if ident != place.clause:
        when = say("As a fallback, if the Legal Unit accepts it")
    return Row(((link,), about, (Text(when),)))


def told_condition(agreement: Agreement, place: Place, lang: Language) -> str:
    """Return in plain words when a clause stands in an annex."""
    say = phrases(lang)
    if not place.when:
        return say("Always")
    parts, yes_no = [], {"yes": say("yes"), "no": say("no")}
    for name, allowed in place.when.items():
        question = agreement.by_name[name]
        values = [
            words(question.options[value], lang) if value in question.options else yes_no[value]
            for value in allowed
        ]
        line = say(" or ").join(values)
        label = words(question.label, lang)
        parts.append(say("{label}: {answer}").format(label=label, answer=line))
    return say(" and ").join(parts)


def clause_pages(library: Library, lang: Language, on: dt.date) -> Iterator[Page]:
    """Yield a page for each clause that has words in the language."""
    for clause in library.clauses.values():
        standing = library.text(f"clauses/{clause.id}", lang, on)
        if standing:
            yield Page(
                path=f"partners/clauses/{clause.id}",
                title=standing.text.title,
                blocks=tuple(_clause(library, clause, lang, on)),
                origin=standing.text.path,
                description=words(clause.about, lang),
            )


def _clause(library: Library, clause: Clause, lang: Language, on: dt.date) -> Iterator[PlainBlock]:
    say, cite = phrases(lang), citing(library, lang)
    standing = library.text(f"clauses/{clause.id}", lang, on)
    assert standing is not None
    named = naming(library, lang, on, clause.id)
    yield standing_notice(standing, lang)
    yield Paragraph((Emphasis(told(clause.about, lang)),))
    yield Heading(2, (Text(say("Text")),), anchor="text")
    for block in standing.text.prose.blocks:
        yield named.plain(cite.plain(block))
    yield Heading(2, (Text(say("About this clause")),), anchor="about")
    yield Facts(tuple(_about(library, clause, lang, on)))
    if clause.to_confirm:
        fields = ", ".join(clause.to_confirm)
        line = say("To be confirmed by the legal unit: {fields}.").format(fields=fields)
        yield Notice("note", (Text(line),))


def _about(
    library: Library, clause: Clause, lang: Language, on: dt.date
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    say, cite = phrases(lang), citing(library, lang)
    standing = library.text(f"clauses/{clause.id}", lang, on)
    assert standing is not None
    text = standing.text
    rests: list[Inline] = []
    for ident in clause.instruments:
        rests += [Text(say(", ")), Citation(ident)] if rests else [Citation(ident)]
    yield say("Topic of the catalogue"), (Text(clause.catalogue),)
    yield say("Version"), (Text(f"{text.version}, {spelled_day(text.effective_from, lang)}"),)
    yield say("Reason for this version"), (Text(text.reason),)
    yield say("Rests on"), cite.inlines(rests)
    yield say("Can be negotiated"), (Text(say("Yes") if clause.negotiable else say("No")),)
    always = say("Yes, in every annex") if clause.always else say("No")
    yield say("Can never be left out"), (Text(always),)


def naming(library: Library, lang: Language, on: dt.date, clause: str) -> Change:
    """Return the change that shows places to fill by their labels, and clauses by their titles.

    `clause` is the one whose text it is: of several clauses on a topic, the one is meant that can
    stand in an annex with it.
    """
    return Change(lambda inline: _named(library, inline, lang, on, clause))


def _meant(library: Library, topic: str, clause: str) -> str:
    variants = library.topics[topic]
    together = (
        [place.clause for place in versions[-1].clauses]
        for versions in library.agreements.values()
        if any(place.clause == clause for place in versions[-1].clauses)
    )
    meant = (ident for places in together for ident in places if ident in variants)
    return next(meant, variants[0])


def _named(
    library: Library, inline: Inline, lang: Language, on: dt.date, clause: str
) -> tuple[Inline, ...]:
    """Show places to fill as what they ask, and references as the title of the clause."""
    match inline:
        case Answer(name):
            return (Emphasis((Text(f"[{_label(library, name, lang, on)}]"),)),)
        case ClauseNumber(topic):
            ident = _meant(library, topic, clause)
            standing = library.text(f"clauses/{ident}", lang, on)
            title = standing.text.title if standing else ident
            say = phrases(lang)
            quoted = say("“{title}”").format(title=title)
            return (Link(f"clause:{ident}", (Text(quoted),)),)
        case _:
            return (inline,)


def _label(library: Library, name: str, lang: Language, on: dt.date) -> str:
    for ident in sorted(library.agreements):
        standing = library.agreement(ident, lang, on)
        if standing and name in standing.text.by_name:
            return words(standing.text.by_name[name].label, lang)
    return name
