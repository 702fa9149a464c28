"""What every OpenDocument file is packed with: its type, its parts listed, what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from goldenthread.publishing.archive import packed, xml_text
from goldenthread.publishing.document import ReportDocument

VERSION = "1.3"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": f"{_OASIS}:office:1.0",
        "style": f"{_OASIS}:style:1.0",
        "text": f"{_OASIS}:text:1.0",
        "table": f"{_OASIS}:table:1.0",
        "draw": f"{_OASIS}:drawing:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "svg": f"{_OASIS}:svg-compatible:1.0",
        "number": f"{_OASIS}:datastyle:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
_TYPES = {"xml": "text/xml", "svg": "image/svg+xml", "png": "image/png"}
_START = '<?xml version="1.0" encoding="UTF-8"?>\n'


def part(kind: str, content: str) -> str:
    """One part of the file: "content" with its body and styles, "styles", "meta"."""
    root = f"office:document-{kind}"
    return f'{_START}<{root} {NAMESPACES} office:version="{VERSION}">{content}</{root}>'


def opendocument(
    document: ReportDocument, *, media_type: str, content: str, styles: str, pictures: Mapping[str, bytes]
) -> bytes:
    """The whole file. `pictures` by their place in it ("Pictures/drawing.png")."""
    parts: dict[str, bytes | str] = {
        "content.xml": part("content", content),
        "styles.xml": part("styles", styles),
        "meta.xml": part("meta", f"<office:meta>{''.join(_meta(document))}</office:meta>"),
        **pictures,
    }
    listed = {"/": media_type, **{name: _TYPES[name.rpartition(".")[2]] for name in parts}}
    # The type stands first and unpacked, so that a file is known by its first bytes.
    return packed(
        [("mimetype", media_type), *parts.items(), ("META-INF/manifest.xml", _manifest(listed))], stored="mimetype"
    )


def language_of(document: ReportDocument) -> str:
    """ "en-GB" as styles say it."""
    language, _, country = document.language.partition("-")
    return f'fo:language="{xml_text(language)}" fo:country="{xml_text(country) or "none"}"'


def _meta(document: ReportDocument) -> list[str]:
    moment = document.as_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    keywords = (f"{identifier.scheme}: {identifier.value}" for identifier in document.identifiers)
    return [
        "<meta:generator>goldenthread</meta:generator>",
        f"<dc:title>{xml_text(f'{document.title}, {document.period}')}</dc:title>",
        f"<dc:subject>{xml_text(document.subject)}</dc:subject>",
        *(f"<meta:keyword>{xml_text(words)}</meta:keyword>" for words in keywords),
        f"<meta:initial-creator>{xml_text(document.publisher)}</meta:initial-creator>",
        f"<dc:creator>{xml_text(document.publisher)}</dc:creator>",
        f"<meta:creation-date>{moment}</meta:creation-date>",
        f"<dc:date>{moment}</dc:date>",
        f"<dc:language>{xml_text(document.language)}</dc:language>",
    ]


def _manifest(listed: Mapping[str, str]) -> str:
    version = f'manifest:version="{VERSION}"'
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" {version if name == "/" else ""} '
        f'manifest:media-type="{kind}"/>'
        for name, kind in listed.items()
    )
    namespace = f'xmlns:manifest="{_OASIS}:manifest:1.0"'
    return f"{_START}<manifest:manifest {namespace} {version}>{entries}</manifest:manifest>"
