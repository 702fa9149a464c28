"""A workbook that is written says what it wants, cannot run anything, and is the same every time."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from goldenthread.spreadsheets.reading import read_workbook
from goldenthread.spreadsheets.sheets_to_write import (
    ListsSheet,
    Percent,
    Value,
    WorkbookProperties,
    WrittenColumn,
    WrittenSheet,
)
from goldenthread.spreadsheets.text import text_content
from goldenthread.spreadsheets.writing import WorkbookNotWritten, write_workbook
from tests.spreadsheets.returns import CREATED, LISTS, PROPERTIES, make_returns_workbook
from tests.spreadsheets.showing import read_in_this_process, shown


def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(make_returns_workbook()))


def figures() -> Worksheet:
    sheet = opened()["Figures"]
    assert isinstance(sheet, Worksheet)
    return sheet


def write_one(*values: Value) -> bytes:
    columns = tuple(WrittenColumn(heading=f"Column {number}") for number in range(len(values)))
    return write_workbook(
        [WrittenSheet(name="One", columns=columns, rows=[values])], properties=PROPERTIES, created=CREATED
    )


def read_one(content: bytes) -> dict[str, str]:
    return {
        address: text
        for address, text in shown(read_workbook(content, name="one.xlsx").sheets[0]).items()
        if address[1:] == "2"
    }


def test_what_is_written_is_what_our_own_reader_reads() -> None:
    workbook = read_workbook(make_returns_workbook(), name="returns.xlsx")

    assert [sheet.name for sheet in workbook.sheets] == ["Figures", "Lists", "Guidance"]
    assert [sheet.hidden for sheet in workbook.sheets] == [False, False, False]
    assert {address: text for address, text in shown(workbook.sheets[0]).items() if int(address[1:]) > 4} == {
        "A5": "text HAV 1",
        "B5": "text =Calls answered",
        "C5": "number 95%",
        "A6": "text HAV 2",
        "B6": "text Days to process a claim",
        "C6": "number 98.4",
        "D6": "number -0.63",
        "E6": "text Yes",
        "F6": "date 2020-03-31",
        "A7": "text HAV 3",
        "B7": "text http://example.org is not a link",
        "C7": "number 12",
        "D7": "text n/a",
        "E7": "text No",
    }


def test_the_same_contents_give_the_same_bytes() -> None:
    assert make_returns_workbook() == make_returns_workbook()


def test_a_number_is_written_digit_for_digit_without_the_noise_of_a_double() -> None:
    with zipfile.ZipFile(BytesIO(make_returns_workbook())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    assert b"<v>98.4</v>" in sheet


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("=1+1", "text =1+1"),
        ("http://example.org", "text http://example.org"),
        ("007", "text 007"),
        ("two\nlines", "text two\nlines"),
        ("_x0041_", "text _x0041_"),
        (Decimal("0.30000000000000004"), "text 0.30000000000000004"),
        (12345678901234567, "text 12345678901234567"),
        (Decimal("1E+20"), "number 100000000000000000000"),
        (Decimal("-0.0001"), "number -0.0001"),
        (0, "number 0"),
        (True, "boolean TRUE"),
        (Percent(Decimal("98.50")), "number 98.5%"),
        (Percent(Decimal("0")), "number 0%"),
        (Percent(Decimal("33.3333333333333333")), "text 33.3333333333333333%"),
        (date(2020, 3, 31), "date 2020-03-31"),
    ],
)
def test_each_kind_of_value_comes_back_whole(value: Value, seen: str) -> None:
    assert read_one(write_one(value)) == {"A2": seen}


def test_a_percentage_shows_the_decimals_that_it_was_given() -> None:
    cell = openpyxl.load_workbook(BytesIO(write_one(Percent(Decimal("98.50")), Percent(Decimal(7)))))["One"]

    assert [cell["A2"].number_format, cell["B2"].number_format] == ["0.00%", "0%"]


def _kept(text: str) -> str:
    return text_content(text)[1]


_text = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=40).map(
    lambda text: text_content(text)[1]
)
_values = st.one_of(
    _text.filter(lambda text: bool(text.strip()) and not text.startswith(("#", "Err:"))),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9),
)


@given(st.lists(_values, min_size=1, max_size=6))
def test_any_text_and_any_number_comes_back_whole(values: list[str | Decimal]) -> None:
    content = write_one(*values)

    cells = read_in_this_process(content).sheets[0].rows[1].cells

    assert [cell.text for cell in cells] == [
        value if isinstance(value, str) else (format(value, "f").rstrip("0").rstrip(".") if value else "0")
        for value in values
    ]


def test_a_table_is_a_real_table_with_one_row_of_headings_and_nothing_merged() -> None:
    sheet = figures()

    table = next(iter(sheet.tables.values()))

    assert table.ref == "A4:F9"
    assert table.headerRowCount == 1
    assert table.tableColumns[0].name == "Ref"
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"


def test_each_cell_to_fill_in_says_in_words_what_it_wants_above_and_beside_it() -> None:
    sheet = figures()

    beside = {str(rule.sqref): rule.prompt for rule in sheet.data_validations.dataValidation}

    assert sheet["D3"].value == "The figure, such as 98.5% or 42. Type n/a for none."
    assert beside == {
        "D5:D9": "The figure, such as 98.5% or 42. Type n/a for none.",
        "E5:E9": "Yes or no.",
        "F5:F9": "The day, such as 30/09/2019.",
    }


def test_choices_come_from_a_range_on_a_sheet_in_full_view() -> None:
    workbook = opened()

    sources = [rule.formula1 for rule in figures().data_validations.dataValidation if rule.type == "list"]

    assert sources == ["'Lists'!$A$3:$A$4"]
    assert [workbook["Lists"]["A3"].value, workbook["Lists"]["A4"].value] == ["Yes", "No"]
    assert workbook["Lists"].sheet_state == "visible"


def test_only_cells_to_fill_in_can_be_changed_and_they_look_different() -> None:
    sheet = figures()

    given, wanted = sheet["C5"], sheet["D5"]

    assert sheet.protection.sheet
    assert [given.protection.locked, wanted.protection.locked] == [True, False]
    assert [given.fill.fgColor.rgb, wanted.fill.fgColor.rgb] == ["00000000", "FFFFF8E0"]
    assert wanted.alignment.wrap_text


def test_the_file_says_its_title_author_language_and_moment() -> None:
    properties = opened().properties

    assert (properties.title, properties.creator, properties.language) == (
        "Returns for Q2 2019/20",
        "Performance officer",
        "en-GB",
    )
    assert properties.created == datetime(2019, 10, 1, 9, 0)  # noqa: DTZ001 - openpyxl gives UTC without saying so


def test_a_row_is_as_high_as_its_text_and_still_grows() -> None:
    with zipfile.ZipFile(BytesIO(make_returns_workbook())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert '<row r="3"' in sheet
    assert figures().row_dimensions[3].height == 60
    assert "customHeight" not in sheet


def test_a_table_without_rows_still_has_its_headings() -> None:
    content = write_workbook(
        [WrittenSheet(name="Empty", columns=(WrittenColumn(heading="Ref"),))], properties=PROPERTIES, created=CREATED
    )

    assert shown(read_workbook(content, name="empty.xlsx").sheets[0]) == {"A1": "text Ref"}


def test_a_list_without_items_offers_nothing_and_does_no_harm() -> None:
    column = WrittenColumn(heading="Ref", choices="Refs", is_input=True)

    content = write_workbook(
        [WrittenSheet(name="One", columns=(column,)), ListsSheet(lists={"Refs": ()})],
        properties=PROPERTIES,
        created=CREATED,
    )

    assert openpyxl.load_workbook(BytesIO(content))["One"].data_validations.dataValidation == []


def test_a_list_longer_than_a_typed_list_may_be_and_with_commas_in_it_is_whole() -> None:
    items = tuple(f"Service {number}, in parts" for number in range(100))
    column = WrittenColumn(heading="Service", choices="All services", is_input=True)
    sheets: list[WrittenSheet | ListsSheet] = [
        WrittenSheet(name="One", columns=(column,)),
        ListsSheet(name="It's a list", lists={"All services": items}),
    ]

    content = write_workbook(sheets, properties=PROPERTIES, created=CREATED)

    workbook = openpyxl.load_workbook(BytesIO(content))
    assert workbook["One"].data_validations.dataValidation[0].formula1 == "'It''s a list'!$A$3:$A$102"
    assert workbook["It's a list"]["A102"].value == "Service 99, in parts"


@pytest.mark.parametrize(
    ("sheet", "what"),
    [
        (
            WrittenSheet(name="One", columns=(WrittenColumn(heading="Ref", choices="Nowhere"),)),
            "no list called Nowhere",
        ),
        (WrittenSheet(name="One", columns=(WrittenColumn(heading="Ref", wants="x" * 256),)), "over 255 characters"),
        (
            WrittenSheet(name="One", columns=(WrittenColumn(heading="Ref"),), rows=[("x" * 32_768,)]),
            "row 2, column Ref",
        ),
    ],
)
def test_what_a_workbook_would_cut_or_drop_is_not_written(sheet: WrittenSheet, what: str) -> None:
    with pytest.raises(WorkbookNotWritten, match=what):
        write_workbook([sheet], properties=PROPERTIES, created=CREATED)


def test_the_moment_is_written_in_universal_time_whatever_the_zone() -> None:
    summer = datetime.fromisoformat("2019-10-01T10:00:00+01:00")

    assert write_workbook([LISTS], properties=PROPERTIES, created=summer) == write_workbook(
        [LISTS], properties=PROPERTIES, created=datetime(2019, 10, 1, 9, 0, tzinfo=UTC)
    )


def test_markup_in_the_properties_is_text() -> None:
    properties = WorkbookProperties(title="<b>&", author="A & B", language="en-GB")

    content = write_workbook([LISTS], properties=properties, created=CREATED)

    assert openpyxl.load_workbook(BytesIO(content)).properties.title == "<b>&"
