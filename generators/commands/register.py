"""Commands of the register: what was issued, where a file comes from, and making it again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from generators.annex.answers import check_answers
from generators.annex.identity import NoAnnex, identity_of
from generators.annex.parallel import issue_in
from generators.annex.register import Entry, Issue, NoEntry, entry_of, moved, read_entry, sha256
from generators.commands.annex_inputs import (
    agreement_of,
    answers_from,
    editions_of,
)
from generators.commands.arguments import language_of, write_all
from generators.content.problems import Problem, ProblemsFound
from generators.edge import WRONG, Misused, day, program_version, register_folder, telling
from generators.files import write_whole


@telling
def listed(given: argparse.Namespace) -> int:
    """Print a line for each annex in the register, oldest first; 1 when an entry is damaged."""
    folder, damaged, count = _register(), [], 0
    print(f"{'code':11}{'issued on':12}{'lang':6}{'state':7}agreement and reference")
    sound: list[Issue] = []
    for path, entry in _entries(folder):
        if isinstance(entry, NoEntry):
            damaged.append(Problem(path.as_posix(), 1, f"{entry}."))
        else:
            sound.append(entry.issue)
    for said in sorted(sound, key=lambda each: (each.issued_on, each.reference)):
        count += 1
        named = f"{said.agreement} {said.reference}"
        print(f"{said.code:11}{said.issued_on:12}{said.langs:6}{said.state:7}{named}")
    print(f"{count} in {folder}.")
    if damaged:
        raise ProblemsFound(damaged)
    return 0


@telling
def show(given: argparse.Namespace) -> int:
    """Print what the register says of one annex; with --out, give back the files as issued."""
    path, entry = _found(given.code)
    said = entry.issue
    print(f"{path}")
    print(f"{said.code}  {said.agreement}, version {said.version}, in {said.langs}: {said.state}")
    print(f"library {said.library}, layout {said.layout}, program {said.program}")
    print("\n".join(["", "Answers"]))
    print("\n".join(line for answer in said.answers.items() for line in _answer_lines(*answer)))
    print("\n".join(["", "Decisions", *(f"  {line}" for line in said.decisions), "", "Files"]))
    print("\n".join(f"  {name}  sha256 {digest}" for name, digest in said.files.items()))
    if given.out:
        _give(entry, Path(given.out))
    return 0


def _answer_lines(name: str, value: object) -> Iterator[str]:
    """Yield an answer as a person reads it: lists, scores and actions with a line an entry."""
    match value:
        case dict():
            entries = [f"{key}: {inner}" for key, inner in value.items()]
        case list():
            entries = [
                " | ".join(map(str, each.values())) if isinstance(each, dict) else str(each)
                for each in value
            ]
        case _:
            yield f"  {name}: {value}"
            return
    yield f"  {name}:{'' if entries else ' none'}"
    yield from (f"    - {entry}" for entry in entries)


@telling
def add(given: argparse.Namespace) -> int:
    """Register an annex that was issued without the register, if its answers make the same file."""
    folder, path = _register(), Path(given.file)
    data = path.read_bytes()
    said = _identity(path, data)
    lang = language_of(said["lang"])
    library, agreement = agreement_of(said["agreement"].partition("/")[0], lang, day(None))
    answers = answers_from(Path(given.answers), agreement, library, lang)
    langs = (lang, language_of(given.parallel)) if given.parallel else (lang,)
    editions = editions_of(library, agreement, langs, answers, given.base)
    annex, _ = issue_in(editions, answers)
    if annex.code != said["code"]:
        raise Misused(
            f"{path} has the code {said['code']}; these answers give {annex.code} with the texts,"
            " the layout and the base document of today. Nothing was registered. Give --parallel"
            " and --base as they were given when it was issued."
        )
    if annex.data != data:
        raise Misused(f"{path} was changed since it was issued; only what was issued is kept.")
    entry = entry_of(editions, annex, answers, {annex.file_name: data}, program_version())
    print(f"{kept(folder, entry)}: {annex.code} is in the register.")
    return 0


@telling
def inspect(given: argparse.Namespace) -> int:
    """Say where a file comes from, and whether it is as it was issued; 1 when it is not."""
    path = Path(given.file)
    data = path.read_bytes()
    said = _by_bytes(data) or _identity(path, data)
    ident, _, version = said["agreement"].partition("/")
    print(f"{path}: code {said['code']}, {ident} version {version}, library {said['library']}.")
    folder = register_folder()
    if folder is None:
        print("Whether it is as it was issued, only the register can tell; set PSEA_REGISTER.")
        return 0
    entry_path, entry = _found(said["code"])
    issue_said = entry.issue
    print(f"In the register: {entry_path}, issued on {issue_said.issued_on}, {issue_said.state}.")
    if sha256(data) in issue_said.files.values():
        print("It is exactly the file that was issued.")
        return 0
    again = f"psea annex register show {said['code']} --out FOLDER"
    print(f"It is not the file that was issued: somebody saved or changed it since. See {again}")
    return WRONG


@telling
def reissue(given: argparse.Namespace) -> int:
    """Make an annex again from the register, byte for byte, or say what has moved since."""
    path = Path(given.annex)
    code = _identity(path, path.read_bytes())["code"] if path.is_file() else given.annex
    _, entry = _found(code)
    said = entry.issue
    library, agreement = agreement_of(said.agreement, said.lang, day(said.issued_on))
    checked = check_answers(agreement, library, said.answers, said.lang)
    if checked.refused:
        raise ProblemsFound(Problem(given.annex, 1, str(each)) for each in checked.refused)
    langs = (said.lang, said.parallel) if said.parallel else (said.lang,)
    editions = editions_of(library, agreement, langs, checked.used, given.base)
    annex, _ = issue_in(editions, checked.used)
    now = entry_of(editions, annex, checked.used, {annex.file_name: annex.data}, program_version())
    if now.issue.files.items() <= said.files.items():
        _give(Entry(now.issue, now.files), Path(given.out))
        print(f"{said.code} is made again, byte for byte.")
        return 0
    reasons = moved(said, now.issue) or ["the answers or the dates of approvals"]
    raise ProblemsFound(
        Problem(given.annex, 1, f"cannot be made again: {reason}.") for reason in reasons
    )


def kept(folder: Path, entry: Entry, *, settled: bool = True) -> Path:
    """Write an entry; the same annex in further formats is added, anything else refused."""
    path = folder / entry.path
    if path.exists() and path.stat().st_size:  # empty is what a power cut can leave
        try:
            before = read_entry(path.read_bytes())
        except NoEntry as error:
            raise Misused(f"{path} {error}. Restore it before anything is issued.") from None
        both = {**before.files, **entry.files}
        same = all(both[name] == data for name, data in before.files.items())
        if not same:
            reasons = "; ".join(moved(before.issue, entry.issue)) or "its bytes"
            raise Misused(
                f"{entry.issue.code} was issued before, and would be another file now: {reasons}."
                f" Give out the one issued: psea annex register show {entry.issue.code} --out DIR"
            )
        if before.issue.answers != entry.issue.answers:
            raise Misused(
                f"{entry.issue.code} is in the register with other answers that do not print, such"
                " as the reason of a waiver. Give the agreement another reference or date, or keep"
                " to the answers recorded."
            )
        if both == before.files:
            return path
        hashes = {name: sha256(data) for name, data in sorted(both.items())}
        entry = Entry(before.issue.model_copy(update={"files": hashes}), both)
    write_whole(path, entry.data(), settled=settled)
    return path


def _register() -> Path:
    folder = register_folder()
    if folder is None:
        raise Misused(
            "no register is set. Set PSEA_REGISTER to its folder, for instance a shared drive:"
            r' setx PSEA_REGISTER "R:\psea-register" (then open a new window).'
        )
    return folder


def _entries(folder: Path) -> Iterator[tuple[Path, Entry | NoEntry]]:
    for path in sorted(folder.glob("*/*.zip")):
        try:
            yield path, read_entry(path.read_bytes())
        except NoEntry as error:
            yield path, error


def _found(code: str) -> tuple[Path, Entry]:
    folder = _register()
    for path in sorted(folder.glob("*/*.zip")):
        if path.stem.endswith(f".{code.strip().upper()}"):
            try:
                return path, read_entry(path.read_bytes())
            except NoEntry as error:
                raise Misused(f"{path} {error}. Restore it from a backup.") from None
    raise Misused(f"the register, {folder}, holds no annex with the code `{code}`.")


def _identity(path: Path, data: bytes) -> dict[str, str]:
    try:
        return identity_of(data)
    except NoAnnex as error:
        raise Misused(
            f"{path} {error}. The code in its footer leads to it: psea annex register show CODE"
        ) from None


def _by_bytes(data: bytes) -> dict[str, str] | None:
    """Return what a PDF or an HTML file is, which the register alone knows by its bytes."""
    if data.startswith(b"PK") or register_folder() is None:
        return None
    digest = sha256(data)
    entries = (each.issue for _, each in _entries(_register()) if isinstance(each, Entry))
    found = next((said for said in entries if digest in said.files.values()), None)
    if found is None:
        return None
    agreement = f"{found.agreement}/{found.version}"
    return {"agreement": agreement, "code": found.code, "library": found.library}


def _give(entry: Entry, out: Path) -> None:
    files = {out / name: data for name, data in entry.files.items()}
    write_all(files)
    print("\n".join(map(str, files)))
