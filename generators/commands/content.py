"""Commands on content: check it, approve a text, write the schemas."""

from __future__ import annotations

import argparse
import sys

from generators.content.problems import ProblemsFound, report
from generators.content.writer import map_schemas, propose_approval, write_approval, write_schemas
from generators.edge import checked_library, day, moment, project_root, telling


@telling
def check(given: argparse.Namespace) -> int:
    """Print every problem in the content; 1 when there is an error."""
    until = moment(given.on)
    library, warnings = checked_library(project_root(), until.date(), until)
    if warnings:
        print(report(warnings), file=sys.stderr)
    texts = sum(len(versions) for versions in library.texts.values())
    print(
        f"Content is sound: {texts} texts, {len(library.stories)} stories,"
        f" {len(library.directory)} offices, {len(library.instruments)} instruments."
    )
    return 0


@telling
def approve(given: argparse.Namespace) -> int:
    """Show what an approval changes for readers, then write it."""
    root, on = project_root(), day(given.on)
    library, _ = checked_library(root, on)
    proposal, problems = propose_approval(library, given.item, getattr(given, "as"), on)
    if proposal is None or problems:
        raise ProblemsFound(problems)
    print("\n".join(proposal.difference))
    if given.dry_run:
        print(f"\nNothing was written. Without --dry-run, {proposal.path} records the approval.")
        return 0
    write_approval(root, proposal)
    print(f"\n{proposal.approval.item} is approved by {given.__dict__['as']}: {proposal.path}")
    return 0


@telling
def schemas(given: argparse.Namespace) -> int:
    """Write the schemas that are not up to date."""
    root = project_root()
    for name in (*write_schemas(root), *write_schemas(root, map_schemas())):
        print(f"written: {name}")
    return 0
