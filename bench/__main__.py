"""`make bench`: start-up, the check as content grows, and one annex from a compiled template.

Each figure is a ratio to something measured in the same run on the same machine.
"""

from __future__ import annotations

import datetime as dt
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.site_build import site_build
from generators.annex.answers import check_answers
from generators.annex.compose import compose
from generators.annex.issue import issue, template_of
from generators.content.checks import check
from generators.content.loader import load, read_all

ROOT = Path(__file__).parent.parent
ON = dt.date(2026, 11, 23)


def seconds(run: Callable[[], object], rounds: int = 5) -> float:
    """Return the median time of a few rounds, after one that warms up."""
    run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def start_up() -> None:
    """Compare `psea --help` with Python doing nothing."""
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 15)
    quiet = {"stdout": subprocess.DEVNULL}
    help_ = seconds(
        lambda: subprocess.run([sys.executable, "-m", "generators", "--help"], check=True, **quiet),
        15,
    )
    print(f"psea --help: {help_ / bare:.1f} x `python -c pass`")


def check_grows() -> None:
    """Check the shipped content, then the same with ever more stories."""

    def run(root: Path) -> None:
        library, _ = read_all(root)
        check(library, ON)

    shipped = seconds(lambda: run(ROOT))
    print(f"psea check, shipped content: {shipped:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        stories = root / "content/habpost/2026"
        model = next(iter(sorted(stories.glob("*.md"))))
        text = model.read_text(encoding="utf-8")
        made = 0
        previous = None
        for count in (500, 1000, 5000):
            for number in range(made, count):
                copy = text.replace(f"id: 2026-{model.stem}", f"id: 2026-story-{number}")
                (stories / f"story-{number}.md").write_text(copy, encoding="utf-8")
            made = count
            took = seconds(lambda: run(root), 1) - shipped
            each = took / count * 1000
            grown = f", {each / previous:.2f} x the time a story of before" if previous else ""
            print(f"psea check, {count} stories: {took:.1f} s, {each:.2f} ms a story{grown}")
            previous = each


def annexes() -> None:
    """Compare stamping an annex with composing and writing it each time."""
    library = load(ROOT)
    agreement = next(iter(library.agreements.values()))[-1]
    given = {question.id: question.example for question in agreement.questions}
    answers = check_answers(agreement, library, given, "en").used
    composed = compose(library, agreement.id, "en", ON)
    template = template_of(composed)
    stamped = seconds(lambda: issue(composed, template, library, answers), 50)

    def anew() -> None:
        again = compose(library, agreement.id, "en", ON)
        issue(again, template_of(again), library, answers)

    written = seconds(anew)
    print(f"annex: stamping {stamped * 1000:.2f} ms; anew each time {written / stamped:.0f} x that")


if __name__ == "__main__":
    start_up()
    check_grows()
    annexes()
    site_build()
