"""What the standard allows in a worksheet, and what the programs that write it do with that."""

from __future__ import annotations

import pytest

from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets.cells import Sheet
from goldenthread.spreadsheets.reading import read_workbook
from tests.spreadsheets.packages import (
    DATE_STYLE,
    ELAPSED_STYLE,
    PERCENT_STYLE,
    ROOT_RELATIONS,
    STYLES,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    make_cells,
    make_xlsx,
    make_zip,
)
from tests.spreadsheets.showing import cell_at, shown


def read_sheet(content: bytes) -> Sheet:
    return read_workbook(content, name="returns.xlsx").sheets[0]


def test_cells_without_a_reference_stand_one_after_another() -> None:
    sheet = read_sheet(
        make_xlsx('<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>')
    )

    assert shown(sheet) == {"A1": "number 1", "D1": "number 2", "E1": "number 3", "A2": "number 4"}


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<c t="s"><v>0</v></c>', "text shared"),
        ('<c t="inlineStr"><is><t>inline</t></is></c>', "text inline"),
        ('<c t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c>', "text two runs"),
        ('<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>', "text 東京"),
        ('<c t="inlineStr"><is><t>a_x000D__x000A_b_x000B_c</t></is></c>', "text a\nb\nc"),
        ('<c t="inlineStr"><is><t>b_x0007_c_xD800_</t></is></c>', "text-with-control-characters b␇c\ufffd"),
        ('<c t="inlineStr"><is><t>_x0007_</t></is></c>', "text-with-control-characters ␇"),
        ('<c t="inlineStr"><is><t>_x005F_x0007_</t></is></c>', "text _x0007_"),
        ('<c t="str"><f>A1</f><v>worked out</v></c>', "text worked out"),
        ('<c t="b"><v>1</v></c>', "boolean TRUE"),
        ('<c t="b"><v>0</v></c>', "boolean FALSE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "error #DIV/0!"),
        ('<c t="str"><v>#REF!</v></c>', "error #REF!"),
        ('<c t="d"><v>2019-09-30T00:00:00</v></c>', "date 2019-09-30"),
        (f'<c s="{PERCENT_STYLE}"><v>0.985</v></c>', "number 98.5%"),
        (f'<c s="{DATE_STYLE}"><v>43738</v></c>', "date 2019-09-30"),
        (f'<c s="{ELAPSED_STYLE}"><v>1.5</v></c>', "date 36:00:00"),
        ('<c s="99"><v>5</v></c>', "number 5"),
        ("<c><f>1/3</f><v>0.33333333333333331</v></c>", "number 0.333333333333333"),
        ("<c><f>1+1</f></c>", "formula-not-calculated =1+1"),
        ("<c><f>1+1</f><v></v></c>", "formula-not-calculated =1+1"),
        ('<c><f t="shared" si="0"/></c>', "formula-not-calculated ="),
        ('<c t="str"><f>A1</f></c>', "formula-not-calculated =A1"),
    ],
)
def test_a_cell_is_read_for_what_it_is(cell: str, seen: str) -> None:
    sheet = read_sheet(make_xlsx(make_cells(cell), strings=("shared",)))

    assert shown(sheet) == {"A1": seen}


@pytest.mark.parametrize(
    "cell",
    [
        "<c/>",
        "<c><v/></c>",
        f'<c s="{PERCENT_STYLE}"/>',
        '<c t="s"><v>0</v></c>',
        '<c t="inlineStr"><is><t>  \u00a0 </t></is></c>',
        '<c t="str"><f>""</f><v></v></c>',
    ],
)
def test_a_cell_in_which_nothing_can_be_seen_is_blank(cell: str) -> None:
    assert read_sheet(make_xlsx(make_cells(cell), strings=("",))).rows == ()


def test_cached_results_are_not_believed_where_the_file_asks_to_be_recalculated() -> None:
    """XlsxWriter, for one, writes 0 as the result of every formula, and asks for this."""
    asking = WORKBOOK.replace("</sheets>", '</sheets><calcPr calcId="124519" fullCalcOnLoad="1"/>')

    sheet = read_sheet(
        make_xlsx(make_cells("<c><f>1+1</f><v>0</v></c>", "<c><v>5</v></c>"), members={"xl/workbook.xml": asking})
    )

    assert shown(sheet) == {"A1": "formula-not-calculated =1+1", "B1": "number 5"}


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    counting = WORKBOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')

    sheet = read_sheet(
        make_xlsx(make_cells(f'<c s="{DATE_STYLE}"><v>42276</v></c>'), members={"xl/workbook.xml": counting})
    )

    assert shown(sheet) == {"A1": "date 2019-09-30"}


def test_a_prefix_on_every_element_and_the_strict_namespace_make_no_difference() -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rows = '<x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'

    sheet = read_sheet(
        make_xlsx(sheet=f'<x:worksheet xmlns:x="{strict}"><x:sheetData>{rows}</x:sheetData></x:worksheet>')
    )

    assert shown(sheet) == {"A1": "number 5"}


def test_parts_are_found_by_their_relations_and_not_by_their_names() -> None:
    workbook = make_zip(
        {
            "_rels/.rels": ROOT_RELATIONS.replace("xl/workbook.xml", "/odd/BOOK.xml"),
            "odd/Book.xml": WORKBOOK,
            "odd\\_rels\\book.xml.rels": WORKBOOK_RELATIONS.replace("worksheets/sheet1.xml", "/elsewhere/one.xml"),
            "elsewhere/one.xml": "<worksheet><sheetData><row><c><v>5</v></c></row></sheetData></worksheet>",
            "odd/sharedStrings.xml": "<sst/>",
            "odd/styles.xml": STYLES,
        }
    )

    assert shown(read_sheet(workbook)) == {"A1": "number 5"}


def test_a_sheet_that_is_a_chart_is_passed_over() -> None:
    chart = WORKBOOK_RELATIONS.replace('/worksheet"', '/chartsheet"')

    workbook = read_workbook(make_xlsx(members={"xl/_rels/workbook.xml.rels": chart}), name="returns.xlsx")

    assert workbook.sheets == ()


def test_a_formula_in_a_rule_for_colours_is_no_cell() -> None:
    rules = (
        "<conditionalFormatting><cfRule><formula>A1</formula></cfRule></conditionalFormatting>"
        "<extLst><ext><f>B2</f></ext></extLst>"
    )

    sheet = read_sheet(make_xlsx(make_cells("<c><v>5</v></c>"), after=rules))

    assert shown(sheet) == {"A1": "number 5"}


def test_every_cell_inside_a_merged_block_is_marked_also_one_that_is_covered() -> None:
    rows = "".join(make_cells(*["<c><v>1</v></c>"] * 3, row=row) for row in (1, 2, 3, 4))

    sheet = read_sheet(make_xlsx(rows, after='<mergeCells><mergeCell ref="C3:B2"/><mergeCell ref="A4"/></mergeCells>'))

    marked = {cell.address for row in sheet.rows for cell in row.cells if cell.merged}
    assert marked == {"B2", "C2", "B3", "C3", "A4"}
    assert [str(block) for block in sheet.merges] == ["B2:C3", "A4:A4"]


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ('<row r="2"/><row r="1"><c><v>1</v></c></row>', "The rows of this sheet are out of order."),
        ('<row r="1"/><row r="1"/>', "The rows of this sheet are out of order."),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "The cells of this row are out of order."),
        ('<row r="1"><c r="A2"/></row>', "A cell gives its place as 'A2'."),
        ('<row r="1"><c r="nowhere"/></row>', "A cell gives its place as 'nowhere'."),
        ('<row r="1"><c r="AAAA1"/></row>', "A cell gives its place as 'AAAA1'."),
        ('<row r="1"><c><v>abc</v></c></row>', "This cell's value cannot be read."),
        ('<row r="1"><c t="s"><v>7</v></c></row>', "This cell's value cannot be read."),
        ('<row r="1"><c t="s"><v>-1</v></c></row>', "This cell's value cannot be read."),
        ('<row r="1"><c t="x"><v>1</v></c></row>', "This cell's value cannot be read."),
        ('<row r="1"><c t="d"><v>yesterday</v></c></row>', "This cell's value cannot be read."),
    ],
)
def test_a_sheet_that_no_program_would_write_is_refused_with_its_place(rows: str, what: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_sheet(make_xlsx(rows))

    problem = refused.value.problems[0]
    assert problem.message.startswith(what)
    assert (problem.file, problem.sheet, problem.row) == ("returns.xlsx", "Figures", 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ('<row r="1"><c r="C1"><v>1</v></c><c r="D-2"/></row>', ""),
        ('<row r="1"><c r="C1"><v>1</v></c><c r="A1"/></row>', "A"),
        ('<row r="1"><c r="C1"><v>1</v></c><c r="D1"><v>abc</v></c></row>', "D"),
    ],
)
def test_a_cell_that_gives_no_place_is_not_said_to_be_the_one_before_it(row: str, column: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_sheet(make_xlsx(row))

    assert [problem.column for problem in refused.value.problems] == [column]


def test_a_merged_block_without_a_place_is_refused() -> None:
    with pytest.raises(InputRefused, match="A merged block gives its place as 'here'"):
        read_sheet(make_xlsx(after='<mergeCells><mergeCell ref="here"/></mergeCells>'))


def test_a_percentage_keeps_its_exact_value_beside_what_was_typed() -> None:
    cell = cell_at(read_sheet(make_xlsx(make_cells(f'<c s="{PERCENT_STYLE}"><v>0.94499999999999995</v></c>'))), "A1")

    assert (str(cell.value), cell.text, cell.is_percent_format) == ("0.945", "94.5%", True)
