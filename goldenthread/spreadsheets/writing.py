"""Workbooks written as xlsx, the same bytes every time for the same contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from goldenthread.spreadsheets.exact import keeps_digits, plain, shifted
from goldenthread.spreadsheets.finishing import finished, height_of
from goldenthread.spreadsheets.sheets_to_write import (
    ListsSheet,
    Percent,
    Value,
    WorkbookProperties,
    WrittenColumn,
    WrittenSheet,
)

DATE_FORMAT = "dd/mm/yyyy"
_PROSE_WIDTH = 100
_A4 = 9
# What Excel shows beside a cell is cut at these lengths.
_LONGEST_MESSAGE, _LONGEST_MESSAGE_TITLE = 255, 32
_BODY = {"text_wrap": True, "valign": "top"}
_INPUT = {**_BODY, "bg_color": "#FFF8E0", "border": 1, "border_color": "#8A8A8A", "locked": False}


class WorkbookNotWritten(Exception):
    """The contents do not fit in a workbook. Always a mistake in the program, never in anyone's input."""


class _Formats:
    """The looks of cells: what is typed in has a pale fill and a border, what is given has neither."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[bool, str], Format] = {}
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.guidance = workbook.add_format({})
        self.prose = workbook.add_format(_BODY)
        self.wants = workbook.add_format({**_BODY, "italic": True, "font_color": "#404040"})
        self.heading = workbook.add_format({**_BODY, "bold": True, "bottom": 2})

    def cell(self, *, is_input: bool, number_format: str = "") -> Format:
        key = (is_input, number_format)
        if key not in self._made:
            look = _INPUT if is_input else _BODY
            self._made[key] = self._workbook.add_format(
                {**look, "num_format": number_format} if number_format else look
            )
        return self._made[key]


def write_workbook(
    sheets: Sequence[WrittenSheet | ListsSheet], *, properties: WorkbookProperties, created: datetime
) -> bytes:
    """The bytes of the workbook; `created` is the moment that its properties give.

    A table is a real table with one row of headings, no merged cells and no blank rows within. Text
    is never made a formula or a link. A number with more digits than a spreadsheet keeps is written
    as text, so that it comes back whole. Raises WorkbookNotWritten where something does not fit.
    """
    target = BytesIO()
    workbook = Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    workbook.set_properties(
        {
            "title": properties.title,
            "author": properties.author,
            "subject": properties.subject,
            "created": created.astimezone(UTC),
        }
    )
    formats = _Formats(workbook)
    ranges = _list_ranges(sheets)
    for number, sheet in enumerate(sheets, start=1):
        worksheet = workbook.add_worksheet(sheet.name)
        _set_page(worksheet)
        if isinstance(sheet, ListsSheet):
            _write_lists(worksheet, sheet, formats=formats, table_prefix=f"Table{number}")
        else:
            _write_sheet(worksheet, sheet, formats=formats, ranges=ranges, table_name=f"Table{number}")
    workbook.close()
    return finished(target.getvalue(), language=properties.language)


def _set_page(worksheet: Worksheet) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)


def _write_sheet(
    worksheet: Worksheet, sheet: WrittenSheet, *, formats: _Formats, ranges: Mapping[str, str], table_name: str
) -> None:
    lines = [(sheet.title, formats.title)] if sheet.title else []
    lines += [(line, formats.guidance if sheet.columns else formats.prose) for line in sheet.guidance]
    for row, (line, look) in enumerate(lines):
        _must(worksheet.write_string(row, 0, line, look), "a line of guidance")
    if not sheet.columns:
        _must(worksheet.set_column(0, 0, _PROSE_WIDTH), "a width")
        for row, line in enumerate(sheet.guidance, start=len(lines) - len(sheet.guidance)):
            _set_height(worksheet, row, [line], columns=(WrittenColumn(heading="", width=_PROSE_WIDTH),))
        return
    heading_row = len(lines)
    if any(column.wants for column in sheet.columns):
        for index, column in enumerate(sheet.columns):
            _must(worksheet.write_string(heading_row, index, column.wants, formats.wants), f"{column.heading}: wants")
        _set_height(worksheet, heading_row, [column.wants for column in sheet.columns], columns=sheet.columns)
        heading_row += 1
    _set_height(worksheet, heading_row, [column.heading for column in sheet.columns], columns=sheet.columns)
    _write_table(worksheet, sheet, heading_row=heading_row, formats=formats, ranges=ranges, table_name=table_name)
    worksheet.freeze_panes(heading_row + 1, sheet.frozen_columns)
    worksheet.repeat_rows(heading_row)
    if sheet.is_locked:
        worksheet.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _write_table(
    worksheet: Worksheet,
    sheet: WrittenSheet,
    *,
    heading_row: int,
    formats: _Formats,
    ranges: Mapping[str, str],
    table_name: str,
) -> None:
    # A table has at least one row under its headings.
    row_count = max(1, len(sheet.rows) + sheet.blank_rows)
    last_row = heading_row + row_count
    _must(
        worksheet.add_table(
            heading_row,
            0,
            last_row,
            len(sheet.columns) - 1,
            {
                "name": table_name,
                "title": sheet.title or sheet.name,
                "autofilter": False,
                "style": None,
                "columns": [{"header": column.heading, "header_format": formats.heading} for column in sheet.columns],
            },
        ),
        f"the table of sheet {sheet.name}",
    )
    blank = (None,) * len(sheet.columns)
    for offset in range(row_count):
        values = sheet.rows[offset] if offset < len(sheet.rows) else blank
        _set_height(worksheet, heading_row + 1 + offset, values, columns=sheet.columns)
        for index, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
            place = f"sheet {sheet.name}, row {heading_row + 2 + offset}, column {column.heading}"
            _write_value(worksheet, heading_row + 1 + offset, index, value, column, formats=formats, place=place)
    for index, column in enumerate(sheet.columns):
        _must(worksheet.set_column(index, index, column.width), f"the width of {column.heading}")
        if column.wants or column.choices:
            _ask(worksheet, column, rows=(heading_row + 1, last_row), index=index, ranges=ranges)


def _set_height(worksheet: Worksheet, row: int, values: Sequence[Value], *, columns: Sequence[WrittenColumn]) -> None:
    """Makes a row as high as its wrapped text: LibreOffice does not when it opens an xlsx."""
    texts = [value if isinstance(value, str) else "" for value in values]
    if height := height_of(texts, widths=[column.width for column in columns]):
        _must(worksheet.set_row(row, height), "the height of a row")


def _write_value(
    worksheet: Worksheet,
    row: int,
    index: int,
    value: Value,
    column: WrittenColumn,
    *,
    formats: _Formats,
    place: str,
) -> None:
    look = formats.cell(is_input=column.is_input)
    match value:
        case None | "":
            done = worksheet.write_blank(row, index, None, look)
        case bool():
            done = worksheet.write_boolean(row, index, value, look)
        case int() | Decimal() if keeps_digits(Decimal(value)):
            done = _write_number(worksheet, row, index, Decimal(value), look)
        case int() | Decimal():
            done = worksheet.write_string(row, index, plain(Decimal(value)), look)
        case Percent(percent) if keeps_digits(percent):
            decimals = max(0, -int(percent.as_tuple().exponent))
            percent_format = f"0.{'0' * decimals}%" if decimals else "0%"
            look = formats.cell(is_input=column.is_input, number_format=percent_format)
            done = _write_number(worksheet, row, index, shifted(percent, places=-2), look)
        case Percent(percent):
            done = worksheet.write_string(row, index, f"{plain(percent)}%", look)
        case date():
            look = formats.cell(is_input=column.is_input, number_format=DATE_FORMAT)
            done = worksheet.write_datetime(row, index, datetime.combine(value, time()), look)
        case _:
            done = worksheet.write_string(row, index, value, look)
    _must(done, place)


def _write_number(worksheet: Worksheet, row: int, index: int, number: Decimal, look: Format) -> int:
    # Declared for floats, but it prints what it is given, and so a Decimal digit for digit: as a float
    # 98.4 would be written 98.40000000000001.
    return worksheet.write_number(row, index, number, look)  # type: ignore[call-overload, no-any-return]


def _ask(
    worksheet: Worksheet, column: WrittenColumn, *, rows: tuple[int, int], index: int, ranges: Mapping[str, str]
) -> None:
    """Shows what the column wants beside each of its cells, and the list to choose from."""
    if len(column.wants) > _LONGEST_MESSAGE:
        raise WorkbookNotWritten(f"{column.heading}: what it wants is over {_LONGEST_MESSAGE} characters")
    rule: dict[str, str] = {"validate": "any"}
    if source := ranges.get(column.choices):
        rule = {
            "validate": "list",
            "source": source,
            "error_title": "Choose from the list",
            "error_message": f"Choose one of “{column.choices}” on the sheet of lists, or leave the cell blank.",
        }
    if column.wants:
        rule["input_title"] = column.heading[:_LONGEST_MESSAGE_TITLE]
        rule["input_message"] = column.wants
    if len(rule) > 1:
        _must(worksheet.data_validation(rows[0], index, rows[1], index, rule), f"the choices of {column.heading}")


def _list_ranges(sheets: Sequence[WrittenSheet | ListsSheet]) -> dict[str, str]:
    """Where each list stands, as a formula names it. An empty list offers nothing, and is left out."""
    ranges = {}
    for sheet in sheets:
        if isinstance(sheet, ListsSheet):
            quoted = sheet.name.replace("'", "''")
            for index, (name, items) in enumerate(sheet.lists.items()):
                if items:
                    ranges[name] = f"='{quoted}'!{xl_range_abs(2, index, 1 + len(items), index)}"
    wanted = {column.choices for sheet in sheets if isinstance(sheet, WrittenSheet) for column in sheet.columns}
    known = {name for sheet in sheets if isinstance(sheet, ListsSheet) for name in sheet.lists}
    if missing := wanted - known - {""}:
        raise WorkbookNotWritten(f"no list called {', '.join(sorted(missing))}")
    return ranges


def _write_lists(worksheet: Worksheet, sheet: ListsSheet, *, formats: _Formats, table_prefix: str) -> None:
    _must(worksheet.write_string(0, 0, sheet.title, formats.title), "the title of the lists")
    for index, (name, items) in enumerate(sheet.lists.items()):
        columns = [{"header": name, "header_format": formats.heading}]
        options = {"name": f"{table_prefix}List{index + 1}", "autofilter": False, "style": None, "columns": columns}
        _must(worksheet.add_table(1, index, 1 + max(1, len(items)), index, options), f"the list {name}")
        for row, item in enumerate(items, start=2):
            _must(worksheet.write_string(row, index, item, formats.cell(is_input=False)), f"the list {name}")
        width = min(60, max(len(text) for text in (name, *items)) + 2)
        _must(worksheet.set_column(index, index, width), "a width")


def _must(outcome: int, what: str) -> None:
    """XlsxWriter answers below nought where Excel would cut or drop something."""
    if outcome:
        raise WorkbookNotWritten(f"{what}: it does not fit in a workbook")
