"""Workbooks made by hand, member by member, for what no spreadsheet program would write."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_NAMES = " ".join(f'xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "table", "text", "style"))

ROOT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE_RELATIONS}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Figures" sheetId="1" r:id="rId1"/></sheets>'
    "</workbook>"
)
WORKBOOK_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    "</Relationships>"
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="46"/>'
    '<xf numFmtId="10"/></cellXfs></styleSheet>'
)
PERCENT_STYLE, DATE_STYLE, ELAPSED_STYLE = 1, 2, 3


def make_zip(members: Mapping[str, str | bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def make_xlsx(
    rows: str = "",
    *,
    after: str = "",
    before: str = "",
    sheet: str | bytes | None = None,
    strings: tuple[str, ...] = (),
    members: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of one sheet, Figures, with these rows, or with this whole sheet."""
    whole = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    texts = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return make_zip(
        {
            "_rels/.rels": ROOT_RELATIONS,
            "xl/workbook.xml": WORKBOOK,
            "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
            "xl/styles.xml": STYLES,
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>',
            "xl/worksheets/sheet1.xml": whole if sheet is None else sheet,
            **(members or {}),
        }
    )


def make_cells(*cells: str, row: int = 1) -> str:
    return f'<row r="{row}">{"".join(cells)}</row>'


def make_ods(
    rows: str = "", *, styles: str = "", content: str | None = None, members: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A workbook of one sheet, Figures, with these rows, or with this whole content."""
    whole = (
        f"<office:document-content {_ODS_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="Figures">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": whole if content is None else content,
            **(members or {}),
        }
    )


def make_ods_cell(text: str = "", **attributes: str) -> str:
    """A cell; `value_type` becomes office:value-type, and what begins with `number_` stands in table:."""
    written = "".join(
        f' {"table" if name.startswith(("number", "formula")) else "office"}:{name.replace("_", "-")}="{value}"'
        for name, value in attributes.items()
    )
    return f"<table:table-cell{written}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def make_directory_of(count: int, *, stated: int | None = None, is_long_form: bool = False) -> bytes:
    """A zip that is nearly all directory: `count` members without content, `stated` of them admitted to."""
    entry = b"PK\x01\x02" + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    start = b"PK\x03\x04" + struct.pack("<5H3L2H", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    directory = entry * count
    admitted = count if stated is None else stated
    long_end = b""
    if is_long_form:
        long_end = (
            b"PK\x06\x06"
            + struct.pack("<QHHLLQQQQ", 44, 20, 20, 0, 0, admitted, admitted, len(directory), len(start))
            + b"PK\x06\x07"
            + struct.pack("<LQL", 0, len(start) + len(directory), 1)
        )
    end = b"PK\x05\x06" + struct.pack(
        "<4H2LH", 0, 0, min(admitted, 65_535), min(admitted, 65_535), len(directory), len(start), 0
    )
    return start + directory + long_end + end
