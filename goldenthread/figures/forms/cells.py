"""Single cells of a returned workbook: words, numbers, dates and choices, or the reason why not.

Error cells and formulas that were never calculated are refused before, with the table that they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from goldenthread.domain.rating.inputs import StatedUnreadable, read_stated
from goldenthread.domain.units import Reading, ReadingKind, Unit, ValueUnreadable, read_value
from goldenthread.publishing.words import clean, unprintable
from goldenthread.spreadsheets.cells import Cell, CellKind
from goldenthread.spreadsheets.dates import read_date


@dataclass(frozen=True)
class CellRefused(Exception):
    """One cell cannot be taken. `column` is the key of its column."""

    column: str
    message: str
    found: str = ""
    expected: str = ""

    def __str__(self) -> str:
        return self.message


# So many characters are kept of what is said in one line; PostgreSQL takes no more.
MOST_CHARACTERS = {"back_on_track": 200, "owner_post": 120}


def words(cell: Cell | None, *, column: str, kind: str = "") -> str:
    """Clean words; "" for an empty cell. Raises CellRefused for a character that cannot be printed, and for more of
    them than are kept of this column, or of what is of the same `kind`."""
    if cell is None:
        return ""
    cleaned = clean(printed_day(cell.day) if cell.day is not None else cell.text).strip()
    lacking = unprintable(cleaned)
    if lacking:
        raise CellRefused(
            column, " ".join(str(one) for one in lacking[:3]), "".join(dict.fromkeys(one.character for one in lacking))
        )
    most = MOST_CHARACTERS.get(kind or column)
    if most is not None and len(cleaned) > most:
        raise CellRefused(column, f"This is {len(cleaned)} characters long. Say it in {most} or fewer.", cleaned[:60])
    return cleaned


def reading(cell: Cell | None, *, unit: Unit | None, column: str) -> Reading:
    """What the cell says in this unit; a blank reading for an empty cell. Raises CellRefused."""
    if cell is None:
        return Reading(ReadingKind.BLANK, None, "")
    if unit is Unit.TEXT:
        return read_value(words(cell, column=column), unit=unit)
    wanted = "a number" if unit is None else wanted_in(unit)
    if cell.kind is CellKind.DATE:
        raise CellRefused(
            column,
            "This cell holds a date or a time where a figure belongs; spreadsheet programs make dates of what is "
            "typed as 3/4 or 1.5. Set the cell's format to General and type the figure again.",
            cell.text,
            wanted,
        )
    if cell.kind is CellKind.BOOLEAN and unit is not Unit.YES_NO:
        raise CellRefused(column, "This cell holds TRUE or FALSE where a figure belongs.", cell.text, wanted)
    try:
        return read_value(clean(cell.text), unit=unit)
    except ValueUnreadable as unreadable:
        raise CellRefused(column, str(unreadable), cell.text, wanted) from None


def number(cell: Cell | None, *, column: str) -> Decimal | None:
    """A plain number, or None for an empty cell; raises CellRefused for anything else."""
    read = reading(cell, unit=None, column=column)
    if read.kind is ReadingKind.BLANK:
        return None
    if read.value is None or read.percent_sign:
        raise CellRefused(column, "Only a number of cases can stand here.", read.text, "a number")
    return read.value


def yes_or_no(cell: Cell | None, *, column: str) -> bool:
    """Whether the cell says yes; an empty one says no."""
    if cell is None:
        return False
    try:
        read = read_value(cell.text, unit=Unit.YES_NO)
    except ValueUnreadable:
        read = Reading(ReadingKind.BLANK, None, cell.text)
    if read.value is None:
        raise CellRefused(column, "Write Yes or No, or leave the cell blank for no.", cell.text, "Yes or No")
    return bool(read.value)


def choice(cell: Cell | None, *, column: str, among: Mapping[str, str]) -> str:
    """The code of what was chosen; "" for an empty cell. `among` has the words by code."""
    if cell is None:
        return ""
    typed = folded(cell.text)
    for code, shown in among.items():
        if typed in (folded(code), folded(shown)):
            return code
    raise CellRefused(column, "This is not one of the words to choose from.", cell.text, ", ".join(among.values()))


def judgement(cell: Cell | None, *, column: str) -> str:
    """The rating that the owner states; "" for an empty cell."""
    try:
        return read_stated("" if cell is None else cell.text) or ""
    except StatedUnreadable as unreadable:
        found = "" if cell is None else cell.text
        raise CellRefused(column, str(unreadable), found, "Green, Amber or Red") from None


def day(cell: Cell | None, *, column: str) -> date | None:
    """A date, from a date cell or as people write one; None for an empty cell."""
    if cell is None:
        return None
    read = cell.day if cell.kind is CellKind.DATE else read_date(cell.text)
    if read is None:
        hint = "Spreadsheet programs show a number where a date has lost its format. " if cell.value else ""
        raise CellRefused(
            column,
            f"This is not a date. {hint}Write it as 31 December 2019.",
            cell.text,
            "a date such as 31 December 2019",
        )
    return read


def printed_day(read: date) -> str:
    """31 December 2019"""
    return f"{read.day} {read:%B} {read.year}"


def folded(text: str) -> str:
    """Text in one case with single spaces, for comparing what people type."""
    return " ".join(text.casefold().replace("-", " ").split())


_WANTED = {
    Unit.COUNT: "a whole number or a number with decimals, such as 1,234",
    Unit.PERCENTAGE: "a percentage such as 92.1%",
    Unit.GBP: "pounds, such as £1,234.50",
    Unit.GBP_THOUSAND: "thousands of pounds, such as 1,234 or £1.2m",
    Unit.GBP_MILLION: "millions of pounds, such as 1.25 or £1.25m",
    Unit.DAYS: "a number of days, such as 7.5",
    Unit.RATIO: "a number such as 1.25",
    Unit.YES_NO: "Yes or No",
    Unit.RANK: "a rank, such as 3",
    Unit.TEXT: "words",
}


def wanted_in(unit: Unit) -> str:
    """What a value in this unit looks like, with an example."""
    return _WANTED[unit]
