from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.periods import (
    FinancialYear,
    HalfYear,
    Month,
    MunicipalYear,
    PeriodUnreadable,
    Quarter,
    read_period,
)

YEARS = st.builds(FinancialYear, st.integers(1901, 2198))
QUARTERS = st.builds(Quarter, YEARS, st.integers(1, 4))
HALF_YEARS = st.builds(HalfYear, YEARS, st.integers(1, 2))
MONTHS = st.builds(Month, YEARS, st.integers(1, 12))
MUNICIPAL_YEARS = st.builds(MunicipalYear, st.integers(1901, 2198))
DAYS = st.dates(date(1901, 4, 1), date(2199, 3, 31))


@pytest.mark.parametrize(
    "text",
    [
        "Q2 2019/20",
        "2019-20 Q2",
        "2019/20 Q2",
        "  q2  2019-20 ",
        "Q2 2019–20",
        "Quarter 2 2019/2020",
        "Q2 19/20",
        "Q2 FY 2019/20",
        "July – September 2019",
        "Jul-Sept 2019",
        "July to September 2019",
        "July to September 2019 (Q2)",
    ],
)
def test_a_quarter_is_read_in_every_way_that_reports_write_it(text):
    assert Quarter.parse(text) == Quarter(FinancialYear(2019), 2)


@pytest.mark.parametrize(
    ("quarter", "text"),
    [("2022/23 Q3", "2022-23 Q3"), ("Q4 1999/00", "1999-00 Q4"), ("January - March 2020", "2019-20 Q4")],
)
def test_a_quarter_is_printed_one_way(quarter, text):
    assert str(Quarter.parse(quarter)) == text


def test_a_quarter_prints_its_label_and_months_as_the_report_does():
    quarter = Quarter(FinancialYear(2019), 2)

    assert (quarter.label, quarter.months) == ("Q2 2019/20", "July – September 2019")


@pytest.mark.parametrize("text", ["Q4 2021", "2021 Q4"])
def test_a_quarter_beside_one_year_is_refused_because_it_means_two_periods(text):
    with pytest.raises(PeriodUnreadable, match="calendar or a financial year"):
        read_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Q5 2019/20",
        "Q0 2019-20",
        "2019-21",
        "2019-2021 Q1",
        "2019",
        "May - July 2019",
        "April - September 2019",
        "July – September 2019 (Q1)",
        "January 2019 - March 2020",
        "Smarch 2019",
        "July",
        "M13 2019-20",
        "H3 2019-20",
        "1066-67",
        "Q2 2019-20 Q3",
    ],
)
def test_text_that_names_no_period_is_refused(text):
    with pytest.raises(PeriodUnreadable):
        read_period(text)


def test_the_year_of_a_quarter_turns_in_april():
    assert str(Quarter.containing(date(2020, 3, 31))) == "2019-20 Q4"
    assert str(Quarter.containing(date(2020, 4, 1))) == "2020-21 Q1"


def test_the_last_quarter_ends_on_the_last_day_of_march():
    assert Quarter.parse("2019-20 Q4").last_day == FinancialYear(2019).last_day == date(2020, 3, 31)


def test_a_month_is_read_by_name_or_by_its_number_in_the_financial_year():
    july = Month(FinancialYear(2019), 4)

    assert read_period("July 2019") == read_period("2019-20 M04") == read_period("2019-20 P4") == july
    assert (july.label, july.quarter) == ("July 2019", Quarter.parse("2019-20 Q2"))


def test_a_half_year_that_crosses_new_year_says_both_years():
    assert HalfYear.parse("H2 2019/20").months == "October 2019 – March 2020"


def test_a_municipal_year_turns_on_its_annual_meeting():
    day = date(2019, 5, 3)

    assert MunicipalYear.containing(day) == MunicipalYear(2019)
    assert MunicipalYear.containing(day, annual_meeting=date(2019, 5, 22)) == MunicipalYear(2018)


def test_a_municipal_year_refuses_the_annual_meeting_of_another_year():
    with pytest.raises(ValueError, match="2019"):
        MunicipalYear.containing(date(2019, 5, 3), annual_meeting=date(2018, 5, 22))


@given(DAYS)
def test_every_day_is_in_exactly_one_quarter(day):
    home = Quarter.containing(day)

    candidates = [home.previous.previous, home.previous, home, home.next, home.next.next]

    assert [quarter for quarter in candidates if quarter.first_day <= day <= quarter.last_day] == [home]


@given(DAYS)
def test_a_day_is_in_the_quarter_half_year_and_year_of_its_month(day):
    month = Month.containing(day)

    assert month.first_day <= day <= month.last_day
    assert month.quarter == Quarter.containing(day)
    assert HalfYear.containing(day).number == (month.quarter.number + 1) // 2
    assert FinancialYear.containing(day) == month.year


@given(st.one_of(QUARTERS, HALF_YEARS, MONTHS))
def test_the_next_period_starts_on_the_day_after_this_one_ends(period):
    assert period.next.first_day == period.last_day + timedelta(days=1)
    assert period.next.previous == period.previous.next == period


@given(YEARS)
def test_the_parts_of_a_year_tile_it(year):
    parts = [year.quarters, year.half_years, year.calendar_months]

    assert {part[0].first_day for part in parts} == {year.first_day}
    assert {part[-1].last_day for part in parts} == {year.last_day}


@given(QUARTERS)
def test_the_same_quarter_last_year_is_four_quarters_back(quarter):
    assert quarter.same_last_year == quarter.previous.previous.previous.previous


@given(st.one_of(YEARS, QUARTERS, HALF_YEARS, MONTHS, MUNICIPAL_YEARS))
def test_a_printed_period_is_read_back_as_itself(period):
    assert read_period(str(period)) == period
    assert read_period(period.label) == period


@given(QUARTERS)
def test_the_months_of_a_quarter_are_read_back_as_it(quarter):
    assert Quarter.parse(quarter.months) == quarter


@given(st.one_of(st.tuples(QUARTERS, QUARTERS), st.tuples(MONTHS, MONTHS), st.tuples(YEARS, YEARS)))
def test_the_text_of_periods_of_one_kind_sorts_in_time_order(pair):
    first, second = pair

    assert (str(first) < str(second)) == (first < second) == (first.first_day < second.first_day)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text):
    try:
        period = read_period(text)
    except PeriodUnreadable as refusal:
        assert str(refusal)
    else:
        assert read_period(str(period)) == period
