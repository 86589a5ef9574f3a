"""An organisation's file as base of slides: its looks are taken, and nothing else of it."""

import re
import subprocess
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.util import Inches

from generators.document.foreign_parts import Unfit
from generators.document.package import FIRST, read_package, write_package
from generators.reporting.briefing.pptx_file import write_pptx
from generators.reporting.briefing.slide_base import own_base, own_parts
from generators.reporting.briefing.slide_master import slide_master
from tests.document.test_letterhead import picture
from tests.document.test_word import findings
from tests.reporting.briefing.decks import deck
from tests.reporting.briefing.test_pptx import outside

SECRET = "Words that stay behind"
LAYOUTS = {"title": 0, "obj": 1, "secHead": 2}
"""Where the master that comes with python-pptx has the layouts that are needed."""


@cache
def foreign() -> bytes:
    """Return a presentation of somebody else: 4 to 3, French layout names, a logo, much inside."""
    made: Any = pptx.Presentation()
    for number, layout in enumerate(made.slide_layouts):
        layout.name = f"Disposition {number}"
    _, image = made.slide_master.part.get_or_add_image_part(picture())
    made.slide_master.shapes._spTree.append(logo(image))
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = SECRET
    slide.notes_slide.notes_text_frame.text = SECRET
    slide.shapes.add_picture(picture(), Inches(1), Inches(1))
    made.core_properties.author = made.core_properties.comments = SECRET
    out = BytesIO()
    made.save(out)
    parts = read_package(out.getvalue())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
        b"<Application>", b"<Manager>%b</Manager><Application>" % SECRET.encode(), 1
    )
    parts["customXml/item1.xml"] = b"<secret>%b</secret>" % SECRET.encode()
    master = "ppt/slideMasters/slideMaster1.xml"
    remark = b"<!-- %b --></p:sldMaster>" % SECRET.encode()
    parts[master] = parts[master].replace(b"</p:sldMaster>", remark)
    return write_package(parts)


def logo(ident: str) -> Any:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    return parse_xml(
        f"<p:pic {nsdecls('p', 'a', 'r')}><p:nvPicPr><p:cNvPr id='99' name='Logo'/><p:cNvPicPr/>"
        f"<p:nvPr userDrawn='1'/></p:nvPicPr><p:blipFill><a:blip r:embed='{ident}'/><a:stretch>"
        "<a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x='0' y='0'/>"
        "<a:ext cx='360000' cy='360000'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom>"
        "</p:spPr></p:pic>"
    )


def changed(name: str, old: bytes, new: bytes) -> bytes:
    parts = read_package(foreign())
    assert old in parts[name], f"{name} has no {old!r}"
    return write_package(parts | {name: parts[name].replace(old, new)})


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_look_is_taken_and_nothing_else(lang: Any, tmp_path: Path) -> None:
    """Layouts, logo and slide size come along; slides, notes, properties and remarks stay."""
    data = write_pptx(deck("2026", lang), slide_master(foreign()))
    path = tmp_path / "on-master.pptx"
    path.write_bytes(data)
    made: Any = pptx.Presentation(str(path))
    parts = read_package(data)

    assert findings(path) == []
    assert not any(SECRET.encode() in part for part in parts.values())
    assert not any(name.startswith("customXml") for name in parts)
    assert (made.slide_width, made.slide_height) == (9144000, 6858000)
    assert [each.name for each in made.slide_layouts] == [f"Disposition {n}" for n in range(11)]
    assert len([name for name in parts if name.startswith("ppt/media/")]) == 1
    used = {slide.slide_layout.name for slide in made.slides}
    assert used == {"Disposition 0", "Disposition 1", "Disposition 2"}


def test_words_keep_to_the_places_of_a_foreign_master(tmp_path: Path) -> None:
    """Whatever its size of slides and of type: more slides, and no word outside."""
    base = slide_master(foreign())
    path = tmp_path / "on-master.pptx"
    path.write_bytes(write_pptx(deck("2026", "en"), base))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=300)

    assert outside(path.with_suffix(".pdf"), pptx.Presentation(str(path))) == []


def test_our_own_base_as_it_is_gives_the_same_slides() -> None:
    """Whoever changes nothing gets what they would have got without."""
    base = slide_master(write_package(own_parts()))
    names = re.compile(r"ppt/slides/\w+\.xml")
    mine, theirs = (
        {
            n: d
            for n, d in read_package(write_pptx(deck("2026", "en"), each)).items()
            if names.match(n)
        }
        for each in (own_base("en"), base)
    )

    assert mine == theirs


@pytest.mark.parametrize(
    ("kind", "named"),
    [("title", "title slide"), ("obj", "title and content"), ("secHead", "section header")],
)
def test_a_layout_that_is_missing_is_named_by_its_type(kind: str, named: str) -> None:
    """In words, whatever the layouts are called; and where to add it."""
    name = f"ppt/slideLayouts/slideLayout{LAYOUTS[kind] + 1}.xml"
    data = changed(name, f'type="{kind}"'.encode(), b'type="cust"')

    with pytest.raises(Unfit, match=f"lacks .*“{named}”.*View, Slide Master"):
        slide_master(data)


@pytest.mark.parametrize(
    ("place", "named"), [("ftr", "footer"), ("sldNum", "slide number"), ("title", "title")]
)
def test_a_placeholder_that_is_missing_is_named_with_its_layout(place: str, named: str) -> None:
    """A slide without its mark or its number would go out unnoticed."""
    name = "ppt/slideLayouts/slideLayout2.xml"
    data = changed(name, f'type="{place}"'.encode(), b'type="pic"')

    with pytest.raises(Unfit, match=f"“Disposition 1” has no {named}"):
        slide_master(data)


def test_a_master_with_an_embedded_object_is_refused() -> None:
    """What is in it would travel unseen."""
    parts = read_package(foreign())
    relations = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/oleObject"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="../x.bin"/></Relationships>'.encode()
    parts[relations] = parts[relations].replace(b"</Relationships>", link)
    layout = "ppt/slideLayouts/slideLayout2.xml"
    parts[layout] = parts[layout].replace(b"<p:cSld ", b'<p:cSld bwMode="rId77" ', 1)
    parts["ppt/x.bin"] = b"x"

    with pytest.raises(Unfit, match="its layout “Disposition 1”, such as an embedded object"):
        slide_master(write_package(parts))


def test_what_add_ins_keep_in_a_layout_stays_behind(tmp_path: Path) -> None:
    """Their tags, and links, go without a word; the slides are sound without them."""
    parts = read_package(foreign())
    layout = "ppt/slideLayouts/slideLayout2.xml"
    relations = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        f'<Relationship Id="rId88" Type="{kinds}/tags" Target="../tags/tag1.xml"/>'
        f'<Relationship Id="rId89" Type="{kinds}/hyperlink" Target="https://secret.example.org"'
        ' TargetMode="External"/></Relationships>'
    )
    parts[relations] = parts[relations].replace(b"</Relationships>", links.encode())
    tags = b'</p:spTree><p:custDataLst><p:tags r:id="rId88"/></p:custDataLst>'
    parts[layout] = parts[layout].replace(b"</p:spTree>", tags, 1)
    link = rb'\1><a:hlinkClick r:id="rId89"/></p:cNvPr>'
    linked = re.sub(rb"(<p:cNvPr [^>]*)/>", link, parts[layout], count=2)
    parts[layout] = linked
    parts["ppt/tags/tag1.xml"] = f"<secret>{SECRET}</secret>".encode()
    path = tmp_path / "on-master.pptx"
    path.write_bytes(write_pptx(deck("2026", "en"), slide_master(write_package(parts))))
    made = read_package(path.read_bytes())

    assert linked.count(b"rId89") == 2
    assert findings(path) == []
    assert not [name for name, part in made.items() if b"secret" in part or SECRET.encode() in part]


def kind(old: str, new: str) -> bytes:
    return changed(FIRST, old.encode(), new.encode())


def word_file() -> bytes:
    out = BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(FIRST, b"0" * 120_000_000)
    return out.getvalue()


MAIN = "presentationml.presentation.main"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: kind(MAIN, "presentationml.template.main"), r"is a template \(\.potx\)"),
        (lambda: kind(MAIN, "presentationml.slideshow.main"), r"is a slide show \(\.ppsx\)"),
        (
            lambda: kind(
                f"application/vnd.openxmlformats-officedocument.{MAIN}",
                "application/vnd.ms-powerpoint.presentation.macroEnabled.main",
            ),
            "holds macros",
        ),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"before 2007 \(\.ppt\)"),
        (word_file, "is a Word file with another ending"),
        (bomb, "unpacks to 120000000 bytes"),
        (lambda: b"", "cannot be read as a .pptx file"),
        (lambda: foreign()[:5000], "cannot be read as a .pptx file"),
        (lambda: b"%PDF-1.7 not a zip", "cannot be read as a .pptx file"),
    ],
)
def test_what_is_no_base_is_refused_in_one_line(data: Any, says: str) -> None:
    """With what it is, and what to do."""
    with pytest.raises(Unfit, match=says) as refused:
        slide_master(data())
    assert "\n" not in str(refused.value)


@settings(max_examples=40)
@given(st.data())
def test_a_damaged_file_is_refused_or_used_and_never_a_traceback(data: Any) -> None:
    """Parts that are cut, emptied or swapped."""
    parts = read_package(foreign())
    names = sorted(
        n for n in parts if n.startswith(("ppt/slideM", "ppt/slideL", "ppt/pres", "[", "_"))
    )
    name = data.draw(st.sampled_from(names))
    part = parts[name]
    at = data.draw(st.integers(0, len(part) - 1))
    change = data.draw(st.sampled_from(["cut", "drop", "other", "erase"]))
    match change:
        case "cut":
            parts[name] = part[:at]
        case "drop":
            del parts[name]
        case "other":
            parts[name] = parts[data.draw(st.sampled_from(names))]
        case "erase":
            number = data.draw(st.sampled_from([b"type=", b"r:id=", b"Target=", b"idx=", b"cx="]))
            parts[name] = part.replace(number, b"gone=", 1)
    try:
        base = slide_master(write_package(parts))
    except Unfit as refused:
        assert "\n" not in str(refused)
    else:
        assert write_pptx(deck("2023", "en"), base)
