"""The cell of a stored file that a figure came from, read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from goldenthread.domain.explained import Check, Explanation, Line, Part, exact
from goldenthread.domain.problems import InputRefused
from goldenthread.domain.units import Unit
from goldenthread.figures.forms import cells as read
from goldenthread.figures.forms.cells import CellRefused
from goldenthread.figures.queries.explained import Explained
from goldenthread.spreadsheets.cells import Cell, Workbook
from goldenthread.spreadsheets.reading import read_workbook, sheet_called


def explained_with_cell(found: Explained) -> Explanation:
    """The explanation with what the stored file says, read again."""
    filed, told = found.filed, found.explanation
    if filed is None or not filed.cell or not filed.numbers:
        return told
    said, check = cell_check(
        filed.content,
        name=filed.name,
        sheet=filed.sheet,
        cell=filed.cell,
        unit=found.snapshot.terms.unit,
        numbers=filed.numbers,
    )
    line = Line(what="the file says", words=said or "it could not be read again")
    return replace(told, parts=tuple(_added(part, line=line, check=check) for part in told.parts))


def _added(part: Part, *, line: Line, check: Check) -> Part:
    if part.title != "The file":
        return part
    return replace(part, lines=(*part.lines, line), checks=(*part.checks, check))


def cell_check(
    content: bytes, *, name: str, sheet: str, cell: str, unit: Unit, numbers: Sequence[Decimal]
) -> tuple[str, Check]:
    """What the file says at the place, in its own words, and whether that is one of the figure's numbers."""
    what = f"what the file says in {sheet} {cell}"
    try:
        found = _cell(read_workbook(content, name=name), sheet=sheet, address=cell)
    except InputRefused as refusal:
        return "", Check(what=what, told=" or ".join(map(exact, numbers)), anew=str(refusal))
    said = "nothing" if found is None else found.text
    number = _number(found, unit=unit)
    # A cell holds the value, or the numerator of a value that was worked out.
    told = next((one for one in numbers if number is not None and exact(one) == exact(number)), None)
    expected = exact(told) if told is not None else " or ".join(dict.fromkeys(map(exact, numbers)))
    return said, Check(what=what, told=expected, anew=said if number is None else exact(number))


def _cell(workbook: Workbook, *, sheet: str, address: str) -> Cell | None:
    rows = sheet_called(workbook, name=sheet).rows
    return next((cell for row in rows for cell in row.cells if cell.address == address), None)


def _number(cell: Cell | None, *, unit: Unit) -> Decimal | None:
    try:
        return read.reading(cell, unit=unit, column="value").value
    except CellRefused:
        return None if cell is None else cell.value
