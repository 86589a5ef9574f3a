"""Composes an agreement annex as one document that still holds every clause it might have.

Each clause and each data-sheet row is a unit with a key; issuing an annex keeps the units that
its answers call for and fills in the places.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from generators.annex.unconfirmed import unconfirmed
from generators.content.agreements import Agreement
from generators.content.approvals import Standing
from generators.content.library import Library
from generators.content.prose import (
    Answer,
    BulletList,
    Citation,
    Heading,
    Inline,
    Paragraph,
    Strong,
    Text,
    walk,
)
from generators.content.record import Language, words
from generators.content.texts import TextVersion
from generators.content.translations import word_maps
from generators.document.citing import citing
from generators.document.model import (
    EACH,
    Block,
    Clause,
    Document,
    Notice,
    PlainBlock,
    Row,
    SubClause,
    SubItem,
    Table,
    Unit,
)
from generators.document.phrases import phrases

DRAFT, PLAN = "draft", "plan"
LOOK = "widths"
"""The one field of a document that is no words; an edition counts it to its layout."""
PLAN_COLUMNS = ("standard", "action", "role", "due")
CODE, LIBRARY, CREATED, UNCLEARED = "_code", "_library", "_created", "_uncleared"
"""Names of what is computed, not asked: an annex's code, the library's version, the ISO date, and
the titles of all in it that nobody has approved or confirmed."""


class NoText(Exception):
    """Raised when a clause has no words in the language of the annex."""


@dataclass(frozen=True, slots=True)
class Composed:
    """An annex before its answers: the document, the texts in it, and which are drafts.

    `stands` says how the agreement annex stands, its order and its conditions. `uses` names the
    answers that stand in each clause; `library` identifies the texts: eight hexadecimal digits of
    the hash over all their words.
    """

    stands: Standing[Agreement]
    lang: Language
    document: Document
    texts: dict[str, Standing[TextVersion]]
    drafts: frozenset[str]
    uses: dict[str, frozenset[str]]
    library: str

    @property
    def agreement(self) -> Agreement:
        """Return the version of the agreement annex that stands."""
        return self.stands.text


def compose(library: Library, agreement_id: str, lang: Language, on: dt.date) -> Composed:
    """Return an annex with the texts in force on a day; a clause without words is refused."""
    standing = library.agreement(agreement_id, lang, on)
    if standing is None or lang not in standing.text.annex_title:
        raise NoText(f"the annex `{agreement_id}` has no text in `{lang}`")
    agreement = standing.text
    if missing := _untranslated(agreement, lang):
        raise NoText(f"`{missing}` of the annex `{agreement_id}` has no words in `{lang}`")
    texts = _texts(library, agreement, lang, on)
    drafts = {f"clause:{ident}" for ident, text in texts.items() if text.state != "in force"}
    if standing.state != "in force":
        drafts.add("agreement")
    document = _document(agreement, lang, _blocks(library, agreement, texts, lang))
    version = _library_version(document, drafts, _labels(library, agreement, lang))
    uses = {ident: standing.text.answers for ident, standing in texts.items()}
    return Composed(standing, lang, document, texts, frozenset(drafts), uses, version)


def _blocks(
    library: Library,
    agreement: Agreement,
    texts: dict[str, Standing[TextVersion]],
    lang: Language,
) -> tuple[Block, ...]:
    """Return an annex from its draft notice to its signatures, with every clause it might have."""
    say = phrases(lang)
    return (
        Unit(DRAFT, (_draft_notice(lang),)),
        Paragraph((Text(words(agreement.introduction, lang)),)),
        Heading(2, (Text(say("Data sheet")),)),
        _data_sheet(agreement, lang),
        *_plan(agreement, lang),
        Heading(2, (Text(say("Clauses")),)),
        *_clauses(library, agreement, texts, lang),
        Heading(2, (Text(say("Signatures")),)),
        _signatures(agreement, lang),
    )


def _document(agreement: Agreement, lang: Language, blocks: tuple[Block, ...]) -> Document:
    """Return the blocks with what stands around them: titles, footer, draft mark, identity."""
    say = phrases(lang)
    library, code = Answer(LIBRARY), Answer(CODE)
    return Document(
        title=words(agreement.annex_title, lang),
        lang=lang,
        blocks=blocks,
        subtitle=(Text(f"{words(agreement.title, lang)} "), Answer("agreement_reference")),
        footer=(Text(say("Library ")), library, Text(" · "), Text(say("Code ")), code),
        created=(Answer(CREATED),),
        draft_mark=say("DRAFT – not for signature"),
        draft_key=DRAFT,
        identity=(
            ("agreement", (Text(f"{agreement.id}/{agreement.version}"),)),
            ("library", (library,)),
            ("code", (code,)),
        ),
    )


def _untranslated(agreement: Agreement, lang: Language) -> str | None:
    """Return the first words of an agreement that a language lacks."""
    return next((path for path, each in word_maps(agreement).items() if lang not in each), None)


def _draft_notice(lang: Language) -> Notice:
    say = phrases(lang)
    told = say(
        "This annex holds text, or rests on an assessment tool, that nobody with authority has"
        " approved or confirmed yet. It is for discussion only: it must not be signed, and it binds"
        " nobody."
    )
    listed = say("Not approved or confirmed yet:")
    return Notice(
        DRAFT, (Strong((Text(say("DRAFT.")),)), Text(f" {told} {listed} "), Answer(UNCLEARED))
    )


def _texts(
    library: Library, agreement: Agreement, lang: Language, on: dt.date
) -> dict[str, Standing[TextVersion]]:
    texts = {}
    for ident in (ident for place in agreement.clauses for ident in place.clauses):
        standing = library.text(f"clauses/{ident}", lang, on)
        if standing is None:
            raise NoText(f"the clause `{ident}` has no text in `{lang}`")
        for _, inline in walk(standing.text.prose.blocks):
            if isinstance(inline, Citation) and not _named(library, inline.instrument, lang):
                raise NoText(f"the instrument `{inline.instrument}` has no title in `{lang}`")
        texts[ident] = standing
    return texts


def _named(library: Library, ident: str, lang: Language) -> bool:
    instrument = library.instruments[ident]
    return instrument.symbol is not None or lang in instrument.title


def _labels(library: Library, agreement: Agreement, lang: Language) -> list[str]:
    """Return the words in which answers print: options, assessment tools, their standards."""
    found = [words(o, lang) for q in agreement.questions for o in q.options.values()]
    for tool in library.tools.values() if agreement.plan else ():
        found += [words(tool.title, lang), *(words(each.name, lang) for each in tool.standards)]
        found += [unconfirmed(tool, lang)] if tool.to_confirm else []
    return found


def _library_version(document: Document, drafts: set[str], labels: list[str]) -> str:
    """Return eight digits of the hash of all words as they print, citations and order included."""
    facts = [sorted(drafts), _as_data(document), labels]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:8]


def _as_data(value: object) -> object:
    """Return what a document says as plain lists; the look and what has its default are left out.

    A later program may know more of documents: what it adds does not change what words say.
    """
    if isinstance(value, tuple):
        return [_as_data(part) for part in value]
    if not is_dataclass(value):
        return value
    named = (each for each in fields(value) if each.name != LOOK)
    said = ((each.name, each.default, getattr(value, each.name)) for each in named)
    kept = [[name, _as_data(part)] for name, default, part in said if part != default]
    return [type(value).__name__, kept]


def _data_sheet(agreement: Agreement, lang: Language) -> Table:
    rows = (
        Row(
            ((Text(words(agreement.by_name[name].label, lang)),), (Answer(name),)),
            key=f"row:{name}",
        )
        for name in agreement.data_sheet
    )
    say = phrases(lang)
    header = ((Text(say("Particular")),), (Text(say("Entry")),))
    return Table(header, tuple(rows), (36, 64), caption=say("Data sheet"))


def _plan(agreement: Agreement, lang: Language) -> Iterator[Unit]:
    """Yield the corrective plan as a table of its own, with a row an action."""
    if agreement.plan is None:
        return
    say = phrases(lang)
    title = words(agreement.by_name[agreement.plan].label, lang)
    heads = (say("Standard"), say("Action"), say("Responsible"), say("Completed by"))
    cells = tuple((Answer(f"{PLAN}.{column}"),) for column in PLAN_COLUMNS)
    table = Table(
        tuple((Text(head),) for head in heads),
        (Row(cells, key=f"{EACH}{PLAN}"),),
        (24, 36, 22, 18),
        caption=title,
    )
    yield Unit(PLAN, (Heading(2, (Text(title),)), table))


def _clauses(
    library: Library,
    agreement: Agreement,
    texts: dict[str, Standing[TextVersion]],
    lang: Language,
) -> Iterator[Unit]:
    cite, last = citing(library, lang), agreement.clauses[-1].clauses
    for ident in (ident for place in agreement.clauses for ident in place.clauses):
        topic, text = library.clauses[ident].topic, texts[ident].text
        blocks = (cite.plain(block) for block in _numbered(text, signed=ident in last))
        heading = Clause(topic, (Text(text.title),))
        yield Unit(f"clause:{ident}", (heading, *blocks))


def _numbered(text: TextVersion, *, signed: bool) -> Iterator[PlainBlock]:
    """Yield the blocks of a clause; what is signed ends on the page of the signatures."""
    blocks = text.prose.blocks
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        match block:
            case Paragraph(inlines):
                to_items = isinstance(following, BulletList)
                yield SubClause(inlines, leads=to_items or (signed and following is None))
            case BulletList(items):
                yield from (SubItem(item) for item in items)
            case _:
                yield block


def _signatures(agreement: Agreement, lang: Language) -> Table:
    partner: tuple[Inline, ...] = (Answer("partner_name"),)
    ours: tuple[Inline, ...] = (Text(words(agreement.parties["un_habitat"], lang)),)
    offices = [(Answer(agreement.signatures[side]),) for side in ("un_habitat", "partner")]
    say, empty = phrases(lang), ((), ())
    rows = (
        Row(((Text(say("Signature")),), *empty)),
        Row(((Text(say("Name")),), *empty)),
        Row(((Text(say("Office held")),), *offices)),
        Row(((Text(say("Date")),), *empty)),
    )
    signing = Text(say("For "))
    header = ((Text(say("To sign")),), (signing, *ours), (signing, *partner))
    return Table(header, rows, (20, 40, 40), caption=say("Signatures"), to_fill=True)
