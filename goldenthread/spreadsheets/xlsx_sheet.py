"""One worksheet of an xlsx workbook, element by element: values and formulas in a single pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets.cells import CellKind, column_letter, column_number
from goldenthread.spreadsheets.exact import (
    NotANumber,
    as_percentage,
    date_as_written,
    date_of_serial,
    elapsed_time,
    exact_number,
)
from goldenthread.spreadsheets.number_formats import FormatMeaning
from goldenthread.spreadsheets.raw import (
    FROM_A_FORMULA,
    IN_PERCENT_FORMAT,
    RawCell,
    RawSheet,
    RawWorkbook,
    mark_merged_cells,
)
from goldenthread.spreadsheets.text import shortened, text_content, unescaped

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,10})", re.ASCII)
_TRUE = frozenset({"1", "true"})
_CAPTURED = frozenset({"v", "f", "t"})


@dataclass(frozen=True)
class WorkbookFacts:
    """What a sheet needs from the rest of its workbook."""

    texts: list[str]
    formats: list[FormatMeaning]
    counts_from_1904: bool
    cached_values_are_stale: bool


class SheetReader:
    """Takes the events of one worksheet's XML. The sheet's own dimension is never believed."""

    def __init__(self, workbook: RawWorkbook, sheet: RawSheet, *, facts: WorkbookFacts) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._facts = facts
        self._row = 0
        self._row_hidden = False
        self._cells: list[RawCell] = []
        self._column = 0
        self._in_cell = False
        self._type = "n"
        self._style = 0
        self._reading_aid = 0
        self._captured: str | None = None
        self._pieces: list[str] = []
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: str | None = None

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(" ")[2]
        if name == "c":
            self._open_cell(attributes)
        elif self._in_cell:
            if name == "rPh":
                self._reading_aid += 1
            elif name in _CAPTURED and not self._reading_aid:
                self._captured = name
                self._pieces.clear()
        elif name == "row":
            self._open_row(attributes)
        elif name == "mergeCell":
            self._take_merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._sheet.hidden_columns.append((int(attributes["min"][:9]), int(attributes["max"][:9])))

    def end(self, element: str) -> None:
        name = element.rpartition(" ")[2]
        if self._captured == name:
            self._take_piece(name, "".join(self._pieces))
            self._captured = None
        elif name == "c" and self._in_cell:
            self._in_cell = False
            self._close_cell()
        elif name == "rPh" and self._in_cell:
            self._reading_aid -= 1
        elif name == "row" and self._cells:
            self._workbook.add_row(self._sheet, number=self._row, hidden=self._row_hidden, cells=self._cells)
            self._cells = []

    def text(self, characters: str) -> None:
        if self._captured is not None:
            self._pieces.append(characters)

    def finish(self) -> None:
        """To be called once the sheet has ended: merged blocks are told after the cells."""
        mark_merged_cells(self._sheet)

    def _open_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes["r"][:12]) if "r" in attributes else self._row + 1
        if row <= self._row:
            raise self._damage("The rows of this sheet are out of order.", row=row)
        self._row = row
        self._row_hidden = attributes.get("hidden") in _TRUE
        self._cells = []
        self._column = 0

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            column = self._column + 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if match is None or int(match[2]) != self._row:
                self._column = 0  # nobody knows which it is
                raise self._damage(f"A cell gives its place as {reference[:20]!r}.", row=self._row)
            column = column_number(match[1])
        is_out_of_order, self._column = column <= self._column, column
        if is_out_of_order:
            raise self._damage("The cells of this row are out of order.", row=self._row)
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0")[:9])
        self._in_cell = True
        self._value = self._formula = self._inline = None

    def _take_piece(self, name: str, text: str) -> None:
        if name == "v":
            self._value = text
        elif name == "f":
            self._formula = text
        else:
            self._inline = (self._inline or "") + text

    def _close_cell(self) -> None:
        marks = 0
        if self._formula is not None:
            marks = FROM_A_FORMULA
            if self._was_never_calculated():
                formula = shortened("=" + self._formula)
                self._cells.append((self._column, CellKind.NOT_CALCULATED, formula, "", marks))
                return
        try:
            kind, text, exact, more_marks = self._content()
        except (NotANumber, ValueError, IndexError):
            raise self._damage(
                "This cell's value cannot be read.", row=self._row, found=shortened(self._value or "")
            ) from None
        if kind is not CellKind.BLANK:
            self._cells.append((self._column, kind, text, exact, marks | more_marks))

    def _was_never_calculated(self) -> bool:
        if self._facts.cached_values_are_stale or self._value is None:
            return True
        # A formula whose result is an empty text has an empty value, and says that it is a text.
        return not self._value and self._type != "str"

    def _content(self) -> tuple[CellKind, str, str, int]:
        """Kind, text, exact value where the text is not it, and marks."""
        value = self._value
        if self._type == "inlineStr":
            return _text_content(unescaped(self._inline or value or ""))
        if not value:
            return (CellKind.BLANK, "", "", 0)
        match self._type:
            case "n":
                return self._number_content(value)
            case "s":
                return _text_content(self._facts.texts[_index(value)])
            case "str":
                return _text_content(unescaped(value))
            case "b":
                return (CellKind.BOOLEAN, "TRUE" if value.strip() in _TRUE else "FALSE", "", 0)
            case "e":
                return (CellKind.ERROR, shortened(value.strip()), "", 0)
            case "d":
                return (CellKind.DATE, date_as_written(value), "", 0)
        raise NotANumber(value)

    def _number_content(self, value: str) -> tuple[CellKind, str, str, int]:
        number = exact_number(value)
        formats = self._facts.formats
        meaning = formats[self._style] if self._style < len(formats) else FormatMeaning.NUMBER
        if meaning is FormatMeaning.PERCENT:
            return (CellKind.NUMBER, as_percentage(number), number, IN_PERCENT_FORMAT)
        if meaning is FormatMeaning.DATE:
            return (CellKind.DATE, date_of_serial(number, counts_from_1904=self._facts.counts_from_1904), "", 0)
        if meaning is FormatMeaning.ELAPSED:
            return (CellKind.DATE, elapsed_time(number), "", 0)
        return (CellKind.NUMBER, number, "", 0)

    def _take_merge(self, reference: str) -> None:
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":", 1)]
        first, last = corners[0], corners[-1]
        if first is None or last is None:
            raise self._damage(f"A merged block gives its place as {reference[:40]!r}.", row=None)
        top, bottom = sorted((int(first[2]), int(last[2])))
        left, right = sorted((column_number(first[1]), column_number(last[1])))
        self._workbook.add_merge(self._sheet, (top, left, bottom, right))

    def _damage(self, what: str, *, row: int | None, found: str = "") -> InputRefused:
        return InputRefused(
            [
                Problem(
                    f"{what} Open the workbook in your spreadsheet program, save it under a new name as .xlsx,"
                    " and send that.",
                    file=self._workbook.file,
                    sheet=self._sheet.name,
                    row=row,
                    column=column_letter(self._column) if self._column else "",
                    found=found,
                )
            ]
        )


def _index(value: str) -> int:
    number = int(value[:12])
    if number < 0:
        raise IndexError(value)
    return number


def _text_content(text: str) -> tuple[CellKind, str, str, int]:
    kind, shown = text_content(text)
    return (kind, shown, "", 0)
