"""The document's tables as sheets of a workbook, by the Analysis Function's rules for statistics in spreadsheets.

A cover, the contents, the notes, one table a sheet from the left edge with nothing below it, then the tidy rows and
what their columns mean. XLSX and ODS are both written from this, so they hold the same cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.editable import markings
from goldenthread.publishing.sheet_cells import SheetCell, SheetNumber, fitting_text, printed_cell, tidy_cell
from goldenthread.publishing.sheet_notes import Notes, PlacedTable, gathered, notices_of
from goldenthread.publishing.typeset import moment_in_words

COVER, CONTENTS, NOTES, DATA, DATA_COLUMNS = "Cover", "Contents", "Notes", "Data", "Data_columns"
_EMPTY_CELLS = "An empty cell on the sheet Data: there is no such value."
_NO_ROWS = "Nothing to list"
# In characters.
_NARROWEST, _WIDEST, PROSE_WIDTH = 9, 48, 100


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """A table with one row of headings, each heading once. `widths` in characters; `is_right` of a column of numbers,
    whose heading and words stand right as the numbers do; `links` to a sheet by its name in the first column."""

    headings: tuple[str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    widths: tuple[int, ...]
    is_right: tuple[bool, ...]
    links: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: a title in A1, lines below it, then the table where it has one."""

    name: str
    title: str
    lines: tuple[str, ...] = ()
    table: SheetTable | None = None


def sheets_of(document: ReportDocument) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in order."""
    notes = Notes()
    placed = gathered(document, notes=notes)
    empty = notes.reference(_EMPTY_CELLS, belongs_to="Data")
    tables = tuple(_table_sheet(one, name=f"Table_{number}") for number, one in enumerate(placed, start=1))
    warnings = tuple(markings(document))
    data = (
        Sheet(
            name=DATA,
            title="Every figure as a row, with each input of its rating",
            lines=(
                *warnings,
                f"What each column means is on the sheet {DATA_COLUMNS}. This table has a note: {empty}.",
            ),
            table=_data(document),
        ),
        Sheet(name=DATA_COLUMNS, title=f"What the columns of the sheet {DATA} mean", table=_data_columns(document)),
    )
    listed = (
        Sheet(
            name=NOTES,
            title="Notes",
            lines=("The sheets refer to these notes by their numbers.",),
            table=_made(("Note", "Belongs to", "Words"), tuple(notes.rows()), widest=70),
        ),
        *tables,
        *(data if document.rows.columns else data[1:]),
    )
    contents = Sheet(
        name=CONTENTS,
        title="Contents",
        lines=("Every sheet, in order.",),
        table=_made(("Sheet", "Title"), tuple((fitting_text(s.name), s.title) for s in listed), widest=90, links=True),
    )
    return (_cover(document), contents, *listed)


def _cover(document: ReportDocument) -> Sheet:
    return Sheet(name=COVER, title=fitting_text(document.title), lines=tuple(map(fitting_text, _cover_lines(document))))


def _cover_lines(document: ReportDocument) -> Iterator[str]:
    yield from markings(document)
    if document.subject:
        yield document.subject
    yield f"Publisher: {document.publisher}"
    yield f"Period: {document.period}"
    if document.audience:
        yield f"For: {document.audience}"
    yield f"As at: {moment_in_words(document.as_at)}"
    yield from (f"{identifier.scheme}: {identifier.value}" for identifier in document.identifiers)
    yield from notices_of(document)
    yield (
        "This workbook holds the tables, one on each sheet, and every figure as a row. The report with its words and "
        f"drawings is in {document.name}.pdf, {document.name}.odt and {document.name}.docx."
    )


def _table_sheet(placed: PlacedTable, *, name: str) -> Sheet:
    table = placed.table
    rows = tuple(tuple(printed_cell(cell) for cell in row) for row in table.rows)
    references = ", ".join(placed.notes)
    noted = {0: (), 1: (f"This table has a note: {references}.",)}
    lines = (placed.section, *placed.lines, *noted.get(len(placed.notes), (f"This table has notes: {references}.",)))
    return Sheet(
        name=name,
        title=fitting_text(table.caption),
        lines=tuple(map(fitting_text, lines)),
        table=_made(
            tuple(column.title for column in table.columns),
            rows,
            is_right=tuple(column.align == "right" for column in table.columns),
        ),
    )


def _data(document: ReportDocument) -> SheetTable:
    rows = tuple(tuple(tidy_cell(value) for value in row) for row in document.rows.rows)
    return _made(tuple(column.name for column in document.rows.columns), rows)


def _data_columns(document: ReportDocument) -> SheetTable:
    columns = document.rows.columns
    rows = tuple((fitting_text(c.name), c.kind.value, fitting_text(c.meaning or c.name)) for c in columns)
    return _made(("Column", "Kind of value", "Meaning"), rows, widest=70)


def _made(
    headings: tuple[str, ...],
    rows: tuple[tuple[SheetCell, ...], ...],
    *,
    widest: int = _WIDEST,
    is_right: tuple[bool, ...] = (),
    links: bool = False,
) -> SheetTable:
    # A table has at least one row under its headings, which says that there is none.
    held = rows or ((_NO_ROWS, *("" for _ in headings[1:])),)
    once = _each_once(headings)
    widths = tuple(
        max(_NARROWEST, min(widest, max(_letters(cell) for cell in column) + 3))
        for column in zip(*(map(_short_heading, once), *held), strict=True)
    )
    sides = tuple(
        told or _is_of_numbers(column)
        for told, column in zip(is_right or (False,) * len(once), zip(*held, strict=True), strict=True)
    )
    return SheetTable(headings=once, rows=held, widths=widths, is_right=sides, links=links)


def _is_of_numbers(cells: tuple[SheetCell, ...]) -> bool:
    """Whether half of what the column holds, or more, is numbers."""
    said = [cell for cell in cells if cell != ""]
    return bool(said) and 2 * sum(isinstance(cell, SheetNumber) for cell in said) >= len(said)


def _each_once(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings, those that stand twice told apart: programs refuse a table with two columns of one name."""
    taken: set[str] = set()
    names = []
    for heading in headings:
        # A column's name has at most 255 characters.
        plain = fitting_text(heading)[:240]
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _short_heading(heading: str) -> str:
    # A heading may wrap between its words.
    return max(heading.split() or [""], key=len)


def _letters(cell: SheetCell) -> int:
    if isinstance(cell, SheetNumber):
        return len(cell.shown)
    return max(map(len, cell.split("\n")))
