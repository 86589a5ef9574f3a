"""Beginning a story, and withdrawing one: nothing of it is left but that it is gone."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.cli import main
from generators.content.checks import check
from generators.content.loader import read_all
from generators.habpost.draft import Draft, draft_file, slug_of
from generators.habpost.feeds import feed_of, feeds
from tests.conftest import ON, change

ANSWERS = [
    "perhaps",
    "no",
    "no",
    "  ",
    "A {title}",
    "A *title*",
    "A ti\udcfftle",
    "A ti\ue000tle",
    'Friends\u00ad  & "others"\a',
    "x" * 257,
    "A summary.",
    "xx",
    "en",
    "drafte",
    "drafter",
    "training",
]


def test_a_new_story_is_a_draft_that_passes_the_checks(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong answer is asked again, with the nearest right one; the file is sound as it is."""
    answers = iter(ANSWERS)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert main(["habpost", "new"]) == 0
    told = capsys.readouterr().out
    library, problems = read_all(at_home)
    story = library.stories["2026-friends-others"]

    assert "Did you mean `drafter`?" in told
    assert "That has 257 characters, 1 too many." in told
    assert "braces or stars, and that has `{`" in told
    assert told.count("a sign that cannot be kept") == 2
    assert problems == []
    assert [p for p in check(library, ON) if p.path == story.path] == []
    assert (story.consent, story.ongoing_case) == ("none needed", False)
    assert (story.title, story.status, story.visible(ON)) == ('Friends & "others"', "draft", False)


def test_a_story_that_cannot_be_read_is_told(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was not checked, and must not look as if nothing had been found in it."""
    story = at_home / "content/habpost/2026/seen.md"
    text = story.read_text(encoding="utf-8").replace("ongoing_case: false", 'ongoing_case: "no"')
    story.write_text(text, encoding="utf-8")

    for files in ([], [str(story)]):
        assert main(["habpost", "check", *files]) == 1
        assert "content/habpost/2026/seen.md:" in capsys.readouterr().err
    assert main(["habpost", "check", "content/habpost/2026/nowhere.md"]) == 2


def test_no_new_story_takes_the_name_of_one_that_was_withdrawn(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["habpost", "withdraw", "2026-seen"]) == 0
    before = sorted(at_home.rglob("*.md"))
    answers = iter(["no", "no", "Seen", "A summary.", "en", "drafter", "training"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))

    assert main(["habpost", "new"]) == 2
    assert "`2026-seen` was withdrawn" in capsys.readouterr().err
    assert sorted(at_home.rglob("*.md")) == before


def test_a_story_of_an_open_case_is_not_begun(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is the first question, and one answer ends everything."""
    before = sorted(at_home.rglob("*.md"))
    monkeypatch.setattr("builtins.input", lambda _: "yes")

    assert main(["habpost", "new"]) == 1
    assert "does not write about open cases" in capsys.readouterr().out
    assert sorted(at_home.rglob("*.md")) == before


def test_a_story_of_people_who_can_be_recognised_waits_for_their_consent(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["no", "yes", "A roof", "A summary.", "en", "drafter", "training"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))

    assert main(["habpost", "new"]) == 0
    story = read_all(at_home)[0].stories["2026-a-roof"]
    assert (story.consent, story.ongoing_case) == ("unknown", False)


@pytest.mark.parametrize("stop", [EOFError, KeyboardInterrupt])
def test_a_story_that_is_broken_off_leaves_nothing(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    """Ctrl+C or the end of the input: no file."""

    def no_more(_: str) -> str:
        raise stop

    before = sorted(at_home.rglob("*.md"))
    monkeypatch.setattr("builtins.input", no_more)

    assert main(["habpost", "new"]) == 2
    assert sorted(at_home.rglob("*.md")) == before


@pytest.mark.parametrize(
    ("epoch", "given", "waits"),
    [
        ("1795467000", [], False),
        ("1795466999", [], True),
        ("1795466999", ["--on", "2026-11-23"], False),
        ("1795467000", ["--on", "2026-11-22"], True),
    ],
)
def test_a_story_of_today_waits_for_its_time_unless_a_day_is_named(
    at_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    epoch: str,
    given: list[str],
    waits: bool,
) -> None:
    """23:50 in Nairobi is 20:50 in UTC; a day that is named is taken to its end."""
    change(at_home, "content/habpost/2026/seen.md", "2026-10-01T09:00", "2026-11-23T23:50")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert main(["check", *given]) == 0
    assert ("seen.md:6: warning: is published, but" in capsys.readouterr().err) is waits


def test_a_withdrawn_story_is_gone_everywhere(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From content, lists and feeds, with a tombstone that holds none of its words."""
    assert main(["habpost", "withdraw", "2026-seen"]) == 0
    told = capsys.readouterr().out
    library, problems = read_all(at_home)
    made = feeds(feed_of(library, "en", ON, "https://example.org"))

    assert problems == []
    assert "Mail that was delivered remains" in told
    assert "names it still" in told
    assert "2026-seen" not in library.stories
    assert not any(
        b"A story that is seen" in path.read_bytes()
        for path in at_home.rglob("*.*")
        if path.is_file()
    )
    assert b"deleted-entry" in made["habpost/atom.xml"]
    assert [p.level for p in check(library, ON) if "was withdrawn" in p.message] == ["warning"]
    assert main(["habpost", "withdraw", "2026-seen"]) == 2


@given(st.text(max_size=200))
def test_any_title_gives_a_safe_name(title: str) -> None:
    """Small letters, digits and hyphens, never empty, never too long."""
    slug = slug_of(title)

    assert slug
    assert len(slug) <= 50
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("title", ["Con", "PRN", "aux", "Nul!", "COM1", "com9", "Lpt5", "çon"])
def test_no_file_is_called_like_a_device_of_windows(title: str) -> None:
    """Neither `con.md` nor `con-1.jpg` is at risk: a device is a whole name before its ending."""
    assert slug_of(title) == f"{slug_of(title).removesuffix('-story')}-story"
    assert [slug_of(one) for one in ("Con men", "com0", "Console")] == [
        "con-men",
        "com0",
        "console",
    ]


def test_the_file_begins_with_what_harms_least() -> None:
    """Draft, no picture, nobody's review; what nobody was asked is unknown."""
    when = dt.datetime(2026, 11, 28, 9, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    name, text = draft_file(Draft("A title", "A summary", "en", "drafter", ("training",)), when)

    assert name == "habpost/2026/a-title.md"
    for line in ("status: draft", "image: none", "ongoing_case: unknown", "reviewed_by: []"):
        assert f"\n{line}\n" in text
    assert "\nconsent: unknown\n" in text


@pytest.mark.parametrize(
    ("old", "new"), [("lang: en", "lang: xx"), ("status: published", "status: publishd")]
)
def test_a_story_that_cannot_be_read_can_be_withdrawn(at_home: Path, old: str, new: str) -> None:
    """What is wrong in a file must not keep it on the site, nor a translation of it."""
    path = at_home / "content/habpost/2026/seen.md"
    text = path.read_text(encoding="utf-8")
    other = at_home / "content/habpost/2026/seen-fr.md"
    french = text.replace("lang: en", "lang: fr\ntranslation_of: 2026-seen").replace(
        "id: 2026-seen", "id: 2026-seen-fr"
    )
    other.write_text(french.replace("ongoing_case: false", "ongoing_case: maybe"), encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    (at_home / "preview").mkdir()

    assert main(["habpost", "withdraw", "2026-seen"]) == 0
    assert not path.exists()
    assert not other.exists()
    assert not (at_home / "preview").exists()
    assert set(read_all(at_home)[0].withdrawn) == {"2026-seen", "2026-seen-fr"}


def test_the_check_of_a_story_tells_all_that_is_wrong_in_it(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not the language alone: an unknown subject, a picture that is not there, each by its line."""
    path = at_home / "content/habpost/2026/seen.md"
    text = path.read_text(encoding="utf-8").replace("tags: [reporting]", "tags: [reportin]")
    path.write_text(text.replace("image: none", "image: {file: a.jpg, alt: A}"), encoding="utf-8")

    assert main(["habpost", "check", str(path)]) == 1
    told = capsys.readouterr().err
    assert "seen.md:14: has the tag `reportin`" in told
    assert "seen.md:9: shows a.jpg" in told
    assert "2 errors." in told
    assert main(["habpost", "check", str(path.with_name("unwritten.md"))]) == 0
