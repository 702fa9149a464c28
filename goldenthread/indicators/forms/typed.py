"""Rows of the register typed at a page: read by the very rules by which a workbook's sheet is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from goldenthread.domain.problems import Problem
from goldenthread.indicators.forms.reading import NEEDED, read_rows
from goldenthread.spreadsheets import cells
from goldenthread.spreadsheets.cells import Cell, CellKind, column_letter
from goldenthread.spreadsheets.columns import Row, fields_of
from goldenthread.spreadsheets.text import text_content

R = TypeVar("R", bound=Row)
FIRST_LINE = 2  # below the headings


def typed_rows(row: type[R], typed: Iterable[Mapping[str, Any]]) -> tuple[tuple[R, ...], tuple[Problem, ...]]:
    """The rows that were typed, each by the names of its fields, and everything that is wrong with them.

    Their lines are counted from FIRST_LINE in the order given, which is how a problem says whose it is.
    """
    headings = cells.Row(number=1, cells=tuple(_headings(row)))
    lines = [
        cells.Row(number=number, cells=tuple(_cells(row, one, number=number)))
        for number, one in enumerate(typed, start=FIRST_LINE)
    ]
    rows, problems = read_rows(row, sheet=cells.Sheet(name=row.sheet, rows=(headings, *lines)), file="")
    # A sheet's blank line is none; a form that was sent with nothing typed is told what it needs.
    blank = (_needed(row, number=line.number) for line in lines if not line.cells)
    return rows, (*problems, *(problem for every in blank for problem in every))


def _needed(row: type[Row], *, number: int) -> Iterator[Problem]:
    for each in fields_of(row):
        if each.column.needed:
            yield Problem(NEEDED, sheet=row.sheet, row=number, column=each.column.heading)


def typed_from(row: Row) -> dict[str, Any]:
    """A row as the boxes of a page would say it, by the names of its fields."""
    return {each.name: getattr(row, each.name) for each in fields_of(type(row))}


def _headings(row: type[Row]) -> Iterator[Cell]:
    for number, each in enumerate(fields_of(row), start=1):
        yield Cell(row=1, column=column_letter(number), kind=CellKind.TEXT, text=each.column.heading)


def _cells(row: type[Row], typed: Mapping[str, Any], *, number: int) -> Iterator[Cell]:
    for place, each in enumerate(fields_of(row), start=1):
        value = typed.get(each.name)
        kind, text = text_content("yes" if value is True else "" if value in (None, False) else str(value).strip())
        if text:
            kind = CellKind.DATE if isinstance(value, date) else kind
            yield Cell(row=number, column=column_letter(place), kind=kind, text=text)
