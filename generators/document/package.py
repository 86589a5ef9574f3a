"""Office packages as plain parts, written to a zip whose bytes never depend on the machine.

Entries are stored, not compressed: compressed bytes differ from one compression library to the
next, stored bytes never do (Open Packaging Conventions, ECMA-376 part 2, allow both).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
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
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged(str(error)) from None


def in_order(names: Iterable[str]) -> list[str]:
    """Return part names in the order of writing: content types first, the rest by name."""
    return sorted(names, key=lambda name: (name != FIRST, name))


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of stored entries; the same parts give the same bytes anywhere."""
    body, directory, offset = [], [], 0
    for name in in_order(parts):
        data, encoded = parts[name], name.encode()
        check, size = zlib.crc32(data), len(data)
        common = struct.pack(
            "<HHHHHIIIHH", 20, _UTF8_NAMES, 0, _TIME, _DATE, check, size, size, len(encoded), 0
        )
        body += [b"PK\x03\x04", common, encoded, data]
        directory += [
            b"PK\x01\x02",
            struct.pack("<H", 20),
            common,
            struct.pack("<HHHII", 0, 0, 0, 0, offset),
            encoded,
        ]
        offset += 4 + len(common) + len(encoded) + size
    listing = b"".join(directory)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listing), offset, 0
    )
    return b"".join([*body, listing, end])
