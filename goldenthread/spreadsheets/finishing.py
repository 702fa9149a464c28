"""What XlsxWriter has no way to say of a workbook: its language, and heights of rows that follow their text."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape

# Points: a line of the default font, and the most that Excel gives a row.
_LINE_HEIGHT, _MOST_HEIGHT = 15, 409
# What a cell's edges take of its width, in characters.
_EDGES = 1
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*) customHeight="1"')
_CORE_PROPERTIES = "docProps/core.xml"


def height_of(texts: Sequence[str], *, widths: Sequence[int], line: int = _LINE_HEIGHT) -> int:
    """How high a row must be for its wrapped text, in points; 0 where one line is enough. `widths` in characters,
    `line` in points: how high one line is."""
    lines = max(
        (
            sum(_lines(one, width=max(1, width - _EDGES)) for one in text.split("\n"))
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    return min(lines * line, _MOST_HEIGHT) if lines > 1 else 0


def _lines(text: str, *, width: int) -> int:
    """Over how many lines the text wraps: at its words, and inside those that are longer than a line."""
    lines, room = 1, width
    for word in text.split():
        length = len(word)
        if length > room and room < width:
            lines, room = lines + 1, width
        over = max(0, math.ceil(length / width) - 1)
        lines, room = lines + over, room - (length - over * width) - 1
    return lines


def finished(content: bytes, *, language: str) -> bytes:
    """The workbook in its language, with rows that grow when somebody types more into them."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for member in source.infolist():
            written = source.read(member)
            if member.filename == _CORE_PROPERTIES:
                element = f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
                written = written.replace(b"</cp:coreProperties>", element.encode())
            elif member.filename.startswith("xl/worksheets/"):
                written = _FIXED_HEIGHT.sub(rb"\1", written)
            out.writestr(member, written)
    return target.getvalue()
