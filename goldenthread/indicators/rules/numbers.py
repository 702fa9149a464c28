"""Numbers as a register's cells hold them: read by the unit, and written in one spelling."""

from __future__ import annotations

from decimal import Decimal

from goldenthread.domain.units import HUNDRED, Reading, ReadingKind, Unit, ValueUnreadable, read_value
from goldenthread.spreadsheets.columns import Row
from goldenthread.spreadsheets.differences import Findings
from goldenthread.spreadsheets.exact import plain

_NUMBERS = (ReadingKind.VALUE, ReadingKind.NIL)


class FigureRefused(Exception):
    """A cell holds no number of its unit. The text is a whole sentence."""


def read_number(text: str, *, unit: Unit | None) -> Decimal | None:
    """The number, or None for a blank cell; raises FigureRefused."""
    if not text:
        return None
    try:
        reading = read_value(text, unit=unit)
    except ValueUnreadable as refusal:
        raise FigureRefused(str(refusal)) from None
    if reading.kind not in _NUMBERS or reading.value is None:
        raise FigureRefused("A number belongs here. Leave the cell blank where there is none.")
    if reading.marks:
        raise FigureRefused("A number without a mark belongs here.")
    if could_be_a_share(reading, unit=unit):
        raise FigureRefused(share_in_words(reading.value))
    return reading.value


def could_be_a_share(reading: Reading, *, unit: Unit | None) -> bool:
    """Whether 0.98 of a percentage may be 98% or 0.98%: a bare number up to 1."""
    value = reading.value
    return unit is Unit.PERCENTAGE and value is not None and not reading.percent_sign and 0 < abs(value) <= 1


def share_in_words(value: Decimal) -> str:
    """What such a number could mean."""
    return f"This could mean {plain(value)}% or {plain(value * HUNDRED)}%. Write it with its percent sign."


def number_text(value: Decimal | None, *, unit: Unit | None) -> str:
    """The number as the register writes it: 98.5%, yes, 1234.5; blank for none."""
    if value is None:
        return ""
    if unit is Unit.YES_NO and value in (0, 1):
        return "yes" if value else "no"
    return f"{plain(value)}%" if unit is Unit.PERCENTAGE else plain(value)


class NumberCells:
    """Reads the number cells of one row, and remembers whether one of them was refused."""

    def __init__(self, row: Row, *, unit: Unit | None, findings: Findings) -> None:
        self._row = row
        self._unit = unit
        self._findings = findings
        self.is_refused = False

    def read(self, field: str, *, unit: Unit | None) -> Decimal | None:
        """The number of a cell in a unit of its own."""
        try:
            return read_number(getattr(self._row, field), unit=unit)
        except FigureRefused as refusal:
            self.refuse(field, str(refusal))
            return None

    def number(self, field: str) -> Decimal | None:
        """The number of a cell in the measure's unit."""
        return self.read(field, unit=self._unit)

    def refuse(self, field: str, message: str, *, expected: str = "") -> None:
        """Refuses a cell of the row."""
        self.is_refused = True
        self._findings.refuse(self._row, field, message, expected=expected)
