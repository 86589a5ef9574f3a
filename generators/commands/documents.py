"""A document as files: the formats asked for, on a letterhead, in a folder where it may lie."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from generators.content.plan import Plan
from generators.content.record import Language
from generators.document.audience import Audience, confidential, forbidden_folder
from generators.document.foreign_parts import Unfit
from generators.document.html_file import write_html
from generators.document.letterhead import letterhead
from generators.document.model import Document
from generators.document.package import write_package
from generators.document.word import word_parts
from generators.edge import Misused

FORMATS = ("docx", "pdf", "html")


def formats_of(given: str, known: tuple[str, ...] = FORMATS) -> list[str]:
    """Return the formats of a list with commas, each once; refuses any that is not known."""
    wanted = list(dict.fromkeys(name.strip().lower() for name in given.split(",")))
    for name in wanted:
        if name not in known:
            raise Misused(f"`{name}` is no format of this document ({', '.join(known)}).")
    return wanted


def beside(given: argparse.Namespace) -> tuple[str, ...]:
    """Return the formats that are wanted beside a Word file, by the switches of a command."""
    return tuple(name for name in ("pdf", "html") if getattr(given, name))


def letterhead_of(base: str | None) -> bytes | None:
    """Return the bytes of a base document, if one is named; refuses one that does not fit."""
    if base is None:
        return None
    data = Path(base).read_bytes()
    try:
        letterhead(data)
    except Unfit as error:
        raise Misused(f"{base} {error}.") from None
    return data


def folder_for(audience: Audience, out: str, root: Path) -> Path:
    """Return the folder to write to; what is confidential is refused inside the project."""
    folder = Path(out)
    if confidential(audience):
        outside(folder, root)
    return folder


def outside(path: Path, root: Path) -> None:
    """Refuse a place in the project, or under git, for what is confidential."""
    if kept := forbidden_folder(path, root):
        raise Misused(
            f"{path} lies in {kept}, which belongs to the project or is under git. What is"
            " confidential never does (ST/SGB/2007/6): choose a folder elsewhere."
        )


def stem_of(what: str, plan: Plan, lang: Language, *more: str) -> str:
    """Return the name of a document's files: an example is known by it in any folder."""
    mark = ("EXAMPLE",) if plan.example else ()
    return ".".join((f"psea-{what}-{plan.year}", *mark, *more, lang))


def files_of(
    document: Document, stem: str, formats: Sequence[str], base: str | None
) -> dict[str, bytes]:
    """Return one document in each format, by file name: the same words in all of them."""
    return {f"{stem}.{name}": _written(document, name, base) for name in formats}


def _written(document: Document, name: str, base: str | None) -> bytes:
    if name == "html":
        return write_html(document)
    if name == "pdf":
        from generators.document.pdf import PdfRefused, write_pdf

        try:
            return write_pdf(document)
        except PdfRefused as error:
            raise Misused(f"no PDF can be made of this: {error}") from None
    try:
        return write_package(
            word_parts(document, letterhead(Path(base).read_bytes()) if base else None)
        )
    except Unfit as error:
        raise Misused(f"{base} {error}.") from None
