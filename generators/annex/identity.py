"""What an annex file says of itself: the properties that it was issued with."""

from __future__ import annotations

from lxml import etree

from generators.document.package import Damaged, read_package

CUSTOM = "docProps/custom.xml"
CORE, DC = "docProps/core.xml", "{http://purl.org/dc/elements/1.1/}"
NAMES = ("agreement", "library", "code")


class NoAnnex(Exception):
    """Raised for a file that does not say which annex it is; says why."""


def identity_of(data: bytes) -> dict[str, str]:
    """Return agreement, library, code and language that a Word file names; raises `NoAnnex`.

    The properties survive saving in Word and LibreOffice; nothing is believed of them beyond
    where to look in the register.
    """
    try:
        parts = read_package(data)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root, core = (etree.fromstring(parts[name], parser) for name in (CUSTOM, CORE))
    except Damaged as error:
        raise NoAnnex(f"is no Word file that can be read ({error})") from None
    except (KeyError, etree.XMLSyntaxError):
        raise NoAnnex("does not say which annex it is: its properties are gone") from None
    said = {str(each.get("name")): "".join(each.itertext()) for each in root}
    if any(name not in said for name in NAMES):
        raise NoAnnex("does not say which annex it is: its properties are gone")
    lang = core.findtext(f"{DC}language") or ""
    return {name: said[name] for name in NAMES} | {"lang": lang.partition("-")[0]}
