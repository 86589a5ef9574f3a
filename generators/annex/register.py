"""The register of issued annexes: one file an annex, with answers, decisions and issued bytes.

An entry is a zip that any file manager opens: `record.json`, which says everything, beside the
files as they were issued. What a partner never sees, such as the reason of a waiver, is here and
nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from generators.annex.edition import TOOLS, Edition
from generators.annex.issue import Annex, file_stem
from generators.annex.values import Value, as_given
from generators.content.record import Language
from generators.document.package import Damaged, read_package, write_package

RECORD = "record.json"


class Issue(BaseModel):
    """What the register says of one annex.

    `texts` holds the hash of every text in it by its key, `clauses/reporting/1.en` for instance,
    and of its assessment tool, `assessments/earlier-tool.en`;
    `library`, `layout` and `program` are the first digits of hashes over all words, over what no
    answer changes, and over the program's own code. `base` is the hash of the document that the
    annex was set on, if it was not ours; `parallel` the language of a second text beside the first,
    if there is one. `answers` are as an answers file gives them; `decisions`
    say of each clause why it is in or out. `files` holds the hash of each file issued.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    format: Literal[1] = 1
    code: str
    agreement: str
    version: int
    lang: Language
    parallel: Language | Literal[""] = ""
    reference: str
    issued_on: str
    state: Literal["draft", "final"]
    library: str
    layout: str
    program: str
    base: str = ""
    texts: dict[str, str]
    answers: dict[str, object]
    decisions: list[str]
    files: dict[str, str]

    @property
    def langs(self) -> str:
        """Return the language, or both with a hyphen where two texts stand side by side."""
        return f"{self.lang}-{self.parallel}" if self.parallel else self.lang


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register: what it says, and the issued files by name."""

    issue: Issue
    files: Mapping[str, bytes]

    @property
    def path(self) -> str:
        """Return where the entry stands below the register: year, reference, language, code."""
        said = self.issue
        stem = f"{file_stem(said.reference)}.{said.langs}.{said.code}"
        return f"{said.issued_on[:4]}/{stem}.zip"

    def data(self) -> bytes:
        """Return the entry as one file; the same entry gives the same bytes."""
        # Line by line, without the indents that would have the slow encoder write it.
        record = json.dumps(dict(self.issue), ensure_ascii=False, separators=(",\n ", ": "))
        return write_package({RECORD: f"{record}\n".encode(), **self.files})


class NoEntry(Exception):
    """Raised for bytes that are no entry of the register; says why."""


def entry_of(
    editions: tuple[Edition, ...],
    annex: Annex,
    answers: Mapping[str, Value],
    files: Mapping[str, bytes],
    program: str,
) -> Entry:
    """Return the entry of an annex, in one language or two, that is issued with these files."""
    edition, *beside = editions
    agreement, composed, standing = edition.agreement, edition.composed, edition.standing(answers)
    texts = standing.texts
    for other in beside:
        texts = texts | other.standing(answers).texts
    asked = [q for q in agreement.questions if q.id in answers and q.type != "computed"]
    issue = Issue(
        code=annex.code,
        agreement=agreement.id,
        version=agreement.version,
        lang=composed.lang,
        parallel=beside[0].composed.lang if beside else "",
        reference=str(answers["agreement_reference"]),
        issued_on=str(answers["issued_on"]),
        state="draft" if annex.draft else "final",
        library="-".join(each.composed.library for each in editions),
        layout=edition.layout,
        program=program,
        base=edition.base,
        texts=texts,
        answers={q.id: as_given(q, answers[q.id]) for q in asked},
        decisions=list(standing.reasons),
        files={name: sha256(data) for name, data in sorted(files.items())},
    )
    return Entry(issue, files)


def read_entry(data: bytes) -> Entry:
    """Return an entry from its bytes, with every hash checked; raises `NoEntry`."""
    try:
        parts = read_package(data)
        issue = Issue.model_validate_json(parts.pop(RECORD))
    except (Damaged, KeyError):
        raise NoEntry("is no entry of the register: it holds no record.json") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise NoEntry(f"has a record.json that is not readable: {where} {first['msg']}") from None
    if any(set(name) & set("/\\:") or name.startswith(".") for name in parts):
        raise NoEntry("holds a file whose name leads elsewhere: somebody has changed it")
    if {name: sha256(part) for name, part in parts.items()} != issue.files:
        raise NoEntry("holds other files than its record.json names: somebody has changed it")
    return Entry(issue, parts)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def moved(kept: Issue, now: Issue) -> list[str]:
    """Return what is different between an annex as registered and as it would be issued now.

    Each entry is a sentence that names a clause, the agreement, the assessment tool, the layout,
    the base document or the program; the list is empty where all of these are the same.
    """
    found = _texts_moved(kept.texts, now.texts)
    if not found and kept.library != now.library:
        found.append("titles of instruments, or words that all annexes share, changed")
    if kept.state != now.state:
        found.append(f"it was {kept.state}, and would be {now.state} now")
    if kept.base != now.base:
        found.append("the base document is another one")
    elif kept.layout != now.layout:
        found.append("the layout changed")
    if kept.program != now.program:
        found.append(f"the program changed, from {kept.program} to {now.program}")
    return found


def _texts_moved(kept: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return what changed of texts and data; a clause that comes or goes follows from its cause.

    The agreement's conditions and the tool's thresholds decide which clauses stand. Entries from
    before the register kept a tool's hash tell nothing of it.
    """
    changed = [key for key in sorted(kept.keys() & now.keys()) if kept[key] != now[key]]
    causes = [_named(key) for key in changed if key.startswith(_DECIDING)]
    texts = [f"{_named(key)} changed" for key in changed if not key.startswith(_DECIDING)]
    sides = ((now.keys() - kept.keys(), "is new in it"), (kept.keys() - now.keys(), "is gone"))
    moves = [f"{_named(key)} {how}" for keys, how in sides for key in sorted(keys) if _stands(key)]
    if not causes:
        return texts + moves
    follows = f", so that {' and '.join(moves)}" if moves else ""
    return [f"{' and '.join(causes)} changed{follows}", *texts]


_DECIDING = ("agreements/", TOOLS)


def _stands(key: str) -> bool:
    return not key.startswith(TOOLS)


def _named(key: str) -> str:
    """Return what a key stands for, in words."""
    kind = {"agreements": "agreement", "assessments": "assessment tool"}
    folder, _, name = key.partition("/")
    return f"the {kind[folder]} {name}" if folder in kind else f"the text {key}"
