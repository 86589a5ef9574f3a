"""Pictures: nothing in them but what one sees, light, upright, and told in words."""

import io
import math
import struct
import tracemalloc
import zlib
from array import array
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from generators.cli import main
from generators.confined import Refused
from generators.content.checks import check
from generators.content.checks.pictures import HEAVIEST
from generators.content.loader import load, read_all
from generators.content.pictures import PictureFile, read_picture
from generators.content.stories import LeadPicture
from generators.document.addresses import addresses_from
from generators.document.html import blocks_html
from generators.habpost.pages import story_pages
from generators.habpost.pictures import WIDEST, cleaned, encode, suffix
from tests.conftest import ON, change

SECRET = b"Taken by somebody, somewhere"


def photograph(size: tuple[int, int] = (300, 200)) -> Image.Image:
    """Return a picture of more colours than a drawing has: red above, blue below."""
    image = Image.frombytes("RGB", size, Random(7).randbytes(size[0] * size[1] * 3))
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill="red")
    ImageDraw.Draw(image).rectangle((0, size[1] * 3 // 4, *size), fill="blue")
    return image


def stored(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def with_exif(turned: int = 1) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Artist] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (1.0, 16.0, 0.0)
    return stored(photograph(), "JPEG", exif=exif, comment=SECRET)


def with_text() -> bytes:
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    return stored(photograph(), "PNG", pnginfo=info)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(pixels: bytes, end: bytes = b"") -> bytes:
    """Return a PNG file of 8 by 8 greys, with these bytes as its packed pixels and its end."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", end)


GREYS = zlib.compress(bytes(9 * 8))


def test_a_png_file_that_unpacks_without_end_is_told_at_no_cost() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(10_000_000)) for _ in range(50)) + packer.flush()
    tracemalloc.start()
    found = read_picture(png(bomb), "p.png")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found.damaged
    assert most < 5_000_000


@pytest.mark.parametrize("pixels", [GREYS[:-1], b"", b"no pixels"])
def test_a_png_file_without_all_its_pixels_is_damaged(pixels: bytes) -> None:
    assert read_picture(png(GREYS), "p.png") == PictureFile("p.png", 8, 8, len(png(GREYS)))
    assert read_picture(png(pixels), "p.png").damaged


@pytest.mark.parametrize(
    ("picture", "named"),
    [
        (with_exif(), "Exif, a comment"),
        (with_text(), "tEXt"),
        (stored(photograph(), "JPEG") + SECRET, "data after the end"),
        (stored(photograph(), "PNG") + SECRET, "data after the end"),
        (png(GREYS, SECRET), "data after the end"),
        (png(GREYS + SECRET), "data after the end"),
        (png(GREYS + SECRET, SECRET) + SECRET, "data after the end"),
        (stored(photograph(), "JPEG", icc_profile=b"x" * 200), "ICC_PROFILE"),
    ],
)
def test_what_a_picture_hides_is_named_and_taken_out(picture: bytes, named: str) -> None:
    """Place, time and author stand in parts that the picture does not need."""
    found = read_picture(picture, "p.jpg")
    made = read_picture(encode(picture) if "ICC" not in named else encode(with_exif()), "p.jpg")

    assert ", ".join(found.hidden) == named
    assert (made.hidden, made.damaged) == ((), "")
    assert SECRET not in encode(picture if "ICC" not in named else with_exif())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_usual_kind_of_picture_becomes_one_of_two(kind: str, mode: str) -> None:
    try:
        given = stored(photograph().convert(mode), kind)
    except (OSError, ValueError):
        pytest.skip(f"there are no {kind} files of {mode}")
    made = encode(given)
    shown = read_picture(made, f"p{suffix(made)}")

    assert (shown.width, shown.height, shown.hidden, shown.damaged) == (300, 200, (), "")


def gradient(mode: str, typecode: str, most: float) -> Image.Image:
    """Return a picture that goes from black on the left to white on the right in 256 steps."""
    row = array(typecode, [type(most)(most * at / 255) for at in range(256)])
    return Image.frombytes(mode, (256, 64), row.tobytes() * 64)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("PNG", gradient("I;16", "H", 65535)),
        ("TIFF", gradient("I;16", "H", 65535)),
        ("TIFF", gradient("I", "i", 1_000_000)),
        ("TIFF", gradient("F", "f", 1.0)),
    ],
    ids=lambda each: each if isinstance(each, str) else each.mode,
)
def test_a_scan_with_finer_greys_keeps_them_all(kind: str, given: Image.Image) -> None:
    """Half of full brightness is still half: nothing is cut off at 255."""
    with Image.open(io.BytesIO(encode(stored(given, kind)))) as made:
        greys = made.convert("L").tobytes()[32 * 256 : 33 * 256]

    assert all(abs(grey - at) <= 3 for at, grey in enumerate(greys)), [*greys]


def test_a_scan_of_one_grey_or_of_no_number_is_no_trap() -> None:
    one = encode(stored(Image.new("F", (20, 10), 0.25), "TIFF"))
    with pytest.raises(Refused, match="no numbers"):
        encode(stored(Image.new("F", (20, 10), math.inf), "TIFF"))

    assert read_picture(one, "p").width == 20


def test_a_picture_taken_sideways_stands_upright() -> None:
    with Image.open(io.BytesIO(encode(with_exif(turned=6)))) as made:
        assert made.size == (200, 300)


def test_a_large_photograph_becomes_light_and_a_drawing_stays_sharp() -> None:
    large = encode(stored(photograph((3000, 4500)), "JPEG", quality=95))
    drawn = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(drawn).line((0, 0, 400, 300), fill="black", width=3)
    with Image.open(io.BytesIO(encode(stored(drawn, "PNG")))) as made:
        assert made.format == "PNG"
        assert made.getpixel((200, 150)) == (0, 0, 0)
    assert len(large) <= HEAVIEST
    assert read_picture(large, "p").height <= WIDEST


def test_what_is_transparent_becomes_white() -> None:
    """On a dark page black lines on nothing would be lost."""
    clear = Image.new("RGBA", (9, 9), (255, 0, 0, 0))
    with Image.open(io.BytesIO(encode(stored(clear, "PNG")))) as made:
        assert made.convert("RGB").getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "is no picture that can be read"),
        (b"\xff\xd8\xff", "is no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no picture that can be read"),
        (with_exif()[:3000], "cannot be read"),
        (stored(Image.new("1", (20000, 20000)), "PNG"), "million pixels"),
    ],
)
def test_what_is_no_picture_is_refused_in_one_line(given: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        cleaned(given)


@given(data=st.data())
def test_a_broken_picture_is_told_and_never_trusted(data: st.DataObject) -> None:
    """Bytes are cut and changed anywhere: the answer is a size, or a word on what is wrong."""
    whole = bytearray(data.draw(st.sampled_from([stored(photograph((8, 8)), "JPEG"), with_text()])))
    whole[data.draw(st.integers(2, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = read_picture(bytes(whole[: data.draw(st.integers(0, len(whole)))]), "p")

    assert bool(found.damaged) != (found.width > 0 and found.height > 0)


@pytest.fixture
def at_home(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    (project / "IMG_A_Name.jpg").write_bytes(with_exif())
    return project


STORY = "content/habpost/2026/seen.md"


def test_a_picture_is_put_above_a_story_by_one_command(
    at_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own name, which may be a person's, goes; front matter names the new one; checks hold."""
    given = ["habpost", "picture", STORY, "IMG_A_Name.jpg", "--alt", 'A "green" roof: new']
    assert main(given) == 0
    library = load(at_home)
    story = library.stories["2026-seen"]

    assert story.image != "none"
    assert (story.image.file, story.image.alt) == ("seen-1.jpg", 'A "green" roof: new')
    assert library.pictures["2026/seen-1.jpg"].hidden == ()
    assert [p for p in check(library, ON) if "seen" in p.path] == []
    assert main(given) == 0
    assert '![A "green" roof: new](seen-2.jpg)' in capsys.readouterr().out


@pytest.mark.parametrize(
    "alt", ["A photo of roofs", "Imagen de un techo", "صورة لسقف", "Picturesque"]
)
def test_words_that_say_what_one_sees_may_name_the_picture(at_home: Path, alt: str) -> None:
    assert main(["habpost", "picture", STORY, "IMG_A_Name.jpg", "--alt", alt]) == 0


def test_a_picture_that_is_only_called_one_in_a_file_is_told(at_home: Path) -> None:
    """Whoever writes it by hand gets the same answer."""
    main(["habpost", "picture", STORY, "IMG_A_Name.jpg", "--alt", "A roof"])
    change(at_home, STORY, 'alt: "A roof"', 'alt: "Image 1"')
    [problem] = [found for found in check(load(at_home), ON) if found.path == STORY]

    assert (problem.line, problem.level) == (10, "error")
    assert "shows seen-1.jpg without saying what is on it but “Image 1”" in problem.message


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_a_story_whose_lines_end_otherwise_gets_its_picture_and_keeps_them(
    at_home: Path, end: bytes
) -> None:
    story = at_home / STORY
    before = story.read_bytes().replace(b"\n", end)
    story.write_bytes(before)
    given = ["habpost", "picture", STORY, "IMG_A_Name.jpg", "--alt", r"A roof \1"]

    assert main(given) == 0
    image = b'image:\n  file: seen-1.jpg\n  alt: "A roof \\\\1"\n'.replace(b"\n", end)
    assert story.read_bytes() == before.replace(b"image: none" + end, image, 1)
    shown = load(at_home).stories["2026-seen"].image
    assert shown == LeadPicture(file="seen-1.jpg", alt=r"A roof \1")


@pytest.mark.parametrize(
    ("story", "file", "alt", "says"),
    [
        ("content/habpost/2026/none.md", "IMG_A_Name.jpg", "A roof", "is no story"),
        ("content/habpost/subjects.yml", "IMG_A_Name.jpg", "A roof", "check content/habpost/subj"),
        (STORY, "gone.jpg", "A roof", "gone.jpg"),
        (STORY, "mkdocs.yml", "A roof", "is no picture that can be read"),
        (STORY, "IMG_A_Name.jpg", " ", "what one sees"),
        (STORY, "IMG_A_Name.jpg", "two\nlines", "what one sees"),
        (STORY, "IMG_A_Name.jpg", "IMG_A_Name.JPG", "the name of a file"),
        (STORY, "IMG_A_Name.jpg", "image", "only says that it is a picture"),
        (STORY, "IMG_A_Name.jpg", "A Photo.", "only says that it is a picture"),
        (STORY, "IMG_A_Name.jpg", "Figure 2", "only says that it is a picture"),
        (STORY, "IMG_A_Name.jpg", "la photographie", "only says that it is a picture"),
        (STORY, "IMG_A_Name.jpg", "Fotografía", "only says that it is a picture"),
        (STORY, "IMG_A_Name.jpg", "الصورة", "only says that it is a picture"),
    ],
)
def test_a_picture_that_cannot_be_taken_changes_nothing(
    at_home: Path, capsys: pytest.CaptureFixture[str], story: str, file: str, alt: str, says: str
) -> None:
    before = {path: path.read_bytes() for path in (at_home / "content").rglob("*.*")}

    assert main(["habpost", "picture", story, file, "--alt", alt]) == 2
    assert says in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in (at_home / "content").rglob("*.*")}


def test_a_withdrawn_story_takes_its_pictures_along(at_home: Path) -> None:
    """But not one that another story shows too."""
    main(["habpost", "picture", STORY, "IMG_A_Name.jpg", "--alt", "A roof"])
    folder = at_home / "content/habpost/2026"
    (folder / "both.png").write_bytes(encode(with_text()))
    for name in ("seen", "unwritten"):
        path = f"content/habpost/2026/{name}.md"
        text = (at_home / path).read_text(encoding="utf-8")
        (at_home / path).write_text(f"{text}\n![A wall](both.png)\n", encoding="utf-8")

    assert main(["habpost", "withdraw", "2026-seen"]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["both.png", "unwritten.md"]
    assert read_all(at_home)[1] == []


def test_a_page_keeps_room_for_its_pictures(at_home: Path) -> None:
    """Width and height stand in the page, so that no line of text jumps when it arrives."""
    main(["habpost", "picture", STORY, "IMG_A_Name.jpg", "--alt", 'A "green" roof'])
    change(at_home, STORY, "## A heading", "![The same](seen-1.jpg)\n\n## A heading")
    [page] = story_pages(load(at_home), "en", ON)
    html = "\n".join(blocks_html(page.blocks, addresses_from(page.path)))

    assert '<img src="seen-1.jpg" alt="A &quot;green&quot; roof" width="300" height="200"' in html
    assert '<img src="seen-1.jpg" alt="The same" width="300" height="200"' in html
