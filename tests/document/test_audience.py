"""What is confidential is marked so, and never lies where it is read, published or kept by git."""

import os
import subprocess
from pathlib import Path

import pytest

from generators.content.record import LANGUAGES
from generators.document.audience import (
    AUDIENCES,
    PROJECT_FOLDERS,
    confidential,
    forbidden_folder,
    marking,
)


def test_each_audience_has_a_marking_of_its_own_in_every_language() -> None:
    for lang in LANGUAGES:
        assert len({marking(audience, lang) for audience in AUDIENCES}) == len(AUDIENCES)


def test_what_goes_to_the_secretary_general_is_confidential_and_says_so() -> None:
    assert marking("eosg", "en").startswith("Confidential – ")
    assert marking("public", "en") == "Unclassified – For the public"
    assert [each for each in AUDIENCES if confidential(each)] == ["management", "eosg"]


def test_a_folder_outside_is_free_whether_it_exists_or_not(project: Path, tmp_path: Path) -> None:
    assert forbidden_folder(tmp_path / "out", project) is None
    assert forbidden_folder(tmp_path / "out" / "deeper" / "file.pdf", project) is None


@pytest.mark.parametrize("name", ["", "out", *PROJECT_FOLDERS, "docs/en/new/x.pdf"])
def test_no_place_in_the_project_is_free(project: Path, name: str) -> None:
    assert forbidden_folder(project / name, project) is not None


def test_a_way_around_leads_to_the_same_folder(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(project / "content", target_is_directory=True)
    (tmp_path / "away").mkdir()
    monkeypatch.chdir(tmp_path / "away")
    for way in ("../link", "../link/plan/new", "../project/docs/../x", "../away/../project"):
        assert forbidden_folder(Path(way), project) is not None, way


def test_a_folder_of_the_project_that_links_elsewhere_is_not_free_there_either(
    project: Path, tmp_path: Path
) -> None:
    served = tmp_path / "served"
    served.mkdir()
    (project / "site").symlink_to(served, target_is_directory=True)
    assert forbidden_folder(served / "report.pdf", project) == served


def test_a_git_work_tree_is_not_free_nor_a_second_one_nor_what_lies_in_it(
    project: Path, tmp_path: Path
) -> None:
    tree, second = tmp_path / "tree", tmp_path / "second"
    run = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(tree)]
    subprocess.run(["git", "init", "-q", str(tree)], check=True)
    subprocess.run([*run, "commit", "-q", "--allow-empty", "-m", "first"], check=True)
    subprocess.run([*run, "worktree", "add", "-q", str(second)], check=True)
    for folder in (tree, second):
        assert forbidden_folder(folder / "deep" / "out", project) == folder
        assert forbidden_folder(folder / ".git", project) == folder


def test_another_copy_of_the_project_is_not_free(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "content").mkdir(parents=True)
    (copy / "mkdocs.yml").touch()
    assert forbidden_folder(copy / "out", project) == copy


def test_a_folder_counts_by_what_it_is_and_not_by_its_name(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a system where `CONTENT` and `content`, or a share and a drive, are one folder."""
    other = tmp_path / "CONTENT"
    other.mkdir()
    assert forbidden_folder(other, project) is None
    stat = Path.stat
    same = os.fspath(other)

    def one_folder(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        there = project / "content" if os.fspath(path) == same else path
        return stat(there, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", one_folder)
    assert forbidden_folder(other / "out.pdf", project) == other


def test_a_drive_without_numbers_of_folders_neither_opens_nor_closes_everything(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the names decide."""
    stat = Path.stat

    def no_number(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = stat(path, follow_symlinks=follow_symlinks)
        return os.stat_result((found.st_mode, 0, *found[2:]))

    monkeypatch.setattr(Path, "stat", no_number)
    assert forbidden_folder(project / "docs" / "x.pdf", project) == project / "docs"
    assert forbidden_folder(tmp_path / "out", project) is None
