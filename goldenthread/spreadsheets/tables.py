"""A table on a sheet, read by its headings, with the place of every cell kept for what is said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from goldenthread.domain.problems import Problem
from goldenthread.spreadsheets import limits
from goldenthread.spreadsheets.cells import Cell, CellKind, Sheet, column_letter, column_number
from goldenthread.spreadsheets.dates import read_date
from goldenthread.spreadsheets.headings import Heading, Wants, find_headings
from goldenthread.spreadsheets.text import shortened


@dataclass(frozen=True)
class Typed:
    """What was typed in a cell, and whether its number format is a percentage.

    With the percent format the text carries the sign: 0.985 in such a cell is "98.5%".
    """

    text: str
    is_percent_format: bool


@dataclass(frozen=True)
class TableRow:
    """A row of a table, its cells by heading. `refused` names the headings a problem was already given for."""

    file: str
    sheet: str
    number: int
    hidden: bool
    cells: Mapping[str, Cell]
    columns: Mapping[str, str]
    refused: frozenset[str] = frozenset()

    def __getitem__(self, heading: str) -> Cell:
        """The cell; a blank one where nothing stands, or where the table has no such column."""
        cell = self.cells.get(heading)
        if cell is None:
            return Cell(row=self.number, column=self.columns.get(heading, ""), kind=CellKind.BLANK)
        return cell

    def typed(self, heading: str) -> Typed:
        """What `goldenthread.domain.units.read_value` wants; empty for a blank or refused cell."""
        if heading in self.refused:
            return Typed(text="", is_percent_format=False)
        cell = self[heading]
        return Typed(text=cell.text.strip(), is_percent_format=cell.is_percent_format)

    def text(self, heading: str) -> str:
        """The words in a cell without the space around them; empty for a blank or refused cell."""
        return "" if heading in self.refused else self[heading].text.strip()

    def day(self, heading: str) -> date | None:
        """The day in a column that wants a date; None for a blank or refused cell."""
        return None if heading in self.refused else _day(self[heading])

    def address(self, heading: str) -> str:
        """The cell as a spreadsheet names it: E7. Empty where the table has no such column."""
        return self[heading].address if heading in self.columns else ""

    def problem(self, heading: str, message: str, *, expected: str = "") -> Problem:
        """A problem with this cell, with its place and what was found in it."""
        return Problem(
            message,
            file=self.file,
            sheet=self.sheet,
            row=self.number,
            column=heading,
            found=shortened(self[heading].text.strip()),
            expected=expected,
        )


@dataclass(frozen=True)
class Table:
    """The rows that hold anything, and all that is wrong with the table as a table."""

    rows: tuple[TableRow, ...]
    problems: tuple[Problem, ...]
    heading_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def has(self, heading: str) -> bool:
        """Whether the table has this column."""
        return heading in self.columns


def read_table(sheet: Sheet, *, headings: tuple[Heading, ...], file: str) -> Table:
    """The table under the row that holds the headings; lines of guidance may stand above it.

    Every problem is found at once: unknown, doubled and missing headings, merged cells, cells under
    no heading, error cells, formulas never calculated, and dates and figures in each other's place.
    """
    heading_row, heading_problems = find_headings(sheet, headings=headings, file=file)
    if heading_row is None:
        return Table(rows=(), problems=heading_problems)
    columns = heading_row.columns
    rows: list[TableRow] = []
    unlisted = 0
    problems = [replace(problem, file=file, sheet=sheet.name) for problem in heading_problems]
    problems += _merge_problems(sheet, heading_row=heading_row.row, columns=columns, file=file)
    problems += _stray_problems(sheet, heading_row=heading_row.row, file=file)
    by_letter = {letter: heading for heading, letter in columns.items()}
    wants = {heading.name: heading.wants for heading in headings}
    for row in sheet.rows:
        if row.number <= heading_row.row:
            continue
        cells = {by_letter[cell.column]: cell for cell in row.cells if cell.column in by_letter}
        if not cells:
            continue
        table_row = TableRow(
            file=file, sheet=sheet.name, number=row.number, hidden=row.hidden, cells=cells, columns=columns
        )
        refused = _cell_problems(table_row, wants=wants)
        if len(problems) <= limits.MOST_PROBLEMS_LISTED:
            problems += refused.values()
        else:
            unlisted += len(refused)
        rows.append(replace(table_row, refused=frozenset(refused)) if refused else table_row)
    return Table(
        rows=tuple(rows),
        problems=_listed(problems, unlisted=unlisted, file=file),
        heading_row=heading_row.row,
        columns=columns,
    )


def _cell_problems(row: TableRow, *, wants: Mapping[str, Wants]) -> dict[str, Problem]:
    """What is wrong with each cell whatever its measure, by heading."""
    problems = {}
    for heading, cell in row.cells.items():
        message, expected = _what_is_wrong(cell, wants=wants[heading])
        if message:
            problems[heading] = row.problem(heading, message, expected=expected)
    return problems


def _what_is_wrong(cell: Cell, *, wants: Wants) -> tuple[str, str]:
    """The sentence and what was expected; empty for a cell that is in order."""
    if cell.kind is CellKind.ERROR:
        return "This cell shows an error. Mend its formula, or type what it should show.", "no error"
    if cell.kind is CellKind.CONTROL:
        return (
            "This cell holds control characters, which nobody can see or print. Delete them; if they do not show, type"
            " the whole cell anew.",
            "text without control characters",
        )
    if cell.kind is CellKind.NOT_CALCULATED:
        return (
            "This cell's formula was never calculated. Open the workbook in your spreadsheet program, recalculate"
            " it, save it, and send it again; or type the result in place of the formula.",
            "a calculated result",
        )
    if wants is Wants.FIGURE and cell.kind is CellKind.DATE:
        return (
            "This cell holds a date or a time where a figure belongs. Set the cell's format to Number or General,"
            " and type the figure again.",
            wants.value,
        )
    if wants is Wants.DATE and _day(cell) is None:
        return "This cell does not hold a date. Type the day, the month and the year in full.", wants.value
    return "", ""


def _day(cell: Cell) -> date | None:
    return cell.day if cell.kind is CellKind.DATE else read_date(cell.text)


def _merge_problems(sheet: Sheet, *, heading_row: int, columns: Mapping[str, str], file: str) -> Iterator[Problem]:
    numbers = [column_number(letter) for letter in columns.values()]
    headed = {column_number(letter): heading for heading, letter in columns.items()}
    last_row = sheet.rows[-1].number
    for block in sheet.merges:
        is_in_rows = block.last_row >= heading_row and block.first_row <= last_row
        is_in_columns = block.last_column >= min(numbers) and block.first_column <= max(numbers)
        if is_in_rows and is_in_columns:
            yield Problem(
                f"The cells {block} are merged. Unmerge them, and give each cell its own value.",
                file=file,
                sheet=sheet.name,
                row=block.first_row,
                column=headed.get(block.first_column, column_letter(block.first_column)),
                found=f"merged cells {block}",
                expected="one cell for each value",
            )


def _stray_problems(sheet: Sheet, *, heading_row: int, file: str) -> Iterator[Problem]:
    """One problem for each column that holds something under no heading at all."""
    headed = {cell.column for row in sheet.rows if row.number == heading_row for cell in row.cells}
    seen: set[str] = set()
    for row in sheet.rows:
        for cell in row.cells:
            if row.number > heading_row and cell.column not in headed and cell.column not in seen:
                seen.add(cell.column)
                yield Problem(
                    f"Column {cell.column} has no heading, but this cell holds something. Give the column its heading,"
                    " or clear it.",
                    file=file,
                    sheet=sheet.name,
                    row=row.number,
                    column=cell.column,
                    found=shortened(cell.text),
                    expected="nothing, or a heading above it",
                )


def _listed(problems: list[Problem], *, unlisted: int, file: str) -> tuple[Problem, ...]:
    """The problems, cut to what anyone can read, with the number of the rest."""
    most = limits.MOST_PROBLEMS_LISTED
    if len(problems) <= most:
        return tuple(problems)
    unlisted += len(problems) - most
    rest = Problem(f"{unlisted:,} more problems like these are not listed. Mend these first.", file=file)
    return (*problems[:most], rest)
