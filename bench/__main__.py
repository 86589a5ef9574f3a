"""`make bench`: every measurement; `python -m bench NAME …`: those that are named.

Figures are ratios to something measured in the same run on the same machine, or stand beside a
goal.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from bench.broadcasts import broadcasts
from bench.figures import figures
from bench.lighthouse import lighthouse
from bench.paint import paint
from bench.plans import plans
from bench.preview import preview
from bench.site_build import site_build
from bench.stories import magazine, stories
from bench.two_sites import Unmeasured, two_sites


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
    command = [sys.executable, "-m", "generators", "--help"]
    quiet = subprocess.DEVNULL
    help_ = seconds(lambda: subprocess.run(command, check=True, stdout=quiet), 15)
    print(f"psea --help: {help_ / bare:.1f} x `python -c pass`")


def annexes() -> None:
    """Compare annexes with what a legal unit would use instead."""
    try:
        from bench.annexes import annexes as measure
    except ModuleNotFoundError as error:
        raise Unmeasured(f"{error.name} is not installed; `make bench` does that") from None
    measure()


def readers() -> None:
    """Compare what readers get with plain Material of the same pages: paint, then Lighthouse."""
    with two_sites() as both:
        attempt("paint", lambda: paint(both))
        attempt("lighthouse", lambda: lighthouse(both))


def attempt(name: str, measure: Callable[[], None]) -> None:
    """Take one measurement; when it cannot be taken, say why, and let the others follow."""
    try:
        measure()
    except Unmeasured as reason:
        print(f"{name}: not measured: {reason}", flush=True)


BENCHES = {
    "start": start_up,
    "stories": stories,
    "magazine": magazine,
    "broadcast": broadcasts,
    "annex": annexes,
    "figures": figures,
    "plan": plans,
    "site": site_build,
    "readers": readers,
    "preview": preview,
}


def main(names: list[str]) -> int:
    """Take the named measurements, or all; Ctrl+C ends them in one sentence."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"No measurement is called {unknown[0]}: there are {', '.join(BENCHES)}.")
        return 2
    try:
        for name in names or BENCHES:
            attempt(name, BENCHES[name])
    except KeyboardInterrupt:
        print("\nStopped: what was measured until now stands above.", flush=True)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
