"""The accessibility statement's results: when each page was tested, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.content.library import Library
from generators.content.prose import Isolate, Link, Paragraph, Text
from generators.content.record import Language
from generators.document.marks import spelled_day
from generators.document.model import PlainBlock, Row, Table, words
from generators.document.phrases import alphabetical, phrases


def audit_results(
    library: Library, lang: Language, titles: Mapping[str, str]
) -> Iterator[PlainBlock]:
    """Yield what the last audit found on each page of a language, by title.

    `titles` are those of the pages that are published now: one that the audit did not know is
    listed as not tested.
    """
    say, audit = phrases(lang), library.audit
    if audit is None:
        yield Paragraph((Text(say("No full audit has been recorded yet.")),))
        return
    programs = ", ".join(f"{name} {version}" for name, version in audit.engines.items())
    told = say("Last full audit: {day}. Programs: {programs}. Views of each page: {number}.")
    told = told.format(
        day=spelled_day(audit.audited_on, lang), programs=programs, number=len(audit.views)
    )
    yield Paragraph(words(told))
    rows = []
    for path, title in sorted(titles.items(), key=lambda item: (alphabetical(item[1]), item[0])):
        found = audit.pages.get(f"{lang}/{path}")
        result = Text(say("not tested in full yet")) if found is None else Isolate(str(found))
        rows.append(Row(((Link(f"page:{path}", (Text(title),)),), (result,))))
    header = ((Text(say("Page")),), (Text(say("Findings")),))
    yield Table(header, tuple(rows), (70, 30), caption=say("Results page by page"))
