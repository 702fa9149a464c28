"""How wide words stand in our fonts, so that a table's narrow columns are known before they are set.

Left to Typst, every cell of such a column is set twice, to find the widest; and headings are never wrapped to make
room. Here a column is as wide as its widest cell, and a heading may wrap between words.
"""

from __future__ import annotations

import struct
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from goldenthread.publishing.cells import Cell, Detail, Number, Picture, RatingMark, TravelMark, words_of
from goldenthread.publishing.document import Table
from goldenthread.publishing.words import FONT_FOLDER, glyphs_of, table_at

# In points. The template sets tables in this size and pads cells by so much on both sides.
TABLE_SIZE = Decimal(8)
_PADDING = Decimal("7.6")  # twice 3.5 points, and a little air so that rounding never breaks a line
_MARK = Decimal(12)  # a rating's or an arrow's shape, with its gap
_WIDEST = Decimal(72)  # past this, words wrap
_WIDE_LETTER = Decimal(5)
_HALF_A_PAGE = 30  # lines
_FIXED_SHARE = Decimal("0.72")


def column_widths(table: Table, *, within: int) -> tuple[Decimal | None, ...]:
    """The width in points of each column whose share is 0, None for the others; `within` is the table's own width.

    Together they leave some of it to the columns that share the rest: past that the widest are narrowed first, so that
    a rating stays on one line while long words wrap. None is narrower than a picture or a number in it, or than a
    mark's shape with the longest word beside it: those would stand over the margin, or the shape alone on a line.
    """
    natural = [None if column.share else _column_width(table, index) for index, column in enumerate(table.columns)]
    known = {index: width for index, width in enumerate(natural) if width is not None}
    floors = {index: max(map(_floor, (row[index] for row in table.rows)), default=Decimal(0)) for index in known}
    held: dict[int, Decimal] = {}
    while True:
        room = within * _FIXED_SHARE - sum(held.values(), Decimal(0))
        widest = _widest_that_fits([width for index, width in known.items() if index not in held], room=room)
        kept = {i: floors[i] for i, width in known.items() if i not in held and min(width, widest) < floors[i]}
        if not kept:
            return tuple(None if w is None else held.get(i, min(w, widest)) for i, w in enumerate(natural))
        held |= kept


def widest_words(table: Table) -> tuple[Decimal, ...]:
    """For each column how wide its widest word stands, a mark's shape and a picture counted in."""
    return tuple(
        max(
            _heading_width(column.title),
            *(_widest_word(row[index], heads=index == 0) for row in table.rows),
            Decimal(0),
        )
        for index, column in enumerate(table.columns)
    )


def _widest_word(cell: Cell, *, heads: bool) -> Decimal:
    if isinstance(cell, Picture):
        return Decimal(cell.width)
    mark = _MARK if isinstance(cell, RatingMark | TravelMark) else Decimal(0)
    return mark + max((_line_width(word, bold=heads) for word in words_of(cell).split()), default=Decimal(0))


def _floor(cell: Cell) -> Decimal:
    match cell:
        case Picture():
            return cell.width + _PADDING
        case RatingMark() | TravelMark():
            is_bold = isinstance(cell, RatingMark)
            return _MARK + max(_line_width(word, bold=is_bold) for word in cell.word.split()) + _PADDING
        case Number():
            return max(map(_width_of_word, cell.text.split()), default=Decimal(0)) + _PADDING
        case _:
            return Decimal(0)


def _width_of_word(word: str) -> Decimal:
    return _line_width(word, bold=False)


def _widest_that_fits(widths: list[Decimal], *, room: Decimal) -> Decimal:
    """The largest width to which all may be cut so that together they fit."""
    ordered = sorted(widths)
    for index, width in enumerate(ordered):
        # Cut here, this column and all wider ones would be alike.
        alike = (room - sum(ordered[:index], Decimal(0))) / (len(ordered) - index)
        if alike < width:
            return alike
    return max(ordered, default=room)


def _column_width(table: Table, index: int) -> Decimal:
    cells = [row[index] for row in table.rows]
    drawn = max((Decimal(cell.width) for cell in cells if isinstance(cell, Picture)), default=Decimal(0))
    written = max((_cell_width(cell, heads=index == 0) for cell in cells), default=Decimal(0))
    return max(_heading_width(table.columns[index].title), min(_WIDEST, written), drawn) + _PADDING


def tall_rows(table: Table, *, widths: tuple[Decimal | None, ...], within: int) -> tuple[int, ...]:
    """The rows, counted from 0, that may be taller than half a page; `widths` are those of `column_widths` and `within`
    is the table's width, in points."""
    left_over = within - sum((width for width in widths if width is not None), Decimal(0))
    shares = sum(column.share for column in table.columns)
    rooms = [
        width if width is not None else left_over * column.share / shares
        for width, column in zip(widths, table.columns, strict=True)
    ]
    # Generous: a letter is taken as wider than most are, and each line break as a line of its own.
    letters_a_line = [max(1, int((room - _PADDING) / _WIDE_LETTER)) for room in rooms]
    return tuple(
        number
        for number, row in enumerate(table.rows)
        if any(
            _lines(words_of(cell), letters_a_line=letters) > _HALF_A_PAGE
            for cell, letters in zip(row, letters_a_line, strict=True)
            if not isinstance(cell, Picture)
        )
    )


def _lines(text: str, *, letters_a_line: int) -> int:
    return -(-len(text) // letters_a_line) + text.count("\n")


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
