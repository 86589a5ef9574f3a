"""Lighthouse's scores of our pages beside plain Material's, with what it finds fault with in ours.

Its own mobile preset, a few rounds, ours and plain in turns; the scores are those of the round with
the median performance, the only one that varies. SEO is left out: it would count against the site
that search engines are told to stay away, which is meant. Lighthouse comes from npm by
bench/package-lock.json, drives the Chromium of the system, reports to nobody, and its browser finds
no host but this machine.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.two_sites import PAGES, Both, Unmeasured, run
from tests.tools.provision import chromium

HERE = Path(__file__).resolve().parent
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
}
BROWSER = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic "
    '--host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"'
)
ROUNDS = 3
TRIES = 3
PASSED = 0.9
"""From here on Lighthouse itself calls an audit passed."""


@dataclass(frozen=True)
class Judged:
    """One page: the score of each category, and what takes points away, a line each."""

    scores: dict[str, int]
    faults: tuple[str, ...]


def lighthouse(both: Both) -> None:
    """Print the scores side by side, then the audits that our pages fail."""
    node, browser = program("node"), chromium()
    if browser is None:
        raise Unmeasured("Chromium is missing: `make tools` installs it or says how.")
    install(program("npm"))
    judged: dict[tuple[str, str], list[Judged]] = {}
    for number in range(1, ROUNDS + 1):
        for page in PAGES:
            for name, served in both.each():
                what = f"Lighthouse, round {number} of {ROUNDS}, {page}, {name}"
                found = judge(what, node, browser, served.url(page), both.folder)
                judged.setdefault((name, page), []).append(found)
    show({key: middle(found) for key, found in judged.items()})


def middle(found: list[Judged]) -> Judged:
    """Return the round whose performance is the median: the other scores do not vary."""
    return sorted(found, key=lambda one: one.scores["performance"])[len(found) // 2]


def show(judged: dict[tuple[str, str], Judged]) -> None:
    """Print the scores, then what is wrong with our pages."""
    print(f"Lighthouse, mobile, median of {ROUNDS}: ours (plain Material)")
    print("  " + "page".ljust(19) + "".join(title.rjust(17) for title in CATEGORIES.values()))
    for page in PAGES:
        print(row(page, judged["ours", page], judged["plain", page]))
    for page in PAGES:
        for fault in judged["ours", page].faults:
            print(f"  {page}: {fault}")


def program(name: str) -> str:
    """Return the path of a program."""
    path = shutil.which(name)
    if path is None:
        raise Unmeasured(f"{name} is missing: `make tools` installs it or says how.")
    return path


def install(npm: str) -> None:
    """Install what bench/package-lock.json names, unless that is what is there."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamp = HERE / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_text(encoding="ascii") == lock:
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run("npm ci in bench", command, HERE, PUPPETEER_SKIP_DOWNLOAD="1")
    stamp.write_text(lock, encoding="ascii")


def judge(what: str, node: str, browser: str, url: str, folder: Path) -> Judged:
    """Let Lighthouse look at one page; where it could not see, as happens to it, once more."""
    out = folder / "lighthouse.json"
    command = [node, str(HERE / "node_modules/lighthouse/cli/index.js"), url, "--quiet"]
    command += ["--output=json", f"--output-path={out}", "--no-enable-error-reporting"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={BROWSER}"]
    # What browser and Lighthouse keep for themselves goes with the folder.
    away = {"TMPDIR": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    for again in range(TRIES - 1, -1, -1):
        try:
            run(what, command, folder, CHROME_PATH=browser, **away)
            break
        except Unmeasured:
            if not again:
                raise
    return judged_from(json.loads(out.read_text(encoding="utf-8")))


def judged_from(report: dict[str, Any]) -> Judged:
    """Read scores and faults from a report."""
    scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
    lost = [name for name, score in scores.items() if score < 100]
    return Judged(scores, tuple(line for name in lost for line in faults(report, name)))


def faults(report: dict[str, Any], category: str) -> Iterator[str]:
    """Yield what takes points away in a category, and what Lighthouse advises against it."""
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        score = audit["score"]
        if score is not None and score < (1 if part["weight"] else PASSED):
            value = (
                f", {audit['displayValue']}".replace("\xa0", " ")
                if audit.get("displayValue")
                else ""
            )
            cost = "" if part["weight"] else " (advice)"
            yield f"{category}: {part['id']}: {audit['title']}{value}{cost}"


def row(page: str, ours: Judged, plain: Judged) -> str:
    """Return a line of the table: our scores, with plain Material's in brackets."""
    cells = (f"{ours.scores[name]} ({plain.scores[name]})".rjust(17) for name in CATEGORIES)
    return f"  {page:<19}{''.join(cells)}"
