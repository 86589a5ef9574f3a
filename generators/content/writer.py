"""The one writer of `content/`: approvals, and the schemas that editors complete from."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from generators.content.approvals import Approval, VersionText, key_language, words_hash
from generators.content.authority import faults, original_of
from generators.content.figure_map import KINDS as MAPS
from generators.content.kinds import FOLDER, KINDS
from generators.content.library import Library
from generators.content.problems import Problem
from generators.content.record import MASTER, Language, json_schema
from generators.content.reports import Clearance
from generators.content.source import nearest
from generators.content.texts import TextVersion
from generators.files import write_whole

SCHEMAS = {
    "instruments": "instrument",
    "channels": "channel",
    "glossary": "term",
    "tools": "tool",
    "roles": "role",
    "directory": "office",
    "names": "names",
    "clauses": "clause",
    "articles": "article",
    "code": "code",
    "agreements": "agreement",
    "approvals": "approval",
    "translations": "translation",
    "memories": "memory",
    "plans": "plan",
    "outputs": "plan-output",
    "reports": "year-report",
    "certifications": "certification",
    "clearances": "clearance",
    "briefings": "briefing",
    "courses": "course",
    "paths": "learning-path",
    "risks": "risk-list",
    "mechanisms": "mechanism",
    "audit": "audit",
    "issues": "magazine-issue",
    "broadcast": "broadcast",
    "subjects": "subjects",
    "withdrawn": "withdrawal",
    "feeds": "feeds",
    "snapshots": "feed-snapshot",
    "rules": "language-rules",
    "figures": "figure-rule",
    "categories": "figure-categories",
    "releases": "figure-release",
}
"""The schema file of each kind that is written in YAML."""


def schemas() -> dict[str, bytes]:
    """Return the JSON Schema of every kind of YAML file, by path below the project."""
    models = {kind.field: kind.model for kind in KINDS}
    return _schema_files({name: models[field] for field, name in SCHEMAS.items()})


def map_schemas() -> dict[str, bytes]:
    """Return the JSON Schema of each kind of map of an export, which lies outside `content/`."""
    return _schema_files({f"figure-map-{name}": model for name, model in MAPS.items()})


def _schema_files(models: Mapping[str, type[BaseModel]]) -> dict[str, bytes]:
    return {
        f"{FOLDER}/schemas/{name}.json": _json(json_schema(model)) for name, model in models.items()
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def write_schemas(root: Path, files: Mapping[str, bytes] | None = None) -> list[str]:
    """Write the schemas that are not up to date, those of content by default; return which."""
    written = []
    for name, data in (schemas() if files is None else files).items():
        path = root / name
        if not path.exists() or path.read_bytes().replace(b"\r\n", b"\n") != data:
            write_whole(path, data)
            written.append(name)
    return written


@dataclass(frozen=True, slots=True)
class Proposal:
    """An approval that is about to be written, and what it changes for readers."""

    approval: Approval
    path: str
    difference: tuple[str, ...]


def propose_approval(
    library: Library, item: str, role: str, on: dt.date
) -> tuple[Proposal | None, list[Problem]]:
    """Return the approval of one version in one language, or why it cannot be given.

    `item` reads `clauses/reporting/2.en`; a path to the text file is taken too.
    """
    key = item.replace("\\", "/").removeprefix(f"{FOLDER}/")
    key = key.removesuffix(".md").removesuffix(".yml")
    text = library.approvable.get(key)
    if text is None:
        hint = nearest(key, list(library.approvable))
        example = "Write it as clauses/reporting/2.en: folder, version, language."
        return None, [Problem(item, 1, f"is not a version of any text.{hint} {example}")]
    lang, path = key_language(key), f"{FOLDER}/approvals/{key}.yml"
    if role not in library.roles:
        hint = nearest(role, list(library.roles))
        return None, [Problem(path, 1, f"`{role}` is no role in content/roles/.{hint}")]
    approval = Approval(
        item=key,
        approved_by=role,
        approved_on=on,
        effective_from=text.effective_from,
        sha256=words_hash(text, lang),
        original=original_of(text),
    )
    problems = [Problem(path, 1, message) for _, message in faults(library, approval, text)]
    problems += _objections(library, approval, text, path)
    return Proposal(approval, path, tuple(_difference(library, key, text, lang, on))), problems


def _objections(
    library: Library, approval: Approval, text: VersionText, path: str
) -> Iterator[Problem]:
    """Yield why an approval cannot be given now, beyond the rules it must keep ever after."""
    item = approval.item.rsplit("/", 1)[0]
    if isinstance(text, TextVersion) and text.lang != MASTER:
        since = max(approval.approved_on, approval.effective_from)
        master = library.text(item, MASTER, since)
        if master is None or text.translates != master.text.sha256:
            yield Problem(
                path,
                1,
                f"{text.path} translates other words than the original has on {since}, when it"
                " could first be in force. Bring it up to date and pin its hash first.",
            )
    if approval.item in library.approvals:
        given = library.approvals[approval.item]
        yield Problem(
            given.path,
            1,
            f"`{approval.item}` was approved by `{given.approved_by}` on {given.approved_on}."
            " A new text is a new version.",
        )
    newer = [
        key
        for key in library.approvals
        if key.rsplit("/", 1)[0] == item
        and key_language(key) == key_language(approval.item)
        and int(key.rsplit("/", 1)[1].split(".")[0]) > text.version
    ]
    if newer:
        yield Problem(
            path,
            1,
            f"a later version is approved already ({', '.join(sorted(newer))}), so approving"
            " this one would change nothing for readers.",
        )


def _difference(
    library: Library, key: str, text: VersionText, lang: Language, on: dt.date
) -> Iterator[str]:
    item = key.rsplit("/", 1)[0]
    kind, ident = item.split("/")
    held = (
        library.agreement(ident, lang, on) if kind == "agreements" else library.text(item, lang, on)
    )
    in_force = held.text if held and held.state == "in force" else None
    before = "\n".join(in_force.printed(lang)).splitlines() if in_force else []
    after = "\n".join(text.printed(lang)).splitlines()
    name = in_force.path if in_force else "nothing in force"
    yield from difflib.unified_diff(before, after, name, text.path, lineterm="", n=1)


def write_approval(root: Path, proposal: Proposal) -> None:
    """Write an approval down; from this moment the words of its text are fixed."""
    approval = proposal.approval
    up = "../" * proposal.path.removeprefix(f"{FOLDER}/").count("/")
    lines = [
        f"# yaml-language-server: $schema={up}schemas/approval.json",
        f"item: {approval.item}",
        f"approved_by: {approval.approved_by}",
        f"approved_on: {approval.approved_on.isoformat()}",
        f"effective_from: {approval.effective_from.isoformat()}",
        f"sha256: {approval.sha256}",
    ]
    if approval.original:
        lines.append(f"original: {approval.original}")
    write_whole(root / proposal.path, ("\n".join(lines) + "\n").encode())


def clearance_source(clearance: Clearance, *, with_schema: bool) -> bytes:
    """Return an act of clearing as its file; outside content there is no schema beside it."""
    lines = [
        *(["# yaml-language-server: $schema=../../../schemas/clearance.json"] * with_schema),
        f"document: {clearance.document}",
        f"cleared_by: {clearance.cleared_by}",
        f"cleared_on: {clearance.cleared_on.isoformat()}",
        f"sha256: {clearance.sha256}",
    ]
    return ("\n".join(lines) + "\n").encode()
