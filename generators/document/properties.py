"""Document properties of Office files: what the file says of itself, and nothing else."""

from __future__ import annotations

from xml.sax.saxutils import escape

from generators.content.record import Language
from generators.document.model import Document, text

LOCALES: dict[Language, str] = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA"}
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{}</cp:coreProperties>'
)
_CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    "{}</Properties>"
)
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2  # ids 0 and 1 are reserved (ISO/IEC 29500-1, 22.3.2.2)


def core_properties(document: Document) -> bytes:
    """Return title, creator, language, marking and the day of creation (at 00:00 UTC)."""
    created = text(document.created)
    moments = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{created}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    marking = f"<cp:keywords>{escape(document.marking)}</cp:keywords>" if document.marking else ""
    inside = (
        f"<dc:title>{escape(document.title)}</dc:title><dc:creator>UN-Habitat</dc:creator>"
        f"<dc:language>{LOCALES[document.lang]}</dc:language>"
        f"{marking}{moments if created else ''}"
    )
    return (_HEAD + _CORE.format(inside)).encode()


def custom_properties(document: Document) -> bytes:
    """Return the document's identity as custom properties."""
    properties = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(text(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(document.identity, _FIRST_ID)
    )
    return (_HEAD + _CUSTOM.format(properties)).encode()
