"""One document in, every file of its publication out, and the manifest that lists them.

PDF, HTML and JSON hold all of it; ODT and DOCX the report, ODS and XLSX the tables, CSV the figures as rows.
All come from the one frozen document, so they cannot disagree; equal documents give equal bytes where `versions()`
are equal. Nothing here needs a database.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import zlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pikepdf
import typst

from goldenthread.publishing.canonical import canonical_json
from goldenthread.publishing.checks import check_document, figure_count
from goldenthread.publishing.document import SCHEMA, ReportDocument
from goldenthread.publishing.editable import text_runs
from goldenthread.publishing.gate import check_gate
from goldenthread.publishing.odf.sheets import MEDIA_TYPE as ODS_TYPE
from goldenthread.publishing.odf.sheets import ods_of
from goldenthread.publishing.odf.text import MEDIA_TYPE as ODT_TYPE
from goldenthread.publishing.odf.text import odt_of
from goldenthread.publishing.pictures import drawings_in, pictures_of
from goldenthread.publishing.screen import page_of
from goldenthread.publishing.tags import finish_tags
from goldenthread.publishing.tidy import tidy_csv
from goldenthread.publishing.typeset import typeset
from goldenthread.publishing.word.text import MEDIA_TYPE as DOCX_TYPE
from goldenthread.publishing.word.text import docx_of
from goldenthread.publishing.words import font_files
from goldenthread.publishing.xlsx import MEDIA_TYPE as XLSX_TYPE
from goldenthread.publishing.xlsx import xlsx_of

# Whose code decides how a file looks: a test walks the imports and keeps this list whole. The checks and the gate only
# refuse.
RENDERING_MODULES = (
    "archive", "canonical", "cells", "document", "editable", "odf", "packing", "pictures", "rendering",
    "screen", "sheet_cells", "sheet_notes", "sheets", "tags", "tidy", "tidy_rows", "typeset", "widths", "word", "words",
    "xlsx",
)  # fmt: skip
# What of the room of spreadsheets they take: how text is guarded, and what XlsxWriter cannot say.
_SPREADSHEET_MODULES = ("csv_safety", "exact", "finishing")
# And of the room of charts: colours and shapes.
_CHART_MODULES = ("palette",)
MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "goldenthread-manifest/1"


@dataclass(frozen=True, kw_only=True)
class RenderedFile:
    """A finished file. `style_sha256` is the page's own style block as a source of a Content-Security-Policy
    ("sha256-..."), empty for other files."""

    name: str
    media_type: str
    content: bytes
    style_sha256: str = ""

    @cached_property
    def sha256(self) -> str:
        """Of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def render_all(document: ReportDocument) -> tuple[RenderedFile, ...]:
    """Every file, the manifest last. Raises DocumentRefused before any work and GateRefused where the PDF fails."""
    check_document(document)
    page = page_of(document)
    drawings = pictures_of(drawing for run in text_runs(document) for s in run for drawing in drawings_in(s.blocks))
    files = (
        RenderedFile(name=f"{document.name}.pdf", media_type="application/pdf", content=accessible_pdf(document)),
        RenderedFile(
            name=f"{document.name}.html",
            media_type="text/html; charset=utf-8",
            content=page.content,
            style_sha256=page.style_sha256,
        ),
        RenderedFile(name=f"{document.name}.odt", media_type=ODT_TYPE, content=odt_of(document, pictures=drawings)),
        RenderedFile(name=f"{document.name}.docx", media_type=DOCX_TYPE, content=docx_of(document, pictures=drawings)),
        RenderedFile(name=f"{document.name}.ods", media_type=ODS_TYPE, content=ods_of(document)),
        RenderedFile(name=f"{document.name}.xlsx", media_type=XLSX_TYPE, content=xlsx_of(document)),
        RenderedFile(name=f"{document.name}.csv", media_type="text/csv; charset=utf-8", content=tidy_csv(document)),
        RenderedFile(name=f"{document.name}.json", media_type="application/json", content=canonical_json(document)),
    )
    manifest = RenderedFile(name=MANIFEST, media_type="application/json", content=_manifest(document, files=files))
    return (*files, manifest)


def checked_pdf(document: ReportDocument) -> bytes:
    """The PDF of a document whose texts and drawings were checked first. Raises DocumentRefused and GateRefused."""
    check_document(document)
    return accessible_pdf(document)


def accessible_pdf(document: ReportDocument) -> bytes:
    """The PDF, through the gate: PDF/UA-1 and PDF/A-2a with row headers. Raises GateRefused where it is not."""
    pdf_bytes = finish_tags(typeset(document))
    check_gate(pdf_bytes, language=document.language, figures=figure_count(document))
    return pdf_bytes


@cache
def versions() -> dict[str, str]:
    """What made and checked a rendering besides the document; where all are equal, so are the bytes."""
    return {
        "schema": SCHEMA,
        "template": _hash_of(_template_files()),
        "typst": _typst_version(),
        "typst-py": importlib.metadata.version("typst"),
        "pikepdf": pikepdf.__version__,
        "qpdf": pikepdf.__libqpdf_version__,
        "xlsxwriter": importlib.metadata.version("XlsxWriter"),
        # It decides how the office files are packed.
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "fonts": _hash_of(list(font_files())),
    }


def _typst_version() -> str:
    # Typst's own, which the PDF names as its maker; the package that binds it to Python counts its own versions.
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    found: str = json.loads(
        typst.query(b"#metadata(str(sys.version)) <version>", "<version>", field="value", one=True, font_paths=fonts)
    )
    return found


def _template_files() -> list[Path]:
    # Nobody has to remember to count a version up.
    room = Path(__file__).parent
    return [
        *(path for name in RENDERING_MODULES for path in _files_of(room / name)),
        *(room.parent / "spreadsheets" / f"{name}.py" for name in _SPREADSHEET_MODULES),
        *(room.parent / "charts" / f"{name}.py" for name in _CHART_MODULES),
        room / "typesetting" / "report.typ",
        room / "screen.css",
    ]


def _files_of(module: Path) -> list[Path]:
    """A module's own file; of a package every module, and the styles that lie beside them."""
    if module.is_dir():
        return sorted(path for path in module.iterdir() if path.suffix in (".py", ".xml"))
    return [module.with_suffix(".py")]


def _hash_of(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _manifest(document: ReportDocument, *, files: tuple[RenderedFile, ...]) -> bytes:
    content = {
        "schema": MANIFEST_SCHEMA,
        "document": {
            "name": document.name,
            "title": document.title,
            "publisher": document.publisher,
            "audience": document.audience,
            "period": document.period,
            "as_at": document.as_at.isoformat(),
            "status": document.status.value,
            "illustrative_note": document.illustrative_note,
            "identifiers": {identifier.scheme: identifier.value for identifier in document.identifiers},
            "sha256": hashlib.sha256(canonical_json(document)).hexdigest(),
        },
        "files": [
            {"name": file.name, "media_type": file.media_type, "bytes": len(file.content), "sha256": file.sha256}
            for file in files
        ],
        "versions": versions(),
    }
    return (json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
