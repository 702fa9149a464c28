"""The document's tables as an OpenDocument spreadsheet (ODS): the same cells as the Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from string import Template

from goldenthread.charts.palette import PALETTE
from goldenthread.publishing.archive import xml_text
from goldenthread.publishing.document import ReportDocument
from goldenthread.publishing.editable import FONT
from goldenthread.publishing.odf.package import language_of, opendocument
from goldenthread.publishing.sheet_cells import NumberShape, SheetCell, SheetNumber
from goldenthread.publishing.sheets import PROSE_WIDTH, Sheet, SheetTable, sheets_of
from goldenthread.spreadsheets.exact import plain
from goldenthread.spreadsheets.finishing import height_of

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
# In millimetres: a character of the sheet's font.
_LETTER = 2
# In points: a line of the sheet's font, with its share of what stands above and below a cell's words.
_LINE = 13


class _Looks:
    """The styles that this workbook needs of its own, each made once: how numbers are shown, how high rows are."""

    def __init__(self) -> None:
        self._names: dict[NumberShape, str] = {}
        self._heights: set[int] = set()

    def row(self, cells: Sequence[str], *, texts: Sequence[SheetCell], widths: tuple[int, ...]) -> str:
        """A row as high as its words: the height that a program finds by itself is short of a line in print."""
        said = [text if isinstance(text, str) else "" for text in texts]
        height = height_of(said, widths=widths[: len(said)], line=_LINE)
        self._heights.add(height)
        return f'<table:table-row table:style-name="Row{height}">{"".join(cells)}</table:table-row>'

    def name_of(self, shape: NumberShape) -> str:
        return self._names.setdefault(shape, f"Number{len(self._names) + 1}")

    def xml(self) -> str:
        numbers = "".join(_number_style(shape, name=name) for shape, name in self._names.items())
        return numbers + "".join(map(_row_style, sorted(self._heights)))


def ods_of(document: ReportDocument) -> bytes:
    """The file, the same bytes each time."""
    sheets = sheets_of(document)
    looks = _Looks()
    tables = "".join(_sheet_xml(sheet, looks=looks) for sheet in sheets)
    ranges = "".join(_range_xml(sheet, table=sheet.table) for sheet in sheets if sheet.table)
    widths = {width for sheet in sheets for width in (sheet.table.widths if sheet.table else (PROSE_WIDTH,))}
    columns = "".join(
        f'<style:style style:name="Column{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * _LETTER + 4}mm"/></style:style>'
        for width in sorted(widths)
    )
    sheet_style = (
        '<style:style style:name="Sheet" style:family="table" style:master-page-name="Default">'
        '<style:table-properties table:display="true"/></style:style>'
    )
    return opendocument(
        document,
        media_type=MEDIA_TYPE,
        content=f"<office:automatic-styles>{columns}{sheet_style}{looks.xml()}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}<table:database-ranges>{ranges}</table:database-ranges>"
        "</office:spreadsheet></office:body>",
        styles=_template().substitute(
            {name.replace("-", "_"): colour for name, colour in PALETTE.items()},
            font=FONT,
            language=language_of(document),
        ),
        pictures={},
    )


@cache
def _template() -> Template:
    return Template((Path(__file__).parent / "sheet_styles.xml").read_text(encoding="utf-8"))


def _sheet_xml(sheet: Sheet, *, looks: _Looks) -> str:
    widths = sheet.table.widths if sheet.table else (PROSE_WIDTH,)
    columns = "".join(f'<table:table-column table:style-name="Column{width}"/>' for width in widths)
    look = "Line" if sheet.table else "Wrapped"
    lines = looks.row([_text_cell(sheet.title, style="Title")], texts=(), widths=())
    for line in sheet.lines:
        # Beside a table a line runs on over its columns; alone, it wraps in one wide column.
        wraps = () if sheet.table else (line,)
        lines += looks.row([_text_cell(line, style=look)], texts=wraps, widths=widths)
    table = _table_rows(sheet.table, looks=looks) if sheet.table else ""
    return f'<table:table table:name="{sheet.name}" table:style-name="Sheet">{columns}{lines}{table}</table:table>'


def _table_rows(table: SheetTable, *, looks: _Looks) -> str:
    heads = [
        _text_cell(heading, style="Heading_right" if is_right else "Heading")
        for heading, is_right in zip(table.headings, table.is_right, strict=True)
    ]
    rows = "".join(
        looks.row(
            [
                _cell(cell, is_link=table.links and not column, is_right=table.is_right[column], looks=looks)
                for column, cell in enumerate(cells)
            ],
            texts=cells,
            widths=table.widths,
        )
        for cells in table.rows
    )
    header = looks.row(heads, texts=table.headings, widths=table.widths)
    return f"<table:table-header-rows>{header}</table:table-header-rows>{rows}"


def _cell(cell: SheetCell, *, is_link: bool, is_right: bool, looks: _Looks) -> str:
    if isinstance(cell, SheetNumber):
        return (
            f'<table:table-cell table:style-name="{looks.name_of(cell.shape)}" office:value-type="float" '
            f'office:value="{plain(cell.value)}"><text:p>{xml_text(cell.shown)}</text:p></table:table-cell>'
        )
    if is_link:
        link = f'<text:a xlink:type="simple" xlink:href="#{xml_text(cell)}.A1">{xml_text(cell)}</text:a>'
        return _string_cell(f"<text:p>{link}</text:p>", style="Link")
    return _text_cell(cell, style="Right" if is_right else "Wrapped")


def _text_cell(text: str, *, style: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    lines = "".join(f"<text:p>{xml_text(line)}</text:p>" for line in text.split("\n"))
    return _string_cell(lines, style=style)


def _string_cell(xml: str, *, style: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{xml}</table:table-cell>'


def _number_style(shape: NumberShape, *, name: str) -> str:
    """How a number is shown, and the cell's style that shows it so."""
    group = ' number:grouping="true"' if shape.grouped else ""
    digits = f'<number:number number:decimal-places="{shape.decimals}" number:min-integer-digits="1"{group}/>'
    shown = f"{_literal(shape.before)}{digits}{_literal(shape.after)}"
    style = f'<number:number-style style:name="{name}-shown">{shown}</number:number-style>'
    if shape.in_brackets:
        style = (
            f'<number:number-style style:name="{name}-above">{shown}</number:number-style>'
            f'<number:number-style style:name="{name}-shown">{_literal(f"({shape.before}")}{digits}'
            f"{_literal(f'{shape.after})')}"
            f'<style:map style:condition="value()&gt;=0" style:apply-style-name="{name}-above"/></number:number-style>'
        )
    return (
        f'{style}<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Number" '
        f'style:data-style-name="{name}-shown"/>'
    )


def _literal(text: str) -> str:
    return f"<number:text>{xml_text(text)}</number:text>" if text else ""


def _row_style(height: int) -> str:
    """A row of so many points; 0 is one line, as high as the program likes."""
    fixed = f'style:row-height="{height}pt" style:use-optimal-row-height="false"'
    optimal = 'style:use-optimal-row-height="true"'
    return (
        f'<style:style style:name="Row{height}" style:family="table-row">'
        f"<style:table-row-properties {fixed if height else optimal}/></style:style>"
    )


def _range_xml(sheet: Sheet, *, table: SheetTable) -> str:
    """The table as a named range with headings, which is what a spreadsheet has for a table."""
    first = 2 + len(sheet.lines)
    last = f"{sheet.name}.{_column_name(len(table.headings))}{first + len(table.rows)}"
    return (
        f'<table:database-range table:name="{sheet.name}_table" table:contains-header="true" '
        f'table:display-filter-buttons="false" table:target-range-address="{sheet.name}.A{first}:{last}"/>'
    )


def _column_name(number: int) -> str:
    """ "A" for the first column, "AA" for the 27th."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
