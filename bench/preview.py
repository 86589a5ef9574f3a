"""How long writers wait for their own words: from saving a file until the preview shows it.

Both previews run at once, ours on a copy of the project and plain `mkdocs serve` on the same pages
as plain Markdown. In each round every file gets a line more, one after the other, ours and plain in
turns; the page is asked for every 20 ms until the line is on it. One round warms up.
"""

from __future__ import annotations

import datetime as dt
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from bench.site_build import ON, stage
from bench.two_sites import Unmeasured, free_ports, step
from tests.site.conftest import copy_project

ROUNDS = 5
GOAL = 2.0
EVERY = 0.02
PATIENCE = 60
FILES = (
    ("a hand-written page", "docs/en", "conduct"),
    ("a story", "content", "habpost/2026/ways-of-reporting"),
)
"""What is edited: where its source lies in the project, and its page."""


@dataclass(frozen=True)
class Edited:
    """A file that somebody edits, and where its page is looked at."""

    file: Path
    url: str


def preview() -> None:
    """Print the seconds from saving to seeing, as ratios to plain MkDocs, and against the goal."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        step("starting both previews")
        with both_previews(folder) as edits:
            times = rounds(edits)
    for what, (ours, plain) in times.items():
        word = "pass" if ours <= GOAL else "fail"
        print(
            f"preview, {what}: {ours:.2f} s from saving to seeing, "
            f"{ours / plain:.2f} x plain mkdocs serve; goal {GOAL:.0f} s: {word}"
        )


@contextmanager
def both_previews(folder: Path) -> Iterator[dict[str, tuple[Edited, Edited]]]:
    """Run both previews until the caller is done; give what to edit, ours and plain."""
    project, plain = folder / "project", folder / "plain"
    project.mkdir()
    copy_project(project)
    config = next(path for path in stage(plain) if path.parent.name == "en")
    one, other = (f"127.0.0.1:{port}" for port in free_ports())
    ours = ["generators", "serve", "--address", one]
    theirs = ["mkdocs", "serve", "--quiet", "--dev-addr", other, "-f", str(config)]
    with serving(ours, project, folder), serving(theirs, plain, folder):
        yield {
            what: (
                Edited(project / source / f"{page}.md", f"http://{one}/{page}.html"),
                Edited(config.parent / f"docs/{page}.md", f"http://{other}/{page}.html"),
            )
            for what, source, page in FILES
        }


@contextmanager
def serving(module: list[str], cwd: Path, folder: Path) -> Iterator[None]:
    """Run one preview in silence, its own temporary files inside ours, and stop it at the end."""
    midnight = int(dt.datetime.combine(ON, dt.time(), dt.UTC).timestamp())
    process = subprocess.Popen(
        [sys.executable, "-m", *module],
        cwd=cwd,
        env={
            **os.environ,
            "TMPDIR": str(folder),
            "SOURCE_DATE_EPOCH": str(midnight),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def rounds(edits: dict[str, tuple[Edited, Edited]]) -> dict[str, tuple[float, float]]:
    """Edit everything once to warm up and then a few times; return the medians, ours and plain."""
    times: dict[str, list[tuple[float, float]]] = {what: [] for what in edits}
    for edited in (one for pair in edits.values() for one in pair):
        await_words(edited.url, "</html>")
    for number in range(ROUNDS + 1):
        step(f"editing, round {number} of {ROUNDS}" if number else "editing once to warm up")
        for what, (ours, plain) in edits.items():
            words = f"Written in round {number}."
            times[what].append((save_to_sight(ours, words), save_to_sight(plain, words)))
    return {
        what: (statistics.median(ours), statistics.median(plain))
        for what, pairs in times.items()
        for ours, plain in [zip(*pairs[1:], strict=True)]
    }


def save_to_sight(edited: Edited, words: str) -> float:
    """Add a paragraph to a file, and return the seconds until the preview shows it."""
    text = edited.file.read_text(encoding="utf-8")
    start = time.perf_counter()
    edited.file.write_text(f"{text.rstrip()}\n\n{words}\n", encoding="utf-8")
    await_words(edited.url, words)
    return time.perf_counter() - start


def await_words(url: str, words: str) -> None:
    """Ask for a page until it holds the words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                if words in answer.read().decode():
                    return
        except (OSError, HTTPException):
            pass  # not there yet: it starts, or builds
        time.sleep(EVERY)
    raise Unmeasured(f"the preview did not show the change within {PATIENCE} seconds.")
