"""Office files taken apart: their XML, their words, and what the standard's schema says of them."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from lxml import etree

from tests.publishing.pdf_words import words_on_pages

SCHEMA = Path(__file__).parent / "schemas" / "OpenDocument-v1.3-schema.rng"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rels": "http://schemas.openxmlformats.org/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}


def members_of(content: bytes) -> dict[str, bytes]:
    """What is packed in the file, in its order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml_of(content: bytes, member: str) -> ElementTree.Element:
    return ElementTree.fromstring(members_of(content)[member])


def name(short: str) -> str:
    """ "w:p" as ElementTree knows it."""
    prefix, _, local = short.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def found(element: ElementTree.Element, short: str) -> list[ElementTree.Element]:
    """Every such element below."""
    return element.findall(f".//{short}", NAMES)


def words_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def words_of_file(content: bytes) -> str:
    """Everything that a published file says, whatever kind it is of."""
    if content.startswith(b"%PDF"):
        return " ".join(" ".join(words_on_pages(content)).split())
    if not content.startswith(b"PK"):
        return content.decode()
    parts = (part for name, part in members_of(content).items() if name.endswith(".xml"))
    return " ".join(words_of(ElementTree.fromstring(part)) for part in parts)


@cache
def _schema() -> Any:
    return etree.RelaxNG(etree.parse(str(SCHEMA)))


def schema_faults(content: bytes) -> list[str]:
    """Why parts of an OpenDocument file are not what the standard's schema says; none where all are."""
    members = members_of(content)
    return [
        f"{part}: {fault.message}"
        for part in ("content.xml", "styles.xml", "meta.xml")
        if not _schema().validate(etree.fromstring(members[part]))
        for fault in _schema().error_log
    ]
