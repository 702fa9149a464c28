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
# A line ends at a word, and some letters are wider than the figures that a width is counted in.
_WIDER_THAN_AVERAGE = 1.1
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*) customHeight="1"')
_CORE_PROPERTIES = "docProps/core.xml"


def height_of(texts: Sequence[str], *, widths: Sequence[int]) -> int:
    """How high a row must be for its wrapped text, in points; 0 where one line is enough. `widths` in characters."""
    lines = max(
        (
            sum(math.ceil((len(line) + 1) * _WIDER_THAN_AVERAGE / width) for line in text.split("\n"))
            for text, width in zip(texts, widths, strict=True)
        ),
        default=1,
    )
    return min(lines * _LINE_HEIGHT, _MOST_HEIGHT) if lines > 1 else 0


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
