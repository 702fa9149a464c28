"""How long what a meeting leaves behind is open to inspection."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.inspection import last_day_of_years


def test_six_years_that_begin_with_a_meeting_end_on_the_day_before_its_sixth_anniversary():
    assert last_day_of_years(date(2020, 2, 7), years=6) == date(2026, 2, 6)
    assert last_day_of_years(date(2020, 1, 1), years=4) == date(2023, 12, 31)


def test_years_that_begin_on_a_leap_day_end_with_the_28_february():
    assert last_day_of_years(date(2020, 2, 29), years=6) == date(2026, 2, 28)
    assert last_day_of_years(date(2020, 2, 29), years=4) == date(2024, 2, 28)


@given(st.dates(date(1974, 1, 1), date(2090, 12, 31)), st.integers(1, 10))
def test_a_later_meeting_is_never_open_for_shorter(met, years):
    last, next_last = (last_day_of_years(met + timedelta(days=step), years=years) for step in (0, 1))

    assert last <= next_last
    assert last.year - met.year in (years - 1, years)
