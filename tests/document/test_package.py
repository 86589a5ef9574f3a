"""Packages: stored, ordered, and the same bytes anywhere."""

import zipfile
from io import BytesIO

from generators.document.package import FIRST, base_parts, read_package, write_package

PARTS = {"word/document.xml": b"<d/>", FIRST: b"<t/>", "docProps/é.xml": "ü".encode()}


def test_a_package_reads_back_as_it_was_written() -> None:
    """Every part comes back under its name, with its bytes."""
    assert read_package(write_package(PARTS)) == PARTS


def test_entries_are_stored_without_a_time_and_content_types_come_first() -> None:
    """No compression, no clock: nothing in the zip depends on the machine."""
    with zipfile.ZipFile(BytesIO(write_package(PARTS))) as package:
        entries = package.infolist()

        assert entries[0].filename == FIRST
        assert {zipfile.ZIP_STORED} == {entry.compress_type for entry in entries}
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in entries}
        assert package.testzip() is None


def test_the_order_of_parts_does_not_matter() -> None:
    """The same parts in another order give the same bytes."""
    assert write_package(PARTS) == write_package(dict(reversed(PARTS.items())))


def test_the_base_document_carries_nobody_elses_traces() -> None:
    """No thumbnail, no library's name, no foreign date, no letter paper."""
    parts = base_parts()
    everything = b"".join(parts.values())

    assert not [name for name in parts if "thumbnail" in name or "stylesWithEffects" in name]
    for trace in (b"python-docx", b"2013", b"Macintosh", b"12240"):
        assert trace not in everything
