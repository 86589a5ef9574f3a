"""Reads the words of pandoc's tree of a Word file: their looks, links, notes and pictures.

What is on no list here is a fault, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generators.habpost.cited_links import not_cited
from generators.habpost.markdown_out import Run
from generators.habpost.outside_address import https_link
from generators.habpost.pandoc_read import Kind, Node, Read, Shows, unwrapped, words_in
from generators.habpost.tidy_words import PRIVATE, tidy

_KINDS: dict[str, Kind] = {
    "Cite": ("a reference of a program for references", "Turn it into plain words."),
}
_TRACKED = {
    "insertion": "insertion",
    "deletion": "insertion",
    "paragraph-insertion": "insertion",
    "paragraph-deletion": "insertion",
    "comment-start": "comment",
    "comment-end": "comment",
}
_STRESS = {"Emph": 1, "Strong": 2}
_LOOKS = {"Underline": "underlining", "SmallCaps": "small capitals"}
_RAISED = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN_STYLES = (
    "default paragraph font", "hyperlink", "followedhyperlink", "internet link", "emphasis",
    "strong", "strong emphasis", "subtle emphasis", "intense emphasis", "footnote reference",
    "endnote reference", "footnote characters", "endnote characters",
)  # fmt: skip


def inlines(nodes: list[Node], read: Read, stress: int = 0) -> Iterator[Run | Shows]:
    """Yield words with their looks, and the places of pictures; faults and notes go to `read`."""
    for node in nodes:
        match node:
            case {"t": "Str" | "Code", "c": text}:
                yield _words(node, text, read, stress)
            case {"t": "Space" | "SoftBreak" | "LineBreak"}:
                yield Run(" ", "*" * stress)
            case {"t": "Emph" | "Strong" as look, "c": inner}:
                yield from inlines(inner, read, stress | _STRESS[look])
            case {"t": "Underline" | "SmallCaps" as look, "c": inner}:
                read.note(f"left out: {_LOOKS[look]}")
                yield from inlines(inner, read, stress)
            case {"t": "Superscript" | "Subscript" as look, "c": inner}:
                yield from _small(node, look, inlines(inner, read, stress), read)
            case {"t": "Span", "c": [[_, classes, attributes], inner]}:
                if tracked := [_TRACKED[name] for name in classes if name in _TRACKED]:
                    read.unknown(node, tracked[0], {})
                    continue
                _note_look(classes, dict(attributes), read)
                yield from inlines(inner, read, stress)
            case {"t": "Link", "c": [_, inner, [address, _]]}:
                yield from _link(node, address, list(inlines(inner, read, stress)), read)
            case {"t": "Image", "c": [_, _, [target, _]]}:
                read.pictures.append(target)
                yield Shows(len(read.pictures) - 1)
            case {"t": "Note", "c": inner}:
                yield from _note(node, inner, read)
            case _:
                read.unknown(node, node["t"], _KINDS)


def _words(node: Node, text: Any, read: Read, stress: int) -> Run:
    if node["t"] == "Code":
        read.note("left out: the look of program code")
        text = text[1]
    read.said.append(text)
    if sign := PRIVATE.search(text):
        code = f"U+{ord(sign[0]):04X}"
        read.fault(node, f"a sign of a symbol font ({code}), which other fonts lack", "Retype it.")
    return Run(tidy(text), "*" * stress)


def _small(
    node: Node, look: str, inner: Iterator[Run | Shows], read: Read
) -> Iterator[Run | Shows]:
    """Yield raised or lowered words: figures as such figures, `m²`; letters as any others."""
    table, how = (_RAISED, "raised") if look == "Superscript" else (_LOWERED, "lowered")
    for run in inner:
        if isinstance(run, Shows) or not run.words.strip():
            yield run
        elif all(ord(sign) in table for sign in run.words.strip()):
            yield Run(run.words.translate(table), run.stress)
        else:
            read.note(f"{how} letters stand on the line")
            if any(sign.isdigit() for sign in run.words):
                read.fault(node, f"{how} figures among other signs", "Write it out in words.")
            yield run


def _note_look(classes: list[str], attributes: dict[str, str], read: Read) -> None:
    if "mark" in classes:
        read.note("left out: highlighting")
    style = attributes.get("custom-style", "")
    if style and style.casefold() not in _PLAIN_STYLES:
        read.note(f"the style “{style}” means nothing here; its words stay, without their look")


def _link(node: Node, address: str, inner: list[Run | Shows], read: Read) -> Iterator[Run | Shows]:
    """Yield the words of a link, and the number of the source that its address has become."""
    yield from inner
    words = tidy("".join(run.words for run in inner if isinstance(run, Run))).strip()
    if not address or address.startswith("#"):
        return  # to another place in the same file
    if why := not_cited(address):
        read.fault(node, f"a link that {why}", "Correct it, or take the link away.")
    elif not words:
        read.note(f"left out: a link without words, to {address}")
    elif read.inside_note:
        yield Run(f" ({https_link(address)})")
    else:
        to = https_link(address)
        bare = words.rstrip("/") in (to.rstrip("/"), address.rstrip("/"))
        yield read.cite(to if bare else f"{words}, {to}", to)
        read.note(f"a link has become a source: {to}")


def _note(node: Node, blocks: list[Node], read: Read) -> Iterator[Run | Shows]:
    """Yield the number of the source that a footnote or endnote has become."""
    within = replace(read, said=read.noted, inside_note=True)
    match [inner for each in blocks for inner in unwrapped(each)]:
        case [{"t": "Para" | "Plain", "c": nodes}] if not read.inside_note:
            runs = list(inlines(nodes, within))
            words = tidy("".join(run.words for run in runs if isinstance(run, Run))).strip()
            if len(runs) == sum(isinstance(run, Run) for run in runs) and words:
                read.note(f"a footnote has become a source: {words[:60]}")
                yield read.cite(words, words)
                return
    read.noted.append(words_in(node))
    read.fault(node, "a footnote that is more than one plain paragraph", "Shorten it.")
