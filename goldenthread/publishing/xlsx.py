"""The document's tables as an Excel workbook (XLSX): real tables, a heading row each, nothing merged or hidden."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from goldenthread.publishing.archive import xml_safe
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.sheet_cells import NumberShape, SheetCell, SheetNumber
from goldenthread.publishing.sheets import PROSE_WIDTH, Sheet, SheetTable, sheets_of
from goldenthread.spreadsheets.finishing import finished, height_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_A4 = 9
_WRAPPED = {"text_wrap": True, "valign": "top"}
# So that words do not touch the number before them.
_INDENTED = {**_WRAPPED, "align": "left", "indent": 1}
_RIGHT = {**_WRAPPED, "align": "right"}


class _Formats:
    """The looks of cells: one for each way in which a number is shown."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers: dict[NumberShape, Format] = {}
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.line = workbook.add_format({})
        self.prose = workbook.add_format(_WRAPPED)
        self.heading = workbook.add_format({**_INDENTED, "bold": True, "bottom": 2})
        self.heading_right = workbook.add_format({**_RIGHT, "bold": True, "bottom": 2})
        self.text = workbook.add_format(_INDENTED)
        self.text_right = workbook.add_format(_RIGHT)
        self.link = workbook.add_format({**_INDENTED, "font_color": "#1d4f76", "underline": 1})

    def number(self, shape: NumberShape) -> Format:
        if shape not in self._numbers:
            look = {**_RIGHT, "num_format": number_format(shape)}
            self._numbers[shape] = self._workbook.add_format(look)
        return self._numbers[shape]


def xlsx_of(document: ReportDocument) -> bytes:
    """The file, the same bytes each time."""
    target = BytesIO()
    workbook = Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    workbook.set_properties(
        {
            "title": xml_safe(f"{document.title}, {document.period}"),
            "author": xml_safe(document.publisher),
            "subject": xml_safe(document.subject),
            "keywords": xml_safe("; ".join(f"{one.scheme}: {one.value}" for one in document.identifiers)),
            "created": document.as_at.astimezone(UTC),
        }
    )
    formats = _Formats(workbook)
    for sheet in sheets_of(document):
        _write(workbook.add_worksheet(sheet.name), sheet, formats=formats)
    workbook.close()
    return finished(target.getvalue(), language=document.language)


def number_format(shape: NumberShape) -> str:
    """ "£"#,##0.0"%", as Excel writes how a number is shown."""
    before, after = (f'"{text}"' if text else "" for text in (shape.before, shape.after))
    digits = ("#,##0" if shape.grouped else "0") + (f".{'0' * shape.decimals}" if shape.decimals else "")
    positive = f"{before}{digits}{after}"
    return f'{positive};"("{positive}")"' if shape.in_brackets else positive


def _write(worksheet: Worksheet, sheet: Sheet, *, formats: _Formats) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.write_string(0, 0, xml_safe(sheet.title), formats.title)
    # Beside a table a line runs on over its columns; alone, it wraps in one wide column.
    look = formats.line if sheet.table else formats.prose
    for row, line in enumerate(sheet.lines, start=1):
        worksheet.write_string(row, 0, xml_safe(line), look)
        if sheet.table is None:
            _set_height(worksheet, row, (line,), widths=(PROSE_WIDTH,))
    if sheet.table is None:
        worksheet.set_column(0, 0, PROSE_WIDTH)
    else:
        _write_table(
            worksheet, sheet.table, name=sheet.name, title=sheet.title, top=1 + len(sheet.lines), formats=formats
        )


def _write_table(
    worksheet: Worksheet, table: SheetTable, *, name: str, title: str, top: int, formats: _Formats
) -> None:
    worksheet.add_table(
        top,
        0,
        top + len(table.rows),
        len(table.headings) - 1,
        {
            "name": f"{name}_table",
            "title": xml_safe(title)[:255],
            "autofilter": False,
            "style": None,
            "columns": [
                {"header": xml_safe(heading), "header_format": formats.heading_right if is_right else formats.heading}
                for heading, is_right in zip(table.headings, table.is_right, strict=True)
            ],
        },
    )
    _set_height(worksheet, top, table.headings, widths=table.widths)
    for row, cells in enumerate(table.rows, start=top + 1):
        _set_height(worksheet, row, cells, widths=table.widths)
        for column, cell in enumerate(cells):
            text = formats.text_right if table.is_right[column] else formats.text
            is_link = table.links and column == 0
            _write_cell(worksheet, row, column, cell, is_link=is_link, text=text, formats=formats)
    for column, width in enumerate(table.widths):
        worksheet.set_column(column, column, width)
    worksheet.repeat_rows(top)


def _write_cell(
    worksheet: Worksheet, row: int, column: int, cell: SheetCell, *, is_link: bool, text: Format, formats: _Formats
) -> None:
    if isinstance(cell, SheetNumber):
        # Declared for floats, but it prints what it is given, and so a Decimal digit for digit.
        worksheet.write_number(row, column, cell.value, formats.number(cell.shape))  # type: ignore[call-overload]
    elif is_link:
        worksheet.write_url(row, column, f"internal:'{cell}'!A1", formats.link, string=cell)
    elif cell:
        worksheet.write_string(row, column, xml_safe(cell), text)
    else:
        worksheet.write_blank(row, column, None, text)


def _set_height(worksheet: Worksheet, row: int, cells: tuple[SheetCell, ...], *, widths: tuple[int, ...]) -> None:
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    if height := height_of(texts, widths=widths):
        worksheet.set_row(row, height)
