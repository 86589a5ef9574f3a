"""What a reader on a poor line waits for: our pages beside plain Material's, visit by visit.

A visit is a first one: a new browser profile, so nothing is cached. The line is 400 kbit/s with
400 ms delay and the processor is slowed four times, both by the browser itself; the server is a
real nginx on this machine. Paint times are the browser's own, from the start of the navigation.
Bytes and requests are what nginx logged: packed, with headers, and whatever asked for them.
"""

from __future__ import annotations

import os
import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.two_sites import PAGES, Both, Served, Unmeasured, step
from tests.browser.conftest import QUIET
from tests.tools.provision import chromium

ROUNDS = 5
BYTES_A_SECOND = 400_000 / 8
DELAY_MS = 400
SLOWER = 4
LARGEST = """() => new Promise(tell => new PerformanceObserver(
    list => tell(list.getEntries().at(-1).startTime)
).observe({type: "largest-contentful-paint", buffered: true}))"""
FIRST = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


@dataclass(frozen=True)
class Visit:
    """One first view: milliseconds until something and until the main thing shows, and its cost."""

    first: float
    largest: float
    sent: int
    requests: int


def paint(both: Both) -> None:
    """Print, page by page, what a first view takes and costs, as ratios to plain Material."""
    program = chromium()
    if program is None:
        raise Unmeasured("Chromium is missing: `make tools` installs it or says how.")
    try:
        visits = visits_of(program, both)
    except Error as error:
        raise Unmeasured(f"the browser failed: {error.message.splitlines()[0]}") from None
    print(f"first view at 400 kbit/s, 400 ms delay, CPU x {SLOWER}, median of {ROUNDS} visits;")
    print("(x …) is the ratio to plain Material of the same page")
    print(f"  {'page':<19}{'first paint':>18}{'largest paint':>18}{'kB':>16}{'requests':>13}")
    for page in PAGES:
        print(row(page, median(visits["ours", page]), median(visits["plain", page])))


def visits_of(program: str, both: Both) -> dict[tuple[str, str], list[Visit]]:
    """Visit every page of both sites, ours and plain in turns, round by round."""
    visits: dict[tuple[str, str], list[Visit]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[*QUIET],
            env={**os.environ, "TMPDIR": str(both.folder)},
        )
        visit(browser, both.ours, PAGES[0])  # the first page of a browser pays for its start
        for number in range(1, ROUNDS + 1):
            for page in PAGES:
                step(f"first views, round {number} of {ROUNDS}, {page}")
                for name, served in both.each():
                    visits.setdefault((name, page), []).append(visit(browser, served, page))
        browser.close()
    return visits


def visit(browser: Browser, served: Served, name: str) -> Visit:
    """Open one page as on a cheap phone, with nothing cached, and wait until all is there."""
    before = sizes(served.log)
    context = browser.new_context(
        viewport={"width": 412, "height": 823},
        device_scale_factor=1.75,
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    slow_down(page)
    page.goto(served.url(name), wait_until="networkidle", timeout=120_000)
    first, largest = page.evaluate(FIRST), page.evaluate(LARGEST)
    context.close()
    sent = sizes(served.log)[len(before) :]
    return Visit(first, largest, sum(sent), len(sent))


def slow_down(page: Page) -> None:
    """Make the line and the processor of this page those of a reader with little of both."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line = {
        "offline": False,
        "latency": DELAY_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def sizes(log: Path) -> list[int]:
    """Return the bytes that nginx sent, answer by answer."""
    return [int(line) for line in log.read_text(encoding="ascii").split()]


def median(visits: list[Visit]) -> Visit:
    """Return the median of each figure by itself."""
    return Visit(
        statistics.median(one.first for one in visits),
        statistics.median(one.largest for one in visits),
        int(statistics.median(one.sent for one in visits)),
        int(statistics.median(one.requests for one in visits)),
    )


def row(page: str, ours: Visit, plain: Visit) -> str:
    """Return a line of the table: our figures, each with its ratio to plain Material's."""

    def cell(shown: str, mine: float, theirs: float, width: int) -> str:
        return f"{shown} (x {mine / theirs:.2f})".rjust(width)

    return (
        f"  {page:<19}"
        + cell(f"{ours.first:.0f} ms", ours.first, plain.first, 18)
        + cell(f"{ours.largest:.0f} ms", ours.largest, plain.largest, 18)
        + cell(f"{ours.sent / 1000:.1f}", ours.sent, plain.sent, 16)
        + cell(f"{ours.requests}", ours.requests, plain.requests, 13)
    )
