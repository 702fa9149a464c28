"""PDFs, pictures, plain text and e-mails: whether each is what its name says, and holds nothing that runs."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from email import message_from_bytes, policy
from io import BytesIO
from typing import Any

from goldenthread.attachments.kinds import OLE_MARK, ZIP_MARK

_DAMAGED = "This file is damaged. Open it in the program that made it, save it under a new name, and attach that."
_NOT_TEXT = "This is no plain text: it holds characters that no text does. Attach it under the ending that it has."
_NOT_EMAIL = "This is no e-mail as a mail program saves it. Save the e-mail again as .eml, .msg or .pdf."
_PAGE = "This is a web page. Save it as .pdf, and attach that."
_RUNS = "This PDF runs something when it is opened. Print it to a new PDF, and attach that."
_WITHIN = "This PDF holds other files inside it. Attach each of them by itself, or print it to a new PDF."
_PASSWORD = "This PDF is protected by a password, so nobody else can open it. Save it without one, and attach that."

# The longest side of a picture: a sheet of A0 scanned at 300 dots an inch has 14,000.
MOST_DOTS = 20_000
# Actions of a PDF that run something: ISO 32000-2, table 201.
_RUNNING = ("/JavaScript", "/Launch")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|script|svg|\?xml)\b", re.IGNORECASE | re.DOTALL
)
# Start of frame: what a JPEG says of its size. C4, C8 and CC in between are other things.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def wrong_with_pdf(content: bytes) -> list[str]:
    """What keeps a PDF from being kept: damage, a password, no page, a script, files inside it."""
    import pikepdf  # noqa: PLC0415 - takes a fifth of a second, and only a PDF needs it

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            # What had to be mended to be read here may open in no browser: a download that was cut off, say.
            if not len(pdf.pages) or (pdf.get_warnings() and not _opens(content)):
                return [_DAMAGED]
            found = []
            root = pdf.Root
            names = root.get("/Names", pikepdf.Dictionary())
            opening = root.get("/OpenAction")
            runs = isinstance(opening, pikepdf.Dictionary) and opening.get("/S") in _RUNNING
            every = [one for whole in pdf.objects for one in _parts(whole)]
            runs = runs or any(one.get("/S") in _RUNNING for one in every)
            if runs or "/JavaScript" in names or "/AA" in root:
                found.append(_RUNS)
            if ("/EmbeddedFiles" in names and len(pdf.attachments)) or any("/EF" in one for one in every):
                found.append(_WITHIN)
            return found
    except pikepdf.PasswordError:
        return [_PASSWORD]
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, RecursionError):
        return [_DAMAGED]


def _opens(content: bytes) -> bool:
    import pypdfium2  # noqa: PLC0415 - as above

    try:
        pypdfium2.PdfDocument(content).close()
    except pypdfium2.PdfiumError:
        return False
    return True


def _parts(whole: Any) -> Iterator[Any]:
    """Every dictionary of a PDF's object, itself and those within it: an action may be a page's, or a link's on it."""
    import pikepdf  # noqa: PLC0415 - as above

    left = [whole]
    while left:
        one = left.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            inner = [value for _, value in one.items()]
        else:
            inner = list(one) if isinstance(one, pikepdf.Array) else []
        # Those that are objects of their own come by themselves.
        left += [
            value for value in inner if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
        ]


def wrong_with_text(content: bytes) -> list[str]:
    """What keeps a text from being kept: bytes that no text has, or the markup of a page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError:
            return [_NOT_TEXT]
    if content.startswith((b"%PDF", ZIP_MARK, OLE_MARK)) or _CONTROL.search(content):
        return [_NOT_TEXT]
    return [_PAGE] if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")) else []


def wrong_with_png(content: bytes) -> list[str]:
    """What keeps a PNG from being kept, by its header and its chunks, of which the last ends the file."""
    if len(content) < 33 or content[12:16] != b"IHDR":
        return [_DAMAGED]
    width, height = struct.unpack(">II", content[16:24])
    if not _is_picture(width, height):
        return [_DAMAGED]
    place = 8
    while place + 12 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, place = content[place + 4 : place + 8], place + 12 + length
        if kind == b"IEND":
            return [] if place == len(content) else [_DAMAGED]
    return [_DAMAGED]


def wrong_with_jpeg(content: bytes) -> list[str]:
    """What keeps a JPEG from being kept, by the frame that says how large it is."""
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:  # a filling byte
            place += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return [] if _is_picture(width, height) and b"\xff\xd9" in content[place:] else [_DAMAGED]
        place += 2 + int.from_bytes(content[place + 2 : place + 4])
    return [_DAMAGED]


def _is_picture(width: int, height: int) -> bool:
    return 0 < width <= MOST_DOTS and 0 < height <= MOST_DOTS


def wrong_with_email(content: bytes) -> list[str]:
    """What keeps an e-mail from being kept: it says not who sent it and when, or is no text."""
    if b"\0" in content or content.startswith((b"%PDF", ZIP_MARK, OLE_MARK)):
        return [_NOT_EMAIL]
    message = message_from_bytes(content, policy=policy.compat32)
    return [] if message.get("From") and message.get("Date") else [_NOT_EMAIL]


def wrong_with_outlook(content: bytes) -> list[str]:
    """What keeps an Outlook e-mail from being kept: it is another of the old Office files, which look alike outside.

    MS-OXMSG 2.2: every message holds a stream of this name, and its names are in UTF-16.
    """
    streams = ("__properties_version1.0", "__nameid_version1.0")
    if len(content) < 512 or not all(one.encode("utf-16-le") in content for one in streams):
        return [_NOT_EMAIL]
    return []
