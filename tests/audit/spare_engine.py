"""`python -m tests.audit.spare_engine`: ProperDocs builds the site, byte for byte as MkDocs does.

MkDocs 1.6.1 has no maintainer; ProperDocs is the engine kept ready in its place. One copy of the
tree is built by each in every language; ProperDocs stands in an environment without any MkDocs.
Every file must be the same, and every clause and story be there: no difference is excused.
Exit codes: 0 the same, 1 something differs, 2 could not be run.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

from generators.content.library import Library
from generators.content.loader import load
from generators.content.record import MASTER, Language
from generators.site.build import config_of, languages_of
from tests.site.conftest import ON, ROOT, build, copy_project

LOCK = "requirements/spare.txt"
HOME = ".venv-spare"
STAMP = ".installed"  # written last, so that an installation that broke off is made anew
PROBE = """import importlib.metadata as m, importlib.util as u, sys
sys.exit("MkDocs is there") if u.find_spec("mkdocs") else print(m.version("properdocs"))"""
Files = Mapping[str, bytes]  # by path below the site: fr/conduct.html
Pages = Mapping[str, Sequence[str]]  # paths of what must be there, by kind


class NotRun(Exception):
    """Raised when there is nothing to compare; begins with a sentence that says why."""


def published(site: Path, languages: Sequence[str]) -> dict[str, bytes]:
    """Return the files of all languages; the page above them is not made by an engine."""
    paths = [path for lang in languages for path in (site / lang).rglob("*") if path.is_file()]
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def wanted(library: Library, languages: Sequence[Language], on: dt.date) -> dict[str, list[str]]:
    """Return what must be there, by kind; a language without a text has a page that says so."""
    pages: dict[str, list[str]] = {"clause pages": [], "stories": []}
    for lang in languages:
        stories = {s.address for of in (MASTER, lang) for s in library.visible_stories(of, on)}
        pages["clause pages"] += [f"{lang}/partners/clauses/{c}.html" for c in library.clauses]
        pages["stories"] += [f"{lang}/habpost/{name}.html" for name in stories]
    return pages


def faults(ours: Files, theirs: Files, pages: Collection[str]) -> Iterator[str]:
    """Yield a line for each file that differs, and each page that both engines leave out."""
    for name in sorted({*ours, *theirs, *pages}):
        if name not in ours and name not in theirs:
            yield f"{name}: content/ has it, neither engine publishes it"
        elif name not in theirs:
            yield f"{name}: only MkDocs publishes it"
        elif name not in ours:
            yield f"{name}: only ProperDocs publishes it"
        elif ours[name] != theirs[name]:
            yield f"{name}: {_first_difference(ours[name], theirs[name])}"


def verdict(ours: Files, theirs: Files, pages: Pages) -> tuple[list[str], int]:
    """Return the lines to print, and the exit code."""
    found = list(faults(ours, theirs, [name for names in pages.values() for name in names]))
    counts = [
        f"{kind}: {sum(name in theirs for name in names)} of {len(names)} published by ProperDocs"
        for kind, names in pages.items()
    ]
    made = sum(name.endswith(".html") for name in theirs)
    counts.append(f"files that are no pages: {len(theirs) - made}")
    languages = len({name.partition("/")[0] for name in theirs})
    end = f"{len(found)} differences" if found else "the same bytes"
    return [*found, *counts, f"{made} pages in {languages} languages: {end}"], 1 if found else 0


def _first_difference(ours: bytes, theirs: bytes) -> str:
    lines = enumerate(zip_longest(BytesIO(ours), BytesIO(theirs), fillvalue=b""), 1)
    number, pair = next((at, pair) for at, pair in lines if pair[0] != pair[1])
    left, right = (line.decode(errors="backslashreplace") for line in pair)
    signs = enumerate(zip_longest(left, right))
    first = next((at for at, (sign, other) in signs if sign != other), 0)
    # A file may be one long line, so what is shown begins just before the difference.
    cut = slice(max(0, first - 20), first + 60)
    return f"line {number}: MkDocs {left[cut]!r}, ProperDocs {right[cut]!r}"


def spare_python(root: Path) -> Path:
    """Return the Python that has ProperDocs, made anew when its lock or our Python has changed."""
    home, lock = root / HOME, root / LOCK
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not lock.is_file():
        raise NotRun(f"{LOCK} is missing; `make lock` makes it.")
    stamp = f"{sys.version}\n{sha256(lock.read_bytes()).hexdigest()}\n"
    if python.exists() and (home / STAMP).is_file() and (home / STAMP).read_text() == stamp:
        return python
    _say(f"installing {LOCK} into {HOME}/")
    _done([sys.executable, "-m", "venv", "--clear", str(home)], root, f"{HOME}/ could not be made.")
    # Without dependencies: the theme and the macros name MkDocs, which must stay away.
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-deps"]
    _done([*pip, "--require-hashes", "-r", str(lock)], root, f"{LOCK} could not be installed.")
    (home / STAMP).write_text(stamp)
    return python


def by_properdocs(python: Path, project: Path, target: Path, languages: Sequence[Language]) -> None:
    """Build every language, strictly; not quietly, since then warnings would not count."""
    midnight = dt.datetime.fromisoformat(ON).replace(tzinfo=dt.UTC)
    day = str(int(midnight.timestamp()))
    for lang in languages:
        _say(f"ProperDocs builds {lang}")
        command = [str(python), "-m", "properdocs", "build", "--strict", "-f"]
        command += [str(config_of(project, lang)), "-d", str(target / lang)]
        _done(command, project, f"ProperDocs could not build {lang}.", SOURCE_DATE_EPOCH=day)


def compared(root: Path, folder: Path) -> tuple[list[str], int]:
    """Build one copy of the tree by both engines, below a folder, and return the verdict."""
    python = spare_python(root)
    version = _done([str(python), "-c", PROBE], root, f"{HOME}/ must hold ProperDocs alone.")
    _say(f"ProperDocs {version.strip()}, without MkDocs beside it")
    project, spare = copy_project(folder / "project"), folder / "spare"
    languages = languages_of(project)
    _say(f"MkDocs builds {', '.join(languages)}")
    made = build(project)
    if made.returncode:
        raise NotRun(f"MkDocs could not build the site.\n{made.stderr}")
    by_properdocs(python, project, spare, languages)
    _say("comparing")
    pages = wanted(load(project), languages, dt.date.fromisoformat(ON))
    return verdict(published(project / "site", languages), published(spare, languages), pages)


def _done(command: Sequence[str], folder: Path, complaint: str, **given: str) -> str:
    environ = {**os.environ, **given}
    run = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True)
    if run.returncode:
        raise NotRun(f"{complaint}\n{run.stderr}")
    return run.stdout


def _say(step: str) -> None:
    print(f"spare engine: {step}", flush=True)


def main() -> int:
    """Say each step, then print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            lines, code = compared(ROOT, Path(folder))
        except NotRun as reason:
            print(f"spare engine: {str(reason).rstrip()}", file=sys.stderr)
            return 2
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
