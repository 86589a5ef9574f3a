"""A hidden count is nowhere in a built site: no page, search index, chart, download or address."""

import json
import os
import subprocess
import sys
from pathlib import Path

from generators.content.figures import FigureRelease
from generators.figures.released import Occasion, release_of, release_source
from tests.figures.test_pages import LARGE, held, hidden, planted
from tests.site.conftest import copy_project
from tests.site.test_build import tree


def release_file(record: FigureRelease) -> str:
    occasion = Occasion(record.id, record.on, record.example, ())
    return release_source(release_of(record), occasion, LARGE)


def test_no_file_of_a_site_holds_a_hidden_count(tmp_path: Path) -> None:
    """Looked for as digits, with thousands parted in whatever way, in every byte that is built."""
    project, record = copy_project(tmp_path / "project"), planted()
    (project / "content/figures/releases/2023.yml").write_text(release_file(record))
    secret, shown = hidden(record), {"50708", "60809"}
    ran = subprocess.run(
        [sys.executable, "-m", "generators.site.build", "mkdocs.yml", str(tmp_path / "site")],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795392000"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    built = tree(tmp_path / "site")

    assert len(secret) == 8
    for name, data in built.items():
        assert held(f"{name} {data.decode('utf-8', 'replace')}", secret) == set(), name
    for name in ("figures/2023.html", "figures/2023.csv"):
        assert held(built[name].decode(), shown) == shown
    tails = indexed_tails(built["assets/search-index.js"], "figures/2023.html")
    assert {each[-3:] for each in shown} <= tails
    assert tails & {each[-3:] for each in secret} == set()


def indexed_tails(script: bytes, url: str) -> set[str]:
    """Return the words of three digits by which the search finds a page: ends of its numbers."""
    index = json.loads(script.decode().removeprefix("var searchIndex = ").rstrip(";\n"))
    page = [each[0] for each in index["pages"]].index(url)
    words = index["words"].items()
    return {word for word, pages in words if len(word) == 3 and page in pages[::2]}
