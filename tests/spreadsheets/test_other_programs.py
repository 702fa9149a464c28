"""Workbooks saved by other programs are read as their programs show them."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from goldenthread.spreadsheets.cells import CellKind, column_letter
from tests.spreadsheets.showing import FIXTURES, cell_at, read_fixture, shown

CALCULATED = [
    "kinds-libreoffice.xlsx",
    "kinds-libreoffice.ods",
    "kinds-gnumeric.xlsx",
    "kinds-gnumeric.ods",
]
OF_KINDS = [*CALCULATED, "kinds-openpyxl.xlsx"]


@pytest.mark.parametrize("name", OF_KINDS)
def test_what_was_typed_is_read_whatever_program_saved_it(name: str) -> None:
    figures = read_fixture(name).sheets[0]

    cells = shown(figures)

    assert figures.name == "Figures"
    assert {
        address: cells[address] for address in ("C4", "D4", "D5", "G4", "C5", "C6", "G6", "C8", "C9", "H5", "H6")
    } == {
        "C4": "number 98.5",
        "D4": "date 2019-09-30",
        "D5": "date 2020-03-31 13:30:00",
        "G4": "number 98.5%",
        "C5": "number 0.1",
        "C6": "number -0.63",
        "G6": "number 110%",
        "C8": "text n/a",
        "C9": "number 123456789012",
        "H5": "text two\nlines",
        "H6": "text   spaced  ",
    }
    assert cell_at(figures, "G4").value == Decimal("0.985")
    assert cell_at(figures, "G4").is_percent_format
    assert not cell_at(figures, "C4").is_percent_format


@pytest.mark.parametrize("name", CALCULATED)
def test_a_calculated_formula_is_read_as_its_result_and_marked_as_a_formula(name: str) -> None:
    figures = read_fixture(name).sheets[0]

    cells = shown(figures)

    assert cells["F4"] == "number 197"
    assert cells["F5"] == "number 0.3"
    assert cells["F8"] == "text text 98.5"
    assert "F6" not in cells, "its result is an empty text"
    assert cell_at(figures, "F4").is_formula
    assert not cell_at(figures, "C4").is_formula


@pytest.mark.parametrize("name", CALCULATED)
def test_a_formula_that_failed_is_an_error_with_its_name(name: str) -> None:
    cells = shown(read_fixture(name).sheets[0])

    assert [cells["C7"], cells["F7"], cells["G7"]] == ["error #N/A", "error #DIV/0!", "error #N/A"]


def test_a_formula_that_was_never_calculated_says_so() -> None:
    figures = read_fixture("kinds-openpyxl.xlsx").sheets[0]

    kinds = {address: cell_at(figures, address).kind for address in ("C7", "F4", "F6", "G5")}

    assert set(kinds.values()) == {CellKind.NOT_CALCULATED}
    assert cell_at(figures, "F4").text == "=C4*2"


@pytest.mark.parametrize(("name", "address"), [("sheetjs.xlsx", "C5"), ("exceljs.xlsx", "C3"), ("odfpy.ods", "B4")])
def test_a_formula_that_its_program_wrote_without_a_result_says_so(name: str, address: str) -> None:
    assert cell_at(read_fixture(name).sheets[0], address).kind is CellKind.NOT_CALCULATED


@pytest.mark.parametrize("name", OF_KINDS)
def test_merged_cells_and_hidden_rows_and_columns_are_kept(name: str) -> None:
    shapes = read_fixture(name).sheets[1]

    assert {str(block) for block in shapes.merges} == {"A1:C1", "A4:A5"}
    assert [cell_at(shapes, address).merged for address in ("A1", "A2", "A4")] == [True, False, True]
    assert [row.number for row in shapes.rows if row.hidden] == [3]
    assert shapes.hidden_columns == {"B"}


@pytest.mark.parametrize("name", [*OF_KINDS[:2], "kinds-gnumeric.ods", "kinds-openpyxl.xlsx"])
def test_a_hidden_sheet_is_kept_and_marked(name: str) -> None:
    old = read_fixture(name).sheets[2]

    assert (old.name, old.hidden) == ("Old", True)
    assert shown(old) == {"A1": "text hidden sheet"}


@pytest.mark.parametrize("name", OF_KINDS)
def test_times_and_lengths_of_time_are_no_numbers(name: str) -> None:
    shapes = read_fixture(name).sheets[1]

    assert [shown(shapes)["A6"], shown(shapes)["B6"]] == ["date 26:05:00", "date 13:30:00"]
    assert cell_at(shapes, "A6").day is None


@pytest.mark.parametrize("name", OF_KINDS)
def test_rows_that_are_alike_each_keep_their_number(name: str) -> None:
    shapes = read_fixture(name).sheets[1]

    alike = [row.number for row in shapes.rows if [cell.text for cell in row.cells] == ["same", "same", "same"]]

    assert alike == [7, 8, 9, 10, 11]


@pytest.mark.parametrize("name", ["typed-libreoffice.xlsx", "typed-libreoffice.ods"])
def test_what_is_typed_in_libreoffice_is_read_alike_from_both_of_its_forms(name: str) -> None:
    cells = shown(read_fixture(name).sheets[0])

    assert {address: cells[address] for address in cells if address[0] in "BCD" and address[1:] != "1"} == {
        "B2": "number 98.5%",
        "C2": "date 2019-09-30",
        "D2": "boolean TRUE",
        "B3": "number 1234.5",
        "B4": "number 1.1",
        "B5": "number 0.3",
        "B6": "error #N/A",
        "B7": "number 3.3",
        "B8": "text 98.5",
        "B9": "error #NAME?",
        "B10": "error #REF!",
    }


def test_excels_own_workbook_is_read_with_its_formulas_booleans_and_dates() -> None:
    arts = read_fixture("excel-for-mac.xlsx").sheets[0]

    cells = shown(arts)

    assert [cells[address] for address in ("A6", "C6", "D6", "E6", "F6", "A14")] == [
        "text David Bowie",
        "number 69",
        "boolean TRUE",
        "date 1947-01-08",
        "date 2016-01-10",
        "text Zsa Zsa Gábor",
    ]
    assert cell_at(arts, "C6").is_formula
    assert [str(block) for block in arts.merges] == ["B4:E4"]


def test_text_in_pieces_of_different_looks_is_one_text() -> None:
    assert shown(read_fixture("exceljs.xlsx").sheets[0])["C4"] == "text rich text"


def test_a_csv_saved_by_libreoffice_is_text_as_it_was_shown() -> None:
    sheet = read_fixture("kinds-libreoffice.csv").sheets[0]

    cells = shown(sheet)

    assert [cells[address] for address in ("C4", "D4", "G4", "C6", "C7", "H5")] == [
        "text 98.5",
        "text 30/09/2019",
        "text 98.5%",
        "text (0.630)",
        "error #N/A",
        "text two\nlines",
    ]


@pytest.mark.parametrize("name", ["returned-libreoffice.xlsx", "sheetjs.xlsx", "excel-for-mac.xlsx"])
def test_openpyxl_sees_the_same_numbers_and_texts_in_the_same_places(name: str) -> None:
    theirs = openpyxl.load_workbook(FIXTURES / name, data_only=True)

    ours = read_fixture(name)

    assert {
        (sheet.name, cell.address): cell.text if cell.value is None else float(cell.value)
        for sheet in ours.sheets
        for row in sheet.rows
        for cell in row.cells
        if cell.kind in {CellKind.TEXT, CellKind.NUMBER}
    } == {
        (sheet.title, cell.coordinate): cell.value
        for sheet in theirs
        for row in sheet.iter_rows()
        for cell in row
        if type(cell.value) in {str, int, float} and cell.data_type != "e"
    }


@pytest.mark.parametrize("name", ["returned-libreoffice.ods", "odfpy.ods"])
def test_calamine_sees_the_same_numbers_and_texts_in_the_same_places(name: str) -> None:
    theirs = CalamineWorkbook.from_path(FIXTURES / name)

    ours = read_fixture(name)

    assert {
        (sheet.name, cell.address): cell.text if cell.value is None else float(cell.value)
        for sheet in ours.sheets
        for row in sheet.rows
        for cell in row.cells
        if cell.kind in {CellKind.TEXT, CellKind.NUMBER}
    } == {
        (title, f"{column_letter(column)}{row}"): value
        for title in theirs.sheet_names
        for row, values in enumerate(theirs.get_sheet_by_name(title).to_python(skip_empty_area=False), start=1)
        for column, value in enumerate(values, start=1)
        if value != "" and type(value) in {str, float}
    }
