"""The preview follows what people write: changed and added files in content/ show by themselves."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.conftest import copy_project

PATIENCE = 60


def fetched(url: str, wanted: str) -> bool:
    """Ask until the page holds the wanted words; a minute at most."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                if wanted in response.read().decode():
                    return True
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    return False


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    project = copy_project(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "generators", "serve", "--address", address],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795392000"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield project, f"http://{address}/"
    process.terminate()
    process.wait(timeout=20)


def test_changed_and_added_stories_appear_in_the_preview(preview: tuple[Path, str]) -> None:
    """First the page as it is, then a changed title, then a story that was not there before."""
    project, url = preview
    story = project / "content/habpost/2026/two-names-one-phrase.md"
    text = story.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    assert fetched(url + "habpost/index.html", title.removeprefix("title:").strip(" \"'")[:20])

    story.write_text(text.replace(title, "title: Changed while you watch"), encoding="utf-8")
    assert fetched(url + "habpost/index.html", "Changed while you watch")

    added = text.replace(title, "title: Added while you watch")
    added = added.replace(f"id: 2026-{story.stem}", "id: 2026-added")
    (story.parent / "added.md").write_text(added, encoding="utf-8")
    assert fetched(url + "habpost/2026/added.html", "Added while you watch")
