"""What a file is by its first bytes, whatever its name says, and how to mend what cannot be read."""

from __future__ import annotations

from enum import StrEnum

from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.package import HAS_PASSWORD, Package
from goldenthread.spreadsheets.raw import refusal


class Form(StrEnum):
    """The kinds of file that are read."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


SAVE_AS = "Open it in your spreadsheet program, save it as .xlsx, .ods or .csv, and send that."
_OLD_EXCEL = (
    "This is an old Excel workbook (.xls), which cannot be read. Open it in your spreadsheet program, save it as"
    " .xlsx, and send that."
)

_ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The record that opens a workbook of Excel 2 to 4, from before the OLE container.
_BARE_EXCEL_MARKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OTHER_MARKS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a Rich Text document",
    b"\x1f\x8b": "a gzip archive",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"MIME-Version:": "a web page saved as one file",
}


def refuse_unreadable_bytes(content: bytes, *, file: str) -> None:
    """Refuses what can be told from the first bytes alone to be no xlsx, ods or csv."""
    if not content:
        raise refusal("This file is empty. Send the file again.", file=file)
    if len(content) > limits.MOST_BYTES:
        raise refusal(
            f"This file is {len(content) / 1_000_000:.1f} MB; at most {limits.MOST_BYTES // 1_000_000} MB is read."
            " Copy the table that is asked for into a new workbook, without pictures, and send that.",
            file=file,
        )
    if content.startswith(_OLE_MARK):
        raise refusal(_ole_message(content), file=file)
    if content.startswith(_BARE_EXCEL_MARKS):
        raise refusal(_OLD_EXCEL, file=file)
    for mark, what in _OTHER_MARKS.items():
        if content.startswith(mark):
            raise refusal(f"This is {what}, not a workbook. {SAVE_AS}", file=file)
    if is_zip(content):
        return
    markup = _markup_message(content)
    if markup:
        raise refusal(markup, file=file)
    if b"\0" in content and not content.startswith(_BYTE_ORDER_MARKS):
        raise refusal(f"This file is neither a workbook nor text. {SAVE_AS}", file=file)


def is_zip(content: bytes) -> bool:
    return content.startswith(_ZIP_MARKS)


def form_of_package(package: Package) -> Form:
    """Which workbook is in the container; refuses every other container by what it is."""
    if "EncryptedPackage" in package or "encrypted-package" in package:
        raise refusal(HAS_PASSWORD, file=package.file)
    if "content.xml" in package:
        return _form_of_open_document(package)
    if "_rels/.rels" in package:
        return _form_of_office_package(package)
    if "Index/Document.iwa" in package or "Index.zip" in package:
        raise refusal(
            "This is an Apple Numbers file. In Numbers choose File, Export To, Excel, and send that.", file=package.file
        )
    raise refusal(f"This is a zip archive, not a workbook. {SAVE_AS}", file=package.file)


def _form_of_open_document(package: Package) -> Form:
    kind = package.read("mimetype").decode("ascii", "replace").strip() if "mimetype" in package else ""
    family = "application/vnd.oasis.opendocument."
    if kind and not kind.startswith(f"{family}spreadsheet"):
        what = kind.removeprefix(family)[:40] if kind.startswith(family) else "other"
        raise refusal(f"This is an OpenDocument {what} file, not a workbook. {SAVE_AS}", file=package.file)
    return Form.ODS


def _form_of_office_package(package: Package) -> Form:
    if "xl/workbook.bin" in package:
        raise refusal(
            "This is an Excel binary workbook (.xlsb), which cannot be read. Save it as .xlsx, and send that.",
            file=package.file,
        )
    for member, what in (("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a PowerPoint file")):
        if member in package:
            raise refusal(f"This is {what}, not a workbook. {SAVE_AS}", file=package.file)
    return Form.XLSX


def _ole_message(content: bytes) -> str:
    """Names of streams are UTF-16 in the container's directory."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return HAS_PASSWORD
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return _OLD_EXCEL
    if "WordDocument".encode("utf-16-le") in content:
        return f"This is an old Word document (.doc), not a workbook. {SAVE_AS}"
    return f"This is an old Office file or a saved message, not a workbook. {SAVE_AS}"


def _markup_message(content: bytes) -> str:
    for mark in _BYTE_ORDER_MARKS:
        content = content.removeprefix(mark)
    start = content[:2_000].replace(b"\0", b"").lstrip().lower()
    if not start.startswith(b"<"):
        return ""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start or b"office:document" in start:
        return f"This is a workbook saved as one XML file. {SAVE_AS}"
    if any(mark in start for mark in (b"<html", b"<!doctype html", b"<table", b"<meta", b"<body", b"<div")):
        return f"This is a web page under the name of a workbook, as some systems export. {SAVE_AS}"
    if start.startswith(b"<?xml"):
        return f"This is an XML file, not a workbook. {SAVE_AS}"
    return ""
