"""Checks of facts: sources that exist, symbols that are right, contacts that somebody tried."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from generators.content.facts import EVERYTHING, Fact
from generators.content.learning import Step
from generators.content.library import Library
from generators.content.plan import DEEPER, Activity
from generators.content.problems import Problem
from generators.content.prose import SYMBOL
from generators.content.record import Record
from generators.content.reports import Certification, YearReport
from generators.content.source import Location, nearest
from generators.content.texts import Article, Clause

WARN_AFTER_DAYS = 90
_WRONG_BULLETIN = re.compile(r"ST/SGB/2003/1(?!\d)")


def to_confirm_names_a_field(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that `to_confirm` lists fields of the record, or `everything`."""
    for record, at, names, fields in _to_confirm(library):
        for index, name in enumerate(names):
            if name not in fields and name != EVERYTHING:
                yield Problem(
                    record.path,
                    record.line(*at, "to_confirm", index),
                    f"`to_confirm` names `{name}`, which is not a field of this file"
                    f" ({', '.join(fields)}). Correct the name.",
                )


def _to_confirm(library: Library) -> Iterator[tuple[Record, Location, list[str], list[str]]]:
    """Yield each record, where in it a `to_confirm` stands, what that names, and what it may."""
    groups = (library.instruments, library.channels, library.glossary, library.directory)
    plans = (library.plans, library.outputs, library.briefings)
    learning = (library.courses, library.paths, library.risks, library.mechanisms)
    for group in (*groups, library.clauses, library.articles, *plans, *learning):
        for record in group.values():
            fields = [*type(record).model_fields, *_words_of(record)]
            yield record, (), record.to_confirm, fields
    for report in library.reports.values():
        yield report, (), report.to_confirm, [*YearReport.model_fields]
    for letter in library.certifications.values():
        fields = [*Certification.model_fields, *(each.id for each in letter.statements)]
        yield letter, (), letter.to_confirm, fields
    for output in library.outputs.values():
        fields = [*Activity.model_fields, *DEEPER]
        for index, activity in enumerate(output.activities):
            yield output, ("activities", index), activity.to_confirm, fields
    for path in library.paths.values():
        for index, step in enumerate(path.steps):
            yield path, ("steps", index), step.to_confirm, [*Step.model_fields]


def _words_of(record: Record) -> set[str]:
    """Return `text` for a clause or an article: its words lie in the files beside it."""
    return {"text"} if isinstance(record, Clause | Article) else set()


def instruments_exist(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every instrument that is named is in the register."""
    for record, ident, at in _named_instruments(library):
        if ident not in library.instruments:
            hint = nearest(ident, list(library.instruments))
            yield Problem(
                record.path,
                record.line(*at),
                f"names the instrument `{ident}`, which has no file in content/instruments/.{hint}"
                " Correct the name or add the file.",
            )


def _named_instruments(library: Library) -> Iterator[tuple[Record, str, Location]]:
    items: list[Clause | Article] = [*library.clauses.values(), *library.articles.values()]
    for item in items:
        yield from ((item, i, ("instruments", n)) for n, i in enumerate(item.instruments))
    for text in (text for versions in library.texts.values() for text in versions):
        yield from ((text, i, ("sources", n)) for n, i in enumerate(text.sources))
    for letter in library.certifications.values():
        for at, statement in enumerate(letter.statements):
            for n, ident in enumerate(statement.instruments):
                yield letter, ident, ("statements", at, "instruments", n)
    for term in library.glossary.values():
        if term.instrument:
            yield term, term.instrument, ("instrument",)
    for story in library.stories.values():
        for n, source in enumerate(story.sources):
            if source.instrument:
                yield story, source.instrument, ("sources", n)


def terms_exist(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that words not to be confused with a term are in the glossary."""
    for term in library.glossary.values():
        for index, other in enumerate(term.not_to_be_confused_with):
            if other not in library.glossary or other == term.id:
                yield Problem(
                    term.path,
                    term.line("not_to_be_confused_with", index),
                    f"`{other}` is not another term of content/glossary/."
                    f"{nearest(other, list(library.glossary))} Correct the name or add the term.",
                )


def symbols_are_listed(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that every United Nations symbol in any text is one of the register's.

    ST/SGB/2003/1 is a typing error for ST/SGB/2003/13 that travels from deck to deck.
    """
    known = known_symbols(library)
    for record in _records(library):
        for text, at in strings(record.fields(), ()):
            for offset, message in wrong_symbols(text, known):
                yield Problem(record.path, _starts(record, at) + offset - 1, message)


def pages_cite_what_is_listed(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure the same of hand-written pages: readers cannot tell them from the others."""
    known = known_symbols(library)
    for page in library.pages.values():
        for offset, message in wrong_symbols(page.body, known):
            yield Problem(page.path, page.body_position(offset), message)


def known_symbols(library: Library) -> set[str]:
    """Return every symbol that the register of instruments knows."""
    found = {i.symbol for i in library.instruments.values() if i.symbol}
    return found | {i.replaces for i in library.instruments.values() if i.replaces}


def wrong_symbols(text: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the line, from 1, of each symbol that is not known, and what to do about it.

    Stars and underscores are passed over: `ST/SGB/**2003/1**` reads as the wrong symbol, too.
    """
    if "/" not in text:
        return
    plain = text.replace("*", "").replace("__", "")
    for found in SYMBOL.finditer(plain):
        line = plain.count("\n", 0, found.start()) + 1
        if _WRONG_BULLETIN.fullmatch(found[0]):
            yield (
                line,
                "cites `ST/SGB/2003/1`, a frequent typing error. The bulletin on sexual"
                " exploitation and abuse is ST/SGB/2003/13: write that.",
            )
        elif found[0] not in known:
            hint = nearest(found[0], sorted(known))
            yield (
                line,
                f"cites `{found[0]}`, which no file in content/instruments/ has as its symbol."
                f"{hint} Correct it or add the file.",
            )


def _records(library: Library) -> Iterator[Record]:
    for group in (
        library.instruments,
        library.channels,
        library.glossary,
        library.directory,
        library.roles,
        library.clauses,
        library.articles,
        library.stories,
        library.translations,
        library.plans,
        library.outputs,
        library.briefings,
        library.courses,
        library.paths,
        library.risks,
        library.mechanisms,
    ):
        yield from group.values()
    for versions in (*library.texts.values(), *library.agreements.values()):
        yield from versions
    if library.code:
        yield library.code


def strings(value: object, at: Location) -> Iterator[tuple[str, Location]]:
    """Yield every string of a value with its place."""
    if isinstance(value, str):
        yield value, at
    elif isinstance(value, Record):
        yield from strings(value.fields(), at)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from strings(inner, (*at, index))


def _starts(record: Record, at: Location) -> int:
    """Return the line on which a string of a record starts; that of a body is a field."""
    return record.fields()["body_line"] if at == ("body",) else record.line(*at)


def offices_lead_to_headquarters(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that stepping outward from any office ends at the headquarters."""
    for office in library.directory.values():
        seen, here = [office.id], office
        while here.parent:
            if here.parent not in library.directory or here.parent in seen:
                why = "leads back to itself" if here.parent in seen else "has no file"
                yield Problem(
                    office.path,
                    office.line("parent"),
                    f"stepping outward from `{office.id}` reaches `{here.parent}`, which {why}."
                    f"{nearest(here.parent, list(library.directory))} Correct `parent`.",
                )
                break
            here = library.directory[here.parent]
            seen.append(here.id)
        else:
            if here.kind != "headquarters":
                yield Problem(
                    office.path,
                    office.line("parent"),
                    f"stepping outward from `{office.id}` ends at `{here.id}`, not at the"
                    " headquarters. Give the last office a `parent`.",
                )


def example_mailboxes_are_marked(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that an example mailbox says so, and that a real one is not under example.org."""
    for office in library.directory.values():
        for index, point in enumerate(office.focal_points):
            if point.example != point.mailbox.endswith(("@example.org", ".example.org")):
                yield Problem(
                    office.path,
                    office.line("focal_points", index, "mailbox"),
                    f"`{point.mailbox}` and `example: {str(point.example).lower()}` contradict"
                    " each other: only mailboxes under example.org are examples.",
                )


def contacts_are_verified(library: Library, on: dt.date) -> Iterator[Problem]:
    """Warn of a contact that nobody has tried for more than 90 days."""
    contacts: list[tuple[Fact, object, Location]] = [
        (channel, channel.verified_on, ("verified_on",)) for channel in library.channels.values()
    ]
    for office in library.directory.values():
        for index, point in enumerate(office.focal_points):
            if not point.example:
                where: Location = ("focal_points", index, "verified_on")
                contacts.append((office, point.verified_on, where))
    for record, verified, at in contacts:
        if isinstance(verified, dt.date) and (on - verified).days > WARN_AFTER_DAYS:
            yield Problem(
                record.path,
                record.line(*at),
                f"was last verified on {verified.isoformat()}, {(on - verified).days} days ago;"
                f" more than {WARN_AFTER_DAYS} is too long. Try the contact, then change the date.",
                "warning",
            )
        elif isinstance(verified, dt.date) and verified > on:
            yield Problem(
                record.path,
                record.line(*at),
                f"was verified on {verified.isoformat()}, which is after {on.isoformat()}."
                " Correct the date.",
            )


def help_can_be_found(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that there is somebody to turn to: support, and a number that takes reports."""
    kinds = {channel.kind for channel in library.channels.values()}
    phones = any(c.phones for c in library.channels.values() if c.kind == "report")
    if "support" not in kinds:
        yield Problem("content/channels", 1, "holds no channel of the kind `support`. Add one.")
    if not phones:
        message = "holds no channel of the kind `report` with a phone number. Add one."
        yield Problem("content/channels", 1, message)


def names_have_a_place(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that each name in the names file belongs to a real focal point of an office."""
    path = "content/directory/names.local.yml"
    for ident, named in library.names.items():
        office = library.directory.get(ident)
        if office is None:
            hint = nearest(ident, list(library.directory))
            yield Problem(path, 1, f"names `{ident}`, which is no office.{hint}")
            continue
        points = [f"{point.role} {point.rank}" for point in office.focal_points]
        for name in named:
            if name not in points:
                has = ", ".join(points) or "no focal points"
                message = f"names a `{name}` of `{ident}`, which has {has}. Correct the name."
                yield Problem(path, 1, message)


def offices_leave_the_list_its_place(library: Library, on: dt.date) -> Iterator[Problem]:
    """Ensure that no office takes the address of the list of offices."""
    if office := library.directory.get("index"):
        yield Problem(office.path, office.line("id"), "is named `index`, like the list. Rename it.")
