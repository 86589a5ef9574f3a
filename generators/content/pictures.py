"""Picture files beside stories: how large they are, and whether they hold more than a picture.

What a camera writes into its files, place and time above all, stands in parts that a picture does
not need. Only the parts that it needs are known here; any other is named as hidden.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA"}
"""The chunks that draw the picture (Portable Network Graphics, third edition, section 11)."""
_JPEG_PARTS = {0xDB, 0xC4, 0xDD, 0xDA, 0xD9, 0xE0, 0xC0, 0xC1, 0xC2}
"""The segments that draw it (ITU-T T.81, table B.1): tables, frame, scan, and the JFIF header."""
_FRAMES = {0xC0, 0xC1, 0xC2}
_AFTER = "data after the end"
_MERE_WORD = re.compile(
    r"(?:(?:an?|the|une?|una|la|el)\s+|l['’])?"
    r"(?:image|img|picture|pic|photo(?:graph(?:ie)?)?|figure|imagen|foto(?:graf[ií]a)?|figura"
    r"|(?:ال)?صورة|(?:ال)?شكل)\s*\d*\W*",
    re.IGNORECASE,
)
"""What says that there is a picture and not what is on it, in our four languages."""
_PIECE, _MOST = 1_000_000, 100_000_000
"""Bytes of pixels that are unpacked at a time, and in all."""


def describes(alt: str) -> bool:
    """Return whether words say what one sees on a picture, and not only that it is one."""
    return bool(alt.strip()) and not _MERE_WORD.fullmatch(alt.strip())


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture: pixels across and down, bytes, and the names of parts that it does not need.

    `damaged` says why it cannot be shown at all.
    """

    path: str
    width: int = 0
    height: int = 0
    size: int = 0
    hidden: tuple[str, ...] = ()
    damaged: str = ""


def read_picture(data: bytes, path: str) -> PictureFile:
    """Return what a JPEG or PNG file holds."""
    try:
        if data.startswith(_PNG):
            parts = list(_png_parts(data))
            width, height = struct.unpack(">II", dict(parts)[b"IHDR"][:8])
            hidden = [name.decode("latin-1") for name, _ in parts if name not in _PNG_PARTS]
            if dict(parts).get(b"IEND") or _is_followed(parts):
                hidden.append(_AFTER)
        elif data.startswith(b"\xff\xd8"):
            segments = list(_jpeg_parts(data))
            frame = next(body for mark, body in segments if mark in _FRAMES)
            height, width = struct.unpack(">HH", frame[1:5])
            hidden = [_named(mark, body) for mark, body in segments if _is_more(mark, body)]
        else:
            return PictureFile(path, size=len(data), damaged="is neither a JPEG nor a PNG file")
    except (struct.error, zlib.error, KeyError, StopIteration, IndexError):
        return PictureFile(path, size=len(data), damaged="is cut short or damaged")
    if not (width and height):
        return PictureFile(path, size=len(data), damaged="is cut short or damaged")
    return PictureFile(path, width, height, len(data), tuple(dict.fromkeys(hidden)))


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name = data[at + 4 : at + 8]
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length
        if name == b"IEND" and at < len(data):
            yield _AFTER.encode(), b""
            return
    if at > len(data):
        raise IndexError


def _is_followed(parts: list[tuple[bytes, bytes]]) -> bool:
    """Return whether anything follows the pixels of a PNG file in the chunks that hold them.

    They are one zlib stream (section 10). It is unpacked in pieces, which are thrown away.
    """
    packed = b"".join(body for name, body in parts if name == b"IDAT")
    stream = zlib.decompressobj()
    for _ in range(0, _MOST, _PIECE):
        stream.decompress(packed, _PIECE)
        if stream.eof:
            return bool(stream.unused_data)
        packed = stream.unconsumed_tail
    raise IndexError


def _jpeg_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker and the content of each segment; what the scans hold is passed over."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise IndexError
        mark = data[at + 1]
        if mark == 0xD9:
            yield mark, data[at + 2 :]
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        yield mark, data[at + 4 : at + 2 + length]
        at += 2 + length
        if mark == 0xDA:
            at = _end_of_scan(data, at)


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker stands: in a scan, 0xFF is followed by 0 or a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        follows = data[at + 1]
        if follows and not 0xD0 <= follows <= 0xD7:
            return at
        at += 2
    raise IndexError


def _is_more(mark: int, body: bytes) -> bool:
    jfif = body.startswith(b"JFIF\0") and len(body) == 14  # without the thumbnail it may hold
    return mark not in _JPEG_PARTS or (mark == 0xE0 and not jfif) or (mark == 0xD9 and bool(body))


def _named(mark: int, body: bytes) -> str:
    if mark == 0xD9:
        return _AFTER
    if mark == 0xFE:
        return "a comment"
    label = body.split(b"\0")[0].decode("ascii", "replace")[:12]
    return label if label.isprintable() and label else f"segment {mark:X}"
