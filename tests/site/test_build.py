"""The built site: whole or not at all, the same anywhere, and nothing in it that should not be."""

import datetime as dt
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generators.content.loader import load
from generators.content.record import LANGUAGES
from tests.content.test_checks import PIXEL
from tests.site.conftest import ON, ROOT, build, copy_project

DOWNLOADS = (".ics", ".csv")
NEXT_ISSUE = """number: 43
date: 2027-02-01T09:00:00+03:00
introduction: {en: The issue of the quokka.}
feature: 2027-future-quokka
corners:
  - {id: colleagues, title: {en: Quokka}, story: 2026-hidden-quokka}
"""
"""An issue that is prepared, and so are its stories."""


class Page(HTMLParser):
    """Collects what a page links to, loads, and can be linked at."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source"):
            self.loads += [given[name] for name in ("src", "srcset") if name in given]
        if tag == "link" and given.get("rel") != "canonical":
            self.loads.append(given.get("href", ""))


def read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: read(path) for path in sorted(site.rglob("*.html"))}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_item_of_content_has_its_page(site: Path) -> None:
    """Counted against the content, since an engine may publish nothing and report success."""
    library = load(ROOT)
    made = {path.relative_to(site / "en").as_posix() for path in (site / "en").rglob("*.html")}
    wanted = {f"partners/clauses/{ident}.html" for ident in library.clauses}
    wanted |= {f"directory/{ident}.html" for ident in library.directory}
    wanted |= {f"habpost/2026/{story.address[5:]}.html" for story in library.stories.values()}
    wanted |= {f"training/courses/{ident}.html" for ident in library.courses}
    wanted |= {f"training/paths/{ident}.html" for ident in library.paths}
    meeting = (each for each in library.mechanisms.values() if each.kind == "mechanism")
    wanted |= {f"coordination/{each.id}.html" for each in meeting}
    wanted |= {
        f"{name}.html" for name in ("index", "contacts", "conduct", "instruments", "glossary")
    }
    wanted |= {f"{name}/index.html" for name in ("directory", "habpost", "partners", "training")}
    wanted |= {"coordination/index.html", "training/high-risk.html"}

    assert set() == wanted - made
    assert len(library.stories) >= 3
    assert (site / "index.html").exists()


def test_every_link_leads_to_a_page_and_an_anchor(pages: dict[Path, Page], site: Path) -> None:
    """No link is broken, on any page, within the page or to another."""
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or not (parts.path or parts.fragment):
                continue
            if path.name == "404.html":
                continue  # the theme gives it absolute addresses, which need a server
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if there.is_dir():
                there /= "index.html"
            if there not in pages and not (there.suffix in DOWNLOADS and there.is_file()):
                broken.append(f"{path.relative_to(site)}: {link}")
            elif parts.fragment and unquote(parts.fragment) not in pages[there].ids:
                broken.append(f"{path.relative_to(site)}: {link} (no such anchor)")

    assert broken == []


def test_calendars_stand_where_their_pages_lead_and_not_in_the_search(site: Path) -> None:
    """Each language has its own, in its own words; what looks for pages finds none of them."""
    for lang in LANGUAGES:
        here = site / lang / "coordination"
        files = sorted(path.name for path in here.glob("*.ics"))
        assert files == ["meetings.ics", "psea-brown-bags.ics", "sea-working-group.ics"]
        for name in files:
            assert f";LANGUAGE={lang}:".encode() in (here / name).read_bytes()
            page = "index" if name == "meetings.ics" else name.removesuffix(".ics")
            assert f'href="{name}"' in (here / f"{page}.html").read_text(encoding="utf-8")
        index = (site / lang / "assets/search-index.js").read_text(encoding="utf-8")
        assert "coordination/psea-brown-bags.html" in index
        assert ".ics" not in index
        assert "VEVENT" not in index


def test_nothing_is_loaded_from_another_host(pages: dict[Path, Page], site: Path) -> None:
    """No page, script or style names an outside address that a browser would fetch."""
    outside = [
        f"{path.relative_to(site)}: {address}"
        for path, page in pages.items()
        for address in page.loads
        if urlsplit(address).scheme not in ("", "data") or address.startswith("//")
    ]
    for path in site.rglob("*.css"):
        found = re.findall(r"url\(\s*[\"']?(https?:)?//", path.read_text(encoding="utf-8"))
        outside += [str(path)] * len(found)

    assert outside == []


def test_help_stands_on_every_page(pages: dict[Path, Page], site: Path) -> None:
    """Every page of the English site links to the help page."""
    without = [
        str(path.relative_to(site))
        for path, page in pages.items()
        if site / "en" in path.parents
        and not any(link.split("#")[0].endswith("contacts.html") for link in page.links)
        and path.name not in ("contacts.html", "404.html")
    ]

    assert without == []


def test_two_builds_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """In another folder, another time zone, another locale, another hash seed."""
    project = copy_project(tmp_path / "elsewhere" / "a longer name")
    run = build(project, TZ="Asia/Kolkata", LC_ALL="C", PYTHONHASHSEED="123")
    assert run.returncode == 0, run.stderr
    first, second = tree(site), tree(project / "site")

    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_a_fault_in_the_content_leaves_the_old_site_standing(tmp_path: Path) -> None:
    """Nothing is built, nothing half-written stays, and the reason is told."""
    project = copy_project(tmp_path)
    (project / "site").mkdir()
    (project / "site" / "old.html").write_text("old")
    clause = project / "content/clauses/reporting/1.en.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n<b>markup</b>\n", encoding="utf-8")
    run = build(project)

    assert run.returncode == 1
    assert "content/clauses/reporting/1.en.md" in run.stderr
    assert "holds HTML" in run.stderr
    assert {"old.html"} == set(tree(project / "site"))
    assert [path.name for path in project.iterdir() if path.name.startswith(".site")] == []


def plain_build(project: Path, epoch: str) -> subprocess.CompletedProcess[str]:
    """Build the English site without the `psea` command, at a moment."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env={**os.environ, "SOURCE_DATE_EPOCH": epoch, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_plain_mkdocs_builds_the_english_site(site: Path, tmp_path: Path) -> None:
    """`mkdocs build` works, strict, and gives the same pages."""
    project = copy_project(tmp_path)
    run = plain_build(project, "1795392000")

    assert run.returncode == 0, run.stderr
    assert tree(site / "en").keys() == tree(project / "site" / "en").keys()


def test_plain_mkdocs_stops_on_a_fault_in_the_content(tmp_path: Path) -> None:
    """The same check stands before `mkdocs build` and `mkdocs serve`."""
    project = copy_project(tmp_path)
    office = project / "content/directory/headquarters.yml"
    office.write_text(office.read_text(encoding="utf-8").replace("kind:", "knd:"), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode != 0
    assert "Did you mean `kind`?" in run.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize("macro", ["{{ nowhere }}", "{{ nowhere() }}", "{{ 1 / 0 }}", "{% nope %}"])
def test_a_macro_that_fails_stops_the_build(tmp_path: Path, macro: str) -> None:
    """By default the plugin publishes an error page; here the build fails."""
    project = copy_project(tmp_path)
    page = project / "docs/en/glossary.md"
    page.write_text(page.read_text(encoding="utf-8") + macro, encoding="utf-8")

    assert build(project).returncode != 0
    assert not (project / "site").exists()


def test_what_a_title_holds_is_shown_and_never_run(tmp_path: Path) -> None:
    """Macros, scripts, pictures and Markdown in a title come out as they were written."""
    project = copy_project(tmp_path)
    story = project / "content/habpost/2026/two-names-one-phrase.md"
    text = story.read_text(encoding="utf-8")
    title = re.search(r"^title: .*$", text, re.MULTILINE)
    assert title
    nasty = "Help: </title><script>alert(1)</script> ![p](https://x.invalid/p.png) [a](b) ~ # %"
    text = text.replace(title[0], f"title: '{nasty}'", 1)
    text = text.replace("summary: ", "summary: '\"><script>alert(2)</script> ' # ", 1)
    story.write_text(text, encoding="utf-8")
    run = build(project)
    assert run.returncode == 0, run.stderr
    for name in (f"habpost/2026/{story.stem}", "habpost/index", "index", "search"):
        page = read(project / f"site/en/{name}.html")
        source = (project / f"site/en/{name}.html").read_text(encoding="utf-8")
        assert "alert(1)</script>" not in source.replace("alert(1)&lt;/script", "")
        assert "alert(2)</script>" not in source
        assert [load for load in page.loads if "invalid" in load] == []
    shown = (project / f"site/en/habpost/2026/{story.stem}.html").read_text(encoding="utf-8")
    assert "alert(1)&lt;/script&gt; ![p](https://x.invalid/p.png) [a](b) ~ # %</h1>" in shown


def test_braces_in_a_title_are_refused(tmp_path: Path) -> None:
    """A title prints as it is: what looks like a place or a macro is a mistake."""
    project = copy_project(tmp_path)
    story = project / "content/habpost/2026/two-names-one-phrase.md"
    text = re.sub(
        r"^title: .*$", "title: 'Sum {{ 6 * 7 }}'", story.read_text(encoding="utf-8"), flags=re.M
    )
    story.write_text(text, encoding="utf-8")

    assert build(project).returncode == 1


def test_what_nobody_may_see_leaves_no_trace(tmp_path: Path) -> None:
    """Not one byte of it: no page, list, search index, feed or picture, whatever its state.

    The translation is published, but its original is a draft; the issue of next month names them.
    """
    project = copy_project(tmp_path)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('address: ""', 'address: "https://psea.example.org"'), "utf-8")
    stories = project / "content/habpost/2026"
    model = next(iter(sorted(stories.glob("*.md")))).read_text(encoding="utf-8")
    hidden = {
        "hidden-quokka": {"status": "draft", "image": "{file: quokka.png, alt: A quokka}"},
        "reviewed-quokka": {"status": "approved"},
        "withdrawn-quokka": {"status": "withdrawn"},
        "expired-quokka": {"status": "published\nexpires: 2026-10-01"},
        "future-quokka": {"date": "2027-02-01T09:00:00+03:00"},
        "hidden-quokka-fr": {"lang": "fr\ntranslation_of: 2026-hidden-quokka\ntranslates: pending"},
    }
    for slug, changes in hidden.items():
        changed = {"title": "Zyzzyva quokka", "summary": "Zyzzyva quokka.", **changes}
        year = changed.get("date", "2026")[:4]
        text = model
        for field, value in {"id": f"{year}-{slug}", **changed}.items():
            text = re.sub(rf"^{field}: .*$", f"{field}: {value}", text, flags=re.M)
        folder = stories.parent / year
        folder.mkdir(exist_ok=True)
        (folder / f"{slug}.md").write_text(text, encoding="utf-8")
    (stories / "quokka.png").write_bytes(PIXEL)
    (stories.parent / "issues/043.yml").write_text(NEXT_ISSUE, encoding="utf-8")
    run = build(project)

    assert run.returncode == 0, run.stderr
    assert "nobody sees it before a build at" in run.stderr
    built = tree(project / "site")
    assert "en/habpost/atom.xml" in built
    assert PIXEL not in built.values()
    for name, data in built.items():
        assert "quokka" not in name and "issues/043" not in name
        assert b"uokka" not in data, name


def test_a_story_appears_with_the_first_build_after_its_time(tmp_path: Path) -> None:
    """A second before, on the same day, there is not one byte of it: no page, search or feed."""
    project = copy_project(tmp_path)
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('address: ""', 'address: "https://psea.example.org"'), "utf-8")
    at = dt.datetime.fromisoformat("2026-11-23T23:50:00+03:00")
    story = (project / "content/habpost/2026/before-anything-happens.md").read_text("utf-8")
    fields = {"id": "2026-late-quokka", "title": "Zyzzyva quokka", "date": at.isoformat()}
    for field, value in fields.items():
        story = re.sub(rf"^{field}: .*$", f"{field}: {value}", story, count=1, flags=re.M)
    (project / "content/habpost/2026/late-quokka.md").write_text(story, encoding="utf-8")
    found = []
    for seconds in (-1, 0):
        run = plain_build(project, str(int(at.timestamp()) + seconds))
        assert run.returncode == 0, run.stderr
        built = tree(project / "site/en")
        found.append({name for name, data in built.items() if b"uokka" in data})

    assert found[0] == set()
    assert {
        "habpost/2026/late-quokka.html",
        "habpost/atom.xml",
        "habpost/feed.json",
        "assets/search-index.js",
    } <= found[1]


def test_what_is_not_verified_says_so(site: Path) -> None:
    """Phone numbers that nobody has called, and facts from memory, carry the mark."""
    library = load(ROOT)
    page = (site / "en/contacts.html").read_text(encoding="utf-8")
    for channel in library.channels.values():
        for phone in channel.phones:
            shown = f'<bdi dir="ltr" class="whole">{phone.number}</bdi>'
            assert shown in page
            if channel.verified_on == "never":
                after = page[page.index(shown) + len(shown) :][:60]
                assert "(to be confirmed)" in after


def test_names_come_only_from_the_overlay(tmp_path: Path) -> None:
    """A real focal point's name is shown when the office's own file gives it; no example's ever."""
    project = copy_project(tmp_path)
    office = project / "content/directory/roas-cairo.yml"
    text = office.read_text(encoding="utf-8")
    mailbox = re.search(r"\S+@example\.org", text)
    assert mailbox
    text = text.replace(mailbox[0], "psea.cairo@un.invalid", 1).replace("true", "false", 1)
    office.write_text(text.replace("verified_on: never", "verified_on: 2026-11-01", 1))
    overlay = project / "content/directory/names.local.yml"
    name = "sea-focal-point focal-point: Name Of Somebody"
    overlay.write_text(f"names:\n  roas-cairo:\n    {name}\n  headquarters:\n    {name} Else\n")
    run = build(project)
    cairo = (project / "site/en/directory/roas-cairo.html").read_text(encoding="utf-8")
    nairobi = (project / "site/en/directory/headquarters.html").read_text(encoding="utf-8")

    assert run.returncode == 0, run.stderr
    assert "Name Of Somebody" in cairo
    assert "Name Of Somebody" not in nairobi
    ignored = subprocess.run(
        ["git", "check-ignore", "content/directory/names.local.yml"], cwd=ROOT, check=False
    )
    assert ignored.returncode == 0


def test_the_day_of_the_build_is_passed_in() -> None:
    """The fixture's day is the one that plain MkDocs gets through the environment."""
    assert dt.datetime.fromtimestamp(1795392000, dt.UTC).date().isoformat() == ON
