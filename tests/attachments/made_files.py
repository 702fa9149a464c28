"""Small real files of every kind that may be attached, and of some that may not."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import xlsxwriter

from goldenthread.attachments.looking import GivenFile

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
)
_BODY = '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body/></w:document>'
EMAIL = (
    b"From: Director <director@example.org>\r\nTo: Officer <officer@example.org>\r\n"
    b"Date: Fri, 18 Oct 2019 09:12:00 +0100\r\nSubject: Figures\r\n\r\nI sign these off.\r\n"
)


def given(name: str, content: bytes) -> GivenFile:
    """A file as somebody would send it."""
    return GivenFile(name=name, content=content, size=len(content))


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_docx(**more: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": _BODY, **more})


def an_opendocument(kind: str = "text", *, manifest: str = "<manifest/>") -> bytes:
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": "<office/>",
            "META-INF/manifest.xml": manifest,
        }
    )


def an_xlsx() -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as workbook:
        workbook.add_worksheet().write(0, 0, "Invoices")
    return out.getvalue()


def a_pdf_with(action: pikepdf.Dictionary, *, key: str) -> bytes:
    """A PDF with a mark on its page, of which something is told under the key."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        mark = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
        mark[key] = action
        page.Annots = pikepdf.Array([mark])
        pdf.save(out)
    return out.getvalue()


def a_pdf(*, password: str = "", script: bool = False, within: bool = False) -> bytes:
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if script:
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        if within:
            pdf.attachments["x.txt"] = b"within"
        pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return out.getvalue()


def a_png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    dots = zlib.compress(b"\0\xff\xff" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def a_jpeg(width: int = 4, height: int = 3) -> bytes:
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + frame + b"\xff\xda\x00\x02\x00\xff\xd9"


def an_outlook_email() -> bytes:
    names = "__nameid_version1.0__properties_version1.0".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + names


ONE_OF_EACH = {
    "Evidence.pdf": a_pdf(),
    "Evidence.docx": a_docx(),
    "Evidence.xlsx": an_xlsx(),
    "Evidence.odt": an_opendocument(),
    "Evidence.ods": an_opendocument("spreadsheet"),
    "Evidence.csv": "Month,Paid\nJuly,£1,200".encode(),
    "Evidence.txt": "As told on the telephone, £5".encode("cp1252"),
    "Evidence.png": a_png(),
    "Evidence.JPEG": a_jpeg(),
    "Evidence.eml": EMAIL,
    "Evidence.msg": an_outlook_email(),
}
