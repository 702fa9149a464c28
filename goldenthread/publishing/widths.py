"""How wide words stand in our fonts, so that a table's narrow columns are known before they are set.

Left to Typst, every cell of such a column is set twice, to find the widest; and headings are never wrapped to make
room. Here a column is as wide as its widest cell, and a heading may wrap between words.
"""

from __future__ import annotations

import struct
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from goldenthread.publishing.document import Cell, Detail, Number, Picture, RatingMark, Table, TravelMark
from goldenthread.publishing.words import FONT_FOLDER, glyphs_of, table_at

# In points. The template sets tables in this size and pads cells by so much on both sides.
TABLE_SIZE = Decimal("8.25")
_PADDING = Decimal("8.6")  # twice 4 points, and a little air so that rounding never breaks a line
_MARK = Decimal(12)  # a rating's or an arrow's shape, with its gap
_WIDEST = Decimal(96)  # past this, words wrap


def column_widths(table: Table) -> tuple[Decimal | None, ...]:
    """The width in points of each column whose share is 0, None for the others."""
    return tuple(
        None
        if column.share
        else max(
            _heading_width(column.title),
            min(_WIDEST, max((_cell_width(row[i], heads=i == 0) for row in table.rows), default=Decimal(0))),
        )
        + _PADDING
        for i, column in enumerate(table.columns)
    )


def _heading_width(title: str) -> Decimal:
    return max(_line_width(word, bold=True) for word in title.split())


def _cell_width(cell: Cell, *, heads: bool) -> Decimal:
    match cell:
        case Picture():
            return Decimal(cell.width)
        case RatingMark():
            return _MARK + _width(cell.word, bold=True)
        case TravelMark():
            return _MARK + _width(cell.word, bold=False)
        case Detail():
            return max(_width(cell.text, bold=heads), _width(cell.small, bold=False))
        case Number():
            return _width(cell.text, bold=heads)
        case str():
            return _width(cell, bold=heads)


def width_of(text: str, *, size: Decimal, bold: bool = False) -> Decimal:
    """How wide one line of text stands in our font, in points."""
    return _line_width(text, bold=bold) * size / TABLE_SIZE


def _width(text: str, *, bold: bool) -> Decimal:
    return max(_line_width(line, bold=bold) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _line_width(line: str, *, bold: bool) -> Decimal:
    advances = _advances(FONT_FOLDER / ("SourceSans3-SemiBold.ttf" if bold else "SourceSans3-Regular.ttf"))
    # Source Sans draws on a square of 1,000 units. A tabular figure is as wide as the widest figure.
    return TABLE_SIZE * sum(advances.get(character, 1000) for character in line) / 1000


@cache
def _advances(path: Path) -> dict[str, int]:
    """Each character's own width in thousandths of the size, digits as tabular ones."""
    font = path.read_bytes()
    (metric_count,) = struct.unpack_from(">H", font, table_at(font, b"hhea") + 34)
    widths = struct.unpack_from(f">{metric_count * 2}H", font, table_at(font, b"hmtx"))[::2]
    return {c: widths[min(glyph, metric_count - 1)] for c, glyph in glyphs_of(font).items()}
