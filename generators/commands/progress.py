"""How long work is told to take: a bar on a terminal, and nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def counted(items: Iterable[Item], about: int) -> Iterator[Item]:
    """Pass items on, and show a bar on a terminal when they take longer than a moment."""
    started, shown = time.monotonic(), 0.0
    try:
        for done, item in enumerate(items, 1):
            yield item
            now = time.monotonic()
            if sys.stderr.isatty() and now - started > 1 and now - shown > 0.2:
                shown = now
                bar = "█" * min(30, 30 * done // max(about, 1))
                print(f"\r{bar:<30} {done} of about {about}", end="", file=sys.stderr, flush=True)
    finally:
        if shown:
            print(file=sys.stderr)
