"""Numbers and dates come out of a file exactly as they were typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.spreadsheets.exact import (
    NotANumber,
    as_percentage,
    date_as_written,
    date_of_serial,
    elapsed_time,
    exact_number,
    time_as_written,
)


@pytest.mark.parametrize(
    ("written", "exact"),
    [
        ("98.5", "98.5"),
        ("98.50", "98.5"),
        ("0", "0"),
        ("-0", "0"),
        ("-0.63", "-0.63"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        (" 5 ", "5"),
        ("1.1000000000000001", "1.1"),
        ("0.30000000000000004", "0.3"),
        ("98.400000000000006", "98.4"),
        ("0.985000000000000000013", "0.985"),
        ("9.8500000000000004E-2", "0.0985"),
        ("1.5E+10", "15000000000"),
        ("123456789012345678", "123456789012345678"),
        ("0.66666666666666663", "0.666666666666667"),
    ],
)
def test_a_number_is_what_was_typed_and_not_the_noise_of_its_double(written: str, exact: str) -> None:
    assert exact_number(written) == exact


@pytest.mark.parametrize(
    "written", ["", "abc", "NaN", "Infinity", "1_000", "٣", "1E999999999", "1E400", "0x10", "1e", "--1", "9" * 401]
)
def test_what_is_no_number_of_a_spreadsheet_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        exact_number(written)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=5))
def test_what_a_person_can_type_comes_back_from_the_double_that_a_program_keeps(typed: Decimal) -> None:
    seventeen_digits = f"{float(typed):.17G}"

    assert Decimal(exact_number(seventeen_digits)) == typed


@pytest.mark.parametrize(
    ("number", "typed"),
    [("0.985", "98.5%"), ("1", "100%"), ("0", "0%"), ("-0.0001", "-0.01%"), ("1" * 40, "1" * 40 + "00%")],
)
def test_a_percentage_is_shown_as_it_is_typed(number: str, typed: str) -> None:
    assert as_percentage(number) == typed


@pytest.mark.parametrize(
    ("serial", "counts_from_1904", "day"),
    [
        ("43738", False, "2019-09-30"),
        ("43738.5625", False, "2019-09-30 13:30:00"),
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, "60"),
        ("61", False, "1900-03-01"),
        ("0.5625", False, "13:30:00"),
        ("43738.999999999", False, "2019-10-01"),
        ("42276", True, "2019-09-30"),
        ("2958465", False, "9999-12-31"),
        ("2958465.9999999", False, "2958465.9999999"),
        ("2958466", False, "2958466"),
        ("-1", False, "-1"),
    ],
)
def test_a_day_count_becomes_the_day_that_the_program_shows(serial: str, counts_from_1904: bool, day: str) -> None:
    assert date_of_serial(serial, counts_from_1904=counts_from_1904) == day


def test_a_length_of_time_may_be_over_a_day() -> None:
    assert [elapsed_time("1.5"), elapsed_time("-0.5"), time_as_written("PT26H05M00S"), time_as_written("P1DT1H")] == [
        "36:00:00",
        "-12:00:00",
        "26:05:00",
        "25:00:00",
    ]


def test_an_iso_date_keeps_its_time_only_where_there_is_one() -> None:
    written = ["2019-09-30", "2019-09-30T00:00:00", "2019-09-30T13:30", "2019-09-30T13:30:00.5Z"]

    assert [date_as_written(text) for text in written] == [
        "2019-09-30",
        "2019-09-30",
        "2019-09-30 13:30:00",
        "2019-09-30 13:30:00",
    ]


@pytest.mark.parametrize("written", ["30/09/2019", "", "2019"])
def test_what_is_no_iso_date_is_refused(written: str) -> None:
    with pytest.raises(NotANumber):
        date_as_written(written)
