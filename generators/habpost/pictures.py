"""Makes pictures fit to publish: turned upright, made small, with nothing in them but the picture.

A photograph as a phone saves it says where it was taken, when, and often by whom. What is left
after this is only what one sees; that, too, can identify somebody, and no program can tell.
"""

from __future__ import annotations

import io
import itertools
import math
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from generators.confined import Limits, Refused, confined

WIDEST = 1200
"""Pixels of the longer side: enough for the column of a page on a sharp screen."""
_LIGHT = 200_000
"""Bytes, below which no better compression is looked for: lines are poor in many offices."""
READ = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
_MOST_PIXELS = 100_000_000
_GREY = ("L", "LA")
_COLOURS = 256
"""A picture with no more is drawn, and keeps its sharp edges as PNG."""
_QUALITIES = (82, 74, 66, 58, 50)
_SIDES = (WIDEST, 800, 500)


def cleaned(picture: bytes) -> bytes:
    """Return a picture as a JPEG file, or as PNG where it is drawn in few colours.

    It is read in a process of its own. Raises `Refused` for what is no picture, or is too large.
    """
    return confined("generators.habpost.pictures:encode", picture, Limits(megabytes=2048))


def suffix(picture: bytes) -> str:
    """Return the ending of the name of a picture that was cleaned: `.jpg` or `.png`."""
    return ".png" if picture.startswith(b"\x89PNG") else ".jpg"


def encode(picture: bytes) -> bytes:
    """Do what `cleaned` promises, in whatever process this is."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(picture), formats=READ) as opened:
            image = _in_8_bits(ImageOps.exif_transpose(_in_srgb(opened)))
    except UnidentifiedImageError:
        raise Refused(f"is no picture that can be read ({', '.join(READ)})") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(f"has more than {_MOST_PIXELS // 1_000_000} million pixels") from None
    image.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    # A new image holds pixels and nothing else, whatever the old one carried along.
    bare = Image.new("RGB", image.size, "white")
    opaque = image.convert("RGBA")
    bare.paste(opaque, mask=opaque)
    drawn = bare.getcolors(_COLOURS) is not None
    return _light(bare, drawn=drawn and image.mode not in _GREY)


def _light(image: Image.Image, *, drawn: bool) -> bytes:
    """Return a drawing as PNG where that is light, anything else as the best JPEG that is."""
    made = _file(image, "PNG", optimize=True) if drawn else b""
    if made and len(made) <= _LIGHT:
        return made
    for side, quality in itertools.product(_SIDES, _QUALITIES):
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        made = _file(image, "JPEG", quality=quality, optimize=True)
        if len(made) <= _LIGHT:
            break
    return made


def _file(image: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of the web, which its own profile may not be."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        image.load()
        return image.convert("RGB") if image.mode == "CMYK" else image
    known = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    turned = ImageCms.profileToProfile(
        image, known, ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert turned is not None
    turned.info["exif"] = image.info.get("exif", b"")
    return turned


def _in_8_bits(image: Image.Image) -> Image.Image:
    """Return a picture whose pixels are greys of more bits, or fractions, as greys of 8 bits.

    Pillow would cut off what is above 255, which leaves a scan white. Of numbers that have no
    range of their own, the least becomes black and the greatest white.
    """
    if not image.mode.startswith(("I", "F")):
        return image
    image.info.pop("transparency", None)  # a number of the old range
    least, most = (0, 65535) if image.mode.startswith("I;16") else image.getextrema()
    assert isinstance(least, (int, float)) and isinstance(most, (int, float))  # one band of greys
    if not math.isfinite(most - least):
        raise Refused("holds pixels that are no numbers")
    scale = 255 / ((most - least) or 1)
    return image.convert("F").point(lambda grey: grey * scale + (0.5 - least * scale)).convert("L")
