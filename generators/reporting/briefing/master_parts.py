"""The parts of a foreign slide master, renamed and rid of what must not travel with a briefing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as LINK
from pptx.oxml.ns import qn

from generators.document.foreign_parts import (
    NAMESPACE,
    Types,
    Unfit,
    bare,
    linked_part,
    links_of,
    rel,
    xml,
)
from generators.document.package import FIRST
from generators.reporting.briefing.layout_room import Element
from generators.reporting.briefing.slide_base import own_parts

_MASTER, _LAYOUTS = "ppt/slideMasters/slideMaster1.xml", "ppt/slideLayouts/slideLayout{}.xml"
_THEME, _PRESENTATION = "ppt/theme/theme1.xml", "ppt/presentation.xml"
_PASSED_OVER = {"custDataLst", "timing", "transition", "hlinkClick", "hlinkHover", "hlinkMouseOver"}
"""What a master loses: data of add-ins, movement, and links."""


def links_by_id(given: Mapping[str, bytes], name: str) -> dict[str | None, Element]:
    """Return the relationships of a part by their ids."""
    return {link.get("Id"): link for link in links_of(given, name)}


@dataclass
class Copied:
    """The parts of one master under the names of ours, in the place of ours."""

    given: Mapping[str, bytes]
    presentation: Element
    parts: dict[str, bytes] = field(default_factory=own_parts)
    media: dict[str, str] = field(default_factory=dict)

    def parts_of(self, master: str) -> dict[str, bytes]:
        """Return the parts; raises `Unfit` for what must not come along."""
        ours = [name for name in self.parts if name.startswith(("ppt/slideM", "ppt/slideL"))]
        self.types = Types(self.parts)
        for name in ours:
            del self.parts[name]
            self.types.remove(name)
        by_id = links_by_id(self.given, master)
        ids = [each.get(qn("r:id")) for each in xml(self.given[master]).iter(qn("p:sldLayoutId"))]
        names = {
            linked_part(master, by_id[ident]): _LAYOUTS.format(number)
            for number, ident in enumerate(ids, 1)
        }
        [theme] = [linked_part(master, each) for each in by_id.values() if _is(each, LINK.THEME)]
        names |= {master: _MASTER, theme: _THEME}
        for old, new in names.items():
            self.copy(old, new, names)
        self.types.add(_MASTER, TYPE.PML_SLIDE_MASTER)
        for new in names.values():
            if new not in (_MASTER, _THEME):
                self.types.add(new, TYPE.PML_SLIDE_LAYOUT)
        self.parts[FIRST] = self.types.written()
        self.parts[_PRESENTATION] = self.with_size(self.parts[_PRESENTATION])
        return self.parts

    def copy(self, old: str, new: str, names: Mapping[str, str]) -> None:
        """Put a part in its new place, with links to what comes along and to nothing else."""
        root, kept = xml(bare(self.given[old])), []
        for each in [each for each in root.iter() if _local(each) in _PASSED_OVER]:
            above = each.getparent()
            if above is not None:
                above.remove(each)
        used = {value for each in root.iter() for value in each.attrib.values()}
        for link in links_of(self.given, old):
            if link.get("Id") in used or _is(link, LINK.THEME) or _is(link, LINK.SLIDE_MASTER):
                link.set("Target", self.new_target(old, link, names))
                kept.append(link)
        self.parts[new] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        if kept:
            relations = etree.Element(rel("Relationships"), nsmap={None: NAMESPACE})
            relations.extend(kept)
            folder, _, leaf = new.rpartition("/")
            self.parts[f"{folder}/_rels/{leaf}.rels"] = etree.tostring(relations)

    def new_target(self, old: str, link: Element, names: Mapping[str, str]) -> str:
        """Return where a link leads now; only masters, layouts, themes and pictures come along."""
        if link.get("TargetMode") == "External":
            raise Unfit("has a picture in its master that is kept in another file. Insert it")
        source = linked_part(old, link)
        if source in names:
            return f"/{names[source]}"
        if not _is(link, LINK.IMAGE):
            raise Unfit(
                f"has more than words and pictures in {_named(self.given[old])}, such as an"
                " embedded object, a film or a chart. Remove it there"
            )
        ending = source.rpartition(".")[2].lower()
        self.types.default(ending, "master")
        new = self.media.setdefault(source, f"ppt/media/master{len(self.media) + 1}.{ending}")
        self.parts[new] = self.given[source]
        return f"/{new}"

    def with_size(self, part: bytes) -> bytes:
        """Return our presentation with the size of their slides."""
        ours, size = xml(part), self.presentation.find(qn("p:sldSz"))
        mine = ours.find(qn("p:sldSz"))
        assert mine is not None
        if size is not None:
            for name in ("cx", "cy"):
                mine.set(name, size.get(name, mine.get(name, "")))
        return etree.tostring(ours, xml_declaration=True, encoding="UTF-8", standalone=True)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _is(link: Element, kind: str) -> bool:
    return link.get("Type") == kind


def _named(part: bytes) -> str:
    content = xml(part).find(qn("p:cSld"))
    name = content.get("name") if content is not None else None
    return f"its layout “{name}”" if name else "its master"
