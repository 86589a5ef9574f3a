"""The comparison of two built sites finds what one engine leaves out, adds or changes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from generators.content.loader import load
from tests.audit import spare_engine
from tests.audit.spare_engine import HOME, LOCK, main, published, spare_python, verdict, wanted
from tests.conftest import ON, PROJECT, write

STORY = "fr/habpost/2026/one.html"
PAGES = {"stories": [STORY]}
SITE = {
    STORY: b"<h1>Un</h1>\n",
    "en/conduct.html": b"<p>\nWe report.\n</p>\n",
    "en/assets/search-index.js": b"var searchIndex = {};\n",
}
LANGUAGES = ("en", "fr")


def built(folder: Path, site: dict[str, bytes]) -> dict[str, bytes]:
    """Write a site, with a page above the languages, and read it back."""
    for name, data in {**site, "index.html": str(folder).encode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return published(folder, LANGUAGES)


def judged(
    tmp_path: Path, ours: dict[str, bytes], theirs: dict[str, bytes]
) -> tuple[list[str], int]:
    """Return the verdict on two sites in folders of their own."""
    return verdict(built(tmp_path / "ours", ours), built(tmp_path / "theirs", theirs), PAGES)


def without(name: str) -> dict[str, bytes]:
    return {path: data for path, data in SITE.items() if path != name}


def test_equal_sites_are_the_same_bytes_and_counted(tmp_path: Path) -> None:
    """Pages, stories and other files are counted; the page above the languages is left out."""
    lines, code = judged(tmp_path, SITE, SITE)

    assert code == 0
    assert lines == [
        "stories: 1 of 1 published by ProperDocs",
        "files that are no pages: 1",
        "2 pages in 2 languages: the same bytes",
    ]


def test_a_missing_page_and_an_extra_file_are_named(tmp_path: Path) -> None:
    """Each by name, with the engine that alone publishes it, in order, and counted."""
    lines, code = judged(tmp_path, SITE, without("en/conduct.html") | {"en/a.css": b""})

    assert code == 1
    assert lines[:2] == [
        "en/a.css: only ProperDocs publishes it",
        "en/conduct.html: only MkDocs publishes it",
    ]
    assert lines[-1] == "1 pages in 2 languages: 2 differences"


def test_a_changed_byte_is_shown_with_its_line_on_each_side(tmp_path: Path) -> None:
    """The first line that differs is enough to see what happened."""
    lines, code = judged(tmp_path, SITE, SITE | {"en/conduct.html": b"<p>\nWe reported\n</p>\n"})

    assert code == 1
    shown = r"line 2: MkDocs 'We report.\n', ProperDocs 'We reported\n'"
    assert lines[0] == f"en/conduct.html: {shown}"


@pytest.mark.parametrize(
    ("ours", "theirs", "shown"),
    [
        pytest.param(b"a\n", b"a", r"line 1: MkDocs 'a\n', ProperDocs 'a'", id="last line end"),
        pytest.param(b"a\n", b"a\r\n", r"line 1: MkDocs 'a\n', ProperDocs 'a\r\n'", id="line end"),
        pytest.param(b"a\n", b"", r"line 1: MkDocs 'a\n', ProperDocs ''", id="emptied"),
        pytest.param(
            b"\xff", b"\\xff", r"line 1: MkDocs '\\xff', ProperDocs '\\xff'", id="no text"
        ),
    ],
)
def test_every_change_of_bytes_is_a_difference(
    tmp_path: Path, ours: bytes, theirs: bytes, shown: str
) -> None:
    """Also where what is printed of both looks alike."""
    name = "en/conduct.html"
    lines, code = judged(tmp_path, SITE | {name: ours}, SITE | {name: theirs})

    assert (lines[0], code) == (f"{name}: {shown}", 1)


def test_of_a_long_line_only_what_stands_around_the_difference_is_shown(tmp_path: Path) -> None:
    """The search index is one line of hundreds of thousands of signs."""
    index = "en/assets/search-index.js"
    ours, theirs = (SITE | {index: b"x" * 9000 + sign + b"y" * 9000} for sign in (b"1", b"2"))
    lines, _ = judged(tmp_path, ours, theirs)

    shown = f"MkDocs '{'x' * 20}1{'y' * 59}', ProperDocs '{'x' * 20}2{'y' * 59}'"
    assert lines[0] == f"{index}: line 1: {shown}"


def test_a_story_that_both_engines_lose_is_a_fault(tmp_path: Path) -> None:
    """Equal sites are not enough: an engine may publish nothing and report success."""
    lines, code = judged(tmp_path, without(STORY), without(STORY))

    assert code == 1
    assert lines[0] == f"{STORY}: content/ has it, neither engine publishes it"
    assert "stories: 0 of 1 published by ProperDocs" in lines


def test_what_must_be_there_is_counted_from_the_content() -> None:
    """Each clause and each story that readers may see, in each language; no draft, none to come."""
    pages = wanted(load(PROJECT), ("en", "fr"), ON)

    assert sorted(pages["stories"]) == ["en/habpost/2026/seen.html", "fr/habpost/2026/seen.html"]
    assert len(pages["clause pages"]) == 2 * 4
    assert "fr/partners/clauses/reporting.html" in pages["clause pages"]


def test_an_environment_is_used_again_until_its_lock_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Installing takes minutes; an installation that broke off is not used."""
    commands: list[Sequence[str]] = []

    def pretended(command: Sequence[str], folder: Path, complaint: str) -> str:
        python = folder / HOME / "bin/python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        commands.append(command)
        return ""

    monkeypatch.setattr(spare_engine, "_done", pretended)
    write(tmp_path, LOCK, "properdocs==1.6.7\n")
    for _ in range(2):
        spare_python(tmp_path)
    assert len(commands) == 2  # made, installed; then used again
    write(tmp_path, LOCK, "properdocs==1.6.8\n")
    spare_python(tmp_path)
    assert len(commands) == 4


def test_without_its_lock_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is built, and the exit code is that of a check that could not be run."""
    monkeypatch.setattr(spare_engine, "ROOT", tmp_path)

    assert main() == 2
    assert capsys.readouterr().err == f"spare engine: {LOCK} is missing; `make lock` makes it.\n"
