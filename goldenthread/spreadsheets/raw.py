"""The plain shape in which a parsed workbook crosses from the child process to its parent."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NoReturn, TypeAlias

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import Cell, CellKind, MergedCells, Row, Sheet, Workbook, column_letter

FROM_A_FORMULA = 1
IN_A_MERGED_BLOCK = 2
IN_PERCENT_FORMAT = 4

# Column from 1; kind; text; the exact value where it is not the text; marks, added up.
RawCell: TypeAlias = tuple[int, str, str, str, int]
# First row, first column, last row, last column.
RawBlock: TypeAlias = tuple[int, int, int, int]


@dataclass
class RawSheet:
    """A sheet while it is being read."""

    name: str
    hidden: bool = False
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merges: list[RawBlock] = field(default_factory=list)
    rows: list[tuple[int, bool, list[RawCell]]] = field(default_factory=list)


@dataclass
class RawWorkbook:
    """A workbook while it is being read, with a count of what it has taken in so far."""

    file: str
    form: str
    warnings: list[str] = field(default_factory=list)
    sheets: list[RawSheet] = field(default_factory=list)
    cell_count: int = 0
    character_count: int = 0

    def add_sheet(self, name: str, *, hidden: bool) -> RawSheet:
        if len(self.sheets) >= limits.MOST_SHEETS:
            raise refusal(
                f"This workbook has more than {limits.MOST_SHEETS} sheets. Keep only the sheets that are asked for.",
                file=self.file,
            )
        sheet = RawSheet(name=name, hidden=hidden)
        self.sheets.append(sheet)
        return sheet

    def add_row(self, sheet: RawSheet, *, number: int, hidden: bool, cells: list[RawCell], times: int = 1) -> None:
        """Adds a row that holds something, as often as it is repeated, or refuses it as too much."""
        if number + times - 1 > limits.MOST_ROWS or cells[-1][0] > limits.MOST_COLUMNS:
            self.refuse_far_cell(sheet, row=number + times - 1, column=cells[-1][0])
        self.cell_count += len(cells) * times
        for column, _, text, _, _ in cells:
            self.character_count += len(text) * times
            if len(text) > limits.MOST_CHARACTERS_IN_A_CELL:
                raise InputRefused(
                    [
                        Problem(
                            f"This cell holds {len(text):,} characters. Shorten it to at most"
                            f" {limits.MOST_CHARACTERS_IN_A_CELL:,}.",
                            file=self.file,
                            sheet=sheet.name,
                            row=number,
                            column=column_letter(column),
                        )
                    ]
                )
        if self.cell_count > limits.MOST_CELLS or self.character_count > limits.MOST_CHARACTERS:
            raise refusal(
                f"This workbook holds more than can be taken in: over {limits.MOST_CELLS:,} filled cells or"
                f" {limits.MOST_CHARACTERS:,} characters. Copy the table that is asked for into a new workbook.",
                file=self.file,
                sheet=sheet.name,
            )
        for offset in range(times):
            sheet.rows.append((number + offset, hidden, cells))

    def add_merge(self, sheet: RawSheet, block: RawBlock) -> None:
        if len(sheet.merges) >= limits.MOST_MERGED_BLOCKS:
            raise refusal(
                f"This sheet has more than {limits.MOST_MERGED_BLOCKS:,} merged blocks of cells. Unmerge them.",
                file=self.file,
                sheet=sheet.name,
            )
        sheet.merges.append(block)

    def refuse_far_cell(self, sheet: RawSheet, *, row: int, column: int) -> NoReturn:
        """Refuses a sheet that holds something further out than is read."""
        raise InputRefused(
            [
                Problem(
                    f"This sheet holds something in cell {column_letter(column)}{row}. At most"
                    f" {limits.MOST_ROWS:,} rows and {limits.MOST_COLUMNS} columns are read. Delete what is"
                    " outside the table, or copy the table into a new workbook.",
                    file=self.file,
                    sheet=sheet.name,
                    row=row,
                    column=column_letter(column),
                )
            ]
        )


def refusal(message: str, *, file: str, sheet: str = "") -> InputRefused:
    """The one thing wrong with a whole file or sheet."""
    return InputRefused([Problem(message, file=file, sheet=sheet)])


def mark_merged_cells(sheet: RawSheet) -> None:
    """Marks every cell inside a merged block, walking down the sheet with the blocks still open."""
    if not sheet.merges:
        return
    waiting = sorted(sheet.merges, reverse=True)
    open_blocks: list[RawBlock] = []
    for index, (number, hidden, cells) in enumerate(sheet.rows):
        while waiting and waiting[-1][0] <= number:
            open_blocks.append(waiting.pop())
        open_blocks = [block for block in open_blocks if block[2] >= number]
        if open_blocks:
            sheet.rows[index] = (number, hidden, [_marked(cell, blocks=open_blocks) for cell in cells])


def _marked(cell: RawCell, *, blocks: list[RawBlock]) -> RawCell:
    column, kind, text, value, marks = cell
    if any(block[1] <= column <= block[3] for block in blocks):
        return (column, kind, text, value, marks | IN_A_MERGED_BLOCK)
    return cell


def to_json(workbook: RawWorkbook) -> str:
    """The workbook as one line of JSON."""
    return json.dumps(
        {
            "form": workbook.form,
            "warnings": workbook.warnings,
            "sheets": [
                [sheet.name, sheet.hidden, sheet.hidden_columns, sheet.merges, sheet.rows] for sheet in workbook.sheets
            ],
        },
        ensure_ascii=True,
        separators=(",", ":"),
    )


def from_plain(answer: dict[str, Any], *, file: str) -> Workbook:
    """The workbook out of what `to_json` wrote. Any, because JSON has no types of its own."""
    return Workbook(
        name=file,
        form=answer["form"],
        sheets=tuple(_sheet_from_plain(sheet) for sheet in answer["sheets"]),
        warnings=tuple(answer["warnings"]),
    )


def _sheet_from_plain(plain: list[Any]) -> Sheet:
    name, hidden, hidden_columns, merges, rows = plain
    letters = [column_letter(number) for number in range(limits.MOST_COLUMNS + 1)]
    return Sheet(
        name=name,
        rows=tuple(
            Row(
                number=number,
                cells=tuple(_cell_from_plain(cell, row=number, letters=letters) for cell in cells),
                hidden=row_hidden,
            )
            for number, row_hidden, cells in rows
        ),
        hidden=hidden,
        hidden_columns=frozenset(
            letters[number]
            for first, last in hidden_columns
            for number in range(first, min(last, limits.MOST_COLUMNS) + 1)
        ),
        merges=tuple(MergedCells(*block) for block in merges),
    )


_KINDS = {kind.value: kind for kind in CellKind}


def _cell_from_plain(plain: list[Any], *, row: int, letters: list[str]) -> Cell:
    column, kind, text, value, marks = plain
    return Cell(
        row,
        letters[column],
        _KINDS[kind],
        text,
        Decimal(value or text) if kind == "number" else None,
        bool(marks & IN_PERCENT_FORMAT),
        bool(marks & FROM_A_FORMULA),
        bool(marks & IN_A_MERGED_BLOCK),
    )
