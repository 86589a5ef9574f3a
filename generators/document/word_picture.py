"""A picture in a Word document (ISO/IEC 29500-1, 20.4 and 20.2)."""

from __future__ import annotations

import struct

from docx.oxml.ns import nsmap, qn
from lxml import etree

from generators.document.wordml import Element, w

_EMU_A_TWIP = 635
"""English Metric Units in a twentieth of a point (ISO/IEC 29500-1, 20.1.2.1)."""


def picture(link: str, data: bytes, width: int, number: int, name: str, alt: str) -> Element:
    """Return a PNG over a width (in twentieths of a point), with the words that stand for it."""
    across, down = struct.unpack(">II", data[16:24])  # PNG, 11.2.2: IHDR
    wide = width * _EMU_A_TWIP
    size = {"cx": str(wide), "cy": str(wide * down // across)}
    told = {"id": str(number), "name": f"{name}", "descr": alt}

    def made(tag: str, *children: Element, **attributes: str) -> Element:
        element = etree.Element(qn(tag), attributes)
        element.extend(children)
        return element

    embedded = made("a:blip")
    embedded.set(qn("r:embed"), link)
    shape = made(
        "pic:spPr",
        made("a:xfrm", made("a:off", x="0", y="0"), made("a:ext", **size)),
        made("a:prstGeom", made("a:avLst"), prst="rect"),
    )
    inside = made(
        "pic:pic",
        made("pic:nvPicPr", made("pic:cNvPr", **told), made("pic:cNvPicPr")),
        made("pic:blipFill", embedded, made("a:stretch", made("a:fillRect"))),
        shape,
    )
    inline = made(
        "wp:inline",
        made("wp:extent", **size),
        made("wp:docPr", **told),
        made("a:graphic", made("a:graphicData", inside, uri=nsmap["pic"])),
        distT="0",
        distB="0",
        distL="0",
        distR="0",
    )
    return w("r", w("drawing", inline))
