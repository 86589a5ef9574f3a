"""Commands on what is said of a year: the report, the management letter, and who cleared what."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from generators.commands.arguments import language_of, write_all
from generators.commands.documents import files_of, folder_for, formats_of, stem_of
from generators.commands.plan import plan_of
from generators.commands.report_inputs import (
    CLEARANCES,
    clearance_folder,
    clearances_of,
    counts_for,
    refusing,
    report_of,
    tables_from,
)
from generators.content.checks.reports import clearance_faults
from generators.content.kinds import FOLDER
from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.problems import Problem, ProblemsFound
from generators.content.reports import Clearable, Clearance
from generators.content.source import nearest
from generators.content.writer import clearance_source
from generators.document.audience import Audience
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.reporting.clearance import grouped, holds, sheet, sheet_audience
from generators.reporting.hashes import Hashes, hashes_of, report_hash
from generators.reporting.letter import letter_document, sign_off
from generators.reporting.report import report_document
from generators.reporting.year import year_of

KINDS: dict[Audience, Clearable] = {"public": "report", "eosg": "exact-report"}
"""The audiences of a report, and what is cleared for each."""


PUBLISHED = (
    "Whoever passes this report on publishes its figures: record them with psea figures release,"
    " so that later releases are audited together with them."
)


@telling
def report(given: argparse.Namespace) -> int:
    """Write the yearly report for its audience; what is confidential goes outside the project."""
    lang, on, root = language_of(given.lang), day(given.on), project_root()
    audience = next((each for each in KINDS if each == given.audience), None)
    if audience is None:
        raise Misused(f"`{given.audience}` is no audience of a report ({', '.join(KINDS)}).")
    formats, folder = formats_of(given.format), folder_for(audience, given.out, root)
    library, _ = checked_library(root, on)
    plan = plan_of(library, given.year)
    tables = tables_from(given.figures, library, report_of(library, plan), root)
    counts = counts_for(audience, tables, library, plan, given.figures)
    acts = clearances_of(library, plan, given.figures)
    now = {KINDS[audience]: report_hash(library, plan, counts, audience)}
    year = year_of(library, plan, counts, audience, lang)
    document = report_document(year, on, cleared=any(holds(now, act) for act in acts))
    stem = stem_of("report", plan, lang, audience)
    _write(folder, files_of(document, stem, formats, given.base))
    print(f"{document.marking}. {document.draft_mark or 'cleared'}.")
    if tables and audience == "public":
        print(PUBLISHED)
    return 0


@telling
def certification(given: argparse.Namespace) -> int:
    """Write the management letter; it is a draft until its signatory has signed it off."""
    lang, on, root = language_of(given.lang), day(given.on), project_root()
    formats, folder = formats_of(given.format), folder_for("secretariat", given.out, root)
    library, _ = checked_library(root, on)
    plan = plan_of(library, given.year)
    letter = library.certifications.get(str(plan.year))
    if letter is None:
        where = f"content/plan/{plan.year}/certification.yml"
        raise Misused(f"there is no management letter of {plan.year}. Write {where}.")
    document = letter_document(library, letter, lang, on)
    stem = stem_of("certification", plan, lang)
    _write(folder, files_of(document, stem, formats, given.base))
    signed = sign_off(library, letter)
    state = f"signed off by {signed.cleared_by} on {signed.cleared_on}" if signed else "not signed"
    print(f"{document.marking}. {document.draft_mark or state}.")
    return 0


@telling
def clearance(given: argparse.Namespace) -> int:
    """Say who cleared what; with `--as`, record that a role clears one document, word for word."""
    lang, on, root = language_of(given.lang), day(given.on), project_root()
    library, _ = checked_library(root, on)
    plan = plan_of(library, given.year)
    hashes = _asked(given, plan, _hashes(given, library, plan, root))
    acts = clearances_of(library, plan, given.figures)
    if getattr(given, "as"):
        _record(given, library, hashes, acts)
        return 0
    if given.out:
        folder = folder_for(sheet_audience(hashes), given.out, root)
        document = sheet(library, plan, hashes, acts, lang, on)
        stem = stem_of("clearance", plan, lang)
        _write(folder, files_of(document, stem, formats_of(given.format), given.base))
    for kind, sha256 in hashes.items():
        print(f"{plan.year}/{kind}: {grouped(sha256)}")
        for act in (act for act in acts if act.kind == kind):
            state = "cleared" if holds(hashes, act) else "void, the words have changed: was cleared"
            print(f"    {state} by {act.cleared_by} on {act.cleared_on}")
    return 0


def _asked(given: argparse.Namespace, plan: Plan, hashes: Hashes) -> Hashes:
    """Return the hash of the document that was named; of all of them where none was."""
    if given.document is None and not getattr(given, "as"):
        return hashes
    for kind, sha256 in hashes.items():
        if kind == given.document:
            return {kind: sha256}
    there = ", ".join(hashes)
    more = "" if "exact-report" in hashes else "; exact-report needs --figures"
    raise Misused(f"say which document of {plan.year} is cleared ({there}{more}).")


def _hashes(given: argparse.Namespace, library: Library, plan: Plan, root: Path) -> Hashes:
    """Return what can be cleared of a year; the report with exact figures only where these are."""
    if given.figures is None:
        return hashes_of(library, plan, ())
    tables = tables_from(given.figures, library, report_of(library, plan), root)
    with refusing(given.figures):
        return hashes_of(library, plan, tables)


def _record(
    given: argparse.Namespace, library: Library, hashes: Hashes, acts: list[Clearance]
) -> None:
    """Write down one act of clearing: into content, or beside the exact figures."""
    [(kind, sha256)], role = hashes.items(), getattr(given, "as")
    if role not in library.roles:
        raise Misused(f"`{role}` is no role in content/roles/.{nearest(role, list(library.roles))}")
    if not given.on:
        raise Misused("give the day on which it was cleared: --on 2026-12-01.")
    document = f"{given.year}/{kind}"
    act = Clearance(document=document, cleared_by=role, cleared_on=day(given.on), sha256=sha256)
    if wrong := [message for _, message in clearance_faults(library, act)]:
        raise ProblemsFound(Problem(document, 1, message) for message in wrong)
    for earlier in (each for each in acts if (each.kind, each.cleared_by) == (kind, role)):
        if holds(hashes, earlier):
            raise Misused(f"{role} cleared exactly these words on {earlier.cleared_on} already.")
    secret = kind == "exact-report"
    base = clearance_folder(given.figures) if secret else project_root() / FOLDER / CLEARANCES
    path = base / document / f"{role}.yml"
    write_whole(path, clearance_source(act, with_schema=not secret))
    print(f"{document} is cleared by {role} on {act.cleared_on}: {path}")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    targets = {folder / name: data for name, data in files.items()}
    write_all(targets)
    print("\n".join(map(str, targets)))
