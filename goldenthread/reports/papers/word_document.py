"""Word documents: the words of their text, from a container that was looked over first."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import BinaryIO, cast

from goldenthread.reports.papers.written import WrittenLine
from goldenthread.spreadsheets.xml_stream import read_xml

_TEXT = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLD = "http://schemas.openxmlformats.org/markup-compatibility/2006"


class _Reader:
    """Goes through word/document.xml (ECMA-376, part 1, 17). A text box is kept twice, and read once."""

    def __init__(self) -> None:
        self.lines: list[WrittenLine] = []
        self._count = 0
        self._words: list[list[str]] = []  # of each open paragraph: a text box stands inside one
        self._is_heading: list[bool] = []
        self._is_listed: list[bool] = []
        self._is_text = False
        self._twice = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_OLD} Fallback" or self._twice:
            self._twice += 1
            return
        if name == f"{_TEXT} p":
            self._words.append([])
            self._is_heading.append(False)
            self._is_listed.append(False)
        elif name == f"{_TEXT} t":
            self._is_text = bool(self._words)
        elif not self._words:
            return
        elif name in (f"{_TEXT} tab", f"{_TEXT} br", f"{_TEXT} cr"):
            self._words[-1].append(" ")
        elif name == f"{_TEXT} noBreakHyphen":
            self._words[-1].append("-")
        elif name == f"{_TEXT} pStyle":
            style = attributes.get(f"{_TEXT} val", "").casefold()
            self._is_heading[-1] = style.startswith(("heading", "title"))
        elif name == f"{_TEXT} numPr":
            self._is_listed[-1] = True

    def end(self, name: str) -> None:
        if self._twice:
            self._twice -= 1
        elif name == f"{_TEXT} t":
            self._is_text = False
        elif name == f"{_TEXT} p" and self._words:
            self._count += 1
            text = " ".join("".join(self._words.pop()).split())
            is_heading, is_listed = self._is_heading.pop(), self._is_listed.pop()
            if text:
                mark = "- " if is_listed and not is_heading else ""
                self.lines.append(WrittenLine(number=self._count, text=f"{mark}{text}", is_heading=is_heading))

    def text(self, text: str) -> None:
        if self._is_text and not self._twice:
            self._words[-1].append(text)


def lines_of_document(content: bytes) -> list[WrittenLine]:
    """The paragraphs of a docx that `wrong_with_office` found nothing wrong with; inserted words are read, deleted ones
    are not."""
    reader = _Reader()
    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("word/document.xml") as stream:
        read_xml(cast("BinaryIO", stream), start=reader.start, end=reader.end, text=reader.text)
    return reader.lines
