"""The process in which a paper's file is read, with a ceiling on its memory and its time."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from goldenthread.attachments.office import wrong_with_office
from goldenthread.reports.papers.plain_text import lines_of_text
from goldenthread.reports.papers.web_page import PageTooDeep, lines_of_page
from goldenthread.reports.papers.word_document import lines_of_document
from goldenthread.reports.papers.written import WrittenLine
from goldenthread.spreadsheets.child import set_limits
from goldenthread.spreadsheets.package import ZIP_FAILURES
from goldenthread.spreadsheets.xml_stream import XmlRefused

# The exit status by which the child says that its memory ran out.
OUT_OF_MEMORY = 71
MOST_LINES = 50_000
# An agenda pack of 400 pages holds about a million.
MOST_CHARACTERS = 3_000_000
# No person writes a paragraph of that length: what is longer is read in pieces, so that no check takes long over it.
LONGEST_LINE = 20_000


class FileRefused(Exception):
    """The file is none that is read; the text says why and what to do."""


def lines_of(content: bytes, *, ending: str) -> list[WrittenLine]:
    """The lines of a file with this ending. Raises FileRefused."""
    if ending == "docx":
        lines = _of_document(content)
    else:
        text = _decoded(content)
        lines = list(lines_of_text(text)) if ending == "txt" else _of_page(text)
    if len(lines) > MOST_LINES or sum(len(line.text) for line in lines) > MOST_CHARACTERS:
        raise FileRefused("It holds more than any paper of a committee. Check the part that is the report by itself.")
    if not lines:
        raise FileRefused("It holds no words. A scanned paper is a picture: give the file that it was printed from.")
    return [piece for line in lines for piece in _pieces(line)]


def _pieces(line: WrittenLine) -> Iterator[WrittenLine]:
    if len(line.text) <= LONGEST_LINE:
        yield line
        return
    for start in range(0, len(line.text), LONGEST_LINE):
        yield WrittenLine(number=line.number, text=line.text[start : start + LONGEST_LINE])


def _of_document(content: bytes) -> list[WrittenLine]:
    wrong = wrong_with_office(content, ending="docx")
    if wrong:
        # What to do about a file to attach, which follows, is no advice for one to be checked.
        said = wrong[0].partition(". ")[0]
        raise FileRefused(f"{said}. Save it as .docx without that, or as .txt, in the program that made it.")
    try:
        return lines_of_document(content)
    except (*ZIP_FAILURES, LookupError, XmlRefused) as error:
        raise FileRefused("It is damaged. Save it again under a new name, as .docx or .txt.") from error


def _of_page(text: str) -> list[WrittenLine]:
    try:
        return lines_of_page(text)
    except PageTooDeep as error:
        raise FileRefused("Its elements are nested too deeply. Save it as .txt.") from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        try:
            content.decode("utf-8")
            encoding = "utf-8-sig"
        except UnicodeDecodeError:
            encoding = "cp1252"  # what Windows calls ANSI
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("It is no text. Save it as .txt in UTF-8, or as .docx.") from error
    if "\0" in text:
        raise FileRefused("It is no text: it holds characters that no text does. Save it as .txt, or as .docx.")
    return text


def main() -> int:
    """Reads a file from standard input and writes its lines, or what is wrong with it, as JSON.

    The command line gives the file's ending, the most bytes of memory and the most seconds.
    """
    ending, memory_bytes, seconds = sys.argv[1:]
    set_limits(memory_bytes=int(memory_bytes), seconds=int(seconds))
    try:
        lines = lines_of(sys.stdin.buffer.read(), ending=ending)
        answer = json.dumps({"lines": [[one.number, one.text, one.is_heading, one.starts] for one in lines]})
    except FileRefused as refused:
        answer = json.dumps({"refused": str(refused)})
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(answer)
    return 0
