"""An OpenDocument spreadsheet read as a stream: values, formulas, errors and repeats in a single pass."""

from __future__ import annotations

import re
from decimal import Decimal

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import ERROR_NAMES, CellKind, column_letter
from goldenthread.spreadsheets.exact import (
    NotANumber,
    as_percentage,
    date_as_written,
    exact_number,
    time_as_written,
)
from goldenthread.spreadsheets.package import DAMAGED, HAS_PASSWORD, Package
from goldenthread.spreadsheets.raw import (
    FROM_A_FORMULA,
    IN_PERCENT_FORMAT,
    RawCell,
    RawSheet,
    RawWorkbook,
    mark_merged_cells,
    refusal,
)
from goldenthread.spreadsheets.text import shortened, text_content

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{_OASIS}{part}:1.0 " for part in ("office", "table", "text", "style"))
_LIBREOFFICE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "

# What is not part of the grid that a person sees: notes, pictures, changes kept for review, and
# the copies that LibreOffice keeps of cells in other files.
_PASSED_OVER = frozenset(
    {
        f"{_OFFICE}annotation",
        f"{_TABLE}shapes",
        f"{_TABLE}tracked-changes",
        f"{_TABLE}dde-links",
        f"{_OFFICE}forms",
        *(f"{_OASIS}drawing:1.0 {shape}" for shape in ("frame", "custom-shape", "g", "line", "rect", "control")),
    }
)
_HIDING = frozenset({"collapse", "filter"})
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_SHOWN_PERCENTAGE = re.compile(r"(-?[0-9,]{1,20}(?:\.[0-9]{1,20})?) ?%", re.ASCII)
_SPACES = re.compile(r"[ \t\r\n]+")


def read_ods(package: Package, workbook: RawWorkbook) -> None:
    """Adds every sheet of the package to the workbook."""
    if _is_encrypted(package):
        raise refusal(HAS_PASSWORD, file=package.file)
    reader = _ContentReader(workbook)
    package.read_xml("content.xml", start=reader.start, end=reader.end, text=reader.text)
    if not workbook.sheets:
        raise refusal(DAMAGED, file=package.file)


def _is_encrypted(package: Package) -> bool:
    found = False

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal found
        found = found or element.endswith(" encryption-data")

    if "META-INF/manifest.xml" in package:
        package.read_xml("META-INF/manifest.xml", start=start)
    return found


class _ContentReader:
    """Takes the events of content.xml. Repeats are multiplied out only once they are known to fit."""

    def __init__(self, workbook: RawWorkbook) -> None:
        self._workbook = workbook
        self._sheet: RawSheet | None = None
        self._passing_over = 0
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._row = 1
        self._row_times = 1
        self._row_hidden = False
        self._column = 1
        self._cells: list[RawCell] = []
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[str] = []
        self._pieces: list[str] | None = None

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if self._passing_over:
            self._passing_over += 1
        elif element in _CELLS:
            self._open_cell(attributes)
        elif self._cell is not None:
            self._start_in_cell(element, attributes)
        elif element == f"{_TABLE}table-row":
            self._open_row(attributes)
        elif element == f"{_TABLE}table-column":
            self._take_column(attributes)
        elif element == f"{_TABLE}table":
            self._open_table(attributes)
        elif element == f"{_TABLE}table-source":
            self._drop_copy_of_another_file()
        elif element in _PASSED_OVER:
            self._passing_over = 1
        elif element == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif element == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, element: str) -> None:
        if self._passing_over:
            self._passing_over -= 1
        elif element in _CELLS:
            self._close_cell()
        elif element == f"{_TEXT}p" and self._pieces is not None:
            self._paragraphs.append("".join(self._pieces))
            self._pieces = None
        elif self._cell is None and element == f"{_TABLE}table-row":
            self._close_row()
        elif self._cell is None and element == f"{_TABLE}table" and self._sheet is not None:
            mark_merged_cells(self._sheet)
            self._sheet = None

    def text(self, characters: str) -> None:
        if self._pieces is not None and not self._passing_over:
            self._pieces.append(_SPACES.sub(" ", characters))

    def _open_table(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._sheet = self._workbook.add_sheet(attributes.get(f"{_TABLE}name", ""), hidden=hidden)
        self._row = self._column = 1
        self._cells = []

    def _drop_copy_of_another_file(self) -> None:
        if self._sheet is not None:
            self._workbook.sheets.pop()
            self._sheet = None

    def _take_column(self, attributes: dict[str, str]) -> None:
        if self._sheet is None:
            return
        last = self._column + _times(attributes, "number-columns-repeated") - 1
        if attributes.get(f"{_TABLE}visibility") in _HIDING:
            self._sheet.hidden_columns.append((self._column, last))
        self._column = last + 1

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._row_times = _times(attributes, "number-rows-repeated")
        self._row_hidden = attributes.get(f"{_TABLE}visibility") in _HIDING
        self._column = 1
        self._cells = []

    def _close_row(self) -> None:
        if self._cells and self._sheet is not None:
            self._workbook.add_row(
                self._sheet, number=self._row, hidden=self._row_hidden, cells=self._cells, times=self._row_times
            )
        self._row += self._row_times
        self._cells = []

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._paragraphs = []
        self._pieces = None

    def _start_in_cell(self, element: str, attributes: dict[str, str]) -> None:
        if element == f"{_TEXT}p":
            self._pieces = []
        elif element in _PASSED_OVER or element == f"{_TABLE}table":
            self._passing_over = 1
        elif self._pieces is not None:
            if element == f"{_TEXT}s":
                spaces = int(attributes.get(f"{_TEXT}c", "1")[:9])
                self._pieces.append(" " * min(spaces, limits.MOST_CHARACTERS_IN_A_CELL))
            elif element == f"{_TEXT}tab":
                self._pieces.append("\t")
            elif element == f"{_TEXT}line-break":
                self._pieces.append("\n")

    def _close_cell(self) -> None:
        attributes, self._cell = self._cell, None
        if attributes is None or self._sheet is None:
            return
        times = _times(attributes, "number-columns-repeated")
        self._take_merge(attributes, sheet=self._sheet)
        kind, text, exact, marks = self._content(attributes, shown="\n".join(self._paragraphs))
        if kind is not CellKind.BLANK:
            last = self._column + times - 1
            if last > limits.MOST_COLUMNS:
                self._workbook.refuse_far_cell(self._sheet, row=self._row, column=min(last, 16_384))
            if f"{_TABLE}formula" in attributes:
                marks |= FROM_A_FORMULA
            self._cells.extend((column, kind, text, exact, marks) for column in range(self._column, last + 1))
        self._column += times

    def _take_merge(self, attributes: dict[str, str], *, sheet: RawSheet) -> None:
        columns, rows = (_times(attributes, f"number-{what}-spanned") for what in ("columns", "rows"))
        if columns > 1 or rows > 1:
            self._workbook.add_merge(sheet, (self._row, self._column, self._row + rows - 1, self._column + columns - 1))

    def _content(self, attributes: dict[str, str], *, shown: str) -> tuple[CellKind, str, str, int]:
        """Kind, text, exact value where the text is not it, and marks."""
        value_type = attributes.get(f"{_OFFICE}value-type")
        if attributes.get(f"{_LIBREOFFICE}value-type") == "error" or shown in ERROR_NAMES:
            return (CellKind.ERROR, shortened(shown.strip() or "#ERROR!"), "", 0)
        # LibreOffice writes an empty paragraph for a formula whose result is an empty text.
        if value_type is None and not self._paragraphs and f"{_TABLE}formula" in attributes:
            formula = attributes[f"{_TABLE}formula"].partition(":")[2] or attributes[f"{_TABLE}formula"]
            return (CellKind.NOT_CALCULATED, shortened(formula), "", 0)
        try:
            return _typed_content(value_type, attributes, shown=shown)
        except (NotANumber, KeyError):
            raise InputRefused(
                [
                    Problem(
                        "This cell's value cannot be read. Open the workbook in your spreadsheet program, save it"
                        " under a new name as .ods or .xlsx, and send that.",
                        file=self._workbook.file,
                        sheet=self._sheet.name if self._sheet else "",
                        row=self._row,
                        column=column_letter(self._column),
                        found=shortened(shown),
                    )
                ]
            ) from None


def _typed_content(value_type: str | None, attributes: dict[str, str], *, shown: str) -> tuple[CellKind, str, str, int]:
    match value_type:
        case "float" | "currency" | "percentage":
            number = exact_number(attributes[f"{_OFFICE}value"])
            if value_type == "percentage" or _shows_percentage(number, shown=shown):
                return (CellKind.NUMBER, as_percentage(number), number, IN_PERCENT_FORMAT)
            return (CellKind.NUMBER, number, "", 0)
        case "date":
            return (CellKind.DATE, date_as_written(attributes[f"{_OFFICE}date-value"]), "", 0)
        case "time":
            return (CellKind.DATE, time_as_written(attributes[f"{_OFFICE}time-value"]), "", 0)
        case "boolean":
            is_true = attributes[f"{_OFFICE}boolean-value"] == "true"
            return (CellKind.BOOLEAN, "TRUE" if is_true else "FALSE", "", 0)
    kind, text = text_content(shown or attributes.get(f"{_OFFICE}string-value", ""))
    return (kind, text, "", 0)


def _shows_percentage(number: str, *, shown: str) -> bool:
    """Whether a number is shown a hundredfold with a sign: Gnumeric and others call that a float.

    A 98.5 shown as "98.5%" is not: there the sign is only decoration.
    """
    match = _SHOWN_PERCENTAGE.fullmatch(shown)
    if match is None:
        return False
    value, seen = Decimal(number), Decimal(match[1].replace(",", ""))
    return abs(seen - 100 * value) <= abs(seen - value)


def _times(attributes: dict[str, str], name: str) -> int:
    """A repeat or a span; at least 1. The length is cut so that no number is too long to read."""
    written = attributes.get(f"{_TABLE}{name}")
    return 1 if written is None else max(1, int(written[:12]))
