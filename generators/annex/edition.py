"""An annex ready to be issued: composed and compiled once, then used for any number of answers.

What depends only on the answers to conditions is worked out once for each set of them: a batch of
hundreds of agreements holds few different ones.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce

from generators.annex.assessment import TOOL, tool_of
from generators.annex.compose import CODE, DRAFT, LIBRARY, PLAN, Composed, compose
from generators.annex.reasons import explained
from generators.annex.template import NUMBER, Selection, Template, compile_template, select
from generators.annex.unconfirmed import unconfirmed
from generators.annex.values import Value
from generators.content.agreements import FALLBACKS, Agreement
from generators.content.approvals import approval_key
from generators.content.assessments import Tool
from generators.content.combinations import chosen_clauses
from generators.content.library import Library
from generators.content.record import Language, words
from generators.document.letterhead import letterhead
from generators.document.model import Block, Table, Unit
from generators.document.phrases import phrases

_ISOLATED_TYPES = {"e-mail"}
_WORDS_OF_THE_FILE = "docProps/"
TOOLS = "assessments/"
"""How the key of an assessment tool begins."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows from the answers to conditions: which clauses stand, and all that this decides.

    `reasons` say of each clause why it is in or out; `keys` are the units kept, `printed` the
    answers that stand in the annex, `uncleared` the titles of drafts, and of a tool that is not
    confirmed, as they print. `texts` holds the hash of each text in it by its key, such as
    `clauses/reporting/1.en`, and of the tool: `assessments/earlier-tool.en`.
    """

    clauses: tuple[str, ...]
    reasons: tuple[str, ...]
    keys: frozenset[str]
    printed: frozenset[str]
    numbers: dict[str, str]
    uncleared: str
    texts: dict[str, str]
    selection: Selection

    @property
    def draft(self) -> bool:
        """Return whether something in the annex is not approved or not confirmed."""
        return DRAFT in self.keys


@dataclass(frozen=True)
class Edition:
    """One annex in one language, with the texts of one day, on one base document.

    `base` is the hash of that document's file, where it is not our own.
    """

    library: Library
    composed: Composed
    template: Template
    base: str = ""
    _known: dict[tuple[object, ...], Standing] = field(default_factory=dict)

    @property
    def agreement(self) -> Agreement:
        """Return the version of the agreement."""
        return self.composed.agreement

    @cached_property
    def layout(self) -> str:
        """Return eight hexadecimal digits of the hash over the look, which no answer changes."""
        digest = hashlib.sha256(repr(_widths(self.composed.document.blocks)).encode())
        for name, part in sorted(self.template.fixed.items()):
            if not name.startswith(_WORDS_OF_THE_FILE):
                digest.update(f"{name} {len(part.data)}\n".encode() + part.data)
        return digest.hexdigest()[:8]

    @cached_property
    def isolated(self) -> frozenset[str]:
        """Return the answers that keep their own left-to-right order, and the computed ones."""
        return isolated_answers(self.agreement)

    def standing(self, answers: Mapping[str, Value]) -> Standing:
        """Return what follows from the answers that conditions name, and from the tool."""
        said = tuple(answers.get(name) for name in (*self.agreement.inputs, FALLBACKS, TOOL))
        if said not in self._known:
            self._known[said] = self._found(answers)
        return self._known[said]

    def _found(self, answers: Mapping[str, Value]) -> Standing:
        clauses = chosen_clauses(self.agreement, answers)
        tool = tool_of(self.library, answers)
        doubted = tool if tool and tool.to_confirm else None
        keys = _keys(self.composed, clauses) | ({DRAFT} if doubted else set())
        topics = (self.library.clauses[ident].topic for ident in clauses)
        return Standing(
            clauses=clauses,
            reasons=tuple(explained(self.composed, self.library, answers)),
            keys=keys,
            printed=_printed(self.composed, clauses, keys),
            numbers={f"{NUMBER}{topic}": str(n) for n, topic in enumerate(topics, 1)},
            uncleared=_uncleared(self.composed, clauses, doubted),
            texts=_texts(self.composed, clauses, tool),
            selection=select(self.template, keys),
        )


def edition(
    library: Library,
    agreement: str,
    lang: Language,
    on: dt.date,
    base: bytes | None = None,
) -> Edition:
    """Return an annex with the texts in force on a day, on our own base document or a letterhead.

    Raises `NoText` where a clause has no words in the language, `Unfit` for another kind of file.
    """
    composed = compose(library, agreement, lang, on)
    isolated = isolated_answers(composed.agreement)
    parts = letterhead(base) if base else None
    template = compile_template(composed.document, isolated, parts)
    digest = hashlib.sha256(base).hexdigest() if base else ""
    return Edition(library, composed, template, digest)


def _widths(blocks: Iterable[Block]) -> list[tuple[int, ...]]:
    """Return the widths of the columns of each table, in order."""
    found = []
    for block in blocks:
        if isinstance(block, Unit):
            found += _widths(block.blocks)
        elif isinstance(block, Table):
            found.append(block.widths)
    return found


def isolated_answers(agreement: Agreement) -> frozenset[str]:
    """Return the answers that keep their own left-to-right order, and the computed ones."""
    typed = {q.id for q in agreement.questions if q.type in _ISOLATED_TYPES}
    return frozenset({*typed, "agreement_reference", CODE, LIBRARY})


def _keys(composed: Composed, clauses: tuple[str, ...]) -> frozenset[str]:
    """Return the units that stand in an annex: its clauses, its rows, the plan, the draft mark.

    A row of the data sheet stands where a clause uses its answer, or always.
    """
    keys = {f"clause:{ident}" for ident in clauses}
    shown = {*composed.agreement.always_shown, *composed.agreement.signatures.values()}
    for ident in clauses:
        shown |= composed.uses[ident]
        if "corrective_plan_end" in composed.uses[ident]:
            keys.add(PLAN)
    keys |= {f"row:{name}" for name in shown}
    if composed.drafts & (keys | {"agreement"}):
        keys.add(DRAFT)
    return frozenset(keys)


def _printed(composed: Composed, clauses: tuple[str, ...], keys: frozenset[str]) -> frozenset[str]:
    """Return the answers that readers see: in clauses, data sheet, plan and signatures."""
    agreement = composed.agreement
    names = {*agreement.always_shown, *agreement.signatures.values()}
    for ident in clauses:
        names |= composed.uses[ident]
    if PLAN in keys and agreement.plan:
        names.add(agreement.plan)
    return frozenset(names)


def _texts(composed: Composed, clauses: tuple[str, ...], tool: Tool | None) -> dict[str, str]:
    agreement, lang = composed.agreement, composed.lang
    key = approval_key(f"agreements/{agreement.id}", agreement.version, lang)
    found = {key: agreement.sha256_in(lang)}
    for ident in clauses:
        text = composed.texts[ident].text
        found[approval_key(f"clauses/{ident}", text.version, lang)] = text.sha256
    if tool:
        found[f"{TOOLS}{tool.id}.{lang}"] = tool.sha256_in(lang)
    return found


def _uncleared(composed: Composed, clauses: tuple[str, ...], doubted: Tool | None) -> str:
    """Return the titles of all in an annex that nobody has approved or confirmed, as they print."""
    titles = [words(composed.agreement.annex_title, composed.lang)]
    titles = titles if "agreement" in composed.drafts else []
    titles += [composed.texts[i].text.title for i in clauses if f"clause:{i}" in composed.drafts]
    titles += [unconfirmed(doubted, composed.lang)] if doubted else []
    titles = list(dict.fromkeys(titles))
    if not titles:
        return ""
    say = phrases(composed.lang)
    pair = say("{first}; {next}")
    listed = reduce(lambda so_far, title: pair.format(first=so_far, next=title), titles)
    return f"{listed}."
