"""`psea plan update`: what workbooks change in a plan, shown first, and written when asked to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generators.commands.landing import tried
from generators.commands.plan import plan_of
from generators.content.library import Library
from generators.content.plan import Plan
from generators.content.problems import ProblemsFound, counted, report
from generators.edge import Misused, checked_library, day, project_root, telling
from generators.files import write_whole
from generators.plan.fields import Row
from generators.plan.merge import FieldChange, Merged, merged, shown
from generators.plan.state import state_of
from generators.plan.update import Updated, in_workbook, updated_files
from generators.plan.workbook import plan_title
from generators.plan.workbook_read import Submission, read_submission

_OWNER, _OTHER_OWNER = "~$", ".~lock."
"""How the files begin that Excel and LibreOffice lay beside a file that they have open."""


@telling
def update(given: argparse.Namespace) -> int:
    """Print what workbooks change, and write it if asked; if anything is wrong, nothing."""
    root, today = project_root(), day(None)
    library, _ = checked_library(root, today)
    plan = plan_of(library, given.year)
    submissions, rows = _read(_paths(given.files), plan), state_of(library, plan).rows
    merge = merged(rows, submissions)
    print("\n".join(_told(merge, library, plan)))
    _tell_more(submissions, rows)
    if merge.problems:
        raise ProblemsFound(merge.problems)
    sources = {each.path: (root / each.path).read_bytes() for each in library.plan_outputs(plan)}
    files, problems = updated_files(library, plan, merge, sources, today)
    if problems:
        raise ProblemsFound(problems)
    if files:
        _try(root, files, merge)
    if files and given.apply:
        _replace(root, {path: each.data for path, each in files.items()}, sources)
        print("".join(f"written: {path}\n" for path in files), end="")
    elif files:
        print("\nNothing is written yet. To write it: the same command with --apply at its end.")
    return 0


def _paths(names: Sequence[str]) -> list[Path]:
    """Return the files meant; Windows leaves it to programs to know what `*.xlsx` means."""
    found: list[Path] = []
    for path in map(Path, names):
        several = sorted(path.parent.glob(path.name)) if "*" in path.name else []
        found += [each for each in several if not each.name.startswith(_OWNER)] or [path]
    return found


def _tell_more(submissions: Sequence[Submission], rows: Mapping[str, Row]) -> None:
    """Print what may surprise: a plan that has moved since, and comments, which go nowhere."""
    for each in submissions:
        if each.state.rows != rows:
            message = "was made from an earlier state of the plan: what it does not change stays"
            print(f"{each.file} {message} as it is now.")
    if notes := [note for each in submissions for note in each.notes]:
        print(report(notes), file=sys.stderr)


def _read(paths: Sequence[Path], plan: Plan) -> list[Submission]:
    """Return what all workbooks say, or raise what is wrong in any of them."""
    found, problems = [], []
    for path in paths:
        data = _bytes_of(path)
        try:
            found.append(read_submission(data, path.as_posix(), plan.year))
        except ProblemsFound as wrong:
            problems += wrong.problems
    if problems:
        raise ProblemsFound(problems)
    return found


def _bytes_of(path: Path) -> bytes:
    """Return a workbook's bytes; one that is open may have changes that are not in its file yet."""
    if path.name.startswith((_OWNER, _OTHER_OWNER)):
        message = "is no workbook: a program lays it beside a file that it has open"
        raise Misused(f"{path} {message}. Name the workbook itself, after it is closed.")
    for owner in (_OWNER + path.name, f"{_OTHER_OWNER}{path.name}#"):
        if (beside := path.with_name(owner)).exists():
            raise Misused(
                f"{path} is open in Excel or LibreOffice, since {beside.name} lies beside it. Save"
                " and close it there, then run this again. If it is not open, delete that file."
            )
    try:
        return path.read_bytes()
    except PermissionError:
        message = "cannot be read: it is open in another program, most likely in Excel"
        raise Misused(f"{path} {message}. Save and close it there, then run this again.") from None
    except FileNotFoundError:
        raise Misused(f"there is no file {path}. Check its name and folder.") from None


def _told(merge: Merged, library: Library, plan: Plan) -> Iterator[str]:
    """Yield the changes, line by line of the plan, with the count of them in front."""
    known = {line.activity.id: line.output.path for line in library.plan_lines(plan)}
    refs = list(merge.by_ref)
    old = [ref for ref in refs if ref in known]
    fields = sum(change.ref in known for change in merge.changes)
    counts = f"{counted(fields, 'changed field')} in {counted(len(old), 'line')}"
    yield f"{plan_title(plan)}: {counts}, {counted(len(refs) - len(old), 'new line')}."
    for ref in refs:
        changes = [each for each in merge.by_ref[ref] if each.field != "id"]
        yield f"{ref} ({known[ref]})" if ref in known else f"{ref} (new)"
        yield from (_change(each, new=ref not in known) for each in changes)


def _change(change: FieldChange, *, new: bool) -> str:
    both = shown(change.after) if new else f"{shown(change.before)} → {shown(change.after)}"
    return f"    {change.field}: {both}  [{change.where}]"


def _try(root: Path, files: Mapping[str, Updated], merge: Merged) -> None:
    """Check the content as it would be; what is wrong is told by the cell that it comes from."""
    try:
        data = {path: each.data for path, each in files.items()}
        tried(root, data, "Nothing was written. With what the workbooks say")
    except ProblemsFound as found:
        wrong = [in_workbook(problem, files, merge) for problem in found.problems]
        raise ProblemsFound(wrong) from None


def _replace(root: Path, files: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Write all files or none: where one cannot be written, those before it are put back."""
    done: list[str] = []
    for path, data in files.items():
        try:
            if (root / path).read_bytes() != before[path]:
                raise Misused(f"{path} was changed by somebody else just now. Run this again.")
            write_whole(root / path, data)
            done.append(path)
        except BaseException as error:
            for earlier in done:
                write_whole(root / earlier, before[earlier])
            if isinstance(error, PermissionError):
                message = "cannot be written: it is open in another program, or locked"
                raise Misused(f"{path} {message}. Nothing was changed. Close it first.") from None
            raise
