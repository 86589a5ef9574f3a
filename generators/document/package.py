"""Office packages as plain parts, written to a zip whose bytes never depend on the machine.

Entries are stored, not compressed: compressed bytes differ from one compression library to the
next, stored bytes never do (Open Packaging Conventions, ECMA-376 part 2, allow both).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

FIRST = "[Content_Types].xml"
LARGEST = 100_000_000
BASE = Path(__file__).parent / "base"
# 1980-01-01 00:00, the earliest moment that a zip entry can carry.
_TIME, _DATE = 0, 0b0000000_0001_00001
_UTF8_NAMES = 0x0800


def base_parts() -> dict[str, bytes]:
    """Return the parts of our own slim base document."""
    files = sorted(path for path in BASE.rglob("*") if path.is_file())
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in files}


class Damaged(Exception):
    """Raised for bytes that are no package, or one that would unpack beyond any document's size."""


def read_package(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; sizes are looked up before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            size = sum(entry.file_size for entry in package.infolist())
            if size > LARGEST:
                raise Damaged(f"unpacks to {size} bytes; {LARGEST} is the most that is read")
            return {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise Damaged(str(error)) from None


def unpacked(data: bytes, measure: Callable[[list[zipfile.ZipInfo]], None]) -> dict[str, bytes]:
    """Return the files of a zip from elsewhere by name; raises `Damaged`.

    `measure` is asked first, with what the directory says, and raises where that is too much; no
    file is read beyond the size that it has there.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            measure(entries)
            return {entry.filename: _read(package, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as error:
        # NotImplementedError, for unknown compression, is a RuntimeError; so is a wanted password.
        raise Damaged(str(error)) from None


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read an entry, never more of it than the directory says; a lie there is damage."""
    with package.open(entry) as file:
        data = file.read(entry.file_size)
        if len(data) < entry.file_size or file.read(1):
            raise zipfile.BadZipFile
    return data


def in_order(names: Iterable[str]) -> list[str]:
    """Return part names in the order of writing: content types first, the rest by name."""
    return sorted(names, key=lambda name: (name != FIRST, name))


@dataclass(frozen=True, slots=True)
class Stored:
    """A part ready for any package: its name, its data, and the header that a zip gives it."""

    name: bytes
    data: bytes
    header: bytes


def stored(name: str, data: bytes) -> Stored:
    """Return a part as a stored entry (APPNOTE.TXT 6.3.10, 4.3.7), checked and measured."""
    encoded, check, size = name.encode(), zlib.crc32(data), len(data)
    header = struct.pack(
        "<HHHHHIIIHH", 20, _UTF8_NAMES, 0, _TIME, _DATE, check, size, size, len(encoded), 0
    )
    return Stored(encoded, data, header)


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of stored entries; the same parts give the same bytes anywhere."""
    return packed(stored(name, parts[name]) for name in in_order(parts))


def packed(entries: Iterable[Stored]) -> bytes:
    """Return a zip of entries in the order given."""
    body, directory, offset, count = [], [], 0, 0
    for entry in entries:
        body += [b"PK\x03\x04", entry.header, entry.name, entry.data]
        place = struct.pack("<HHHII", 0, 0, 0, 0, offset)
        directory += [b"PK\x01\x02\x14\x00", entry.header, place, entry.name]
        offset += 4 + len(entry.header) + len(entry.name) + len(entry.data)
        count += 1
    listing = b"".join(directory)
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listing), offset, 0)
    return b"".join([*body, listing, end])
