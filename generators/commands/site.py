"""Commands of the site: build it whole or not at all, and preview it."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from generators.content.problems import report
from generators.edge import Misused, checked_library, moment, project_root, telling
from generators.files import replace_folder
from generators.site.build import NotBuilt, build_all, chooser, languages_of, preview

# Material prints a banner about the engine's future on each run; what it means for this project
# is in CONTRIBUTING.md, and its date, 2027-05-05, with it.
BANNERS = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
CHOOSER = "overrides/chooser.html"


@telling
def site(given: argparse.Namespace) -> int:
    """Build every language beside the old site, then put the new one in its place."""
    root, until = project_root(), moment(given.on)
    _, warnings = checked_library(root, until.date(), until)
    if warnings:
        print(report(warnings), file=sys.stderr)
    quiet(until)
    languages = languages_of(root)
    print(f"building {', '.join(languages)} …", flush=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=root) as folder:
        new = Path(folder) / "site"
        _built(lambda: build_all(root, new, languages))
        template = (root / CHOOSER).read_text(encoding="utf-8")
        (new / "index.html").write_bytes(chooser(template, languages).encode())
        replace_folder(new, root / "site")
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(f"{pages} pages built. Open {root / 'site' / 'index.html'} in a browser.")
    return 0


@telling
def serve(given: argparse.Namespace) -> int:
    """Preview the English site until it is stopped with Ctrl+C."""
    root = project_root()
    host, _, port = given.address.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise Misused(f"`{given.address}` is no address to listen at; write 127.0.0.1:8000.")
    quiet(None)
    print(f"Preview: http://{given.address}/ (stop with Ctrl+C)", flush=True)
    _built(lambda: preview(root / "mkdocs.yml", given.address))
    return 0


def quiet(until: dt.datetime | None) -> None:
    """Silence the theme's banner, and have the build work for a moment."""
    os.environ.update(BANNERS)
    if until is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(int(until.timestamp()))


def _built(run: Callable[[], None]) -> None:
    try:
        run()
    except NotBuilt as error:
        raise Misused(f"nothing was built, the old site stands. {error}") from None
