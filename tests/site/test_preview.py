"""A story before anybody else sees it: its page and its message, in a folder of their own."""

import subprocess
import sys
from pathlib import Path

from tests.site.conftest import build, copy_project

STORY = "content/habpost/2026/ways-of-reporting.md"


def preview(project: Path, file: str = STORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generators", "habpost", "preview", file],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_draft_is_shown_as_page_and_mail_and_is_nowhere_else(tmp_path: Path) -> None:
    """Also one whose day is to come; what stood in the preview before is gone."""
    project = copy_project(tmp_path)
    text = (project / STORY).read_text(encoding="utf-8")
    text = text.replace("status: published", "status: draft").replace("2026-ways", "2027-quokka")
    text = text.replace("consent: none needed", "consent: unknown")
    text = text.replace("date: 2026", "date: 2027").replace("title: ", "title: Quokka, or ", 1)
    draft = project / "content/habpost/2027/quokka-of-reporting.md"
    draft.parent.mkdir()
    draft.write_text(text, encoding="utf-8")
    run = preview(project, draft.relative_to(project).as_posix())
    shown = project / "preview/en/habpost/2027/quokka-of-reporting.html"

    assert run.returncode == 0, run.stderr
    assert "Not cleared: nobody has been asked yet (consent: unknown)." in run.stdout
    assert "Not yet cleared: an open case or" in shown.read_text(encoding="utf-8")
    assert "Nobody else sees it: it is not published." in run.stdout
    assert "Quokka, or Ways" in shown.read_text(encoding="utf-8")
    for name in ("message.html", "message.txt"):
        assert "Quokka, or Ways" in (project / "preview" / name).read_text(encoding="utf-8")

    other = preview(project)
    assert other.returncode == 0, other.stderr
    assert "Readers see it." in other.stdout
    assert not shown.exists()
    assert build(project).returncode == 0
    built = (path.read_bytes() for path in (project / "site").rglob("*") if path.is_file())
    assert not any(b"Quokka, or" in data for data in built)


def test_what_cannot_be_shown_is_told(tmp_path: Path) -> None:
    project = copy_project(tmp_path)
    run = preview(project, "content/habpost/2026/none.md")

    assert (run.returncode, run.stdout) == (2, "")
    assert "is no story" in run.stderr
    assert not (project / "preview").exists()
