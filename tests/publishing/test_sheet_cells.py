"""A cell of a workbook: a number where that shows what was printed, and text that nothing runs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.publishing.cells import Number
from goldenthread.publishing.sheet_cells import SheetNumber, fitting_text, printed_cell, tidy_cell
from goldenthread.publishing.xlsx import number_format
from goldenthread.spreadsheets.csv_safety import with_guard


@pytest.mark.parametrize(
    ("text", "value", "shape"),
    [
        ("92.1%", "92.0963", '0.0"%"'),
        ("£1,840k", "1840", '"£"#,##0"k"'),
        ("(£0.630m)", "-0.63", '"£"0.000"m";"(""£"0.000"m"")"'),
        ("-£5", "-5", '"£"0'),
        ("56.7% [p]", "56.7", '0.0"% [p]"'),
        ("0", "0", "0"),
        ("12,345,678.90", "12345678.9", "#,##0.00"),
    ],
)
def test_a_number_is_a_number_where_that_shows_what_was_printed(text, value, shape):
    cell = printed_cell(Number(text=text, value=Decimal(value)))

    assert isinstance(cell, SheetNumber)
    assert (cell.value, cell.shown, number_format(cell.shape)) == (Decimal(value), text, shape)


@pytest.mark.parametrize(
    ("text", "value"),
    [("£1.2m", "1200000"), ("[x]", "5"), ("Yes", "1"), ("92.1%", "92.2"), ("5", "-5"), ("-5", "5"), ("(5)", "5")],
)
def test_what_a_number_would_not_show_stays_text(text, value):
    assert printed_cell(Number(text=text, value=Decimal(value))) == text


def test_a_number_without_a_value_is_text():
    assert printed_cell(Number(text="92.1%")) == "92.1%"


def test_a_value_of_more_digits_than_a_spreadsheet_keeps_is_text_in_the_data():
    assert tidy_cell(Decimal("94.4999900000000000001")) == "94.4999900000000000001"


@pytest.mark.parametrize(("value", "written"), [("0E+1", "0"), ("1E+3", "1000"), ("0E-2", "0.00")])
def test_a_number_is_written_as_it_comes_back_from_the_stored_document(value, written):
    in_data, in_table = tidy_cell(Decimal(value)), printed_cell(Number(text=written, value=Decimal(value)))

    assert isinstance(in_data, SheetNumber)
    assert isinstance(in_table, SheetNumber)
    assert (str(in_data.value), str(in_table.value)) == (written, written)


@pytest.mark.parametrize("value", [None, True, False])
def test_what_is_no_number_is_words_in_the_data(value):
    assert tidy_cell(value) == {None: "", True: "true", False: "false"}[value]


@given(st.text())
def test_no_text_is_run_by_a_spreadsheet(text):
    assert fitting_text(text) == with_guard(text)


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    cell = fitting_text("a" * 40_000)

    assert len(cell) < 32_767
    assert cell.endswith("[cut: the whole text is in the other files]")
