"""One annex in two languages side by side, of which one prevails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from babel import Locale

from generators.annex.compose import CODE, LIBRARY, UNCLEARED
from generators.annex.edition import Edition
from generators.annex.issue import Annex, annex_code, file_stem, issue
from generators.annex.resolve import resolved
from generators.annex.values import Refused, Value
from generators.content.prose import BulletList, Foreign, Heading, Inline, Strong, Text
from generators.content.record import Language
from generators.document.model import (
    Clause,
    Document,
    Notice,
    Parallel,
    PlainBlock,
    Row,
    SubClause,
    Table,
    text,
)
from generators.document.phrases import phrases
from generators.document.word import write_word

CONTROLLING, ATTACHED = "controlling_language", "translation_attached"
PARTICULARS = (21, 29, 21, 29)
"""The widths of a data sheet in two languages, in percent."""


def not_parallel(first: Edition, second: Edition, answers: dict[str, Value]) -> Refused | None:
    """Return why these answers cannot stand in two languages, or None.

    Parallel text is a translation: where the agreement asks about one, the answers must say so,
    and that the first text prevails.
    """
    lang = first.composed.lang
    if lang == second.composed.lang:
        return Refused("--parallel", f"names `{lang}`, the language of the annex. Name another.")
    if ATTACHED in first.agreement.by_name and answers.get(ATTACHED) != "yes":
        return Refused(ATTACHED, "is no, but two languages stand side by side. Answer yes.")
    if CONTROLLING in answers and answers[CONTROLLING] != lang:
        return Refused(CONTROLLING, f"is {answers[CONTROLLING]}, but the first text is `{lang}`.")
    for ident in first.standing(answers).clauses:
        shapes = [_shape(edition, ident) for edition in (first, second)]
        if shapes[0] != shapes[1]:
            told = f"{len(shapes[0])} parts in `{lang}`, {len(shapes[1])} in the other language"
            reason = f"cannot pair the clause `{ident}`: it has {told}, or parts of other kinds."
            return Refused("--parallel", f"{reason} Bring the translation into step.")
    return None


def _shape(edition: Edition, clause: str) -> list[str]:
    """Return the kinds of the blocks of a clause, in order, each item of a list counted."""
    kinds = []
    for block in edition.composed.texts[clause].text.prose.blocks:
        count = len(block.items) if isinstance(block, BulletList) else 1
        kinds += [type(block).__name__] * count
    return kinds


def parallel(first: Edition, second: Edition, answers: dict[str, Value]) -> Document:
    """Return the resolved annex with both texts; the first prevails."""
    said = {
        LIBRARY: f"{first.composed.library}-{second.composed.library}",
        CODE: annex_code((first, second), answers),
    }
    stands = [edition.standing(answers) for edition in (first, second)]
    uncleared = [standing.uncleared for standing in stands]
    draft = any(standing.draft for standing in stands)
    left, right = (
        resolved(edition, answers, said | {UNCLEARED: own or other}, draft=draft)
        for edition, own, other in zip((first, second), uncleared, reversed(uncleared), strict=True)
    )
    lang, other = left.lang, right.lang
    heads = (_named(lang, lang, prevails=True), _named(other, other, prevails=False))
    title: tuple[Inline, ...] = (Text(f"{right.title}. "), *right.subtitle)
    return replace(
        left,
        subtitle=(*left.subtitle, Text(" · "), Foreign(other, title)),
        blocks=tuple(_side_by_side(left, right, heads)),
    )


def issue_in(editions: tuple[Edition, ...], answers: dict[str, Value]) -> tuple[Annex, Document]:
    """Return the annex in one language or in two, as a Word file and as a document."""
    if len(editions) == 1:
        return issue(editions[0], answers), resolved(editions[0], answers)
    first, second = editions
    document = parallel(first, second, answers)
    langs = f"{first.composed.lang}-{second.composed.lang}"
    stands = [edition.standing(answers) for edition in (first, second)]
    annex = Annex(
        file_name=f"{file_stem(str(answers['agreement_reference']))}.{langs}.docx",
        data=write_word(document),
        code=annex_code((first, second), answers),
        clauses=stands[0].clauses,
        draft=any(standing.draft for standing in stands),
    )
    return annex, document


def _side_by_side(left: Document, right: Document, heads: tuple[str, str]) -> Iterator[PlainBlock]:
    """Yield texts in two columns, and tables in both languages."""
    langs = (left.lang, right.lang)
    rows: list[tuple[PlainBlock, PlainBlock]] = [
        (_prevailing(left.lang, *langs), _prevailing(right.lang, *langs))
    ]
    for one, two in zip(left.plain_blocks, right.plain_blocks, strict=True):
        apart = isinstance(one, Table | Heading)
        if apart and rows:
            yield Parallel(tuple(_kept_together(rows)), langs, heads)
            rows = []
        match one, two:
            case Table(), Table():
                yield from _tables(one, two, right.lang)
            case Heading(), Heading():
                yield replace(one, inlines=_both(one.inlines, two.inlines, right.lang))
            case _:
                rows.append((one, two))
    if rows:
        yield Parallel(tuple(_kept_together(rows)), langs, heads)


def _kept_together(
    pairs: Iterable[tuple[PlainBlock, PlainBlock]],
) -> Iterator[tuple[tuple[PlainBlock, ...], tuple[PlainBlock, ...]]]:
    """Yield rows: headings stand in one row with what follows, and so does what leads to items."""
    held: list[tuple[PlainBlock, PlainBlock]] = []
    for pair in pairs:
        held.append(pair)
        first = pair[0]
        if not (isinstance(first, Clause) or (isinstance(first, SubClause) and first.leads)):
            yield tuple(one for one, _ in held), tuple(two for _, two in held)
            held = []
    if held:
        yield tuple(one for one, _ in held), tuple(two for _, two in held)


def _tables(one: Table, two: Table, lang: Language) -> Iterator[Table]:
    """Yield a table of particulars with both texts in one row, any other one after the other."""
    if one.to_fill:
        yield _merged(one, two, lang)
    elif len(one.header) == 2:
        pairs = zip((one.header, *_cells(one)), (two.header, *_cells(two)), strict=True)
        header, *rows = ((*cells, *_beside(others, lang)) for cells, others in pairs)
        caption = f"{one.caption} / {two.caption}"
        yield Table(header, tuple(Row(cells) for cells in rows), PARTICULARS, caption=caption)
    else:
        yield one
        translated = tuple(Row(_foreign(cells, lang)) for cells in _cells(two))
        yield Table(_foreign(two.header, lang), translated, two.widths, caption=two.caption)


def _cells(table: Table) -> Iterator[tuple[tuple[Inline, ...], ...]]:
    return (row.cells for row in table.rows)


def _merged(one: Table, two: Table, lang: Language) -> Table:
    """Return a table to sign with both texts in each cell; what is the same stands once."""
    pairs = zip((one.header, *_cells(one)), (two.header, *_cells(two)), strict=True)
    header, *rows = (
        tuple(_both(first, second, lang) for first, second in zip(cells, others, strict=True))
        for cells, others in pairs
    )
    caption = f"{one.caption} / {two.caption}"
    return replace(one, header=header, rows=tuple(Row(cells) for cells in rows), caption=caption)


def _both(
    first: tuple[Inline, ...], second: tuple[Inline, ...], lang: Language
) -> tuple[Inline, ...]:
    same = text(first) == text(second)
    return first if same else (*first, Text(" / "), Foreign(lang, second))


def _beside(
    cells: tuple[tuple[Inline, ...], ...], lang: Language
) -> tuple[tuple[Inline, ...], ...]:
    """Return name and entry in the other language, the name as bold as that of the row."""
    name, *entries = cells
    return ((Foreign(lang, (Strong(name),)),), *_foreign(tuple(entries), lang))


def _foreign(
    cells: tuple[tuple[Inline, ...], ...], lang: Language
) -> tuple[tuple[Inline, ...], ...]:
    return tuple((Foreign(lang, cell),) if cell else () for cell in cells)


def _prevailing(lang: Language, first: Language, second: Language) -> Notice:
    say = phrases(lang)
    told = say(
        "This annex stands in two languages, {first} and {second}. Where the two texts differ, the"
        " text in the first of these languages prevails."
    )
    names = {"first": _name(first, lang), "second": _name(second, lang)}
    return Notice("note", (Text(told.format(**names)),))


def _named(of: Language, lang: Language, *, prevails: bool) -> str:
    """Return the head of a column: the language, and that its text prevails."""
    if not prevails:
        return _name(of, lang).capitalize()
    say = phrases(lang)
    return say("{language} (prevails)").format(language=_name(of, lang).capitalize())


def _name(of: Language, lang: Language) -> str:
    """Return the name of a language in a language (CLDR)."""
    return str(Locale(of).get_display_name(lang))
