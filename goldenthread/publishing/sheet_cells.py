"""What stands in a sheet's cell: text that nothing runs, or a number that is shown as it was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from goldenthread.publishing.cells import Cell, Detail, Number, words_of
from goldenthread.publishing.tidy_rows import DataValue
from goldenthread.spreadsheets.csv_safety import with_guard
from goldenthread.spreadsheets.exact import SIGNIFICANT_DIGITS, keeps_digits, plain

# What a spreadsheet holds in a cell; past it, it would be cut without a word.
_LONGEST = 32_000
_CUT = " [cut: the whole text is in the other files]"
_PRINTED = re.compile(r"(?P<before>[^\d\n\"]{0,60})(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<after>[^\d\n\"]{0,60})", re.ASCII)
_MINUS = ("-", "\u2212")
_ROOM = Context(prec=4 * SIGNIFICANT_DIGITS)
_AS_HELD = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class NumberShape:
    """How a number is shown: "£" before it, thousands set apart, so many decimals, "%" after it.

    With `in_brackets` a number below zero stands in brackets rather than behind a minus.
    """

    before: str = ""
    after: str = ""
    decimals: int = 0
    grouped: bool = False
    in_brackets: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetNumber:
    """A number with at most the digits that a spreadsheet keeps, and how it is shown."""

    value: Decimal
    shape: NumberShape
    shown: str


SheetCell = str | SheetNumber


def printed_cell(cell: Cell) -> SheetCell:
    """A table's cell; a drawing is told in words, a number is a number where that shows what was printed."""
    if isinstance(cell, Number) and cell.value is not None:
        return _number(cell) or fitting_text(cell.text)
    if isinstance(cell, Detail) and not cell.small:
        return fitting_text(cell.text)
    return fitting_text(words_of(cell))


def tidy_cell(value: DataValue) -> SheetCell:
    """A value of the tidy rows, exact: a number with more digits than a spreadsheet keeps is text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            number = Decimal(value)
            shown = plain(number)
            if not keeps_digits(number):
                return fitting_text(shown)
            decimals = len(shown.partition(".")[2])
            # Read from the stored document the same number has no exponent, and the same bytes are wanted of it.
            return SheetNumber(value=Decimal(f"{number:f}"), shape=NumberShape(decimals=decimals), shown=shown)
        case str():
            return fitting_text(value)


def fitting_text(text: str) -> str:
    """Text that no program takes for a formula, and that a cell can hold."""
    guarded = with_guard(text)
    return guarded if len(guarded) <= _LONGEST else guarded[:_LONGEST] + _CUT


def _number(cell: Number) -> SheetNumber | None:
    """The number, where a spreadsheet that rounds it shows the very text; otherwise None."""
    found = _PRINTED.fullmatch(cell.text)
    if found is None or cell.value is None:
        return None
    value = _AS_HELD.plus(cell.value)
    before, digits, after = found["before"], found["digits"], found["after"]
    decimals = len(digits.partition(".")[2])
    in_brackets = before.startswith("(") and after.endswith(")")
    if in_brackets:
        before, after = before[1:], after[:-1]
    is_negative = in_brackets or before.startswith(_MINUS)
    if before.startswith(_MINUS):
        before = before[1:]
    shape = NumberShape(before=before, after=after, decimals=decimals, grouped="," in digits, in_brackets=in_brackets)
    size = _rounded(abs(value), decimals=decimals)
    if size is None or (f"{size:,f}" if shape.grouped else f"{size:f}") != digits:
        return None
    if is_negative != (value < 0) or not keeps_digits(value) or "(" in before:
        return None
    return SheetNumber(value=Decimal(f"{value:f}"), shape=shape, shown=cell.text)


def _rounded(size: Decimal, *, decimals: int) -> Decimal | None:
    if size.adjusted() > SIGNIFICANT_DIGITS or decimals > SIGNIFICANT_DIGITS:
        return None
    return size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOM)
