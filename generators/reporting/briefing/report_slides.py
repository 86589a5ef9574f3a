"""The slides on what was reported, through disclosure control, and on who can be reached.

The Board's documents become public. So exact tables go through the same control as every release,
and only totals for the whole entity are shown; sexual exploitation and abuse and sexual harassment
stand apart and are never added up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generators.content.figures import FigureRule, FigureUnit, Series
from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.prose import Inline, Strong, Text
from generators.content.record import Language
from generators.directory.coverage import confirmed
from generators.document.marks import number, spelled_day, told, tried
from generators.document.model import words
from generators.document.phrases import phrase, phrases
from generators.figures.blocks import caption, shown
from generators.figures.release import Published, Release
from generators.figures.released import release_of
from generators.figures.suppress import suppress
from generators.figures.tables import NotAllowed, Subject, Table
from generators.reporting.briefing.slides import Point, Slide

_SUBJECTS: dict[Series, str] = {
    "sea": phrase("Sexual exploitation and abuse"),
    "sh": phrase("Sexual harassment"),
}
_NOTHING: dict[FigureUnit, str] = {
    "allegations": phrase("no reported allegations"),
    "reports": phrase("no reports"),
}


def last_release(library: Library, plan: Plan, on: dt.date) -> Release | None:
    """Return the last release by a day that tells of reports, and only what it tells of them.

    A real plan never shows made-up figures, nor an example real ones.
    """
    known = [each for each in library.releases.values() if each.example == plan.example]
    for record in sorted(known, key=lambda each: (each.on, each.id), reverse=True):
        release = release_of(record)
        told = tuple(table for table in release.tables if _for_all(table.subject))
        if told and record.on <= on:
            return replace(release, tables=told)
    return None


def _for_all(subject: Subject) -> bool:
    """Return whether a table counts reports, for the whole entity."""
    return subject.series in _SUBJECTS and not subject.scope


def for_the_board(tables: Sequence[Table], rule: FigureRule, library: Library) -> Release:
    """Return what may be told of exact tables: those on reports, for the whole entity.

    Nothing may be worked out by help of what was published before. Raises `NotAllowed` or
    `Disclosive`, as `suppress` does, and `NotAllowed` where what is no role confirmed a total of 0.
    """
    told = [each for each in tables if _for_all(each.subject)]
    for role in sorted({each.confirmed_by for each in told} - {"", *library.roles}):
        raise NotAllowed(f"`{role}` confirmed a total, but is no role in content/roles/.")
    earlier = [release_of(each) for each in library.releases.values() if not each.example]
    return suppress(told, rule, earlier)


def report_slides(library: Library, release: Release | None, lang: Language) -> Iterator[Slide]:
    """Yield the number of reports on each subject, or that none is given."""
    say = phrases(lang)
    points: list[Point] = []
    lacking = False
    for series, name in _SUBJECTS.items():
        given = [t for t in release.tables if t.subject.series == series] if release else []
        lacking = lacking or not given
        for table in sorted(given, key=lambda table: table.subject.period):
            points += _told(library, table, release.fewer_than if release else 0, lang)
        if not given:
            lead = say("{lead}: ").format(lead=say(name))
            points.append(Point((Strong((Text(lead + say("not given")),)),)))
    points.append(Point(words(say("The two subjects are counted apart and never added up."))))
    if lacking:
        unknown = say("“Not given” does not mean that nothing was reported.")
        points.append(Point(words(unknown)))
    if release and release.tables:
        nothing = say("That nothing was reported does not prove that nothing happened.")
        points.append(Point(words(nothing)))
    yield Slide("points", (Text(say("Number of reports")),), tuple(points))


def _told(library: Library, table: Published, fewer_than: int, lang: Language) -> Iterator[Point]:
    """Yield the total of a table with all that a figure says nothing without."""
    say, subject = phrases(lang), table.subject
    total = table.cells[-1][-1] if table.cells else None
    if total is None:
        value = say("not shown")
    elif total == 0 and subject.stage == "reported" and subject.unit in _NOTHING:
        value = say(_NOTHING[subject.unit])
    else:
        value = shown(total, fewer_than, lang)
    lead = say("{lead}: ").format(lead=say(_SUBJECTS[subject.series]))
    yield Point((Strong(words(lead + value)),))
    yield Point(words(caption(subject, {}, lang)), below=True)
    if total == 0 and table.confirmed_on:
        note = say("The total of 0 was confirmed on {day}: {role}.")
        before, _, after = note.format(
            day=spelled_day(table.confirmed_on, lang), role="\0"
        ).partition("\0")
        yield Point((*words(before), *_role(library, table, lang), *words(after)), below=True)


def _role(library: Library, table: Published, lang: Language) -> tuple[Inline, ...]:
    return told(library.roles[table.confirmed_by].title, lang)


def coverage_slides(library: Library, year: int, lang: Language, on: dt.date) -> Iterator[Slide]:
    """Yield how many offices and ways to report can be relied on, and what HabPost has told."""
    say = phrases(lang)
    offices = list(library.directory.values())
    real = [[p.rank for p in each.focal_points if confirmed(p, on)] for each in offices]
    ways = list(library.channels.values())
    checked = sum(tried(each.verified_on, on) for each in ways)
    stories = [s for s in library.stories_for(lang, on) if s.date.year == year]
    counts: Mapping[str, tuple[int, int]] = {
        say("Offices with a confirmed focal point: {number} of {total}"): (
            sum("focal-point" in ranks for ranks in real),
            len(offices),
        ),
        say("Offices with a confirmed alternate: {number} of {total}"): (
            sum("alternate" in ranks for ranks in real),
            len(offices),
        ),
        say("Ways to report or to get help that somebody has tried: {number} of {total}"): (
            checked,
            len(ways),
        ),
    }
    points = [
        Point(words(line.format(number=number(some, lang), total=number(every, lang))))
        for line, (some, every) in counts.items()
    ]
    if stories:
        line = say("Feature stories in HabPost in {year}: {number}")
        points.append(Point(words(line.format(year=year, number=number(len(stories), lang)))))
    day = say("As it stood on {day}.").format(day=spelled_day(on, lang))
    half = say("Confirmed or tried means: within the last 180 days.")
    points.append(Point(words(f"{day} {half}")))
    yield Slide("points", (Text(say("Focal points, ways to report and HabPost")),), tuple(points))
