"""Looks that change what words say: hidden, struck through, raised or lowered.

A style may set them as well as the words themselves (ISO/IEC 29500-1, section 17.7.2); pandoc
knows only some of them, and would make 106 of a 10⁶ whose figure is raised by a style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from generators.habpost.word_xml import attribute, value_of, words_of

_LOOKS = ("vanish", "strike", "dstrike", "vertAlign", "position")
_OFF = ("0", "false", "off", "baseline")
Kind = tuple[str, str]
_HIDDEN = ("hidden words", "Delete them, or show them (Font, Hidden).")
_STRUCK = ("words struck through", "Delete them, or take the line away.")
_MOVED = ("figures raised or lowered by a style", "Choose superscript or subscript for them.")


class Styles:
    """The styles of a file: what each sets of these looks, and which other it follows."""

    def __init__(self, parts: Iterable[etree._Element]) -> None:
        styles = [style for root in parts for style in root.iterchildren("{*}style")]
        self._own = {attribute(style, "styleId"): _looks(style) for style in styles}
        self._based = {attribute(each, "styleId"): value_of(each, "{*}basedOn") for each in styles}

    def faults(self, run: etree._Element, paragraph_style: str) -> Iterator[Kind]:
        """Yield what the looks of a run of words keep it from being in a story."""
        words, own = words_of(run), _looks(run)
        styled = {**self._of(paragraph_style), **self._of(value_of(run, "{*}rPr/{*}rStyle"))}
        looks = {name: value for name, value in {**styled, **own}.items() if value not in _OFF}
        if "vanish" in looks:
            yield _HIDDEN
        if "strike" in looks or "dstrike" in looks:
            yield _STRUCK
        # Pandoc knows what is raised by a property of the words themselves, and by nothing else.
        moved = "position" in looks or ("vertAlign" in looks and "vertAlign" not in own)
        if moved and re.search(r"\d", words):
            yield _MOVED

    def _of(self, style: str) -> dict[str, str]:
        """Return the looks that a style sets, or that it has from those that it follows."""
        looks: dict[str, str] = {}
        seen: set[str] = set()
        while style in self._own and style not in seen:
            seen.add(style)
            looks = {**self._own[style], **looks}
            style = self._based[style]
        return looks


def _looks(element: etree._Element) -> dict[str, str]:
    """Return the looks that stand in the properties of a run or a style, by name."""
    found = {name: element.find(f"{{*}}rPr/{{*}}{name}") for name in _LOOKS}
    return {
        name: attribute(each, "val") or "on" for name, each in found.items() if each is not None
    }
