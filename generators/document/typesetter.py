"""The typst compiler with the fonts that come with the program, and no others."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from threading import get_ident

import pymupdf_fonts
import typst

_FONTS = ("figo", "figbo", "figit", "figbi")


def compiler() -> typst.Compiler:
    """Return the compiler of this thread, since one sets one text at a time.

    System fonts are off, so that every machine sets the same pages.
    """
    return _with_fonts(get_ident())[0]


@cache
def _with_fonts(_thread: int) -> tuple[typst.Compiler, tempfile.TemporaryDirectory[str]]:
    """Return the compiler and the folder that its fonts are read from.

    typst opens a font when it first needs it, so the folder must live as long as the compiler;
    it goes when the program ends.
    """
    folder = tempfile.TemporaryDirectory(prefix="psea-fonts-")
    for name in _FONTS:
        (Path(folder.name) / f"{name}.ttf").write_bytes(pymupdf_fonts.myfont(name))
    return typst.Compiler(font_paths=[folder.name], ignore_system_fonts=True), folder
