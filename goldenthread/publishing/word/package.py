"""What a Word file is packed with: its parts, how they hang together, what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from goldenthread.publishing.archive import packed, xml_text
from goldenthread.publishing.document import ReportDocument

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    }.items()
)
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part beside the text that the text refers to by `id`: styles, a header, a picture.

    `kind` is the relationship's ("header"), `name` its place in the folder of the text ("header1.xml").
    """

    id: str
    kind: str
    name: str
    content: bytes | str


def word_xml(root: str, content: str) -> str:
    """One XML part: "document", "styles", "hdr" ..."""
    return f"{_START}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def word_file(document: ReportDocument, *, text: str, parts: Sequence[Part]) -> bytes:
    """The whole file; `text` is the part that Word opens."""
    relations = "".join(
        f'<Relationship Id="{part.id}" Type="{_OFFICE}/{part.kind}" Target="{part.name}"/>' for part in parts
    )
    return packed(
        [
            ("[Content_Types].xml", _content_types(parts)),
            ("_rels/.rels", _relationships(_ROOT_RELATIONS)),
            ("docProps/core.xml", _core(document)),
            ("word/document.xml", text),
            ("word/_rels/document.xml.rels", _relationships(relations)),
            *((f"word/{part.name}", part.content) for part in parts),
        ]
    )


_ROOT_RELATIONS = (
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
)


def _relationships(relations: str) -> str:
    return f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _content_types(parts: Sequence[Part]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part.name}" ContentType="{_WORD}.{part.kind}+xml"/>'
        for part in parts
        if part.name.endswith(".xml")
    )
    return (
        f'{_START}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>"
    )


def _core(document: ReportDocument) -> str:
    moment = document.as_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    keywords = "; ".join(f"{identifier.scheme}: {identifier.value}" for identifier in document.identifiers)
    return (
        f'{_START}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(f'{document.title}, {document.period}')}</dc:title>"
        f"<dc:subject>{xml_text(document.subject)}</dc:subject>"
        f"<dc:creator>{xml_text(document.publisher)}</dc:creator>"
        f"<cp:keywords>{xml_text(keywords)}</cp:keywords>"
        f"<dc:language>{xml_text(document.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )
