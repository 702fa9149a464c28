"""Which kinds of file may be attached: by the ending of the name, and by the first bytes, which have to agree."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.listing import listed

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Kind:
    """A kind of file: the ending, what it is called, and the media type that it is served as.

    `marks` are the first bytes, one of which it begins with; () where a kind has none.
    """

    ending: str
    words: str
    media_type: str
    marks: tuple[bytes, ...] = ()


_OPEN = "application/vnd.oasis.opendocument"
_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, Kind] = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "a PDF", "application/pdf", (b"%PDF-",)),
        Kind("docx", "a Word document", f"{_OFFICE}.wordprocessingml.document", (ZIP_MARK,)),
        Kind("xlsx", "an Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", (ZIP_MARK,)),
        Kind("odt", "an OpenDocument text", f"{_OPEN}.text", (ZIP_MARK,)),
        Kind("ods", "an OpenDocument workbook", f"{_OPEN}.spreadsheet", (ZIP_MARK,)),
        Kind("csv", "a table as plain text", "text/csv; charset=utf-8"),
        Kind("txt", "plain text", "text/plain; charset=utf-8"),
        Kind("png", "a PNG picture", "image/png", (b"\x89PNG\r\n\x1a\n",)),
        Kind("jpg", "a JPEG picture", "image/jpeg", (b"\xff\xd8\xff",)),
        Kind("eml", "an e-mail", "message/rfc822"),
        Kind("msg", "an Outlook e-mail", "application/vnd.ms-outlook", (OLE_MARK,)),
    )
}
_ALIASES = {"jpeg": "jpg"}
EMAILS = ("eml", "msg", "pdf")  # as which an e-mail is attached

# What else people send, and what would do instead.
_INSTEAD = {
    **dict.fromkeys(("doc", "rtf"), "Save it as .docx or .pdf"),
    **dict.fromkeys(("xls", "xlsb"), "Save it as .xlsx"),
    **dict.fromkeys(("docm", "dotm", "xlsm", "xltm"), "Save it without macros, as .docx or .xlsx"),
    **dict.fromkeys(("ppt", "pptx", "pptm", "odp"), "Save it as .pdf"),
    **dict.fromkeys(("zip", "7z", "rar", "gz"), "Unpack it, and attach what is in it"),
    **dict.fromkeys(("gif", "bmp", "tif", "tiff", "webp", "heic", "svg"), "Save it as .png or .jpg"),
    **dict.fromkeys(("htm", "html", "mht"), "Save it as .pdf"),
}


def ending_of(name: str) -> str:
    """The ending of a file's name, as the kinds are called; "" where it has none."""
    _, dot, ending = name.rpartition(".")
    ending = ending.strip().casefold() if dot else ""
    return _ALIASES.get(ending, ending)


def why_no_kind(name: str, *, allowed: tuple[str, ...]) -> str:
    """A sentence where a file of this name is none that may be attached here; else ""."""
    ending = ending_of(name)
    if ending in allowed:
        return ""
    endings = listed_endings(allowed)
    if ending in KINDS:
        return f"This is {KINDS[ending].words}. Attach {endings}."
    instead = _INSTEAD.get(ending)
    if instead is not None:
        return f"A .{ending} file cannot be attached. {instead}."
    return f"Attach {endings}. The ending of the file’s name says which it is."


def listed_endings(allowed: tuple[str, ...]) -> str:
    """ ".eml, .msg or .pdf"."""
    return listed((f".{one}" for one in allowed), last="or")


def accepted(allowed: tuple[str, ...]) -> str:
    """The endings as a browser's choice of files takes them."""
    return ",".join([*(f".{one}" for one in allowed), *(f".{one}" for one, of in _ALIASES.items() if of in allowed)])
