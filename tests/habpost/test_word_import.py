"""A Word file becomes a draft with all its words and pictures, or a list of why it does not."""

import io
import re
import struct
import subprocess
import time
import types
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from generators.cli import main
from generators.content.checks import check
from generators.content.loader import read_all
from generators.content.prose import BulletList, Heading, Paragraph, plain
from generators.content.prose_parser import parse
from generators.habpost.confined import Refused
from generators.habpost.tidy_words import PRIVATE, tidy
from generators.habpost.word_draft import Answers, draft_of
from generators.habpost.word_import import WordStory, read_word, unpacked
from tests.conftest import ON
from tests.habpost.word_files import (
    AUTHOR,
    WHO,
    Edit,
    changed,
    graphic,
    link,
    outside,
    photograph,
    parsed,
    picture,
    raw,
    run,
    said,
    with_footnotes,
    within,
    word_file,
)

TITLED = (said("New roofs", "Title"), said("What changed in a year.", "Subtitle"))


def story_of(*edits: Edit) -> WordStory:
    return unpacked(read_word(word_file(*edits)))


def faults_of(*edits: Edit) -> list[str]:
    return [fault.message for fault in story_of(*edits).faults]


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    return project


def imported(path: Path, data: bytes, *options: str) -> int:
    path.write_bytes(data)
    return main(["habpost", "import", str(path), "--author", "drafter", *options])


def files_below(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*.*") if p.is_file()}


WHOLE = (
    *TITLED,
    picture("A roof, seen from the street"),
    said("It mentions harm.", "Content note"),
    raw(
        f"<w:p>{run('We ')}{run('ask ', '<w:b/>')}{run('twice', '<w:i/>')}"
        f"{run(': is it {safe} &amp; [dry] *here*, an odd place of 40 m')}"
        f"{run('2', chr(60) + 'w:vertAlign w:val=' + chr(34) + 'superscript' + chr(34) + '/>')}"
        f"{run('?')}</w:p>"
    ),
    link("The plan", "https://example.org/plan?a=1&b=2"),
    said("What was done", "Heading 1"),
    said("lighting", "List Bullet"),
    said("paths", "List Bullet"),
    said("How", "Heading 3"),
    said("first", "List Number"),
    said("then", "List Number"),
    said("Nothing was easy.", "Quote"),
    said("Everything was worth it.", "Intense Quote"),
    picture("The same roof, at night", photograph("blue")),
    said("A roof at night", "Caption"),
    said("- not a list @1@", "House style"),
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
    assert "new-roofs.md:22:57: block: “odd” is odd. (en-odd)" in told
    assert "a link has become a source: https://example.org/plan?a=1&b=2" in told
    assert "the style “House style” means nothing here" in told
    assert "psea habpost check" in told


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


BOX = (
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></wps:wsp>"
)


def paragraph(inner: str) -> Edit:
    return raw(f"<w:p>{run('Somewhere here ')}{inner}</w:p>")


def hidden_by_style(document: Document) -> None:
    """Add words whose style follows one that is hidden."""
    style = document.styles.add_style("Secret", 1)
    style.font.hidden = True
    document.styles.add_style("Son of secret", 1).base_style = style
    document.add_paragraph("By style", style="Son of secret")


def numbered(document: Document, *levels: int, kind: str = "bullet", first: int = 1) -> None:
    """Add a list whose items stand on these levels."""
    numbering = document.part.numbering_part.element
    shape = f'<w:start w:val="{first}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/>'
    inner = "".join(f'<w:lvl w:ilvl="{level}">{shape}</w:lvl>' for level in range(3))
    numbering.insert(0, *parsed(f'<w:abstractNum w:abstractNumId="77">{inner}</w:abstractNum>'))
    numbering.extend(parsed('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level in levels:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
        raw(f"<w:p><w:pPr>{place}</w:pPr>{run(f'item {level}')}</w:p>")(document)


REFUSED: dict[str, tuple[Edit, str]] = {
    "insertion": (
        paragraph(f"<w:ins {WHO}>{run('put in')}</w:ins>"),
        "tracked insertion.*“put in”",
    ),
    "no number": (
        paragraph(f'<w:ins w:author="{AUTHOR}">{run("put in")}</w:ins>'),
        "tracked insertion.*“put in”",
    ),
    "deletion": (
        paragraph(f"<w:del {WHO}><w:r><w:delText>taken out</w:delText></w:r></w:del>"),
        "tracked deletion.*“taken out”",
    ),
    "move": (
        paragraph(
            f"<w:moveFrom {WHO}>{run('moved')}</w:moveFrom><w:moveTo {WHO}>{run('it')}</w:moveTo>"
        ),
        "tracked move, from here near “moved”",
    ),
    "paragraph": (
        raw(f"<w:p><w:pPr><w:rPr><w:ins {WHO}/></w:rPr></w:pPr>{run('A new line')}</w:p>"),
        "tracked insertion near “A new line”",
    ),
    "formatting": (
        paragraph(
            f"<w:r><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>"
        ),
        "change of formatting near “Somewhere here x”",
    ),
    "comment": (
        paragraph('<w:r><w:commentReference w:id="0"/></w:r>'),
        "a comment near “Somewhere here”",
    ),
    "table": (
        lambda d: setattr(d.add_table(1, 1).cell(0, 0), "text", "Cell"),
        "a table near “Cell”",
    ),
    "equation": (paragraph("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), "an equation near"),
    "text box": (raw(graphic("wordprocessingShape", BOX)), "a text box"),
    "old text box": (
        paragraph(
            "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p/></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        ),
        "a text box",
    ),
    "shape": (raw(graphic("wordprocessingShape", "<wps:wsp/>")), "a drawn shape"),
    "group": (raw(graphic("wordprocessingGroup")), "a group of shapes"),
    "chart": (raw(graphic("chart")), "a chart"),
    "SmartArt": (raw(graphic("diagram")), "a SmartArt drawing"),
    "ink": (raw(graphic("wordprocessingInk")), "a drawing of a kind that is not known"),
    "object": (
        paragraph("<w:r><w:object><o:OLEObject/></w:object></w:r>"),
        "an embedded object near",
    ),
    "other file": (raw('<w:altChunk r:id="rId99"/>'), "another document within it"),
    "reading": (
        paragraph(
            "<w:r><w:ruby><w:rt/><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        ),
        "words with a reading above them near “base”",
    ),
    "hidden": (paragraph(run("Unseen", "<w:vanish/>")), "hidden words near “Unseen”"),
    "hidden by style": (hidden_by_style, "hidden words near “By style”"),
    "struck": (paragraph(run("wrong", "<w:strike/>")), "struck through near “wrong”"),
    "field": (
        paragraph(f'<w:fldSimple w:instr=" AUTHOR ">{run("somebody")}</w:fldSimple>'),
        "a field that prints who wrote the file",
    ),
    "bound": (
        raw(
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/cp:coreProperties[1]/dc:creator[1]"/></w:sdtPr>'
            f"<w:sdtContent><w:p>{run('somebody')}</w:p></w:sdtContent></w:sdt>"
        ),
        "a field that prints who wrote the file",
    ),
    "page number": (
        paragraph(f'<w:fldSimple w:instr=" PAGE ">{run("seventeen")}</w:fldSimple>'),
        "would be lost: “Somewhere here seventeen”",
    ),
    "symbol": (paragraph(run("\uf0b7")), r"symbol font \(U\+F0B7\)"),
    "power": (
        paragraph(run("2x", '<w:vertAlign w:val="superscript"/>')),
        "raised figures among other signs near “2x”",
    ),
    "list in list": (lambda d: numbered(d, 0, 1), "a list within a list near “item 0 item 1”"),
    "started list": (
        lambda d: numbered(d, 0, 0, kind="decimal", first=4),
        "a numbered list that begins with 4 near “item 0 item 0”",
    ),
    "code": (said("x = 1", "Source Code"), "lines of program code near “x = 1”"),
    "mail link": (link("Write", "mailto:a@example.org"), r"begins with `mailto:`.*near “Write”"),
    "script link": (link("Click", "javascript:alert(1)"), r"begins with `javascript:`"),
    "open link": (link("Old", "http://example.org/"), r"begins with `http:`"),
    "file link": (link("Disk", "file:///C:/secret.docx"), r"begins with `file:`"),
    "traced link": (
        link("Safe", "https://links.example.org/?data=05%257Cname%2540example.org%257C"),
        "holds a mailbox",
    ),
    "secret link": (link("In", "https://name:word@example.org/"), "no public address"),
    "outside": (outside("https://example.org/a.png"), "a picture that lies outside the file"),
    "linked": (outside("file:///C:/a.png", "link"), "a picture that lies outside the file"),
    "old picture": (
        paragraph('<w:r><w:pict><v:shape><v:imagedata r:id="rId3"/></v:shape></w:pict></w:r>'),
        "a picture as old files have it",
    ),
    "no alt": (picture(""), "without alternative text near “Before it”"),
    "file name": (picture("IMG_2041.JPG"), "the name of a file as its alternative text"),
    "odd alt": (picture("a {b}"), "odd signs in its alternative text"),
    "decoration": (
        picture(
            "",
            None,
            within(
                ".//wp:docPr",
                '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>',
            ),
        ),
        "a picture marked as decoration",
    ),
    "cropped": (
        picture(
            "A",
            None,
            lambda d: d.xpath(".//pic:blipFill")[0].insert(
                1,
                d.makeelement(
                    "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect", {"l": "20000"}
                ),
            ),
        ),
        "a picture that is shown cropped",
    ),
    "cut out": (
        picture("A", None, lambda d: d.xpath(".//a:prstGeom")[0].set("prst", "ellipse")),
        "a picture that is shown cropped",
    ),
    "darkened": (
        picture("A", None, within(".//a:blip", '<a:lum bright="-100000"/>')),
        "a picture that is shown in other colours",
    ),
    "turned": (
        picture("A", None, lambda d: d.xpath(".//a:xfrm")[0].set("rot", "5400000")),
        "a picture that is shown turned",
    ),
    "in a list": (
        lambda d: (
            d.add_paragraph("x", style="List Bullet")
            .add_run()
            .add_picture(io.BytesIO(photograph()))
        ),
        "a picture within a list",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_story_cannot_hold_is_listed_with_its_place(name: str) -> None:
    """Nothing of it vanishes, and nothing that was hidden comes to light."""
    edit, told = REFUSED[name]
    faults = faults_of(*TITLED, said("Before it"), edit)

    assert any(re.search(told, fault) for fault in faults), faults
    assert not any(AUTHOR in fault for fault in faults)


ALL = [
    "1: has no paragraph in the style Subtitle or Lead",
    "1: has no paragraph in the style Title",
    "2: holds a tracked insertion near “put in”",
    "3: holds a comment near “Somewhere here”",
    "3: holds a table near “Cell”",
    "5: holds a picture without alternative text near “Cell”",
    "6: holds a link that begins with `mailto:`",
    "",
]


def test_everything_is_told_at_once(at_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong in the file and what it lacks, in order, each with its paragraph."""
    edits = [REFUSED[name][0] for name in ("insertion", "comment", "table", "no alt", "mail link")]
    before = files_below(at_home)

    assert imported(at_home.parent / "in.docx", word_file(said("Before it"), *edits)) == 1
    told = [line.partition("in.docx:")[2] for line in capsys.readouterr().err.splitlines()]

    assert [line[: len(wanted)] for line, wanted in zip(told, ALL, strict=True)] == ALL
    assert files_below(at_home) == before


@pytest.mark.parametrize(
    ("target", "told"),
    [("../../../../secret.png", "not in the file"), ("media/nothing.png", "not in the file")],
)
def test_a_picture_is_taken_from_within_the_file_alone(target: str, told: str) -> None:
    """A path that leads out of it, or to nothing, is no picture."""
    data = word_file(*TITLED, said("Before it"), picture())
    name = re.search(
        rb"media/[a-z0-9]+\.jpg",
        zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels"),
    )
    assert name
    spoiled = changed(data, {"word/_rels/document.xml.rels": (name[0], target.encode())})

    assert any(told in fault.message for fault in unpacked(read_word(spoiled)).faults)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def swollen(data: bytes, megabytes: int, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a file with so many megabytes of words in it."""
    parts = unzipped(data)
    words = b"<w:p><w:r><w:t>" + b"words " * (megabytes * 1_000_000 // 6) + b"</w:t></w:r></w:p>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + words
    )
    return zipped(parts, compression)


def lying(data: bytes) -> bytes:
    """Return a swollen file that says in its directory and headers that it is small."""
    big = swollen(data, 60)
    sizes = {entry.file_size for entry in zipfile.ZipFile(io.BytesIO(big)).infolist()}
    return big.replace(struct.pack("<I", max(sizes)), struct.pack("<I", 70_000))


PLAIN = word_file(*TITLED, said("Words."))
DOCTYPE = (b"<w:document ", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document ')
NO_STORY: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "cannot be unpacked"),
    "two letters": (b"PK", "cannot be unpacked"),
    "noise": (Random(1).randbytes(5000), "cannot be unpacked"),
    "half a file": (PLAIN[: len(PLAIN) // 2], "cannot be unpacked"),
    "old file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "old Word"),
    "locked file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(99),
        "locked with a password",
    ),
    "another zip": (zipped({"a.txt": b"a"}), "no Word file"),
    "macros": (
        changed(
            PLAIN,
            {
                "[Content_Types].xml": (
                    b"openxmlformats-officedocument.wordprocessingml.document.main",
                    b"ms-word.document.macroEnabled.main",
                )
            },
        ),
        "another kind of file",
    ),
    "two of a name": (zipped({"a": b"a", "A": b"b"}), "two files of the same name"),
    "a thousand and one": (zipped({str(n): b"" for n in range(1001)}), "1001 files"),
    "ratio": (swollen(PLAIN, 40), "more than a hundred times its size"),
    "size": (swollen(PLAIN, 60), "60 MB; 50 MB are the most"),
    "lies": (lying(PLAIN), "cannot be unpacked"),
    "words": (swollen(PLAIN, 1, zipfile.ZIP_STORED), "letters; a story has 200000 at the most"),
    "document type": (changed(PLAIN, {"word/document.xml": DOCTYPE}), "document type declaration"),
    "no XML": (changed(PLAIN, {"word/document.xml": (b"</w:body>", b"")}), "damaged inside"),
    "no styles": (changed(PLAIN, {"word/styles.xml": b"<"}), "damaged inside"),
}


@pytest.mark.parametrize("name", NO_STORY)
def test_what_is_no_word_file_or_too_large_is_refused_at_once(name: str) -> None:
    """Before pandoc sees it, with one sentence, in less than a second of work."""
    data, told = NO_STORY[name]
    begun = time.process_time()
    with pytest.raises(Refused, match=told):
        read_word(data)
    assert time.process_time() - begun < 1


def test_a_refused_file_is_one_line_and_leaves_nothing(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a process of its own, as all files are read; by its name even where it is no zip."""
    before = files_below(at_home)
    for data in (NO_STORY["lies"][0], b"Plain words in a file that is called .docx."):
        assert imported(at_home.parent / "in.docx", data) == 1
        told = capsys.readouterr()
        assert re.search(r"in\.docx:1: is damaged, or no Word file.*\n1 error\.$", told.err.strip())
        assert told.out == ""
    assert files_below(at_home) == before
    assert main(["habpost", "import", "nowhere.docx", "--author", "drafter"]) == 2


def mutants(data: bytes, random: Random, number: int) -> Iterator[bytes]:
    """Yield spoiled files: the bytes of the zip, the bytes of a part, or the elements of a part."""
    parts = unzipped(data)
    names = [name for name in parts if name.endswith((".xml", ".rels")) and "/" in name]
    for n in range(number):
        name = random.choice([*names, "word/document.xml"])
        if n % 40 == 0:
            yield zipped({**parts, name: rearranged(parts[name], random)}, zipfile.ZIP_STORED)
        elif n % 40 == 1:
            yield zipped({**parts, name: spoiled(parts[name], random)}, zipfile.ZIP_STORED)
        else:
            yield spoiled(data, random)


def rearranged(part: bytes, random: Random) -> bytes:
    """Return XML in which elements stand elsewhere, twice or not at all, or have other values."""
    root = etree.fromstring(part)
    for _ in range(random.randint(1, 4)):
        elements = list(root.iter("{*}*"))
        one, other = random.choice(elements), random.choice(elements)
        match random.randrange(4):
            case 0 if one is not root:
                one.getparent().remove(one)
            case 1:
                other.append(deepcopy(one)) if len(elements) < 5000 else None
            case 2 if one.attrib:
                one.attrib[random.choice(list(one.attrib))] = random.choice(["", "-1", "x", "99"])
            case _:
                one.tag, other.tag = other.tag, one.tag
    return etree.tostring(root)


def spoiled(data: bytes, random: Random) -> bytes:
    changing = bytearray(data)
    for _ in range(random.randint(1, 3)):
        changing[random.randrange(len(changing))] = random.choice((0, 32, 60, 62, 255, 65, 47))
    return bytes(changing[: random.randrange(len(changing))] if random.random() < 0.2 else changing)


def test_spoiled_files_end_in_a_story_or_a_refusal() -> None:
    """No other error comes out of the reader; a story that does holds all pictures of the text."""
    whole = with_footnotes(word_file(*WHOLE), [f"<w:p>{run('A note')}</w:p>"])
    ends = {"story": 0, "faults": 0, "refused": 0}
    for data in mutants(whole, Random(2026), 2000):
        try:
            story = unpacked(read_word(data))
        except Refused:
            ends["refused"] += 1
            continue
        ends["faults" if story.faults else "story"] += 1
        if not story.faults:
            assert_whole(data, story)

    assert sum(ends.values()) == 2000
    assert min(ends.values()) > 10, ends


def assert_whole(data: bytes, story: WordStory) -> None:
    """Assert that a story holds as many pictures as its file, and that all of it can be read."""
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    shown = [piece.number for piece in story.pieces if piece.kind == "picture"]
    names = [f"roof-{number}.jpg" for number in range(len(shown))]
    draft = draft_of(story, Answers("en", "drafter", (), "Title", "Summary"), names)

    assert shown == list(range(len(re.findall(b"<w:drawing[ >]", text))))
    assert sorted(story.files) == sorted({picture.part for picture in story.pictures})
    assert parse(draft.body, pictures=True).unreadable == ()
    assert AUTHOR not in f"{draft}{story.notes}{story.pictures}"


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
