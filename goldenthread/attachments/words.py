"""The process in which the words of a document are read, for a search, with a ceiling on its memory and its time."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from typing import BinaryIO, cast

from goldenthread.attachments.child import OUT_OF_MEMORY
from goldenthread.attachments.office import wrong_with_office
from goldenthread.attachments.pdf_words import words_of_pdf
from goldenthread.spreadsheets.child import set_limits
from goldenthread.spreadsheets.package import ZIP_FAILURES
from goldenthread.spreadsheets.xml_stream import XmlRefused, read_xml

# An agenda pack of 400 pages holds about a million.
MOST_CHARACTERS = 3_000_000
# Where the words of each kind stand, in which elements, and which elements end a line.
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_PARTS = {
    "docx": ("word/document.xml", (f"{_WORD} t",), (f"{_WORD} p", f"{_WORD} tab", f"{_WORD} br")),
    "odt": ("content.xml", (f"{_OPEN} p", f"{_OPEN} h"), (f"{_OPEN} p", f"{_OPEN} h", f"{_OPEN} tab", f"{_OPEN} s")),
}
ENDINGS = ("pdf", *_PARTS)


def words_in(content: bytes, *, ending: str) -> str:
    """The words of a document; "" where none can be read."""
    if ending == "pdf":
        return words_of_pdf(content, most=MOST_CHARACTERS)
    if wrong_with_office(content, ending=ending):
        return ""
    part, holding, ending_a_line = _PARTS[ending]
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(part) as stream:
            return _of_xml(cast(BinaryIO, stream), holding=holding, ending_a_line=ending_a_line)
    except (*ZIP_FAILURES, LookupError, XmlRefused):
        return ""


def _of_xml(stream: BinaryIO, *, holding: tuple[str, ...], ending_a_line: tuple[str, ...]) -> str:
    words: list[str] = []
    depth = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        depth += name in holding

    def end(name: str) -> None:
        nonlocal depth
        depth -= name in holding
        if name in ending_a_line:
            words.append("\n" if name.endswith((" p", " h")) else " ")

    def text(piece: str) -> None:
        if depth:
            words.append(piece)

    read_xml(stream, start=start, end=end, text=text)
    return "".join(words)


def main() -> int:
    """Reads a file from standard input and writes its words in UTF-8.

    The command line gives the file's ending, the most bytes of memory and the most seconds.
    """
    ending, memory_bytes, seconds = sys.argv[1:]
    set_limits(memory_bytes=int(memory_bytes), seconds=int(seconds))
    try:
        found = words_in(sys.stdin.buffer.read(), ending=ending)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(found.encode("utf-8", "replace"))
    return 0
