"""How checks, feeds and the site grow with the number of stories, against their goals."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.site_build import plain_builds, took
from bench.two_sites import step
from generators.edge import checked_library
from generators.habpost.feeds import feed_of, feeds
from tests.site.conftest import copy_project

ROOT = Path(__file__).parent.parent
ON = dt.date(2026, 11, 23)
COUNTS = (500, 1000, 5000)
GOAL = 2.0
"""Seconds for a thousand stories, of each of the two."""
SITE_GOAL = 1.3
"""The most that the site with a thousand stories may take of the time of plain Material."""


def stories() -> None:
    """Check ever more stories and write their feeds; print the time and how it grows."""
    previous: tuple[int, float, float] | None = None
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(ROOT / "content", root / "content")
        print(f"psea check, shipped content: {checked_and_fed(root)[0]:.2f} s")
        shipped, _ = checked_and_fed(root)  # now remembered, as below, where only copies are new
        for count in grown(root):
            whole, fed = checked_and_fed(root)
            now = count, whole - shipped, fed
            tell(now, previous)
            previous = now


def grown(root: Path) -> Iterator[int]:
    """Put ever more copies of the shipped stories beside them, in turn; yield how many there are.

    No name comes twice, since the loader remembers what it has read under a name.
    """
    folder = root / "content/habpost/2026"
    models = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.md"))]
    models = [(stem, text) for stem, text in models if "\ntranslation_of:" not in text]
    for count in COUNTS:
        for number in range(count):
            stem, text = models[number % len(models)]
            copy = text.replace(f"id: 2026-{stem}", f"id: 2026-{count}-{number}", 1)
            (folder / f"{count}-{number}.md").write_text(copy, encoding="utf-8")
        yield count
        for path in folder.glob(f"{count}-*.md"):
            path.unlink()


def checked_and_fed(root: Path) -> tuple[float, float]:
    """Return the seconds that it takes to check everything, and to write the three feeds."""
    start = time.perf_counter()
    library, _ = checked_library(root, ON)
    between = time.perf_counter()
    feeds(feed_of(library, "en", ON, "https://psea.example.org"))
    return between - start, time.perf_counter() - between


def tell(now: tuple[int, float, float], before: tuple[int, float, float] | None) -> None:
    """Print both times, a story's share against that of the step before, and the goal if it is one.

    Linear means that a story costs the same among many as among few: a factor near 1.
    """
    for place, what in ((1, "check"), (2, "three feeds")):
        each = now[place] / now[0]
        told = f"{what}, {now[0]} stories: {now[place]:.2f} s, {each * 1000:.2f} ms a story"
        if before:
            told += f", {each / (before[place] / before[0]):.2f} x that of {before[0]}"
        if now[0] == 1000:
            told += f"; goal {GOAL:.0f} s: {'pass' if now[place] <= GOAL else 'fail'}"
        print(told, flush=True)


def magazine() -> None:
    """Build the site with a thousand stories, beside plain Material of the very same pages."""
    with tempfile.TemporaryDirectory() as name:
        project = copy_project(Path(name) / "project")
        next(count for count in grown(project) if count == 1000)
        command = [sys.executable, "-m", "generators", "site", "--on", ON.isoformat()]
        step("building our site with 1,000 stories")
        ours = took(command, project, rounds=1)
        pages = sum(1 for _ in (project / "site").rglob("*.html"))
        step("building plain Material of the same pages, four languages")
        plain = plain_builds(Path(name) / "plain", project, rounds=1)
    verdict = "pass" if ours <= SITE_GOAL * plain else "fail"
    print(
        f"site with 1,000 stories, {pages:,} pages: {ours:.1f} s, {ours / plain:.2f} x four plain"
        f" Material builds; goal {SITE_GOAL}: {verdict}"
    )
