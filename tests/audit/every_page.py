"""`python -m tests.audit.every_page`: every page in every view, by both engines and our own checks.

What is found is printed, and recorded in content/ for the accessibility statement. It takes about
half an hour on two cores; the suite looks at every page once, and at each type in every view.
With pages named (`fr/contacts`), only those are looked at, and the results of the others stay.
Exit codes: 0 nothing found, 1 something was, 2 the site could not be built or has no such page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from generators.content.audit import PATH, Audit, audit_file
from generators.content.loader import load
from generators.files import write_whole
from tests.browser.accessibility import VIEWS, View, findings, looking, opened
from tests.browser.conftest import QUIET, Silent
from tests.site.conftest import ROOT, build, copy_project
from tests.tools.provision import HERE, chromium

PROCESSES = 2
ENGINES = {"axe-core": "axe-core", "HTML_CodeSniffer": "html_codesniffer"}
SIZE = 30
"""Pages a job: small enough for a count that moves."""


@dataclass(frozen=True)
class Job:
    """Some pages to look at in one view."""

    site: Path
    view: View
    pages: tuple[str, ...]


def jobs(site: Path, pages: Sequence[str]) -> Iterator[Job]:
    """Yield the work: every page in every view."""
    for view in VIEWS:
        for start in range(0, len(pages), SIZE):
            yield Job(site, view, tuple(pages[start : start + SIZE]))


def looked_at(job: Job) -> list[tuple[str, str, str]]:
    """Return page, view and finding for everything that is found."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(job.site)))
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])
        with looking(browser, job.view) as page:
            for name in job.pages:
                opened(page, f"{address}/{name}")
                found += [(name, job.view.name, line) for line in findings(page)]
        browser.close()
    server.shutdown()
    return found


def everything(site: Path, pages: Sequence[str]) -> list[tuple[str, str, str]]:
    """Look at pages in every view, two jobs at a time, and say how far it is."""
    work = list(jobs(site, pages))
    found: list[tuple[str, str, str]] = []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for done, future in enumerate(as_completed(pool.submit(looked_at, j) for j in work), 1):
            found += future.result()
            print(
                f"\raudit: {done} of {len(work)} parts, {len(found)} findings", end="", flush=True
            )
    print()
    return sorted(found)


def record(
    pages: Sequence[str], found: Sequence[tuple[str, str, str]], on: dt.date, kept: dict[str, int]
) -> bytes:
    """Return the file that the accessibility statement prints from; `kept` are older results."""
    counts = Counter(name for name, _, _ in found)
    named = [name for name in pages if "/" in name]  # not the page to choose a language on
    audit = Audit(
        audited_on=on,
        engines={name: version_of(package) for name, package in ENGINES.items()},
        views=[view.name for view in VIEWS],
        pages=kept | {name.removesuffix(".html"): counts[name] for name in named},
    )
    return audit_file(audit)


def version_of(package: str) -> str:
    """Return the version of an engine that is installed."""
    described = HERE / "node_modules" / package / "package.json"
    return str(json.loads(described.read_text(encoding="utf-8"))["version"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the site in a copy, audit it, record what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--on", required=True, help="the day of the audit, as 2026-11-28")
    parser.add_argument(
        "pages", nargs="*", help="only these, as fr/contacts; results of others stay"
    )
    given = parser.parse_args(arguments)
    on = dt.date.fromisoformat(given.on)
    with tempfile.TemporaryDirectory() as folder:
        project = copy_project(Path(folder))
        made = build(project)
        if made.returncode:
            print(f"audit: the site could not be built.\n{made.stderr}", file=sys.stderr)
            return 2
        site = project / "site"
        every = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
        pages = [f"{name}.html" for name in given.pages] or every
        if unknown := [name for name in pages if name not in every]:
            print(f"audit: there is no page {unknown[0]}.", file=sys.stderr)
            return 2
        audit = load(ROOT).audit
        kept = dict(audit.pages) if audit and given.pages else {}
        found = everything(site, pages)
        write_whole(ROOT / PATH, record(pages, found, on, kept))
    for name, view, line in found:
        print(f"{name}: {view}: {line}")
    print(f"{len(found)} findings; recorded in {PATH}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
