"""Returned workbooks, filled in as a service lead would, and files of one small table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.template import returns_workbook
from goldenthread.figures.models import Round
from goldenthread.figures.queries import figures_due
from tests.figures.quarter import OCTOBER, Q2

Rows = Mapping[str, Mapping[str, Any]]


def template(quarter: Quarter = Q2) -> bytes:
    """The workbook that asks for every figure of the quarter."""
    round_ = Round.objects.get(period=str(quarter))
    due = figures_due(round_.pk, quarter=quarter, with_earlier=True)
    made = returns_workbook(
        due, quarter=quarter, partnership="oneSource", service=due[0].service, slug="exchequer", at=OCTOBER
    )
    return made.content


def filled(content: bytes, sheets: Mapping[str, Rows]) -> bytes:
    """The workbook with cells filled in: {"Figures": {"EXC01": {"Value": "92.1%"}}}. Number formats may be given
    as (value, "0.0%")."""
    book = load_workbook(BytesIO(content))
    for name, rows in sheets.items():
        sheet = book[name]
        heading_row, columns = headings_of(sheet)
        for key, cells in rows.items():
            row = _row_of(sheet, key, heading_row=heading_row)
            for heading, value in cells.items():
                cell = sheet.cell(row, columns[heading])
                if isinstance(value, tuple):
                    cell.value, cell.number_format = value
                else:
                    cell.value = value
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def headings_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of headings, and the column of each."""
    for row in sheet.iter_rows(min_row=1, max_row=10):
        found = {str(cell.value): cell.column for cell in row if cell.value is not None}
        if "Ref" in found and "Council" in found:
            return int(row[0].row or 0), found
    raise AssertionError(f"{sheet.title} has no headings")


def _row_of(sheet: Worksheet, key: str, *, heading_row: int) -> int:
    """The row of a reference; "+1" and "+2" are the first free rows of the sheet Actions."""
    if key.startswith("+"):
        used = sum(sheet.cell(row, 3).value is not None for row in range(heading_row + 1, heading_row + 40))
        return heading_row + used + 1
    for row in range(heading_row + 1, heading_row + 200):
        if sheet.cell(row, 1).value == key:
            return row
    raise AssertionError(f"{sheet.title} has no row for {key}")


def table(headings: Sequence[str], *rows: Sequence[Any], sheet: str = "Figures") -> bytes:
    """A workbook of one sheet with one table."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    page.append(list(headings))
    for row in rows:
        page.append([value[0] if isinstance(value, tuple) else value for value in row])
        for cell, value in zip(page[page.max_row], row, strict=False):
            if isinstance(value, tuple):
                cell.number_format = value[1]
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def saved(folder: Path, content: bytes, *, name: str = "returns.xlsx") -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def cell_of(content: bytes, *, sheet: str, row: str, heading: str) -> Any:
    """What a workbook holds in one cell."""
    page = load_workbook(BytesIO(content))[sheet]
    heading_row, columns = headings_of(page)
    return page.cell(_row_of(page, row, heading_row=heading_row), columns[heading]).value


def cells_of(content: bytes, sheet_name: str, key: str) -> dict[str, Any]:
    """The cells of a reference's row, by heading."""
    sheet = load_workbook(BytesIO(content))[sheet_name]
    heading_row, columns = headings_of(sheet)
    row = _row_of(sheet, key, heading_row=heading_row)
    return {heading: sheet.cell(row, column).value for heading, column in columns.items()}
