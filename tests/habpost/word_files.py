"""Word files for tests: made with python-docx, then changed in their XML as people's files are."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as LINK
from lxml import etree
from PIL import ExifTags, Image, ImageDraw

from generators.cli import main
from generators.habpost.word_import import WordStory, read_word, unpacked

AUTHOR = "Jane Example-Author"
"""Who stands in the properties and tracked changes of each file; and must stand nowhere else."""
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
WHO = f'w:id="7" w:author="{AUTHOR}" w:date="2026-01-02T03:04:05Z"'
Edit = Callable[[Document], object]
Change = Callable[[Any], object]
"""What is done to the element of a drawing."""


def word_file(*edits: Edit, start: Document | None = None) -> bytes:
    """Return a Word file to which edits were made one after the other."""
    document = start or docx.Document()
    document.core_properties.author = AUTHOR
    document.core_properties.last_modified_by = AUTHOR
    document.core_properties.comments = f"Written by {AUTHOR}"
    for edit in edits:
        edit(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def said(words: str, style: str | None = None) -> Edit:
    """Add a paragraph in a style, which is made where the file has none of that name."""

    def edit(document: Document) -> None:
        if style and style not in {each.name for each in document.styles}:
            document.styles.add_style(style, 1)
        document.add_paragraph(words, style=style)

    return edit


def raw(xml: str) -> Edit:
    """Add elements to the body as they are written."""

    def edit(document: Document) -> None:
        body = document.element.body
        for element in parsed(xml):
            body.insert(len(body) - 1, element)

    return edit


def run(words: str, properties: str = "") -> str:
    """Return a run of words."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def parsed(xml: str) -> etree._Element:
    """Return elements, within one that holds them."""
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in _NAMES.items())
    return etree.fromstring(f"<x {names}>{xml}</x>")


def photograph(colour: str = "red") -> bytes:
    """Return a JPEG that says where and by whom it was taken."""
    image = Image.frombytes("RGB", (60, 40), Random(7).randbytes(60 * 40 * 3))
    ImageDraw.Draw(image).rectangle((0, 0, 60, 12), fill=colour)
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = AUTHOR
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (1.0, 16.0, 0.0)
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif, comment=AUTHOR.encode())
    return file.getvalue()


def picture(
    alt: str = "A new roof", data: bytes | None = None, change: Change | None = None
) -> Edit:
    """Add a picture in a paragraph of its own; `change` is made to its drawing."""

    def edit(document: Document) -> None:
        document.add_paragraph().add_run().add_picture(io.BytesIO(data or photograph()))
        drawing = document.element.body.xpath(".//w:drawing")[-1]
        drawing.xpath(".//wp:docPr")[0].set("descr", alt)
        drawing.xpath(".//wp:docPr")[0].set("name", f"{AUTHOR} 1.jpg")
        if change:
            change(drawing)

    return edit


def within(path: str, xml: str) -> Change:
    """Add elements to the element of a drawing that a path leads to."""
    return lambda drawing: drawing.xpath(path)[0].extend(parsed(xml))


def outside(target: str, attribute: str = "embed") -> Edit:
    """Add a picture whose file is not that of the document, but some other target."""

    def edit(document: Document) -> None:
        picture()(document)
        ident = document.part.relate_to(target, LINK.IMAGE, is_external=True)
        blip = document.element.body.xpath(".//a:blip")[-1]
        blip.attrib.clear()
        blip.set(f"{{{_NAMES['r']}}}{attribute}", ident)

    return edit


def link(words: str, address: str) -> Edit:
    """Add a paragraph with a link in it."""

    def edit(document: Document) -> None:
        ident = document.part.relate_to(address, LINK.HYPERLINK, is_external=True)
        inner = f'{run("See ")}<w:hyperlink r:id="{ident}">{run(words)}</w:hyperlink>{run(".")}'
        raw(f"<w:p>{inner}</w:p>")(document)

    return edit


def graphic(kind: str, inner: str = "") -> str:
    """Return a paragraph with a drawing that is no picture."""
    uri = f"http://schemas.microsoft.com/office/word/2010/{kind}"
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="9" name="x"'
        f' descr="x"/><a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def changed(data: bytes, changes: Mapping[str, tuple[bytes, bytes] | bytes]) -> bytes:
    """Return a file in which words of parts are replaced, or whole parts are put in."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, change in changes.items():
            if isinstance(change, bytes):
                parts[name] = change
            else:
                assert change[0] in parts[name], f"{change[0]!r} is not in {name}"
                parts[name] = parts[name].replace(*change)
        for name, part in parts.items():
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def with_footnotes(data: bytes, notes: list[str]) -> bytes:
    """Return a file whose mark `{n}` in the text has become the footnote n."""
    inner = "".join(
        f'<w:footnote w:id="{n}">{note}</w:footnote>' for n, note in enumerate(notes, 1)
    )
    names = " ".join(f'xmlns:{short}="{name}"' for short, name in _NAMES.items())
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    changes: dict[str, tuple[bytes, bytes] | bytes] = {
        "word/footnotes.xml": f"<w:footnotes {names}>{inner}</w:footnotes>".encode(),
        "[Content_Types].xml": (
            b"</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode(),
        ),
        "word/_rels/document.xml.rels": (
            b"</Relationships>",
            f'<Relationship Id="rIdN" Type="{LINK.FOOTNOTES}" Target="footnotes.xml"/>'
            "</Relationships>".encode(),
        ),
    }
    for n in range(1, len(notes) + 1):
        mark = f'</w:t></w:r><w:r><w:footnoteReference w:id="{n}"/></w:r><w:r><w:t>'
        data = changed(data, {"word/document.xml": (f"@{n}@".encode(), mark.encode())})
    return changed(data, changes)


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


TITLED = (said("New roofs", "Title"), said("What changed in a year.", "Subtitle"))


def story_of(*edits: Edit) -> WordStory:
    """Return what is read of a file to which edits were made."""
    return unpacked(read_word(word_file(*edits)))


def imported(path: Path, data: bytes, *options: str) -> int:
    """Write a file and import it; return the exit code."""
    path.write_bytes(data)
    return main(["habpost", "import", str(path), "--author", "drafter", *options])


def files_below(root: Path) -> dict[str, bytes]:
    """Return all files below a folder, by path."""
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*.*") if p.is_file()}


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


PLAIN = word_file(*TITLED, said("Words."))
"""A file with nothing but a title, a summary and a paragraph."""
WHOLE = (
    *TITLED,
    picture("A roof, seen from the street"),
    said("It mentions harm.", "Content note"),
    raw(
        f"<w:p>{run('We ')}{run('ask ', '<w:b/>')}{run('twice', '<w:i/>')}"
        f"{run(': is it {safe} &amp; [dry] *here*, an odd place of 40 m')}"
        + run("2", '<w:vertAlign w:val="superscript"/>')
        + f"{run('?')}</w:p>"
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
"""All that a story may hold."""
