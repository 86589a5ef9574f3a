"""The papers on a change: a redline for whoever reads it, a pack for whoever approves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from generators.annex.revisions import (
    Line,
    concerned,
    in_language,
    lines_of,
    pairs,
    redline,
)
from generators.content.approvals import VersionText, key_language, words_hash
from generators.content.library import Library
from generators.content.prose import Heading, Inline, Paragraph, Text
from generators.content.record import MASTER, Language, words
from generators.content.texts import TextVersion
from generators.document.model import Document, Facts, Notice, PlainBlock, Row, Table
from generators.document.model import words as isolated


def redline_document(
    library: Library, clause: str, old: TextVersion, new: TextVersion, on: dt.date
) -> Document:
    """Return the new version of a clause with every change from the old one tracked."""
    lang = new.lang
    before, after = (lines_of(library, text, lang, on) for text in (old, new))
    marked = (redline(*pair) for pair in pairs(before, after))
    changed = (Paragraph(in_language(line, lang)) for line in marked)
    return Document(
        title=f"{new.title}: version {old.version} to version {new.version}",
        lang=MASTER,
        blocks=(*_where(library, clause), _heading("Text"), *changed),
        created=isolated(new.effective_from.isoformat()),
        revised_by=f"clause library, version {new.version}",
    )


def review_pack(
    library: Library, key: str, text: VersionText, held: VersionText | None, on: dt.date
) -> Document:
    """Return what somebody needs who is asked to approve a version: `held` is the text in force."""
    item, lang = key.rpartition("/")[0], key_language(key)
    title = text.title if isinstance(text, TextVersion) else words(text.title, lang)
    before = lines_of(library, held, lang, on) if held else []
    after = lines_of(library, text, lang, on)
    blocks: list[PlainBlock] = [
        Notice("note", (Text("Read the new text as it stands below, then approve it or do not."),)),
        Facts(tuple(_particulars(library, key, text, lang))),
        *_where(library, item.partition("/")[2] if item.startswith("clauses/") else ""),
        *_texts(library, key, text, before, after, on),
    ]
    if before:
        blocks.append(_heading("Changes marked"))
        marked = (redline(*pair) for pair in pairs(before, after))
        blocks += [Paragraph(in_language(line, lang)) for line in marked]
    blocks += [_heading("Decision"), _decision()]
    return Document(
        title=f"For approval: {title}",
        lang=MASTER,
        blocks=tuple(blocks),
        created=isolated(text.effective_from.isoformat()),
        revised_by=f"clause library, version {text.version}",
    )


def _particulars(
    library: Library, key: str, text: VersionText, lang: Language
) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    yield "Item", isolated(key)
    yield "Drafted by", isolated(words(library.roles[text.author].title, MASTER))
    yield "Reason", isolated(text.reason)
    yield "In force from", isolated(f"{text.effective_from.isoformat()}, if approved")
    if isinstance(text, TextVersion):
        titles = [library.instruments[ident] for ident in text.sources]
        named = (each.symbol or words(each.title, MASTER) for each in titles)
        yield "Rests on", isolated("; ".join(named))
        if text.lang != MASTER:
            yield "Translation", isolated(f"{text.origin}; the English text is the original")
    else:
        for topic, reason in text.leaves_out.items():
            yield f"Leaves out {topic}", isolated(reason)
    yield "SHA-256 of the words", isolated(words_hash(text, lang))
    approving = f"psea approve {key} --as ROLE --on DATE"
    yield "To approve", isolated(approving)


def _where(library: Library, clause: str) -> Iterator[PlainBlock]:
    """Yield in which agreements, and when, a clause stands."""
    rows = [
        Row((isolated(agreement), isolated(when))) for agreement, when in concerned(library, clause)
    ]
    if rows:
        yield _heading("Where it stands")
        yield Table((isolated("Agreement"), isolated("When")), tuple(rows), (40, 60))


def _texts(
    library: Library,
    key: str,
    text: VersionText,
    before: Sequence[Line],
    after: Sequence[Line],
    on: dt.date,
) -> Iterator[PlainBlock]:
    """Yield what the new text is to be read beside: the text in force, and its original."""
    lang = key_language(key)
    if before:
        yield _heading("Text in force, and new text")
        yield _columns("Text in force", pairs(before, after), lang, lang)
    original = library.approvable.get(f"{key.rpartition('.')[0]}.{MASTER}")
    if lang != MASTER and original:
        yield _heading("Original, and translation")
        lines = lines_of(library, original, MASTER, on)
        yield _columns("Original", zip_longest(lines, after, fillvalue=()), MASTER, lang)
    elif not before:
        yield _heading("New text")
        yield Paragraph(isolated("There is no text in force; all of it is new."))
        yield from (Paragraph(line) for line in after)


def _columns(
    name: str, lines: Iterable[tuple[Line, Line]], left: Language, right: Language
) -> Table:
    rows = tuple(Row((in_language(old, left), in_language(new, right))) for old, new in lines)
    return Table((isolated(name), isolated("New text")), rows, (50, 50), named=False)


def _decision() -> Table:
    names = ("Approved, or not, and why", "Role", "Date", "Signature")
    rows = tuple(Row((isolated(name), ())) for name in names)
    return Table((isolated("Particular"), isolated("Entry")), rows, (36, 64), to_fill=True)


def _heading(words: str) -> Heading:
    return Heading(2, (Text(words),))
