"""What a spreadsheet holds, cell by cell, whatever program saved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

# What Excel and LibreOffice show where a formula has failed; LibreOffice also has Err:501 to Err:540.
ERROR_NAMES = frozenset(
    {
        "#N/A",
        "#DIV/0!",
        "#REF!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#PYTHON!",
        "#GETTING_DATA",
        "#ERROR!",
        *(f"Err:{code}" for code in range(501, 541)),
    }
)


class CellKind(StrEnum):
    """What a cell holds. A date is a kind of its own, so that it is never taken for a number."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"
    NOT_CALCULATED = "formula-not-calculated"
    CONTROL = "text-with-control-characters"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `text` is the whole of what was typed, never the rounded form that a format shows.

    A number's text is its exact value ("98.5"); with a percent format it is "98.5%" while `value`
    is 0.985. A date's text is ISO: "2019-09-30", "2019-09-30 13:30:00", or "13:30:00" for a time or
    a length of time. A boolean is TRUE or FALSE, an error its name. A formula that was never
    calculated shows the formula; control characters show as pictures: ␇. `value` is there for numbers alone.
    """

    row: int
    column: str
    kind: CellKind
    text: str = ""
    value: Decimal | None = None
    is_percent_format: bool = False
    is_formula: bool = False
    merged: bool = False

    @property
    def address(self) -> str:
        return f"{self.column}{self.row}"

    @property
    def day(self) -> date | None:
        """The day that a date cell holds; None for a time of day and for every other kind."""
        if self.kind is not CellKind.DATE or len(self.text) < len("2019-09-30"):
            return None
        try:
            return date.fromisoformat(self.text[:10])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its number as the sheet shows it, and its cells that are not blank."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A block of cells merged into one; columns are numbers from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        return f"{column_letter(self.first_column)}{self.first_row}:{column_letter(self.last_column)}{self.last_row}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows that hold anything, in order. A csv file is one sheet with no name."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_columns: frozenset[str] = frozenset()
    merges: tuple[MergedCells, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file as it was read. `warnings` are whole sentences about how it was read."""

    name: str
    form: str
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()


@cache
def column_letter(number: int) -> str:
    """1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """A is 1, AA is 27; raises ValueError for what is no column of a spreadsheet."""
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha():
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
