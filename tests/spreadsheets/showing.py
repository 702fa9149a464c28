"""A sheet shown as plain text, so that a test can say in a few lines what was read."""

from __future__ import annotations

from pathlib import Path

from goldenthread.spreadsheets.cells import Cell, Sheet, Workbook
from goldenthread.spreadsheets.reading import read_workbook

FIXTURES = Path(__file__).parent / "fixtures"


def read_fixture(name: str) -> Workbook:
    return read_workbook((FIXTURES / name).read_bytes(), name=name)


def cell_at(sheet: Sheet, address: str) -> Cell:
    return next(cell for row in sheet.rows for cell in row.cells if cell.address == address)


def shown(sheet: Sheet) -> dict[str, str]:
    """Each cell as "kind text", by its address."""
    return {cell.address: f"{cell.kind} {cell.text}" for row in sheet.rows for cell in row.cells}
