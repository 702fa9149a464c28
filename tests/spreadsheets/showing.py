"""A sheet shown as plain text, so that a test can say in a few lines what was read."""

from __future__ import annotations

import json
from pathlib import Path

from goldenthread.domain.problems import InputRefused, Problem
from goldenthread.spreadsheets.cells import Cell, Sheet, Workbook
from goldenthread.spreadsheets.child import answer
from goldenthread.spreadsheets.raw import from_plain
from goldenthread.spreadsheets.reading import read_workbook

FIXTURES = Path(__file__).parent / "fixtures"


def read_fixture(name: str) -> Workbook:
    return read_workbook((FIXTURES / name).read_bytes(), name=name)


def read_in_this_process(content: bytes) -> Workbook:
    """As `read_workbook` reads it, without a child: for tests that read hundreds of files."""
    answered = json.loads(answer(content))
    if "problems" in answered:
        raise InputRefused(Problem(**problem) for problem in answered["problems"])
    return from_plain(answered, file="")


def cell_at(sheet: Sheet, address: str) -> Cell:
    return next(cell for row in sheet.rows for cell in row.cells if cell.address == address)


def shown(sheet: Sheet) -> dict[str, str]:
    """Each cell as "kind text", by its address."""
    return {cell.address: f"{cell.kind} {cell.text}" for row in sheet.rows for cell in row.cells}
