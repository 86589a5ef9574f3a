"""What a Word file holds that no story can, is listed with its place; what is none is refused."""

import io
import re
import struct
import time
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from generators.cli import main
from generators.confined import Refused
from generators.content.prose_parser import parse
from generators.habpost.word_draft import Answers, draft_of
from generators.habpost.word_import import WordStory, read_word, unpacked
from tests.habpost.word_files import (
    AUTHOR,
    PLAIN,
    TITLED,
    WHO,
    WHOLE,
    Edit,
    changed,
    files_below,
    graphic,
    imported,
    link,
    numbered,
    outside,
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

BOX = (
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></wps:wsp>"
)


def paragraph(inner: str) -> Edit:
    return raw(f"<w:p>{run('Somewhere here ')}{inner}</w:p>")


def styled(words: str, kind: WD_STYLE_TYPE, **looks: bool) -> Edit:
    """Add words in a style that follows one with these looks."""

    def edit(document: Document) -> None:
        above = document.styles.add_style("Above", kind)
        for name, value in looks.items():
            setattr(above.font, name, value)
        document.styles.add_style("Below", kind).base_style = above
        paragraph = document.add_paragraph("Somewhere here ")
        if kind == WD_STYLE_TYPE.CHARACTER:
            paragraph.add_run(words, style="Below")
        else:
            paragraph.style = "Below"
            paragraph.add_run(words)

    return edit


def faults_of(*edits: Edit) -> list[str]:
    return [fault.message for fault in story_of(*edits).faults]


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
    "hidden by style": (
        styled("By style", WD_STYLE_TYPE.PARAGRAPH, hidden=True),
        "hidden words near “By style”",
    ),
    "raised by style": (
        styled("6", WD_STYLE_TYPE.CHARACTER, superscript=True),
        "figures raised or lowered by a style near “6”",
    ),
    "struck by style": (
        styled("wrong", WD_STYLE_TYPE.CHARACTER, strike=True),
        "words struck through near “wrong”",
    ),
    "struck twice": (
        paragraph(run("wrong", "<w:dstrike/>")),
        "words struck through near “wrong”",
    ),
    "moved up": (
        paragraph(run("10") + run("6", '<w:position w:val="8"/>')),
        "figures raised or lowered by a style near “6”",
    ),
    "struck": (paragraph(run("wrong", "<w:strike/>")), "struck through near “wrong”"),
    "field": (
        paragraph(f'<w:fldSimple w:instr=" AUTHOR ">{run("somebody")}</w:fldSimple>'),
        "a field that prints who wrote the file",
    ),
    "bound": (
        raw(
            '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/cp:coreProperties/dc:creator"/></w:sdtPr>'
            f"<w:sdtContent><w:p>{run('somebody')}</w:p></w:sdtContent></w:sdt>"
        ),
        "a field that prints who wrote the file",
    ),
    "page number": (
        paragraph(f'<w:fldSimple w:instr=" PAGE ">{run("seventeen")}</w:fldSimple>'),
        "would be lost: “Somewhere here seventeen”",
    ),
    "one figure": (
        raw(f'<w:p><w:fldSimple w:instr=" PAGE ">{run("e")}</w:fldSimple></w:p>'),
        "letters would be lost: “e”",
    ),
    "unknown sign": (
        paragraph('<w:r><w:sym w:font="House Signs" w:char="F041"/></w:r>'),
        "a symbol font that is not known near “Somewhere here”",
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
    "mere word": (picture("Image"), "no more than “Image” as its alternative text"),
    "machine": (
        picture("A group of people Description automatically generated"),
        "whose alternative text a program has written",
    ),
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


def test_looks_that_are_taken_back_are_no_fault() -> None:
    """What a style hides the words may show again; what pandoc knows to be raised stays raised."""
    hidden = styled("", WD_STYLE_TYPE.CHARACTER, hidden=True, superscript=True)
    shown = run(
        "6", '<w:rStyle w:val="Below"/><w:vanish w:val="0"/><w:vertAlign w:val="baseline"/>'
    )
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    story = story_of(*TITLED, hidden, raw(f"<w:p>{run('No. ')}{shown}{run(' m')}{raised}</w:p>"))

    assert story.faults == []
    assert story.pieces[-1].text == "No. 6 m²"


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
    "text": (swollen(PLAIN, 11, zipfile.ZIP_STORED), "11 MB of text; 10 MB are the most"),
    "pieces": (
        zipped(
            {
                **unzipped(PLAIN),
                "word/document.xml": unzipped(PLAIN)["word/document.xml"].replace(
                    b"<w:body>", b"<w:body>" + b"<w:p/>" * 600_000
                ),
            },
            zipfile.ZIP_STORED,
        ),
        "is built of 6000.. pieces",
    ),
    "depth": (
        changed(
            PLAIN,
            {
                "word/document.xml": (
                    b"<w:body>",
                    b"<w:body>"
                    + b"<w:tbl><w:tr><w:tc>" * 60
                    + b"<w:p/>"
                    + b"</w:tc></w:tr></w:tbl>" * 60,
                )
            },
        ),
        "more levels deep than any story",
    ),
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
    with pytest.raises(Refused, match=told) as refused:
        read_word(data)
    assert not str(refused.value).endswith(".")  # whoever tells it ends the sentence
    assert time.process_time() - begun < 1


def test_a_refused_file_is_one_line_and_leaves_nothing(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a process of its own, as all files are read; by its name even where it is no zip."""
    before = files_below(at_home)
    for data in (NO_STORY["lies"][0], b"Plain words in a file that is called .docx."):
        assert imported(at_home.parent / "in.docx", data) == 1
        told = capsys.readouterr()
        assert re.search(
            r"in\.docx:1: is damaged, or no Word file.*import that\.\n1 error\.$", told.err.strip()
        )
        assert told.out == ""
    assert files_below(at_home) == before
    assert main(["habpost", "import", "nowhere.docx", "--author", "drafter"]) == 2


def mutants(data: bytes, random: Random, number: int) -> Iterator[bytes]:
    """Yield spoiled files: the bytes of the zip, the bytes of a part, or the elements of a part."""
    parts = unzipped(data)
    names = [name for name in parts if name.endswith((".xml", ".rels")) and "/" in name]
    for n in range(number):
        name = random.choice([*names, *["word/document.xml"] * len(names)])
        if n % 40 == 0:
            yield zipped({**parts, name: rearranged(parts[name], random)}, zipfile.ZIP_STORED)
        elif n % 40 == 1:
            yield zipped({**parts, name: spoiled(parts[name], random)}, zipfile.ZIP_STORED)
        else:
            yield spoiled(data, random)


def slim(data: bytes) -> bytes:
    """Return a file without the parts that nobody reads, so that what is spoiled matters."""
    unread = ("customXml", "docProps", "theme", "stylesWith", "webSettings", "fontTable")
    parts = unzipped(data)
    return zipped({name: parts[name] for name in parts if not any(x in name for x in unread)})


def rearranged(part: bytes, random: Random) -> bytes:
    """Return XML in which elements stand elsewhere, twice or not at all, or have other values."""
    root = etree.fromstring(part)
    for _ in range(random.randint(1, 4)):
        elements = list(root.iter("{*}*"))
        one, other = random.choice(elements), random.choice(elements)
        match random.randrange(4):
            case 0 if (above := one.getparent()) is not None:
                above.remove(one)
            case 1:
                other.append(deepcopy(one))
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
    whole = slim(with_footnotes(word_file(*WHOLE), [f"<w:p>{run('A note')}</w:p>"]))
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
    assert min(ends.values()) > 5, ends


def assert_whole(data: bytes, story: WordStory) -> None:
    """Assert that a story holds as many pictures as its file, and that all of it can be read."""
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    shown = [piece.number for piece in story.pieces if piece.kind == "picture"]
    names = [f"roof-{number}.jpg" for number in range(len(shown))]
    draft = draft_of(story, Answers("en", "drafter", (), "Title", "Summary"), names)

    assert shown == list(range(len(re.findall(b"<a:blip[ >]", text))))
    assert sorted(story.files) == sorted({picture.part for picture in story.pictures})
    assert parse(draft.body, pictures=True).unreadable == ()
    assert AUTHOR not in f"{draft}{story.notes}{story.pictures}"
