"""What OpenDocument allows in a sheet, and what the programs that write it do with that."""

from __future__ import annotations

import pytest

from goldenthread.domain.problems import InputRefused
from goldenthread.spreadsheets.cells import Sheet
from goldenthread.spreadsheets.reading import read_workbook
from tests.spreadsheets.packages import make_ods, make_ods_cell
from tests.spreadsheets.showing import cell_at, shown

EXTENDED = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def read_sheet(content: bytes) -> Sheet:
    return read_workbook(content, name="returns.ods").sheets[0]


def make_row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        (make_ods_cell("98.5", value_type="float", value="98.5"), "number 98.5"),
        (make_ods_cell("£1,234.50", value_type="currency", value="1234.5"), "number 1234.5"),
        (make_ods_cell("98.5%", value_type="percentage", value="0.985"), "number 98.5%"),
        (make_ods_cell("98.5%", value_type="float", value="0.985000000000000000013"), "number 98.5%"),
        (make_ods_cell("-1,250 %", value_type="float", value="-12.5"), "number -1250%"),
        (make_ods_cell("98%", value_type="float", value="0.985"), "number 98.5%"),
        (make_ods_cell("98.5%", value_type="float", value="98.5"), "number 98.5"),
        (make_ods_cell("30/09/19", value_type="date", date_value="2019-09-30"), "date 2019-09-30"),
        (make_ods_cell("01:30 PM", value_type="time", time_value="PT13H30M00S"), "date 13:30:00"),
        (make_ods_cell("TRUE", value_type="boolean", boolean_value="true"), "boolean TRUE"),
        (make_ods_cell("FALSE", value_type="boolean", boolean_value="false"), "boolean FALSE"),
        (make_ods_cell("words", value_type="string"), "text words"),
        (make_ods_cell(value_type="string", string_value="only here"), "text only here"),
        (make_ods_cell("words"), "text words"),
        (make_ods_cell("#N/A", value_type="float", value="0"), "error #N/A"),
        (make_ods_cell("Err:508", value_type="string", formula="of:=1+"), "error Err:508"),
        (make_ods_cell(formula="of:=[.A2]*2"), "formula-not-calculated =[.A2]*2"),
        (make_ods_cell(formula="=1"), "formula-not-calculated =1"),
        (make_ods_cell("4", formula="of:=2+2", value_type="float", value="4"), "number 4"),
        (f'<table:table-cell {EXTENDED} calcext:value-type="error"/>', "error #ERROR!"),
        ("<table:table-cell><text:p>two</text:p><text:p>lines</text:p></table:table-cell>", "text two\nlines"),
        (
            "<table:table-cell><text:p> a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>"
            "<text:span>d\n   e</text:span></text:p></table:table-cell>",
            "text  a   b\tc\nd e",
        ),
        (
            "<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation>"
            "<text:p>seen</text:p></table:table-cell>",
            "text seen",
        ),
        (
            "<table:table-cell><text:p>outer</text:p><table:table><table:table-row><table:table-cell>"
            "<text:p>inner</text:p></table:table-cell></table:table-row></table:table></table:table-cell>",
            "text outer",
        ),
    ],
)
def test_a_cell_is_read_for_what_it_is(cell: str, seen: str) -> None:
    assert shown(read_sheet(make_ods(make_row(cell)))) == {"A1": seen}


@pytest.mark.parametrize(
    "cell",
    [
        "<table:table-cell/>",
        make_ods_cell(value_type="string"),
        '<table:table-cell table:formula="of:=A2"><text:p/></table:table-cell>',
    ],
)
def test_a_cell_in_which_nothing_can_be_seen_is_blank(cell: str) -> None:
    assert read_sheet(make_ods(make_row(cell))).rows == ()


def test_repeated_cells_and_rows_each_get_their_place() -> None:
    rows = make_row(attributes=' table:number-rows-repeated="3"') + make_row(
        '<table:table-cell table:number-columns-repeated="2"/>',
        make_ods_cell("x", number_columns_repeated="2"),
        make_ods_cell("y"),
        attributes=' table:number-rows-repeated="2"',
    )

    sheet = read_sheet(make_ods(rows + make_row(make_ods_cell("z"))))

    assert shown(sheet) == {
        "C4": "text x",
        "D4": "text x",
        "E4": "text y",
        "C5": "text x",
        "D5": "text x",
        "E5": "text y",
        "A6": "text z",
    }


def test_rows_in_groups_and_rows_of_headings_are_rows() -> None:
    grouped = (
        f"<table:table-header-rows>{make_row(make_ods_cell('Ref'))}</table:table-header-rows>"
        f"<table:table-row-group>{make_row(make_ods_cell('HAV 1'))}</table:table-row-group>"
    )

    assert shown(read_sheet(make_ods(grouped))) == {"A1": "text Ref", "A2": "text HAV 1"}


def test_a_merged_block_marks_its_cells_also_what_it_covers() -> None:
    rows = make_row(
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>top</text:p>'
        "</table:table-cell>",
        "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>",
        make_ods_cell("free"),
    )

    sheet = read_sheet(make_ods(rows))

    assert [str(block) for block in sheet.merges] == ["A1:B2"]
    assert [cell_at(sheet, address).merged for address in ("A1", "B1", "C1")] == [True, True, False]


def test_hidden_sheets_rows_and_columns_are_marked() -> None:
    styles = (
        '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    rows = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + make_row(make_ods_cell("x"), attributes=' table:visibility="filter"')
        + '</table:table><table:table table:name="Old" table:style-name="gone">'
        + make_row(make_ods_cell("y"))
    )

    workbook = read_workbook(make_ods(rows, styles=styles), name="returns.ods")

    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [("Figures", False), ("Old", True)]
    assert workbook.sheets[0].hidden_columns == {"C"}
    assert workbook.sheets[0].rows[0].hidden


def test_changes_kept_for_review_are_no_cells() -> None:
    changes = (
        "</table:table><table:tracked-changes><table:cell-content-change><table:previous>"
        "<table:table-cell><text:p>old</text:p></table:table-cell></table:previous></table:cell-content-change>"
        '</table:tracked-changes><table:table table:name="Next">' + make_row(make_ods_cell("new"))
    )

    workbook = read_workbook(make_ods(changes), name="returns.ods")

    assert [shown(sheet) for sheet in workbook.sheets] == [{}, {"A1": "text new"}]


@pytest.mark.parametrize(
    "cell",
    [
        make_ods_cell("x", value_type="float"),
        make_ods_cell("x", value_type="float", value="abc"),
        make_ods_cell("x", value_type="date", date_value="yesterday"),
        make_ods_cell("x", value_type="time", time_value="noon"),
        make_ods_cell("x", value_type="boolean"),
    ],
)
def test_a_value_that_no_program_would_write_is_refused_with_its_place(cell: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_sheet(make_ods(make_row(make_ods_cell("a"), cell)))

    problem = refused.value.problems[0]
    assert problem.message.startswith("This cell's value cannot be read.")
    assert (problem.file, problem.sheet, problem.row, problem.column) == ("returns.ods", "Figures", 1, "B")


def test_an_encrypted_content_is_told_by_the_manifest() -> None:
    manifest = '<m:manifest xmlns:m="urn:x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'

    with pytest.raises(InputRefused, match="protected by a password"):
        read_sheet(make_ods(content="scrambled", members={"META-INF/manifest.xml": manifest}))
