"""A Word file becomes a draft with all its words and pictures, or a list of why it does not."""

import argparse
import io
import re
import subprocess
import sys
import types
import zipfile
from pathlib import Path

import pytest
import yaml
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.cli import main
from generators.content.checks import check
from generators.content.loader import load, read_all
from generators.content.prose import BulletList, Heading, Paragraph, plain
from generators.content.prose_parser import parse
from generators.habpost.likely_language import likely_language
from generators.habpost.tidy_words import PRIVATE, tidy
from generators.habpost.word_draft import Answers, draft_of, lacking, titled
from generators.habpost.word_import import Piece, WordStory, read_word, unpacked
from tests.conftest import ON, ROOT, TESTS
from tests.habpost.word_files import (
    AUTHOR,
    PLAIN,
    TITLED,
    WHO,
    WHOLE,
    Edit,
    changed,
    files_below,
    imported,
    link,
    numbered,
    photograph,
    picture,
    raw,
    run,
    said,
    story_of,
    unzipped,
    with_footnotes,
    within,
    word_file,
    zipped,
)

BODY = """\
We **ask** *twice*: is it \\{safe\\} & [dry] \\*here\\*, an odd place of 40 m²?

See The plan [1].

## What was done

- lighting
- paths

### How

1. first
2. then

> Nothing was easy.
>
> Everything was worth it.

![The same roof, at night](new-roofs-2.jpg)

*A roof at night*

\\- not a list [2]
"""


def test_a_word_file_becomes_a_draft_with_its_pictures(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All words in their order, links and footnotes as sources, the first picture as the lead."""
    note = f"<w:p><w:r><w:footnoteRef/></w:r>{run(' The minutes of March')}</w:p>"
    data = with_footnotes(word_file(*WHOLE), [note])
    before = files_below(at_home)

    assert imported(at_home / "in.docx", data, "--tag", "training,reporting") == 0
    told = capsys.readouterr().out
    after = files_below(at_home)
    text = after["content/habpost/2026/new-roofs.md"].decode()
    library, problems = read_all(at_home)
    story = library.stories["2026-new-roofs"]

    assert text.split("---\n", 2)[2] == BODY
    assert sorted(after.keys() - before.keys()) == [
        "content/habpost/2026/new-roofs-1.jpg",
        "content/habpost/2026/new-roofs-2.jpg",
        "content/habpost/2026/new-roofs.md",
        "in.docx",
    ]
    assert problems == []
    assert [p for p in check(library, ON) if p.path == story.path and p.level == "error"] == []
    assert (story.title, story.summary) == ("New roofs", "What changed in a year.")
    assert (story.status, story.visible(ON), story.lang) == ("draft", False, "en")
    assert (story.consent, story.ongoing_case) == ("unknown", "unknown")
    assert story.content_note == "It mentions harm."
    assert story.tags == ["training", "reporting"]
    assert [p.alt for p in story.pictures] == [
        "A roof, seen from the street",
        "The same roof, at night",
    ]
    assert [source.source for source in story.sources] == [
        "The plan, https://example.org/plan?a=1&b=2",
        "The minutes of March",
    ]
    assert "new-roofs.md:23:57: block: “odd” is odd. (en-odd)" in told
    assert "a link has become a source: https://example.org/plan?a=1&b=2" in told
    assert "the style “House style” means nothing here" in told
    assert "psea habpost check content/habpost/2026/new-roofs.md" in told


def test_nobody_who_wrote_or_photographed_is_named(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not in the text, not in the pictures, not on the screen."""
    name = AUTHOR.encode()
    data = word_file(*WHOLE, said(AUTHOR, "Author"))
    before = files_below(at_home)
    assert name in data or name in zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml")
    assert imported(at_home.parent / "in.docx", word_file(*WHOLE)) == 0
    new = {path: data for path, data in files_below(at_home).items() if path not in before}
    told = capsys.readouterr()

    assert len(new) == 3
    assert not any(name in each for each in new.values())
    assert AUTHOR not in told.out + told.err


def texts_of(story: WordStory) -> list[str]:
    return [piece.text for piece in story.pieces]


def test_words_that_pandoc_passes_over_come_out() -> None:
    """In runs of a direction, in tags of an old Word, on both sides of marks that nobody sees."""
    arabic = f'<w:dir w:val="rtl">{run("نص")}</w:dir><w:bdo w:val="ltr">{run(" abc")}</w:bdo>'
    tagged = f"<w:smartTag>{run(' place')}</w:smartTag><w:customXml>{run(' tagged')}</w:customXml>"
    hyphens = "<w:r><w:softHyphen/></w:r>", "<w:r><w:noBreakHyphen/></w:r>"
    held = run("vi\u200bvor non"), run("staff 10\u00a0km")
    soft = run(" sur") + hyphens[0] + held[0] + hyphens[1] + held[1]
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    story = story_of(*TITLED, raw(f"<w:p>{arabic}{tagged}{soft}{run(' ')}{sign}</w:p>"))

    assert story.faults == []
    assert texts_of(story) == ["نص abc place tagged survivor non-staff 10\u00a0km ≥"]


def test_what_was_left_out_on_the_way_is_said() -> None:
    """Looks that a story has not, styles that mean nothing, headers, lines, a list of contents."""

    def headed(document: Document) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].add_run("UN-Habitat").add_picture(io.BytesIO(photograph()))
        paragraph = document.add_paragraph("x")
        paragraph.add_run("under").underline = True
        paragraph.add_run("lit").font.highlight_color = WD_COLOR_INDEX.YELLOW
        paragraph.add_run("SMALL").font.small_caps = True

    line = '<w:p><w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r></w:p>'
    click = within(".//wp:docPr", '<a:hlinkClick r:id="rId1"/>')
    edits = (
        headed,
        raw(line),
        picture("A roof", None, click),
        said("1 Intro 3", "TOC 1"),
        said("Bold “", "Lead in"),
    )
    story = story_of(*TITLED, *edits, numbered_by_letters, said("Second lead", "Lead"))

    assert story.faults == []
    assert texts_of(story) == ["xunderlitSMALL", "", "Bold “", "1. item 0", "Second lead"]
    assert sorted(story.notes) == [
        "a second summary stands as a paragraph: Second lead",
        "left out: a line across the page",
        "left out: a link on a picture",
        "left out: headers and footers, with 1 pictures or drawings",
        "left out: highlighting",
        "left out: lines that name an author or a date, or list what follows",
        "left out: small capitals",
        "left out: underlining",
        "lists with letters are numbered 1, 2, 3: see that no text names one",
        "the style “Lead in” means nothing here; its words are a paragraph",
    ]


def numbered_by_letters(document: Document) -> None:
    numbered(document, 0, kind="lowerLetter")


def test_sources_are_counted_on_from_numbers_that_were_typed() -> None:
    """So that no [1] of the author's cites a link; the same address is one source."""
    again = link("again", "https://example.org/a")
    edits = (
        said("As we know [2] and [1]."),
        link("https://example.org/a/", "https://example.org/a"),
    )
    story = story_of(*TITLED, *edits, again, link("elsewhere", "https://example.org/b"))
    draft = draft_of(story, Answers("en", "drafter"), [])

    assert texts_of(story)[1:] == [
        "See https://example.org/a/ [3].",
        "See again [3].",
        "See elsewhere [4].",
    ]
    assert draft.sources == (
        "What [1] in the text cites; write it here",
        "What [2] in the text cites; write it here",
        "https://example.org/a",
        "elsewhere, https://example.org/b",
    )


def test_a_footnote_of_two_paragraphs_is_refused() -> None:
    note = f"<w:p>{run('One')}</w:p><w:p>{run('Two')}</w:p>"
    story = unpacked(read_word(with_footnotes(word_file(*TITLED, said("Words @1@.")), [note])))

    assert [fault.message for fault in story.faults] == [
        "holds a footnote that is more than one plain paragraph near “One Two”. Shorten it."
    ]


@pytest.mark.parametrize(
    ("edits", "answered", "title", "lines"),
    [
        (TITLED, "", "New roofs", ["Words."]),
        (TITLED, "Other", "Other", ["Words."]),
        ((said("A head", "Heading 1"),), "", "A head", ["Words."]),
        ((said("A head", "Heading 1"),), "Other", "Other", ["## A head", "Words."]),
        ((said("First."), said("A head", "Heading 1")), "", "", ["First.", "## A head", "Words."]),
        (
            (*TITLED, said("A", "Heading 2"), said("B", "Heading 4"), said("C", "Heading 2")),
            "",
            "New roofs",
            ["## A", "### B", "## C", "Words."],
        ),
    ],
)
def test_the_title_is_found_and_headings_begin_below_it(
    edits: tuple[Edit, ...], answered: str, title: str, lines: list[str]
) -> None:
    """Title, else a first heading; what is said on the command line goes before both."""
    story, answers = story_of(*edits, said("Words.")), Answers("en", "drafter", title=answered)
    told = list(lacking(story, answers))

    assert titled(story, answers)[0] == title
    assert draft_of(story, answers, []).body.split("\n\n") == lines
    assert any("--title" in line for line in told) == (not title)
    assert any("--summary" in line for line in told) == (not story.summary)


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (WordStory("A {b}", "S", pieces=[Piece("p", "x")]), "a brace or a star"),
        (WordStory("A", "S" * 260, pieces=[Piece("p", "x")]), "260 characters, 4 too many"),
        (WordStory("A", "S", pieces=[Piece("picture")]), "no text but its title"),
        (WordStory("A", "S", pieces=[Piece("p", "نص عربي")]), "--lang ar"),
    ],
)
def test_what_a_draft_lacks_is_said_with_what_to_do(story: WordStory, told: str) -> None:
    assert [told in line for line in lacking(story, Answers("en", "drafter"))] == [True]


def test_a_story_that_is_there_is_never_overwritten(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor is a picture; and a picture that cannot be published keeps all of it away."""
    broken = changed(word_file(*WHOLE), {"word/media/image2.jpg": photograph()[:700]})
    before = files_below(at_home)
    assert imported(at_home.parent / "in.docx", broken) == 1
    assert "holds a picture, “The same roof, at night”, that is damaged" in capsys.readouterr().err
    assert files_below(at_home) == before

    assert imported(at_home.parent / "in.docx", word_file(*WHOLE)) == 0
    written = files_below(at_home)
    assert imported(at_home.parent / "in.docx", word_file(*TITLED, said("Other words."))) == 2
    assert "new-roofs.md exists and is never overwritten" in capsys.readouterr().err
    (at_home / "content/habpost/2026/new-roofs.md").unlink()
    assert imported(at_home.parent / "in.docx", word_file(*WHOLE)) == 2
    assert "new-roofs-1.jpg exists and is never overwritten" in capsys.readouterr().err
    assert written.keys() - files_below(at_home).keys() == {"content/habpost/2026/new-roofs.md"}


def test_stories_whose_titles_have_no_latin_letter_are_counted(at_home: Path) -> None:
    """Two Arabic stories of a year do not stand in each other's way; directions are kept out."""
    marked = raw(f"<w:p>{run(chr(0x200F) + 'نص ')}{run('الخبر', '<w:rtl/>')}</w:p>")
    edits = (said("خبر جديد", "Title"), said("ملخص الخبر.", "Subtitle"), marked)
    for name in ("story", "story-2"):
        assert imported(at_home.parent / "in.docx", word_file(*edits), "--lang", "ar") == 0
        library, problems = read_all(at_home)
        story = library.stories[f"2026-{name}"]
        assert (problems, story.lang, story.body) == ([], "ar", "نص الخبر")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", "Les mesures sont prises par le bureau pour protéger qui signale."),
        ("es", "El personal y los asociados hablan con las oficinas para denunciar."),
    ],
)
def test_a_file_that_reads_like_another_language_is_told(
    at_home: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    """Without --lang it is taken for English, and somebody has to notice; with it all is well."""
    data = word_file(*TITLED, said(words))
    assert imported(at_home.parent / "in.docx", data) == 0
    assert f"in.docx: warning: reads like `{lang}`, and was taken" in capsys.readouterr().out

    (at_home / "content/habpost/2026/new-roofs.md").unlink()
    assert imported(at_home.parent / "in.docx", data, "--lang", lang) == 0
    assert "reads like" not in capsys.readouterr().out


def test_an_arabic_file_with_many_figures_and_addresses_is_no_english_draft(at_home: Path) -> None:
    """Most of its signs are none of its letters."""
    words = f"مقر الأمم المتحدة {'+254 20 762 5003, ' * 9}"
    assert imported(at_home.parent / "in.docx", word_file(*TITLED, said(words))) == 1


def test_a_likely_language_is_never_a_wrong_one() -> None:
    """Short sentences often say nothing; each shipped story tells its own."""
    labelled = [
        each
        for path in sorted((TESTS / "fixtures/language").glob("*.yml"))
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    shipped = load(ROOT).stories.values()

    assert len(labelled) >= 300
    assert [e for e in labelled if likely_language(e["words"]) not in (e["lang"], None)] == []
    assert [s.id for s in shipped if likely_language(s.body) != s.lang] == []


def test_a_wrong_symbol_is_told_of_the_word_file(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not of a story that was never written."""
    assert imported(at_home / "in.docx", word_file(*TITLED, said("See ST/SGB/2003/1."))) == 1
    assert re.search(r"in\.docx:1: cites `ST/SGB/2003/1`, a freq", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--author", "draftr"), "Did you mean `drafter`?"),
        (("--tag", "traning"), "Did you mean `training`?"),
        (("--lang", "de"), "not a language"),
    ],
)
def test_what_is_answered_wrongly_is_told_before_anything(
    at_home: Path, options: tuple[str, str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(at_home / "in.docx", PLAIN, *options) == 2
    assert told in capsys.readouterr().err


def test_what_is_no_word_file_goes_to_the_reader_of_feeds(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what the bytes are; an address goes there too."""
    seen = []

    def feed(given: argparse.Namespace) -> int:
        seen.append(given.source)
        return 0

    reader = types.ModuleType("generators.commands.feed_import")
    monkeypatch.setattr(reader, "feed", feed, raising=False)
    monkeypatch.setitem(sys.modules, "generators.commands.feed_import", reader)
    (at_home / "feed").write_bytes(b"<rss/>")
    (at_home / "word").write_bytes(PLAIN)
    options = ["--author", "drafter", "--title", "By its bytes"]

    assert main(["habpost", "import", "feed"]) == 0
    assert main(["habpost", "import", "https://example.org/feed"]) == 0
    assert main(["habpost", "import", "word", *options]) == 0
    assert seen == ["feed", "https://example.org/feed"]
    assert (at_home / "content/habpost/2026/by-its-bytes.md").is_file()


LOCALIZED = {
    "de": {
        "Title": "Titel",
        "Subtitle": "Untertitel",
        "heading 1": "berschrift1",
        "Quote": "Zitat",
    },
    "fr": {"Title": "Titre", "Subtitle": "Sous-titre", "heading 1": "Titre1", "Quote": "Citation"},
    "es": {"Title": "Ttulo", "Subtitle": "Subttulo", "heading 1": "Ttulo1", "Quote": "Cita"},
    "ar": {"Title": "a3", "Subtitle": "a4", "heading 1": "1", "Quote": "a5"},
}
"""What Word calls its own styles within a file, where it speaks these languages."""


def localized(lang: str) -> bytes:
    """Return a file as a Word of that language saves it: other ids, the same names."""
    data = word_file(
        *TITLED, said("A head", "Heading 1"), said("Words."), said("Said.", "Quote"), picture()
    )
    for name, ident in LOCALIZED[lang].items():
        old = name.replace("heading ", "Heading").encode()
        for part in ("word/document.xml", "word/styles.xml"):
            spelled = b'w:%s="' % (b"styleId" if "styles" in part else b"val")
            data = changed(data, {part: (spelled + old + b'"', spelled + ident.encode() + b'"')})
    return data


def test_styles_are_known_in_any_language_and_from_libreoffice(tmp_path: Path) -> None:
    """As Word writes them in German, French, Spanish and Arabic, and as LibreOffice saves that."""
    for lang in LOCALIZED:
        (tmp_path / f"{lang}.docx").write_bytes(localized(lang))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved")]
    files = sorted(tmp_path.glob("*.docx"))
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=120)

    for path in (*files, *sorted((tmp_path / "saved").glob("*.docx"))):
        story = unpacked(read_word(path.read_bytes()))
        assert (story.faults, story.notes) == ([], []), path
        assert (story.title, story.summary) == ("New roofs", "What changed in a year."), path
        assert [(p.kind, p.text) for p in story.pieces] == [
            ("h", "A head"),
            ("p", "Words."),
            ("p", "> Said."),
            ("picture", ""),
        ], path
        assert [shown.alt for shown in story.pictures] == ["A new roof"], path


def test_text_and_pictures_are_found_where_the_package_says() -> None:
    """Some programs call the text document2.xml, and name pictures from the root of the package."""
    data = word_file(*TITLED, said("Words."), picture(), picture("B", photograph("blue")))
    rooted = (b'Target="media/', b'Target="/word/media/')
    parts = unzipped(changed(data, {"word/_rels/document.xml.rels": rooted}))
    for name in ("word/document.xml", "word/_rels/document.xml.rels"):
        parts[name.replace("document", "document2")] = parts.pop(name)
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    story = unpacked(read_word(zipped(parts)))

    assert story.faults == []
    assert [piece.kind for piece in story.pieces] == ["p", "picture", "picture"]
    assert sorted(story.files) == ["word/media/image1.jpg", "word/media/image2.jpg"]


def test_a_file_in_the_strict_form_is_read_alike() -> None:
    """ISO/IEC 29500 has two forms, which differ in the names of their namespaces."""
    sound = (*TITLED, said("Words."), said("A head", "Heading 1"), picture())
    story = unpacked(read_word(strict(word_file(*sound))))
    changed_in = raw(f"<w:p><w:ins {WHO}>{run('put in')}</w:ins></w:p>")
    refused = unpacked(read_word(strict(word_file(*sound, changed_in))))

    assert story.faults == []
    assert (story.title, len(story.files)) == ("New roofs", 1)
    assert [piece.kind for piece in story.pieces] == ["p", "h", "picture"]
    assert ["tracked insertion" in fault.message for fault in refused.faults] == [True]


def strict(data: bytes) -> bytes:
    """Return a file in the strict form."""
    made = {}
    for name, part in unzipped(data).items():
        for old, new in STRICT.items():
            part = part.replace(old.encode(), new.encode())
        made[name] = part
    return zipped(made)


STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": (
        "http://purl.oclc.org/ooxml/wordprocessingml/main"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    "http://schemas.openxmlformats.org/drawingml/2006": "http://purl.oclc.org/ooxml/drawingml",
}


ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("ab1 \t\n\\`*_{}[]()<>#+-=.!&;:|~\"'@é«»عم\u00a0\u202f\u200b\u200f")),
).map(lambda text: PRIVATE.sub("", ILLEGAL.sub("", text)).replace("\r", ""))


@settings(max_examples=15)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=10, max_size=25))
def test_any_words_come_out_as_they_are(texts: list[tuple[str, str, str]]) -> None:
    """Plain, bold, italic; as paragraphs, headings and items of lists; no sign becomes a mark."""

    def edit(document: Document) -> None:
        document.add_paragraph("Title", style="Title")
        for number, (first, bold, last) in enumerate(texts):
            style = ("Normal", "Heading 2", "List Bullet")[number % 3]
            paragraph = document.add_paragraph(first, style=style)
            paragraph.add_run(bold).bold = True
            paragraph.add_run(last).italic = True

    story = story_of(edit)
    read = [parse(piece.text) if piece.kind == "p" else None for piece in story.pieces]
    lines: list[str] = []
    for piece, body in zip(story.pieces, read, strict=True):
        if body is None:
            lines.append(piece.text)
            continue
        assert body.unreadable == ()
        for block in body.blocks:
            match block:
                case Paragraph(inlines) | Heading(_, inlines):
                    lines.append(plain(inlines))
                case BulletList(items):
                    lines += map(plain, items)
                case other:
                    pytest.fail(f"{other}")

    assert [fault for fault in story.faults if "raised" not in fault.message] == []
    assert [bare(line) for line in lines] == [
        bare("".join(each)) for each in texts if tidy("".join(each)).strip()
    ]


def bare(words: str) -> str:
    """Return words without their blanks, of which a border of bold words may lose or hold one."""
    return re.sub(r"\s", "", tidy(words))
